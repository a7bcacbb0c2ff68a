from __future__ import annotations

import dataclasses

from consilience.corroboration.reconcile import ReconcileSettings
from consilience.corroboration.series import find_series
from consilience.model.events import EventMention
from consilience.model.spans import Span
from tests.corroboration.invented_pile import (
    corroborate,
    document,
    entity,
    event,
    figure,
    located,
    member,
    mention,
    named,
    place,
    statement,
    tables_of,
)

TOWN = place("osk")
ARMY, FRONT = entity("Army", side="army"), entity("Front", side="front")


def points(rows):
    found = corroborate(rows)
    return list(find_series(tables_of(found), settings=ReconcileSettings()))


def gain(name, report, party, *, day="2031-05-01", by=None, kind="territory_gain"):
    """Return a report that tells of *party* taking the town."""
    said = statement(f"st_{name}", report, originator=by, kind="ngo_monitor" if by else "outlet")
    told = mention(f"evm_{name}", said, kind=kind, actors=(f"men_{name}",))
    happening = event(f"ev_{name}", kind=kind, place=TOWN.id, date_start=day, date_end=day)
    return [report, said, told, happening, member(happening, told),
            named(f"men_{name}", party, report.id)]  # fmt: skip


def displaced(name, number, kind, report):
    said = statement(f"st_{name}", report)
    row = figure(f"fig_{name}", said, low=number, measure="displaced", count_kind=kind,
                 scope_place=f"pm_{name}")  # fmt: skip
    return [report, said, row, located(f"pm_{name}", TOWN, report.id)]


ONE = document("doc_1", outlet="The Lantern")
TWO = document("doc_2", outlet="The Dal Post", published="2031-05-03")


def test_a_place_that_is_taken_and_lost_is_one_series_in_order_of_days():
    found = points([TOWN, ARMY, FRONT, *gain("a", ONE, ARMY),
                    *gain("b", TWO, ARMY, day="2031-05-09", kind="territory_loss")])  # fmt: skip
    assert [(row.act, row.day, row.party) for row in sorted(found, key=lambda row: row.day)] == [
        ("took", "2031-05-01", ARMY.id),
        ("lost", "2031-05-09", ARMY.id),
    ]
    assert not any(row.disputed for row in found)


def test_two_parties_that_took_a_place_on_one_day_by_different_voices_are_in_dispute():
    found = points(
        [
            TOWN,
            ARMY,
            FRONT,
            *gain("a", ONE, ARMY, by="Army press"),
            *gain("b", TWO, FRONT, by="Monitor"),
        ]
    )
    assert [row.disputed for row in found] == [True, True]
    assert {row.according_to for row in found} == {("Army press",), ("Monitor",)}


def test_the_same_party_told_by_two_voices_is_one_point_with_both():
    found = points(
        [TOWN, ARMY, *gain("a", ONE, ARMY, by="Army press"), *gain("b", TWO, ARMY, by="Monitor")]
    )
    (row,) = found
    assert row.according_to == ("Army press", "Monitor")
    assert row.n_reports == 2


def test_a_whole_country_is_not_taken_in_a_day():
    land = dataclasses.replace(TOWN, kind="country")
    assert not points([land, ARMY, *gain("a", ONE, ARMY)])


def test_counts_at_one_time_and_counts_so_far_are_never_one_series():
    found = points([TOWN, *displaced("a", 71436.0, "snapshot", ONE),
                    *displaced("b", 215000.0, "cumulative", TWO)])  # fmt: skip
    assert len({row.series for row in found}) == 2
    assert {row.series.split("/")[-1] for row in found} == {"snapshot", "cumulative"}


def test_a_count_so_far_holds_for_the_day_of_its_report():
    (row,) = points([TOWN, *displaced("b", 215000.0, "cumulative", TWO)])
    assert (row.day, row.best, row.place) == ("2031-05-03", 215000.0, TOWN.id)


def test_a_building_that_is_taken_and_the_fight_for_it_are_no_points_of_the_series():
    taken = [TOWN, ARMY, *gain("a", ONE, ARMY, by="Army press")]
    assert len(points(taken)) == 1
    museum = Span(document="doc_1", start=20, end=30, quote="the museum")
    inside = [
        dataclasses.replace(row, target_words=museum) if isinstance(row, EventMention) else row
        for row in taken
    ]
    assert points(inside) == []
    fought = [
        dataclasses.replace(row, kind="battle") if isinstance(row, EventMention) else row
        for row in taken
    ]
    assert points(fought) == []
