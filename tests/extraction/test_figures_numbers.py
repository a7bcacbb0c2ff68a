"""Numerals, bounds, shapes and units, read off plain words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.extraction.figures.bounds import (
    bounds_of,
    modifier_after,
    modifier_before,
    range_of,
)
from consilience.extraction.figures.lexicon import load_groups, load_lexicon
from consilience.extraction.figures.numerals import find_numerals
from consilience.extraction.figures.shapes import find_shapes
from consilience.extraction.figures.units import DIMENSIONS, currency_before, unit_after

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("twenty-one boats", [21]),
        ("one hundred and five huts", [105]),
        ("215,000 people", [215_000]),
        ("3.9 million tonnes", [3_900_000]),
        ("half a million", [500_000]),
        ("a dozen", [12]),
        ("two dozen", [24]),
        ("two and a half days", [2.5]),
        ("$1.7bn", [1.7e9]),
        ("25k", [25_000]),
        ("hundreds of thousands", [100_000]),
        ("several hundred", [100]),
        ("two-thirds of them", [2 / 3]),
        ("half of the town", [0.5]),
        ("the first half", []),
        ("no number at all", []),
    ],
)
def test_a_number_is_read_however_it_is_written(words: str, values: list[float]) -> None:
    found = [numeral.value for numeral in find_numerals(words)]
    assert len(found) == len(values)
    assert all(math.isclose(a, b) for a, b in zip(found, values, strict=True))


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_with_and_without_commas_are_one_number(value: int) -> None:
    for written in (str(value), f"{value:,}"):
        (numeral,) = find_numerals(f"about {written} people")
        assert numeral.value == value
        assert (numeral.start, numeral.end) == (6, 6 + len(written))


@given(st.sampled_from(TENS), st.sampled_from(ONES[1:10]), st.sampled_from(("-", " ")))
def test_number_words_add_up(ten: str, one: str, link: str) -> None:
    (numeral,) = find_numerals(f"{ten}{link}{one} men")
    assert numeral.value == 10 * (TENS.index(ten) + 2) + ONES.index(one)


@given(st.text(alphabet="aeo 1,.-$%ntwhudrd½", max_size=60))
def test_numerals_stand_in_order_and_never_overlap(words: str) -> None:
    at = 0
    for numeral in find_numerals(words):
        assert at <= numeral.start < numeral.end <= len(words)
        at = numeral.end


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("at least ", "floor"),
        ("no fewer than ", "floor"),
        ("more than ", "floor_strict"),
        ("well over ", "floor_strict"),
        ("up to ", "ceiling"),
        ("as many as ", "ceiling"),
        ("no more than ", "ceiling"),
        ("fewer than ", "ceiling_strict"),
        ("about ", "approx"),
        ("an estimated ", "approx"),
    ],
)
def test_the_words_before_a_number_qualify_it(words: str, qualifier: str) -> None:
    found = modifier_before(words + "600", len(words))
    assert found is not None
    assert (found.start, found.end, found.qualifier) == (0, len(words) - 1, qualifier)


def test_a_topic_is_no_approximation() -> None:
    assert modifier_before("asked about 2 men", 12) is None


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [("12 or more", "floor"), ("12 or fewer", "ceiling"), ("12 or so", "approx")],
)
def test_the_words_behind_a_number_qualify_it_too(words: str, qualifier: str) -> None:
    found = modifier_after(words, 2)
    assert found is not None
    assert found.qualifier == qualifier


@given(
    st.floats(min_value=0, max_value=1e9),
    st.sampled_from(("floor", "floor_strict", "ceiling", "ceiling_strict", "approx", "exact")),
)
def test_a_floor_never_has_a_high_and_a_ceiling_never_a_low(value: float, qualifier: str) -> None:
    bounds = bounds_of(value, qualifier)  # type: ignore[arg-type]
    if qualifier.startswith("floor"):
        assert (bounds.low, bounds.high) == (value, None)
    elif qualifier.startswith("ceiling"):
        assert (bounds.low, bounds.best, bounds.high) == (None, None, value)
    else:
        assert bounds.low == bounds.best == bounds.high == value


def test_the_best_of_a_range_is_its_lower_end() -> None:
    bounds = range_of(8, 10)
    assert (bounds.low, bounds.best, bounds.high) == (8, 8, 10)


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        ("on 8 March 2031", "date"),
        ("in the 1990s", "date"),
        ("at 11:30 p.m.", "clock"),
        ("an F-16", "designation"),
        ("the 5th", "designation"),
        ("page 1/28", "designation"),
        ("call 555-013-2244", "designation"),
        ("Highway 80", "designation"),
        ("a 27-year-old", "age"),
        ("Ann Lee, 27, said", "age"),
        ("a 15yo boy and a 16 yo girl", "age"),
    ],
)
def test_dates_times_names_and_ages_have_shapes_of_their_own(words: str, shape: str) -> None:
    assert shape in {found for _start, _end, found in find_shapes(words)}


def test_a_number_behind_a_date_is_no_age() -> None:
    assert all(shape != "age" for _start, _end, shape in find_shapes("As of 11 March, 6,290 left"))


@pytest.mark.parametrize(
    ("words", "at", "name"),
    [
        ("15km away", 2, "kilometre"),
        ("40 square kilometres", 2, "square kilometre"),
        ("65 per cent", 2, "percentage"),
        ("90 km/h", 2, "kilometre per hour"),
        ("3 million dollars", 9, "dollar"),
    ],
)
def test_a_unit_stands_behind_its_number(words: str, at: int, name: str) -> None:
    found = unit_after(words, at)
    assert found is not None
    assert found.unit.name == name
    assert found.unit.dimension in DIMENSIONS


def test_a_currency_stands_before_its_number() -> None:
    found = currency_before("US$300", 3)
    assert found is not None
    assert (found.start, found.end, found.unit.name) == (0, 3, "dollar")


def test_words_are_no_units() -> None:
    assert unit_after("40 migrants", 2) is None


def test_the_word_lists_are_sound() -> None:
    words = load_lexicon()
    assert words.object["kill"] == "killed"
    assert words.counted["body"] == "bodies_found"
    for table in (words.object, words.subject, words.state, words.counted, words.of):
        assert all(lemma == lemma.lower().strip() for lemma in table)
    groups = load_groups()
    assert groups["civilian"] == "civilians"
    assert groups["people"] == "all"
    assert all(noun == noun.lower().strip() for noun in groups)


@settings(max_examples=30)
@given(st.integers(min_value=1, max_value=5_000))
def test_a_unit_and_its_conversion_do_not_change_the_number(value: int) -> None:
    words = f"{value} km"
    (numeral,) = find_numerals(words)
    assert numeral.value == value
    assert unit_after(words, numeral.end) is not None
