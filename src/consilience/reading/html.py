"""Which blocks does a saved page consist of, and which of them are the article?

The article is found by descending from the body to the element that holds most of the page's
prose. All other words stay in the text too, labelled as furniture with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consilience.model.scales import BlockKind
from consilience.reading.blocks import FoundBlock, Page, mark_repeats
from consilience.reading.captions import is_credit_line, split_caption
from consilience.reading.fields import find_text_fields
from consilience.reading.html_edges import TITLE_REASON, trim_edges
from consilience.reading.html_fields import find_page_fields
from consilience.reading.html_header import find_header_fields
from consilience.reading.html_tree import (
    KEPT_REGIONS,
    RawBlock,
    Tree,
    find_raw_blocks,
    parse_html,
    path_of,
    settle_regions,
)
from consilience.reading.labels import label_line, split_paragraph
from consilience.reading.plain import find_blocks
from consilience.text.normalise import fold_words, freeze_text

MIN_PROSE_WORDS: Final = 12
MAX_LINK_SHARE: Final = 0.5
DESCENT_SHARE: Final = 0.75
"""The article's element must hold this share of the prose of the element around it."""

WIDENED_SHARE: Final = 1.4
"""An article element may hold this much more prose than the element found inside of it."""

TEASER_SHARE: Final = 0.2
"""A nested article element with less of the prose is a teaser."""

MAX_CREDIT: Final = 120
"""Code points; what a page calls a credit and is longer holds a caption too."""

MAX_TEASERS_SHARE: Final = 0.35
"""Nested articles with more of the prose together may be chapters of the article."""

