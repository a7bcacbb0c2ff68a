"""What does a report count, with which bounds, of whom, and on whose word? (METHOD 1.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from consilience.extraction.carriers import Carriers
from consilience.extraction.figures.binding import noun_words
from consilience.extraction.figures.counts import Count, counts_of
from consilience.extraction.figures.implicit import find_implicit
from consilience.extraction.figures.lexicon import load_lexicon
from consilience.extraction.figures.parties import find_perpetrators, find_victims
from consilience.extraction.figures.quantities import find_quantities
from consilience.extraction.figures.recounts import FAMILIES, Ties, tie_counts
from consilience.extraction.figures.scope import (
    attached,
    clause_words,
    find_count_kind,
    find_role,
    has_happened,
    is_blamed,
    is_perfect,
    is_purpose,
    is_recalled,
    time_scope,
)
from consilience.extraction.figures.triggers import Trigger
from consilience.model.case import Skipped
from consilience.model.entities import Mention
from consilience.model.figures import Figure
from consilience.model.places import PlaceMention
from consilience.model.rows import Row
from consilience.model.scales import CountKind, FigureRole
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import TimeMention
from consilience.text.parsed import ParsedDocument, parsed_document
from consilience.text.tokens import ParsedSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingSettings:
    """How figures are read."""

    others: bool = True  # keep quantities of things whose measure no word tells


@dataclass(frozen=True, slots=True)
class _Beside:
    """Rows of other stages that stand in one sentence."""

    mentions: tuple[Mention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()


def count_document(tables: Tables, *, settings: CountingSettings) -> Iterator[Row]:
    """Yield the figures of one document."""
    document = parsed_document(tables)
    beside = _rows_beside(tables)
    carriers = Carriers(tables.of(Statement))
    told: list[_Told] = []
    for sentence in document.sentences:
        near = beside.get(sentence.id, _NOTHING)
        for count in find_counts(sentence):
            if count.measure == "other" and not settings.others:
                continue
            carrier = carriers.at(sentence.start + count.start, sentence.start + count.end)
            if carrier is None:
                yield _skipped(document, sentence, count)
            else:
                told.append(_told(_Place(document, sentence, near), count, carrier))
    told = _without_old_news(told)
    ties = tie_counts(
        [(one.key, one.count) for one in told if one.ledgered],
        [(one.key, one.count) for one in told if one.background],
    )
    for one in told:
        tie = ties.get(one.key, Ties())
        if one.count.single and one.count.definite and (tie.recount_of or not one.ledgered):
            continue  # "the man died", told of a man who is counted already
        yield _figure(one, tie, _whole(one, told))


def find_counts(sentence: ParsedSentence) -> list[Count]:
    """Return what *sentence* counts, in the order of its words."""
    quantities = find_quantities(sentence)
    counts = counts_of(sentence, quantities) if quantities else []
    if not load_lexicon().triggers.isdisjoint(sentence.lemmas):
        counts.extend(find_implicit(sentence, counts))
    return sorted(counts, key=lambda count: (count.start, count.end))


_NOTHING = _Beside()
R = TypeVar("R", bound=Mention | PlaceMention | TimeMention)


def _rows_beside(tables: Tables) -> dict[str, _Beside]:
    mentions = _by_sentence(tables.of(Mention))
    places = _by_sentence(tables.of(PlaceMention))
    times = _by_sentence(tables.of(TimeMention))
    return {
        sentence: _Beside(
            mentions.get(sentence, ()), places.get(sentence, ()), times.get(sentence, ())
        )
        for sentence in {*mentions, *places, *times}
    }


def _by_sentence(rows: Iterable[R]) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.span.start, row.span.end, row.id)):
        found[row.sentence].append(row)
    return {sentence: tuple(own) for sentence, own in found.items()}


def _skipped(document: ParsedDocument, sentence: ParsedSentence, count: Count) -> Skipped:
    words = sentence.text[count.start : count.end]
    reason = f"no statement carries the figure {words!r}"
    return Skipped(
        id=Skipped.make_id("count", sentence.id, count.start, count.end),
        what=sentence.id,
        document=document.document.id,
        stage="count",
        reason=reason,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a figure stands, with the rows beside it."""

    document: ParsedDocument
    sentence: ParsedSentence
    beside: _Beside

    def span(self, start: int, end: int) -> Span:
        """Return the span from offsets within the sentence."""
        return self.document.span(self.sentence.start + start, self.sentence.start + end)


@dataclass(frozen=True, slots=True)
class _Told:
    """A count with all that its sentence says of it."""

    key: str  # id of the figure to be
    place: _Place
    count: Count
    statement: Statement
    kind: CountKind
    role: FigureRole
    background: bool
    older: bool  # recalled, or what somebody is blamed for: background, if there is newer harm

    @property
    def ledgered(self) -> bool:
        """Whether it counts people of what the report is about, one happening of them."""
        happened = self.kind in ("incident", "unstated", "snapshot")
        return happened and not self.background and self.role not in ("planning", "target")


