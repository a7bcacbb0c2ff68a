"""The case file: one SQLite file with evidence, what was derived from it, and what people gave."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from consilience.errors import CaseError, EvidenceError
from consilience.model.documents import Text
from consilience.model.rows import Row
from consilience.model.tables import BY_NAME, TABLES
from consilience.store.columns import (
    decode_columns,
    decode_row,
    decode_rows,
    has_earlier_ids,
    select_from,
    where_once_called,
)

R = TypeVar("R", bound=Row)

_AT_ONCE: Final = 1_000
"""Rows that are unpacked before others are fetched: memory that is at hand is used again."""

BY_PREFIX: Final = {kind.prefix: kind for kind in TABLES if kind is not Text}


class CaseFile:
    """A case that is open. Implements `consilience.model.source.RowSource`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run a block as one transaction: all of it is written, or none."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # SQLite itself gives up where the disk is full
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """Let all that is read in the block be the case as it is now, whatever others write."""
        self.connection.execute("BEGIN DEFERRED")
        try:
            # A transaction sees the state at its first read, not the one at its beginning.
            self.connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            yield
        finally:
            self.connection.execute("ROLLBACK")

    def writes_seen(self) -> int:
        """Return a number that is another one once another connection has written to the file."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def stamp(self) -> tuple[tuple[int, int], ...]:
        """Return what differs between two states of the file: size and time of change in ns."""
        found = []
        for path in (self.path, self.path.with_name(f"{self.path.name}-wal")):
            with suppress(OSError):
                state = path.stat()
                found.append((state.st_size, state.st_mtime_ns))
        return tuple(found)

    def rows(self, kind: type[R], /, **equal: str | int | float | bool | None) -> Iterator[R]:
        """Yield the rows of *kind* in the order of their ids, only those whose fields *equal*."""
        unknown = sorted(set(equal) - set(kind.__dataclass_fields__))
        if unknown:
            raise CaseError(f"table {kind.table} has no column {unknown[0]}")
        tests = " AND ".join(f'"{name}" IS ?' for name in equal)
        where = f" WHERE {tests}" if tests else ""
        for values in self._select(kind, f"{where} ORDER BY id", tuple(equal.values())):
            yield decode_row(kind, values)

    def table(self, kind: type[R]) -> tuple[R, ...]:
        """Return all rows of *kind* in the order of their ids, read in one go."""
        return self._decoded(kind, " ORDER BY id")

    def where(self, kind: type[R], field: str, values: AbstractSet[str]) -> tuple[R, ...]:
        """Return the rows of *kind* whose *field* is one of *values*, in the order of their ids."""
        rest = f' WHERE "{field}" IN (SELECT value FROM json_each(?)) ORDER BY id'
        return self._decoded(kind, rest, (json.dumps(sorted(values)),))

    def _decoded(self, kind: type[R], rest: str, values: Sequence[object] = ()) -> tuple[R, ...]:
        found, rows = self._select(kind, rest, values), list[R]()
        while fetched := found.fetchmany(_AT_ONCE):
            rows += decode_rows(kind, fetched)
        return tuple(rows)

    def columns(self, kind: type[Row], fields: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Return the values of *fields* of each row of *kind*, in the order of their ids."""
        names = ", ".join(f'"{field}"' for field in fields)
        query = f'SELECT {names} FROM "{kind.table}" ORDER BY id'
        fetched = self.connection.execute(query).fetchall()
        return zip(*decode_columns(kind, fields, fetched), strict=True)

    def counts(self, kind: type[Row], fields: Sequence[str]) -> dict[tuple[Any, ...], int]:
        """Return how many rows of *kind* there are for each combination of values of *fields*."""
        names = ", ".join(f'"{field}"' for field in fields)
        query = f'SELECT {names}, count(*) FROM "{kind.table}" GROUP BY {names}'
        found = self.connection.execute(query).fetchall()
        values = decode_columns(kind, fields, [row[:-1] for row in found])
        return dict(zip(zip(*values, strict=True), (row[-1] for row in found), strict=True))

    def _select(self, kind: type[Row], rest: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        try:
            return self.connection.execute(f"{select_from(kind)}{rest}", values)
        except sqlite3.OperationalError as error:
            if "no such" not in str(error):
                raise
            raise CaseError(
                f"{self.path} was built by another version, which knows {kind.table} otherwise",
                hint=f"bring it up to date with: consilience build --case {self.path}",
            ) from error

    def get(self, kind: type[R], row_id: str) -> R | None:
        """Return the row of *kind* with this id (or that once had it), if there is one."""
        found = self._select(kind, " WHERE id = ?", (row_id,)).fetchone()
        if found is None and has_earlier_ids(kind):
            found = self._select(kind, f" WHERE {where_once_called()}", (row_id,)).fetchone()
        return None if found is None else decode_row(kind, found)

    def find(self, row_id: str) -> Row | None:
        """Return the row with this id, of whatever kind, if there is one."""
        kind = BY_PREFIX.get(row_id.split("_", 1)[0])
        return None if kind is None else self.get(kind, row_id)

    def text(self, document: str) -> str:
        """Return the frozen text of *document*.

        Raises:
            EvidenceError: there is no such document.
        """
        found = self.connection.execute(
            "SELECT text FROM texts WHERE id = ?", (document,)
        ).fetchone()
        if found is None:
            raise EvidenceError(f"no document {document} in {self.path.name}")
        return str(found[0])

    def size(self, table: str) -> int:
        """Return the number of rows of *table*.

        Raises:
            CaseError: there is no such table.
        """
        if table not in BY_NAME:
            raise CaseError(f"no table {table}; choose from {', '.join(sorted(BY_NAME))}")
        return int(self.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
