"""Which stretches of a sentence write a number, and which number do they write?

Digits ("215,000", "3.9 million"), words ("twenty-one"), fractions ("two-thirds", "half the") and
vague words ("dozens", "tens of thousands"). What the number is of, is not asked here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

Form = Literal["digits", "words", "vague", "fraction"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written. Offsets count from the sentence's first character."""

    start: int
    end: int
    value: float  # of a vague word, its lower bound
    form: Form
    plain: str = ""  # digits without scale word, as written


_ONES: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES: Final = {
    "dozen": 12.0,
    "score": 20.0,
    "hundred": 100.0,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
_SHORT_SCALES: Final = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_PARTS: Final = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "thirds": 3, "quarters": 4, "fourths": 4,
    "fifths": 5, "sixths": 6, "sevenths": 7, "eighths": 8, "tenths": 10,
}  # fmt: skip
_VAGUE: Final = {
    "tens": 10.0, "dozens": 12.0, "scores": 20.0, "hundreds": 100.0, "thousands": 1e3,
    "lakhs": 1e5, "millions": 1e6, "crores": 1e7, "billions": 1e9, "trillions": 1e12,
}  # fmt: skip
"""Lower bounds: METHOD 1.4."""

NUMBER_LEMMAS: Final = frozenset(
    {*_ONES, *_TENS, *_SCALES, *_PARTS, *_VAGUE, "ten"} | {word[:-1] for word in _VAGUE}
)
"""Lemmas without one of which a sentence writes no number in words."""

