"""Denials and disputes that nothing new reaches are left alone, and stay what they would be."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import pytest

from consilience.corroboration.comparable import compare_figures
from consilience.corroboration.grouping import CompareSettings
from consilience.corroboration.independence import count_origins
from consilience.model.documents import Document, Text
from consilience.model.entities import Entity
from consilience.model.events import Event
from consilience.model.findings import Contradiction
from consilience.model.memory import Memory
from consilience.model.places import PlaceMention
from consilience.model.rows import Row
from consilience.model.scales import EventKind
from consilience.model.spans import Span

from .changes_by_hand import seen, told
from .contradictions_by_hand import find
from .invented_pile import (
    document,
    entity,
    event,
    figure,
    in_text,
    inferred,
    located,
    member,
    mention,
    named,
    place,
    sentence,
    statement,
    tables_of,
)

FIRST = (
    "Guns hit the mill.", "Army guns hit the mill.", "Front guns hit the mill.",
    "Front and Army guns hit the mill.", "Venn forces hit the mill.",
)  # fmt: skip
CHARGES = (
    "It rained.", "Villagers blamed the Army.", "Villagers blamed the Front.",
    "Villagers blamed the regime.", "Villagers blamed Ruritania.", "Veskaran guns were behind it.",
)  # fmt: skip
DENIALS = ("any role", "any role", "firing across the river", "taking the mill", "taking the mill")
DAYS = ("2031-05-02", "2031-05-03", "2031-05-20", None)
NAMES = re.compile("Army|Front|Orla Venn")
N_EVENTS = 5
POINTS = ((33.0, 36.0), (33.1, 36.0), (35.0, 38.0))


@dataclass(frozen=True)
class Report:
    """What one report says: sentences, and who denies what in the one before the last."""

    first: str
    charge: str
    denier: str | None
    denied: str
    president: bool  # of whom the last sentence says of which country he is
    place: str
    killed: int
    kind: EventKind

    @property
    def text(self) -> str:
        denial = f"The {self.denier} denied {self.denied}." if self.denier else "It snowed."
        country = "Ruritanian" if self.president else "Veskaran"
        return f"{self.first} {self.charge} {denial} {country} President Orla Venn spoke."


@dataclass
class Pile:
    """Reports, and what the case makes of them."""

    reports: list[Report] = field(default_factory=list)
    tells: list[int] = field(default_factory=list)  # which event, by report
    days: list[str | None] = field(default_factory=list)  # of publication, by report
    at: list[int] = field(default_factory=lambda: [0] * N_EVENTS)  # on which day, by event
    sides: dict[str, str | None] = field(
        default_factory=lambda: {"Army": "ruritanian government", "Front": None}
    )
    home: int = 0
    capital: bool = True  # whether the government is also called by its country's name
    town: bool = True  # whether the mill's place is no mere region
    double: bool = False  # whether a second body goes by the name of the Front
    points: dict[str, int] = field(default_factory=lambda: {"Mill": 0, "Ford": 2})

    def add(self, chance: random.Random) -> None:
        self.reports.append(
            Report(
                chance.choice(FIRST), chance.choice(CHARGES),
                chance.choice(("Army", "Front", None)), chance.choice(DENIALS),
                chance.random() < 0.6, chance.choice(("Mill", "Mill", "Ford")),
                chance.choice((4, 4, 5, 7, 9)),
                chance.choice(("air_strike", "territory_gain")),
            )
        )  # fmt: skip
        self.tells.append(chance.randrange(N_EVENTS))
        self.days.append(chance.choice(DAYS))

    def change(self, chance: random.Random) -> None:
        """Let one or two things be otherwise; mostly there is one report more."""
        for what in chance.sample(range(10), chance.choice((1, 1, 2))):
            report = chance.randrange(len(self.reports))
            if what == 0:
                self.tells[report] = chance.randrange(N_EVENTS)
            elif what == 1:
                self.days[report] = chance.choice(DAYS)
            elif what == 2:
                self.at[chance.randrange(N_EVENTS)] = chance.randrange(6)
            elif what == 3:
                body = chance.choice(("Army", "Front"))
                self.sides[body] = chance.choice((None, "ruritanian government"))
            elif what == 4:
                self.home = 1 - self.home
            elif what == 5:
                self.capital = not self.capital
            elif what == 6:
                self.double = not self.double
            elif what == 7:
                self.points[chance.choice(("Mill", "Ford"))] = chance.randrange(len(POINTS))
                self.town = not self.town
            else:
                self.add(chance)

    def entities(self) -> dict[str, Entity]:
        found = [
            entity("Army", side=self.sides["Army"]),
            entity("Front", kind="armed_group", side=self.sides["Front"]),
            entity("Orla Venn", kind="person"),
            replace(
                entity("Ruritanian government", kind="government"), n_mentions=9 * (1 - self.home),
                aliases=("Ruritania",) if self.capital else (),
            ),
            replace(entity("Veskaran government", kind="government"), n_mentions=9 * self.home),
        ]  # fmt: skip
        if self.double:
            found.append(replace(entity("Front"), id="ent_A", vocabulary=None, side="others"))
        return {row.id: row for row in found}

    def events(self) -> list[Event]:
        return [
            event(
                f"ev_{number}", place="pla_Mill", place_precision="settlement",
                date_start=f"2031-05-0{1 + day}", date_precision="day",
                kind="territory_gain" if number > 2 else "air_strike", actors=("ent_Army",),
            )
            for number, day in enumerate(self.at)
        ]  # fmt: skip

    def rows(self) -> list[Row]:
        entities, events = self.entities(), self.events()
        found: list[Row] = [*entities.values(), *events]
        places = [place(name, point=POINTS[at]) for name, at in self.points.items()]
        found += [replace(row, kind="settlement" if self.town else "region") for row in places]
        for number, report in enumerate(self.reports):
            row = document(f"doc_{number}", outlet=f"Outlet {number}", published=None)
            told_of = list(rows_of(row, report, entities, events[self.tells[number]]))
            found += [row, *told_of, inferred(row.id, self.days[number])]
        for stage in (partial(compare_figures, settings=CompareSettings()), count_origins):
            found += [made for made in stage(tables_of(found)) if isinstance(made, Row)]
        return found


def rows_of(
    report: Document, said: Report, entities: dict[str, Entity], of: Event
) -> Iterator[Row]:
    """Yield the rows of one report of which nothing differs later, but for the event."""
    text, key = said.text, report.id
    yield Text(id=key, text=text)
    ends = [0, *(match.end() for match in re.finditer(r"\. |\.$", text))]
    sentences = [
        replace(sentence(report, at, f"sen_{key}_{at}"), start=ends[at], end=ends[at + 1])
        for at in range(len(ends) - 1)
    ]
    yield from sentences
    first = statement(f"st_{key}", report, originator=f"Body {key}", kind="ngo_monitor")
    first = replace(first, sentence=sentences[0].id)
    dead = replace(figure(f"fig_{key}", first, low=said.killed), sentence=sentences[0].id)
    yield from (first, dead)
    actors = []
    for number, match in enumerate(NAMES.finditer(text)):
        words = Span(document=key, start=match.start(), end=match.end(), quote=match[0])
        where = next(row.id for row in sentences if row.start <= words.start < row.end)
        whom = entities[f"ent_{match[0]}"]
        yield from (in_text(f"men_{key}_{number}", whom, where, words),
                    named(f"men_{key}_{number}", whom, key))  # fmt: skip
        if where == sentences[0].id:
            actors.append(f"men_{key}_{number}")
    hit = span_of(report, text, "hit")
    row = replace(
        mention(f"em_{key}", first, figures=[dead.id], trigger=hit, kind=said.kind),
        sentence=sentences[0].id, actors=tuple(actors), place=f"pm_{key}",
    )  # fmt: skip
    yield from (row, member(of, row), located(f"pm_{key}", place(said.place), key))
    if said.denier is not None:
        yield from denial_of(report, said, sentences[2].id)


def denial_of(report: Document, said: Report, where: str) -> Iterator[Row]:
    text, key = said.text, report.id
    source = span_of(report, text, f"The {said.denier}")
    row = statement(f"std_{key}", report, originator=said.denier, kind="military")
    yield replace(
        row, sentence=where, polarity="denies", source=(source,),
        cue=(span_of(report, text, "denied"),), content=(span_of(report, text, said.denied),),
    )  # fmt: skip
    mill = replace(span_of(report, text, "denied"), quote="denied")
    yield PlaceMention(
        id=f"pmd_{key}", document=key, sentence=where, span=mill, name="Mill", kind="settlement",
        metonym=False, candidates=(), relation=None, anchor=None, second_anchor=None,
        distance_km=None, bearing=None, relation_span=None, rule="given",
    )  # fmt: skip
    yield located(f"pmd_{key}", place("Mill"), key)


def span_of(report: Document, text: str, words: str) -> Span:
    start = text.index(words)
    return Span(document=report.id, start=start, end=start + len(words), quote=words)


@pytest.mark.parametrize("seed", range(60))
def test_being_told_what_differs_changes_nothing_that_is_denied_or_disputed(seed: int) -> None:
    chance, pile = random.Random(seed), Pile()
    for _ in range(8):
        pile.add(chance)
    before, memory = pile.rows(), Memory()
    found = find(seen(before, memory=memory))
    for _ in range(8):
        pile.change(chance)
        after, next_memory = pile.rows(), Memory(memory.left)
        found = find(told(before, after, memory=next_memory), found)
        assert found == find(seen(after))
        before, memory = after, next_memory


def quiet(first: str, killed: int) -> Report:
    """Return a report that denies nothing."""
    return Report(first, "It rained.", None, "any role", False, "Mill", killed, "air_strike")


def grown(pile: Pile, steps: list[Callable[[Pile], None]]) -> list[list[Contradiction]]:
    """Return what is found at first and after each step, by a stage that is told what differs."""
    before, memory = pile.rows(), Memory()
    found = [find(seen(before, memory=memory))]
    for step in steps:
        step(pile)
        after, next_memory = pile.rows(), Memory(memory.left)
        found.append(find(told(before, after, memory=next_memory), found[-1]))
        assert found[-1] == find(seen(after))
        before, memory = after, next_memory
    return found


def two_authors() -> Pile:
    """Return reports that name two parties as having done the first event, and count unlike."""
    reports = [quiet("Army guns hit the mill.", 4), quiet("Front guns hit the mill.", 9)]
    return Pile(reports, tells=[0, 0], days=["2031-05-02"] * 2, at=[0, 1, 2, 3, 4])


def tell(pile: Pile, event_told: int, report: Report) -> None:
    pile.reports.append(report)
    pile.tells.append(event_told)
    pile.days.append("2031-05-02")


def test_another_attack_of_the_day_makes_accounts_of_the_first_unsure() -> None:
    def come_near(pile: Pile) -> None:
        pile.at[1] = 0

    first, second = grown(two_authors(), [come_near])
    assert "perpetrator" in {row.kind for row in first}
    assert "perpetrator" not in {row.kind for row in second}


def test_parties_that_turn_out_to_be_allied_are_no_dispute_anywhere() -> None:
    def ally(pile: Pile) -> None:
        for _ in range(3):
            tell(pile, 1, quiet("Front and Army guns hit the mill.", 4))

    first, second = grown(two_authors(), [ally])
    assert "ev_0" in {row.subject for row in first}
    assert "ev_0" not in {row.subject for row in second}


def test_who_denies_is_of_another_party_once_a_namesake_is_gone() -> None:
    def rain(pile: Pile) -> None:
        tell(pile, 1, quiet("Guns hit the mill.", 4))

    def leave(pile: Pile) -> None:
        pile.double = False

    pile = Pile(at=[0, 1, 2, 3, 4], double=True)
    denied = quiet("Front guns hit the mill.", 4)
    tell(pile, 0, replace(denied, denier="Front", denied="firing across the river"))
    tell(pile, 0, quiet("Front guns hit the mill.", 4))
    first, second, third = grown(pile, [rain, leave])
    assert len(first) == len(third) == 1
    assert first == second
    assert first[0].id != third[0].id  # it names the party
