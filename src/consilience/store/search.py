"""Full-text search over the frozen texts of a case."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from consilience.errors import SettingsError
from consilience.model.documents import Document
from consilience.model.spans import Span, span_of
from consilience.store.casefile import CaseFile

_OPEN: Final = "\x02"
_CLOSE: Final = "\x03"
_SEARCHED: Final = (
    "FROM text_index JOIN texts ON texts.rowid = text_index.rowid"
    " JOIN documents ON documents.id = texts.id WHERE text_index MATCH ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that holds the words, with where they stand in its frozen text."""

    document: Document
    spans: tuple[Span, ...]  # of the matching words, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWithin:
    """Which documents are searched; ``None`` lets everything through."""

    outlet: str | None = None
    language: str | None = None
    published: tuple[str, str] | None = None  # ISO days, both included


_EVERYWHERE: Final = SearchWithin()


def find_words(
    case: CaseFile,
    words: str,
    *,
    within: SearchWithin = _EVERYWHERE,
    limit: int = 20,
    skip: int = 0,
) -> Iterator[Hit]:
    """Yield the documents that hold all of *words*, the best first.

    Args:
        case: The case.
        words: Plain words; ``"in quotes"`` for a phrase, ``word*`` for a beginning.
        within: Which documents are searched.
        limit: How many documents at most.
        skip: How many of the best to leave out, for a later page.

    Raises:
        SettingsError: there is no word in *words*.
    """
    query = _query(words)
    tests, values = _tests(within)
    with _named_errors(words):
        # Ranked first and marked then: marking reads the whole text of a document.
        ranked = case.connection.execute(
            f"SELECT text_index.rowid {_SEARCHED}{tests} ORDER BY rank, texts.id LIMIT ? OFFSET ?",
            (query, *values, limit, skip),
        ).fetchall()
        for (number,) in ranked:
            key, text, marked = case.connection.execute(
                "SELECT texts.id, texts.text, highlight(text_index, 0, ?, ?) FROM text_index"
                " JOIN texts ON texts.rowid = text_index.rowid"
                " WHERE text_index MATCH ? AND text_index.rowid = ?",
                (_OPEN, _CLOSE, query, number),
            ).fetchone()
            document = case.get(Document, key)
            if document is not None:
                yield Hit(document=document, spans=tuple(_marked_spans(key, text, marked)))


def count_hits(
    case: CaseFile, words: str, *, within: SearchWithin = _EVERYWHERE, most: int = 2_000
) -> int:
    """Return how many documents hold all of *words*, counted up to *most*.

    Raises:
        SettingsError: there is no word in *words*.
    """
    tests, values = _tests(within)
    with _named_errors(words):
        found = case.connection.execute(
            f"SELECT count(*) FROM (SELECT 1 {_SEARCHED}{tests} LIMIT ?)",
            (_query(words), *values, most),
        ).fetchone()
    return int(found[0])


def _query(words: str) -> str:
    query = " ".join(_terms(words))
    if not query:
        raise SettingsError("no word to search for", hint="consilience search CASE mass grave")
    return query


def _tests(within: SearchWithin) -> tuple[str, list[str]]:
    tests, values = [], []
    for column in ("outlet", "language"):
        wanted = getattr(within, column)
        if wanted is not None:
            tests.append(f" AND documents.{column} = ?")
            values.append(wanted)
    if within.published is not None:
        first, last = within.published
        tests.append(
            " AND coalesce(published_start, published_end) IS NOT NULL"
            " AND substr(coalesce(published_start, ''), 1, 10) <= ?"
            " AND substr(coalesce(published_end, '~'), 1, 10) >= ?"
        )
        values += [last, first]
    return "".join(tests), values


@contextmanager
def _named_errors(words: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise SettingsError(f"cannot search for {words!r}: {error}") from error


def _terms(words: str) -> Iterator[str]:
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', words):
        plain = (phrase or word).replace('"', " ").strip()
        bare = plain.rstrip("*")
        if re.search(r"\w", bare):
            yield f'"{bare}"' + ("*" if word.endswith("*") else "")


def _marked_spans(document: str, text: str, marked: str) -> Iterator[Span]:
    if _OPEN in text or _CLOSE in text:
        return  # the marks stand in the text itself: offsets cannot be told
    at = 0
    start = None
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if piece == _OPEN:
            start = at
        elif piece == _CLOSE and start is not None:
            yield span_of(document, text, start, at)
        else:
            at += len(piece)
