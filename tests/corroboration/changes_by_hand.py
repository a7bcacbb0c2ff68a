"""Two states of a case made by hand, as a stage sees the second that saw the first."""

from __future__ import annotations

from collections.abc import Iterable

from consilience.model.changes import Change, Changes
from consilience.model.documents import Document, Text
from consilience.model.held import HeldRows
from consilience.model.memory import Memory
from consilience.model.rows import DocumentRow, Row
from consilience.model.tables import TABLES, Tables


def seen(
    rows: Iterable[Row], *, memory: Memory | None = None, changes: Changes | None = None
) -> Tables:
    """Return *rows* as a stage sees them, each id once."""
    held: dict[type[Row], list[Row]] = {kind: [] for kind in TABLES}
    for row in _by_id(rows).values():
        held[type(row)].append(row)
    return Tables(held, memory=memory, changes=changes)


def told(
    before: Iterable[Row],
    after: Iterable[Row],
    *,
    memory: Memory | None = None,
    made: Iterable[Row] = (),
) -> Tables:
    """Return the rows of *after* as a stage sees them that is told what differs from *before*.

    Args:
        before: What the stage saw when it last ran.
        after: What it sees.
        memory: With what it noted then.
        made: What it made then.

    """
    old, new = _by_id(before), _by_id(after)
    rows: dict[type[Row], list[Change]] = {kind: [] for kind in TABLES}
    documents: dict[type[Row], set[str]] = {kind: set() for kind in TABLES}
    for key in sorted(old.keys() | new.keys(), key=lambda key: (key[1], key[0].table)):
        change = old.get(key), new.get(key)
        if change[0] != change[1]:
            for kind, row in {type(row): row for row in change if row is not None}.items():
                rows[kind].append(change)
                documents[kind].add(_owner(row))
    changes = Changes(
        documents={kind: frozenset(found) for kind, found in documents.items()},
        fresh=frozenset(key for kind, key in new.keys() - old.keys() if kind is Document),
        rows={kind: tuple(found) for kind, found in rows.items()},
        made=HeldRows({kind: [row for row in made if type(row) is kind] for kind in TABLES}),
    )
    return seen(new.values(), memory=memory, changes=changes)


def _by_id(rows: Iterable[Row]) -> dict[tuple[type[Row], str], Row]:
    """Return *rows* by kind and id: a report and its text have one id."""
    return {(type(row), row.id): row for row in rows}


def _owner(row: Row) -> str:
    if isinstance(row, DocumentRow):
        return row.document
    return row.id if isinstance(row, Document | Text) else ""
