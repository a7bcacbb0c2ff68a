"""How a case file is opened: for reading, for adding decisions, for a build.

Opening never grows with the number of documents. While a build writes, the file is in WAL mode so
that readers go on; a finished build puts it back into one single file.

Whoever opens a case waits for the others, and nobody is told "locked" because two came at once.
SQLite waits by itself for `PATIENCE_S`, except where the journal changes: `_change_journal`.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from consilience.errors import CaseBusyError, CaseError
from consilience.store.casefile import CaseFile
from consilience.store.migrations import SCHEMA_VERSION, create_schema, migrate, migrate_kept

APPLICATION_ID: Final = 0x636F6E73
"""The letters "cons" in the header of the file: this is a case and no other SQLite file."""

PATIENCE_S: Final = 60
"""Seconds that one waits for another; a build holds the file for a stage at most."""

LINGER_S: Final = 1
"""Seconds that a build waits in the end for readers to go, and for another that is just ending."""

PAUSE_S: Final = 0.05
"""Seconds between two attempts at what SQLite does not wait for by itself."""


def open_case(path: Path) -> CaseFile:
    """Open an existing case for reading.

    Raises:
        CaseError: *path* is missing, is no case, is newer than this program, or was cut off in
            mid-write and is write-protected.
        CaseBusyError: another process has been writing for too long.
    """
    if not path.is_file():
        raise CaseError(f"no such case: {path}", hint="make one with: consilience build REPORTS…")
    with _named_errors(path):
        return CaseFile(_open_to_read(path), path)


def _open_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection that changes nothing that anybody has written.

    SQLite may write where the file may be written: only so can it take back, at whatever read,
    what a writer that was killed in mid-write has left.
    """
    mode = "rw" if path.stat().st_mode & 0o222 else "ro"
    connection = _connect(path, mode)
    try:
        connection.execute("PRAGMA query_only = ON")
        _check_header(connection, path)
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        raise CaseError(
            f"{path} was cut off while it was written, and cannot be mended in place",
            hint="copy it, with the -journal file beside it, to a folder that can be written",
        ) from error
    except BaseException:
        connection.close()
        raise
    return connection


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
        connection = _connect(path, "rw")
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
            lock.acquire(timeout=LINGER_S, poll_interval=PAUSE_S)
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
    _make_sure_of(path)
    connection = _connect(path, "rwc")
    try:
        if existed:
            _check_header(connection, path)
        if not _change_journal(connection, "wal", patience_s=PATIENCE_S):
            raise CaseBusyError(f"{path} is in use by another process")
        connection.execute("PRAGMA synchronous = NORMAL")
        case = CaseFile(connection, path)
        with case.transaction():
            _prepare(connection)
        yield case
        if not _change_journal(connection, "delete", patience_s=LINGER_S):
            # A reader holds it. It stays in WAL mode; at least all is in the file itself.
            connection.execute(f"PRAGMA busy_timeout = {LINGER_S * 1000}")
            with suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _make_sure_of(path: Path) -> None:
    """Make the file where there is none, and see that it can be written.

    A file that is there is not opened for that: when a process closes a file, the system takes
    away all locks that the process has on it, those of its other connections to the case, too.
    """
    try:
        if not path.exists():
            path.touch(exist_ok=False)
    except FileExistsError:
        return  # another process has made it just now
    except OSError as error:
        raise _not_writable(path, error) from error
    if not os.access(path, os.W_OK):
        raise _not_writable(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def _change_journal(connection: sqlite3.Connection, mode: str, *, patience_s: float) -> bool:
    """Set the journal's *mode*, where the file system knows it; tell whether nobody was in the way.

    SQLite waits here until readers are gone, and lets no others come meanwhile, but not for
    somebody who writes: a decision that is being written is waited for by trying again.
    """
    until = time.monotonic() + patience_s
    while True:
        try:
            connection.execute(f"PRAGMA journal_mode = {mode}")
        except sqlite3.OperationalError as error:
            if not _is_in_use(error):
                raise
        else:
            return True
        if time.monotonic() > until:
            return False
        time.sleep(PAUSE_S)


def _is_in_use(error: sqlite3.OperationalError) -> bool:
    # The lower byte is the kind of error, the others say more of it.
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


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


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=PATIENCE_S)


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
        if "disk is full" in message:
            raise CaseError(
                f"{path} cannot grow: the disk is full",
                hint="make room and run the same command again: what was finished is kept",
            ) from error
        if "locked" in message:
            raise CaseBusyError(f"{path} is in use by another process") from error
        raise CaseError(
            f"{path} is damaged: {message}", hint="consilience verify names what is wrong"
        ) from error
