"""Rows a page at a time, by index: no list of the workbench grows slower with the case.

An order is a tuple of SQL expressions that ends in something unique, with an index over just these
expressions. A cursor is what the last row of a page had for them.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeAlias, TypeVar

from consilience.errors import CaseError, SettingsError
from consilience.model.rows import Row
from consilience.store.casefile import CaseFile
from consilience.store.columns import decode_row, select_from
from consilience.store.orders import ORDERS

R = TypeVar("R", bound=Row)
Value: TypeAlias = "str | int | float | bool | None"

_CHUNK: Final = 500
"""Values of one ``IN``; SQLite takes more, but prepares longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """A test on rows of another table that belong to the row: it needs one that *equals*."""

    kind: type[Row]
    here: str  # field of the row
    there: str  # field of the other table that holds the same
    equal: Mapping[str, Value]
    rare: bool = False  # few rows pass: begin with them instead of with the order


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which rows of a table are wanted; empty lets everything through."""

    equal: Mapping[str, Value] = field(default_factory=dict)
    among: Mapping[str, Sequence[str]] = field(default_factory=dict)
    holding: Mapping[str, Sequence[str]] = field(
        default_factory=dict
    )  # lists with one of these ids
    touching: tuple[str, str, str, str] | None = None  # first and last day, and their two fields
    through: tuple[Through, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Generic[R]):
    """One page of rows, and the cursor of the next one."""

    rows: tuple[R, ...]
    next: str | None


def browse(
    case: CaseFile,
    kind: type[R],
    *,
    choice: Choice,
    order: str = "id",
    after: str | None = None,
    limit: int = 50,
) -> Batch[R]:
    """Return the first *limit* rows of *kind* in *order*, or those after a cursor.

    Raises:
        SettingsError: *after* is no cursor of this order.
        CaseError: there is no such order or column.
    """
    keys = _keys(kind, order)
    tests = list(_tests(kind, choice))
    if after is not None:
        tests.append(_later(keys, _read_cursor(after, len(keys))))
    where = " AND ".join(sql for sql, _ in tests)
    values = [value for _, given in tests for value in given]
    columns, _, source = select_from(kind).partition(" FROM ")
    found = case.connection.execute(
        f"{columns}, {', '.join(keys)} FROM {source}{f' WHERE {where}' if where else ''}"
        f" ORDER BY {', '.join(keys)} LIMIT ?",
        (*values, limit + 1),
    ).fetchall()
    rows = tuple(decode_row(kind, line[: -len(keys)]) for line in found[:limit])
    more = len(found) > limit
    return Batch(rows=rows, next=_write_cursor(found[limit - 1][-len(keys) :]) if more else None)


def rows_among(
    case: CaseFile, kind: type[R], column: str, values: Iterable[str | None]
) -> Iterator[R]:
    """Yield the rows of *kind* whose *column* is one of *values*, in no particular order."""
    _check_column(kind, column)
    wanted = sorted({value for value in values if value is not None})
    for at in range(0, len(wanted), _CHUNK):
        chunk = wanted[at : at + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        for line in case.connection.execute(
            f'{select_from(kind)} WHERE "{column}" IN ({marks})', chunk
        ):
            yield decode_row(kind, line)


def rows_holding(
    case: CaseFile, kind: type[R], columns: Sequence[str], words: str, *, most: int = 2000
) -> Iterator[R]:
    """Yield rows of *kind* that hold *words* in one of *columns*, whatever the case of letters.

    Looks at every row: for tables of names, which stay small.
    """
    for column in columns:
        _check_column(kind, column)
    # Letters other than ASCII are left to the caller: SQLite folds only those.
    pattern = "".join(mark if mark.isascii() and mark.isalnum() else "_" for mark in words.strip())
    pattern = re.sub("_+", "%", pattern)
    test = " OR ".join(f'"{column}" LIKE ?' for column in columns)
    for line in case.connection.execute(
        f"{select_from(kind)} WHERE {test} ORDER BY id LIMIT ?",
        (*[f"%{pattern}%" for _ in columns], most),
    ):
        yield decode_row(kind, line)


def count_by(
    case: CaseFile, kind: type[Row], column: str, *, choice: Choice, characters: int | None = None
) -> list[tuple[Value, int]]:
    """Return how many chosen rows have each value of *column*, the most frequent first.

    Args:
        characters: Take only so many characters of the value, such as 7 of a day for its month.
    """
    _check_column(kind, column)
    of = f'"{column}"' if characters is None else f'substr("{column}", 1, {int(characters)})'
    tests = list(_tests(kind, choice))
    where = " AND ".join(sql for sql, _ in tests)
    values = [value for _, given in tests for value in given]
    found = case.connection.execute(
        f'SELECT {of}, count(*) FROM "{kind.table}"{f" WHERE {where}" if where else ""}'
        f" GROUP BY {of} ORDER BY 2 DESC, 1",
        values,
    )
    return [(value, int(count)) for value, count in found]


def _keys(kind: type[Row], order: str) -> tuple[str, ...]:
    known = {"id": ("id",), **ORDERS.get(kind.table, {})}
    if order not in known:
        raise CaseError(f"{kind.table} has no order {order!r}; choose from {', '.join(known)}")
    return known[order]


def _tests(kind: type[Row], choice: Choice) -> Iterator[tuple[str, list[Value]]]:
    for column, value in choice.equal.items():
        _check_column(kind, column)
        yield f'"{kind.table}"."{column}" IS ?', [value]
    for column, values in choice.among.items():
        _check_column(kind, column)
        yield f'"{column}" IN ({", ".join("?" * len(values))})', list(values)
    for column, values in choice.holding.items():
        _check_column(kind, column)
        # Ids are of one length: one that stands in the list's JSON is a member of the list.
        held = " OR ".join(f'instr("{column}", ?)' for _ in values) or "0"
        yield f"({held})", list(values)
    if choice.touching is not None:
        yield _touch(kind, choice.touching)
    for test in choice.through:
        yield _through(kind, test)


def _touch(kind: type[Row], touching: tuple[str, str, str, str]) -> tuple[str, list[Value]]:
    first, last, start, end = touching
    _check_column(kind, start)
    _check_column(kind, end)
    either = f'coalesce("{start}", "{end}") IS NOT NULL'
    return (
        f"{either} AND substr(coalesce(\"{start}\", ''), 1, 10) <= ?"
        f" AND substr(coalesce(\"{end}\", '~'), 1, 10) >= ?",
        [last, first],
    )


def _through(kind: type[Row], test: Through) -> tuple[str, list[Value]]:
    _check_column(kind, test.here)
    for column in (test.there, *test.equal):
        _check_column(test.kind, column)
    # The plus keeps SQLite, which knows no counts, from looking up by value what is rare by id.
    tests = [f'+other."{column}" IS ?' for column in test.equal]
    source = f'FROM "{test.kind.table}" AS other WHERE '
    here, values = f'"{kind.table}"."{test.here}"', list(test.equal.values())
    if test.rare:
        return f'{here} IN (SELECT other."{test.there}" {source}{" AND ".join(tests)})', values
    tests = [f'other."{test.there}" = {here}', *tests]
    return f"EXISTS (SELECT 1 {source}{' AND '.join(tests)})", values


def _later(keys: tuple[str, ...], last: Sequence[Any]) -> tuple[str, list[Value]]:
    """Return the test for what comes after *last*; its first part is what the index answers."""
    first = f"{keys[0]} >= ?"
    sql = "0"
    values: list[Value] = []
    for key, value in zip(reversed(keys), reversed(last), strict=True):
        sql = f"({key} > ? OR ({key} = ? AND {sql}))"
        values = [value, value, *values]
    return f"{first} AND {sql}", [last[0], *values]


def _check_column(kind: type[Row], column: str) -> None:
    if column not in kind.__dataclass_fields__:
        raise CaseError(f"table {kind.table} has no column {column}")


def _write_cursor(keys: Sequence[Any]) -> str:
    line = json.dumps(list(keys), separators=(",", ":")).encode("utf-8")
    return base64.urlsafe_b64encode(line).decode("ascii").rstrip("=")


def _read_cursor(cursor: str, length: int) -> list[Any]:
    try:
        line = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        keys = json.loads(line)
    except (ValueError, UnicodeError, binascii.Error, RecursionError) as error:
        raise SettingsError(
            "this is no place in the list", hint="start at its beginning"
        ) from error
    plain = isinstance(keys, list) and all(isinstance(key, str | int | float) for key in keys)
    if not plain or len(keys) != length or any(_too_large(key) for key in keys):
        raise SettingsError("this is no place in this list", hint="start at its beginning")
    return list(keys)


def _too_large(key: object) -> bool:
    return isinstance(key, int) and not -(2**63) <= key < 2**63
