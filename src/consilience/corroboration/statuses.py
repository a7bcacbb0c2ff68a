"""Are the same dead and wounded civilians to one voice and fighters to another?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from consilience.corroboration.evidence import Evidence, SetEvidence
from consilience.corroboration.wording import number_words
from consilience.model.findings import FigureSet, Side
from consilience.model.scales import Group

FIGHTING: Final[frozenset[Group]] = frozenset({"fighters", "soldiers", "police"})


def find_status_pairs(
    evidence: Evidence, only: AbstractSet[str] | None = None
) -> Iterator[tuple[str, tuple[Side, Side]]]:
    """Yield the events whose victims are of disputed status, with both sides.

    Args:
        evidence: Of all sets.
        only: Events that are asked for; ``None``: all of them.

    """
    by_event: dict[tuple[str, str], list[FigureSet]] = defaultdict(list)
    for row in evidence.sets.values():
        asked = only is None or row.event in only
        if asked and row.event is not None and row.unit == "persons":
            by_event[(row.event, row.measure)].append(row)
    done: set[str] = set()
    for (event, _), rows in sorted(by_event.items()):
        groups = {row.group for row in rows}
        if "civilians" not in groups or groups.isdisjoint(FIGHTING):
            continue
        pair = _status_pair([evidence[row.id] for row in rows])
        if pair is not None and event not in done:
            done.add(event)
            yield event, pair


def _status_pair(rows: Sequence[SetEvidence]) -> tuple[Side, Side] | None:
    civilians = [row for row in rows if row.figure_set.group == "civilians"]
    fighters = [row for row in rows if row.figure_set.group in FIGHTING]
    documents = {figure.document for row in civilians for figure in row.figures}
    for ours in civilians:
        for theirs in fighters:
            if not documents.isdisjoint(figure.document for figure in theirs.figures):
                continue  # a report that tells of both counts different people
            same = {p.figure.best for p in ours.positions} & {
                p.figure.best for p in theirs.positions
            }
            for value in sorted(number for number in same if number):
                return _status_side(ours, value), _status_side(theirs, value)
    return None


def _status_side(evidence: SetEvidence, value: float) -> Side:
    positions = [p for p in evidence.positions if p.figure.best == value]
    return Side(
        value=f"{number_words(value)} {evidence.figure_set.group}",
        statements=tuple(sorted({p.figure.statement for p in positions})),
        origins=tuple(sorted({p.origin.originator_name for p in positions})),
        spans=tuple(sorted(p.figure.span for p in positions)),
    )
