"""Which Admiralty number does a claim deserve? (METHOD 1.8).

The number judges the claim alone; how reliable its source is plays no part.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A proposed number, with what decided it."""

    value: str  # 1 to 6
    rule: str
    because: str
    would_raise: str | None


def propose_number(independent: int, against: int) -> Number:
    """Return the number for a claim.

    Args:
        independent: Independent origins that support it.
        against: Independent origins that contradict it.

    """
    if independent == 0:
        return Number("6", "1.8 number 6", "nothing to judge by", "any traceable origin")
    if against >= 2 and against >= independent:
        because = f"contradicted by {against} independent origins"
        return Number("5", "1.8 number 5", because, "more origins that support than contradict it")
    if independent == 1 and against:
        because = "a single origin, contradicted by one"
        return Number("4", "1.8 number 4", because, "another independent origin")
    if independent == 1:
        because = "a single origin, nothing against it"
        return Number("3", "1.8 number 3", because, "another independent origin")
    if independent == 2 or against:
        because = "supported by another independent origin"
        if against:
            because += "; not uncontested"
        return Number("2", "1.8 number 2", because, "a third independent origin, uncontested")
    because = f"supported by {independent - 1} other independent origins, uncontested"
    return Number("1", "1.8 number 1", because, None)
