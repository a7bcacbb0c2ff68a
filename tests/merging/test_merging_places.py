"""Which places of a case are one, where they are, and where no pin may stand."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.merging.place_candidates import distance_km, moved
from consilience.merging.place_points import Said, compute_point
from consilience.merging.places import PlaceSettings, resolve_places
from consilience.model.places import GazetteerEntry, Place, PlaceMember, PlaceMention
from consilience.model.rows import Row
from consilience.model.spans import Span
from consilience.model.tables import Tables
from consilience.pipeline.document_stages import LOCATE, NAME, PARSE, SPLIT
from consilience.pipeline.merging_stages import RESOLVE_PLACES
from consilience.pipeline.run import run_stages
from evals.pile import document_rows

CASE = Path(__file__).parents[2].parent / "shared" / "cases" / "mosul"
KINDS = (PlaceMention, GazetteerEntry, Place, PlaceMember)
HOMS = (34.73, 36.72)


def mention(name: str, document: str = "doc_1", at: int = 0, **fields: object) -> PlaceMention:
    """Return a mention of *name*, as `locate` would write it."""
    words = str(fields.pop("words", name))
    known = PlaceMention(
        id=PlaceMention.make_id(document, at, name),
        document=document,
        sentence="sen_1",
        span=Span(document=document, start=at, end=at + len(words), quote=words),
        name=name,
        kind="unknown",
        metonym=False,
        candidates=("gn:1",),
        relation=None,
        anchor=None,
        second_anchor=None,
        distance_km=None,
        bearing=None,
        relation_span=None,
        rule="test",
    )
    return replace(known, **fields)  # type: ignore[arg-type]  # names of fields


def unknown(name: str, document: str = "doc_1", at: int = 0, **fields: object) -> PlaceMention:
    """Return a mention of a name that no gazetteer has."""
    return mention(name, document, at, candidates=(), **fields)


def entry(name: str, latitude: float, longitude: float) -> GazetteerEntry:
    """Return a place of the user's gazetteer."""
    return GazetteerEntry(
        id=f"gaz_{name.lower()}",
        name=name,
        aliases=(),
        kind="settlement",
        country="SY",
        adm1=None,
        adm2=None,
        within=None,
        latitude=latitude,
        longitude=longitude,
        population=None,
        source="own.csv",
    )


def resolved(*rows: Row) -> dict[str, Place]:
    """Return the places that *rows* are resolved to, by name."""
    return {place.name: place for place in made(*rows) if isinstance(place, Place)}


def made(*rows: Row) -> list[Row]:
    """Return all rows that the stage makes of *rows*."""
    by_kind: dict[type[Row], list[Row]] = {kind: [] for kind in KINDS}
    for row in rows:
        by_kind[type(row)].append(row)
    return list(resolve_places(Tables(by_kind), settings=PlaceSettings()))


def test_spellings_of_one_place_meet_over_reports() -> None:
    places = resolved(
        unknown("Velmirah", "doc_1"), unknown("Al-Velmirah", "doc_2"), unknown("Velmeera", "doc_3")
    )
    (place,) = places.values()
    assert place.n_mentions == 3
    assert {place.name, *place.aliases} == {"Velmirah", "Al-Velmirah", "Velmeera"}


def test_an_unknown_place_has_no_point_and_says_why() -> None:
    (place,) = resolved(unknown("Velmirah")).values()
    assert (place.latitude, place.longitude, place.radius_m, place.gazetteer) == (None,) * 4
    assert "no gazetteer" in place.reason


def test_a_city_is_found_in_the_country_that_the_report_speaks_of() -> None:
    syria, georgia = mention("Syria", at=0), mention("Homs", at=50)
    places = resolved(syria, georgia)
    assert places["Homs"].country == "SY"
    assert places["Homs"].precision == "settlement"
    assert places["Homs"].radius_m == 5_000


def test_an_area_and_a_country_have_a_middle_but_no_pin() -> None:
    place = resolved(mention("Syria"))["Syria"]
    assert place.latitude is not None
    assert place.radius_m is None
    assert place.precision == "country"


def test_a_continent_and_a_region_have_a_middle_but_no_pin() -> None:
    found = resolved(mention("Asia"), mention("Darfur", at=20))
    assert [found[name].kind for name in ("Asia", "Darfur")] == ["region", "region"]
    assert [found[name].radius_m for name in ("Asia", "Darfur")] == [None, None]
    assert found["Darfur"].latitude is not None


def test_nearness_does_not_speak_for_the_town_in_an_area_of_its_name() -> None:
    towns = [mention(name, at=20 * at) for at, name in enumerate(("Montreal", "Laval"), 1)]
    assert resolved(mention("Quebec"), *towns)["Quebec"].kind == "region"


