"""What a search found: documents, each with the sentences that hold the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from consilience.model.documents import Document
from consilience.model.rows import Json, to_json
from consilience.outputs.printable import printable
from consilience.outputs.quotes import Quote
from consilience.outputs.why_text import Line, quoted_words

_MOST_SENTENCES: Final = 5


def hit_lines(document: Document, quotes: Sequence[Quote]) -> Iterator[Line]:
    """Yield the lines that show one document and the first sentences that hold the words."""
    name = document.outlet or document.name
    published = document.published_start or "date not known"
    yield [
        (printable(document.title or document.name), "title"),
        (f"  {printable(name)}, {published}", "text"),
        (f"  {document.id}", "id"),
    ]
    for quote in quotes[:_MOST_SENTENCES]:
        start = quote.spans[0][1]
        yield [(f"  {start:>7,} │ ", "quiet"), *quoted_words(quote)]
    if len(quotes) > _MOST_SENTENCES:
        yield [(f"          and {len(quotes) - _MOST_SENTENCES:,} more sentences", "quiet")]


def hit_json(document: Document, quotes: Sequence[Quote]) -> dict[str, Json]:
    """Return one document and all sentences that hold the words, as JSON."""
    return {
        "document": document.id,
        "name": document.name,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published_start,
        "quotes": [to_json(quote) for quote in quotes],
    }
