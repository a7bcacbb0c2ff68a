"""What have people decided about a row, and what became of it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from consilience.model.decisions import DecisionStatus
from consilience.model.rows import Json
from consilience.model.scales import DecisionState
from consilience.review.values import read_values
from consilience.web.visits import Visit
from consilience.workspace.decisions import LogEntry, log_of

ON_PAGE: Final = 50
"""Entries on one page of the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One decision as the log shows it."""

    entry: LogEntry
    subjects: tuple[tuple[str, str], ...]  # id and the words that stand there, if any
    now: tuple[str, ...]  # ids that the things it names have since the last build
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    state: DecisionState | None  # None: no build has seen it, or it asks for nothing
    state_reason: str
    page: int  # of the log, from 0: the newest entries


def newest_lines(visit: Visit, page: int) -> tuple[tuple[Line, ...], int]:
    """Return one page of the log, the last entry first, and how many entries there are."""
    lines = _lines(visit)
    return lines[page * ON_PAGE : (page + 1) * ON_PAGE], len(lines)


def decided_about(visit: Visit, ids: Iterable[str]) -> tuple[Line, ...]:
    """Return the decisions that name one of *ids*, now or when they were made, the last first."""
    lines, naming = _lines(visit), visit.keep("decided about", lambda: _naming(_lines(visit)))
    return tuple(lines[at] for at in sorted({at for key in ids for at in naming.get(key, ())}))


def _lines(visit: Visit) -> tuple[Line, ...]:
    return visit.keep("log", lambda: _read(visit))


def _read(visit: Visit) -> tuple[Line, ...]:
    states = {row.decision: row for row in visit.case.rows(DecisionStatus)}
    newest = log_of(visit.case.decisions())[::-1]
    return tuple(
        _line(entry, states.get(entry.decision.id), page=at // ON_PAGE)
        for at, entry in enumerate(newest)
    )


def _naming(lines: Iterable[Line]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        for key in {*(key for key, _ in line.subjects), *line.now}:
            found[key].append(at)
    return found


def _line(entry: LogEntry, status: DecisionStatus | None, *, page: int) -> Line:
    decision = entry.decision
    named = {
        anchor.id: anchor.span.quote if anchor.span and anchor.role == "subject" else ""
        for anchor in decision.anchors
        if anchor.role in ("subject", "other")
    }
    whole = read_values(decision.after).get("one")
    return Line(
        entry=entry,
        subjects=tuple(named.items()) or (((str(whole), ""),) if whole else ()),
        now=status.subjects if status else (),
        before=_values(decision.before),
        after=_values(decision.after),
        state=status.state if status else None,
        state_reason=status.reason if status else "",
        page=page,
    )


def _values(text: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, _written(value)) for name, value in read_values(text).items())


def _written(value: Json) -> str:
    if isinstance(value, list):
        return ", ".join(_written(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{name} {_written(one)}" for name, one in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "nothing" if value is None else str(value)
