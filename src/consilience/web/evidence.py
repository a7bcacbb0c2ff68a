"""Words of a report as a page shows them, with the address of their very characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consilience.model.rows import Row
from consilience.model.spans import Span
from consilience.outputs.graphic import is_graphic
from consilience.outputs.profiles import WITHHELD, Profile
from consilience.outputs.quotes import Piece, Quote, Quoter
from consilience.outputs.wording import period_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One quote: its words, who published them, when, and where they stand."""

    document: str
    source: str  # outlet, or name of the file
    published: str | None  # as people write it
    href: str  # the characters in their document
    start: int  # code points, of the first mark
    end: int
    pieces: tuple[Piece, ...]
    copies: str  # how often the passage stands in the case; empty for once
    lineages: tuple[str, ...]
    graphic: bool  # not shown before the reader asks for it
    citation: str  # to be pasted elsewhere


def permalink(document: str, start: int, end: int) -> str:
    """Return the address of characters *start* to *end* of a document."""
    return f"/documents/{document}?start={start}&end={end}#m"


def span_link(span: Span) -> str:
    """Return the address of the characters of *span*."""
    return permalink(span.document, span.start, span.end)


class Witness:
    """Turns rows and spans into evidence as one viewer may see it."""

    def __init__(self, quoter: Quoter, profile: Profile) -> None:
        self._quoter = quoter
        self._profile = profile

    def of_row(self, row: Row) -> list[Evidence]:
        """Return every quote that *row* carries, one for each sentence.

        Raises:
            SpanError: the row's evidence does not stand where it says.
        """
        return [self._evidence(quote) for quote in self._quoter.quotes_of(row)]

    def of_spans(self, spans: Iterable[Span], *, field: str) -> list[Evidence]:
        """Return *spans* as quotes, one for each sentence.

        Raises:
            SpanError: a span does not stand where it says.
        """
        return [self._evidence(quote) for quote in self._quoter.around(spans, field=field)]

    def of_quotes(self, quotes: Iterable[Quote]) -> list[Evidence]:
        """Return *quotes* as evidence."""
        return [self._evidence(quote) for quote in quotes]

    def _evidence(self, quote: Quote) -> Evidence:
        start = min(start for _, start, _ in quote.spans)
        end = max(end for _, _, end in quote.spans)
        pieces = tuple(withhold_in_pieces(quote.pieces, self._profile))
        words = "".join(piece.text for piece in pieces)
        return Evidence(
            document=quote.document,
            source=quote.source,
            published=day_words(quote.published),
            href=permalink(quote.document, start, end),
            start=start,
            end=end,
            pieces=pieces,
            copies=quote.lineage if quote.lineages else "",
            lineages=quote.lineages,
            graphic=is_graphic(words),
            citation=_citation(quote, words, (start, end)),
        )


def withhold_in_pieces(pieces: Sequence[Piece], profile: Profile) -> Iterator[Piece]:
    """Yield *pieces* without the names to be withheld, also where a name runs over two of them."""
    words = "".join(piece.text for piece in pieces)
    gaps = list(profile.find_withheld(words))
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        yield replace(piece, text=withhold_part(words, (at, end), gaps)) if gaps else piece
        at = end


def withhold_part(text: str, part: tuple[int, int], gaps: Sequence[tuple[int, int]]) -> str:
    """Return a *part* of *text* without the *gaps*; a gap is told where it begins."""
    at, end = part
    kept = []
    for first, last in gaps:
        if last <= at or first >= end:
            continue
        kept.append(text[at : max(first, at)])
        if first >= at:
            kept.append(WITHHELD)
        at = min(last, end)
    return "".join([*kept, text[at:end]])


def day_words(day: str | None) -> str | None:
    """Return an ISO day or minute as people write it."""
    if day is None:
        return None
    words = period_words(day, day)
    return f"{words}, {day[11:16]}" if words and len(day) > 10 else words


def _citation(quote: Quote, words: str, span: tuple[int, int]) -> str:
    when = day_words(quote.published) or "date not known"
    place = f"{quote.document}, characters {span[0]}–{span[1]}"
    return f"“{' '.join(words.split())}” {quote.source}, {when} ({quote.name}; {place})"