_VAGUE_WORDS: Final = "|".join(_VAGUE)
_WORD_NUMBERS: Final = "|".join(sorted({**_ONES, **_TENS, **_SCALES}, key=lambda word: -len(word)))
_PIECE = re.compile(
    rf"""
    (?P<vague>\b(?:(?:{_VAGUE_WORDS})\s+(?:and\s+\w+\s+)?of\s+(?:{_VAGUE_WORDS})|(?:{_VAGUE_WORDS}))\b)
  | (?P<part>\b(?:(?P<count>an?|one|two|three|four|five|six|seven|eight|nine|\d{{1,2}})[-\s])?
        (?P<share>thirds|quarters|fourths|fifths|sixths|eighths|tenths
          |(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?=\s+of\b))\b)
  | (?P<half>\b(?:(?:one|a)[-\s])?half\b(?!-))
  | (?P<digits>(?<![\w.,])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?!\d)|(?<![\w.,])\.\d+)
  | (?P<word>\b(?:{_WORD_NUMBERS})\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHORT = re.compile(r"(k|mn|mln|m|bn|b|tn)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"\b(?:(?P<half>half an?|half)|(?P<some>several|(?:a |the |just a |only a )?few|many)"
    r"|(?P<couple>a couple(?: of)?)|(?P<one>an?))\s$",
    re.IGNORECASE,
)
_HALF_MORE = re.compile(r"\s?-?and[-\s]a[-\s]half\b", re.IGNORECASE)
_HALF_BEFORE = re.compile(
    r"\b(?:first|second|other|better|latter|last|opening|final|top|bottom|upper|lower|northern"
    r"|southern|eastern|western|in|by|cut)[\s-]$",
    re.IGNORECASE,
)
_NO_PART = re.compile(r"\b(?:first|middle|final|last|attacking|top|bottom|the)\s$", re.IGNORECASE)
_HALF_AFTER = re.compile(
    r"\s+(?:of\b|the\b|an?\b|its\b|their\b|his\b|her\b|our\b|those\b|these\b|all\b|\d|were\b|are\b)"
)


def find_numerals(words: str) -> list[Numeral]:
    """Return the numbers that *words* write, in order, none overlapping another.

    Example:
        >>> [numeral.value for numeral in find_numerals("Twenty-one of 3.9 million")]
        [21.0, 3900000.0]
    """
    found: list[Numeral] = []
    group: list[re.Match[str]] = []
    for piece in _PIECE.finditer(words):
        if piece.lastgroup in ("digits", "word"):
            if group and not _continues(group[-1], piece, words):
                found.append(_combined(group, words))
                group = []
            group.append(piece)
            continue
        if group:
            found.append(_combined(group, words))
            group = []
        other = _other(piece, words)
        if other is not None:
            found.append(other)
    if group:
        found.append(_combined(group, words))
    return _without_overlaps(found)


def _continues(last: re.Match[str], piece: re.Match[str], words: str) -> bool:
    """Tell "two hundred and five" (one number) from "two, five" (two numbers)."""
    between = words[last.end() : piece.start()]
    previous, word = last.group().lower(), piece.group().lower()
    if word in _SCALES:
        return between in (" ", "-") and word != "score"
    if previous in _SCALES and previous not in ("dozen", "score"):
        small = _ONES.get(word, _TENS.get(word))
        return small is not None and between in (" ", " and ", "-")
    return previous in _TENS and between in (" ", "-") and 0 < _ONES.get(word, 0) < 10


def _combined(group: list[re.Match[str]], words: str) -> Numeral:
    start, end = group[0].start(), group[-1].end()
    value = _value([piece.group().lower() for piece in group])
    form: Form = "digits" if group[0].lastgroup == "digits" else "words"
    plain = group[0].group() if len(group) == 1 and form == "digits" else ""
    numeral = Numeral(start, end, value, form, plain)
    if plain:
        return _with_short_scale(numeral, words)
    if group[0].group().lower() in _SCALES:
        numeral = _with_lead(numeral, words)
    return _with_half(numeral, words)


def _value(pieces: list[str]) -> float:
    total = current = 0.0
    for piece in pieces:
        if piece in _SCALES:
            scale = _SCALES[piece]
            if scale >= 1e3:
                total, current = total + (current or 1.0) * scale, 0.0
            else:
                current = (current or 1.0) * scale
        elif piece[0].isdigit() or piece[0] == ".":
            current += float(piece.replace(",", ""))
        else:
            current += _ONES.get(piece, 0) or _TENS.get(piece, 0)
    return total + current


def _with_short_scale(numeral: Numeral, words: str) -> Numeral:
    """Read the "bn" of "$1.7bn"; a bare "m" is million only behind a currency sign."""
    match = _SHORT.match(words, numeral.end)
    if match is None:
        return _with_half(numeral, words)
    short = match.group().lower()
    paid = words[numeral.start - 1 : numeral.start] in tuple("$€£¥₹")
    if short in ("m", "b") and not paid:
        return numeral
    value = numeral.value * _SHORT_SCALES[short]
    return replace(numeral, end=match.end(), value=value, plain="")


def _with_lead(numeral: Numeral, words: str) -> Numeral:
    """Read what stands before a bare scale word: "a hundred", "half a million"."""
    lead = _LEAD.search(words, max(0, numeral.start - 20), numeral.start)
    if lead is None:
        return numeral
    if lead["half"]:
        return replace(numeral, start=lead.start(), value=numeral.value / 2)
    if lead["couple"]:
        return replace(numeral, start=lead.start(), value=numeral.value * 2)
    if lead["some"]:
        return replace(numeral, start=lead.start(), form="vague")
    return replace(numeral, start=lead.start())


def _with_half(numeral: Numeral, words: str) -> Numeral:
    more = _HALF_MORE.match(words, numeral.end)
    if more is None:
        return numeral
    return replace(numeral, end=more.end(), value=numeral.value + 0.5, plain="")


def _other(piece: re.Match[str], words: str) -> Numeral | None:
    if piece["vague"]:
        value = 1.0
        for word in re.findall(r"\w+", piece.group().lower()):
            value *= _VAGUE.get(word, 1.0)
        return Numeral(piece.start(), piece.end(), value, "vague")
    before = words[max(0, piece.start() - 12) : piece.start()]
    if piece["part"]:
        if _NO_PART.search(before) or words.startswith(" of July", piece.end()):
            return None
        count = (piece["count"] or "a").lower()
        times = 1.0 if count in ("a", "an") else float(_ONES.get(count, 0) or count)
        return Numeral(
            piece.start(), piece.end(), times / _PARTS[piece["share"].lower()], "fraction"
        )
    if _HALF_BEFORE.search(before) or not _HALF_AFTER.match(words, piece.end()):
        return None
    return Numeral(piece.start(), piece.end(), 0.5, "fraction")


def _without_overlaps(found: list[Numeral]) -> list[Numeral]:
    """Drop the "half" that a following "half a million" already took in."""
    kept: list[Numeral] = []
    for numeral in found:
        while kept and kept[-1].end > numeral.start:
            kept.pop()
        kept.append(numeral)
    return kept