def _told(place: _Place, count: Count, statement: Statement) -> _Told:
    sentence, trigger = place.sentence, count.trigger
    clause = clause_words(trigger.token if trigger else count.place, keep=count.place)
    role = _role(statement, find_role(clause, words=sentence.text[: count.end]))
    if trigger is not None and is_purpose(trigger):
        role = "planning"
    if role == "planning" and trigger is not None and has_happened(trigger):
        role = "observed"
    return _Told(
        key=Figure.make_id(sentence.id, count.start, count.end, count.measure),
        place=place,
        count=count,
        statement=statement,
        kind=find_count_kind(count.measure, clause, perfect=_perfect(trigger, sentence)),
        role=role,
        background=statement.background,
        older=is_recalled(clause) or is_blamed(trigger),
    )


def _perfect(trigger: Trigger | None, sentence: ParsedSentence) -> bool:
    """Tell "have killed 30 since May": the words behind the clause count too."""
    return trigger is not None and is_perfect(trigger) and " since " in sentence.text


def _without_old_news(told: list[_Told]) -> list[_Told]:
    """Make what is recalled or blamed on somebody background, where the report has newer harm."""
    newer = any(
        one.ledgered and one.count.measure in FAMILIES and not one.older and not one.count.definite
        for one in told
    )
    return [replace(one, background=True) if one.older and newer else one for one in told]


def _whole(one: _Told, told: Iterable[_Told]) -> _Told | None:
    """Return the quantity of the same sentence that *one* is a fraction of."""
    if one.count.base_at is None:
        return None
    return next(
        (
            other
            for other in told
            if other.place.sentence is one.place.sentence and other.count.start == one.count.base_at
        ),
        None,
    )


def _figure(one: _Told, ties: Ties, whole: _Told | None) -> Figure:
    place, count = one.place, one.count
    trigger, bounds, beside = count.trigger, count.bounds, place.beside
    victims = _victims(place, count)
    scope_place = attached(beside.places, trigger, count.place, place.sentence)
    scope_time = time_scope(beside.times, trigger, count.place)
    return Figure(
        id=one.key,
        document=place.document.document.id,
        statement=one.statement.id,
        sentence=place.sentence.id,
        span=place.span(count.start, count.end),
        noun=_noun_span(place, count),
        trigger=_trigger_span(place, count),
        measure=count.measure,
        measure_reason=count.reason,
        group=count.group,
        unit=count.unit,
        low=bounds.low,
        best=bounds.best,
        high=bounds.high,
        qualifier=bounds.qualifier,
        count_kind=one.kind,
        role=one.role,
        perpetrator=find_perpetrators(trigger, victims, beside.mentions),
        victims=victims,
        scope_place=scope_place.id if scope_place else None,
        scope_time=scope_time.id if scope_time else None,
        base=place.span(*count.base) if count.base else None,
        base_value=count.base_value,
        of_whole=whole.key if whole else ties.of_whole,
        derived_from=whole.key if whole else None,
        factor=_factor(count),
        reason=_reason(count),
        recount_of=ties.recount_of,
        background=one.background,
    )


def _trigger_span(place: _Place, count: Count) -> Span | None:
    if count.trigger is None:
        return None
    token = count.trigger.token
    return place.span(*_inside(place.sentence, token.start, token.end))


def _inside(sentence: ParsedSentence, start: int, end: int) -> tuple[int, int]:
    return start - sentence.start, end - sentence.start


def _noun_span(place: _Place, count: Count) -> Span | None:
    if count.noun is None:
        return None
    start, end = _inside(place.sentence, *noun_words(count.noun))
    start = max(start, count.end) if count.noun.start - place.sentence.start >= count.end else start
    while place.sentence.text[start : start + 1] in (" ", "-") and start < end - 1:
        start += 1
    return place.span(start, end)


def _victims(place: _Place, count: Count) -> tuple[str, ...]:
    mentions = place.beside.mentions
    if count.names:
        base = place.sentence.start
        return tuple(
            row.id
            for row in mentions
            if any(
                row.span.start - base < end and start < row.span.end - base
                for start, end in count.names
            )
        )
    return find_victims(count.noun, count.place, mentions)


_BY_FIRMNESS: dict[str, FigureRole] = {"estimated": "estimate", "expected": "planning"}


def _role(statement: Statement, said: FigureRole) -> FigureRole:
    return _BY_FIRMNESS.get(statement.firmness, said) if said == "observed" else said


def _factor(count: Count) -> float | None:
    if count.base_value and count.bounds.best is not None:
        return count.bounds.best / count.base_value
    return None


def _reason(count: Count) -> str:
    counted = f"noun {count.noun.lower!r}" if count.noun is not None else "no noun"
    return f"{count.bounds.qualifier}; {counted}; {count.reason}"
