"""When was a report without a date written, as far as the case tells?

Every bound is read from the words of a report and kept with them: it tells of something that
happened on a known day; it holds the text of a dated report; it names a month whose year another
report gives for the same thing; it counts the days of an undertaking whose first day is known.
Bounds are intersected; where only one end is known the other stays open, and no single date is
chosen. A stated date is never changed: bounds that speak against it are shown beside it.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from consilience.merging.campaigns import Beginning, date_parts, with_years
from consilience.merging.told_times import ToldTimes, told_times
from consilience.model.case import Skipped
from consilience.model.documents import Document, Text
from consilience.model.lineage import CopyEdge, Passage
from consilience.model.places import PlaceMember
from consilience.model.rows import Row
from consilience.model.scales import DatePrecision
from consilience.model.spans import Span, span_of
from consilience.model.tables import Tables
from consilience.model.times import DateConstraint, InferredDate, TimeMention
from consilience.text.time_symbols import MONTHS

WEAK: Final = "shares a passage with it (which came first is not known: a weaker bound)"
_MONTH_PAST: Final = re.compile(r"(?:latest|nearest) ([a-z]+)(?: (week[1-4]|last-week))?$")
_RECENT: Final = re.compile(r"(?:week -1|day -1|latest \w+day)(?: \w+)?$")
_SHOWN_CHARACTERS: Final = 160
_NEXT_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class InferringSettings:
    """From which certainty on the direction of a copy bounds a date."""

    sure_of_direction: float = 0.8


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound on when a document was written, with what it rests on."""

    document: str
    not_before: date | None
    not_after: date | None
    rule: str
    evidence: tuple[Span, ...]
    through: str | None = None

    @property
    def weak(self) -> bool:
        """Whether it may be given up for others."""
        return self.rule == WEAK


def infer_dates(tables: Tables, *, settings: InferringSettings) -> Iterator[Row]:
    """Yield the bounds on undated documents, and the interval that they leave.

    A document that states its date gets only the bounds that speak against it.
    """
    documents = tables.by_id(Document)
    bounds: dict[str, list[Bound]] = defaultdict(list)
    undated = any(_stated(row) is None for row in documents.values())
    told = told_times(tables)
    for bound in (*_told_past(told), *(_told_beginnings(tables, told) if undated else ())):
        bounds[bound.document].append(bound)
    for document in sorted(bounds):
        bounds[document] = _strongest(bounds[document])
    stated = {key: day for key, row in documents.items() if (day := _stated(row)) is not None}
    for bound in _copied(tables, stated, bounds, settings):
        bounds[bound.document].append(bound)
    for document in sorted(bounds):
        yield from _rows(document, bounds[document], stated.get(document))


def _rows(document: str, bounds: Sequence[Bound], stated: date | None) -> Iterator[Row]:
    if stated is not None:
        yield from (
            _constraint(bound)
            for bound in bounds
            if bound.not_before is not None and bound.not_before > stated and not bound.weak
        )
        return
    rows = [_constraint(bound) for bound in bounds]
    yield from rows
    interval = _intersect(bounds) or _intersect([bound for bound in bounds if not bound.weak])
    if interval is None:
        reason = "what the reports tell of its date does not fit together"
        yield Skipped(
            id=Skipped.make_id("infer dates", document),
            what=document, document=document, stage="infer dates", reason=reason,
        )  # fmt: skip
    else:
        yield _inferred(document, interval, bounds, rows)


def _inferred(
    document: str,
    interval: tuple[date | None, date | None],
    bounds: Sequence[Bound],
    rows: Sequence[DateConstraint],
) -> InferredDate:
    start, end = interval
    rests_on_weak = any(bound.weak and bound.not_before == start for bound in bounds)
    reason = "; ".join(dict.fromkeys(bound.rule for bound in bounds))
    return InferredDate(
        id=InferredDate.make_id(document),
        document=document,
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        precision=_precision(start, end),
        constraints=tuple(sorted(row.id for row in rows)),
        reason=f"inferred{', on a weak bound' if rests_on_weak else ''}: {reason}",
    )


