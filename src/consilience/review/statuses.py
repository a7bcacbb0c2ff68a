"""What became of each decision: does it hold, and has what it rests on changed since?

Nothing is dropped: a decision that names what is gone stays in the log and comes back to the
reviewer, and it holds again as soon as what it names is there again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from consilience.model.decisions import Decision, DecisionStatus
from consilience.model.documents import Document
from consilience.model.entities import Entity
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.rows import Json, Row
from consilience.model.rulings import (
    Corrected,
    CorrectedEventMention,
    CorrectedFigure,
    CorrectedStatement,
)
from consilience.model.scales import DecisionKind, DecisionState
from consilience.model.tables import Tables
from consilience.review.active import holding
from consilience.review.basis import RESTING, basis_of
from consilience.review.finding import Finder
from consilience.review.rulings import SETTLING, key_of
from consilience.review.values import read_values

_SIDES: Final = ("member", "other_member")
_GONE: Final = "what it names is no longer there"


@dataclass(frozen=True, slots=True)
class _Found:
    state: DecisionState
    reason: str
    subjects: tuple[str, ...]


def find_statuses(tables: Tables) -> Iterator[DecisionStatus]:
    """Yield what became of each decision that holds."""
    decisions = [row for row in holding(tables.of(Decision)) if row.kind != "purge"]
    if not decisions:
        return
    checker = _Checker(tables)
    checked = [(decision, checker.check(decision)) for decision in decisions]
    last = {_settled(decision, found): decision for decision, found in checked}
    for decision, as_found in checked:
        found, later = as_found, last[_settled(decision, as_found)]
        if later is not decision:
            reason = f"decided again later ({later.id})"
            found = _Found("overruled", reason, found.subjects)
        yield DecisionStatus(
            id=DecisionStatus.make_id(decision.id),
            decision=decision.id,
            state=found.state,
            reason=found.reason,
            subjects=found.subjects,
        )


def _settled(decision: Decision, found: _Found) -> tuple[object, ...]:
    """Return what only one decision can settle, told by the rows as they are now."""
    if decision.kind in SETTLING and found.subjects:
        kind = "accept" if decision.kind == "reject" else decision.kind
        return kind, read_values(decision.after).get("axis"), found.subjects
    return key_of(decision)


class _Checker:
    def __init__(self, tables: Tables) -> None:
        self._finder = Finder(tables)
        self._notes: dict[str, list[Corrected]] = {}
        for kind in (CorrectedStatement, CorrectedFigure, CorrectedEventMention):
            for row in tables.of(kind):
                self._notes.setdefault(row.decision, []).append(row)
        self._checks: Mapping[DecisionKind, Callable[[Decision], _Found]] = {
            "merge": self._pair,
            "unmerge": self._pair,
            "reject": self._rejection,
            "independent": self._documents,
            "not_comparable": self._figures,
            "split_lineage": self._runs,
            "join_lineages": self._runs,
            "source_letter": lambda decision: _Found("applied", "", ()),
        }

    def check(self, decision: Decision) -> _Found:
        """Return what became of *decision*."""
        return self._checks.get(decision.kind, self._about)(decision)

    def _about(self, decision: Decision) -> _Found:
        """Return the state of a decision about one row."""
        row = self._finder.subject(decision)
        if row is None:
            lasting = decision.kind in ("comment", "accept") and not _is_traced(decision)
            return _Found("applied", "", ()) if lasting else _Found("orphaned", _GONE, ())
        if decision.kind in RESTING:
            return self._resting(decision, row)
        if decision.kind == "correct":
            return self._correction(decision, row)
        return _Found("applied", "", (row.id,))

    def _rejection(self, decision: Decision) -> _Found:
        """Return the state of a rejection: of a rejected event nothing but its mentions is left."""
        members = self._finder.anchored(row for row in decision.anchors if row.role == "member")
        if members:
            return _Found("applied", "", tuple(row.id for row in members))
        return self._about(decision)

    def _resting(self, decision: Decision, row: Row) -> _Found:
        before, now = read_values(decision.before), basis_of(row, self._finder)
        changed = [name for name in sorted(now) if name in before and before[name] != now[name]]
        if not changed:
            return _Found("applied", "", (row.id,))
        told = "; ".join(_change(name, before[name], now[name]) for name in changed)
        return _Found("stale", f"changed since: {told}", (row.id,))

    def _correction(self, decision: Decision, row: Row) -> _Found:
        if isinstance(row, Event):
            return _Found("applied", "", (row.id,))
        before = read_values(decision.before)
        machine = before.get("machine")
        seen = {**before, **(machine if isinstance(machine, dict) else {})}
        notes = [note for note in self._notes.get(decision.id, ()) if note.row == row.id]
        if not notes:
            return _Found("overruled", "a later correction of these fields holds", (row.id,))
        changed = [
            _change(note.field, seen.get(note.field), json.loads(note.machine))
            for note in sorted(notes, key=lambda note: note.field)
            if json.loads(note.machine) not in (seen.get(note.field), json.loads(note.value))
        ]
        if changed:
            told = "; ".join(changed)
            return _Found("stale", f"read otherwise by the machine since: {told}", (row.id,))
        return _Found("applied", "", (row.id,))

    def _pair(self, decision: Decision) -> _Found:
        one, two = (
            self._finder.anchored(anchor for anchor in decision.anchors if anchor.role == role)
            for role in ("member", "other_member")
        )
        if not one or not two:
            return _Found("orphaned", _GONE, ())
        kind = _merged_kind(decision)
        held = [self._finder.held_by(kind, rows) for rows in (one, two)]
        subjects = tuple(sorted({key for keys in held for key in keys[:1]}))
        shared = set(held[0]) & set(held[1])
        if bool(shared) == (decision.kind == "merge"):
            return _Found("applied", "", subjects)
        reason = "a later decision, or one that it contradicts, keeps it from taking effect"
        return _Found("stale", reason, subjects)

    def _documents(self, decision: Decision) -> _Found:
        found = [
            row
            for role in ("subject", "other")
            if (row := self._finder.subject(decision, role)) is not None
        ]
        subjects = tuple(row.id for row in found if isinstance(row, Document))
        return (
            _Found("applied", "", subjects)
            if len(found) == 2
            else _Found("orphaned", _GONE, subjects)
        )

    def _figures(self, decision: Decision) -> _Found:
        figure = self._finder.subject(decision)
        others = self._finder.anchored(row for row in decision.anchors if row.role == "other")
        if not isinstance(figure, Figure) or not others:
            return _Found("orphaned", _GONE, ())
        return _Found("applied", "", (figure.id,))

    def _runs(self, decision: Decision) -> _Found:
        """Return the state of a decision on copied runs; two runs apart may be in no lineage."""
        found = [
            self._finder.lineage(anchor for anchor in decision.anchors if anchor.role == role)
            for role in _SIDES
        ]
        subjects = tuple(sorted({key for key in found if key is not None}))
        there = all(self._finder.has_documents(decision, role) for role in _SIDES)
        together = decision.kind == "join_lineages"
        if not there or (together and None in found):
            return _Found("orphaned", _GONE, subjects)
        if together == (found[0] is not None and found[0] == found[1]):
            return _Found("applied", "", subjects)
        return _Found("stale", "the runs are grouped otherwise, by other copies", subjects)


def _is_traced(decision: Decision) -> bool:
    """Return whether *decision* names rows that can be found again by where they stand."""
    return any(one.span is not None or one.document is not None for one in decision.anchors)


def _merged_kind(decision: Decision) -> type[Row]:
    table = next(anchor.table for anchor in decision.anchors if anchor.role == "subject")
    return Entity if table == Entity.table else Event


def _change(name: str, before: Json, now: Json) -> str:
    """Return a change in words; of lists, what came and what went."""
    if isinstance(before, list) and isinstance(now, list):
        came = [str(item) for item in now if item not in before]
        went = [str(item) for item in before if item not in now]
        parts = [f"{len(came)} more" if came else "", f"{len(went)} fewer" if went else ""]
        return f"{name}: {', '.join(filter(None, parts))}"
    return f"{name} was {_word(before)}, is {_word(now)}"


def _word(value: Json) -> str:
    if value is None or value == "":
        return "unknown"
    return f"{value:g}" if isinstance(value, float) else str(value)
