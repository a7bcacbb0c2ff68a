"""Evidence: the bytes that were handed in, and the texts frozen from them. Written once."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.errors import EvidenceError
from consilience.model.case import SET_ASIDE, Skipped
from consilience.model.documents import Block, Capture, Document, FieldCandidate, Text
from consilience.model.rows import DocumentRow, Row
from consilience.store.casefile import CaseFile
from consilience.store.columns import encode_row, insert_into
from consilience.store.results import refresh_digests

READ_KINDS: Final[tuple[type[Row], ...]] = (Capture, Document, Text, Block, FieldCandidate)
"""What reading writes for one document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What reading made of one file: its rows, or the reason why there are none."""

    name: str
    data: bytes  # as handed in
    rows: Sequence[Row]


def sha256(data: bytes) -> str:
    """Return the SHA-256 of *data* in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def known_captures(case: CaseFile) -> set[tuple[str, str]]:
    """Return name and hash of everything that the case has already."""
    return set(case.connection.execute("SELECT name, raw_sha256 FROM captures"))


def original(case: CaseFile, raw_sha256: str) -> bytes:
    """Return the bytes whose hash is *raw_sha256*.

    Raises:
        EvidenceError: they are missing or damaged.
    """
    found = case.connection.execute(
        "SELECT data FROM originals WHERE sha256 = ?", (raw_sha256,)
    ).fetchone()
    if found is None:
        raise EvidenceError(f"original {raw_sha256[:16]} is missing")
    try:
        return zlib.decompress(found[0])
    except zlib.error as error:
        raise EvidenceError(f"original {raw_sha256[:16]} is damaged: {error}") from error


def add_reports(case: CaseFile, reports: Iterable[Read], *, replace: bool = False) -> set[str]:
    """Write what was read in one transaction; return the ids of the documents that changed.

    A document that is there already (the same page saved again) gets a further capture; its
    fields are those of the capture that comes first by name, whatever came in first.

    Args:
        replace: Take the fields and blocks as they were read now, the frozen text as it is.
    """
    changed: set[str] = set()
    with case.transaction() as connection:
        for report in reports:
            connection.execute(
                "DELETE FROM skipped WHERE stage IN ('read', ?) AND what = ?",
                (SET_ASIDE, report.name),
            )
            for group in _by_document(report.rows):
                if isinstance(group[0], Skipped):
                    _write(case, group)
                    continue
                _add_original(case, report.data)
                changed.update(_add_document(case, group, replace=replace))
        refresh_digests(case, READ_KINDS, changed)
    return changed


def _by_document(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows of one document at a time; a skipped row stands alone."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if isinstance(row, Skipped):
            yield [row]
        else:
            owner = row.document if isinstance(row, DocumentRow) else row.id
            groups.setdefault(owner, []).append(row)
    yield from groups.values()


def _add_original(case: CaseFile, data: bytes) -> None:
    key = sha256(data)
    present = case.connection.execute("SELECT 1 FROM originals WHERE sha256 = ?", (key,)).fetchone()
    if present is None:
        case.connection.execute(
            "INSERT INTO originals VALUES (?, ?, ?)", (key, len(data), zlib.compress(data, 6))
        )


def _add_document(case: CaseFile, rows: list[Row], *, replace: bool) -> set[str]:
    (capture,) = [row for row in rows if isinstance(row, Capture)]
    (document,) = [row for row in rows if isinstance(row, Document)]
    present = case.get(Document, document.id)
    if present is None:
        _write(case, rows)
        return {document.id}
    _write(case, [capture])
    if document.name < present.name or (replace and document.name == present.name):
        for kind in READ_KINDS:
            if kind not in (Capture, Document, Text):
                case.connection.execute(
                    f'DELETE FROM "{kind.table}" WHERE document = ?', (document.id,)
                )
        _write(case, [row for row in rows if not isinstance(row, Capture | Text)])
    return {document.id}


def _write(case: CaseFile, rows: Iterable[Row]) -> None:
    for row in rows:
        verb = "INSERT OR IGNORE" if isinstance(row, Text) else "INSERT OR REPLACE"
        case.connection.execute(insert_into(type(row), verb=verb), encode_row(row))
