"""What does the case hold, in numbers that a page shows without counting rows?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from consilience.model.case import Count, Skipped
from consilience.model.documents import Document
from consilience.model.entities import Entity
from consilience.model.events import Event, EventMention, EventStanding, Story
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, Grade, Origin, Toll
from consilience.model.lineage import Lineage
from consilience.model.places import Place
from consilience.model.rows import Row
from consilience.model.statements import Statement
from consilience.model.tables import Tables

TOTALS: Final[tuple[type[Row], ...]] = (
    Document,
    Lineage,
    Statement,
    Figure,
    EventMention,
    Entity,
    Place,
    Story,
    Event,
    FigureSet,
    Finding,
    Toll,
    Origin,
    Contradiction,
    Grade,
    Skipped,
)


def count_rows(tables: Tables) -> Iterator[Count]:
    """Yield the totals of the case: by table, and by the values that pages filter by."""
    totals = {kind.table: len(tables.of(kind)) for kind in TOTALS}
    for name, value in totals.items():
        yield _count(name, "", value)
    yield _count("outlets", "", len({row.outlet for row in tables.of(Document) if row.outlet}))
    yield _count("originators", "", len({row.originator for row in tables.of(Origin)}))
    for name, counter in _breakdowns(tables).items():
        for key, value in sorted(counter.items()):
            yield _count(name, key, value)


def _breakdowns(tables: Tables) -> dict[str, Counter[str]]:
    contradictions = tables.of(Contradiction)
    return {
        "documents_by_outlet": Counter(row.outlet or "" for row in tables.of(Document)),
        "documents_by_day": Counter(
            (row.published_start or "")[:10] for row in tables.of(Document)
        ),
        "figures_by_measure": Counter(row.measure for row in tables.of(Figure)),
        "statements_by_originator_kind": Counter(
            row.originator_kind for row in tables.of(Statement)
        ),
        "events_by_kind": Counter(row.kind for row in tables.of(Event)),
        "events_by_corroboration": Counter(row.corroboration for row in tables.of(EventStanding)),
        "events_by_agreement": Counter(row.agreement for row in tables.of(EventStanding)),
        "findings_by_agreement": Counter(row.agreement for row in tables.of(Finding)),
        "findings_by_corroboration": Counter(row.corroboration for row in tables.of(Finding)),
        "contradictions_by_kind": Counter(row.kind for row in contradictions),
        "contradictions_by_level": Counter(row.level for row in contradictions),
        "contradictions_by_state": Counter(row.state for row in contradictions),
        "events_by_harm_grade": Counter(
            row.value for row in tables.of(Grade) if row.axis == "harm"
        ),
        "skipped_by_stage": Counter(row.stage for row in tables.of(Skipped)),
    }


def _count(name: str, key: str, value: int) -> Count:
    return Count(id=Count.make_id(name, key), name=name, key=key, value=value)
