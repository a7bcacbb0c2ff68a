"""Bounds that a reviewer chose, and values that the more reliable source gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from consilience.corroboration.policies import Bounds, holds
from consilience.corroboration.revisions import Position
from consilience.model.rulings import BestChosen
from consilience.model.scales import BestRule, SourceLetter

_LESSER: Final[frozenset[BestRule]] = frozenset({"most_specific_then_latest", "lowest"})
"""Rules that decide only where neither reviewer, nor voices, nor letters do (METHOD 1.5)."""


def chosen_bounds(ruling: BestChosen) -> Bounds:
    """Return the bounds that a reviewer chose."""
    because = f"chosen by a reviewer on {ruling.day} ({ruling.decision})"
    return Bounds(ruling.low, ruling.best, ruling.high, "reviewer", because)


def prefer_reliable(
    bounds: Bounds, positions: Sequence[Position], letters: Mapping[str, SourceLetter]
) -> Bounds:
    """Return *bounds*, where voices are even with the value of the source rated best.

    A source without a letter is F: it cannot be judged.
    """
    if not letters or bounds.rule not in _LESSER:
        return bounds
    rated = [
        (letters.get(row.origin.originator.removeprefix("unattributed:"), "F"), row.figure.best)
        for row in positions
        if row.figure.best is not None
    ]
    support = {value: sum(holds(row, value) for row in positions) for _, value in rated}
    leading = [row for row in rated if support[row[1]] == max(support.values())]
    top = min((letter for letter, _ in leading), default="F")
    values = sorted({value for letter, value in leading if letter == top})
    if top == "F" or len(values) != 1:
        return bounds
    because = f"given by the source rated {top}, the most reliable that gives a number"
    return replace(bounds, best=values[0], rule="highest_reliability_letter", because=because)
