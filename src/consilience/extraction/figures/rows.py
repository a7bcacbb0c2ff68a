"""From what a sentence counts to a figure, with all that stands beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from consilience.extraction.figures.binding import noun_words
from consilience.extraction.figures.count_kinds import (
    clause_words,
    find_count_kind,
    find_role,
    has_happened,
    is_blamed,
    is_perfect,
    is_purpose,
    is_recalled,
    is_supposed,
)
from consilience.extraction.figures.counts import Count
from consilience.extraction.figures.parties import find_perpetrators, find_victims
from consilience.extraction.figures.recounts import Ties
from consilience.extraction.figures.scope import place_scope, time_scope
from consilience.extraction.figures.verbs import Trigger
from consilience.extraction.figures.wars import is_of_war
from consilience.model.entities import Mention
from consilience.model.figures import Figure
from consilience.model.places import PlaceMention
from consilience.model.scales import CountKind, FigureRole, Measure
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.times import TimeMention
from consilience.text.parsed import ParsedDocument
from consilience.text.tokens import ParsedSentence


@dataclass(frozen=True, slots=True)
class Beside:
    """Rows of other stages that stand in one sentence."""

    mentions: tuple[Mention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands, with the rows beside it."""

    document: ParsedDocument
    sentence: ParsedSentence
    beside: Beside

    def span(self, start: int, end: int) -> Span:
        """Return the span from offsets within the sentence."""
        return self.document.span(self.sentence.start + start, self.sentence.start + end)


@dataclass(frozen=True, slots=True)
class Told:
    """A count with all that its sentence says of it."""

    key: str  # id of the figure to be
    place: Place
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


def tell_count(place: Place, count: Count, statement: Statement) -> Told:
    """Return *count* with its kind, its role, and whether it is older news."""
    sentence, trigger = place.sentence, count.trigger
    clause = clause_words(trigger.token if trigger else count.place, keep=count.place)
    return Told(
        key=Figure.make_id(sentence.id, count.start, count.end, count.measure),
        place=place,
        count=count,
        statement=statement,
        kind=_kind(count, clause, sentence),
        role=_role(statement, trigger, find_role(clause, words=sentence.text[: count.end])),
        background=statement.background,
        older=is_recalled(clause) or is_blamed(trigger),
    )


def _kind(count: Count, clause: str, sentence: ParsedSentence) -> CountKind:
    if count.snapshot or (count.trigger is not None and "at a site" in count.trigger.rule):
        return "snapshot"
    since = _perfect(count.trigger, sentence)
    kind = find_count_kind(count.measure, clause, perfect=since)
    perfect = count.trigger is not None and is_perfect(count.trigger)
    grown = kind in ("incident", "unstated") and count.measure in _OF_WAR
    if grown and is_of_war(count.trigger, count.bounds.best, perfect=perfect):
        return "cumulative"
    return kind


def _perfect(trigger: Trigger | None, sentence: ParsedSentence) -> bool:
    """Tell "have killed 30 since May": the words behind the clause count too."""
    if trigger is None:
        return False
    return sentence.text.startswith("Since ") or (
        is_perfect(trigger) and " since " in sentence.text
    )


def _since_when(one: Told, time: TimeMention | None) -> CountKind:
    """Return the kind of count; "12 killed and three vehicles destroyed since Monday" is one."""
    if one.kind != "incident" or time is None or one.count.bounds.best == 1:
        return one.kind
    sentence = one.place.sentence
    before = sentence.text[: time.span.start - sentence.start].split()
    return "cumulative" if before[-1:] == ["since"] else one.kind


_OF_WAR: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "missing", "displaced", "detained"}
)
"""What a war is summed up by."""
_OF_A_LIST: Final = re.compile(
    r"\bnames? (?:appear|occur|stand|are listed|is listed)", re.IGNORECASE
)
"""Who is missing where names appear is missing from a list."""


def figure_row(one: Told, ties: Ties, whole: Told | None) -> Figure:
    """Return the figure.

    Args:
        one: What is counted.
        ties: Its links to other figures of the report.
        whole: The quantity of the same sentence that it is a fraction of.
    """
    place, count, bounds = one.place, one.count, one.count.bounds
    beside, victims = place.beside, _victims(place, count)
    scope_place = place_scope(beside.places, count.trigger, count.place)
    scope_time = time_scope(beside.times, count.trigger, count.place)
    listed = count.measure == "missing" and _OF_A_LIST.search(place.sentence.text) is not None
    measure: Measure = "other" if listed else count.measure
    return Figure(
        id=one.key,
        document=place.document.document.id,
        statement=one.statement.id,
        sentence=place.sentence.id,
        span=place.span(count.start, count.end),
        noun=_noun_span(place, count),
        trigger=_trigger_span(place, count),
        measure=measure,
        measure_reason=count.reason,
        group=count.group,
        unit=count.unit,
        low=bounds.low,
        best=bounds.best,
        high=bounds.high,
        qualifier=bounds.qualifier,
        count_kind=_since_when(one, scope_time),
        role=one.role,
        perpetrator=find_perpetrators(count.trigger, victims, beside.mentions),
        victims=victims,
        scope_place=scope_place.id if scope_place else None,
        scope_time=scope_time.id if scope_time else None,
        base=place.span(*count.base) if count.base else None,
        base_value=count.base_value,
        of_whole=whole.key if whole and not count.derived else ties.of_whole,
        derived_from=whole.key if whole and not count.part else None,
        factor=_factor(count),
        reason=_reason(count),
        recount_of=ties.recount_of,
        background=one.background,
    )


def _trigger_span(place: Place, count: Count) -> Span | None:
    if count.trigger is None:
        return None
    token = count.trigger.token
    return place.span(*_inside(place.sentence, token.start, token.end))


def _inside(sentence: ParsedSentence, start: int, end: int) -> tuple[int, int]:
    return start - sentence.start, end - sentence.start


def _noun_span(place: Place, count: Count) -> Span | None:
    if count.noun is None:
        return None
    start, end = _inside(place.sentence, *noun_words(count.noun))
    start = max(start, count.end) if count.noun.start - place.sentence.start >= count.end else start
    while place.sentence.text[start : start + 1] in (" ", "-") and start < end - 1:
        start += 1
    return place.span(start, end)


def _victims(place: Place, count: Count) -> tuple[str, ...]:
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


def _role(statement: Statement, trigger: Trigger | None, said: FigureRole) -> FigureRole:
    role = _BY_FIRMNESS.get(statement.firmness, said) if said == "observed" else said
    if trigger is None:
        return role
    if is_purpose(trigger) or is_supposed(trigger):
        return "planning"
    return "observed" if role == "planning" and has_happened(trigger) else role


def _factor(count: Count) -> float | None:
    if count.base_value and count.bounds.best is not None:
        return count.bounds.best / count.base_value
    return None


def _reason(count: Count) -> str:
    counted = f"noun {count.noun.lower!r}" if count.noun is not None else "no noun"
    return f"{count.bounds.qualifier}; {counted}; {count.reason}"
