"""What one rule reads out of the words that it matched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from consilience.extraction.times.lexicon import (
    MONTH_NUMBER,
    NUMBERS,
    ORDINALS,
    UNIT_NAME,
    WEEKDAY_NAME,
    Lexed,
)
from consilience.text.time_symbols import MONTHS, PARTS, SEASONS

Timex = Literal["DATE", "TIME", "DURATION", "SET"]
Modifier = Literal["START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN"]
EITHER: Final = "~"
"""Stands in a symbol for ``latest`` or ``coming``; the tense of the sentence decides."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A time expression as its own words tell it.

    ``value`` is set where it needs no anchor; ``symbol`` (`text.time_symbols`) where it does.
    """

    timex: Timex
    value: str | None = None
    symbol: str | None = None
    on_mention: bool = False  # its anchor is an earlier mention, not the publication
    modifier: Modifier | None = None
    narrow: str | None = None  # a part of it, such as week1 (`text.time_symbols`)
    of_quarter: bool = False  # a quarter or half: results of past ones are what is foretold
    needs_at: bool = False  # it counts only behind "at", "by" or "until"
    before: str | None = None  # time of the day, such as 17:00


@dataclass(frozen=True, slots=True)
class Matched:
    """A rule's match, with its words by group."""

    lexed: Lexed
    match: re.Match[str]  # over the letters of a run of words
    offset: int  # of the run's first word in the sentence

    @property
    def start(self) -> int:
        """Its first word in the sentence."""
        return self.offset + self.match.start()

    @property
    def end(self) -> int:
        """The word behind its last one."""
        return self.offset + self.match.end()

    def words(self, group: str | int = 0) -> tuple[str, ...]:
        """Return the words of *group*; none where it did not match."""
        if isinstance(group, str) and not self.has(group):
            return ()
        start, end = self.match.span(group)
        return self.lexed.words[self.offset + start : self.offset + end]

    def word(self, group: str) -> str:
        """Return the only word of *group*, without a final point; empty if it did not match."""
        words = self.words(group)
        return words[0].rstrip(".") if words else ""

    def has(self, group: str) -> bool:
        """Whether *group* matched anything."""
        return group in self.match.re.groupindex and bool(self.match[group])


def month_of(word: str) -> int:
    """Return the number of the month called *word*."""
    return MONTH_NUMBER[word.rstrip(".")]


def weekday_of(word: str) -> str:
    """Return the full name of the weekday called *word*."""
    return WEEKDAY_NAME[word.rstrip(".")]


def unit_of(word: str) -> str:
    """Return the unit called *word*, in the singular."""
    return UNIT_NAME.get(word) or word.removesuffix("s")


def season_of(word: str) -> str:
    """Return the season called *word*, in the singular."""
    single = word.removesuffix("s")
    return "autumn" if single == "fall" else single


def part_of(word: str) -> str:
    """Return the part of the day called *word*, as a key of `PARTS`."""
    single = word.removesuffix("s")
    others = {
        "sunrise": "dawn", "daybreak": "dawn", "sunset": "evening", "nightfall": "night",
    }  # fmt: skip
    return single if single in PARTS else others[single]


def ordinal_of(word: str) -> int | None:
    """Return the number of an ordinal ("third", "3rd")."""
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else ORDINALS.get(word)


def day_of_month(word: str) -> int | None:
    """Return *word* as a day of a month, if it is one."""
    number = ordinal_of(word)
    return number if number is not None and 1 <= number <= 31 else None


def year_of(word: str) -> str | None:
    """Return a year of four digits ("2017", "'98")."""
    digits = re.sub(r"\D", "", word)
    if len(digits) == 4:
        return digits
    if len(digits) == 2:
        return ("19" if int(digits) > 40 else "20") + digits
    return None


def count_of(words: tuple[str, ...]) -> str | None:
    """Return the number that *words* say: digits, ``X`` for an unsaid one, or ``None``.

    Example:
        >>> count_of(("twenty", "-", "five"))
        '25'
        >>> count_of(("a", "few"))
        'X'

    """
    kept = [word for word in words if word not in {"-", "and", "of", "some", "about", "more"}]
    if kept[:1] == ["a"] and len(kept) > 1:
        kept = kept[1:]
    if not kept:
        return "X" if words else None
    fixed = {"a": "1", "an": "1", "couple": "2"}.get(" ".join(kept))
    if fixed is not None:
        return fixed
    if kept[0][0].isdigit():
        return kept[0].replace(",", "")
    if not all(word in NUMBERS for word in kept):
        return "X"
    return str(_spelt(kept))


def _spelt(words: list[str]) -> int:
    total = 0
    for word in words:
        number = NUMBERS[word]
        total = max(total, 1) * number if number >= 100 else total + number
    return total


def modifier_of(words: tuple[str, ...]) -> Modifier | None:
    """Return what the words before an expression make of it."""
    joined = " ".join(words)
    for found, modifier in _MODIFIERS:
        if re.search(rf"\b(?:{found})\b", joined):
            return modifier
    return None


_MODIFIERS: Final[tuple[tuple[str, Modifier], ...]] = (
    ("less than|fewer than|under|nearly|almost|barely|up to|no more than", "LESS_THAN"),
    ("more than|over|at least|no less than", "MORE_THAN"),
    ("early|beginning|start|first half", "START"),
    ("mid|midway|middle", "MID"),
    ("late|end|close|second half", "END"),
    ("about|around|roughly|approximately|some|circa", "APPROX"),
)
SEASON_CODE: Final = {name: code for name, (code, _) in SEASONS.items()}
MONTH_NAME: Final = dict(enumerate(MONTHS, 1))
PAST: Final = frozenset({"last", "past", "previous", "preceding", "prior"})
FUTURE: Final = frozenset({"next", "coming", "following", "upcoming"})
SAME: Final = frozenset({"that", "same"})


def offset_of(which: str) -> str:
    """Return how many units from the anchor's own "last", "this" or "next" points."""
    if which in PAST:
        return "-1"
    return "+1" if which in FUTURE else "+0"


def choice_of(which: str) -> str:
    """Return the word of a symbol for "last", "this" or "next"."""
    return {"-1": "previous", "+1": "next", "+0": "this"}[offset_of(which)]
