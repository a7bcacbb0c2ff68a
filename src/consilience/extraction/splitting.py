"""Which sentences does a document's prose consist of?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consilience.model.case import Skipped
from consilience.model.documents import Block, BlockLabel, Document, Text
from consilience.model.ids import content_id
from consilience.model.rows import Row
from consilience.model.scales import PROSE_KINDS, BlockKind
from consilience.model.sentences import Sentence
from consilience.model.tables import Tables
from consilience.text.sentences import find_sentences, sentence_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SplittingSettings:
    """What is too long to be parsed, and which languages the parser knows."""

    max_prose_length: int = 400_000  # code points a document; a book, not a report
    languages: tuple[str | None, ...] = ("en", None)  # None: too short to tell


def split_document(tables: Tables, *, settings: SplittingSettings) -> Iterator[Row]:
    """Yield the sentences of the document's prose blocks; repeated blocks are split once.

    A document in a language that the parser does not know, or with too much text, yields a
    `Skipped` row instead: it stays searchable and traced for copies.
    """
    (document,) = tables.of(Document)
    (text,) = tables.of(Text)
    labels = {label.block: label.kind for label in tables.of(BlockLabel)}
    blocks = [block for block in tables.of(Block) if block.repeats is None]
    prose = [
        (block, kind)
        for block in sorted(blocks, key=lambda block: block.ordinal)
        if (kind := labels.get(block.id, block.kind)) in PROSE_KINDS
    ]
    reason = _too_much(document, prose, settings)
    if reason is not None:
        yield Skipped(
            id=Skipped.make_id("split", document.id, reason),
            what=document.name,
            document=document.id,
            stage="split",
            reason=reason,
        )
        return
    yield from _sentences(document.id, text.text, prose)


def _too_much(
    document: Document, prose: list[tuple[Block, BlockKind]], settings: SplittingSettings
) -> str | None:
    if document.language not in settings.languages:
        return f"not extracted: language {document.language}"
    length = sum(block.end - block.start for block, _ in prose)
    if length > settings.max_prose_length:
        limit = settings.max_prose_length
        return f"not extracted: {length:,} characters of prose, more than {limit:,}"
    return None


def _sentences(
    document: str, text: str, prose: list[tuple[Block, BlockKind]]
) -> Iterator[Sentence]:
    ordinal = 0
    for block, kind in prose:
        for start, end in find_sentences(text, block.start, block.end):
            yield Sentence(
                id=Sentence.make_id(document, start, end),
                document=document,
                block=block.id,
                block_kind=kind,
                ordinal=ordinal,
                start=start,
                end=end,
                parse=content_id("par", sentence_words(text[start:end])),
            )
            ordinal += 1
