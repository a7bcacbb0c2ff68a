"""A listing on a terminal: a table where it fits, else a few lines for each row."""

from __future__ import annotations

from typing import Final

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from consilience.outputs.listing import Cell, Listing, cell_text

MIN_TEXT_WIDTH: Final = 24
"""Columns of prose are readable down to this width; narrower, rows are stacked."""

_GAP: Final = 2


def draw_listing(listing: Listing, console: Console) -> RenderableType:
    """Return *listing* as a table, or stacked where *console* is too narrow for one."""
    names, rows = listing.shown()
    texts = [[cell_text(cell) for cell in row] for row in rows]
    widths = [max([len(name), *(len(row[at]) for row in texts)]) for at, name in enumerate(names)]
    needed = sum(min(width, MIN_TEXT_WIDTH) + _GAP for width in widths)
    if needed > console.width:
        return _stacked(names, texts)
    return _table(names, rows, widths)


def _table(names: tuple[str, ...], rows: list[tuple[Cell, ...]], widths: list[int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for at, name in enumerate(names):
        numeric = all(_is_number(row[at]) for row in rows) and bool(rows)
        table.add_column(
            name.replace("_", " "),
            justify="right" if numeric else "left",
            overflow="fold",
            no_wrap=widths[at] <= MIN_TEXT_WIDTH,
        )
    for row in rows:
        table.add_row(*(Text(cell_text(cell)) for cell in row))
    return table


def _stacked(names: tuple[str, ...], rows: list[list[str]]) -> Group:
    """Return each row as its longest words in bold, its other cells, and its id."""
    lines: list[Text] = []
    for row in rows:
        first = max(range(1, len(row)), key=lambda at: len(row[at]), default=0)
        cells = [
            f"{name.replace('_', ' ')} {cell}"
            for at, (name, cell) in enumerate(zip(names, row, strict=True))
            if cell and at not in (0, first)
        ]
        lines.append(Text(row[first], style="bold"))
        lines.append(Text("  " + " · ".join(cells)))
        lines.append(Text(f"  {row[0]}\n", style="cyan"))
    return Group(*lines)


def _is_number(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool))
