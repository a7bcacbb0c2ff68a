"""Which blocks does a saved page consist of, and which of them are the article?

The article is found by descending from the body to the element that holds most of the page's
prose. All other words stay in the text too, labelled as furniture with the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from consilience.model.scales import BlockKind
from consilience.reading.blocks import FoundBlock, Page, mark_page_repeats
from consilience.reading.captions import Part, is_credit_line, split_caption
from consilience.reading.fields import find_text_fields
from consilience.reading.html_edges import HEADING_REASON, TITLE_REASON, trim_edges
from consilience.reading.html_elements import find_stating
from consilience.reading.html_fields import find_page_fields
from consilience.reading.html_header import find_header_fields
from consilience.reading.html_main import find_main, mark_teasers, prose_inside
from consilience.reading.html_regions import settle_regions
from consilience.reading.html_signatures import find_signatures
from consilience.reading.html_source import parse_html
from consilience.reading.html_times import find_lone_change
from consilience.reading.html_tree import (
    HEADINGS,
    KEPT_REGIONS,
    RawBlock,
    Tree,
    find_raw_blocks,
    inside_of,
    path_of,
)
from consilience.reading.labels import label_line, split_paragraph
from consilience.reading.plain import find_blocks
from consilience.text.normalise import fold_words, freeze_text

MAX_CREDIT: Final = 120
"""Code points; what a page calls a credit and is longer holds a caption too."""

MIN_TITLE_WORDS: Final = 4
"""Words of a heading that need only be a part of a title, or the other way round."""

MAX_TITLE: Final = 300
"""Code points of a line that may be a title."""

_PICTURE: Final = frozenset({"caption", "credit", "figure"})
_TEXT_TAGS: Final = frozenset({"p", "td", "th", "li", "blockquote", "pre"})


def read_html(text: str) -> Page:
    """Return the page in *text*, with every block of visible words labelled."""
    root, cut = parse_html(text)
    if root is None:
        return Page("", [])
    if cut:
        return _read_too_deep(text)
    tree = find_raw_blocks(root)
    stating = find_stating(root)
    fields = list(find_page_fields(stating))
    titles = {fold_words(found.value) for found in fields if found.field == "title"} - {""}
    titled = _titled_heading(tree, titles)
    settle_regions(tree, prose_inside(tree), titled)
    main = find_main(tree, titled)
    inside = inside_of(tree, main)
    headline = _headline_index(tree, titled)
    mark_teasers(tree, inside, main, headline)
    under = headline if headline is not None else _said_title(tree, titles)
    under = under if under is not None else _opening_heading(tree, inside)
    stated = {found.value[:10] for found in fields if found.field in ("published", "modified")}
    fields.extend(find_header_fields(tree, under, stated=stated))
    fields.extend(find_signatures(stating.signing))
    reason = TITLE_REASON if titled is not None else HEADING_REASON
    frozen, blocks = _lay_out(tree, inside, (headline, reason))
    blocks = mark_page_repeats(frozen, blocks)
    article = [block for block in blocks if block.kind != "furniture"]
    fields.extend(find_text_fields(frozen, article))
    fields.extend(find_lone_change(fields, text))
    return Page(frozen, blocks, fields)


def _read_too_deep(text: str) -> Page:
    """Return the words of a page whose elements are nested beyond all measure, as plain text."""
    from resiliparse.extract.html2text import extract_plain_text

    frozen = freeze_text(extract_plain_text(text, preserve_formatting=True, main_content=False))
    blocks = find_blocks(frozen)
    return Page(frozen, blocks, list(find_text_fields(frozen, blocks)))


def _lay_out(
    tree: Tree, inside: list[bool], headline: tuple[int | None, str]
) -> tuple[str, list[FoundBlock]]:
    """Return the frozen text and the labelled blocks in it."""
    pieces: list[str] = []
    blocks: list[FoundBlock] = []
    containers: list[int] = []
    paths: dict[int, str] = {}
    at = 0
    leading = _leading_pictures(tree, inside, headline[0])
    for index, raw in enumerate(tree.blocks):
        container = raw.container
        path = paths.get(container)
        if path is None:
            path = paths[container] = path_of(tree, container)
        region = tree.containers[container].region
        in_main = inside[container] or (index in leading and region in _PICTURE)
        if index == headline[0]:
            parts: list[Part] = [(0, len(raw.words), "headline", headline[1])]
        else:
            parts = _label(raw, region, in_main=in_main)
        for start, end, kind, reason in parts:
            blocks.append(FoundBlock(at + start, at + end, kind, reason, path))
            containers.append(container)
        pieces.append(raw.words)
        at += len(raw.words) + 2
    frozen = "\n\n".join(pieces)
    return frozen, trim_edges(frozen, blocks, tree=tree, containers=containers)


def _leading_pictures(tree: Tree, inside: Sequence[bool], headline: int | None) -> range:
    """Return the places between headline and article: a picture there is the article's."""
    first = next((at for at, raw in enumerate(tree.blocks) if inside[raw.container]), 0)
    return range(first if headline is None else headline + 1, first)


