"""A user's own gazetteer in the three forms in which one comes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consilience.errors import SettingsError
from consilience.model.places import GazetteerEntry
from consilience.reading.gazetteers import load_gazetteer_file


def load(folder: Path, name: str, text: str) -> dict[str, GazetteerEntry]:
    """Return the entries of a file with *text*, by name."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return {entry.name: entry for entry in load_gazetteer_file(path)}


def geonames(name: str, code: str, **cells: str) -> str:
    """Return a line of a GeoNames dump."""
    row = [
        "1", name, name, cells.get("aliases", ""), "34.5", "36.5", code[0], code[1:], "SY", "",
        "07", cells.get("adm2", ""), "", "", cells.get("population", "0"), "", "", "", "",
    ]  # fmt: skip
    return "\t".join(row)


def test_a_csv_line_becomes_a_place(tmp_path: Path) -> None:
    text = (
        "name,kind,aliases,latitude,longitude\nVelmirah,settlement,Velmira|Al-Velmirah,34.5,36.5\n"
    )
    place = load(tmp_path, "own.csv", text)["Velmirah"]
    assert place.aliases == ("Velmira", "Al-Velmirah")
    assert (place.latitude, place.longitude, place.population) == (34.5, 36.5, None)
    assert place.source == "own.csv"


def test_a_geonames_dump_gives_places_with_their_areas(tmp_path: Path) -> None:
    lines = [
        geonames("Velmir Governorate", "AADM1"),
        geonames("Velmirah", "PPPL", aliases="Velmira,فلميرة", population="1200"),
        geonames("Zahirah", "PPPLX"),
        geonames("Old Velmirah", "PPPLH"),
        geonames("Velmir Wadi", "HWAD"),
        geonames("Velmir Road", "RRD"),
    ]
    found = load(tmp_path, "SY.txt", "\n".join(lines) + "\n")
    assert sorted(found) == ["Velmir Governorate", "Velmir Wadi", "Velmirah", "Zahirah"]
    place = found["Velmirah"]
    assert (place.kind, place.adm1, place.population) == ("settlement", "Velmir Governorate", 1200)
    assert "فلميرة" in place.aliases
    assert found["Zahirah"].kind == "neighbourhood"


def test_two_villages_of_one_name_are_two(tmp_path: Path) -> None:
    text = "name,kind,latitude,longitude\nV,settlement,34,36\nV,settlement,35,37\n"
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    assert len(load_gazetteer_file(path)) == 2


def test_a_broken_line_of_a_dump_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="line 2 has 1 columns"):
        load(tmp_path, "SY.txt", geonames("Velmirah", "PPPL") + "\nrubbish\n")


def test_geojson_points_and_polygons_become_places(tmp_path: Path) -> None:
    features = [
        feature({"name": "Velmirah", "alt_name": "Velmira;Velmeera"}, "Point", [36.5, 34.5]),
        feature(
            {"name": "Velmir", "kind": "adm2", "country": "SY"},
            "Polygon",
            [[[36, 34], [38, 34], [38, 35], [36, 35], [36, 34]]],
        ),
        {"type": "Feature", "properties": {"name": "Nowhere"}, "geometry": None},
    ]
    found = load(tmp_path, "own.geojson", json.dumps({"features": features}))
    assert (found["Velmirah"].latitude, found["Velmirah"].longitude) == (34.5, 36.5)
    assert found["Velmirah"].aliases == ("Velmira", "Velmeera")
    assert (found["Velmir"].latitude, found["Velmir"].longitude) == (34.5, 37.0)
    assert found["Nowhere"].latitude is None


def feature(properties: dict[str, str], kind: str, coordinates: object) -> dict[str, object]:
    """Return a GeoJSON feature."""
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "name,kind\n,settlement\n", "line 2 has no name"),
        ("a.csv", "name,kind\nVelmirah,hamlet\n", "unknown kind 'hamlet'"),
        ("a.csv", "title,kind\nVelmirah,settlement\n", "no column name"),
        ("a.csv", "name,kind,latitude\nVelmirah,settlement,34\n", "one coordinate"),
        ("a.csv", "name,kind,latitude,longitude\nV,settlement,95,1\n", "outside"),
        ("a.geojson", "{", "no GeoJSON"),
        ("a.geojson", "[]", "FeatureCollection"),
        ("a.geojson", '{"features": [{}]}', "feature 1 has no properties"),
        (
            "a.geojson",
            '{"features": [{"properties": {}, "geometry": {"type": "LineString"}}]}',
            "choose from Point",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load(tmp_path, name, text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read"):
        load_gazetteer_file(tmp_path / "none.csv")
