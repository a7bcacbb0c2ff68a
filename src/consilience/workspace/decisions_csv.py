"""Read a table that was exported, edited and brought back, as decisions.

Each cell is compared with what an export would write there now. Nothing is decided unless every
changed cell can be read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from consilience.errors import PathError, SettingsError
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.rows import Json, Row
from consilience.model.scales import DecisionKind
from consilience.model.source import RowSource
from consilience.model.statements import Statement
from consilience.outputs.filters import Wanted
from consilience.outputs.listing import Listing, render_csv
from consilience.outputs.listings.every import LISTINGS
from consilience.outputs.printable import plain_cell
from consilience.outputs.profiles import Profile
from consilience.review.drafting import Request, draft_decision
from consilience.review.fields import correctable_fields, read_field
from consilience.workspace.case import read_case

MAX_BYTES: Final = 100_000_000
MAX_ERRORS: Final = 20
"""Wrong cells that are named at once."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table that can be brought back: what its lines are, and what may be changed in them."""

    listing: str
    kind: DecisionKind
    row: type[Row] | None
    fields: Mapping[str, str]  # field by column


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvChange:
    """What one line of a table asks for."""

    line: int  # of the file, from 1
    request: Request
    text: str  # in words


def _columns(kind: type[Row], listed: tuple[str, ...], **renamed: str) -> dict[str, str]:
    fields = correctable_fields(kind)
    same = {name: name for name in listed if name in fields}
    return {**same, **renamed}


_SHEETS: Final[Mapping[str, _Sheet]] = {
    "event_id": _Sheet(
        "events", "correct", Event,
        _columns(Event, ("kind", "realis", "date_start", "date_end", "date_precision")),
    ),
    "figure_id": _Sheet(
        "figures", "correct", Figure,
        _columns(Figure, ("measure", "group", "unit", "low", "best", "high", "qualifier",
                          "count_kind", "role")),
    ),
    "statement_id": _Sheet(
        "statements", "correct", Statement,
        _columns(Statement, ("firmness", "polarity", "originator", "originator_kind",
                             "proximity", "anonymous", "background"), speaker="speaker_name"),
    ),
    "finding_id": _Sheet(
        "findings", "choose_best", None, {"low": "low", "best": "best", "high": "high"}
    ),
    "contradiction_id": _Sheet("contradictions", "resolve", None, {"state": "state"}),
}  # fmt: skip


def read_changes(case: Path, file: Path, *, why: str) -> list[CsvChange]:
    """Return what the edited table *file* asks for, in the order of its lines.

    Raises:
        PathError: the file cannot be read.
        SettingsError: it is no table of an export, or cells are wrong; names each with its line
            and column, and what is allowed there.
    """
    lines = _read_lines(file)
    with read_case(case) as record:
        reader = _Reader(record, lines[0][1], why=why or f"edited in {file.name}")
        changes = list(reader.changes(lines[1:]))
    if reader.errors:
        shown = "; ".join(reader.errors[:MAX_ERRORS])
        more = len(reader.errors) - MAX_ERRORS
        rest = f"; and {more:,} more" if more > 0 else ""
        raise SettingsError(
            f"{file.name}: {len(reader.errors):,} wrong cells, nothing is decided: {shown}{rest}"
        )
    return changes


def _read_lines(file: Path) -> list[tuple[int, list[str]]]:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise PathError(f"{file} is larger than {MAX_BYTES:,} bytes")
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PathError(f"cannot read {file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8", hint="save it as CSV UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cells)]
    except csv.Error as error:
        raise SettingsError(f"{file}, line {reader.line_num}: {error}") from error
    if not lines:
        raise SettingsError(f"{file} is empty")
    return lines


class _Reader:
    """Compares the lines of one edited table with what the case says now."""

    def __init__(self, record: RowSource, header: list[str], *, why: str) -> None:
        key = header[0] if header else ""
        if key not in _SHEETS:
            raise SettingsError(
                f"the first column is {key!r}; choose a table that starts with "
                f"{', '.join(_SHEETS)}",
                hint="consilience export CASE --format csv -o tables/",
            )
        self._record, self._header, self._why = record, header, why
        self._sheet = _SHEETS[key]
        listing = LISTINGS[self._sheet.listing](record, Wanted())
        self._known = [_cells(listing), _cells(Profile(record, "public").listing(listing))]
        names = [column.name for column in listing.columns]
        unknown = sorted(set(header) - set(names))
        if unknown:
            raise SettingsError(f"there is no column {unknown[0]!r} in {self._sheet.listing}")
        self.errors: list[str] = []

    def changes(self, lines: list[tuple[int, list[str]]]) -> Iterator[CsvChange]:
        """Yield what each of *lines* asks for; wrong cells are taken note of."""
        seen: dict[str, int] = {}
        for number, cells in lines:
            if cells[0].startswith("#"):
                continue  # the row of HXL hashtags
            key = cells[0].strip()
            if key in seen:
                self._wrong(number, self._header[0], f"{key} stands in line {seen[key]} already")
            elif key not in self._known[0]:
                self._wrong(number, self._header[0], f"there is no {key!r} in the case")
            elif len(cells) != len(self._header):
                self._wrong(number, self._header[0], f"{len(cells)} cells under "
                            f"{len(self._header)} columns")  # fmt: skip
            else:
                seen[key] = number
                yield from self._line(number, key, cells)

    def _line(self, number: int, key: str, cells: list[str]) -> Iterator[CsvChange]:
        values: dict[str, Json] = {}
        before = len(self.errors)
        for column, cell in zip(self._header[1:], cells[1:], strict=True):
            now = [plain_cell(known[key].get(column, "")) for known in self._known]
            if _same(plain_cell(cell), now):
                continue
            value = self._value(number, column, plain_cell(cell))
            values.update(value)
        if not values or len(self.errors) > before:
            return
        request = Request(kind=self._sheet.kind, subjects=(key,), values=values, why=self._why)
        try:
            draft_decision(self._record, request)
        except SettingsError as error:
            self._wrong(number, ", ".join(sorted(values)), error.message)
            return
        told = ", ".join(f"{name} {'empty' if value is None else value}"
                         for name, value in sorted(values.items()))  # fmt: skip
        yield CsvChange(line=number, request=request, text=f"{key}: {told}")

    def _value(self, number: int, column: str, cell: str) -> dict[str, Json]:
        """Return the field that *cell* changes, or nothing and a note of what is wrong."""
        sheet = self._sheet
        if column not in sheet.fields:
            allowed = ", ".join(sorted(sheet.fields))
            self._wrong(number, column, f"cannot be changed here; what can: {allowed}")
            return {}
        field = sheet.fields[column]
        if sheet.row is None:
            return {field: cell or None}
        try:
            return {field: read_field(sheet.row, field, cell)}
        except SettingsError as error:
            self._wrong(number, column, error.message)
            return {}

    def _wrong(self, number: int, column: str, message: str) -> None:
        self.errors.append(f"line {number}, column {column}: {message}")


def _cells(listing: Listing) -> dict[str, dict[str, str]]:
    """Return the cells that an export of *listing* writes, by id and column."""
    rows = csv.reader(io.StringIO(render_csv(listing), newline=""))
    header = next(rows)
    return {cells[0]: dict(zip(header, cells, strict=True)) for cells in rows}


def _same(cell: str, now: list[str]) -> bool:
    """Whether *cell* says what the case does, however a spreadsheet has written the number."""
    if cell in now:
        return True
    return any(_number(cell) is not None and _number(cell) == _number(known) for known in now)


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return None
