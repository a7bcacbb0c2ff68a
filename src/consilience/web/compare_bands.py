"""The bands of a comparison as a page shows them: harmless words, other readings beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consilience.model.lineage import Lineage
from consilience.outputs.compare import Band, Comparison
from consilience.outputs.compare_marks import Piece
from consilience.outputs.compare_text import band_title, reading_text, shown_bands, trim_side

_LONG: Final = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBand:
    """Words of both reports that belong side by side."""

    title: str
    shared: bool
    folded: bool  # long runs of own words are opened by a click
    lineage: str | None
    sides: tuple[tuple[ShownPiece, ...], tuple[ShownPiece, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPiece:
    """Words, how they look, and the other report's reading of them."""

    look: str
    text: str
    reading: str


def show_bands(comparison: Comparison) -> tuple[ShownBand, ...]:
    """Return the bands of *comparison* that hold a word."""
    return tuple(_band(band) for band in shown_bands(comparison))


def _band(band: Band) -> ShownBand:
    left, right = (tuple(_piece(piece) for piece in trim_side(side)) for side in band.sides)
    return ShownBand(
        title=band_title(band),
        shared=band.passage is not None,
        folded=band.passage is None and max(map(_length, (left, right))) > _LONG,
        lineage=band.passage.id if isinstance(band.passage, Lineage) else None,
        sides=(left, right),
    )


def _length(pieces: tuple[ShownPiece, ...]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _piece(piece: Piece) -> ShownPiece:
    return ShownPiece(look=piece.look, text=piece.text, reading=reading_text(piece))
