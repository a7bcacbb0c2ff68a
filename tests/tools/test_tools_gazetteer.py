"""The builder of the packed gazetteer, and the files that it reads from this project."""

from __future__ import annotations

from importlib.resources import files

import pytest

from consilience.text.gazetteer import KINDS
from tools.build_gazetteer import _is_name, _middle


def rows_of(name: str) -> list[list[str]]:
    """Return the lines of a file beside the packed gazetteer, as cells."""
    text = files("consilience.text").joinpath(f"data/gazetteer/{name}").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def test_the_middle_of_an_area_is_that_of_the_shape_around_its_settlements() -> None:
    square = [(10.0, 20.0), (10.0, 22.0), (12.0, 20.0), (12.0, 22.0), (11.9, 21.9)]
    assert _middle(square) == pytest.approx((11.0, 21.0))


def test_the_middle_is_right_across_the_date_line() -> None:
    north, east = _middle([(0.0, 179.0), (2.0, 179.0), (0.0, -179.0), (2.0, -179.0)])
    assert north == pytest.approx(1.0)
    assert abs(east) == pytest.approx(180.0)


def test_the_middle_of_few_settlements_is_their_mean() -> None:
    assert _middle([(10.0, 20.0)]) == pytest.approx((10.0, 20.0))


@pytest.mark.parametrize(
    ("alias", "kept"), [("Velmirah", True), ("فلميرة", True), ("velmira", False), ("VLM", False)]
)
def test_codes_and_romanisations_are_no_names(alias: str, *, kept: bool) -> None:
    assert _is_name(alias) is kept


def test_every_country_has_a_code_a_name_and_one_line() -> None:
    rows = rows_of("countries.tsv")
    assert all(len(row) == 4 and len(row[0]) == 2 and row[1] for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    demonyms = [name for row in rows for name in row[3].split("|") if name]
    assert len(set(demonyms)) == len(demonyms)


def test_every_region_has_a_kind_of_the_list_and_a_middle_on_the_globe_or_none() -> None:
    rows = rows_of("regions.tsv")
    assert all(len(row) == 5 and row[1] in KINDS for row in rows)
    middles = [tuple(map(float, row[4].split())) for row in rows if row[4]]
    assert all(abs(north) <= 90 and abs(east) <= 180 for north, east in middles)


def test_every_point_of_a_country_is_on_the_globe() -> None:
    for code, north, east in rows_of("country_points.tsv"):
        assert len(code) == 2
        assert abs(float(north)) <= 90
        assert abs(float(east)) <= 180


def test_short_forms_belong_to_one_area_of_a_country() -> None:
    rows = rows_of("areas.tsv")
    assert all(len(row) == 2 and row[0][2] == "-" for row in rows)
    forms = [(row[0][:2], form) for row in rows for form in row[1].split("|")]
    assert len(set(forms)) == len(forms)
