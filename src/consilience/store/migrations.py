"""The tables of a case file, and how an older file becomes a newer one.

What is derived can always be built again, so a migration only has to carry evidence, what the
user gave, and decisions. Tables of rows are made from the row classes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Final

from consilience.errors import CaseError
from consilience.model.decisions import Decision
from consilience.model.tables import TABLES
from consilience.store.columns import create_table
from consilience.store.orders import browsing_indexes

SCHEMA_VERSION: Final = 2
"""Raise it whenever a column of an evidence or given table changes, and add a migration."""

OWN_TABLES: Final = (
    # The bytes of a report as handed in, deflated; the hash is of the bytes before that.
    "CREATE TABLE IF NOT EXISTS originals (sha256 TEXT PRIMARY KEY, size INTEGER, data BLOB)",
    # What a stage was last given, for one document or ('') for the whole case.
    "CREATE TABLE IF NOT EXISTS stage_results"
    " (stage TEXT, document TEXT, input TEXT, PRIMARY KEY (stage, document)) WITHOUT ROWID",
    # A hash of a table's rows, for one document or ('') for rows without one.
    "CREATE TABLE IF NOT EXISTS digests"
    ' ("table" TEXT, document TEXT, digest TEXT, PRIMARY KEY ("table", document)) WITHOUT ROWID',
    # What corpus stages keep of their own work, by a hash of what it was made of. Only a cache:
    # it may be emptied at any time.
    "CREATE TABLE IF NOT EXISTS kept_work (stage TEXT, key BLOB, value BLOB,"
    " PRIMARY KEY (stage, key))",
    # Facts about the file itself, such as the shape of its derived tables.
    "CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE IF NOT EXISTS text_index USING fts5"
    "(text, content='texts', content_rowid='rowid',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER IF NOT EXISTS texts_added AFTER INSERT ON texts BEGIN"
    " INSERT INTO text_index(rowid, text) VALUES (new.rowid, new.text); END",
    "CREATE TRIGGER IF NOT EXISTS texts_removed AFTER DELETE ON texts BEGIN"
    " INSERT INTO text_index(text_index, rowid, text) VALUES ('delete', old.rowid, old.text); END",
)

DECISION_RULES: Final = (
    "CREATE UNIQUE INDEX IF NOT EXISTS decisions_number ON decisions (number)",
    "CREATE TRIGGER IF NOT EXISTS decisions_stay BEFORE DELETE ON decisions BEGIN"
    " SELECT raise(ABORT, 'a decision is never deleted'); END",
    # A purge may empty a decision once; nothing else of it ever changes.
    "CREATE TRIGGER IF NOT EXISTS decisions_hold BEFORE UPDATE ON decisions"
    " WHEN old.emptied_by IS NOT NULL OR new.emptied_by IS NULL OR new.anchors <> '[]'"
    " OR new.before IS NOT NULL OR new.after IS NOT NULL OR new.why <> '' OR new.salt <> ''"
    " OR new.id <> old.id OR new.hash <> old.hash OR new.number <> old.number BEGIN"
    " SELECT raise(ABORT, 'a decision is never changed'); END",
)
"""The log of decisions is only added to, whoever opens the file with this schema."""


def create_decisions(connection: sqlite3.Connection) -> None:
    """Make the log of decisions where it is missing (format 2)."""
    for statement in (*create_table(Decision), *DECISION_RULES):
        connection.execute(statement)


MIGRATIONS: Final[Mapping[int, Callable[[sqlite3.Connection], None]]] = {1: create_decisions}
"""By the version that they start from; each leads to the next."""


def create_schema(connection: sqlite3.Connection) -> None:
    """Make all tables that are missing and remember the shape of the derived ones."""
    for kind in TABLES:
        for statement in (*create_table(kind), *browsing_indexes(kind.table)):
            connection.execute(statement)
    for statement in (*OWN_TABLES, *DECISION_RULES):
        connection.execute(statement)
    connection.execute(
        "INSERT OR REPLACE INTO facts VALUES ('shape', ?)", ("\n".join(_shapes().values()),)
    )


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a file of *version* to this program's schema; derived tables are made anew if needed.

    Raises:
        CaseError: a step is missing.
    """
    migrate_kept(connection, version)
    _remake_derived(connection)
    create_schema(connection)


def migrate_kept(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables that no build makes again from *version* to this program's schema.

    Raises:
        CaseError: a step is missing.
    """
    for step in range(version, SCHEMA_VERSION):
        if step not in MIGRATIONS:
            raise CaseError(f"no way from case format {step} to {SCHEMA_VERSION}")
        MIGRATIONS[step](connection)


def _remake_derived(connection: sqlite3.Connection) -> None:
    """Drop derived tables whose columns are no longer those of their row class.

    Their stages find no digest of what they wrote, so that they run again.
    """
    dropped = False
    for kind in TABLES:
        wanted = [column.split(" ")[0] for column in _columns_of(create_table(kind)[0])]
        present = [
            f'"{row[1]}"' for row in connection.execute(f'PRAGMA table_info("{kind.table}")')
        ]
        if present and present != wanted:
            if kind.life != "derived":
                raise CaseError(f"table {kind.table} has changed without a migration")
            connection.execute(f'DROP TABLE "{kind.table}"')
            dropped = True
    if dropped:
        connection.execute("DELETE FROM stage_results")


def _shapes() -> dict[str, str]:
    return {kind.table: create_table(kind)[0] for kind in TABLES}


def _columns_of(statement: str) -> list[str]:
    return statement[statement.index("(") + 1 : -1].split(", ")
