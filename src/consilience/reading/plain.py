"""Which blocks does plain text without markup consist of?

Reports arrive as text that somebody saved or a scraper left: a headline that stands twice, an
address, share counts, gallery lines, "Latest News", copyright lines. Each gets its label here,
with the reason; nothing is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from consilience.reading.blocks import FoundBlock, mark_repeats
from consilience.reading.dates import find_leading_date
from consilience.reading.labels import BARE_NUMBER, DATE_LEAD, MAX_LABELLED, split_paragraph
from consilience.reading.lines import find_paragraphs
from consilience.reading.mastheads import MAX_LENGTH, REASON, is_section_line, masthead_size
from consilience.text.normalise import fold_words

MAX_HEADLINE_WORDS: Final = 30
MAX_SUBHEADING_WORDS: Final = 14
TOP_BLOCKS: Final = 8
"""Headline, byline, share counts and date stand among the first blocks."""

_ENDED = re.compile(r"[.!…;:,]['\"”’)\]]*$|[.!?]['\"”’)\]]+$")


def find_blocks(text: str) -> list[FoundBlock]:
    """Return the labelled blocks of plain *text* (frozen, see `freeze_text`), in order."""
    lines = list(find_paragraphs(text))
    head = masthead_size(text, lines)
    found = [FoundBlock(start, end, "furniture", REASON) for start, end in lines[:head]]
    for start, end in lines[head:]:
        if (
            len(found) < TOP_BLOCKS
            and end - start < MAX_LENGTH
            and is_section_line(text[start:end])
        ):
            found.append(FoundBlock(start, end, "furniture", REASON))
        else:
            found.extend(_split(text, start, end, before=len(found)))
    found = _label_repeated_captions(text, _label_headlines(text, found))
    return mark_repeats(text, found)


def _split(text: str, start: int, end: int, *, before: int) -> list[FoundBlock]:
    """Return the blocks of a paragraph that *before* blocks precede."""
    if before < TOP_BLOCKS and end - start < 30 and BARE_NUMBER.match(text[start:end]):
        return [FoundBlock(start, end, "share_count", "a bare number at the head of the page")]
    if before == 0 and end - start <= 4 * MAX_LABELLED:
        lead = DATE_LEAD.match(text, start, end)
        at = lead.end() if lead is not None else start
        leading = find_leading_date(text[at:end], dots=True)
        if leading is not None and at + leading[0] < end:
            return _behind_date(text, start, end, at + leading[0] - start)
    return split_paragraph(text, start, end)


def _behind_date(text: str, start: int, end: int, length: int) -> list[FoundBlock]:
    rest = text[start + length : end]
    at = start + length + len(rest) - len(rest.lstrip(" .,:|-–—"))
    head = FoundBlock(start, start + length, "dateline", "a date at the head of the text")
    return [head] if at >= end else [head, *split_paragraph(text, at, end)]


def _is_heading(words: str, max_words: int) -> bool:
    return (
        len(words) <= 220
        and not _ENDED.search(words)
        and len(words.split()) <= max_words
        and any(char.isalpha() for char in words)
    )


def _label_headlines(text: str, found: list[FoundBlock]) -> list[FoundBlock]:
    """Label the first heading and what stands between paragraphs like one."""
    headline = _find_headline(text, found)
    paragraphs = [block for block in found if block.kind == "paragraph"]
    unended = sum(_is_heading(text[b.start : b.end], MAX_SUBHEADING_WORDS) for b in paragraphs)
    # Where most lines end without a full stop, the text is a list or verse, not one of headings.
    has_headings = 2 * unended <= len(paragraphs)
    labelled = []
    for index, block in enumerate(found):
        if block is headline:
            reason = "first line, without a full stop"
            labelled.append(replace(block, kind="headline", reason=reason))
        elif has_headings and _is_subheading(text, found, index, headline):
            reason = "sub-heading: a short line without a full stop"
            labelled.append(replace(block, kind="headline", reason=reason))
        else:
            labelled.append(block)
    return labelled


def _find_headline(text: str, found: list[FoundBlock]) -> FoundBlock | None:
    for index, block in enumerate(found[:TOP_BLOCKS]):
        if block.kind == "paragraph":
            alone = index == len(found) - 1
            fits = _is_heading(text[block.start : block.end], MAX_HEADLINE_WORDS)
            return block if fits and not alone else None
    return None


def _is_subheading(
    text: str, found: list[FoundBlock], index: int, headline: FoundBlock | None
) -> bool:
    block = found[index]
    if block.kind != "paragraph" or headline is None or index + 1 >= len(found):
        return False
    if block.end < headline.start or found[index + 1].kind not in ("paragraph", "list", "quote"):
        return False
    words = text[block.start : block.end]
    return words[0].isupper() and _is_heading(words, MAX_SUBHEADING_WORDS)


def _label_repeated_captions(text: str, found: list[FoundBlock]) -> list[FoundBlock]:
    """Label lines without a full stop that stand twice: pages print a picture's caption twice."""
    headline = next((fold_words(text[b.start : b.end]) for b in found if b.kind == "headline"), "")
    counts = Counter(_loose_line(text, block) for block in found)
    labelled = []
    for block in found:
        words = _loose_line(text, block)
        if words and words != headline and counts[words] > 1:
            reason = "a line without a full stop that stands twice"
            labelled.append(replace(block, kind="caption", reason=reason))
        else:
            labelled.append(block)
    return labelled


def _loose_line(text: str, block: FoundBlock) -> str:
    """Return the folded words of a line that may be a caption, else an empty string."""
    words = text[block.start : min(block.end, block.start + 400)]
    if block.kind not in ("paragraph", "headline") or block.end - block.start > 300:
        return ""
    return fold_words(words) if words.count(" ") >= 4 and not _ENDED.search(words) else ""
