"""What is known of one event, who tells it, and where do they differ?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, get_args

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from consilience.errors import NotInCaseError
from consilience.model.documents import Document
from consilience.model.entities import Entity, EntityMember
from consilience.model.events import Event, EventMember, EventMention, SuggestedMerge
from consilience.model.findings import Contradiction, Grade, Origin
from consilience.model.places import Place
from consilience.model.scales import HarmGrade
from consilience.outputs.lookup import Lookup
from consilience.outputs.quotes import Quoter
from consilience.outputs.ties import Tie, ties_of
from consilience.outputs.wording import written_dates
from consilience.web.correcting import Correcting, correcting
from consilience.web.event_lines import EventLine, event_lines, gather_events
from consilience.web.evidence import Evidence, Witness, span_link
from consilience.web.figure_cards import FigureCard, make_cards
from consilience.web.gathering import Gatherer, gather_findings
from consilience.web.histories import Line, decided_about
from consilience.web.visits import Visit, visiting

router = APIRouter(include_in_schema=False)
_MOST_VOICES: Final = 12
_MOST_TELLINGS: Final = 400
_MOST_PARTS: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report that tells of the event, and where in it."""

    source: str
    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventVoice:
    """One independent voice behind an event: one quote, and its further reports."""

    id: str
    name: str
    kind: str
    assumed: bool
    tests: tuple[str, ...]
    n_reports: int
    quotes: tuple[Evidence, ...]
    further: tuple[Telling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """The context of one event."""

    template: ClassVar[str] = "event.html"

    title: str
    event: Event
    line: EventLine
    place: Place | None
    actors: tuple[tuple[Entity, Tie], ...]
    targets: tuple[Entity, ...]
    cards: tuple[FigureCard, ...]
    voices: tuple[EventVoice, ...]
    more_voices: int
    n_tellings: int
    contradictions: tuple[Contradiction, ...]
    grades: tuple[Grade, ...]
    related: tuple[EventLine, ...]
    like: tuple[tuple[SuggestedMerge, EventLine], ...]
    members: tuple[tuple[str, str], ...]  # what may be taken out: id of a mention, and its words
    harm_grades: tuple[str, ...]
    correcting: Correcting | None
    history: tuple[Line, ...]


@router.get("/events/{row_id}")
def show_event(request: Request, row_id: str) -> Response:
    """Return one event; an older id of it leads to the id that it has now."""
    with visiting(request) as visit:
        event = visit.case.get(Event, row_id) if row_id.startswith("ev_") else None
        if event is None:
            raise NotInCaseError(f"there is no event {row_id!r} in this case")
        if event.id != row_id:
            return RedirectResponse(f"/events/{event.id}", status_code=303)
        return visit.show(_page(visit, event))


def _page(visit: Visit, event: Event) -> EventPage:
    case = visit.case
    lookup = gather_events(case, [event])
    sets = [row.id for row in lookup.sets_of_event.get(event.id, ())]
    findings = sorted(
        lookup.finding_of.values(), key=lambda row: (-row.n_reports, -row.n_independent, row.id)
    )
    voices, n_voices, n_tellings = _voices(visit, event)
    return EventPage(
        title=written_dates(event.title),
        event=event,
        line=event_lines([event], lookup)[0],
        place=lookup.places.get(event.place or ""),
        actors=_actors(visit, event, lookup),
        targets=_entities(event.targets, lookup),
        cards=make_cards(findings, gather_findings(case, findings)),
        voices=voices,
        more_voices=n_voices - len(voices),
        n_tellings=n_tellings,
        contradictions=tuple(
            sorted(
                case.among(Contradiction, "subject", [event.id, *sets]),
                key=lambda row: (row.level != "major", row.id),
            )
        ),
        grades=tuple(lookup.grades_of.get(event.id, ())),
        related=_lines(visit, event.related),
        like=tuple(_like(visit, event)),
        members=_members(visit, event) if visit.viewer.may_write else (),
        harm_grades=get_args(HarmGrade),
        correcting=correcting(visit, event),
        history=decided_about(visit, [event.id, *event.previous_ids]),
    )


def _members(visit: Visit, event: Event) -> tuple[tuple[str, str], ...]:
    """Return the mentions that the event is merged from, with report and words of each."""
    gatherer = Gatherer(visit.case)
    members = gatherer.having(EventMember, "event", [event.id])[:_MOST_PARTS]
    mentions = gatherer.by_id(EventMention, (row.mention for row in members))
    gatherer.by_id(Document, {row.document for row in mentions})
    lookup = gatherer.lookup()
    named = (
        (row.id, f"{lookup.source_name(row.document)}: “{row.trigger.quote}”") for row in mentions
    )
    return tuple(sorted(named, key=lambda one: (one[1], one[0])))


def _entities(ids: Sequence[str], lookup: Lookup) -> tuple[Entity, ...]:
    return tuple(lookup.entities[key] for key in ids if key in lookup.entities)


def _actors(visit: Visit, event: Event, lookup: Lookup) -> tuple[tuple[Entity, Tie], ...]:
    """Return who did it, each with how firmly the reports say so."""
    if not event.actors:
        return ()
    gatherer = Gatherer(visit.case)
    members = gatherer.having(EventMember, "event", [event.id])
    mentions = gatherer.by_id(EventMention, (row.mention for row in members))
    named = {key for row in mentions for key in row.actors}
    gatherer.by_id(EntityMember, (EntityMember.make_id(key) for key in named))
    ties = ties_of(event.actors, mentions, gatherer.lookup().entity_of)
    return tuple((lookup.entities[tie.party], tie) for tie in ties if tie.party in lookup.entities)


def _lines(visit: Visit, ids: Sequence[str]) -> tuple[EventLine, ...]:
    rows = sorted(visit.case.among(Event, "id", ids), key=lambda row: row.id)
    return event_lines(rows, gather_events(visit.case, rows))


def _like(visit: Visit, event: Event) -> list[tuple[SuggestedMerge, EventLine]]:
    """Return the events that may be the same one, the likeliest first."""
    suggested = [
        *visit.case.among(SuggestedMerge, "event_a", [event.id]),
        *visit.case.among(SuggestedMerge, "event_b", [event.id]),
    ]
    suggested.sort(key=lambda row: (-row.score, row.id))
    others = {row.id: row.event_b if row.event_a == event.id else row.event_a for row in suggested}
    lines = {line.id: line for line in _lines(visit, list(others.values()))}
    return [(row, lines[others[row.id]]) for row in suggested if others[row.id] in lines]


def _voices(visit: Visit, event: Event) -> tuple[tuple[EventVoice, ...], int, int]:
    gatherer = Gatherer(visit.case)
    members = gatherer.having(EventMember, "event", [event.id])[:_MOST_TELLINGS]
    mentions = gatherer.by_id(EventMention, (row.mention for row in members))
    mentions.sort(key=lambda row: (row.document, row.trigger.start))
    origins = gatherer.having(Origin, "subject", [event.id])
    origins.sort(key=lambda row: (-len(row.documents), row.originator_name, row.id))
    gatherer.by_id(Document, {row.document for row in mentions})
    lookup = gatherer.lookup()
    witness = Witness(Quoter(visit.case), visit.profile)
    made = tuple(_voice(row, mentions, lookup, witness) for row in origins[:_MOST_VOICES])
    return tuple(voice for voice in made if voice.quotes), len(origins), len(mentions)


def _voice(
    origin: Origin, mentions: Sequence[EventMention], lookup: Lookup, witness: Witness
) -> EventVoice:
    own = [row for row in mentions if row.document in origin.documents]
    return EventVoice(
        id=origin.id,
        name=origin.originator_name.removeprefix("unattributed: "),
        kind=origin.originator_kind,
        assumed=origin.independence_assumed,
        tests=origin.tests,
        n_reports=len(origin.documents),
        quotes=tuple(witness.of_row(own[0])) if own else (),
        further=tuple(
            Telling(
                source=lookup.source_name(row.document),
                words=row.trigger.quote,
                href=span_link(row.trigger),
            )
            for row in own[1:]
        ),
    )
