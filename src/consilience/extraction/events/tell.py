"""What happened, as each sentence of a report tells it: the stage ``tell``."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeVar

from consilience.extraction.carriers import Carriers
from consilience.extraction.events.blame import is_office
from consilience.extraction.events.carried import Lead, carried_place, carried_time
from consilience.extraction.events.clauses import is_verbal, light_verb
from consilience.extraction.events.costs import attach_figures, is_aggregate
from consilience.extraction.events.datelines import is_date_of_report, word_before
from consilience.extraction.events.lexicon import words_of
from consilience.extraction.events.meant import find_meant
from consilience.extraction.events.moments import attach_time, tells_own_time
from consilience.extraction.events.nearness import Attached
from consilience.extraction.events.nesting import find_larger_events
from consilience.extraction.events.realis import realis_of
from consilience.extraction.events.roles import Roles, find_roles
from consilience.extraction.events.scene import attach_place, tells_own_place
from consilience.extraction.events.settings import TellSettings
from consilience.extraction.events.triggers import Names, Trigger, find_triggers, trigger_at
from consilience.model.case import Skipped
from consilience.model.entities import Mention
from consilience.model.events import EventMention
from consilience.model.figures import Figure
from consilience.model.places import PlaceMention
from consilience.model.scales import EventKind, Realis
from consilience.model.sentences import Sentence
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import TimeMention
from consilience.text.parsed import ParsedDocument, parsed_document
from consilience.text.tokens import ParsedSentence, Token


@dataclass(frozen=True, slots=True)
class _Rows:
    """What other stages found in one document, by sentence."""

    names: Mapping[str, Sequence[Mention]]
    places: Mapping[str, Sequence[PlaceMention]]
    times: Mapping[str, Sequence[TimeMention]]
    figures: Mapping[str, Sequence[Figure]]
    carriers: Carriers
    block_of: Mapping[str, str]


def tell_document(tables: Tables, *, settings: TellSettings) -> Iterator[EventMention | Skipped]:
    """Yield what happened as each sentence of a document tells it, with who, where and when."""
    yield from _tell(tables, find_triggers, settings)


def tell_given(
    tables: Tables, *, spans: Sequence[tuple[int, int]], settings: TellSettings
) -> Iterator[EventMention | Skipped]:
    """Yield what is told at *spans* of a document, where somebody has marked its events."""

    def given(sentence: ParsedSentence, names: Names) -> list[Trigger]:
        here = [span for span in spans if sentence.start <= span[0] < sentence.end]
        found = (trigger_at(sentence, start, end, names) for start, end in sorted(here))
        return [trigger for trigger in found if trigger is not None]

    yield from _tell(tables, given, settings)


def _tell(
    tables: Tables,
    find: Callable[[ParsedSentence, Names], list[Trigger]],
    settings: TellSettings,
) -> Iterator[EventMention | Skipped]:
    parsed = parsed_document(tables)
    rows = _gather(tables, parsed)
    lead = Lead()
    meant, officials = find_meant(parsed, rows.names), _officials(tables.of(Mention))
    for sentence in parsed.sentences:
        own = rows.names.get(sentence.id, ()), rows.places.get(sentence.id, ())
        names = Names(*own, meant, officials)
        triggers = find(sentence, names)
        if rows.block_of.get(sentence.id) != lead.block:
            lead = Lead(block=rows.block_of.get(sentence.id, ""))
        lead.grow_old()
        yield from _Teller(parsed, rows, names, settings).tell(sentence, triggers, lead)


def _officials(mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the mentions of people whom the report gives an office of an authority."""
    held = {mention.same_as or mention.id for mention in mentions if is_office(mention.role)}
    return frozenset(
        mention.id for mention in mentions if held & {mention.id, mention.same_as or mention.id}
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a mention's surroundings give it: the paragraph's lead, the sentence's triggers."""

    lead: Lead
    heads: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Teller:
    parsed: ParsedDocument
    rows: _Rows
    names: Names
    settings: TellSettings

    def tell(
        self, sentence: ParsedSentence, triggers: Sequence[Trigger], lead: Lead
    ) -> Iterator[EventMention | Skipped]:
        """Yield a mention for each of *triggers*, parts after all were made."""
        larger = find_larger_events(triggers)
        figures = attach_figures(triggers, self.rows.figures.get(sentence.id, ()))
        heads = frozenset(trigger.head.i for trigger in triggers)
        made: dict[int, EventMention] = {}
        for at, trigger in enumerate(triggers):
            statement = self.rows.carriers.at(trigger.start, trigger.end)
            if statement is None:
                yield self._skipped(trigger)
                continue
            roles = find_roles(trigger, self.names, heads, statement)
            if _is_bare(trigger, roles, figures.get(at, ())):
                continue
            scene = _Scene(lead=lead, heads=heads)
            made[at] = self._mention(trigger, statement, roles, figures.get(at, ()), scene)
        yield from _nested(made, larger)

    def _mention(
        self,
        trigger: Trigger,
        statement: Statement,
        roles: Roles,
        figures: tuple[Figure, ...],
        scene: _Scene,
    ) -> EventMention:
        sentence = trigger.head.sentence
        places = self.rows.places.get(sentence.id, ())
        times = self.rows.times.get(sentence.id, ())
        place = attach_place(trigger.head, places, statement)
        time = attach_time(trigger.head, times, statement, others=scene.heads)
        counted = any(figure.qualifier != "unquantified" for figure in figures)
        general = _is_general(trigger, roles) and not (place or time or counted)
        lead = scene.lead
        summed = any(figure.count_kind == "cumulative" for figure in figures)
        realis, because = realis_of(trigger.head, statement)
        if realis == "happened" and general:
            realis, because = "hypothetical", "told in general"
        if not statement.background and not summed:  # a total so far is of no day and no town
            if not self._is_old(time):
                lead.remember(place, None if time and self._is_since(time.row) else time)
            if realis in _LED:
                abroad = (
                    place is not None and place.row.kind == "country" and lead.place is not None
                )
                lasting = trigger.kind in _STATES  # people flee for weeks
                if not (
                    time or abroad or lasting or tells_own_time(trigger.head, times, statement)
                ):
                    time = carried_time(lead, trigger.head)
                led = time is None or time.row is lead.time
                if place is None and led and not tells_own_place(trigger.head, places, statement):
                    place = carried_place(lead, trigger.head)
        total = is_aggregate(trigger, figures, time.row if time else None)
        if time is not None and total is None and self._only_began(time.row):
            time = None
        if realis in ("happened", "ongoing") and time is not None:
            realis, because = self._recalled(realis, because, time)
        return EventMention(
            id=EventMention.make_id(sentence.document, trigger.start, trigger.end, trigger.kind),
            document=sentence.document,
            statement=statement.id,
            sentence=sentence.id,
            trigger=self.parsed.span(trigger.start, trigger.end),
            lemma=trigger.head.lemma.lower(),
            kind=trigger.kind,
            realis=realis,
            actors=roles.actors,
            targets=roles.targets,
            target_words=self._span(roles.target_words),
            weapon=self._span(roles.weapon),
            place=place.row.id if place else None,
            time=time.row.id if time else None,
            figures=tuple(figure.id for figure in figures),
            within_mention=None,
            aggregate=total is not None,
            reason=_reason(trigger, because, place, time, total),
            blame=roles.blame,
        )

    def _only_began(self, time: TimeMention) -> bool:
        """Whether *time* is a month or year since when it lasts ("besieged since 2012")."""
        return time.precision in _LONG and self._is_since(time)

    def _is_since(self, time: TimeMention) -> bool:
        return word_before(time.span, self.parsed.text) == "since"

    def _recalled(
        self, realis: Realis, because: str, time: Attached[TimeMention]
    ) -> tuple[Realis, str]:
        if not self._is_old(time):
            return realis, because
        return "background", f"it ended {self._age(time)} days before the report"

    def _is_old(self, time: Attached[TimeMention] | None) -> bool:
        """Whether what happened then is recalled, and no news."""
        age = None if time is None else self._age(time)
        return age is not None and age > self.settings.recalled_after_days

    def _age(self, time: Attached[TimeMention]) -> int | None:
        """Return how many days before the report *time* ended."""
        published, end = self.parsed.document.published_start, time.row.end
        return (_day(published) - _day(end)).days if published and end else None

    def _span(self, bounds: tuple[int, int] | None) -> Span | None:
        return None if bounds is None else self.parsed.span(*bounds)

    def _skipped(self, trigger: Trigger) -> Skipped:
        document = self.parsed.document.id
        return Skipped(
            id=Skipped.make_id("tell", document, trigger.start, trigger.end),
            what=trigger.head.sentence.id,
            document=document,
            stage="tell",
            reason=f"no statement carries the words at {trigger.start}",
        )


def _gather(tables: Tables, parsed: ParsedDocument) -> _Rows:
    return _Rows(
        names=_by_sentence(tables.of(Mention)),
        places=_by_sentence(tables.of(PlaceMention)),
        times=_by_sentence(
            time for time in tables.of(TimeMention) if not is_date_of_report(time.span, parsed.text)
        ),
        figures=_by_sentence(tables.of(Figure)),
        carriers=Carriers(tables.of(Statement)),
        block_of={sentence.id: sentence.block for sentence in tables.of(Sentence)},
    )


class _InSentence(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def span(self) -> Span: ...


_R = TypeVar("_R", bound=_InSentence)


def _by_sentence(rows: Iterable[_R]) -> dict[str, list[_R]]:
    found: dict[str, list[_R]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.span.start, row.span.end, row.id)):
        found[row.sentence].append(row)
    return found


def _nested(made: Mapping[int, EventMention], larger: Mapping[int, int]) -> Iterator[EventMention]:
    for at, mention in made.items():
        whole = made.get(larger.get(at, -1))
        yield mention if whole is None else _as_part(mention, whole)


def _as_part(mention: EventMention, whole: EventMention) -> EventMention:
    """Return *mention* as a part of *whole*, with its place and time where it tells none.

    The time over which something is counted is not that of one thing in it.
    """
    lent = whole.time if mention.aggregate or not whole.aggregate else None
    return replace(
        mention,
        within_mention=whole.id,
        place=mention.place or whole.place,
        time=mention.time or lent,
    )


def _is_general(trigger: Trigger, roles: Roles) -> bool:
    """Whether a noun tells of such events in general ("the use of car bombs").

    A noun without an article that points, and with nothing that belongs to it alone, names a
    sort of event; a bare plural does so unless it does something in the past.
    """
    head = trigger.head
    if is_verbal(head) or roles.actors or roles.targets:
        return False
    marks = {child.lower for child in head.children if child.dep in ("det", "nummod", "poss")}
    if _has_harmed(head):
        return False
    if head.tag in ("NNS", "NNPS"):
        acts = head.dep in ("nsubj", "nsubjpass") or (
            head.dep == "dobj" and light_verb(head) is not None
        )
        return not marks and not (acts and head.head.tag in ("VBD", "VBN"))
    return not marks and head.dep in ("pobj", "conj", "compound", "dobj") and not head.is_root


def _has_harmed(noun: Token) -> bool:
    """Whether people were harmed in what *noun* names ("six were killed in shelling")."""
    if noun.dep != "pobj" or noun.head.lower not in ("in", "by", "during", "after"):
        return False
    verb = noun.head.head
    harm = verb.lemma.lower() in words_of("harming") and verb.tag in ("VBD", "VBN")
    return harm and realis_of(verb, None)[0] == "happened"


def _is_bare(trigger: Trigger, roles: Roles, figures: Sequence[Figure]) -> bool:
    """Whether a noun only names a state of things ("the siege"), and nobody whom it befell."""
    noun = trigger.entry is not None and trigger.entry.part == "noun"
    whom = roles.target_words is not None or roles.targets
    return noun and trigger.kind in _STATES and not (whom or figures)


_LED: Final[frozenset[Realis]] = frozenset({"happened", "ongoing"})
"""What may lie in the scene that its paragraph began with: not what is planned or supposed."""
_LONG: Final = frozenset({"month", "quarter", "year", "decade"})
_STATES: Final[frozenset[EventKind]] = frozenset({"displacement", "siege"})


def _day(written: str) -> datetime.date:
    return datetime.date.fromisoformat(written[:10])


def _reason(
    trigger: Trigger,
    because: str,
    place: Attached[PlaceMention] | None,
    time: Attached[TimeMention] | None,
    total: str | None,
) -> str:
    parts = [
        f"'{' '.join(trigger.entry.words) if trigger.entry else trigger.head.lemma}' tells "
        f"{trigger.kind.replace('_', ' ')}; {because}",
        f"the place {place.reason}" if place else "no place is told",
        f"the time {time.reason}" if time else "no time is told",
    ]
    return "; ".join([*parts, total] if total else parts)
