"""Where in a document's frozen text a thing stands.

Offsets are 0-based, half-open, in Unicode code points of the frozen text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from consilience.errors import SpanError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """The words of a document that carry a field: ``text[start:end] == quote``, always."""

    document: str  # id of the document
    start: int  # code points, included
    end: int  # code points, excluded
    quote: str  # the very words, never trimmed or re-cased


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Stretch:
    """A long run of text, held by its hash instead of its words (a copied passage, say)."""

    document: str  # id of the document
    start: int  # code points, included
    end: int  # code points, excluded
    sha256: str  # of the run in UTF-8, lower-case hex


def span_of(document: str, text: str, start: int, end: int) -> Span:
    """Return the span of *text* from *start* to *end*, with its quote.

    Raises:
        SpanError: the span is empty or runs outside of *text*.

    Example:
        >>> span_of("doc_1", "Two killed in Homs.", 0, 10).quote
        'Two killed'

    """
    _check_bounds(document, text, start, end)
    return Span(document=document, start=start, end=end, quote=text[start:end])


def stretch_of(document: str, text: str, start: int, end: int) -> Stretch:
    """Return the stretch of *text* from *start* to *end*, with its hash.

    Raises:
        SpanError: the stretch is empty or runs outside of *text*.

    """
    _check_bounds(document, text, start, end)
    return Stretch(document=document, start=start, end=end, sha256=_sha256(text[start:end]))


def check_span(span: Span | Stretch, text: str) -> None:
    """Raise unless *span* points at its own words in *text*.

    Raises:
        SpanError: offsets are out of bounds or the words differ.

    """
    _check_bounds(span.document, text, span.start, span.end)
    found = text[span.start : span.end]
    expected, actual = (
        (span.quote, found) if isinstance(span, Span) else (span.sha256, _sha256(found))
    )
    if expected != actual:
        raise SpanError(
            f"{span.document}[{span.start}:{span.end}] should read {expected[:60]!r} "
            f"but reads {actual[:60]!r}"
        )


def _check_bounds(document: str, text: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(text):
        raise SpanError(f"{document}[{start}:{end}] is not inside a text of {len(text)} characters")


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8")).hexdigest()
