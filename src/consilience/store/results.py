"""What stages wrote: rows by document or by id, with a digest of each group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilience.errors import StageError
from consilience.model.case import Skipped
from consilience.model.changes import Change
from consilience.model.documents import Document, Text
from consilience.model.memory import Memory
from consilience.model.rows import DocumentRow, Row, field_names
from consilience.store.casefile import CaseFile
from consilience.store.columns import (
    Value,
    digest_rows,
    encode_row,
    hash_row,
    insert_into,
    read_digest,
    select_from,
    write_digest,
)
from consilience.store.digests import Digests

Encoded = tuple[Value, ...]

_Encoded = tuple[Encoded | None, Encoded | None]
"""A row as it was and as it is, ready to be written."""

_PUT_DIGEST = "INSERT OR REPLACE INTO digests VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentResult:
    """What one stage made of one document, ready to be written."""

    stage: str
    document: str
    input: str  # hash of what it was given
    rows: Mapping[str, Sequence[Encoded]]  # by table, skipped rows apart
    digests: Mapping[str, str]  # by table
    skipped: Sequence[Encoded]


def owner_of(kind: type[Row]) -> str | None:
    """Return the column that says which document a row of *kind* belongs to, if any does."""
    if issubclass(kind, DocumentRow):
        return "document"
    return "id" if kind in (Document, Text) else None


def write_documents(
    case: CaseFile,
    results: Iterable[DocumentResult],
    *,
    kinds: Mapping[str, type[Row]],
    digests: Digests,
) -> None:
    """Write what document stages made, in one transaction; groups that are the same stay."""
    with case.transaction() as connection:
        for result in results:
            for table, rows in result.rows.items():
                before, after = digests.of(table, result.document), result.digests[table]
                if before != after:
                    _replace_group(case, kinds[table], result.document, rows=rows, before=before)
                    connection.execute(_PUT_DIGEST, (table, result.document, after))
                    digests.put(table, {result.document: after})
            connection.execute(
                "DELETE FROM skipped WHERE stage = ? AND document = ?",
                (result.stage, result.document),
            )
            connection.executemany(insert_into(Skipped), result.skipped)
            connection.execute(
                "INSERT OR REPLACE INTO stage_results VALUES (?, ?, ?)",
                (result.stage, result.document, result.input),
            )


def _replace_group(
    case: CaseFile, kind: type[Row], document: str, *, rows: Sequence[Encoded], before: str
) -> None:
    if before:
        case.connection.execute(f'DELETE FROM "{kind.table}" WHERE document = ?', (document,))
    case.connection.executemany(insert_into(kind), rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusResult:
    """What one corpus stage made of a table, beside what the case holds so far.

    Both hold all rows of the table, or all but those that stay as they are.
    """

    kind: type[Row]
    rows: Sequence[Row]
    previous: Sequence[Row]
    stays: bool = False  # there are rows in neither


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusRun:
    """What came of one run of a corpus stage."""

    stage: str
    given: str  # hash of what it was given
    results: Sequence[CorpusResult]
    skipped: Sequence[Row]
    memory: Memory  # what it kept of its work


def write_corpus(
    case: CaseFile, run: CorpusRun, *, digests: Digests
) -> dict[type[Row], tuple[Change, ...]]:
    """Write the rows that a corpus stage changed, by id, in one transaction; return them."""
    written: dict[type[Row], tuple[Change, ...]] = {}
    with case.transaction() as connection:
        for result in run.results:
            changed = _find_difference(result)
            if result.stays:
                _check_new(case, result.kind, changed)
            written[result.kind] = tuple(changed)
            encoded = [_encode_change(change) for change in changed]
            _write_difference(case, result.kind, encoded)
            groups = _new_digests(result.kind, changed, encoded, digests)
            connection.executemany(
                _PUT_DIGEST, [(result.kind.table, key, groups[key]) for key in sorted(groups)]
            )
            digests.put(result.kind.table, groups)
        connection.execute("DELETE FROM skipped WHERE stage = ?", (run.stage,))
        connection.executemany(insert_into(Skipped), [encode_row(row) for row in run.skipped])
        connection.execute(
            "INSERT OR REPLACE INTO stage_results VALUES (?, '', ?)", (run.stage, run.given)
        )
        _write_memory(case, run.stage, run.memory)
    return written


def read_memory(case: CaseFile, stage: str, *, salt: str) -> Memory:
    """Return what *stage* kept of its work in the builds before."""
    found = case.connection.execute("SELECT key, value FROM kept_work WHERE stage = ?", (stage,))
    return Memory(dict(found.fetchall()), salt=salt)


def _write_memory(case: CaseFile, stage: str, memory: Memory) -> None:
    """Write what was made new, and forget what nobody asked for."""
    case.connection.executemany(
        "DELETE FROM kept_work WHERE stage = ? AND key = ?",
        [(stage, key) for key in sorted(memory.unused)],
    )
    case.connection.executemany(
        "INSERT OR REPLACE INTO kept_work VALUES (?, ?, ?)",
        [(stage, key, memory.made[key]) for key in sorted(memory.made)],
    )


def _find_difference(result: CorpusResult) -> list[Change]:
    """Return the rows that differ from what the case holds, as they were and as they are."""
    previous = {row.id: row for row in result.previous}
    changes: list[Change] = []
    for row in result.rows:
        old = previous.pop(row.id, None)
        if old is not row and old != row:
            changes.append((old, row))
    changes.extend((row, None) for row in previous.values())
    return changes


def _check_new(case: CaseFile, kind: type[Row], changes: Sequence[Change]) -> None:
    """Raise where a row that comes has the id of one that stays."""
    fresh = {new.id for old, new in changes if old is None and new is not None}
    for row in case.where(kind, "id", fresh):
        raise StageError(f"{kind.table} {row.id} is made anew, and is said to stay")


def _encode_change(change: Change) -> _Encoded:
    old, new = change
    return None if old is None else encode_row(old), None if new is None else encode_row(new)


def _write_difference(case: CaseFile, kind: type[Row], encoded: Sequence[_Encoded]) -> None:
    at = field_names(kind).index("id")
    gone = [(old[at],) for old, new in encoded if old is not None and new is None]
    case.connection.executemany(f'DELETE FROM "{kind.table}" WHERE id = ?', gone)
    case.connection.executemany(insert_into(kind), [new for _, new in encoded if new is not None])


def _new_digests(
    kind: type[Row], changes: Sequence[Change], encoded: Sequence[_Encoded], digests: Digests
) -> dict[str, str]:
    owner = owner_of(kind)
    sums: dict[str, int] = defaultdict(int)
    for rows, values in zip(changes, encoded, strict=True):
        for row, value, sign in zip(rows, values, (-1, 1), strict=True):
            if row is not None and value is not None:
                sums[str(getattr(row, owner)) if owner else ""] += sign * hash_row(value)
    return {
        key: write_digest(read_digest(digests.of(kind.table, key)) + total)
        for key, total in sums.items()
    }


def refresh_digests(case: CaseFile, kinds: Iterable[type[Row]], documents: Iterable[str]) -> None:
    """Work out anew the digests of *kinds* for *documents*, from the rows in the file."""
    owners = sorted(documents)
    for kind in kinds:
        for document in owners:
            digest = digest_rows(_group(case, kind, owner_of(kind), document))
            case.connection.execute(_PUT_DIGEST, (kind.table, document, digest))


def write_given(case: CaseFile, kind: type[Row], rows: Sequence[Row]) -> bool:
    """Replace all rows of *kind*, a table of the user's own data; return whether they differ."""
    encoded = [encode_row(row) for row in rows]
    digest = digest_rows(encoded)
    if digest == Digests(case).of(kind.table, ""):
        return False
    with case.transaction() as connection:
        connection.execute(f'DELETE FROM "{kind.table}"')
        connection.executemany(insert_into(kind), encoded)
        connection.execute(_PUT_DIGEST, (kind.table, "", digest))
    return True


def group_digest(case: CaseFile, kind: type[Row], document: str) -> str:
    """Return the digest of the rows of *kind* that belong to *document*, as the file has them."""
    return digest_rows(_group(case, kind, owner_of(kind), document))


def _group(case: CaseFile, kind: type[Row], owner: str | None, document: str) -> list[Any]:
    where, values = (f' WHERE "{owner}" = ?', (document,)) if owner else ("", ())
    return case.connection.execute(f"{select_from(kind)}{where}", values).fetchall()