def _precision(start: date | None, end: date | None) -> DatePrecision:
    if start is None or end is None:
        return "open"
    days = (end - start).days + 1
    steps: tuple[tuple[int, DatePrecision], ...] = (
        (1, "day"), (6, "days"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"),
    )  # fmt: skip
    return next((name for most, name in steps if days <= most), "decade")


def _intersect(bounds: Sequence[Bound]) -> tuple[date | None, date | None] | None:
    start = max((row.not_before for row in bounds if row.not_before is not None), default=None)
    end = min((row.not_after for row in bounds if row.not_after is not None), default=None)
    if (start is None and end is None) or (start and end and start > end):
        return None
    return start, end


def _constraint(bound: Bound) -> DateConstraint:
    first = bound.not_before.isoformat() if bound.not_before else None
    last = bound.not_after.isoformat() if bound.not_after else None
    places = [(span.start, span.end) for span in bound.evidence]
    return DateConstraint(
        id=DateConstraint.make_id(
            bound.document, first, last, bound.rule, bound.through, sorted(places)
        ),
        document=bound.document,
        not_before=first,
        not_after=last,
        rule=bound.rule,
        evidence=bound.evidence,
        through=bound.through,
    )


def _stated(document: Document) -> date | None:
    day = document.published_end or document.published_start
    return date.fromisoformat(day[:10]) if day is not None else None


def _strongest(bounds: Sequence[Bound]) -> list[Bound]:
    """Return the latest lower bound of each rule, and all upper bounds."""
    best: dict[str, Bound] = {}
    for bound in bounds:
        held = best.get(bound.rule)
        if held is None or (bound.not_before or date.min) > (held.not_before or date.min):
            best[bound.rule] = bound
    closed = [bound for bound in bounds if bound.not_after is not None]
    return [*dict.fromkeys([*(best[rule] for rule in sorted(best)), *closed])]


def _told_past(told: Mapping[str, ToldTimes]) -> Iterator[Bound]:
    """Yield bounds from what a report tells as having happened on a day that it names."""
    for document, times in told.items():
        if times.past is not None:
            day, span = times.past
            first = date.fromisoformat(day)
            yield Bound(document, first, None, "tells what happened then", (span,))


def _beginnings(tables: Tables, told: Mapping[str, ToldTimes]) -> list[Beginning]:
    """Return the dated beginnings of undertakings that the case tells of, by their ids."""
    telling = {document for document, times in told.items() if times.begun}
    place_of = {row.mention: row.place for row in tables.where(PlaceMember, "document", telling)}
    found = []
    for times in told.values():
        for mention, named in times.begun:
            places = frozenset(place_of[key] for key in named if key in place_of)
            parts = date_parts(mention)
            if places and parts is not None:
                found.append(Beginning(mention, places, *parts))
    return sorted(found, key=lambda row: row.mention.id)


def _told_beginnings(tables: Tables, told: Mapping[str, ToldTimes]) -> Iterator[Bound]:
    beginnings = _beginnings(tables, told)
    first_days: list[tuple[Beginning, date]] = [
        (row, date(row.year, row.month, row.day or 1)) for row in beginnings if row.year
    ]
    for row, source, first in with_years(beginnings):
        first_days.append((row, first))
        after = _end_of_month(first) + _NEXT_DAY if _is_over(row.mention) else first
        rule = "names a month whose year another sentence gives for the same undertaking"
        spans = tuple(sorted({row.mention.span, source.mention.span}))
        through = source.mention.document
        here = row.mention.document
        yield Bound(here, after, None, rule, spans, through if through != here else None)
        yield from _later_months(tables, here, after)
    yield from _days_into(tables, told, first_days)


def _is_over(mention: TimeMention) -> bool:
    return (mention.symbol or "").startswith("previous ")


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _later_months(tables: Tables, document: str, after: date) -> Iterator[Bound]:
    """Yield bounds from months that somebody spoke of lately ("said last week … in March")."""
    own = tables.where(TimeMention, "document", {document})
    recent = {row.sentence: row for row in own if _RECENT.match(row.symbol or "")}
    for mention in sorted(own, key=lambda row: row.id):
        told = _MONTH_PAST.match(mention.symbol or "")
        if mention.sentence not in recent or told is None or told[1] not in MONTHS:
            continue
        if mention.start is not None:
            continue
        month = MONTHS.index(told[1]) + 1
        first = date(after.year + (month < after.month), month, 1)
        last = _week_of(first, told[2]) if told[2] else first
        spans = tuple(sorted((mention.span, recent[mention.sentence].span)))
        rule = "tells of words spoken lately on a month past"
        yield Bound(document, last + _NEXT_DAY, None, rule, spans)


def _week_of(first: date, which: str) -> date:
    days = {"week1": 7, "week2": 14, "week3": 21, "week4": 28}.get(which)
    return _end_of_month(first) if days is None else first.replace(day=days)


def _days_into(
    tables: Tables,
    told: Mapping[str, ToldTimes],
    first_days: Sequence[tuple[Beginning, date]],
) -> Iterator[Bound]:
    """Yield bounds from "the past 12 days of fighting" where its first day is known."""
    exact = [(row, first) for row, first in first_days if row.day is not None]
    counting = {document: times.into for document, times in told.items() if times.into}
    names: dict[str, set[str]] = defaultdict(set)
    for member in tables.where(PlaceMember, "document", counting.keys()):
        names[member.document].add(member.place)
    counts = [one for into in counting.values() for one in into]
    for mention, days in sorted(counts, key=lambda one: one.mention.id):
        near = [(row, first) for row, first in exact if row.places & names[mention.document]]
        if len({first for _, first in near}) != 1:
            continue
        row, first = near[0]
        after = first + timedelta(days=days - 1)
        spans = tuple(sorted({mention.span, row.mention.span}))
        rule = "counts the days of an undertaking whose first day is told"
        through = row.mention.document if row.mention.document != mention.document else None
        yield Bound(mention.document, after, after + timedelta(days=2), rule, spans, through)


def _copied(
    tables: Tables,
    stated: Mapping[str, date],
    bounds: Mapping[str, Sequence[Bound]],
    settings: InferringSettings,
) -> list[Bound]:
    """Return bounds from copied text: a copy is not older than what it was copied from."""
    known = {key: max((b.not_before for b in rows if b.not_before), default=None)
             for key, rows in bounds.items()}  # fmt: skip
    texts = tables.by_id(Text)
    passages = {
        row.id: row
        for row in tables.of(Passage)
        if row.kind not in {"furniture", "common_quotation"}
    }
    found: list[Bound] = []
    for edge in sorted(tables.of(CopyEdge), key=lambda row: row.id):
        if passages.keys().isdisjoint(edge.passages):
            continue
        a_first = edge.probability_a_first
        for first, copy, sure in (
            (edge.document_a, edge.document_b, a_first),
            (edge.document_b, edge.document_a, None if a_first is None else 1 - a_first),
        ):
            day = stated.get(first) or known.get(first)
            if day is None or (sure is not None and sure < settings.sure_of_direction):
                continue
            if sure is None and copy in stated:
                continue
            rule = WEAK if sure is None else "holds text of a report that was there first"
            evidence = (*edge.spans, *_shared_words(edge, copy, passages, texts))
            found.append(Bound(copy, day, None, rule, tuple(sorted(evidence)), first))
    return found


def _shared_words(
    edge: CopyEdge, document: str, passages: Mapping[str, Passage], texts: Mapping[str, Text]
) -> Iterator[Span]:
    """Yield the beginning of the longest passage that *document* shares."""
    shared = [passages[key] for key in edge.passages if key in passages]
    if shared:
        longest = max(shared, key=lambda row: (row.n_words, row.id))
        run = longest.a if longest.a.document == document else longest.b
        end = min(run.end, run.start + _SHOWN_CHARACTERS)
        yield span_of(document, texts[document].text, run.start, end)
