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
    totals = {kind.table: tables.size(kind) for kind in TOTALS}
    for name, value in totals.items():
        yield _count(name, "", value)
    outlets = sum(1 for (name,) in tables.counts(Document, "outlet") if name)
    yield _count("outlets", "", outlets)
    yield _count("originators", "", len(tables.counts(Origin, "originator")))
    for name, counter in _breakdowns(tables).items():
        for key, value in sorted(counter.items()):
            yield _count(name, key, value)


def _breakdowns(tables: Tables) -> dict[str, Counter[str]]:
    def by(kind: type[Row], field: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for (value,), n in tables.counts(kind, field).items():
            found[value or ""] += n
        return found

    days: Counter[str] = Counter()
    for time, n in by(Document, "published_start").items():
        days[time[:10]] += n
    return {
        "documents_by_outlet": by(Document, "outlet"),
        "documents_by_day": days,
        "figures_by_measure": by(Figure, "measure"),
        "statements_by_originator_kind": by(Statement, "originator_kind"),
        "events_by_kind": by(Event, "kind"),
        "events_by_corroboration": by(EventStanding, "corroboration"),
        "events_by_agreement": by(EventStanding, "agreement"),
        "findings_by_agreement": by(Finding, "agreement"),
        "findings_by_corroboration": by(Finding, "corroboration"),
        "contradictions_by_kind": by(Contradiction, "kind"),
        "contradictions_by_level": by(Contradiction, "level"),
        "contradictions_by_state": by(Contradiction, "state"),
        "events_by_harm_grade": Counter(
            {
                value: n
                for (axis, value), n in tables.counts(Grade, "axis", "value").items()
                if axis == "harm"
            }
        ),
        "skipped_by_stage": by(Skipped, "stage"),
    }


def _count(name: str, key: str, value: int) -> Count:
    return Count(id=Count.make_id(name, key), name=name, key=key, value=value)
