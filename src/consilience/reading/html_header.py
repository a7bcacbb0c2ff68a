"""What the lines under a page's headline say: who wrote it, and when it was published.

People see these lines, so they win over metadata that a publishing system filled in; only lines
close to the headline count, since pages date and sign their teasers too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from consilience.reading.blocks import FoundField
from consilience.reading.fields import author_names, is_person_name
from consilience.reading.html_header_dates import find_line_dates
from consilience.reading.html_signatures import cut_behind_name
from consilience.reading.html_tree import RawBlock, Tree

LINES_BEFORE: Final = 3
LINES_BEHIND: Final = 9
MAX_LINE: Final = 160
"""Code points; a longer line is prose."""
MAX_SUMMARY: Final = 400
"""Code points of the summary that may stand between headline and byline."""
MAX_BEHIND_SUMMARY: Final = 60
"""Code points of a line behind it: nothing but a name or a day, or the article has begun."""
MAX_LOOKED_AT: Final = 200
_PASSED: Final = frozenset("navigation overlay form comments related hidden".split())
"""Regions that stand between headline and byline here and there, and date other things."""

_BY: Final = re.compile(
    r"(?i)^(?:(?:article|story|words|recipe|reviewed|posted|written|reported|published) )?by"
    r"\s*:?\s*(?P<names>(?-i:[A-Z]).{2,80})$|^(?:author|writer|contributor)s?\s*:\s*(?P<named>.{3,80})$"
)


def find_header_fields(
    tree: Tree, headline: int | None, *, stated: Collection[str]
) -> Iterator[FoundField]:
    """Yield the authors and dates in the lines around the headline.

    Args:
        tree: The page's raw blocks.
        headline: Number of the headline's block, ``None`` where there is none.
        stated: Days that the page states elsewhere.
    """
    if headline is None:
        return
    dated = signed = False
    before = ""
    for raw in (*_lines_before(tree, headline), *_lines_behind(tree, headline)):
        found = [] if signed else list(_authors(tree, raw))
        signed = signed or bool(found)
        dates = [] if dated else list(find_line_dates(raw.words, before, stated))
        dated, before = dated or bool(dates), raw.words
        yield from (*found, *dates)


def _lines_before(tree: Tree, headline: int) -> list[RawBlock]:
    return [
        raw
        for raw in tree.blocks[max(0, headline - LINES_BEFORE) : headline]
        if len(raw.words) <= MAX_LINE and _is_near(tree, raw)
    ]


def _lines_behind(tree: Tree, headline: int) -> Iterator[RawBlock]:
    """Yield the lines up to the first paragraph; a summary under the headline is none yet."""
    limit, seen = MAX_LINE, 0
    for raw in tree.blocks[headline + 1 : headline + 1 + MAX_LOOKED_AT]:
        if not _is_near(tree, raw):
            continue
        if len(raw.words) > limit:
            if limit < MAX_LINE or seen > 1 or len(raw.words) > MAX_SUMMARY:
                return
            limit = MAX_BEHIND_SUMMARY
            continue
        seen += 1
        if seen > LINES_BEHIND:
            return
        yield raw


def _is_near(tree: Tree, raw: RawBlock) -> bool:
    return tree.containers[raw.container].region not in _PASSED


def _authors(tree: Tree, raw: RawBlock) -> Iterator[FoundField]:
    match = _BY.match(raw.words)
    if match is not None:
        names = cut_behind_name(match.group("names") or match.group("named"))
        yield from author_names(names, "line under the headline", at=None, confidence=0.72)
    elif tree.containers[raw.container].region == "byline":
        name = cut_behind_name(raw.words)
        if is_person_name(name):
            yield FoundField(
                "author", name, "line under the headline", "a name where the byline stands", 0.65
            )
