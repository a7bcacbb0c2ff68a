"""Datelines: the place (and agency) that news agencies put before the first sentence."""

from __future__ import annotations

import functools
import re

from consilience.text.agencies import credit_pattern

MAX_LENGTH = 200
"""Code points at the head of a paragraph in which a dateline must end."""

_UPPER_PLACE = (
    r"(?P<place>[A-Z][A-Z.'’-]+(?:[ /]+[A-Z][A-Z.'’-]+){0,4}"
    r"(?:, (?:[A-Z][a-z]+(?: [A-Z][a-z]+)?|[A-Z]{2,}(?: [A-Z]{2,})?)(?=[\s,]))?)"
)
_DAY = r"(?:,? (?:\d{1,2} )?[A-Z][A-Za-z]{2,8}\.?(?: \d{1,2})?(?:,? \d{2,4})?)?,?"
_DASH = r"(?:--|—|–|-)"


def match_dateline(words: str) -> re.Match[str] | None:
    """Return the match of a dateline at the head of *words*, with groups ``place`` and ``agency``.

    It ends where the prose begins: "ADRASAN, 4 May (Reuters) - ", "Adrasan (AFP) – ".
    """
    for pattern in _patterns():
        match = pattern.match(words, 0, MAX_LENGTH)
        if match is not None and match.end() < len(words):
            return match
    return None


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    agency = rf"(?P<agency>{credit_pattern()})"
    upper = (
        rf"{_UPPER_PLACE}{_DAY}\s*(?:\((?:{agency}|[A-Z][\w .-]{{1,30}})\)\s*)?{_DASH}+\s+(?=\S)"
    )
    tagged = rf"{_UPPER_PLACE}{_DAY}\s*\({agency}\)\s*(?=\S)"
    mixed = (
        rf"(?P<place>[A-Z][a-z]+(?:[ -][A-Z][a-z]+){{0,2}}(?:, [A-Z][a-z]+)?){_DAY}"
        rf"\s*\({agency}\)\s*{_DASH}*\s*(?=\S)"
    )
    return tuple(re.compile(pattern) for pattern in (upper, tagged, mixed))


@functools.cache
def wire_line() -> re.Pattern[str]:
    """Return the pattern of an agency right before a day: "AFP Tuesday 20 May 2031"."""
    return re.compile(rf"(?<!\w)(?P<agency>{credit_pattern()})\s+(?=(?:[A-Z][a-z]+ )?\d{{1,2}}\s)")
