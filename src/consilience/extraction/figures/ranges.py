"""Are two numbers that follow each other the ends of one range?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from consilience.extraction.figures.labels import is_yearlike
from consilience.extraction.figures.numerals import Numeral
from consilience.extraction.figures.units import currency_before, unit_after

_SIGN: Final = r"(?:about\s+|around\s+|some\s+)?(?:[$€£¥₹]|US\$)?"
BETWEEN: Final = re.compile(rf"\bbetween\s+{_SIGN}$", re.IGNORECASE)
"""Ends where the first number of "between A and B" begins."""

_FROM = re.compile(r"\bfrom\s+(?:[$€£¥₹]|US\$)?$", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:r[io]se|rises|risen|rising|f[ea]ll|fell|fallen|falls|falling|increas\w+|decreas\w+"
    r"|dropp?\w*|grew|grown|grow\w*|jump\w*|climb\w*|declin\w+|slipp?\w*|went|gone|soar\w*|plung\w*"
    r"|cut|slash\w*|rais\w+|up|down|mov\w+|shift\w*|chang\w+|surg\w+|shr[aiu]nk\w*|reduc\w+"
    r"|doubl\w+|expand\w*)\b",
    re.IGNORECASE,
)
_AND = re.compile(rf"\s+and\s+{_SIGN}")
_TO = re.compile(rf"\s*(?:-|–|—|\bto\b|-to-)\s*{_SIGN}\s*$")
_OR = re.compile(r"\s+or\s+(?:even\s+|perhaps\s+|maybe\s+)?$")
_FARTHEST: Final = 24  # characters between the ends
_NEAR: Final = 5  # between the numbers of "two or three"


def is_range(words: str, first: Numeral, second: Numeral) -> bool:
    """Tell whether *first* and *second* are the ends of one range."""
    between = _words_between(words, first, second)
    low = scaled(first, second).value
    if between is None or low >= second.value or _are_years(words, first, second):
        return False
    vague = "vague" in (first.form, second.form)
    if _AND.fullmatch(between):
        return BETWEEN.search(words, 0, first.start) is not None
    if _OR.fullmatch(between):
        return not vague and second.value <= low + _NEAR
    if not _TO.fullmatch(between) or vague:
        return False
    return "to" not in between or not _are_levels(words, first)


def scaled(first: Numeral, second: Numeral) -> Numeral:
    """Read "2 to 3 million" as 2 million to 3 million."""
    if first.value < 1000 and not second.plain and first.form == second.form:
        for scale in (1e12, 1e9, 1e6, 1e3):
            if second.value >= scale:
                return replace(first, value=first.value * scale)
    return first


def _words_between(words: str, first: Numeral, second: Numeral) -> str | None:
    """Return the words between the numbers, less a unit that stands behind both."""
    if "fraction" in (first.form, second.form):
        return None
    begin = first.end
    unit = unit_after(words, first.end)
    if unit is not None and unit.end <= second.start:
        other = unit_after(words, second.end)
        if other is None or other.unit.dimension != unit.unit.dimension:
            return None
        begin = unit.end
    return words[begin : second.start] if second.start - begin <= _FARTHEST else None


def _are_years(words: str, first: Numeral, second: Numeral) -> bool:
    both = len(first.plain) == len("2014") == len(second.plain)
    return both and is_yearlike(first) and unit_after(words, first.end) is None


def _are_levels(words: str, first: Numeral) -> bool:
    """Tell "rose from 3 to 5", "fell 3% to 5%": two levels, or a change and a level."""
    if not _CHANGES.search(words, max(0, first.start - 60), first.start):
        return False
    return (
        _FROM.search(words, 0, first.start) is not None
        or unit_after(words, first.end) is not None
        or currency_before(words, first.start) is not None
    )
