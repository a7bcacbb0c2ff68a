"""Which statement carries what stands at an offset of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from consilience.model.statements import Statement

NOT_CARRYING = ("attitude", "scare quote")
"""Rules (beginnings of ``Statement.reason``) of statements that do not assert their content."""


class Carriers:
    """The statements of a document, to be asked by offset."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        ordered = sorted(statements, key=lambda statement: statement.id)
        told = [row for row in ordered if not row.reason.startswith(NOT_CARRYING)]
        self._inner = _Pieces((span.start, span.end, row) for row in told for span in row.content)
        self._outer = _Pieces(
            (min(starts), max(ends), row) for row in told for starts, ends in [_extent(row)]
        )

    def at(self, start: int, end: int) -> Statement | None:
        """Return the innermost statement whose content covers ``[start, end)``.

        Where none does (a number in the words that name a speaker), the statement around it.
        """
        return self._inner.smallest(start, end) or self._outer.smallest(start, end)


class _Pieces:
    """Stretches with their statements, by where they start."""

    def __init__(self, pieces: Iterable[tuple[int, int, Statement]]) -> None:
        self._pieces = sorted(pieces, key=lambda piece: (piece[0], -piece[1], piece[2].id))
        self._starts = [piece[0] for piece in self._pieces]
        self._longest = max((piece[1] - piece[0] for piece in self._pieces), default=0)

    def smallest(self, start: int, end: int) -> Statement | None:
        """Return the statement of the shortest stretch that covers ``[start, end)``."""
        best: tuple[int, Statement] | None = None
        for place in range(bisect_right(self._starts, start) - 1, -1, -1):
            first, last, row = self._pieces[place]
            if first < start - self._longest:
                break
            if last >= end and (best is None or last - first < best[0]):
                best = (last - first, row)
        return best[1] if best else None


def statement_for(statements: Iterable[Statement], start: int, end: int) -> Statement | None:
    """Return the innermost of *statements* that carries ``[start, end)`` of their document.

    For many offsets of one document, make `Carriers` once and ask it.
    """
    return Carriers(statements).at(start, end)


def _extent(row: Statement) -> tuple[list[int], list[int]]:
    spans = (*row.content, *row.cue, *row.source)
    return [span.start for span in spans], [span.end for span in spans]
