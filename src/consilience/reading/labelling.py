"""Which blocks are furniture by the pile: lines that stand on many pages of one outlet?

One page cannot show it; many do. What recurs over outlets on few days is copy, not furniture, and
what recurs in a running story of one outlet is its background: both stay prose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from consilience.model.documents import Block, BlockLabel, Document, Text
from consilience.model.rows import Row
from consilience.model.scales import BlockKind
from consilience.model.tables import Tables
from consilience.text.normalise import fold_words

LABELLED: Final[frozenset[BlockKind]] = frozenset(
    {"paragraph", "list", "quote", "caption", "headline"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabellingSettings:
    """How often a line must recur in one outlet to be furniture."""

    min_pages: int = 4
    min_page_share: float = 0.3  # of the outlet's pages in the case
    min_outlet_share: float = 0.75  # of all pages that carry the line
    min_days: int = 7  # between the first and the last page, where dates are known
    max_length: int = 600  # code points; a longer block is no line


def label_blocks(tables: Tables, *, settings: LabellingSettings) -> Iterator[Row]:
    """Yield a label for every block that the pile shows to be furniture."""
    documents = tables.by_id(Document)
    lines = _recurring_lines(tables, documents, settings)
    pages = Counter(document.outlet for document in documents.values())
    for words, blocks in sorted(lines.items()):
        reason = _why(blocks, documents, pages, settings)
        if reason is None:
            continue
        for block in blocks:
            yield BlockLabel(
                id=BlockLabel.make_id(block.id),
                document=block.document,
                block=block.id,
                kind="furniture",
                reason=f"{reason}: {words[:60]!r}",
            )


def _recurring_lines(
    tables: Tables, documents: Mapping[str, Document], settings: LabellingSettings
) -> dict[str, list[Block]]:
    texts = {row.id: row.text for row in tables.of(Text)}
    lines: dict[str, list[Block]] = defaultdict(list)
    for block in tables.of(Block):
        short = block.end - block.start <= settings.max_length
        known = block.document in documents and documents[block.document].outlet is not None
        if short and known and block.kind in LABELLED:
            lines[texts[block.document][block.start : block.end]].append(block)
    # Folding is dear: only lines that are written the same on two pages are worth it.
    folded: dict[str, list[Block]] = defaultdict(list)
    for words, blocks in lines.items():
        if len(blocks) > 1:
            folded[fold_words(words)].extend(blocks)
    return {words: blocks for words, blocks in folded.items() if len(blocks) >= settings.min_pages}


def _why(
    blocks: list[Block],
    documents: Mapping[str, Document],
    pages: Mapping[str | None, int],
    settings: LabellingSettings,
) -> str | None:
    """Return why the line of *blocks* is furniture, ``None`` where it is not."""
    carriers = {block.document for block in blocks}
    outlets = Counter(documents[key].outlet for key in carriers)
    outlet, count = max(outlets.items(), key=lambda item: (item[1], str(item[0])))
    if count < settings.min_pages or count < settings.min_outlet_share * len(carriers):
        return None
    if count < settings.min_page_share * pages[outlet]:
        return None
    days = sorted(day for key in carriers if (day := _day(documents[key])) is not None)
    if len(days) > 1 and (days[-1] - days[0]).days < settings.min_days:
        return None
    return f"stands on {count} of {pages[outlet]} pages of {outlet}"


def _day(document: Document) -> date | None:
    try:
        return date.fromisoformat((document.published_start or "")[:10])
    except ValueError:
        return None
