"""Who is told what differs comes to the sets that it comes to without being told."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from consilience.corroboration.comparable import compare_figures
from consilience.corroboration.grouping import CompareSettings
from consilience.model.anchors import anchor_of
from consilience.model.changes import Stays
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, SetMember
from consilience.model.lineage import Passage, SwappedPair
from consilience.model.memory import Memory
from consilience.model.places import Place
from consilience.model.rows import Row
from consilience.model.rulings import NotComparable
from consilience.model.spans import Span, Stretch
from consilience.model.tables import Tables

from .changes_by_hand import seen, told
from .invented_pile import (
    copies,
    document,
    entity,
    event,
    figure,
    inferred,
    located,
    member,
    mention,
    named,
    place,
    statement,
    time,
)

NAMES = ("Mill", "Harbour", "Hill", "North")
DAYS = tuple(f"2031-05-{number:02}" for number in range(1, 29))
SIDES = (entity("Guards"), entity("Raiders"))
NUMBERS = (3, 3, 4, 12, 370, 371, 12_400, 12_500, 90_000)
KINDS = ("incident", "incident", "unstated", "cumulative", "snapshot", "period_total")
COUNTED = (
    {"measure": "killed", "group": "all", "unit": "persons"},
    {"measure": "killed", "group": "all", "unit": "persons"},
    {"measure": "killed", "group": "civilians", "unit": "persons"},
    {"measure": "killed", "group": "children", "unit": "persons"},
    {"measure": "killed", "group": "prisoners", "unit": "persons"},
    {"measure": "bodies_found", "group": "all", "unit": "bodies"},
    {"measure": "destroyed", "group": "all", "unit": "shops"},
    {"measure": "destroyed", "group": "all", "unit": "stores"},
    {"measure": "distance", "group": "all", "unit": "km"},
)


def first_places() -> dict[str, Place]:
    return {name: place(name, within="pla_North" if name == "Mill" else None) for name in NAMES}


def first_events() -> dict[str, Event]:
    return {
        name: event(name, place=f"pla_{NAMES[at % 4]}", place_precision="settlement")
        for at, name in enumerate(("ev_0", "ev_1", "ev_2"))
    }


@dataclass
class Pile:
    """What reports count, of which event, where and when, and what they copy from each other."""

    told: list[list[dict[str, Any]]] = field(default_factory=list)  # by report
    days: list[str | None] = field(default_factory=list)  # on which reports came out
    lineages: dict[str, set[int]] = field(default_factory=dict)  # reports by number
    pairs: dict[str, tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=first_places)
    events: dict[str, Event] = field(default_factory=first_events)
    counted: tuple[dict[str, str], ...] = COUNTED  # that there are in this pile
    kinds: tuple[str, ...] = KINDS
    numbers: tuple[int, ...] = NUMBERS

    def add(self, chance: random.Random) -> None:
        number = len(self.told)
        self.days.append(chance.choice((*DAYS, None)))
        self.told.append([self._telling(chance, at) for at in range(chance.randint(1, 4))])
        if chance.random() < 0.3:
            self.told[-1] = [dict(row) for row in chance.choice(self.told)]
            self.lineages.setdefault(f"lin_{chance.randrange(3)}", set()).add(number)

    def _telling(self, chance: random.Random, at: int) -> dict[str, Any]:
        start, end = sorted(chance.choices(DAYS, k=2))
        return {
            "low": chance.choice(self.numbers),
            "kind": chance.choice(self.kinds),
            "what": chance.choice(self.counted),
            "role": chance.choice(("observed", "observed", "planning")),
            "event": chance.choice(("ev_0", "ev_1", "ev_2", None)),
            "place": chance.choice((*NAMES, None, None)),
            "days": chance.choice(((start,), (start, end), None, None)),
            "victims": chance.choice((0, 1, None, None)),
            "part": at > 0 and chance.random() < 0.4,
        }

    def change(self, chance: random.Random) -> None:
        """Let one thing be otherwise."""
        what = chance.randrange(8)
        name, key = chance.choice(NAMES), chance.choice([*self.events])
        number = chance.randrange(len(self.told))
        row = chance.choice(self.told[number])
        if what == 0:
            within = chance.choice((None, *(f"pla_{other}" for other in NAMES if other != name)))
            self.places[name] = replace(self.places[name], within=within)
        elif what == 1:
            self.places[name] = replace(self.places[name], name=chance.choice((name, "Old Town")))
        elif what == 2:
            day, aggregate = chance.choice(DAYS), chance.random() < 0.2
            self.events[key] = replace(
                self.events[key], date_start=day, date_end=day, aggregate=aggregate,
                place=chance.choice((f"pla_{name}", None)),
            )  # fmt: skip
        elif what == 3:
            self.days[number] = chance.choice((*DAYS, None))
        elif what == 4:
            row["event"] = row["event"] and key
            row["place"] = row["place"] and name
            row["victims"] = row["victims"] and chance.randrange(2)
        elif what == 5:
            copied = self.lineages.setdefault(f"lin_{chance.randrange(3)}", set())
            copied ^= {number}
        elif what == 6:
            self._reword(chance)
        else:
            self.add(chance)

    def _reword(self, chance: random.Random) -> None:
        """Let two words for what two reports count be known for one, or no longer."""
        things = [
            (number, at)
            for number, rows in enumerate(self.told)
            for at, row in enumerate(rows)
            if row["what"]["unit"] in {"shops", "stores"}
        ]
        name = f"swp_{chance.randrange(2)}"
        if name in self.pairs:
            del self.pairs[name]
        elif len(things) > 1:
            one, other = chance.sample(things, 2)
            self.pairs[name] = one, other

    def rows(self) -> list[Row]:
        found: list[Row] = [*self.places.values(), *self.events.values(), *SIDES]
        for number, rows in enumerate(self.told):
            found += self._report(number, rows)
        reports = [document(f"doc_{at:02}", published=None) for at in range(len(self.told))]
        for name, numbers in self.lineages.items():
            if len(numbers) > 1:
                found += copies(name, [reports[at] for at in sorted(numbers)])
        found += [pair(name, *spans) for name, spans in self.pairs.items()]
        return found

    def _report(self, number: int, rows: list[dict[str, Any]]) -> Iterable[Row]:
        report = document(f"doc_{number:02}", outlet=f"Outlet {number}", published=None)
        said = statement(f"st_{number:02}", report)
        yield from (report, said, inferred(report.id, self.days[number]))
        by_event: dict[str, list[Figure]] = {}
        for at, row in enumerate(rows):
            key = f"{number:02}_{at}"
            counted = figure(
                f"fig_{key}", said, low=row["low"], count_kind=row["kind"], **row["what"],
                noun=noun_at(number, at), role=row["role"],
                scope_place=f"plm_{key}" if row["place"] else None,
                scope_time=f"tim_{key}" if row["days"] else None,
                victims=(f"men_{key}",) if row["victims"] is not None else (),
                of_whole=f"fig_{number:02}_0" if at and row["part"] else None,
            )  # fmt: skip
            yield counted
            if row["place"]:
                yield located(f"plm_{key}", self.places[row["place"]], report.id)
            if row["days"]:
                yield time(f"tim_{key}", report.id, *row["days"])
            if row["victims"] is not None:
                yield named(f"men_{key}", SIDES[row["victims"]], report.id)
            if row["event"]:
                by_event.setdefault(row["event"], []).append(counted)
        for key, figures in by_event.items():
            told_of = mention(f"em_{number:02}_{key}", said, figures=[row.id for row in figures])
            yield from (told_of, member(self.events[key], told_of))


def noun_at(number: int, at: int) -> Span:
    return Span(document=f"doc_{number:02}", start=20 + 10 * at, end=25 + 10 * at, quote="these")


def pair(name: str, one: tuple[int, int], other: tuple[int, int]) -> SwappedPair:
    return SwappedPair(
        id=name, original="shops", swapped="stores", n_pairs=1, n_times=1, n_forward=1,
        n_backward=0, learnt=True, original_spans=(noun_at(*one),),
        swapped_spans=(noun_at(*other),),
    )  # fmt: skip


def compare(tables: Tables, made: Iterable[Row] = ()) -> dict[str, Row]:
    """Return all that the stage comes to, with what of *made* it says stays."""
    results = list(compare_figures(tables, settings=CompareSettings()))
    stays = {row.kind: row for row in results if isinstance(row, Stays)}
    found = {row.id: row for row in results if isinstance(row, Row)}
    for row in made:
        stay = stays.get(type(row))
        if stay is not None and getattr(row, stay.field) not in stay.but:
            assert row.id not in found
            found[row.id] = row
    return found


def build(*states: Iterable[Row]) -> list[list[list[str]]]:
    """Return the figures of each set after each of *states*, which the stage is told to differ."""
    before, memory, made = list[Row](), Memory(), dict[str, Row]()
    found = []
    for number, state in enumerate(states):
        after, known, next_memory = list(state), list(made.values()), Memory(memory.left)
        tables = seen([*after, *known], memory=next_memory)
        if number:
            tables = told([*before, *known], [*after, *known], memory=next_memory, made=known)
        now = compare(tables, known)
        assert now == compare(seen([*after, *known]))
        before, memory, made = after, next_memory, now
        found.append(figures_of(made.values()))
    return found


def figures_of(made: Iterable[Row]) -> list[list[str]]:
    sets = defaultdict[str, list[str]](list)
    for row in made:
        if isinstance(row, SetMember):
            sets[row.figure_set].append(row.figure)
    return sorted(sorted(figures) for figures in sets.values())


@pytest.mark.parametrize("seed", range(150))
def test_being_told_what_differs_changes_no_set(seed: int) -> None:
    chance = random.Random(seed)
    pile = Pile(
        counted=tuple(chance.sample(COUNTED, 2)),
        kinds=tuple(chance.sample(KINDS, 2)),
        numbers=tuple(chance.sample(NUMBERS, 4)),
    )
    for _ in range(9):
        pile.add(chance)
    states = [pile.rows()]
    for _ in range(6):
        pile.change(chance)
        states.append(pile.rows())
    assert all(build(*states))


def counting(*numbers: tuple[int, str | None]) -> list[list[Row]]:
    """Return the rows of reports that give a number each: of Guards at an event, or of nothing."""
    found = []
    for at, (number, told_of) in enumerate(numbers):
        report = document(f"doc_{at}", outlet=f"Outlet {at}")
        said = statement(f"st_{at}", report)
        counted = figure(f"fig_{at}", said, low=number, victims=(f"men_{at}",) if told_of else ())
        rows: list[Row] = [report, said, counted]
        if told_of is not None:
            row = mention(f"em_{at}", said, figures=[counted.id])
            rows += [event(told_of), row, member(event(told_of), row)]
            rows += [SIDES[0], named(f"men_{at}", SIDES[0], report.id)]
        found.append(rows)
    return found


def test_numbers_of_an_event_reach_those_of_another_magnitude_elsewhere() -> None:
    """What is far more than others of an event goes to those who count so many, and comes back."""
    of_event, elsewhere, three, four, last, *large = counting(
        (12_400, "ev_1"), (12_400, None), (3, "ev_1"), (3, "ev_1"), (12_400, None),
        *([(12_400, "ev_1")] * 4),
    )  # fmt: skip
    first = [*of_event, *elsewhere]
    parted = [*first, *three, *four]
    back = [*parted, *last, *(row for rows in large for row in rows)]
    found = build(first, parted, [*parted, *last], back)
    assert found[0] == [["fig_0"], ["fig_1"]]
    assert found[1] == [["fig_0", "fig_1"], ["fig_2", "fig_3"]]
    assert found[2] == [["fig_0", "fig_1", "fig_4"], ["fig_2", "fig_3"]]
    of_event_now = [f"fig_{at}" for at in (0, 2, 3, 5, 6, 7, 8)]
    assert found[3] == [of_event_now, ["fig_1", "fig_4"]]


def test_a_number_of_another_magnitude_is_found_where_it_stands_alone() -> None:
    of_event, *small = counting((12_400, "ev_1"), (3, "ev_1"), (3, "ev_1"), (12_400, None))
    first = [*of_event, *small[0], *small[1]]
    found = build(first, [*first, *small[2]])
    assert found[0] == [["fig_0"], ["fig_1", "fig_2"]]
    assert found[1] == [["fig_0", "fig_3"], ["fig_1", "fig_2"]]


def test_a_report_parts_copies_of_others_by_standing_before_them() -> None:
    """Of several lineages, a copy goes by the one that stands first in the case."""
    reports = [document(f"doc_{at}", outlet=f"Outlet {at}") for at in range(6)]
    bases = {4: "houses", 5: "flats"}
    rows: list[Row] = [*reports]
    for at, report in enumerate(reports):
        words = bases.get(at)
        of = words and Span(document=report.id, start=50, end=50 + len(words), quote=words)
        said = statement(f"st_{at}", report)
        measure = "killed" if at else "injured"
        counted = figure(f"fig_{at}", said, low=5, measure=measure, base=of)
        rows += [said, replace(counted, count_kind="cumulative")]
    newcomer, one, both, other, *scoped = reports
    rows += copies("lin_1", [one, both, *scoped])
    found = build(
        [*rows, *copies("lin_2", [both, other])], [*rows, *copies("lin_2", [newcomer, both, other])]
    )
    assert ["fig_1", "fig_2", "fig_3"] in found[0]
    assert ["fig_2", "fig_3"] in found[1]


def test_a_passage_that_is_found_joins_what_it_copies() -> None:
    rows: list[Row] = []
    for at in range(2):
        report = document(f"doc_{at}", outlet=f"Outlet {at}")
        said = statement(f"st_{at}", report)
        rows += [report, said, figure(f"fig_{at}", said, low=5)]
    a, b = (Stretch(document=f"doc_{at}", start=0, end=99, sha256="0" * 64) for at in range(2))
    passage = Passage(
        id="pas_1", document_a="doc_0", document_b="doc_1", a=a, b=b, kind="verbatim", n_words=20,
        identity=1.0, reason="given",
    )  # fmt: skip
    found = build(rows, [*rows, passage], rows)
    assert found == [[["fig_0"], ["fig_1"]], [["fig_0", "fig_1"]], [["fig_0"], ["fig_1"]]]


def test_a_ruling_holds_where_other_things_differ() -> None:
    one, two, three = counting(*([(5, "ev_1")] * 3))
    anchors = [anchor_of(row, "subject") for row in (*one, *two) if isinstance(row, Figure)]
    ruling = NotComparable(
        id="noc_1", decision="dec_1", day="2031-06-01", number=1, figure=anchors[0],
        others=(anchors[1],),
    )  # fmt: skip
    found = build([*one, *two], [*one, *two, ruling], [*one, *two, *three, ruling], [*one, *two])
    apart, both = [["fig_0"], ["fig_1"]], [["fig_0", "fig_1"]]
    assert found == [both, apart, [["fig_0"], ["fig_1", "fig_2"]], both]


def test_sets_that_nothing_reaches_stay() -> None:
    rows = counting((5, "ev_1"), (5, "ev_2"), (6, None), (6, "ev_2"))
    before, after = ([row for held in rows[:upto] for row in held] for upto in (3, 4))
    memory = Memory()
    made = compare(seen(before, memory=memory)).values()
    tables = told([*before, *made], [*after, *made], memory=Memory(memory.left), made=made)
    (stays,) = (
        row
        for row in compare_figures(tables, settings=CompareSettings())
        if isinstance(row, Stays) and row.kind is FigureSet
    )
    reached = {row.id for row in made if isinstance(row, FigureSet) and row.event == "ev_2"}
    assert reached == stays.but & {row.id for row in made if isinstance(row, FigureSet)}
