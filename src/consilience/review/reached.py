"""Of what may the review queue say something else than in the build before?"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final, TypeVar

from consilience.model.changes import Changes
from consilience.model.decisions import Decision
from consilience.model.documents import Document
from consilience.model.events import Event, SuggestedMerge
from consilience.model.findings import Contradiction, FigureSet, Finding, Grade
from consilience.model.lineage import CopyEdge
from consilience.model.rows import Row
from consilience.model.tables import Tables
from consilience.model.times import InferredDate

R = TypeVar("R", bound=Row)

MADE_OF: Final[frozenset[type[Row]]] = frozenset(
    {Document, FigureSet, Finding, Contradiction, Grade, Event, SuggestedMerge, CopyEdge,
     InferredDate}
)  # fmt: skip
"""What is followed here; the queue is shown nothing else."""


def reached_subjects(tables: Tables) -> frozenset[str] | None:
    """Return what may have other items than before; ``None``: nobody can tell."""
    changes = tables.changes
    if changes is None or tables.of(Decision) or changes.within(Document) - changes.fresh:
        return None
    sets = {*changes.ids(FigureSet), *(row.figure_set for row in _rows(changes, Finding))}
    events = {*changes.ids(Event), *(row.event for row in _rows(changes, FigureSet))}
    events |= {row.event for row in tables.of(FigureSet) if row.id in sets}
    return frozenset(
        {
            *filter(None, events),
            *changes.ids(Finding, Contradiction, SuggestedMerge, CopyEdge),
            *(row.subject for row in _rows(changes, Grade)),
            *(row.document for row in _rows(changes, InferredDate)),
            *_told_of(tables, sets, events),
        }
    )


def _rows(changes: Changes, kind: type[R]) -> Iterator[R]:
    """Yield the rows of *kind* that differ, as they were and as they are."""
    for change in changes.of(kind):
        yield from (row for row in change if row is not None)


def _told_of(
    tables: Tables, sets: AbstractSet[str], events: AbstractSet[str | None]
) -> Iterator[str]:
    """Yield the ids of what is said of figures, with the dead of events, or by their titles."""
    yield from (row.id for row in tables.where(Finding, "figure_set", sets))
    inside = {row.id for row in tables.of(FigureSet) if row.event in events and row.event}
    subjects = sets | events | inside
    yield from (row.id for row in tables.of(Contradiction) if row.subject in subjects)
    for row in tables.of(SuggestedMerge):
        if row.event_a in events or row.event_b in events:
            yield row.id
