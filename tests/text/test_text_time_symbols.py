"""Symbols of relative time and what they mean at an anchor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.text.festivals import FESTIVALS, festival_in_year
from consilience.text.time_symbols import (
    SymbolError,
    duration_value,
    period_of_value,
    resolve_symbol,
)

MONDAY = date(2017, 3, 13)


@pytest.mark.parametrize(
    ("symbol", "value"),
    [
        ("day -1", "2017-03-12"),
        ("day -1 evening", "2017-03-12TEV"),
        ("week +0", "2017-W11"),
        ("week -1", "2017-W10"),
        ("weekend -1", "2017-W10-WE"),
        ("month -1", "2017-02"),
        ("quarter -1", "2016-Q4"),
        ("year -1", "2016"),
        ("decade -1", "200"),
        ("latest monday", "2017-03-13"),
        ("previous monday", "2017-03-06"),
        ("coming monday", "2017-03-13"),
        ("next monday", "2017-03-20"),
        ("latest saturday", "2017-03-11"),
        ("latest 10-17", "2016-10-17"),
        ("nearest 04-02", "2017-04-02"),
        ("nearest 10-17", "2016-10-17"),
        ("latest october", "2016-10"),
        ("this october", "2017-10"),
        ("latest summer", "2016-SU"),
        ("q3 year -1", "2016-Q3"),
        ("march year +0", "2017-03"),
        ("ago 3 week", "2017-W08"),
        ("in 2 month", "2017-05"),
        ("past 12 day", "P12D"),
        ("now", "PRESENT_REF"),
        ("nearest march week1", "2017-03"),
        ("nearest 03-13 ..15", "2017-03-13/2017-03-15"),
        ("nearest easter", "2017-04-16"),
        ("nearest 05-13@saturday", "2017-05-13"),
        ("nearest 05-13@friday", "2016-05-13"),
        ("latest christmas", "2016-12-25"),
        ("latest eid-al-fitr", "2016-07"),
    ],
)
def test_a_symbol_means_a_stretch_of_the_calendar(symbol: str, value: str) -> None:
    period = resolve_symbol(symbol, MONDAY)
    assert period is not None
    assert period.value == value
    assert period.start <= period.end


@pytest.mark.parametrize(
    "symbol", ["", "day", "latest blursday", "02-30 year +0", "year -9999", "nearest 03-13 ..12"]
)
def test_a_malformed_or_impossible_symbol_is_an_error(symbol: str) -> None:
    with pytest.raises(SymbolError):
        resolve_symbol(symbol, MONDAY)


def test_the_last_hours_reach_back_over_the_days_that_they_touch() -> None:
    period = resolve_symbol("past 24 hour", MONDAY)
    assert period is not None
    assert (period.start, period.end, period.value) == (date(2017, 3, 12), MONDAY, "PT24H")


def test_parts_of_a_month_narrow_its_interval() -> None:
    found = [resolve_symbol(f"latest february {part}", MONDAY) for part in ("week1", "last-week")]
    assert [period and (period.start.day, period.end.day) for period in found] == [(1, 7), (22, 28)]
    assert [period and period.precision for period in found] == ["week", "week"]


@pytest.mark.parametrize(
    ("year", "fitr"), [(2003, "11-25"), (2014, "07-28"), (2016, "07-06"), (2017, "06-25")]
)
def test_the_tabular_calendar_gives_the_feast_of_the_year(year: int, fitr: str) -> None:
    assert festival_in_year("eid-al-fitr", year).start.isoformat() == f"{year}-{fitr}"


@settings(max_examples=60)
@given(st.sampled_from(sorted(FESTIVALS)), st.integers(1950, 2080))
def test_a_festival_lies_in_its_year(name: str, year: int) -> None:
    try:
        found = festival_in_year(name, year)
    except KeyError:
        return
    assert found.start.year == year
    assert found.start <= found.end


def test_vague_references_name_no_stretch() -> None:
    assert resolve_symbol("past", MONDAY) is None


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-Q2", date(2016, 4, 1), date(2016, 6, 30)),
        ("2016-WI", date(2016, 12, 1), date(2017, 2, 28)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
    ],
)
def test_an_absolute_value_has_its_interval(value: str, start: date, end: date) -> None:
    period = period_of_value(value)
    assert period is not None
    assert (period.start, period.end) == (start, end)


def test_a_day_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(SymbolError):
        period_of_value("2017-02-30")


def test_durations_are_written_as_timex() -> None:
    assert [duration_value("3", unit) for unit in ("hour", "week", "decade")] == [
        "PT3H",
        "P3W",
        "P30Y",
    ]


@settings(max_examples=50)
@given(
    anchor=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    days=st.integers(min_value=0, max_value=900),
)
def test_so_many_days_ago_lie_so_many_days_back(anchor: date, days: int) -> None:
    period = resolve_symbol(f"ago {days} day", anchor)
    assert period is not None
    assert period.start == period.end == anchor - timedelta(days=days)
