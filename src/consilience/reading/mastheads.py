"""Which lines at the head of a plain text name who put it out, what it is, and when?

Bulletins, statements and wire copy begin with lines that are neither headline nor prose: the
body's name, "Statement", a date with a place. A first line that is followed by a date alone is
not taken for one: that is how saved articles begin, with their headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from consilience.reading.blocks import FoundBlock, FoundField
from consilience.reading.dates import find_dates

MAX_LINES: Final = 5
MAX_LENGTH: Final = 90
"""Code points of a masthead line; prose is longer."""

REASON: Final = "masthead"

_DOCUMENT: Final = re.compile(
    r"(?i)^(?:(?:press|news|media|public) (?:release|statement|briefing)|statement|transcript|"
    r"communiqu[eé]|bulletin|(?:situation|status|field|flash) (?:report|update)|fact ?sheet|"
    r"(?:morning|midday|evening|nightly|daily|weekly) (?:bulletin|report|update|briefing)|"
    r"data as of)\b"
)
_BODY: Final = re.compile(
    r"(?i)\b(?:news|wire|radio|television|tv|fm|press|agency|bureau|office|ministry|council|"
    r"committee|mission|service|relief|network|union|federation|department|command|directorate|"
    r"observatory|monitor|centre|center|fund|programme|organi[sz]ation|commission|society)\b"
)
_SECTION: Final = re.compile(
    r"(?i)^(?:world|news|home|politics|business|opinion|national|international|local|staff|"
    r"agencies|middle east|africa|asia|europe|americas|analysis)\b"
)
_ISSUED: Final = re.compile(r"(?i)\b(?:published|issued|released|posted|date)\b(?: on)?\s*:?\s*$")
_AS_OF: Final = re.compile(r"(?i)\b(?:as of|as at|until|data for|covering)\s*:?\s*$")
_WIRE: Final = re.compile(r"(?i)\s+(?:news\s?wire|wire service|wire)$")
_SMALL: Final = frozenset({"of", "the", "and", "for", "in", "on", "de", "la"})
_PLACE: Final = re.compile(r"^(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}),\s*$")


def masthead_size(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """Return how many of *lines*, from the first, are a masthead; mostly none.

    Args:
        lines: Start and end of the lines or paragraphs of *text*, in order.
    """
    size = _first_group(text, lines)
    words = [text[start:end] for start, end in lines[: size + 1]]
    if size < 2 or size >= len(words):
        return 0
    dated = any(True for line in words[:size] for _ in find_dates(line))
    named = any(_DOCUMENT.match(line) for line in words[1:size])
    headed = len(words[size]) <= 2 * MAX_LENGTH and not words[size].rstrip().endswith((".", "”"))
    if _BODY.search(words[0]):
        return size if dated or named else 0
    return size if named and headed else 0


def _first_group(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """Return how many short lines stand together, without an empty one, at the head of *text*."""
    count = 0
    for at, (start, end) in enumerate(lines[: MAX_LINES + 1]):
        gap = text[lines[at - 1][1] : start] if at else ""
        if end - start > MAX_LENGTH or gap.count("\n") > 1:
            break
        count += 1
    return count if count <= MAX_LINES else 0


def is_section_line(words: str) -> bool:
    """Tell whether *words* are an outlet with its sections: "The Dal Post | World | Staff"."""
    parts = [part.strip() for part in words.split("|")]
    return len(parts) >= 2 and bool(parts[0]) and all(_SECTION.match(part) for part in parts[1:])


def masthead_fields(text: str, blocks: Sequence[FoundBlock]) -> Iterator[FoundField]:
    """Yield outlet, date and place as the masthead's blocks name them."""
    first = True
    for block in blocks:
        words = text[block.start : block.end]
        if block.reason != REASON:
            continue
        if first or is_section_line(words):
            yield from _outlet(words, block)
        first = False
        yield from _dates(words, block)


def _outlet(words: str, block: FoundBlock) -> Iterator[FoundField]:
    name = re.split(r"\s+[-–—|]\s+|\s*\|\s*", words, maxsplit=1)[0].strip()
    if name and not any(True for _ in find_dates(name)):
        end = block.start + words.index(name) + len(name)
        start = block.start + words.index(name)
        yield FoundField(
            "outlet", _as_named(name), REASON, "first line names a body", 0.55, None, start, end
        )


def _as_named(name: str) -> str:
    """Return a shouted *name* as other pages write it, so that one outlet stays one."""
    bare = _WIRE.sub("", name) or name
    if not bare.isupper():
        return bare
    return " ".join(
        word.lower()
        if word.lower() in _SMALL and at
        else word
        if len(word) <= 4 and not re.search("[AEIOUY]", word)
        else word.capitalize()
        for at, word in enumerate(bare.split())
    )


def _dates(words: str, block: FoundBlock) -> Iterator[FoundField]:
    for at, end, date in find_dates(words):
        before = words[:at]
        start = block.start + at
        place = _PLACE.match(before)
        if place is not None:
            yield FoundField(
                "dateline_place",
                place.group("place"),
                REASON,
                "place and date",
                0.7,
                None,
                block.start,
                block.start + place.end("place"),
            )
        confidence, rule = (0.7, "a date in the masthead")
        if _ISSUED.search(before):
            confidence, rule = (0.8, "the day of issue")
        elif _AS_OF.search(before):
            confidence, rule = (0.4, "the day of the data, not of issue")
        yield FoundField(
            "published",
            date.value,
            REASON,
            rule,
            confidence,
            date.precision,
            start,
            block.start + end,
        )
