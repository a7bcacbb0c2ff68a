"""What should a person look at first, and why?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from consilience.model.changes import Stays
from consilience.model.decisions import Decision, DecisionStatus, ReviewItem
from consilience.model.documents import Document
from consilience.model.events import Event, SuggestedMerge
from consilience.model.findings import Contradiction, FigureSet, Finding, Grade
from consilience.model.lineage import CopyEdge
from consilience.model.rows import Row
from consilience.model.scales import DatePrecision, HarmGrade, PlacePrecision, ReviewKind
from consilience.model.tables import Tables
from consilience.model.times import InferredDate
from consilience.review.reached import MADE_OF, reached_subjects
from consilience.review.statuses import find_statuses

IMPORTANCE: Final[dict[ReviewKind, float]] = {
    "orphaned_decision": 95.0,
    "stale_decision": 90.0,
    "open_contradiction": 60.0,
    "unsigned_grade": 55.0,
    "weak_grade": 50.0,
    "single_origin": 40.0,
    "suggested_merge": 35.0,
    "disputed_direction": 20.0,
    "doubtful_date": 15.0,
    "coarse_place": 10.0,
}
"""Where each kind starts (METHOD 4: contradictions first); the dead and the reports add to it."""

DEADLY: Final = frozenset({"killed", "executed", "bodies_found", "killed_or_injured"})
UNSURE: Final = 0.2
"""How near to even the odds of a copy's direction are for it to be disputed."""
BIG: Final = 10.0
"""Dead from which on the word of a single voice is looked at."""
_VAGUE_DATES: Final[frozenset[DatePrecision]] = frozenset({"month", "quarter", "year", "decade"})
_COARSE: Final[frozenset[PlacePrecision]] = frozenset({"adm1", "region", "country"})
_NEED_A_PERSON: Final[frozenset[HarmGrade]] = frozenset({"confirmed", "discounted"})
_DOUBTED: Final[frozenset[HarmGrade]] = frozenset({"weak", "contested"})
_DECIDING: Final = frozenset({"accept", "reject", "sign_off", "resolve", "choose_best", "correct"})


def review_case(tables: Tables) -> Iterator[Row | Stays]:
    """Yield what became of the decisions, and what a person should look at."""
    statuses = list(find_statuses(tables))
    yield from statuses
    reached = reached_subjects(tables)
    queue = _Queue(tables, statuses, reached)
    if reached is not None:
        yield Stays(kind=ReviewItem, field="subject", but=reached)
    yield from queue.decisions(statuses)
    for item in queue.items():
        if item.subject not in queue.settled:
            yield item


