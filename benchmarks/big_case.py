"""A large case made of the packaged examples many times over, each time with ids of its own.

Building ten thousand reports takes an hour; for reading, only the shape of the tables matters. The
dates of each copy are moved, so that the copies spread over nine years.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from consilience.model.case import Count
from consilience.model.rows import Row
from consilience.model.tables import TABLES
from consilience.store.opening import open_for_build
from consilience.workspace.build import build_case

_ID: Final = re.compile(r"\b([a-z]{2,4}_[a-z2-7]{12})[a-z2-7]{4}\b")
_KEPT_ONCE: Final = frozenset({"parses", "counts", "vocabulary_entries", "gazetteer_entries"})
_LONG_MONTHS: Final = (1, 3, 5, 7, 8, 10, 12)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_SHIFTED: Final = re.compile(r"2018-03")

Made = Callable[[str, str], Any]


def make_big_case(path: Path, *, copies: int) -> int:
    """Write a case of *copies* times the examples to *path*; return how many documents it has."""
    with as_file(files("consilience") / "examples") as examples:
        build_case(
            [examples / "reports"],
            case=path,
            vocabulary=[examples / "vocabulary.toml"],
            gazetteer=[examples / "gazetteer.csv"],
        )
    with open_for_build(path) as case:
        connection = case.connection
        with case.transaction():
            for kind in TABLES:
                if kind.table not in _KEPT_ONCE and kind.life != "given":
                    _multiply(connection, kind, copies)
            connection.execute(f'UPDATE "{Count.table}" SET value = value * ?', (copies,))
        return case.size("documents")


def _multiply(connection: sqlite3.Connection, kind: type[Row], copies: int) -> None:
    cursor = connection.execute(f'SELECT * FROM "{kind.table}"')
    names = [column[0] for column in cursor.description]
    rows = [[_template(value) for value in row] for row in cursor]
    marks = ", ".join("?" * len(names))
    connection.executemany(
        f'INSERT OR IGNORE INTO "{kind.table}" VALUES ({marks})', _copies(rows, copies)
    )


def _copies(rows: list[list[Made]], copies: int) -> Iterator[list[Any]]:
    for number in range(1, copies):
        code = "".join(_LETTERS[number >> shift & 31] for shift in (15, 10, 5, 0))
        month = f"{2010 + number % 9}-{_LONG_MONTHS[number % 7]:02d}"
        for row in rows:
            yield [make(code, month) for make in row]


def _template(value: Any) -> Made:
    """Return what makes the copy of one value: ids get the copy's code, dates its month."""
    if not isinstance(value, str):
        return lambda _code, _month: value
    parts = _ID.sub("\\1\0", value).split("\0")
    if len(value) <= 20 and _SHIFTED.match(value):
        return lambda _code, month: month + value[7:]
    if len(parts) == 1:
        return lambda _code, _month: value
    return lambda code, _month: code.join(parts)