def _titled_heading(tree: Tree, titles: Collection[str]) -> int | None:
    """Return the first of the largest headings that say what the page's metadata call its title."""
    found = [
        (raw.tag, index)
        for index, raw in enumerate(tree.blocks)
        if raw.tag in ("h1", "h2", "h3") and _says_title(fold_words(raw.words), titles)
    ]
    return min(found)[1] if found else None


def _said_title(tree: Tree, titles: Collection[str]) -> int | None:
    """Return the last of the first lines that say a title word for word, whatever they are."""
    found = None
    for index, raw in enumerate(tree.blocks):
        folded = fold_words(raw.words) if len(raw.words) < MAX_TITLE else ""
        if folded in titles and folded.count(" ") + 1 >= MIN_TITLE_WORDS:
            found = index
        elif found is not None:
            break
    return found


def _opening_heading(tree: Tree, inside: Sequence[bool]) -> int | None:
    """Return the heading that stands closest before the article's first prose."""
    found = None
    for index, raw in enumerate(tree.blocks):
        if raw.tag in HEADINGS:
            found = index
        elif tree.prose[index] and inside[raw.container]:
            return found
    return None


def _says_title(words: str, titles: Collection[str]) -> bool:
    long = words.count(" ") + 1 >= MIN_TITLE_WORDS
    return words in titles or (long and any(words in title or title in words for title in titles))


def _headline_index(tree: Tree, titled: int | None) -> int | None:
    if titled is not None:
        return titled
    for index, raw in enumerate(tree.blocks):
        region = tree.containers[raw.container].region
        if raw.tag == "h1" and region in (None, *KEPT_REGIONS):
            return index
    return None


def _label(raw: RawBlock, region: str | None, *, in_main: bool) -> list[Part]:
    """Return the parts of ``raw.words``, offsets counted from its first character."""
    words = raw.words
    if region == "byline" and len(words) < 200:
        line = label_line(words)
        if line is not None and line[0] in ("byline", "dateline"):
            return [(0, len(words), *line)]
    if in_main and _is_under_picture(raw, region):
        return _caption(words, stated=region == "credit" and len(words) <= MAX_CREDIT)
    if region is not None and region not in KEPT_REGIONS:
        kind: BlockKind = "related" if region == "related" else "furniture"
        return [(0, len(words), kind, f"stands in the page's {region}")]
    if not in_main:
        return [(0, len(words), "furniture", "outside of the element that holds the article")]
    return _article_parts(raw)


def _article_parts(raw: RawBlock) -> list[Part]:
    words, end = raw.words, len(raw.words)
    if raw.link_chars > 0.8 * end and len(words.split()) < 25:
        return [(0, end, "related", "nothing but a link")]
    if raw.tag in HEADINGS:
        line = label_line(words)
        return [(0, end, *line)] if line else [(0, end, "headline", f"sub-heading ({raw.tag})")]
    parts = _parts(split_paragraph(words, 0, end))
    if len(parts) == 1 and parts[0][2] == "paragraph":
        if raw.tag in ("li", "dd", "dt"):
            return [(0, end, "list", f"element {raw.tag}")]
        if raw.tag == "blockquote":
            return [(0, end, "quote", "element blockquote")]
    return parts


def _is_under_picture(raw: RawBlock, region: str | None) -> bool:
    return region in ("caption", "credit") or (region == "figure" and raw.tag not in _TEXT_TAGS)


def _caption(words: str, *, stated: bool) -> list[Part]:
    if stated or is_credit_line(words):
        return [(0, len(words), "credit", "a credit under a picture")]
    return _parts(split_caption(words, 0, len(words)))


def _parts(blocks: Sequence[FoundBlock]) -> list[Part]:
    return [(block.start, block.end, block.kind, block.reason) for block in blocks]
