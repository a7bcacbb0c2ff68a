"""Does the case still say what it said? Hashes of evidence and decisions, every span and group."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consilience.errors import ConsilienceError, EvidenceError
from consilience.model.documents import Block, Capture, Document, Text
from consilience.model.ids import content_id
from consilience.model.rows import Row, field_types
from consilience.model.sentences import Parse, Sentence
from consilience.model.spans import Span, Stretch, check_span
from consilience.model.tables import BY_NAME, TABLES
from consilience.store.casefile import CaseFile
from consilience.store.decisions import check_chain, read_decisions
from consilience.store.evidence import original, sha256
from consilience.store.results import group_digest, owner_of
from consilience.text.sentences import sentence_words

_TEXTS_KEPT: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was checked, and the first thing that is wrong."""

    n_originals: int
    n_documents: int
    n_spans: int
    n_decisions: int
    first_bad: str | None  # None: all of it holds


def verify_case(case: CaseFile) -> Verdict:
    """Check all evidence, spans and digests of *case*; stop at the first thing that is wrong.

    Nobody is kept from writing meanwhile. What looks wrong in a case that was written to is looked
    at again, and then as one state of it: rows and digests of two moments never fit.
    """
    before = case.writes_seen()
    verdict = _verdict(case)
    if verdict.first_bad is None or case.writes_seen() == before:
        return verdict
    with case.one_state():
        return _verdict(case)


def _verdict(case: CaseFile) -> Verdict:
    counts = {"originals": 0, "documents": 0, "spans": 0, "decisions": 0}
    try:
        _check_file(case)
        for name in _checks(case):
            counts[name] += 1
        bad = None
    except ConsilienceError as error:
        bad = error.message
    except sqlite3.DatabaseError as error:
        bad = f"the file is damaged: {error}"
    except (ValueError, TypeError, KeyError) as error:
        # A value that its column's type cannot hold: only a hand or a fault can have put it there.
        bad = f"a row cannot be read: {error!r}"
    return Verdict(
        n_originals=counts["originals"],
        n_documents=counts["documents"],
        n_spans=counts["spans"],
        n_decisions=counts["decisions"],
        first_bad=bad,
    )


def _checks(case: CaseFile) -> Iterator[str]:
    yield from _check_originals(case)
    yield from _check_texts(case)
    for _ in check_chain(read_decisions(case)):
        yield "decisions"
    yield from _check_sentences(case)
    for kind in TABLES:
        if _carries_spans(kind):
            yield from _check_spans(case, kind)
    yield from _check_digests(case)


def _check_file(case: CaseFile) -> None:
    (found,) = case.connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise EvidenceError(f"the file is damaged: {found}")


def _check_originals(case: CaseFile) -> Iterator[str]:
    for (key,) in case.connection.execute("SELECT sha256 FROM originals ORDER BY sha256"):
        found = sha256(original(case, key))
        if found != key:
            raise EvidenceError(f"original {key[:16]} has changed: its bytes hash to {found[:16]}")
        yield "originals"
    for capture in case.rows(Capture):
        original_there = case.connection.execute(
            "SELECT 1 FROM originals WHERE sha256 = ?", (capture.raw_sha256,)
        ).fetchone()
        if original_there is None:
            raise EvidenceError(f"capture {capture.id} ({capture.name}): its original is missing")


def _check_texts(case: CaseFile) -> Iterator[str]:
    for document in case.rows(Document):
        text = case.text(document.id)
        if sha256(text.encode("utf-8")) != document.text_sha256:
            raise EvidenceError(f"the frozen text of {document.id} ({document.name}) has changed")
        for block in case.rows(Block, document=document.id):
            if not 0 <= block.start <= block.end <= len(text):
                raise EvidenceError(f"block {block.id} of {document.id} runs outside of its text")
        yield "documents"
    orphans = case.connection.execute(
        "SELECT id FROM texts WHERE id NOT IN (SELECT id FROM documents) ORDER BY id LIMIT 1"
    ).fetchone()
    if orphans is not None:
        raise EvidenceError(f"the text of {orphans[0]} belongs to no document")


def _check_sentences(case: CaseFile) -> Iterator[str]:
    texts = _Texts(case)
    for sentence in case.rows(Sentence):
        words = sentence_words(texts.of(sentence.document)[sentence.start : sentence.end])
        if content_id(Parse.prefix, words) != sentence.parse:
            raise EvidenceError(
                f"sentence {sentence.id} ({sentence.document}[{sentence.start}:{sentence.end}]) "
                "does not hold the words that were parsed"
            )
        yield "spans"


def _check_spans(case: CaseFile, kind: type[Row]) -> Iterator[str]:
    texts = _Texts(case)
    for row in case.rows(kind):
        for span in _spans(row):
            try:
                check_span(span, texts.of(span.document))
            except EvidenceError as error:
                raise EvidenceError(f"{kind.table} {row.id}: {error.message}") from error
            yield "spans"


def _check_digests(case: CaseFile) -> Iterator[str]:
    stored = case.connection.execute('SELECT "table", document, digest FROM digests ORDER BY 1, 2')
    for table, document, digest in stored.fetchall():
        kind = BY_NAME.get(table)
        if kind is None or (owner_of(kind) is None and document):
            continue
        if group_digest(case, kind, document) != digest:
            of = f" of {document}" if document else ""
            raise EvidenceError(f"rows of {table}{of} differ from what the build wrote")
    yield from ()


class _Texts:
    """Frozen texts, the last few kept at hand."""

    def __init__(self, case: CaseFile) -> None:
        self.case = case
        self.kept: dict[str, str] = {}

    def of(self, document: str) -> str:
        if document not in self.kept:
            if len(self.kept) >= _TEXTS_KEPT:
                self.kept.pop(next(iter(self.kept)))
            self.kept[document] = self.case.text(document)
        return self.kept[document]


def _carries_spans(kind: type[Row]) -> bool:
    if kind in (Text, Document):
        return False
    return any(
        name in str(annotation)
        for annotation in field_types(kind).values()
        for name in ("Span", "Stretch", "Link", "Side", "Anchor")
    )


def _spans(value: object) -> Iterator[Span | Stretch]:
    if isinstance(value, Span | Stretch):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _spans(getattr(value, field.name))
