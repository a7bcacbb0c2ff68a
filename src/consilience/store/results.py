"""What stages wrote: rows by document or by id, with a digest of each group.

A digest is a hash of the rows of one table that belong to one document (or, for rows that belong
to none, of the whole table). Whether a stage has to run is decided on digests alone, so that a
build over an unchanged case reads no row.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilience.model.case import Skipped
from consilience.model.documents import Document, Text
from consilience.model.rows import DocumentRow, Row, field_names
from consilience.store.casefile import CaseFile
from consilience.store.columns import (
    Value,
    digest_rows,
    encode_row,
    insert_into,
    select_from,
)

Encoded = tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentResult:
    """What one stage made of one document, ready to be written."""

    stage: str
    document: str
    input: str  # hash of what it was given
    rows: Mapping[str, Sequence[Encoded]]  # by table, skipped rows apart
    digests: Mapping[str, str]  # by table
    skipped: Sequence[Encoded]


def load_digests(case: CaseFile) -> dict[tuple[str, str], str]:
    """Return every digest by table and document."""
    return {
        (table, document): digest
        for table, document, digest in case.connection.execute("SELECT * FROM digests")
    }


def load_inputs(case: CaseFile) -> dict[tuple[str, str], str]:
    """Return what each stage was last given, as a hash, by stage and document."""
    return {
        (stage, document): given
        for stage, document, given in case.connection.execute("SELECT * FROM stage_results")
    }


def table_digest(digests: Mapping[tuple[str, str], str], table: str) -> str:
    """Return one hash over all groups of *table*."""
    parts = sorted(
        f"{document}={digest}"
        for (name, document), digest in digests.items()
        if name == table and digest
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


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
    known: Mapping[tuple[str, str], str],
) -> None:
    """Write what document stages made, in one transaction; groups that are the same stay."""
    with case.transaction() as connection:
        for result in results:
            for table, rows in result.rows.items():
                _replace_group(
                    case, kinds[table], result.document, rows, result.digests[table], known
                )
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
    case: CaseFile,
    kind: type[Row],
    document: str,
    rows: Sequence[Encoded],
    digest: str,
    known: Mapping[tuple[str, str], str],
) -> None:
    before = known.get((kind.table, document), "")
    if before == digest:
        return
    if before:
        case.connection.execute(f'DELETE FROM "{kind.table}" WHERE document = ?', (document,))
    case.connection.executemany(insert_into(kind), rows)
    case.connection.execute(
        "INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", (kind.table, document, digest)
    )


def write_corpus(
    case: CaseFile,
    stage: str,
    *,
    given: str,
    rows: Mapping[type[Row], Sequence[Row]],
    skipped: Sequence[Row],
) -> dict[tuple[str, str], str]:
    """Write what a corpus stage made: only the rows that differ, by id, in one transaction.

    Args:
        given: Hash of what the stage was given.
        rows: For every table that the stage writes, all of its rows.

    Returns:
        The digests of the tables written.
    """
    digests: dict[tuple[str, str], str] = {}
    with case.transaction() as connection:
        for kind, made in rows.items():
            encoded = {row.id: encode_row(row) for row in made}
            _write_difference(case, kind, encoded)
            digests.update(_group_digests(kind, encoded.values()))
            connection.execute('DELETE FROM digests WHERE "table" = ?', (kind.table,))
        connection.executemany(
            "INSERT INTO digests VALUES (?, ?, ?)",
            [(table, document, digest) for (table, document), digest in sorted(digests.items())],
        )
        connection.execute("DELETE FROM skipped WHERE stage = ?", (stage,))
        connection.executemany(insert_into(Skipped), [encode_row(row) for row in skipped])
        connection.execute("INSERT OR REPLACE INTO stage_results VALUES (?, '', ?)", (stage, given))
    return digests


def _write_difference(case: CaseFile, kind: type[Row], encoded: Mapping[str, Encoded]) -> None:
    gone: list[tuple[str]] = []
    same: set[str] = set()
    for values in case.connection.execute(select_from(kind)):
        row_id = values[0]
        if row_id not in encoded:
            gone.append((row_id,))
        elif encoded[row_id] == values:
            same.add(row_id)
    case.connection.executemany(f'DELETE FROM "{kind.table}" WHERE id = ?', gone)
    case.connection.executemany(
        insert_into(kind), [values for row_id, values in encoded.items() if row_id not in same]
    )


def _group_digests(kind: type[Row], encoded: Iterable[Encoded]) -> dict[tuple[str, str], str]:
    groups: dict[str, list[Encoded]] = defaultdict(list)
    owner = owner_of(kind)
    at = field_names(kind).index(owner) if owner else None
    for values in encoded:
        groups["" if at is None else str(values[at])].append(values)
    return {(kind.table, key): digest_rows(group) for key, group in groups.items()}


def write_parses(case: CaseFile, kind: type[Row], rows: Iterable[Row]) -> None:
    """Write parses of sentences, in one transaction."""
    with case.transaction() as connection:
        connection.executemany(insert_into(kind), [encode_row(row) for row in rows])


def refresh_digests(case: CaseFile, kinds: Iterable[type[Row]], documents: Iterable[str]) -> None:
    """Work out anew the digests of *kinds* for *documents*, from the rows in the file."""
    owners = sorted(documents)
    for kind in kinds:
        owner = owner_of(kind)
        for document in owners:
            digest = digest_rows(_group(case, kind, owner, document))
            case.connection.execute(
                "INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", (kind.table, document, digest)
            )


def write_given(case: CaseFile, kind: type[Row], rows: Sequence[Row]) -> bool:
    """Replace all rows of *kind*, a table of the user's own data; return whether they differ."""
    encoded = [encode_row(row) for row in rows]
    digest = digest_rows(encoded)
    key = (kind.table, "")
    before = load_digests(case).get(key, "")
    if before == digest:
        return False
    with case.transaction() as connection:
        connection.execute(f'DELETE FROM "{kind.table}"')
        connection.executemany(insert_into(kind), encoded)
        connection.execute("INSERT OR REPLACE INTO digests VALUES (?, '', ?)", (kind.table, digest))
    return True


def _group(case: CaseFile, kind: type[Row], owner: str | None, document: str) -> list[Any]:
    where, values = (f' WHERE "{owner}" = ?', (document,)) if owner else ("", ())
    return case.connection.execute(f"{select_from(kind)}{where}", values).fetchall()


def group_digest(case: CaseFile, kind: type[Row], document: str) -> str:
    """Return the digest of the rows of *kind* that belong to *document*, as the file has them."""
    return digest_rows(_group(case, kind, owner_of(kind), document))
