"""Full-text search over the frozen texts of a case."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consilience.errors import SettingsError
from consilience.model.documents import Document
from consilience.model.spans import Span, span_of
from consilience.store.casefile import CaseFile

_OPEN: Final = "\x02"
_CLOSE: Final = "\x03"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that holds the words, with where they stand in its frozen text."""

    document: Document
    spans: tuple[Span, ...]  # of the matching words, in order


def find_words(case: CaseFile, words: str, *, limit: int = 20) -> Iterator[Hit]:
    """Yield the documents that hold all of *words*, the best first.

    Args:
        words: Plain words; ``"in quotes"`` for a phrase, ``word*`` for a beginning.
        limit: How many documents at most.

    Raises:
        SettingsError: there is no word in *words*.
    """
    query = " ".join(_terms(words))
    if not query:
        raise SettingsError("no word to search for", hint="consilience search CASE mass grave")
    found = case.connection.execute(
        "SELECT texts.id, texts.text, highlight(text_index, 0, ?, ?) FROM text_index"
        " JOIN texts ON texts.rowid = text_index.rowid WHERE text_index MATCH ?"
        " ORDER BY bm25(text_index), texts.id LIMIT ?",
        (_OPEN, _CLOSE, query, limit),
    )
    try:
        rows = found.fetchall()
    except sqlite3.OperationalError as error:
        raise SettingsError(f"cannot search for {words!r}: {error}") from error
    for key, text, marked in rows:
        document = case.get(Document, key)
        if document is not None:
            yield Hit(document=document, spans=tuple(_marked_spans(key, text, marked)))


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
