"""Which words of a document were copied, swapped or altered, and which are its own.

Marks are laid over the frozen text; pieces cut it so that every character stands in exactly one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, TypeAlias

from rapidfuzz.distance import Levenshtein

Look: TypeAlias = Literal["own", "same", "swapped", "trace", "altered", "withheld"]
Range: TypeAlias = "tuple[int, int]"

_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
_MAX_SWAPPED: Final = 6
"""Words of a swap; a longer rewording is the writer's own, and a second reading would not help."""
_MAX_CELLS: Final = 400_000_000
"""Cells of an alignment: 50 MB of bits on each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A run of one text that looks unlike the rest."""

    start: int  # code points, included
    end: int  # code points, excluded
    look: Look
    other: str | None = None  # the reading of the other report, or the usual expression
    note: str = ""  # such as the kind of an altered fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words to be shown, and how."""

    text: str
    look: Look
    other: str | None = None
    note: str = ""


def align_words(left: str, right: str, *, at: Range) -> tuple[list[Mark], list[Mark]]:
    """Return the marks of a passage's two texts, which begin at offsets *at* in their documents.

    Words that stand on both sides are the same; short runs that replace each other are swapped;
    what stands on one side only gets no mark, for it is that side's own. A passage too long to be
    aligned is marked as the same as a whole.
    """
    ours, theirs = list(_WORD.finditer(left)), list(_WORD.finditer(right))
    if len(ours) * len(theirs) > _MAX_CELLS:
        return [_mark(ours, at[0])], [_mark(theirs, at[1])]
    marks: tuple[list[Mark], list[Mark]] = ([], [])
    for same, i, j in _steps(_folded(ours), _folded(theirs)):
        here, there = ours[slice(*i)], theirs[slice(*j)]
        if same:
            marks[0].append(_mark(here, at[0]))
            marks[1].append(_mark(there, at[1]))
        elif here and there and max(len(here), len(there)) <= _MAX_SWAPPED:
            marks[0].append(_mark(here, at[0], other=_words(there, right)))
            marks[1].append(_mark(there, at[1], other=_words(here, left)))
    return marks


def lay_marks(length: int, marks: Iterable[Mark]) -> list[Mark | None]:
    """Return for each character of a text the mark that it stands in.

    Earlier *marks* win. A swap that meets an earlier mark is left out whole, because its two
    readings are only true of all of its words.
    """
    owner: list[Mark | None] = [None] * length
    for mark in marks:
        taken = owner[mark.start : mark.end]
        if all(one is None for one in taken):
            owner[mark.start : mark.end] = [mark] * (mark.end - mark.start)
        elif mark.look == "same":
            owner[mark.start : mark.end] = [one or mark for one in taken]
    return owner


def cut_pieces(text: str, owner: list[Mark | None], *, between: Range) -> tuple[Piece, ...]:
    """Return *text* between two offsets, cut where the mark changes."""
    pieces = []
    for _, run in groupby(range(*between), key=lambda at: id(owner[at])):
        offsets = list(run)
        mark, words = owner[offsets[0]], text[offsets[0] : offsets[-1] + 1]
        if mark is None:
            pieces.append(Piece(text=words, look="own"))
        else:
            pieces.append(Piece(text=words, look=mark.look, other=mark.other, note=mark.note))
    return tuple(pieces)


def _steps(ours: list[str], theirs: list[str]) -> Iterator[tuple[bool, Range, Range]]:
    """Yield runs of equal and of unequal words, in turn."""
    codes = Levenshtein.opcodes(ours, theirs)
    for same, run in groupby(codes, key=lambda code: code.tag == "equal"):
        found = list(run)
        first, last = found[0], found[-1]
        yield (
            same,
            (first.src_start, last.src_end),
            (first.dest_start, last.dest_end),
        )


def _folded(words: list[re.Match[str]]) -> list[str]:
    return [word.group().casefold() for word in words]


def _words(found: list[re.Match[str]], text: str) -> str:
    return text[found[0].start() : found[-1].end()]


def _mark(found: list[re.Match[str]], at: int, *, other: str | None = None) -> Mark:
    return Mark(
        start=at + found[0].start(),
        end=at + found[-1].end(),
        look="same" if other is None else "swapped",
        other=other,
    )