class _Queue:
    def __init__(
        self,
        tables: Tables,
        statuses: list[DecisionStatus],
        reached: AbstractSet[str] | None,
    ) -> None:
        self._tables = tables.only(MADE_OF)
        self._reached = reached
        decisions = {row.id: row for row in tables.of(Decision)}
        self._decisions = decisions
        self.settled = {
            subject
            for row in statuses
            if row.state == "applied" and decisions[row.decision].kind in _DECIDING
            for subject in row.subjects
        }
        self._sets = self._tables.by_id(FigureSet)
        self._dead = self._count_dead()

    def decisions(self, statuses: list[DecisionStatus]) -> Iterator[ReviewItem]:
        """Yield the decisions that are to be looked at again."""
        for row in statuses:
            if row.state in ("stale", "orphaned"):
                kind: ReviewKind = "stale_decision" if row.state == "stale" else "orphaned_decision"
                made = self._decisions[row.decision]
                title = f"{made.kind.replace('_', ' ')}, decided on {made.when[:10]}"
                yield _item(kind, row.decision, title, row.reason, others=row.subjects)

    def items(self) -> Iterator[ReviewItem]:
        """Yield what the machine is not sure of."""
        yield from self._contradictions()
        yield from self._grades()
        yield from self._single_origins()
        yield from self._suggested()
        yield from self._directions()
        yield from self._dates()
        yield from self._places()

    def _is_left(self, subject: str) -> bool:
        return self._reached is not None and subject not in self._reached

    def _count_dead(self) -> dict[str, float]:
        """Return the highest number of dead that anything told of an event comes to."""
        dead: dict[str, float] = {}
        columns = self._tables.columns(Finding, "figure_set", "best", "high", "low")
        for figure_set, best, high, low in columns:
            row = self._sets[figure_set]
            if row.event is not None and row.measure in DEADLY:
                number = best or high or low or 0.0
                dead[row.event] = max(dead.get(row.event, 0.0), number)
        return dead

    def _contradictions(self) -> Iterator[ReviewItem]:
        for row in self._tables.of(Contradiction):
            if row.state == "open" and not self._is_left(row.id):
                found = self._sets.get(row.subject)
                event = found.event if found is not None else row.subject
                more = 15.0 * (row.level == "major") + _weight(self._dead.get(event or "", 0.0))
                yield _item(
                    "open_contradiction", row.id, row.title,
                    f"{row.level} contradiction, nobody has said what it is",
                    more=more, others=(row.subject,),
                )  # fmt: skip

    def _grades(self) -> Iterator[ReviewItem]:
        events = self._tables.by_id(Event)
        for row in self._graded():
            if row.axis != "harm" or not row.proposed or row.subject not in events:
                continue
            title, dead = events[row.subject].title, self._dead.get(row.subject, 0.0)
            if row.value in _NEED_A_PERSON:
                reason = f"proposed as {row.value}, which only a person can sign"
                yield _item("unsigned_grade", row.subject, title, reason, more=_weight(dead))
            elif dead > 0:
                reason = f"{row.value}, with {dead:g} dead: {row.because}"
                yield _item("weak_grade", row.subject, title, reason, more=_weight(dead))

    def _graded(self) -> Iterator[Grade]:
        values = _NEED_A_PERSON | _DOUBTED
        if self._reached is None:
            yield from self._tables.where(Grade, "value", values)
        else:
            rows = self._tables.where(Grade, "subject", self._reached)
            yield from (row for row in rows if row.value in values)

    def _single_origins(self) -> Iterator[ReviewItem]:
        tables, reached = self._tables, self._reached
        for row in tables.of(Finding) if reached is None else tables.where(Finding, "id", reached):
            found = self._sets[row.figure_set]
            if row.n_independent == 1 and found.measure in DEADLY and (row.best or 0) >= BIG:
                reason = f"{row.best:g} by the word of one voice only"
                yield _item(
                    "single_origin", row.id, found.title, reason, more=_weight(row.best or 0)
                )

    def _suggested(self) -> Iterator[ReviewItem]:
        events = self._tables.by_id(Event)
        for row in self._tables.of(SuggestedMerge):
            if self._is_left(row.id):
                continue
            titles = " / ".join(events[key].title for key in (row.event_a, row.event_b))
            names = ", ".join(feature.name for feature in row.features) or "no feature"
            reason = f"may be one event: {names}"
            if row.against:
                reason += f"; against it: {', '.join(row.against)}"
            others = (row.event_a, row.event_b)
            yield _item("suggested_merge", row.id, titles, reason, more=min(10.0, row.score),
                        others=others)  # fmt: skip

    def _directions(self) -> Iterator[ReviewItem]:
        documents = self._tables.by_id(Document)
        for row in self._tables.of(CopyEdge):
            sure = row.probability_a_first
            if self._is_left(row.id):
                continue
            if sure is not None and abs(sure - 0.5) > UNSURE:
                continue
            if row.common_source is not None:
                continue
            names = " / ".join(documents[key].name for key in (row.document_a, row.document_b))
            reason = f"{len(row.passages)} shared passages, and nothing tells who copied"
            yield _item("disputed_direction", row.id, names, reason,
                        more=min(5.0, len(row.passages) / 4),
                        others=(row.document_a, row.document_b))  # fmt: skip

    def _dates(self) -> Iterator[ReviewItem]:
        documents = self._tables.by_id(Document)
        for row in self._tables.of(InferredDate):
            if self._is_left(row.document):
                continue
            if row.precision in _VAGUE_DATES or row.start is None or row.end is None:
                reason = f"the report has no date, and the case tells no better: {row.reason}"
                yield _item("doubtful_date", row.document, documents[row.document].name, reason)

    def _places(self) -> Iterator[ReviewItem]:
        for row in self._tables.of(Event):
            dead = 0.0 if self._is_left(row.id) else self._dead.get(row.id, 0.0)
            if dead and not row.aggregate and (row.place is None or row.place_precision in _COARSE):
                known = row.place_precision or "no place"
                reason = f"{dead:g} dead, and all that is known of where is: {known}"
                yield _item("coarse_place", row.id, row.title, reason, more=_weight(dead))


def _item(
    kind: ReviewKind,
    subject: str,
    title: str,
    reason: str,
    *,
    more: float = 0.0,
    others: tuple[str, ...] = (),
) -> ReviewItem:
    return ReviewItem(
        id=ReviewItem.make_id(kind, subject),
        kind=kind,
        importance=round(IMPORTANCE[kind] + more, 2),
        subject=subject,
        others=others,
        title=title,
        reason=reason,
    )


def _weight(dead: float) -> float:
    """Return what the dead add to the importance: 0 for none, about 15 for a thousand."""
    return 5.0 * math.log10(1.0 + dead)
