"""Which kind of block is a line or paragraph, by its own words alone?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from consilience.model.scales import BlockKind
from consilience.reading.blocks import FoundBlock
from consilience.reading.captions import (
    is_credit_line,
    split_caption_with_credit,
    split_gallery_line,
    split_labelled_pictures,
)
from consilience.reading.datelines import match_dateline
from consilience.reading.dates import find_leading_date
from consilience.reading.furniture import copyright_holder, is_furniture

MAX_LABELLED: Final = 2_000
"""Code points; a longer paragraph is prose, whatever it looks like."""

URL_LINE: Final = re.compile(r"https?://[^\s<>\"]+$")
BARE_NUMBER: Final = re.compile(
    r"(?i)[\d.,]{1,9}\s?[kmb]?\+?"
    r"(?:\s+(?:shares?|comments?|likes?|views?|retweets?|tweets?|reactions?|votes?))?$"
)
DATE_LEAD: Final = re.compile(
    r"(?i)(?:first |last )?"
    r"(?:published|posted|updated|modified|date of publication|date|created|publication date)"
    r"(?: on| at)?(?: the)?\s*:?\s*"
)
DATE_LABEL: Final = re.compile(
    r"(?i)(?:last |first |originally )?"
    r"(?P<verb>updated|modified|reviewed|edited|published|posted)(?: on| at)?\s*:?"
)
"""A line that says what the date in the next one is of."""
OF_TODAY: Final = re.compile(r"(?i)\btoday\b")
"""Words beside the day on which a page was saved: hours of opening, the weather."""
BYLINE: Final = re.compile(
    r"(?i:by|written by|reported by|story by|words by)\s*:?\s+"
    r"(?P<names>[A-Z][\w.'’-]*(?:,?\s+(?:(?:and|&|in|for|of|at|the|with)\s+)*[A-Z][\w.'’-]*){0,12})$"
)
_DESK = re.compile(
    r"(?i)(?:\w+ )?(?:staff|news desk|web desk|correspondents?|agencies)"
    r"(?: (?:reporters?|writers?|reports?|and agencies))?$"
)
_POINTER = re.compile(r"(?i), by [\w ]{2,30}$|^(?:related|see also|more|read)\s*:\s")
_OPENINGS: Final[tuple[tuple[re.Pattern[str], BlockKind, str], ...]] = (
    (re.compile(r"[•▪◦‣●■*·–—-]\s+(?=\S)"), "list", "stands behind a bullet"),
    (re.compile(r">+\s+(?=\S)"), "quote", "stands behind a quote mark"),
)


def split_paragraph(text: str, start: int, end: int) -> list[FoundBlock]:
    """Return the blocks that the paragraph or line ``text[start:end]`` consists of."""
    if end - start > MAX_LABELLED:
        parts = split_labelled_pictures(text, start, end)
        return parts or [FoundBlock(start, end, "paragraph", "prose")]
    for split in (split_gallery_line, split_labelled_pictures):
        parts = split(text, start, end)
        if parts:
            return parts
    label = label_line(text[start:end])
    if label is not None:
        return [FoundBlock(start, end, *label)]
    return split_caption_with_credit(text, start, end) or list(_opened(text, start, end))


def label_line(words: str) -> tuple[BlockKind, str] | None:
    """Return kind and reason where *words* are a known sort of line, ``None`` for prose."""
    if URL_LINE.match(words):
        return "furniture", "an address"
    if is_furniture(words):
        return "furniture", "a line that pages carry around an article"
    if len(words) > 300:
        return None
    if copyright_holder(words) is not None:
        return "furniture", "copyright line"
    if is_credit_line(words):
        return "credit", "nothing but a credit"
    return _label_short(words) if len(words) < 160 else None


def _label_short(words: str) -> tuple[BlockKind, str] | None:
    if BYLINE.match(words) or _DESK.match(words):
        return "byline", "names who wrote it"
    if is_date_line(words):
        return "dateline", "nothing but a date"
    if BARE_NUMBER.match(words):
        return "furniture", "a bare number"
    if _POINTER.search(words):
        return "related", "points to another article"
    return None


def is_date_line(words: str) -> bool:
    """Tell whether the line *words* is a date, with a clock time and "Updated" at most."""
    lead = DATE_LEAD.match(words)
    rest = words[lead.end() :] if lead else words
    leading = find_leading_date(rest)
    if leading is None:
        return False
    behind = rest[leading[0] :]
    return len(behind) < 40 and (lead is not None or len(re.findall(r"[A-Za-z]{4,}", behind)) <= 2)


def _opened(text: str, start: int, end: int) -> Iterator[FoundBlock]:
    for pattern, kind, reason in _OPENINGS:
        match = pattern.match(text, start, end)
        if match:
            yield FoundBlock(match.end(), end, kind, reason)
            return
    dateline = match_dateline(text[start : min(end, start + 400)])
    if dateline is None:
        yield FoundBlock(start, end, "paragraph", "prose")
        return
    head = start + len(dateline.group().rstrip())
    yield FoundBlock(start, head, "dateline", "place before the first sentence")
    yield FoundBlock(start + dateline.end(), end, "paragraph", "prose behind a dateline")
