"""The sentences of one document with their tokens, unpacked once for all stages of a pass."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.model.documents import Document, Text
from consilience.model.sentences import Parse, Sentence
from consilience.model.spans import Span, span_of
from consilience.model.tables import Tables
from consilience.text.tokens import LEMMA_BREAK, ParsedSentence, unpack_tokens


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document, its frozen text and its parsed sentences in order."""

    document: Document
    text: str
    sentences: tuple[ParsedSentence, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the span of the frozen text from *start* to *end*."""
        return span_of(self.document.id, self.text, start, end)


def parsed_document(tables: Tables) -> ParsedDocument:
    """Return the parsed document that *tables* (of a document stage) hold.

    The stage must declare that it reads documents, texts, sentences and parses.
    """
    return tables.view(parsed_document, lambda: _unpack(tables))


def _unpack(tables: Tables) -> ParsedDocument:
    (document,) = tables.of(Document)
    (text,) = tables.of(Text)
    parses = {parse.id: parse for parse in tables.of(Parse)}
    found = [
        _unpack_sentence(sentence, parses[sentence.parse], text.text)
        for sentence in sorted(tables.of(Sentence), key=lambda sentence: sentence.ordinal)
        if sentence.parse in parses
    ]
    return ParsedDocument(document=document, text=text.text, sentences=tuple(found))


def _unpack_sentence(sentence: Sentence, parse: Parse, text: str) -> ParsedSentence:
    return ParsedSentence(
        id=sentence.id,
        document=sentence.document,
        block_kind=sentence.block_kind,
        start=sentence.start,
        text=text[sentence.start : sentence.end],
        columns=unpack_tokens(parse.packed),
        lemmas=parse.lemmas.split(LEMMA_BREAK),
    )
