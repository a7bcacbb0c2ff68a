"""Which lines are what pages carry around an article?

The patterns are in ``data/furniture.txt``; a line counts when it fits one from end to end.
"""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Final

MAX_LENGTH: Final = 300
"""Code points; a longer line is prose or a heap of links, for other rules."""

_COOKIES = re.compile(
    r"(?i)(?:this (?:web)?site|our (?:web)?sites?|the cookie settings|by (?:using|continuing))\b"
    r".{0,80}\bcookies?\b"
)
_CONSENT = re.compile(
    r"(?i)\bcookies?\b.{0,200}\b(?:consent|your browser|function properly|functionalit|preferences"
    r"|third[- ]part|your experience|settings|absolutely essential|opt(?:ing)?[- ]out|this website)"
)
MAX_CONSENT: Final = 700
_TAIL = " .…:!»›>→▸▶▾+-–—|*"
_COPYRIGHT = re.compile(
    r"^(?:copyright\b\s*)?"
    r"(?:©|\(c\)|&copy;|copyright(?=[\s:]*(?:(?:19|20)\d\d|by\b|(?-i:[A-Z])|$)))\s*(?:copyright\b\s*)?"
    r"(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d|\d\d|present))?)?"
    r"[\s,.:|-]*(?:by\s+)?(.{0,160})$",
    re.IGNORECASE,
)
_GROUP = re.compile(r"(?<!\\)\((?!\?)")
_SENTENCE = re.compile(r"\b(?:said|says|was|were|had|has|have|will)\b")
_HOLDER_ENDS = re.compile(
    r"[.,;|]?\s*(?:\b(?:all|some) rights (?:are )?reserved"
    r"|\b(?:inc|ltd|llc|limited|plc|gmbh|s\.a)\b"
    r"|[.|;]\s|\bpowered by|\b(?:19|20)\d\d\b|\bprivacy\b|\bterms\b|(?<=\w)\.\s*$).*$",
    re.IGNORECASE,
)


@functools.cache
def furniture_pattern() -> re.Pattern[str]:
    """Return all patterns of the data file as one, for words in small letters."""
    lines = resources.files("consilience.reading").joinpath("data/furniture.txt")
    patterns = [
        line.strip()
        for line in lines.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    # Groups that keep nothing, and small letters, are tried five times as fast.
    return re.compile("|".join(f"(?:{_GROUP.sub('(?:', pattern)})" for pattern in patterns))


def is_furniture(words: str) -> bool:
    """Tell whether the line *words* is a known piece of furniture."""
    if _COOKIES.match(words):
        return True
    if len(words) <= MAX_CONSENT and "ookie" in words and _CONSENT.search(words):
        return True
    if len(words) > MAX_LENGTH:
        return False
    bare = words.strip().strip(_TAIL)
    return not bare or furniture_pattern().fullmatch(bare.lower()) is not None


def copyright_holder(words: str) -> str | None:
    """Return who holds the rights by a copyright line, an empty string where it does not say.

    Returns:
        ``None`` where *words* is no copyright line. A year in it is never a publication date.

    Example:
        >>> copyright_holder("© 2015 Example Courier. All Rights reserved.")
        'Example Courier'
    """
    if len(words) > MAX_LENGTH:
        return None
    match = _COPYRIGHT.match(words.strip())
    if match is None or len(match.group(1).split()) > 16:
        return None
    if _SENTENCE.search(match.group(1)):
        return None
    holder = _HOLDER_ENDS.sub("", match.group(1)).strip(" .,;:|-–")
    return holder if len(holder.split()) <= 6 else ""