def test_what_the_text_says_of_containment_decides() -> None:
    texas = mention("Texas", at=20)
    paris = mention("Paris", at=0, relation="within", anchor=texas.id)
    places = resolved(paris, texas, mention("France", at=60))
    assert (places["Paris"].country, places["Paris"].adm1) == ("US", "Texas")


def test_distance_and_direction_give_a_point_with_a_radius() -> None:
    homs = mention("Homs", at=40)
    village = unknown(
        "Velmirah", relation="distance", anchor=homs.id, distance_km=15.0, bearing=315.0
    )
    place = resolved(homs, village, mention("Syria", at=90))["Velmirah"]
    assert place.precision == "near_settlement"
    assert place.geometry_source == "computed from distance and direction"
    assert place.latitude is not None
    assert place.longitude is not None
    assert distance_km((place.latitude, place.longitude), HOMS) == pytest.approx(15, abs=2)
    assert place.radius_m is not None
    assert place.radius_m >= 6_000


def test_the_radius_covers_all_statements_and_the_difference_is_shown() -> None:
    homs = mention("Homs", "doc_1", 40)
    there = unknown(
        "Velmirah", "doc_1", relation="distance", anchor=homs.id, distance_km=15.0, bearing=315.0
    )
    other = unknown("Velmirah", "doc_2", 60)
    back = mention(
        "Homs", "doc_2", relation="distance", anchor=other.id, distance_km=10.0, bearing=135.0
    )
    place = resolved(homs, there, other, back)["Velmirah"]
    assert "they lie 5 km apart" in place.reason
    assert place.latitude is not None
    assert place.longitude is not None
    middle = (place.latitude, place.longitude)
    for km in (10.0, 15.0):
        assert distance_km(middle, moved(HOMS, km, 315.0)) * 1_000 <= (place.radius_m or 0)


def test_statements_that_contradict_each_other_give_no_point() -> None:
    statements = [
        Said(document="d", anchor="A", point=HOMS, km=90.0, bearing=way, quote="q")
        for way in (0.0, 180.0)
    ]
    point = compute_point(statements)
    assert point is not None
    assert point.point is None
    assert "contradict" in point.reason


def test_a_direction_without_a_distance_gives_no_point() -> None:
    homs = mention("Homs", at=40)
    village = unknown("Velmirah", relation="near", anchor=homs.id, bearing=270.0)
    place = resolved(homs, village)["Velmirah"]
    assert (place.latitude, place.precision) == (None, "near_settlement")


def test_a_quarter_lies_in_the_town_of_the_report_without_a_pin() -> None:
    homs = mention("Homs", at=40)
    places = resolved(homs, mention("Syria", at=80), unknown("Zahirah", kind="neighbourhood"))
    quarter = places["Zahirah"]
    assert quarter.within == places["Homs"].id
    assert (quarter.precision, quarter.latitude) == ("neighbourhood", None)


def test_a_quarter_is_not_taken_for_a_town_of_its_name_elsewhere() -> None:
    homs = mention("Homs", at=40)
    quarter = mention("Mansoura", at=80, kind="neighbourhood")
    place = resolved(homs, quarter, mention("Egypt", at=120))["Mansoura"]
    assert (place.gazetteer, place.latitude) == (None, None)


def test_quarters_of_one_name_in_two_towns_stay_apart() -> None:
    rows = []
    for document, town in (("doc_1", "Homs"), ("doc_2", "Aleppo")):
        rows += [mention(town, document, 10), mention("Syria", document, 30)]
        rows.append(unknown("Zahirah", document, 60, kind="neighbourhood"))
    found = [row for row in made(*rows) if isinstance(row, Place) and row.name == "Zahirah"]
    assert len(found) == 2


def test_a_half_is_a_place_of_its_own_within_the_whole() -> None:
    half = mention("Homs", at=0, kind="part", relation="part_of", words="western Homs")
    west = mention("Homs", "doc_2", kind="part", relation="part_of", words="West Homs")
    places = resolved(half, west, mention("Homs", at=40), mention("Syria", at=80))
    assert places["western Homs"].within == places["Homs"].id
    assert places["western Homs"].n_mentions == 2
    assert places["western Homs"].latitude is None


def test_the_road_between_two_towns_has_their_middle() -> None:
    homs, hama = mention("Homs", at=40), mention("Hama", at=60)
    road = unknown(
        "road between Homs and Hama", kind="road", relation="road", anchor=homs.id,
        second_anchor=hama.id,
    )  # fmt: skip
    place = resolved(homs, hama, mention("Syria", at=90), road)["road between Homs and Hama"]
    assert place.latitude == pytest.approx(34.93, abs=0.05)
    assert place.precision == "region"


