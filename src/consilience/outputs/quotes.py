"""The quoted characters, marked in their sentence, with who published them, when, and where."""

from __future__ import annotations

import dataclasses
import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from consilience.model.documents import Block, Document
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.rows import Row
from consilience.model.sentences import Sentence
from consilience.model.source import RowSource
from consilience.model.spans import Span, Stretch, check_span

_MOST_CHARACTERS: Final = 320
"""Longest run of words that a quote shows at one go; what is left out is marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words of one quote."""

    text: str
    marks: tuple[str, ...]  # fields whose evidence it is; empty: the words around it
    cut: bool  # some of the words are left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Evidence as it stands in its document."""

    document: str
    source: str  # outlet, or the name of the file
    name: str  # of the file
    published: str | None
    spans: tuple[tuple[str, int, int], ...]  # field, start, end in code points
    place: str | None  # in the original: page and box of a PDF, element path of a page
    pieces: tuple[Piece, ...]
    lineage: str  # how often the passage stands in the case
    lineages: tuple[str, ...]  # ids


class Quoter:
    """Finds the sentence around a span; each document is read once."""

    def __init__(self, record: RowSource) -> None:
        self._record = record
        self._bounds: dict[str, list[tuple[int, int]]] = {}
        self._texts: dict[str, str] = {}
        self._copies: dict[str, list[LineageMember]] = {}
        self._places: dict[str, list[tuple[int, str]]] = {}

    def quotes_of(self, row: Row) -> tuple[Quote, ...]:
        """Return every quote that *row* carries, one for each sentence.

        Raises:
            SpanError: the row's evidence does not stand where it says.

        """
        return self._grouped(spans_of(row))

    def around(self, spans: Iterable[Span], *, field: str) -> tuple[Quote, ...]:
        """Return *spans* as quotes, one for each sentence.

        Raises:
            SpanError: a span does not stand where it says.

        """
        return self._grouped((field, span) for span in spans)

    def _grouped(self, spans: Iterable[tuple[str, Span | Stretch]]) -> tuple[Quote, ...]:
        groups: dict[tuple[str, int, int], list[tuple[str, Span | Stretch]]] = defaultdict(list)
        for field, span in spans:
            check_span(span, self._text(span.document))
            groups[(span.document, *self._around(span))].append((field, span))
        return tuple(self._quote(*place, marked=marked) for place, marked in groups.items())

    def _quote(
        self, document: str, start: int, end: int, *, marked: list[tuple[str, Span | Stretch]]
    ) -> Quote:
        owner = self._record.get(Document, document)
        first, last = min(s.start for _, s in marked), max(s.end for _, s in marked)
        lineages = self._lineages(document, first, last)
        return Quote(
            document=document,
            source=(owner.outlet or owner.name) if owner else document,
            name=owner.name if owner else document,
            published=owner.published_start if owner else None,
            spans=tuple((field, span.start, span.end) for field, span in marked),
            place=self._place(document, first),
            pieces=tuple(_pieces(self._text(document), start, end, marked)),
            lineage=_lineage_text(lineages),
            lineages=tuple(row.id for row in lineages),
        )

    def _place(self, document: str, start: int) -> str | None:
        """Return where in the original the block with the character *start* stands."""
        if document not in self._places:
            blocks = self._record.rows(Block, document=document)
            self._places[document] = sorted((row.start, row.locator or "") for row in blocks)
        places = self._places[document]
        at = bisect_right(places, start, key=lambda place: place[0]) - 1
        return (places[at][1] or None) if at >= 0 else None

    def _around(self, span: Span | Stretch) -> tuple[int, int]:
        bounds = self._sentence_bounds(span.document)
        at = max(0, bisect_right(bounds, (span.start, len(self._text(span.document)))) - 1)
        touched = [
            (start, end) for start, end in bounds[at:] if start < span.end and end > span.start
        ]
        if not touched:
            return self._line(span)
        return min(span.start, touched[0][0]), max(span.end, touched[-1][1])

    def _line(self, span: Span | Stretch) -> tuple[int, int]:
        text = self._text(span.document)
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        return start, len(text) if end < 0 else end

    def _lineages(self, document: str, start: int, end: int) -> list[Lineage]:
        if document not in self._copies:
            self._copies[document] = list(self._record.rows(LineageMember, document=document))
        ids = {
            member.lineage
            for member in self._copies[document]
            if member.stretch.start < end and member.stretch.end > start
        }
        found = (self._record.get(Lineage, key) for key in sorted(ids))
        return [row for row in found if row is not None]

    def _sentence_bounds(self, document: str) -> list[tuple[int, int]]:
        if document not in self._bounds:
            rows = self._record.rows(Sentence, document=document)
            self._bounds[document] = sorted((row.start, row.end) for row in rows)
        return self._bounds[document]

    def _text(self, document: str) -> str:
        if document not in self._texts:
            self._texts[document] = self._record.text(document)
        return self._texts[document]


def spans_of(row: Row) -> Iterator[tuple[str, Span | Stretch]]:
    """Yield every span of *row* with the name of the field that it is evidence of."""
    for field in dataclasses.fields(row):
        for span in _spans_in(getattr(row, field.name)):
            yield field.name, span


def _spans_in(value: object) -> Iterator[Span | Stretch]:
    if isinstance(value, Span | Stretch):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _spans_in(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _spans_in(getattr(value, field.name))


def _pieces(
    text: str, start: int, end: int, marked: list[tuple[str, Span | Stretch]]
) -> Iterator[Piece]:
    inner = {at for _, span in marked for at in (span.start, span.end)}
    edges = sorted({start, end, *inner})
    for left, right in itertools.pairwise(edges):
        marks = tuple(dict.fromkeys(name for name, span in marked if span.start <= left < span.end))
        yield from _shortened(text[left:right], marks)


def _shortened(words: str, marks: tuple[str, ...]) -> Iterable[Piece]:
    if len(words) <= _MOST_CHARACTERS:
        return [Piece(text=words, marks=marks, cut=False)]
    half = _MOST_CHARACTERS // 2
    return [
        Piece(text=words[:half], marks=marks, cut=True),
        Piece(text=words[-half:], marks=marks, cut=False),
    ]


def _lineage_text(lineages: list[Lineage]) -> str:
    if not lineages:
        return "no copy found in the case"
    widest = max(lineages, key=lambda row: (row.n_documents, row.id))
    outlets = f"{widest.n_outlets} outlet{'' if widest.n_outlets == 1 else 's'}"
    return f"{widest.kind} in {widest.n_documents} documents of {outlets} ({widest.id})"
