"""A report with second readings of its swapped words, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consilience.outputs.despin import BASES, Despun, ReadPiece
from consilience.outputs.listing import number_text
from consilience.outputs.printable import printable


def despun_text(despun: Despun) -> str:
    """Return the whole report, swapped words as ``{swapped|reading}``."""
    return "".join(_marked(piece) for piece in despun.pieces)


def despun_lines(despun: Despun) -> Iterator[str]:
    """Yield what is known of the report, then its text with both words of each swap."""
    document = despun.document
    title = f" “{document.title}”" if document.title else ""
    yield printable(f"{document.outlet or document.name}{title} ({document.name}, {document.id})")
    yield f"{count_readings(despun)}."
    yield "A reading is a guess beside the text and no evidence: the report says its own words."
    yield ""
    yield from (printable(line) for line in despun_text(despun).split("\n"))


def count_readings(despun: Despun) -> str:
    """Return how many words have a second reading, by what it rests on."""
    counts = ", ".join(f"{despun.count(basis):,} {label}" for basis, label in _LABELS.items())
    if despun.spun_share is None:
        return f"Second readings: {counts}"
    share = number_text(round(100 * despun.spun_share))
    return f"{share} % of the words are spun from other reports; second readings: {counts}"


def despun_json(despun: Despun) -> dict[str, Any]:
    """Return the report for machines: pieces with offsets into the frozen text."""
    return {
        "document": despun.document.id,
        "name": despun.document.name,
        "spun_share": despun.spun_share,
        "originals": list(despun.originals),
        "pieces": [
            {
                "start": piece.start,
                "end": piece.end,
                "text": piece.text,
                "reading": piece.reading,
                "basis": piece.basis,
            }
            for piece in despun.pieces
        ],
    }


def _marked(piece: ReadPiece) -> str:
    return piece.text if piece.reading is None else f"{{{piece.text}|{piece.reading}}}"


_LABELS = dict(
    zip(BASES, ("from originals", "from learnt pairs", "from fixed expressions"), strict=True)
)
