"""Two reports on a terminal: two columns where they fit, else one under the other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from consilience.outputs.compare import Band, Comparison
from consilience.outputs.compare_html import render_comparison
from consilience.outputs.compare_marks import Look, Piece
from consilience.outputs.compare_text import (
    band_title,
    head_lines,
    piece_text,
    plain_lines,
    reading_text,
    shown_bands,
    trim_side,
)
from consilience.outputs.exports.files import write_file
from consilience.outputs.profiles import Profile

MIN_COLUMN: Final = 36
"""Columns of a terminal that one report needs to be read beside the other."""

_STYLES: Final[dict[Look, str]] = {
    "own": "dim",
    "same": "",
    "swapped": "underline",
    "trace": "underline",
    "altered": "bold red",
    "withheld": "dim",
}


def show_comparison(comparison: Comparison, *, profile: Profile, output: Path | None) -> None:
    """Write *comparison* as a page to *output*, or show it here where there is none.

    Raises:
        PathError: the file cannot be written.

    """
    if output is not None:
        page = render_comparison(comparison, profile=profile)
        if output == Path("-"):
            click.echo(page, nl=False)
        else:
            write_file(output, [page])
    elif sys.stdout.isatty():
        console = Console(highlight=False)
        console.print(draw_comparison(comparison, console))
    else:
        for line in plain_lines(comparison):
            click.echo(line)


def draw_comparison(comparison: Comparison, console: Console) -> RenderableType:
    """Return *comparison* in two columns, or stacked where *console* is too narrow."""
    wide = console.width >= 2 * MIN_COLUMN
    return Group(
        *(Text(line) for line in head_lines(comparison)),
        *(part for band in shown_bands(comparison) for part in _band(band, comparison, wide=wide)),
    )


def _band(band: Band, comparison: Comparison, *, wide: bool) -> Iterator[RenderableType]:
    yield Text(f"\n{band_title(band)}", style="cyan" if band.passage else "dim")
    left, right = (_side(pieces) for pieces in band.sides)
    if wide:
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(ratio=1, overflow="fold")
        table.add_column(ratio=1, overflow="fold")
        table.add_row(left, right)
        yield table
        return
    for name, side in zip(comparison.names, (left, right), strict=True):
        if side.plain:
            yield Text(piece_text(Piece(text=f"{name}:", look="same")), style="bold")
            yield side


def _side(pieces: tuple[Piece, ...]) -> Text:
    text = Text()
    for piece in trim_side(pieces):
        text.append(piece_text(piece), style=_STYLES[piece.look])
        if reading := reading_text(piece):
            text.append(f" [{reading}]", style="red" if piece.look == "altered" else "yellow")
    text.rstrip()
    return text
