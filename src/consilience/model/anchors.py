"""Where a row stands in the reports, so that a decision about it finds it again after a rebuild."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Generic, TypeVar

from consilience.model.decisions import Anchor
from consilience.model.entities import Mention
from consilience.model.events import EventMention
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction
from consilience.model.places import PlaceMention
from consilience.model.rows import DocumentRow
from consilience.model.scales import AnchorRole
from consilience.model.spans import Span
from consilience.model.statements import Statement

R = TypeVar("R", bound=DocumentRow)

Standing = tuple[Span, str]
"""The characters of a row, and what tells it apart from others at the same characters."""


def _statement(row: Statement) -> Standing:
    others = [f"{span.start}:{span.end}" for span in (*row.content[1:], *row.cue, *row.source)]
    return (row.content or row.cue)[0], " ".join(others)


_STANDINGS: Final[Mapping[type[DocumentRow], Callable[..., Standing]]] = {
    Mention: lambda row: (row.span, row.kind),
    PlaceMention: lambda row: (row.span, row.kind),
    Figure: lambda row: (row.span, row.measure),
    EventMention: lambda row: (row.trigger, row.kind),
    Statement: _statement,
}
ANCHORED: Final = frozenset(kind.table for kind in _STANDINGS)
"""Tables whose rows stand at characters of one report."""


def anchor_of(row: DocumentRow, role: AnchorRole) -> Anchor:
    """Return the anchor of a mention, figure, event mention or statement."""
    span, slot = _STANDINGS[type(row)](row)
    return Anchor(
        role=role, table=row.table, id=row.id, document=row.document, span=span, slot=slot
    )


def is_same_contradiction(
    row: Contradiction, *, known_as: str, kind: str, spans: Iterable[Span]
) -> bool:
    """Return whether *row* is the contradiction that was decided about.

    It is known again by its id, or by its kind and by characters on two of its sides.
    """
    if kind != row.kind:
        return False
    if known_as == row.id:
        return True
    known = {(span.document, span.start, span.end) for span in spans}
    touched = sum(
        any((span.document, span.start, span.end) in known for span in side.spans)
        for side in row.sides
    )
    return touched >= min(2, len(row.sides))


class Anchored(Generic[R]):
    """Rows of one table by where they stand."""

    def __init__(self, rows: Iterable[R]) -> None:
        self._by_id: dict[str, R] = {}
        self._by_place: dict[tuple[str, int, int], list[tuple[str, R]]] = defaultdict(list)
        for row in rows:
            span, slot = _STANDINGS[type(row)](row)
            self._by_id[row.id] = row
            self._by_place[span.document, span.start, span.end].append((slot, row))

    def find(self, anchor: Anchor) -> R | None:
        """Return the row that *anchor* names: at these characters, of this slot.

        Its id decides first, since it is made from the same characters. A row at the same
        characters with another slot counts where it is the only one.
        """
        if anchor.id in self._by_id:
            return self._by_id[anchor.id]
        if anchor.span is None:
            return None
        span = anchor.span
        here = self._by_place.get((span.document, span.start, span.end), [])
        same = [row for slot, row in here if slot == anchor.slot]
        if same:
            return min(same, key=lambda row: row.id)
        return here[0][1] if len(here) == 1 else None

    def find_all(self, anchors: Iterable[Anchor]) -> list[R]:
        """Return the rows of *anchors* that are there, each once, in the order of *anchors*."""
        found = {row.id: row for anchor in anchors if (row := self.find(anchor)) is not None}
        return list(found.values())
