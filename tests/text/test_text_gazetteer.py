"""The packed gazetteer and the keys of its names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.text.gazetteer import Gazetteer, load_gazetteer
from consilience.text.place_names import fold_name, loose_name


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Iraq", "country", "IQ"),
        ("U.S.", "country", "US"),
        ("Burma", "country", "MM"),
        ("Nineveh", "adm1", "IQ"),
        ("Tex.", "adm1", "US"),
        ("Tigris", "water", None),
    ],
)
def test_the_best_known_place_of_a_name_is_found(name: str, kind: str, country: str) -> None:
    place = load_gazetteer().lookup(name)[0]
    assert (place.kind, place.country) == (kind, country)


def test_other_scripts_and_spellings_find_the_same_city() -> None:
    gazetteer = load_gazetteer()
    mosul = next(place for place in gazetteer.named("Mosul") if place.kind == "settlement")
    assert mosul.id in {place.id for place in gazetteer.named("الموصل")}
    assert mosul.id == (gazetteer.by_id(mosul.id) or mosul).id
    assert "gn:90393" in {place.id for place in gazetteer.lookup("Tal Afar")}


def test_a_settlement_knows_its_areas() -> None:
    gazetteer = load_gazetteer()
    city = next(place for place in gazetteer.named("Aleppo") if place.kind == "settlement")
    assert city.adm1 is not None
    assert gazetteer.at(city.adm1).kind == "adm1"
    assert city.latitude == pytest.approx(36.2, abs=0.1)


def test_an_unknown_name_finds_nothing() -> None:
    assert load_gazetteer().lookup("Velmirahabad-on-Nowhere") == ()
    assert load_gazetteer().by_id("gn:1") is None
    assert load_gazetteer().by_id("rubbish") is None


def test_every_point_is_on_the_globe() -> None:
    gazetteer = load_gazetteer()
    for index in range(0, len(gazetteer), 997):
        place = gazetteer.at(index)
        assert (place.latitude is None) == (place.longitude is None)
        if place.latitude is not None and place.longitude is not None:
            assert -90 <= place.latitude <= 90
            assert -180 <= place.longitude <= 180


def test_a_foreign_file_is_refused() -> None:
    with pytest.raises(ValueError, match="packed gazetteer"):
        Gazetteer(b"something else entirely")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Badush", "Badoush"), ("Bab al-Tob", "Bab al-Toub"), ("Aghawat", "Al-Aghawat")],
)
def test_usual_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert loose_name(one) == loose_name(other)


@pytest.mark.parametrize(("one", "other"), [("Basra", "Busra"), ("Tal Afar", "Tal Kaif")])
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert loose_name(one) != loose_name(other)


@settings(max_examples=100)
@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    folded = fold_name(name)
    assert folded.startswith("~") or fold_name(folded) == folded
