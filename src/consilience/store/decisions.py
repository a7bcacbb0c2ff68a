"""The log of decisions: entries are added, one hash after the other, and read; never changed.

Each entry's hash covers the one before it. What a purge has to take out (words, reasons) is not
hashed itself: the chain covers a salted hash of it, so that it still holds when a purge has
emptied an entry. This shows tampering, it cannot prevent it: who owns the file can rewrite the
whole chain, which is why the last hash should be kept elsewhere, too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from consilience.errors import EvidenceError
from consilience.model.decisions import Decision, Draft
from consilience.model.rows import to_json
from consilience.store.casefile import CaseFile
from consilience.store.columns import decode_row, encode_row, insert_into, select_from

_EMPTY: Final = (
    "UPDATE decisions SET anchors = '[]', before = NULL, after = NULL, why = '', salt = '',"
    " emptied_by = ? WHERE id = ?"
)


def read_decisions(case: CaseFile) -> list[Decision]:
    """Return the whole log in its order; a case of an older format has none."""
    if not _has_log(case):
        return []
    found = case.connection.execute(f"{select_from(Decision)} ORDER BY number")
    return [decode_row(Decision, values) for values in found]


def head_hash(case: CaseFile) -> str:
    """Return the hash of the last entry, empty for an empty log."""
    last = _last(case) if _has_log(case) else None
    return "" if last is None else last.hash


def append_decision(case: CaseFile, draft: Draft, *, who: str, when: str, salt: str) -> Decision:
    """Write *draft* behind the last entry, inside of the transaction that is open.

    Args:
        when: UTC, ISO 8601 to the second.
        salt: Random; it also tells two decisions of the same words apart.
    """
    last = _last(case)
    content = _content_hash(draft, salt)
    entry = Decision(
        id=Decision.make_id(draft.kind, who, when, content),
        number=1 if last is None else last.number + 1,
        kind=draft.kind,
        who=who,
        when=when,
        anchors=draft.anchors,
        before=draft.before,
        after=draft.after,
        why=draft.why,
        undoes=draft.undoes,
        salt=salt,
        content_sha256=content,
        previous_hash="" if last is None else last.hash,
        hash="",
        emptied_by=None,
    )
    entry = replace(entry, hash=chain_hash(entry))
    case.connection.execute(insert_into(Decision, verb="INSERT"), encode_row(entry))
    return entry


def empty_decisions(case: CaseFile, entries: Sequence[Decision], *, purge: Decision) -> None:
    """Take the content out of *entries*, because *purge* says so; their hashes stay."""
    case.connection.executemany(_EMPTY, [(purge.id, entry.id) for entry in entries])


def chain_hash(entry: Decision) -> str:
    """Return the hash that *entry* has to carry."""
    return _sha256(
        [
            entry.id,
            entry.number,
            entry.kind,
            entry.who,
            entry.when,
            entry.undoes,
            entry.content_sha256,
            entry.previous_hash,
        ]
    )


def check_chain(entries: Sequence[Decision]) -> Iterator[Decision]:
    """Yield each of *entries* that holds, in their order.

    Raises:
        EvidenceError: names the first entry that does not follow from the one before, or whose
            content is not what was written.
    """
    previous, purges = "", {row.id: row.number for row in entries if row.kind == "purge"}
    for number, entry in enumerate(entries, start=1):
        name = f"decision {entry.number} ({entry.id})"
        if entry.number != number:
            raise EvidenceError(f"decision {number} is missing from the log")
        if entry.previous_hash != previous:
            raise EvidenceError(f"{name} does not follow the one before it")
        if entry.hash != chain_hash(entry):
            raise EvidenceError(f"{name} is not what was written: its hash differs")
        _check_content(entry, name, purges)
        previous = entry.hash
        yield entry


def _check_content(entry: Decision, name: str, purges: dict[str, int]) -> None:
    draft = Draft(
        kind=entry.kind,
        anchors=entry.anchors,
        before=entry.before,
        after=entry.after,
        why=entry.why,
    )
    if entry.emptied_by is None:
        if _content_hash(draft, entry.salt) != entry.content_sha256:
            raise EvidenceError(f"{name} is not what was written: its content differs")
        return
    if purges.get(entry.emptied_by, 0) <= entry.number:
        raise EvidenceError(f"{name} was emptied, and no later purge says so")
    if entry.anchors or entry.before or entry.after or entry.why or entry.salt:
        raise EvidenceError(f"{name} was emptied by a purge and has content again")


def _last(case: CaseFile) -> Decision | None:
    found = case.connection.execute(
        f"{select_from(Decision)} ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return None if found is None else decode_row(Decision, found)


def _has_log(case: CaseFile) -> bool:
    return (
        case.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'decisions'").fetchone()
        is not None
    )


def _content_hash(draft: Draft, salt: str) -> str:
    return _sha256([to_json(draft.anchors), draft.before, draft.after, draft.why, salt])


def _sha256(parts: list[object]) -> str:
    line = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(line.encode("utf-8")).hexdigest()