def test_the_users_gazetteer_wins() -> None:
    places = resolved(mention("Homs"), mention("Syria", at=30), entry("Homs", 10.0, 20.0))
    assert (places["Homs"].latitude, places["Homs"].gazetteer) == (10.0, "gaz_homs")


def test_a_small_place_of_a_country_that_nobody_speaks_of_is_not_pinned() -> None:
    places = resolved(mention("Sarmin"), mention("Peru", at=20), mention("Lima", at=40))
    assert places["Sarmin"].latitude is None


def test_places_keep_their_ids_when_a_report_is_added() -> None:
    first = made(mention("Homs"), mention("Syria", at=30))
    again = made(mention("Homs"), mention("Syria", at=30), mention("Homs", "doc_2"), *first)
    ids = {row.name: row.id for row in first if isinstance(row, Place)}
    assert {row.name: row.id for row in again if isinstance(row, Place)} == ids


def test_the_order_of_the_rows_changes_nothing() -> None:
    homs = mention("Homs", at=40)
    rows = [homs, mention("Syria", at=80), unknown("Zahirah", "doc_2", kind="neighbourhood")]
    rows += [mention("Homs", "doc_2", at) for at in (30, 50, 70)]
    rows.append(
        unknown("Velmirah", relation="distance", anchor=homs.id, distance_km=9.0, bearing=0.0)
    )
    shuffled = rows[:]
    random.Random(3).shuffle(shuffled)
    assert made(*rows) == made(*shuffled)


@settings(max_examples=40, deadline=None)
@given(
    name=st.text("abdefghiklmnorstuvz", min_size=9, max_size=14),
    kind=st.sampled_from(["unknown", "settlement", "neighbourhood", "facility", "region"]),
    relation=st.sampled_from([None, "within", "near"]),
)
def test_an_unknown_place_never_gets_coordinates(name: str, kind: str, relation: str) -> None:
    homs = mention("Homs", at=40)
    place = unknown(f"Xq{name}", kind=kind, relation=relation, anchor=homs.id if relation else None)
    found = resolved(homs, place, mention("Syria", at=90))[f"Xq{name}"]
    assert (found.latitude, found.longitude, found.radius_m) == (None, None, None)
    assert found.reason


@settings(max_examples=60, deadline=None)
@given(
    north=st.floats(-60, 60),
    east=st.floats(-180, 180),
    km=st.floats(1, 200),
    bearing=st.floats(0, 359),
)
def test_a_moved_point_lies_at_its_distance(
    north: float, east: float, km: float, bearing: float
) -> None:
    assert distance_km((north, east), moved((north, east), km, bearing)) == pytest.approx(km, 0.01)


@pytest.mark.skipif(not CASE.exists(), reason="the case of ../shared is not here")
def test_the_places_of_the_case_are_what_a_careful_reader_finds() -> None:
    given: list[Row] = []
    for path in sorted(CASE.glob("*.txt")):
        given += document_rows(path.name[:3], path.read_text(encoding="utf-8"))
    rows = run_stages((SPLIT, PARSE, NAME, LOCATE, RESOLVE_PLACES), given)
    places = [row for row in rows[Place] if isinstance(row, Place)]
    by_id = {place.id: place for place in places}
    by_name = {name: place for place in places for name in (place.name, *place.aliases)}
    for one, other in (
        ("Badush", "Badoush"),
        ("Bab al-Toub", "Bab al-Tob"),
        ("Aghawat", "Al-Aghawat"),
    ):
        assert by_name[one].id == by_name[other].id
    badush = by_name["Badush"]
    assert badush.gazetteer is None
    assert badush.latitude is not None
    assert badush.longitude is not None
    assert "apart" in badush.reason
    mosul = by_name["Mosul"]
    assert mosul.country == "IQ"
    assert mosul.latitude == pytest.approx(36.335)
    for km in (10.0, 15.0):
        point = moved((mosul.latitude or 0, mosul.longitude or 0), km, 315.0)
        assert distance_km((badush.latitude, badush.longitude), point) * 1_000 <= (
            badush.radius_m or 0
        )
    around, at = set(), by_name["Aghawat"].within
    while at is not None:
        around.add(at)
        at = by_id[at].within
    assert mosul.id in around
    assert by_name["Aghawat"].latitude is None
    assert by_name["western Mosul"].within == mosul.id
    assert by_name["western Mosul"].kind == "part"
