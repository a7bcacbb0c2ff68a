"""Two reports side by side as words: for a terminal, which styles them, and for a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from consilience.model.lineage import Lineage
from consilience.outputs.compare import Band, Comparison
from consilience.outputs.compare_marks import Piece
from consilience.outputs.listing import number_text
from consilience.outputs.printable import printable


def head_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what is known of the two reports and of what they share."""
    for mark, document, name in zip(
        ("left", "right"), comparison.documents, comparison.names, strict=True
    ):
        published = document.published_start or "date not known"
        title = f", “{document.title}”" if document.title else ""
        yield printable(f"{mark}: {name}{title}, {published} ({document.name}, {document.id})")
    yield shared_words(comparison)
    for line in comparison.direction:
        yield printable(line)


def shared_words(comparison: Comparison) -> str:
    """Return how much the two reports share, as a sentence."""
    if not comparison.n_passages:
        return "No passage is shared."
    moved = f", {comparison.n_moved:,} of them in another order" if comparison.n_moved else ""
    return (
        f"Passages shared: {comparison.n_passages:,}{moved}; "
        f"facts altered: {comparison.n_altered:,}."
    )


def band_title(band: Band) -> str:
    """Return what a band is: its kind, its size and its id, or that the words are own."""
    row = band.passage
    if row is None:
        return "own words"
    kind = row.kind.replace("_", " ")
    if isinstance(row, Lineage):
        return f"{kind}, by way of other copies, {row.id}"
    share = number_text(int(row.identity * 100))
    return f"{kind}, {row.n_words:,} words, {share} % the same, {row.id}"


def piece_text(piece: Piece) -> str:
    """Return the words of *piece*, harmless, with its lines kept."""
    return "\n".join(printable(line) for line in piece.text.split("\n"))


def reading_text(piece: Piece) -> str:
    """Return the other reading of *piece* with what it is; empty where there is none."""
    if piece.look == "altered":
        other = printable(piece.other) if piece.other else "not in the other report"
        return f"{piece.note}: {other}"
    if piece.other is None:
        return ""
    return f"usually: {printable(piece.other)}" if piece.look == "trace" else printable(piece.other)


def trim_side(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return *pieces* without the blank ones at both ends."""
    worded = [at for at, piece in enumerate(pieces) if piece.text.strip()]
    return pieces[worded[0] : worded[-1] + 1] if worded else ()


def shown_bands(comparison: Comparison) -> list[Band]:
    """Return the bands that hold a word."""
    return [
        band
        for band in comparison.bands
        if any(piece.text.strip() for side in band.sides for piece in side)
    ]


def plain_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the comparison for a pipe, swaps as ``{own|other}``, altered facts in brackets."""
    yield from head_lines(comparison)
    for band in shown_bands(comparison):
        yield ""
        yield f"== {band_title(band)}"
        for mark, side in zip("<>", band.sides, strict=True):
            words = "".join(_plain(piece) for piece in side)
            yield from (f"{mark} {line}" for line in words.split("\n") if line.strip())


def _plain(piece: Piece) -> str:
    words, reading = piece_text(piece), reading_text(piece)
    if not reading:
        return words
    return f"[[{words}|{reading}]]" if piece.look == "altered" else f"{{{words}|{reading}}}"
