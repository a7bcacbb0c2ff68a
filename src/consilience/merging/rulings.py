"""Pairs of mentions that a reviewer said are one, or two.

Of two decisions that cannot both hold, the later one does: the earlier comes back to the reviewer
as one to be looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from consilience.model.anchors import Anchored
from consilience.model.events import EventMention
from consilience.model.rows import DocumentRow
from consilience.model.rulings import CannotLink, MustLink, Rejection
from consilience.model.tables import Tables

R = TypeVar("R", bound=DocumentRow)

Sides = frozenset[tuple[int, bool]]
"""On which side of which ruling that keeps two things apart something stands."""


@dataclass(frozen=True, slots=True)
class Together:
    """Two mentions that are one, with the words that say who decided so."""

    a: str
    b: str
    reason: str


@dataclass(frozen=True, slots=True)
class Links:
    """What reviewers said of the mentions of one table."""

    together: tuple[Together, ...]
    sides: Mapping[str, Sides]  # by mention
    reasons: tuple[str, ...]  # of each ruling that keeps two things apart

    def apart(self, a: Iterable[str], b: Iterable[str]) -> bool:
        """Return whether the mentions *a* and the mentions *b* must not be one thing."""
        return parted(self.sides_of(a), self.sides_of(b))

    def sides_of(self, mentions: Iterable[str]) -> Sides:
        """Return on which sides *mentions* stand altogether."""
        if not self.sides:
            return frozenset()
        return frozenset(side for key in mentions for side in self.sides.get(key, ()))

    def rank(self, mention: str) -> int:
        """Return the order in which mentions are put into parts: what was left goes first."""
        own = self.sides.get(mention)
        return 2 if own is None else int(any(side for _, side in own))

    def why_apart(self, mention: str) -> str:
        """Return the words of the rulings that keep *mention* apart."""
        rulings = sorted({ruling for ruling, _ in self.sides.get(mention, ())})
        return "; ".join(self.reasons[ruling] for ruling in rulings)


def parted(a: Sides, b: Sides) -> bool:
    """Return whether *a* and *b* stand on two sides of one ruling."""
    return any((ruling, not side) in b for ruling, side in a)


def find_links(tables: Tables, rows: Iterable[R]) -> Links:
    """Return what reviewers said of *rows*, mentions of one table."""
    must, cannot = tables.of(MustLink), tables.of(CannotLink)
    if not must and not cannot:
        return Links((), {}, ())
    anchored = Anchored(rows)
    pairs = _pairs(must, anchored)
    sides: dict[str, set[tuple[int, bool]]] = defaultdict(set)
    reasons: list[str] = []
    for ruling in sorted(cannot, key=lambda row: (row.number, row.id)):
        a, b = ({row.id for row in anchored.find_all(found)} for found in (ruling.a, ruling.b))
        if any(number > ruling.number and _crosses(pair, a, b) for number, pair in pairs):
            continue
        pairs = [found for found in pairs if not _crosses(found[1], a, b)]
        for side, keys in ((True, a), (False, b)):
            for key in keys:
                sides[key].add((len(reasons), side))
        reasons.append(said(ruling))
    return Links(
        together=tuple(pair for _, pair in pairs),
        sides={key: frozenset(found) for key, found in sides.items()},
        reasons=tuple(reasons),
    )


def counted_mentions(tables: Tables) -> tuple[EventMention, ...]:
    """Return the event mentions of the case less those that a reviewer does not let count."""
    rows = tables.of(EventMention)
    anchors = [
        anchor
        for ruling in tables.of(Rejection)
        for anchor in ruling.anchors
        if anchor.table == EventMention.table
    ]
    if not anchors:
        return rows
    rejected = {row.id for row in Anchored(rows).find_all(anchors)}
    return tuple(row for row in rows if row.id not in rejected)


def said(ruling: MustLink | CannotLink) -> str:
    """Return the words that say that a reviewer decided, when, and where that is written."""
    verb = "one" if isinstance(ruling, MustLink) else "two"
    return f"a reviewer decided on {ruling.day} that they are {verb} ({ruling.decision})"


def _pairs(rulings: Iterable[MustLink], anchored: Anchored[R]) -> list[tuple[int, Together]]:
    """Return the pairs that tie each side of a ruling together, and then the two sides.

    All of a side, not one mention of it: what is left behind would be a thing of its own again.
    """
    found = []
    for ruling in sorted(rulings, key=lambda row: (row.number, row.id)):
        a, b = anchored.find_all(ruling.a), anchored.find_all(ruling.b)
        if a and b:
            one, *more = sorted({row.id for row in (*a, *b)})
            found += [(ruling.number, Together(one, other, said(ruling))) for other in more]
    return found


def _crosses(pair: Together, a: set[str], b: set[str]) -> bool:
    return (pair.a in a and pair.b in b) or (pair.a in b and pair.b in a)
