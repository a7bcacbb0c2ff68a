"""What stages wrote: rows by document or by id, with a digest of each group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilience.model.case import Skipped
from consilience.model.documents import Document, Text
from consilience.model.memory import Memory
from consilience.model.rows import DocumentRow, Row
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
    """What one corpus stage made: all rows of a table, beside what the case holds so far."""

    kind: type[Row]
    rows: Sequence[Row]
    previous: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusRun:
    """What came of one run of a corpus stage."""

    stage: str
    given: str  # hash of what it was given
    results: Sequence[CorpusResult]
    skipped: Sequence[Row]
    memory: Memory  # what it kept of its work


def write_corpus(case: CaseFile, run: CorpusRun, *, digests: Digests) -> None:
    """Write the rows that a corpus stage changed, by id, in one transaction."""
    with case.transaction() as connection:
        for result in run.results:
            changed = _write_difference(case, result)
            groups = _new_digests(result.kind, changed, digests)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A row before and after a stage; ``None`` where it is not there."""

    owner: str
    before: Encoded | None
    after: Encoded | None


def _write_difference(case: CaseFile, result: CorpusResult) -> list[_Change]:
    kind, owner = result.kind, owner_of(result.kind)
    previous = {row.id: row for row in result.previous}
    changes: list[_Change] = []
    kept = set()
    for row in result.rows:
        kept.add(row.id)
        old = previous.get(row.id)
        if old == row:
            continue
        changes.append(_change(owner, old, row))
        if old is not None and owner and getattr(old, owner) != getattr(row, owner):
            changes[-1:] = [_change(owner, old, None), _change(owner, None, row)]
    gone = [row for key, row in previous.items() if key not in kept]
    changes.extend(_change(owner, row, None) for row in gone)
    case.connection.executemany(
        f'DELETE FROM "{kind.table}" WHERE id = ?', [(row.id,) for row in gone]
    )
    case.connection.executemany(
        insert_into(kind), [change.after for change in changes if change.after is not None]
    )
    return changes


def _change(owner: str | None, before: Row | None, after: Row | None) -> _Change:
    row = after if after is not None else before
    return _Change(
        owner="" if owner is None else str(getattr(row, owner)),
        before=None if before is None else encode_row(before),
        after=None if after is None else encode_row(after),
    )


def _new_digests(kind: type[Row], changes: Sequence[_Change], digests: Digests) -> dict[str, str]:
    sums: dict[str, int] = defaultdict(int)
    for change in changes:
        if change.before is not None:
            sums[change.owner] -= hash_row(change.before)
        if change.after is not None:
            sums[change.owner] += hash_row(change.after)
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
