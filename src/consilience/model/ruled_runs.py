"""Copied runs of text that a reviewer said are one text, or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consilience.model.decisions import Anchor
from consilience.model.rulings import LineageRuling
from consilience.model.spans import Stretch

Run = tuple[str, int, int]
"""Document, start and end of a run of text."""


@dataclass(frozen=True, slots=True)
class _Ruled:
    ruling: LineageRuling
    a: tuple[Run, ...]
    b: tuple[Run, ...]


class RuledRuns:
    """The rulings on copied runs; of two that cannot both hold, the later one does."""

    def __init__(self, rulings: Iterable[LineageRuling]) -> None:
        held: list[_Ruled] = []
        for ruling in sorted(rulings, key=lambda row: (row.number, row.id)):
            new = _Ruled(ruling, runs_of(ruling.a), runs_of(ruling.b))
            held = [
                old for old in held
                if old.ruling.together == ruling.together or not _contradict(old, new)
            ]  # fmt: skip
            held.append(new)
        self._held = held

    def apart(self, a: Stretch, b: Stretch) -> bool:
        """Return whether the copied runs *a* and *b* are not one text."""
        one, two = (a.document, a.start, a.end), (b.document, b.start, b.end)
        return any(
            (_meets(one, row.a) and _meets(two, row.b))
            or (_meets(one, row.b) and _meets(two, row.a))
            for row in self._held
            if not row.ruling.together
        )

    def together(self) -> Iterator[tuple[LineageRuling, tuple[Run, ...], tuple[Run, ...]]]:
        """Yield the rulings that two texts are one, with the runs of each."""
        for row in self._held:
            if row.ruling.together:
                yield row.ruling, row.a, row.b


def shared_length(stretch: Stretch, runs: Iterable[Run]) -> int:
    """Return how many characters *stretch* shares with *runs*."""
    return sum(
        max(0, min(stretch.end, end) - max(stretch.start, start))
        for document, start, end in runs
        if document == stretch.document
    )


def runs_of(anchors: Iterable[Anchor]) -> tuple[Run, ...]:
    """Return the runs of text that *anchors* of the members of a lineage name."""
    found = []
    for anchor in anchors:
        start, _, end = anchor.slot.partition(":")
        if anchor.document is not None and end:
            found.append((anchor.document, int(start), int(end)))
    return tuple(found)


def _meets(one: Run, runs: Iterable[Run]) -> bool:
    return any(
        one[0] == document and one[1] < end and start < one[2] for document, start, end in runs
    )


def _contradict(old: _Ruled, new: _Ruled) -> bool:
    return any(
        any(_meets(run, old.a) for run in one) and any(_meets(run, old.b) for run in two)
        for one, two in ((new.a, new.b), (new.b, new.a))
    )
