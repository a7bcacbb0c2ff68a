"""Voices, and what is counted of them, are the same to a stage that is told what differs."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest

from consilience.corroboration.independence import count_origins
from consilience.corroboration.reached import reached_claims
from consilience.corroboration.voicing import voicing
from consilience.model.changes import Stays
from consilience.model.entities import Entity
from consilience.model.events import Event
from consilience.model.findings import Origin
from consilience.model.memory import Memory
from consilience.model.rows import Row
from consilience.model.spans import Span
from consilience.model.statements import Link, Statement

from .changes_by_hand import seen, told
from .invented_pile import document, entity, event, figure, member, mention, statement

PERSONS = ("Orla Venn", "Director Venn", "Tam Ode")
BODIES = ("Ruritanian Observatory", "River Watch", "Millbrook Hospital")
KINDS = {"Ruritanian Observatory": "ngo_monitor", "River Watch": "ngo_monitor"}
WORDS = ("{0}", "Observatory director {0}", "{0} of Watch", "{0}, who runs Millbrook")
OUTLETS = ("The Lantern", "The Mill Post", "Dale Wire")
THROUGH = ("Dale Wire", "Mill Post Online", "the wire")

Said = tuple[str | None, str, str, str | None]
"""Name and kind of a source, the words for it, and through whom it was reached."""


def source(chance: random.Random) -> Said:
    through = chance.choice((None, None, None, *THROUGH))
    what = chance.randrange(6)
    if what < 3:
        name = chance.choice(PERSONS)
        return name, "person", chance.choice(WORDS).format(name), through
    if what == 3:
        body = chance.choice(BODIES)
        return body, KINDS.get(body, "hospital"), f"the {body}", through
    if what == 4:
        return "a monitor", "ngo_monitor", "a monitor", through
    return None, "outlet", "", through


@dataclass
class Pile:
    """Reports with their sources, and who is known by which names."""

    said: dict[str, list[Said]] = field(default_factory=dict)
    entities: dict[str, Entity] = field(
        default_factory=lambda: {
            name: entity(name, kind="organisation") for name in (*BODIES, *OUTLETS, "Orla Venn")
        }
    )

    def add(self, chance: random.Random) -> None:
        found = [source(chance) for _ in range(chance.randint(1, 4))]
        self.said[f"doc_{len(self.said):02}"] = found

    def change(self, chance: random.Random) -> None:
        """Let a report come, or a name be known otherwise."""
        if chance.random() < 0.4:
            self.add(chance)
            return
        name = chance.choice([*self.entities])
        row = self.entities[name]
        self.entities[name] = chance.choice(
            (
                replace(row, aliases=tuple(chance.sample((*PERSONS, *THROUGH, "a monitor"), 2))),
                replace(row, aliases=()),
                replace(row, kind=chance.choice(("organisation", "force"))),
                replace(row, owner=chance.choice((None, "Mill Holdings"))),
                replace(row, n_mentions=chance.randint(1, 9)),
            )
        )

    def rows(self) -> list[Row]:
        events = [event(f"ev_{number}") for number in range(9)]
        found: list[Row] = [*self.entities.values(), *events]
        for number, (key, sources) in enumerate(self.said.items()):
            report = document(key, outlet=OUTLETS[number % 3], authors=("A. Pen",))
            found.append(report)
            for at, (name, kind, words, through) in enumerate(sources):
                said = _statement(f"st_{key}_{at}", report.id, kind, words, through)
                said = replace(said, originator=name, speaker_name=name)
                dead = figure(f"fig_{key}_{at}", said, low=4 + at)
                row = mention(f"em_{key}_{at}", said, figures=[dead.id])
                of: Event = events[(4 * number + at) % len(events)]
                found += [said, dead, row, member(of, row)]
        return found


def _statement(name: str, report: str, kind: str, words: str, through: str | None) -> Statement:
    role = "told" if through == "Dale Wire" else "agency"
    chain = () if through is None else (Link(name=through, role=role, span=None, entity=None),)
    row = statement(name, document(report), kind=kind, chain=chain)
    return replace(row, source=(Span(document=report, start=0, end=len(words), quote=words),))


def origins(made: Iterable[Row | Stays], before: Iterable[Origin]) -> list[Origin]:
    """Return what a stage made with what it left as it was."""
    found = list(made)
    stays = [row for row in found if isinstance(row, Stays)]
    kept = [row for row in before if stays and row.subject not in stays[0].but]
    new = [row for row in found if isinstance(row, Origin)]
    return sorted([*kept, *new], key=lambda row: row.id)


def voices_of(rows: Iterable[Row]) -> dict[str, object]:
    held = list(rows)
    found = voicing(seen(held))
    return {row.id: found.of(row) for row in held if isinstance(row, Statement)}


@pytest.mark.parametrize("seed", range(60))
def test_being_told_what_differs_changes_no_voice_and_no_origin(seed: int) -> None:
    chance, pile = random.Random(seed), Pile()
    for _ in range(8):
        pile.add(chance)
    before, memory = pile.rows(), Memory()
    made = origins(count_origins(seen(before, memory=memory)), ())
    assert made
    for _ in range(6):
        pile.change(chance)
        after, next_memory = pile.rows(), Memory(memory.left)
        tables = told(before, after, memory=next_memory, made=made)
        now = origins(count_origins(tables), made)
        assert now == origins(count_origins(seen(after)), ())
        asked = voicing(tables)
        assert {row.id: asked.of(row) for row in after if isinstance(row, Statement)} == voices_of(
            after
        )
        before, memory, made = after, next_memory, now


def test_a_person_speaks_for_the_body_that_a_later_report_names_beside_him() -> None:
    pile = Pile({"doc_00": [("Orla Venn", "person", "Orla Venn", None)]})
    before, memory = pile.rows(), Memory()
    list(count_origins(seen(before, memory=memory)))
    (alone,) = voices_of(before).values()
    pile.said["doc_01"] = [
        ("Ruritanian Observatory", "ngo_monitor", "the Ruritanian Observatory", None),
        ("Orla Venn", "person", "Observatory director Orla Venn", None),
    ]
    tables = told(before, pile.rows(), memory=Memory(memory.left))
    first, *_ = [row for row in pile.rows() if isinstance(row, Statement)]
    assert voicing(tables).of(first).name == "Ruritanian Observatory" != alone.name
    reached = reached_claims(tables)
    assert reached is not None
    assert "ev_0" in reached
