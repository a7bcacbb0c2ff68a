"""Where in its element does the article begin and end?

Between headline and first paragraph pages print dates and names, behind the last one invitations
and links. What is no prose there is furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from consilience.reading.blocks import FoundBlock

MIN_WORDS: Final = 8
"""Words of a sentence that ends; without a full stop, `MIN_UNENDED_WORDS` make prose too."""

MIN_UNENDED_WORDS: Final = 20

_ENDED = re.compile(r"[.!?…。！？:;]['\"”’»)\]]*$")
_EDGE_KINDS: Final = frozenset({"paragraph", "list", "quote", "headline"})


def trim_edges(text: str, blocks: Sequence[FoundBlock]) -> list[FoundBlock]:
    """Return *blocks* with what is no prose before and behind the article labelled as furniture."""
    prose = [index for index, block in enumerate(blocks) if _is_prose(text, block)]
    if not prose:
        return list(blocks)
    headline = next((i for i, block in enumerate(blocks) if _is_title(block)), None)
    first = next((i for i in prose if headline is None or i > headline), None)
    if first is None:
        return list(blocks)
    home = _home([blocks[index] for index in prose if index >= first])
    trimmed = []
    for index, block in enumerate(blocks):
        reason = _edge(index, headline=headline, first=first, last=prose[-1])
        loose = block.kind == "headline" or not (block.locator or "").startswith(home)
        if reason is not None and loose and block.kind in _EDGE_KINDS and not _is_title(block):
            trimmed.append(replace(block, kind="furniture", reason=reason))
        else:
            trimmed.append(block)
    return trimmed


def _home(prose: Sequence[FoundBlock]) -> str:
    """Return the path of the element in which most paragraphs stand."""
    paths = Counter((block.locator or "").rpartition(" > ")[0] for block in prose)
    return max(paths, key=lambda path: (paths[path], path)) + " > "


def _edge(index: int, *, headline: int | None, first: int, last: int) -> str | None:
    if headline is not None and index < headline:
        return "stands before the headline"
    if index < first:
        return "no prose, before the first paragraph"
    return "no prose, behind the last paragraph" if index > last else None


def _is_title(block: FoundBlock) -> bool:
    return block.reason == TITLE_REASON


TITLE_REASON: Final = "the page's main heading"


def _is_prose(text: str, block: FoundBlock) -> bool:
    if block.kind not in ("paragraph", "list", "quote"):
        return False
    words = text[block.start : block.end]
    count = max(words.count(" ") + 1, len(words) // 8)
    return count >= MIN_UNENDED_WORDS or (count >= MIN_WORDS and _ENDED.search(words) is not None)
