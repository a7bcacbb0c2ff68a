"""Take a document out of a case for good: evidence, rows, search index, and the freed pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consilience.errors import CaseBusyError, SettingsError
from consilience.model.decisions import Anchor, Decision, Draft
from consilience.model.documents import Capture, Document, Text
from consilience.model.rows import DocumentRow, Row, field_names
from consilience.model.sentences import Parse
from consilience.model.tables import TABLES
from consilience.store.casefile import CaseFile
from consilience.store.decisions import append_decision, empty_decisions, read_decisions
from consilience.store.results import owner_of, refresh_digests

PENDING: Final = "purging"
"""The fact that says that a purge has not yet been finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What a purge took out."""

    decision: Decision
    text_sha256: str
    rows: int
    originals: int
    emptied: int  # decisions


def purge_rows(
    case: CaseFile, document: str, *, who: str, when: str, salt: str, why: str
) -> Purged:
    """Write the purge into the log and delete all that names *document*, in one transaction.

    What other reports' rows owe to it is made anew by the build that has to follow.

    Raises:
        SettingsError: there is no such document.
    """
    row = case.get(Document, document)
    if row is None:
        raise SettingsError(f"there is no document {document!r} in {case.path.name}")
    captures = list(case.rows(Capture, document=document))
    case.connection.execute("PRAGMA secure_delete = ON")
    with case.transaction() as connection:
        draft = _draft(row, captures, why)
        decision = append_decision(case, draft, who=who, when=when, salt=salt)
        concerned = [entry for entry in read_decisions(case) if _is_about(entry, document)]
        concerned = [entry for entry in concerned if entry.id != decision.id]
        empty_decisions(case, concerned, purge=decision)
        n_rows = sum(_delete_naming(case, kind, document) for kind in TABLES)
        connection.execute(
            f'DELETE FROM "{Parse.table}" WHERE id NOT IN (SELECT parse FROM sentences)'
        )
        n_originals = _delete_originals(case, captures)
        for name in (*(capture.name for capture in captures), document):
            n_rows += connection.execute("DELETE FROM skipped WHERE what = ?", (name,)).rowcount
        connection.execute("DELETE FROM digests WHERE document = ?", (document,))
        connection.execute("DELETE FROM stage_results WHERE document IN (?, '')", (document,))
        connection.execute("DELETE FROM kept_work")
        connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (PENDING, decision.id))
    return Purged(
        decision=decision,
        text_sha256=row.text_sha256,
        rows=n_rows,
        originals=n_originals,
        emptied=len(concerned),
    )


def finish_purge(case: CaseFile) -> bool:
    """Overwrite what a purge has freed; return whether there was anything to finish.

    The search index keeps deleted words until it is made anew, and so do free pages.

    Raises:
        CaseBusyError: another program has the case open; the next build finishes it.
    """
    found = case.connection.execute("SELECT 1 FROM facts WHERE name = ?", (PENDING,)).fetchone()
    if found is None:
        return False
    case.connection.execute("PRAGMA secure_delete = ON")
    case.connection.execute("VACUUM")
    with case.transaction() as connection:  # after it: VACUUM may number the texts anew
        connection.execute("INSERT INTO text_index(text_index) VALUES ('rebuild')")
    _write_through(case)
    with case.transaction() as connection:
        connection.execute("DELETE FROM facts WHERE name = ?", (PENDING,))
    return True


def _write_through(case: CaseFile) -> None:
    """Write what stands in the log beside the file into it, over what is there."""
    busy = case.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise CaseBusyError(
            f"the document is out of {case.path.name}, but what was freed is not yet overwritten: "
            "another program is reading the case",
            hint=f"close it, then: consilience build --case {case.path}",
        )


def purged_hashes(case: CaseFile) -> set[str]:
    """Return the hashes of all bytes that purges took out: they are not read in again."""
    found: set[str] = set()
    for entry in read_decisions(case):
        if entry.kind == "purge" and entry.after:
            found.update(json.loads(entry.after)["raw_sha256"])
    return found


def _draft(row: Document, captures: list[Capture], why: str) -> Draft:
    anchor = Anchor(
        role="subject", table=Document.table, id=row.id, document=row.id, span=None, slot=""
    )
    raw = sorted({capture.raw_sha256 for capture in captures})
    after = {"document": row.id, "text_sha256": row.text_sha256, "raw_sha256": raw}
    return Draft(
        kind="purge",
        anchors=(anchor,),
        before=None,
        after=json.dumps(after, sort_keys=True),
        why=why,
    )


def _is_about(entry: Decision, document: str) -> bool:
    """Whether *entry* keeps anything of *document*: an anchor in it, or words told of it."""
    if entry.emptied_by is not None or entry.kind == "purge":
        return False
    anchored = any(document in (anchor.document, anchor.id) for anchor in entry.anchors)
    return anchored or any(document in (text or "") for text in (entry.before, entry.after))


def _delete_naming(case: CaseFile, kind: type[Row], document: str) -> int:
    """Delete the rows of *kind* that belong to *document* or name it; return how many."""
    if kind.life in ("decisions", "given"):
        return 0
    if kind in (Document, Text):
        return case.connection.execute(
            f'DELETE FROM "{kind.table}" WHERE id = ?', (document,)
        ).rowcount
    named = " OR ".join(f'instr("{name}", ?)' for name in field_names(kind) if name != "id")
    values = (document,) * (len(field_names(kind)) - 1)
    owner = owner_of(kind)
    column = f'"{owner}"' if owner and issubclass(kind, DocumentRow) else "''"
    touched = {
        key
        for (key,) in case.connection.execute(
            f'SELECT DISTINCT {column} FROM "{kind.table}" WHERE {named}', values
        )
    }
    deleted = case.connection.execute(f'DELETE FROM "{kind.table}" WHERE {named}', values).rowcount
    if touched - {document} and _has_digests(case, kind):
        refresh_digests(case, [kind], touched - {document})
    return deleted


def _has_digests(case: CaseFile, kind: type[Row]) -> bool:
    return (
        case.connection.execute(
            'SELECT 1 FROM digests WHERE "table" = ? LIMIT 1', (kind.table,)
        ).fetchone()
        is not None
    )


def _delete_originals(case: CaseFile, captures: list[Capture]) -> int:
    """Delete the bytes that no capture of another document needs; return how many files."""
    return sum(
        case.connection.execute(
            "DELETE FROM originals WHERE sha256 = ?"
            " AND sha256 NOT IN (SELECT raw_sha256 FROM captures)",
            (raw,),
        ).rowcount
        for raw in _hashes(captures)
    )


def _hashes(captures: list[Capture]) -> Iterator[str]:
    yield from sorted({capture.raw_sha256 for capture in captures})
