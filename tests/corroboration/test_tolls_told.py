"""Who is told what differs comes to the tolls that it comes to without being told."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

import pytest

from consilience.corroboration.tellings import TollSettings
from consilience.corroboration.tolls import reconcile_tolls
from consilience.model.events import Event, Story
from consilience.model.findings import Toll
from consilience.model.memory import Memory
from consilience.model.places import Place
from consilience.model.rows import Row
from consilience.model.tables import Tables

from .changes_by_hand import seen, told
from .invented_pile import (
    document,
    event,
    figure,
    inferred,
    located,
    member,
    mention,
    place,
    statement,
)

DAYS = ("2031-05-02", "2031-05-03", "2031-07-20")
NAMES = ("Mill", "Harbour", "Hill")


def first_places() -> dict[str, Place]:
    return {name: place(name, point=(35.0 + at, 40.0)) for at, name in enumerate(NAMES)}


def first_events() -> dict[str, Event]:
    return {
        name: event(name, place=f"pla_{NAMES[at % 3]}", place_precision="settlement")
        for at, name in enumerate(("ev_0", "ev_1", "ev_2", "ev_3"))
    }


@dataclass
class Pile:
    """What reports count, of which event and where, and which reports are of one story."""

    told: list[tuple[str, int, str | None]] = field(default_factory=list)
    days: list[str] = field(default_factory=list)  # on which the reports came out
    stories: list[list[int]] = field(default_factory=list)  # reports by number
    places: dict[str, Place] = field(default_factory=first_places)
    events: dict[str, Event] = field(default_factory=first_events)

    def add(self, chance: random.Random) -> None:
        number = len(self.told)
        where = chance.choice((*NAMES, None))
        self.days.append(chance.choice(DAYS))
        self.told.append((chance.choice([*self.events]), chance.choice((3, 4, 5, 12)), where))
        if self.stories and chance.random() < 0.7:
            chance.choice(self.stories).append(number)
        else:
            self.stories.append([number])

    def change(self, chance: random.Random) -> None:
        """Let one thing be otherwise."""
        what = chance.randrange(7)
        if what == 0:
            name = chance.choice(NAMES)
            point = {"latitude": 35.0 + chance.randrange(4)}
            self.places[name] = replace(self.places[name], **point)
        elif what == 1:
            key = chance.choice([*self.events])
            day = f"2031-05-{chance.choice(('01', '02', '20'))}"
            self.events[key] = replace(self.events[key], date_start=day, date_end=day)
        elif what == 2:
            key = chance.choice([*self.events])
            self.events[key] = replace(self.events[key], background=chance.random() < 0.5)
        elif what == 3:
            self.days[chance.randrange(len(self.days))] = chance.choice(DAYS)
        elif what == 4:
            at = chance.randrange(len(self.told))
            key, killed, where = self.told[at]
            self.told[at] = key, killed, where and chance.choice(NAMES)
        elif what == 5:
            story = chance.choice([held for held in self.stories if held])
            chance.choice(self.stories).append(story.pop())
        else:
            self.add(chance)

    def rows(self) -> list[Row]:
        found: list[Row] = [*self.places.values(), *self.events.values()]
        for number, (key, killed, where) in enumerate(self.told):
            report = document(f"doc_{number:02}", outlet=f"Outlet {number}", published=None)
            said = statement(f"st_{number:02}", report)
            there = f"plm_{number:02}" if where else None
            dead = figure(f"fig_{number:02}", said, low=killed, scope_place=there)
            hurt = figure(f"hurt_{number:02}", said, low=2, measure="injured")
            counted = [dead, hurt][: 1 + number % 2]
            row = mention(f"em_{number:02}", said, figures=[one.id for one in counted])
            found += [report, said, *counted, row, member(self.events[key], row)]
            found.append(inferred(report.id, self.days[number]))
            if where and there:
                found.append(located(there, self.places[where], report.id))
        found += [
            Story(
                id=f"sto_{number}",
                previous_ids=(),
                documents=tuple(f"doc_{at:02}" for at in sorted(held)),
                reason="given",
            )
            for number, held in enumerate(self.stories)
            if held
        ]
        return found


def count(tables: Tables) -> list[Toll]:
    return sorted(reconcile_tolls(tables, settings=TollSettings()), key=lambda row: row.id)


@pytest.mark.parametrize("seed", range(80))
def test_being_told_what_differs_changes_no_toll(seed: int) -> None:
    chance, pile = random.Random(seed), Pile()
    for _ in range(10):
        pile.add(chance)
    before, memory = pile.rows(), Memory()
    made = count(seen(before, memory=memory))
    assert made
    for _ in range(5):
        pile.change(chance)
        after, next_memory = pile.rows(), Memory(memory.left)
        now = count(told(before, after, memory=next_memory, made=made))
        assert now == count(seen(after))
        before, memory, made = after, next_memory, now
