"""Who is told what differs finds the contradictions that it finds without being told."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import partial

import pytest

from consilience.corroboration.comparable import compare_figures
from consilience.corroboration.grouping import CompareSettings
from consilience.corroboration.independence import count_origins
from consilience.model.memory import Memory
from consilience.model.rows import Row
from consilience.model.spans import Span

from .changes_by_hand import seen, told
from .contradictions_by_hand import find
from .invented_pile import (
    document,
    entity,
    event,
    figure,
    member,
    mention,
    named,
    place,
    statement,
    tables_of,
)

PARTIES = (entity("Guards"), entity("Raiders"), entity("Militia"))
EVENTS = tuple(
    event(f"ev_{number}", place="pla_Mill", place_precision="point") for number in range(5)
)


@dataclass
class Pile:
    """What reports tell of a few events: the event, who did it, with what, and how many died."""

    told: list[tuple[int, int, str | None, int]] = field(default_factory=list)

    def add(self, chance: random.Random) -> None:
        weapon = chance.choice(("car bomb", "air strike", "air strike", None))
        at = (chance.randrange(len(EVENTS)), chance.randrange(len(PARTIES)))
        self.told.append((*at, weapon, chance.choice((4, 4, 4, 5, 40))))

    def rows(self) -> list[Row]:
        found: list[Row] = [*PARTIES, *EVENTS, place("Mill")]
        for number, (at, party, weapon, killed) in enumerate(self.told):
            report = document(f"doc_{number}", outlet=f"Outlet {number}")
            said = statement(
                f"st_{number}", report, originator=f"Body {number}", kind="ngo_monitor"
            )
            dead = figure(f"fig_{number}", said, low=killed)
            words = weapon and Span(document=report.id, start=20, end=29, quote=weapon)
            row = mention(
                f"em_{number}", said, figures=[dead.id], actors=(f"men_{number}",), weapon=words
            )
            actor = named(f"men_{number}", PARTIES[party], report.id)
            found += [report, said, dead, row, actor, member(EVENTS[at], row)]
        for stage in (partial(compare_figures, settings=CompareSettings()), count_origins):
            found += [made for made in stage(tables_of(found)) if isinstance(made, Row)]
        return found


@pytest.mark.parametrize("seed", range(30))
def test_being_told_what_differs_changes_no_contradiction(seed: int) -> None:
    chance, pile = random.Random(seed), Pile()
    for _ in range(8):
        pile.add(chance)
    before, memory, n_found = pile.rows(), Memory(), 0
    found = find(seen(before, memory=memory))
    for _ in range(4):
        pile.add(chance)
        after, next_memory = pile.rows(), Memory(memory.left)
        found = find(told(before, after, memory=next_memory), found)
        assert found == find(seen(after))
        before, memory, n_found = after, next_memory, n_found + len(found)
    assert n_found
