"""Where words stand between quotation marks, also over several paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(r"[“”„«»\"]|''|``|\n+")
_OPENERS: Final = frozenset("“„«") | {"``"}
_CLOSERS: Final = frozenset("”»")
MAX_LENGTH: Final = 3_000
"""Code points; a longer run between marks is a missing mark, not a quotation."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; offsets take the marks in."""

    start: int
    end: int
    closed: bool  # a closing mark stands at its end
    continues: bool  # goes on from the quotation of the paragraph before

    def covers(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` lies inside."""
        return self.start <= start and end <= self.end


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of *text* in order.

    A quotation that has no closing mark at the end of its paragraph goes on when the next
    paragraph opens with a mark; otherwise the stray mark is ignored.
    """
    found: list[Quotation] = []
    opened: int | None = None
    carried = False  # the open quotation continues one of the paragraph before
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark[0] == "\n":
            carried = opened is not None and _opens_next(text, match.end())
            if opened is not None and carried:
                found.append(_quotation(found, opened, match, text))
            opened = None
        elif opened is None and _can_open(text, match, mark):
            opened = match.start()
        elif opened is not None and _can_close(text, match, mark):
            found.append(_quotation(found, opened, match, text))
            opened = None
        elif opened is not None and mark in _OPENERS:
            opened = match.start()
    return [quotation for quotation in found if quotation.end - quotation.start <= MAX_LENGTH]


def _quotation(
    found: Sequence[Quotation], start: int, match: re.Match[str], text: str
) -> Quotation:
    closed = match.group()[0] != "\n"
    end = match.end() if closed else match.start()
    return Quotation(start, end, closed, _goes_on(found, start, text))


def _goes_on(found: Sequence[Quotation], start: int, text: str) -> bool:
    return bool(found) and not found[-1].closed and not text[found[-1].end : start].strip()


def _opens_next(text: str, at: int) -> bool:
    return text[at : at + 1] in {"“", '"', "„", "«"} or text[at : at + 2] in {"''", "``"}


def _can_open(text: str, match: re.Match[str], mark: str) -> bool:
    if mark in _CLOSERS:
        return False
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return mark in _OPENERS or ((not before or not before.isalnum()) and not after.isspace())


def _can_close(text: str, match: re.Match[str], mark: str) -> bool:
    if mark in _OPENERS:
        return False
    before = text[match.start() - 1 : match.start()]
    return mark in _CLOSERS or not before.isspace()


class Quotations:
    """The quotations of a document, to be asked by offset."""

    def __init__(self, text: str) -> None:
        self.all = find_quotations(text)
        self._starts = [quotation.start for quotation in self.all]

    def at(self, offset: int) -> Quotation | None:
        """Return the quotation that *offset* lies in, if any."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self.all[place].end:
            return self.all[place]
        return None

    def within(self, start: int, end: int) -> Iterator[Quotation]:
        """Yield the quotations that share a character with ``text[start:end]``."""
        place = max(bisect_right(self._starts, start) - 1, 0)
        for quotation in self.all[place:]:
            if quotation.start >= end:
                return
            if quotation.end > start:
                yield quotation
