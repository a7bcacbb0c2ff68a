"""In which element of a page does the article stand?

The way leads from the body down to the element that holds most of the page's prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consilience.reading.html_tree import HEADINGS, RawBlock, Tree, ancestors

MIN_PROSE_WORDS: Final = 12
MAX_LINK_SHARE: Final = 0.5
DESCENT_SHARE: Final = 0.75
"""The article's element must hold this share of the prose of the element around it."""

WIDENED_SHARE: Final = 1.4
"""An article element may hold this much more prose than the element found inside of it."""

TEASER_SHARE: Final = 0.2
"""A nested article element with less of the prose is a teaser."""

MAX_TEASERS_SHARE: Final = 0.35
"""Nested articles with more of the prose together may be chapters of the article."""

MIN_ARTICLE_WORDS: Final = 60
"""Words of prose beside the title that are an article of their own."""


def prose_inside(tree: Tree) -> list[float]:
    """Return how much prose each container holds, in words of paragraphs."""
    return _summed(tree, [True] * len(tree.containers))


def free_prose_inside(tree: Tree) -> list[float]:
    """Return how much prose outside of any region each container holds."""
    return _summed(tree, [container.region is None for container in tree.containers])


def _summed(tree: Tree, counts: Sequence[bool]) -> list[float]:
    containers = tree.containers
    total = [0.0] * len(containers)
    if not tree.prose:
        tree.prose.extend(map(_prose_weight, tree.blocks))
    for block, weight in zip(tree.blocks, tree.prose, strict=True):
        if weight and counts[block.container]:
            total[block.container] += weight
    for index in range(len(containers) - 1, 0, -1):
        if total[index] and containers[index].parent >= 0:
            total[containers[index].parent] += total[index]
    return total


def find_main(tree: Tree, titled: int | None = None) -> int:
    """Return the container that holds the article.

    Args:
        tree: The page, its regions settled.
        titled: Number of the block that says the title, where one does.
    """
    containers = tree.containers
    total = free_prose_inside(tree)
    fullest = _fullest_children(tree, total)
    at = 0
    while fullest and (best := fullest[at]):
        if total[best] < DESCENT_SHARE * total[at] or containers[best].tag in ("p", "li", "td"):
            break
        at = best
    at = _widened(tree, total, at)
    return at if titled is None else _titled_body(tree, total, titled, at)


def _fullest_children(tree: Tree, total: Sequence[float]) -> list[int]:
    """Return for each container the first of those in it that hold the most, 0 for none."""
    fullest = [0] * len(tree.containers)
    for index in range(1, len(fullest)):
        parent = tree.containers[index].parent
        if parent >= 0 and (not fullest[parent] or total[index] > total[fullest[parent]]):
            fullest[parent] = index
    return fullest


def _titled_body(tree: Tree, total: list[float], titled: int, main: int) -> int:
    """Return the article element around the title, where *main* is another one beside it."""
    around = list(ancestors(tree, tree.blocks[titled].container))
    if main in around:
        return main
    beside = set(ancestors(tree, main))
    for index in around:
        if index in beside:
            break
        enough = max(MIN_ARTICLE_WORDS, TEASER_SHARE * total[main])
        if tree.containers[index].tag == "article" and total[index] >= enough:
            return index
    return main


def _widened(tree: Tree, total: list[float], main: int) -> int:
    """Return the article element around *main* where little else stands in it."""
    at, best = main, main
    while tree.containers[at].parent >= 0:
        at = tree.containers[at].parent
        if total[at] > WIDENED_SHARE * max(total[main], 1.0):
            break
        if tree.containers[at].is_body and tree.containers[at].tag != "body":
            best = at
    return best


def _prose_weight(block: RawBlock) -> float:
    # Scripts without blanks between words count too.
    words = max(block.words.count(" ") + 1, len(block.words) // 8)
    if words < MIN_PROSE_WORDS or block.tag in HEADINGS:
        return 0.0
    link_share = block.link_chars / max(1, len(block.words))
    if link_share > MAX_LINK_SHARE:
        return 0.0
    weight = min(words, 120) * (1 - link_share)
    return weight * (0.5 if block.tag == "li" else 1.0)


def mark_teasers(tree: Tree, inside: Sequence[bool], main: int, headline: int | None) -> None:
    """Call small article elements inside of the article what they are: links to other articles.

    Where they hold much of the prose and no linked headings, they are its chapters.
    """
    around = set() if headline is None else set(ancestors(tree, tree.blocks[headline].container))
    nested = [
        index
        for index in range(main + 1, len(tree.containers))
        if tree.containers[index].tag == "article" and inside[index] and index not in around
    ]
    if not nested:
        return
    total = free_prose_inside(tree)
    small = [index for index in nested if total[index] < TEASER_SHARE * total[main]]
    if sum(total[index] for index in small) > MAX_TEASERS_SHARE * total[main]:
        linked = _with_linked_line(tree)
        small = [index for index in small if index in linked]
    teasers = set(small)
    for index in range(main + 1, len(tree.containers)):
        container = tree.containers[index]
        if index in teasers or (inside[index] and container.parent in teasers):
            teasers.add(index)
            container.region = "related"


def _with_linked_line(tree: Tree) -> set[int]:
    """Return the containers around lines of several words that are nothing but a link."""
    found: set[int] = set()
    for block in tree.blocks:
        if block.link_chars > 0.8 * len(block.words) and block.words.count(" ") >= 3:
            at = block.container
            while at >= 0 and at not in found:
                found.add(at)
                at = tree.containers[at].parent
    return found