_TEXT_TAGS: Final = frozenset({"p", "td", "th", "li", "blockquote", "pre"})
_PICTURE: Final = frozenset({"caption", "credit", "figure"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read_html(text: str) -> Page:
    """Return the page in *text*, with every block of visible words labelled."""
    root, cut = parse_html(text)
    if root is None:
        return Page("", [])
    if cut:
        return _read_too_deep(text)
    tree = find_raw_blocks(root)
    settle_regions(tree, prose_inside(tree))
    fields = list(find_page_fields(root))
    main = find_main(tree)
    inside = _inside(tree, main)
    mark_teasers(tree, inside, main)
    title = next((found.value for found in fields if found.field == "title"), "")
    headline = _headline_index(tree, title)
    fields.extend(find_header_fields(tree, headline))
    frozen, blocks = _lay_out(tree, inside, headline)
    blocks = mark_repeats(frozen, blocks)
    article = [block for block in blocks if block.kind != "furniture"]
    fields.extend(find_text_fields(frozen, article))
    return Page(frozen, blocks, fields)


def _read_too_deep(text: str) -> Page:
    """Return the words of a page whose elements are nested beyond all measure, as plain text."""
    from resiliparse.extract.html2text import extract_plain_text

    frozen = freeze_text(extract_plain_text(text, preserve_formatting=True, main_content=False))
    blocks = find_blocks(frozen)
    return Page(frozen, blocks, list(find_text_fields(frozen, blocks)))


def prose_inside(tree: Tree) -> list[float]:
    """Return how much prose each container holds, in words of paragraphs outside of any region."""
    containers = tree.containers
    total = [0.0] * len(containers)
    for block in tree.blocks:
        total[block.container] += _prose_weight(block)
    for index in range(len(containers) - 1, 0, -1):
        if containers[index].parent >= 0:
            total[containers[index].parent] += total[index]
    return total


def find_main(tree: Tree) -> int:
    """Return the container that holds the article."""
    containers = tree.containers
    total = [0.0] * len(containers)
    for block in tree.blocks:
        if containers[block.container].region is None:
            total[block.container] += _prose_weight(block)
    children: list[list[int]] = [[] for _ in containers]
    for index in range(len(containers) - 1, 0, -1):
        parent = containers[index].parent
        if parent >= 0:
            total[parent] += total[index]
            children[parent].append(index)
    at = 0
    while children and children[at]:
        best = max(children[at], key=lambda index: (total[index], -index))
        if total[best] < DESCENT_SHARE * total[at] or containers[best].tag in ("p", "li", "td"):
            break
        at = best
    return _widened(tree, total, at)


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
    if words < MIN_PROSE_WORDS or block.tag in _HEADINGS:
        return 0.0
    link_share = block.link_chars / max(1, len(block.words))
    if link_share > MAX_LINK_SHARE:
        return 0.0
    weight = min(words, 120) * (1 - link_share)
    return weight * (0.5 if block.tag == "li" else 1.0)


def mark_teasers(tree: Tree, inside: Sequence[bool], main: int) -> None:
    """Call small article elements inside of the article what they are: links to other articles.

    Where they hold much of the prose and no linked headings, they are its chapters.
    """
    total = prose_inside(tree)
    small = [
        index
        for index in range(main + 1, len(tree.containers))
        if inside[index]
        and tree.containers[index].tag == "article"
        and total[index] < TEASER_SHARE * total[main]
    ]
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


def _inside(tree: Tree, main: int) -> list[bool]:
    found: list[bool] = []
    for index, container in enumerate(tree.containers):
        found.append(index == main or (container.parent >= 0 and found[container.parent]))
    return found


def _lay_out(tree: Tree, inside: list[bool], headline: int | None) -> tuple[str, list[FoundBlock]]:
    """Return the frozen text and the labelled blocks in it."""
    pieces: list[str] = []
    blocks: list[FoundBlock] = []
    at = 0
    leading = _leading_pictures(tree, inside, headline)
    for index, raw in enumerate(tree.blocks):
        path = path_of(tree, raw.container)
        region = tree.containers[raw.container].region
        in_main = inside[raw.container] or (index in leading and region in _PICTURE)
        labelled = _label(tree, raw, in_main=in_main, is_headline=index == headline)
        blocks.extend(
            FoundBlock(at + block.start, at + block.end, block.kind, block.reason, path)
            for block in labelled
        )
        pieces.append(raw.words)
        at += len(raw.words) + 2
    frozen = "\n\n".join(pieces)
    return frozen, trim_edges(frozen, blocks)


def _leading_pictures(tree: Tree, inside: Sequence[bool], headline: int | None) -> range:
    """Return the places between headline and article: a picture there is the article's."""
    first = next((at for at, raw in enumerate(tree.blocks) if inside[raw.container]), 0)
    return range(first if headline is None else headline + 1, first)


def _headline_index(tree: Tree, title: str) -> int | None:
    wanted = fold_words(title)
    headings = [
        index
        for index, raw in enumerate(tree.blocks)
        if raw.tag in ("h1", "h2")
        and tree.containers[raw.container].region in (None, *KEPT_REGIONS)
    ]
    for index in headings:
        if wanted and fold_words(tree.blocks[index].words) == wanted:
            return index
    tops = [index for index in headings if tree.blocks[index].tag == "h1"]
    return tops[0] if tops else None


def _label(tree: Tree, raw: RawBlock, *, in_main: bool, is_headline: bool) -> list[FoundBlock]:
    """Return the blocks in ``raw.words``, offsets counted from its first character."""
    words, region = raw.words, tree.containers[raw.container].region
    if is_headline:
        return [_whole(words, "headline", TITLE_REASON)]
    if region == "byline" and len(words) < 200:
        line = label_line(words)
        if line is not None and line[0] in ("byline", "dateline"):
            return [_whole(words, *line)]
    if in_main and _is_under_picture(raw, region):
        return _caption(words, stated=region == "credit" and len(words) <= MAX_CREDIT)
    if region is not None and region not in KEPT_REGIONS:
        kind: BlockKind = "related" if region == "related" else "furniture"
        return [_whole(words, kind, f"stands in the page's {region}")]
    if not in_main:
        return [_whole(words, "furniture", "outside of the element that holds the article")]
    return _article_block(raw)


def _article_block(raw: RawBlock) -> list[FoundBlock]:
    words = raw.words
    if raw.link_chars > 0.8 * len(words) and len(words.split()) < 25:
        return [_whole(words, "related", "nothing but a link")]
    if raw.tag in _HEADINGS:
        line = label_line(words)
        return (
            [_whole(words, *line)]
            if line
            else [_whole(words, "headline", f"sub-heading ({raw.tag})")]
        )
    parts = split_paragraph(words, 0, len(words))
    if len(parts) == 1 and parts[0].kind == "paragraph":
        if raw.tag in ("li", "dd", "dt"):
            return [_whole(words, "list", f"element {raw.tag}")]
        if raw.tag == "blockquote":
            return [_whole(words, "quote", "element blockquote")]
    return parts


def _is_under_picture(raw: RawBlock, region: str | None) -> bool:
    return region in ("caption", "credit") or (region == "figure" and raw.tag not in _TEXT_TAGS)


def _caption(words: str, *, stated: bool) -> list[FoundBlock]:
    if stated or is_credit_line(words):
        return [_whole(words, "credit", "a credit under a picture")]
    return split_caption(words, 0, len(words))


def _whole(words: str, kind: BlockKind, reason: str) -> FoundBlock:
    return FoundBlock(0, len(words), kind, reason)
