"""The case file: one SQLite file with evidence, what was derived from it, and what people gave.

Opening never grows with the number of documents. While a build writes, the file is in WAL mode so
that readers go on; a finished build puts it back into one single file.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from filelock import FileLock, Timeout

from consilience.errors import CaseBusyError, CaseError, EvidenceError
from consilience.model.documents import Text
from consilience.model.rows import Row
from consilience.model.tables import BY_NAME, TABLES
from consilience.store.columns import (
    decode_row,
    decode_rows,
    has_earlier_ids,
    select_from,
    where_once_called,
)
from consilience.store.migrations import SCHEMA_VERSION, create_schema, migrate, migrate_kept

R = TypeVar("R", bound=Row)

APPLICATION_ID: Final = 0x636F6E73
"""The letters "cons" in the header of the file: this is a case and no other SQLite file."""

PATIENCE_S: Final = 60
"""Seconds that one writer waits for another; a build holds the file for a stage at most."""

PAUSE_S: Final = 0.05
"""Seconds between two attempts at what SQLite does not wait for by itself."""

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
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """Let all that is read in the block be one state of the case, whatever a build writes."""
        self.connection.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

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
        return tuple(decode_rows(kind, self._select(kind, " ORDER BY id").fetchall()))

    def where(self, kind: type[R], field: str, values: AbstractSet[str]) -> tuple[R, ...]:
        """Return the rows of *kind* whose *field* is one of *values*, in the order of their ids."""
        rest = f' WHERE "{field}" IN (SELECT value FROM json_each(?)) ORDER BY id'
        found = self._select(kind, rest, (json.dumps(sorted(values)),)).fetchall()
        return tuple(decode_rows(kind, found))

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


def open_case(path: Path) -> CaseFile:
    """Open an existing case for reading.

    Raises:
        CaseError: *path* is missing, is no case, or is newer than this program.
    """
    if not path.is_file():
        raise CaseError(f"no such case: {path}", hint="make one with: consilience build REPORTS…")
    with _named_errors(path):
        try:
            connection = _open_to_read(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
            _take_back(path)
            connection = _open_to_read(path)
    return CaseFile(connection, path)


def _open_to_read(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(_address(path, "ro"), uri=True, isolation_level=None)
    try:
        _check_header(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _take_back(path: Path) -> None:
    """Take back what a writer that was killed in mid-write had begun.

    Outside of a build the file keeps a rollback journal, and who may only read cannot play it
    back: SQLite does so by itself on the first read of a connection that may write.

    Raises:
        CaseError: the file or its folder is write-protected.
    """
    try:
        _check_writable(path)
        connection = sqlite3.connect(
            _address(path, "rw"), uri=True, isolation_level=None, timeout=PATIENCE_S
        )
        try:
            connection.execute("PRAGMA user_version").fetchone()
        finally:
            connection.close()
    except (CaseError, sqlite3.OperationalError) as error:
        raise CaseError(
            f"{path} was cut off while it was written, and cannot be mended in place",
            hint="copy it, with the -journal file beside it, to a folder that can be written",
        ) from error


@contextmanager
def open_for_decisions(path: Path) -> Iterator[CaseFile]:
    """Open an existing case for adding decisions, also while another process builds it.

    Raises:
        CaseError: *path* is missing, is no case, is newer than this program, or is read-only.
        CaseBusyError: another process has been writing for too long.
    """
    if not path.is_file():
        raise CaseError(f"no such case: {path}", hint="make one with: consilience build REPORTS…")
    _check_writable(path)
    with _named_errors(path):
        connection = sqlite3.connect(
            _address(path, "rw"), uri=True, isolation_level=None, timeout=PATIENCE_S
        )
        try:
            version = _check_header(connection, path)
            if version == 0:
                raise CaseError(f"{path} holds nothing yet", hint="finish its build first")
            connection.execute("PRAGMA synchronous = FULL")  # a decision is never made twice
            case = CaseFile(connection, path)
            if version < SCHEMA_VERSION:
                with case.transaction():
                    migrate_kept(connection, version)
                    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            yield case
        finally:
            connection.close()


@contextmanager
def open_for_build(path: Path) -> Iterator[CaseFile]:
    """Open or make a case for writing, for as long as the block runs; one process at a time.

    Raises:
        CaseError: *path* is no case, is newer than this program, or cannot be written.
        CaseBusyError: another process is building it.
    """
    _check_writable(path)
    lock = FileLock(f"{path}.lock")
    with _named_errors(path):
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise CaseBusyError(
                f"{path} is being built by another process", hint="wait until it has finished"
            ) from error
        except OSError as error:
            raise _not_writable(path, error) from error
        try:
            with _open_writable(path) as case:
                yield case
        finally:
            # Removed while still held; SQLite's own locks guard the file in any case.
            with suppress(OSError):
                Path(lock.lock_file).unlink()
            lock.release()


@contextmanager
def _open_writable(path: Path) -> Iterator[CaseFile]:
    existed = path.exists() and path.stat().st_size > 0
    try:
        with path.open("ab"):
            pass
    except OSError as error:
        raise _not_writable(path, error) from error
    connection = sqlite3.connect(
        _address(path, "rwc"), uri=True, isolation_level=None, timeout=PATIENCE_S
    )
    try:
        if existed:
            _check_header(connection, path)
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        case = CaseFile(connection, path)
        with case.transaction():
            _prepare(connection)
        yield case
        with suppress(sqlite3.OperationalError):  # a reader holds it: WAL stays, nothing is lost
            connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers go on while this connection writes.

    SQLite does not always wait for its turn when it changes the journal, whatever the timeout: a
    decision that is being written is waited for here.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    for _ in range(int(PATIENCE_S / PAUSE_S)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(PAUSE_S)
        else:
            break
    connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE_S * 1000)}")
    connection.execute("PRAGMA journal_mode = WAL")


def _prepare(connection: sqlite3.Connection) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version == 0:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        create_schema(connection)
    else:
        migrate(connection, version)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _check_header(connection: sqlite3.Connection, path: Path) -> int:
    """Return the format of the case in *connection*; 0 for one that holds nothing yet."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if version == 0 and mark == 0 and not _has_tables(connection):
        return version  # the very first transaction of a build was cut off: an empty case
    if mark != APPLICATION_ID:
        raise CaseError(f"{path} is an SQLite file, but no consilience case")
    if version > SCHEMA_VERSION:
        raise CaseError(
            f"{path} was made by a newer consilience (format {version}, known {SCHEMA_VERSION})",
            hint="update consilience to open it",
        )
    return version


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _address(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


def _check_writable(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise CaseError(f"{path} cannot be written: there is no folder {path.absolute().parent}")
    if path.is_dir():
        raise CaseError(f"{path} is a folder, no case file")
    # Also for a user who could write anyway: somebody has said that it is not to change.
    if path.exists() and not path.stat().st_mode & 0o222:
        raise CaseError(
            f"{path} is write-protected", hint="copy the case first, or take the protection off"
        )


def _not_writable(path: Path, error: OSError) -> CaseError:
    return CaseError(
        f"{path} cannot be written: {error.strerror or error}",
        hint="choose another place with --case, or copy the case first",
    )


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's words about a file into ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        message = str(error)
        if "not a database" in message:
            raise CaseError(f"{path} is no consilience case: it is not an SQLite file") from error
        if "readonly" in message or "unable to open" in message:
            raise CaseError(f"{path} cannot be opened: {message}") from error
        if "locked" in message:
            raise CaseBusyError(f"{path} is in use by another process") from error
        raise CaseError(
            f"{path} is damaged: {message}", hint="consilience verify names what is wrong"
        ) from error
