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
from consilience.reading.html_tree import Tree, inside_of

MIN_WORDS: Final = 8
"""Words of a sentence that ends; without a full stop, `MIN_UNENDED_WORDS` make prose too."""

MIN_UNENDED_WORDS: Final = 20

_ENDED = re.compile(r"[.!?…。！？:;]['\"”’»)\]]*$")
_EDGE_KINDS: Final = frozenset({"paragraph", "list", "quote", "headline"})


def trim_edges(
    text: str, blocks: Sequence[FoundBlock], *, tree: Tree, containers: Sequence[int]
) -> list[FoundBlock]:
    """Return *blocks* with what is no prose before and behind the article labelled as furniture.

    Args:
        text: The frozen text.
        blocks: All blocks of the page, in order.
        tree: The elements that they stand in.
        containers: For each block the number of its element.
    """
    prose = [index for index, block in enumerate(blocks) if _is_prose(text, block)]
    if not prose:
        return list(blocks)
    headline = next((i for i, block in enumerate(blocks) if _is_title(block)), None)
    if headline is not None:
        words = [_words(text, blocks[index]) for index in prose]
        before = sum(count for index, count in zip(prose, words, strict=True) if index < headline)
        headline = headline if 2 * before <= sum(words) else None  # another article's
    first = next((i for i in prose if headline is None or i > headline), None)
    if first is None:
        return list(blocks)
    at_home = _home(tree, [containers[index] for index in prose if index >= first])
    trimmed = []
    for index, block in enumerate(blocks):
        reason = _edge(index, headline=headline, first=first, last=prose[-1])
        before = headline is not None and index < headline
        loose = before or not at_home[containers[index]]
        if reason is not None and loose and block.kind in _EDGE_KINDS and not _is_title(block):
            trimmed.append(replace(block, kind="furniture", reason=reason))
        else:
            trimmed.append(block)
    return trimmed


def _home(tree: Tree, prose: Sequence[int]) -> list[bool]:
    """Tell of each element whether it stands in the one that most paragraphs stand in."""
    parents = Counter(tree.containers[container].parent for container in prose)
    home = max(parents, key=lambda parent: (parents[parent], -parent))
    return inside_of(tree, home)


def _edge(index: int, *, headline: int | None, first: int, last: int) -> str | None:
    if headline is not None and index < headline:
        return "stands before the headline"
    if index < first:
        return "no prose, before the first paragraph"
    return "no prose, behind the last paragraph" if index > last else None


def _is_title(block: FoundBlock) -> bool:
    return block.reason in (TITLE_REASON, HEADING_REASON)


TITLE_REASON: Final = "the page's main heading"
HEADING_REASON: Final = "the first heading of the first rank"


def _words(text: str, block: FoundBlock) -> float:
    """Return how many words *block* has; those of lists count half, they may be links."""
    count = _length(text[block.start : block.end])
    return count / 2 if block.kind == "list" else count


def _length(words: str) -> int:
    # Scripts without blanks between words count too.
    return max(words.count(" ") + 1, len(words) // 8)


def _is_prose(text: str, block: FoundBlock) -> bool:
    if block.kind not in ("paragraph", "list", "quote"):
        return False
    words = text[block.start : block.end]
    count = _length(words)
    return count >= MIN_UNENDED_WORDS or (count >= MIN_WORDS and _ENDED.search(words) is not None)
