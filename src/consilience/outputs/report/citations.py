"""Numbered citations, each checked against its text when it is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from consilience.errors import EvidenceError
from consilience.model.documents import Document
from consilience.model.sentences import Sentence
from consilience.model.source import RowSource
from consilience.model.spans import Span, check_span, span_of
from consilience.outputs.profiles import Profile

R = TypeVar("R", Document, Sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words of a document that carry a sentence of the report."""

    number: int
    document: str
    source: str  # outlet, or the name of the file
    title: str | None
    name: str  # of the file
    published: str | None
    start: int  # code points of the frozen text, included
    end: int  # code points, excluded
    quote: str  # as it may leave the case; names that are withheld are replaced
    text_sha256: str  # of the frozen text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A sentence with the numbers of its citations, of which there is at least one."""

    text: str
    citations: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse a sentence that says nothing, or that nothing carries."""
        if not self.text.strip():
            raise EvidenceError("a report cannot hold an empty sentence")
        if not self.citations:
            raise EvidenceError(f"no citation carries the sentence {self.text[:80]!r}")


class Citations:
    """Gives each quoted sentence of the record its number, in the order of first use."""

    def __init__(
        self, record: RowSource, profile: Profile, *, earlier: RowSource | None = None
    ) -> None:
        """Cite out of *record*; what only an *earlier* build holds, out of that."""
        self._record = record
        self._earlier = earlier
        self._profile = profile
        self._texts: dict[str, str] = {}
        self._found: dict[tuple[str, int, int], Citation] = {}

    def cite_sentence(self, key: str) -> int | None:
        """Return the number of the sentence with this id; ``None`` if there is none."""
        sentence = self._row(Sentence, key)
        if sentence is None or sentence.start >= sentence.end:
            return None
        text = self._text(sentence.document)
        return self.cite(span_of(sentence.document, text, sentence.start, sentence.end))

    def cite(self, span: Span) -> int:
        """Return the number of *span*.

        Raises:
            SpanError: the words do not stand where *span* says.

        """
        place = (span.document, span.start, span.end)
        if place not in self._found:
            check_span(span, self._text(span.document))
            self._found[place] = self._citation(span, number=len(self._found) + 1)
        return self._found[place].number

    def quote(self, number: int) -> str:
        """Return the words of citation *number*, on one line."""
        return " ".join(self.all()[number - 1].quote.split())

    def all(self) -> list[Citation]:
        """Return every citation so far, by number."""
        return list(self._found.values())

    def _citation(self, span: Span, *, number: int) -> Citation:
        document = self._row(Document, span.document)
        if document is None:
            raise EvidenceError(f"there is no document {span.document}")
        return Citation(
            number=number,
            document=document.id,
            source=document.outlet or document.name,
            title=document.title and self._profile.text(document.title),
            name=document.name,
            published=document.published_start,
            start=span.start,
            end=span.end,
            quote=self._profile.text(span.quote),
            text_sha256=document.text_sha256,
        )

    def _text(self, document: str) -> str:
        if document not in self._texts:
            here = self._record.get(Document, document) is not None or self._earlier is None
            source = self._record if here else self._earlier
            self._texts[document] = source.text(document) if source else ""
        return self._texts[document]

    def _row(self, kind: type[R], key: str) -> R | None:
        found = self._record.get(kind, key)
        if found is None and self._earlier is not None:
            return self._earlier.get(kind, key)
        return found


def numbers(found: Iterable[int | None]) -> tuple[int, ...]:
    """Return citation numbers, each once, in ascending order."""
    return tuple(sorted({number for number in found if number is not None}))
