"""A list of things as a table: the one form behind terminal tables, CSV, JSON and exports."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from consilience.outputs.printable import json_text, printable, spreadsheet_text

Cell: TypeAlias = "str | int | float | bool | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, its HXL hashtag, and whether a terminal has room for it."""

    name: str
    hxl: str = ""  # hashtag with attributes, empty where the standard has none
    shown: bool = False  # in the short table on a terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows of cells under their columns. Unknown is ``None``, never zero and never a word."""

    name: str  # plural noun, such as figures
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int  # how many there are before any filter

    def records(self) -> list[dict[str, Cell]]:
        """Return each row as a mapping from column to cell."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def shown(self) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
        """Return the names and the cells of the columns that a terminal has room for."""
        kept = [at for at, column in enumerate(self.columns) if column.shown]
        names = tuple(self.columns[at].name for at in kept)
        return names, [tuple(row[at] for at in kept) for row in self.rows]


def make_listing(
    name: str,
    columns: Sequence[Column],
    records: Iterable[dict[str, Cell]],
    *,
    total: int,
) -> Listing:
    """Return the listing of *records*, whose keys are the names of *columns*."""
    names = [column.name for column in columns]
    rows = tuple(tuple(record[name] for name in names) for record in records)
    return Listing(name=name, columns=tuple(columns), rows=rows, total=total)


def render_json(listing: Listing) -> str:
    """Return *listing* as a JSON array with one object a line."""
    lines = ",\n".join(json_text(record) for record in listing.records())
    return f"[\n{lines}\n]" if lines else "[]"


def render_csv(listing: Listing, *, hxl: bool = False) -> str:
    """Return *listing* as CSV; with *hxl*, a row of hashtags under the header.

    Number cells are numbers or blank; no text can be taken for a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in listing.columns])
    if hxl:
        writer.writerow([column.hxl for column in listing.columns])
    for row in listing.rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return out.getvalue()


def render_plain(listing: Listing) -> str:
    """Return the short table of *listing* with a tab between cells, for pipes."""
    names, rows = listing.shown()
    lines = ["\t".join(names)]
    lines.extend("\t".join(cell_text(cell) for cell in row) for row in rows)
    return "\n".join(lines)


def cell_text(cell: Cell) -> str:
    """Return *cell* as harmless words on one line; empty where it is unknown."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return number_text(cell)
    return printable(cell)


def number_text(value: float) -> str:
    """Return a number as people write it: thousands apart, no needless decimals.

    Example:
        >>> number_text(28000.0)
        '28,000'

    """
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _csv_cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    return spreadsheet_text(printable(cell)) if isinstance(cell, str) else cell
