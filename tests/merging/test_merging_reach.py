"""Of a case that has changed, a part is put together anew: it comes to what the whole comes to."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from consilience.merging import matching
from consilience.merging.events import merge_events
from consilience.merging.settings import MergeSettings
from consilience.merging.touched import touched_reports
from consilience.model.changes import Change, Changes, Stays
from consilience.model.documents import Document, Text
from consilience.model.entities import Entity, EntityMember
from consilience.model.events import Event, EventMember, Story, SuggestedMerge
from consilience.model.held import HeldRows
from consilience.model.memory import Memory
from consilience.model.places import Place, PlaceMember
from consilience.model.rows import DocumentRow, Row
from consilience.model.scales import EventKind
from consilience.model.tables import Tables

from .told_by_hand import Case

Rows = dict[type[Row], dict[str, Row]]
MADE: tuple[type[Row], ...] = (Event, EventMember, SuggestedMerge)
SETTINGS = MergeSettings(max_block=5, max_suggested=1)
RARE = 4
KINDS: tuple[EventKind, ...] = (
    "air_strike", "shelling", "killing", "killing", "mass_grave", "attack", "siege",
    "territory_gain", "announcement", "other",
)  # fmt: skip
PLACES = ("Tarsana", "Old Mills", "Harbour Hill", "Olvek", "Sorve", "Dal", "Oram", "North")
WORDS = (
    "Jets |bombed| a market at noon.", "Shells |hit| the old school by the river.",
    "Gunmen |attacked| a convoy of trucks.", "A grave |found| near the wall.",
)  # fmt: skip


@dataclass
class Pile:
    """What the reports of a case tell, with all that may change about them."""

    tellings: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by report
    stories: dict[str, tuple[str, ...]] = field(default_factory=dict)
    copies: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, dict[str, Any]] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)  # entities that are people
    others: dict[str, str] = field(default_factory=dict)  # who a report means, whomever it names
    other_places: dict[str, str] = field(default_factory=dict)

    def add(self, chance: random.Random, n: int) -> None:
        for _ in range(n):
            key = f"doc_{len(self.tellings):03}_{chance.randint(0, 999)}"
            self.tellings[key] = [telling(chance) for _ in range(chance.randint(1, 4))]
            if chance.random() < 0.3:
                self.tellings[key] += grave(chance)
            if chance.random() < 0.3 and len(self.tellings) > 1:
                other = chance.choice([one for one in self.tellings if one != key])
                self.tellings[key] = [dict(one) for one in self.tellings[other]]
                self.copies.setdefault(f"lin_{chance.randint(0, 4)}", []).append(key)

    def regroup(self, chance: random.Random) -> None:
        self.stories = {}
        for at, key in enumerate(sorted(self.tellings)):
            number = (at // 3 + (chance.random() < 0.1)) % 9
            name = f"sto_{number}"
            self.stories[name] = (*self.stories.get(name, ()), key)

    def change(self, chance: random.Random) -> None:
        """Let one or two things be otherwise."""
        for what in chance.sample(range(8), chance.randint(1, 2)):
            if what == 0:
                self.add(chance, chance.randint(1, 2))
            elif what == 1:
                self._drop(chance.choice([*self.tellings]))
            elif what == 2:
                self.regroup(chance)
            elif what == 3:
                place = chance.choice(PLACES)
                self.places[place] = {**self.places.get(place, {}), **spot(place, chance)}
            elif what == 4:
                self.persons ^= {chance.choice(("Guards", "Raiders"))}
            elif what == 5:
                key = chance.choice([*self.tellings])
                self.others[key] = f"ent_{chance.choice(('Guards', 'Raiders'))}"
            elif what == 6:
                self.other_places[chance.choice([*self.tellings])] = f"pla_{chance.choice(PLACES)}"
            else:
                lineage = f"lin_{chance.randint(0, 4)}"
                self.copies[lineage] = chance.sample([*self.tellings], 2)

    def _drop(self, key: str) -> None:
        del self.tellings[key]
        self.copies = {
            name: [one for one in found if one != key] for name, found in self.copies.items()
        }
        self.stories = {
            name: tuple(one for one in found if one != key) for name, found in self.stories.items()
        }

    def rows(self) -> Rows:
        case = Case()
        case.quarters = self.places
        for document, tellings in self.tellings.items():
            last: str | None = None
            for told in tellings:
                own = dict(told)
                within = last if own.pop("part") else None
                last = case.tell(document, own.pop("words"), own.pop("kind"), within=within, **own)
        for lineage, documents in self.copies.items():
            case.copied(lineage, *documents)
        rows = case.rows
        rows[Story] = {
            key: Story(id=key, previous_ids=(), documents=found, reason="by hand")
            for key, found in self.stories.items()
            if found
        }
        for key, row in rows[Entity].items():
            if isinstance(row, Entity) and row.name in self.persons:
                rows[Entity][key] = replace(row, kind="person")
        for key, member in rows[EntityMember].items():
            if (
                isinstance(member, EntityMember)
                and self.others.get(member.document) in rows[Entity]
            ):
                rows[EntityMember][key] = replace(member, entity=self.others[member.document])
        for key, located in rows[PlaceMember].items():
            there = self.other_places.get(getattr(located, "document", ""))
            if isinstance(located, PlaceMember) and there in rows[Place]:
                rows[PlaceMember][key] = replace(located, place=there or "")
        return rows


def telling(chance: random.Random) -> dict[str, Any]:
    return {
        "words": chance.choice(WORDS),
        "kind": chance.choice(KINDS),
        "place": chance.choice((*PLACES, None, None)),
        "day": chance.choice(("2031-05-16", "2031-05-17", "2031-05-18", None)),
        "actor": chance.choice(("Guards", "Raiders", "Militia", None)),
        "killed": chance.choice((3, 12, 14, None)),
        "target": chance.choice(("market", "school", None)),
        "same_sentence": chance.random() < 0.4,
        "part": chance.random() < 0.2,
        "place_named_before": chance.random() < 0.3,
        "aggregate": chance.random() < 0.1,
        "realis": chance.choice(("happened", "happened", "background", "planned")),
    }


def grave(chance: random.Random) -> list[dict[str, Any]]:
    """Return a grave, and the killing that its sentence tells of with another place or none."""
    same: dict[str, Any] = {**telling(chance), "same_sentence": True, "part": False,
                            "realis": "happened", "aggregate": False}  # fmt: skip
    found = {**same, "kind": "mass_grave", "day": "2031-05-17", "killed": 12}
    killing = {**same, "kind": "killing", "place": None, "actor": None, "killed": None}
    return [found, {**killing, "day": None, "target": None}]


def spot(place: str, chance: random.Random) -> dict[str, Any]:
    """Return where a place lies: another spot each time."""
    if place == "Oram":
        return {"kind": "country", "precision": chance.choice(("country", None)), "country": "XX"}
    if place == "North":
        return {"kind": "region", "precision": "adm1", "adm1": "North"}
    inside = f"pla_{chance.choice(('Tarsana', 'North'))}" if place != "Tarsana" else "pla_North"
    return {
        "within": chance.choice((inside, None)),
        "kind": "neighbourhood" if place in ("Old Mills", "Harbour Hill") else "settlement",
        "country": chance.choice(("XX", "XX", "YY")),
        "latitude": chance.choice((35.0, 35.01, 36.0, None)),
        "longitude": 44.0,
        "radius_m": 1_000.0,
    }


def first_pile(chance: random.Random) -> Pile:
    pile = Pile(places={place: spot(place, chance) for place in PLACES})
    pile.add(chance, 22)
    pile.regroup(chance)
    return pile


def changes_between(before: Rows, after: Rows, made: Rows) -> Changes:
    documents: dict[type[Row], frozenset[str]] = {}
    rows: dict[type[Row], tuple[Change, ...]] = {}
    for kind in set(before) - set(MADE):
        old, new = before[kind], after[kind]
        differing = [
            (old.get(key), new.get(key))
            for key in sorted(old.keys() | new.keys())
            if old.get(key) != new.get(key)
        ]
        rows[kind] = tuple(differing)
        documents[kind] = frozenset(owner(row) for pair in differing for row in pair if row)
    fresh = frozenset(after[Document].keys() - before[Document].keys())
    return Changes(documents=documents, fresh=fresh, rows=rows, made=held(made))


def owner(row: Row) -> str:
    if isinstance(row, DocumentRow):
        return row.document
    return row.id if isinstance(row, Document | Text) else ""


def held(rows: Rows) -> HeldRows:
    return HeldRows({kind: [found[key] for key in sorted(found)] for kind, found in rows.items()})


def run(rows: Rows, made: Rows, memory: Memory, changes: Changes | None = None) -> Rows:
    """Return all that the stage comes to, what stays included."""
    tables = Tables(held({**rows, **made}), memory=memory, changes=changes)
    results = list(merge_events(tables, settings=SETTINGS))
    found: Rows = {kind: {} for kind in MADE}
    standing = {row.kind: row for row in results if isinstance(row, Stays)}
    for row in (*stand(standing, made), *results):
        if isinstance(row, Row):
            assert row.id not in found[type(row)]
            found[type(row)][row.id] = row
    return found


def stand(standing: Mapping[type[Row], Stays], made: Rows) -> Iterable[Row]:
    for kind, stays in standing.items():
        for row in made[kind].values():
            if getattr(row, stays.field) not in stays.but:
                yield row


@pytest.mark.parametrize("seed", range(60))
def test_being_told_what_differs_changes_no_event(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "_RARE", RARE)
    chance = random.Random(seed)
    pile = first_pile(chance)
    before, memory = pile.rows(), Memory()
    made = run(before, {kind: {} for kind in MADE}, memory)
    for _ in range(6):
        pile.change(chance)
        after = pile.rows()
        changes = changes_between(before, after, made)
        next_memory = Memory(memory.left)
        told = run(after, made, next_memory, changes)
        assert run(after, made, Memory()) == told
        before, made, memory = after, told, next_memory


def test_a_report_is_touched_where_what_its_place_lies_in_lies_elsewhere() -> None:
    case = Case()
    case.quarter("Old Mills", of="Tarsana", north=35.0)
    case.tell("doc_1", "Shells |hit| a quarter.", "shelling", place="Old Mills")
    case.tell("doc_2", "Shells |hit| the city.", "shelling", place="Tarsana")
    case.tell("doc_3", "Shells |hit| a town.", "shelling", place="Olvek")
    before = {kind: dict(found) for kind, found in case.rows.items()}
    case.quarters["Tarsana"] = {"within": "pla_North"}
    case.tell("doc_4", "Shells |hit| the city.", "shelling", place="Tarsana")
    none: Rows = {kind: {} for kind in MADE}
    changes = changes_between(before, case.rows, none)
    tables = Tables(held(case.rows), changes=changes)
    assert touched_reports(tables) == {"doc_1", "doc_2", "doc_4"}
