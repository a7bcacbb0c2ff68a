"""Reports written for a test, with the rows that `count` reads and makes of them."""

from __future__ import annotations

import functools
import hashlib

from consilience.extraction.figures import CountingSettings, count_document
from consilience.extraction.parsing import ParsingSettings, parse_words
from consilience.extraction.splitting import SplittingSettings, split_document
from consilience.model.documents import Block, BlockLabel, Document, Text
from consilience.model.entities import Mention
from consilience.model.figures import Figure
from consilience.model.places import PlaceMention
from consilience.model.rows import Row
from consilience.model.sentences import Parse, Sentence, Words
from consilience.model.spans import check_span, span_of
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import TimeMention
from consilience.text.sentences import sentence_words


def figures_of(text: str, *extra: Row, backwards: bool = False) -> list[Figure]:
    """Return the figures of *text*, in its order, all spans checked.

    Args:
        text: One paragraph a line.
        extra: Mentions, places and times of it, made by hand with `sentence_of`.
        backwards: Give all rows in the opposite order.
    """
    given = _rows(text)
    for row in extra:
        given[type(row)].append(row)
    ordered = {kind: found[::-1] if backwards else found for kind, found in given.items()}
    rows = count_document(Tables(ordered), settings=CountingSettings())
    found = [row for row in rows if isinstance(row, Figure)]
    for figure in found:
        for span in (figure.span, figure.noun, figure.trigger, figure.base):
            if span is not None:
                check_span(span, text)
    return sorted(found, key=lambda figure: figure.span.start)


def told(text: str) -> list[tuple[str, str, float | None, float | None, float | None]]:
    """Return span, measure, low, best and high of each figure of *text* that is no mere number."""
    return [
        (figure.span.quote, figure.measure, figure.low, figure.best, figure.high)
        for figure in figures_of(text)
        if figure.measure != "other"
    ]


def sentence_of(text: str, words: str) -> tuple[str, int, int]:
    """Return the id of the sentence of *text* that holds *words*, and where they stand."""
    at = text.index(words)
    rows = _rows(text)[Sentence]
    (own,) = (row for row in rows if isinstance(row, Sentence) and row.start <= at < row.end)
    return own.id, at, at + len(words)


def _rows(text: str) -> dict[type[Row], list[Row]]:
    rows: dict[type[Row], list[Row]] = {
        Document: [_document(text)],
        Text: [Text(id="doc_1", text=text)],
        Block: _blocks(text),
        **{kind: [] for kind in (Mention, PlaceMention, TimeMention)},
    }
    split = split_document(Tables({**rows, BlockLabel: []}), settings=SplittingSettings())
    sentences = [row for row in split if isinstance(row, Sentence)]
    words = {row.parse: sentence_words(text[row.start : row.end]) for row in sentences}
    rows[Sentence] = list(sentences)
    rows[Parse] = list(_parses(tuple(sorted(words.items()))))
    rows[Statement] = [_statement(text, row) for row in sentences]
    return rows


@functools.cache
def _parses(words: tuple[tuple[str, str], ...]) -> tuple[Row, ...]:
    given = [Words(id=key, words=said) for key, said in words]
    return tuple(parse_words(Tables({Words: given}), settings=ParsingSettings()))


def _blocks(text: str) -> list[Row]:
    found: list[Row] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(
                Block(id=f"bl_{at}", document="doc_1", ordinal=len(found), kind="paragraph",
                      start=at, end=at + len(line), reason="given", repeats=None, locator=None)
            )  # fmt: skip
        at += len(line) + 1
    return found


def _document(text: str) -> Document:
    return Document(
        id="doc_1", name="report.txt", text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        text_length=len(text), title=None, outlet=None, outlet_kind="unknown", authors=(),
        agency=None, url=None, language="en", published_start=None, published_end=None,
        published_precision=None, published_reason="not stated", modified=None, withdrawn=False,
        sensitivity="none",
    )  # fmt: skip


def _statement(text: str, sentence: Sentence) -> Statement:
    return Statement(
        id=f"st_{sentence.start}", document="doc_1", sentence=sentence.id,
        content=(span_of("doc_1", text, sentence.start, sentence.end),), cue=(), source=(),
        speaker=None, speaker_name=None, originator=None, originator_kind="outlet",
        proximity="unknown", anonymous=False, firmness="stated", firmness_cue=None,
        polarity="asserts", quote_kind="none", background=False, chain=(), parent=None,
        reason="prose of the outlet", sensitivity="none",
    )  # fmt: skip
