"""Where do the paragraphs of plain text begin and end?

Text is saved in two ways: one paragraph a line, or hard-wrapped at some width as wire services
and mail do. In the second, lines are joined until a blank line, an indented line, or a line that
ends early behind a full stop.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MIN_WRAP: Final = 45
MAX_WRAP: Final = 100
"""Widths at which people and machines wrap lines."""

MIN_WRAPPED_SHARE: Final = 0.6
"""Share of the inner line breaks that must look forced for a text to count as hard-wrapped."""

_TERMINAL: Final = (".", "!", "?", '"', "”", "'", "’", ":", ")", "]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it."""

    start: int
    end: int
    indent: int

    @property
    def length(self) -> int:
        """Code points without indentation."""
        return self.end - self.start


def find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the paragraphs of plain *text*, without outer white space."""
    runs = list(_runs(text))
    width = _wrap_width(text, runs)
    for run in runs:
        if width is None:
            yield from ((line.start, line.end) for line in run)
        else:
            yield from _joined(text, run, width)


def _runs(text: str) -> Iterator[list[Line]]:
    """Yield runs of lines between blank lines."""
    run: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            indent = len(raw) - len(raw.lstrip())
            start = at + indent
            run.append(Line(start, start + len(bare), indent))
        elif run:
            yield run
            run = []
        at += len(raw) + 1
    if run:
        yield run


def _wrap_width(text: str, runs: list[list[Line]]) -> int | None:
    """Return the width at which *text* is hard-wrapped, or ``None`` where it is not."""
    pairs = [(one, two) for run in runs for one, two in pairwise(run)]
    if len(pairs) < 2:
        return None
    lengths = sorted(line.length for run in runs if len(run) > 1 for line in run)
    width = lengths[-1 - len(lengths) // 50]
    if not MIN_WRAP <= width <= MAX_WRAP:
        return None
    forced = sum(_is_forced(text, one, two, width) for one, two in pairs)
    inside = sum(not text[one.start : one.end].endswith(_TERMINAL) for one, _ in pairs)
    return width if min(forced, inside) >= MIN_WRAPPED_SHARE * len(pairs) else None


def _is_forced(text: str, one: Line, two: Line, width: int) -> bool:
    """Tell whether the first word of line *two* did not fit on line *one*."""
    word = text[two.start : two.end].split(maxsplit=1)[0]
    return one.length + 1 + len(word) > width - 6


def _joined(text: str, run: list[Line], width: int) -> Iterator[tuple[int, int]]:
    start = run[0].start
    for one, two in pairwise(run):
        indented = two.indent >= one.indent + 2
        ends_early = not _is_forced(text, one, two, width)
        if indented or (ends_early and text[one.start : one.end].endswith(_TERMINAL)):
            yield start, one.end
            start = two.start
    yield start, run[-1].end
