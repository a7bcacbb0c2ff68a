"""A text cut where its marks begin and end, so that every character stands in exactly one piece.

Marks may overlap in any way: a figure inside of a statement inside of a copied passage.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from consilience.outputs.profiles import WITHHELD

MarkKind = Literal[
    "statement", "speaker", "figure", "event", "person", "place", "time", "copied", "swapped",
    "altered", "found", "asked", "withheld",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A run of the text that carries something."""

    start: int  # code points, included
    end: int  # code points, excluded
    kind: MarkKind
    row: str  # id of what it carries; empty where it is nothing of the record
    label: str  # what it is, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPiece:
    """A run of characters under the same marks."""

    start: int  # code points in the frozen text
    text: str
    marks: tuple[Mark, ...]  # all that lie over it, the widest first
    opens: bool  # a mark begins here: something may link to it

    @property
    def looks(self) -> str:
        """The classes that tell the kinds of its marks."""
        return " ".join(dict.fromkeys(f"k-{mark.kind}" for mark in self.marks))

    @property
    def rows(self) -> str:
        """The ids of what it carries, for the script that joins it to the facts beside it."""
        return " ".join(dict.fromkeys(mark.row for mark in self.marks if mark.row))

    @property
    def label(self) -> str:
        """What it carries, in words, the narrowest first."""
        return "; ".join(dict.fromkeys(mark.label for mark in reversed(self.marks) if mark.label))


def cut_text(text: str, marks: Iterable[Mark], *, part: tuple[int, int]) -> tuple[TextPiece, ...]:
    """Return *part* of *text* cut at the edges of *marks*.

    Where a name is withheld, the piece holds the words that tell so instead of the characters.
    """
    first, last = part
    over = [mark for mark in marks if mark.start < last and mark.end > first]
    over.sort(key=lambda mark: (mark.start, -mark.end, mark.kind, mark.row))
    edges = sorted(
        {first, last}
        | {min(max(at, first), last) for mark in over for at in (mark.start, mark.end)}
    )
    pieces = []
    running: list[Mark] = []
    waiting = 0
    for start, end in itertools.pairwise(edges):
        while waiting < len(over) and over[waiting].start <= start:
            running.append(over[waiting])
            waiting += 1
        running = [mark for mark in running if mark.end > start]
        pieces.append(_piece(text, (start, end), running))
    return tuple(pieces)


def _piece(text: str, part: tuple[int, int], running: Sequence[Mark]) -> TextPiece:
    start, end = part
    gaps = [mark for mark in running if mark.kind == "withheld"]
    words = text[start:end]
    if gaps:
        words = WITHHELD if any(mark.start == start for mark in gaps) else ""
    ordered = tuple(sorted(running, key=lambda mark: (mark.start - mark.end, mark.kind, mark.row)))
    return TextPiece(
        start=start,
        text=words,
        marks=() if gaps else ordered,
        opens=any(mark.start == start for mark in running),
    )
