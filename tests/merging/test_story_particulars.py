"""When, at what address, how old who is: what tells incidents of one kind apart."""

import datetime

import pytest

from consilience.merging.story_particulars import read_particulars, weigh_particulars


def test_days_are_read_from_weekdays_dates_and_words_beside_the_day_of_the_report() -> None:
    found = read_particulars("", "Hit on Monday, after March 3; died last night.", "2031-03-13")

    days = {datetime.date.fromordinal(day).isoformat() for day in found.days}

    assert days == {"2031-03-10", "2031-03-03", "2031-03-12"}


def test_a_date_that_no_year_has_is_no_day() -> None:
    assert not read_particulars("", "It cost Feb. 31 coins.", "2031-03-13").days


def test_ages_and_addresses_are_read_as_reports_write_them() -> None:
    text = "A 9-year-old and Ilo Tarkh, 41, were hit in the 200 block of West Quay Street."
    found = read_particulars("", text, None)

    assert found.ages == {9, 41}
    assert found.addresses == {("200", "quay")}
    assert not found.days


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        ("A 9-year-old was hit on Monday.", "A boy, aged 9, was hit on Monday.", 1),
        ("A 9-year-old was hit on Monday.", "A 41-year-old was hit on Friday.", -1),
        ("Hit in the 200 block of Quay Street.", "Hit in the 300 block of Mill Street.", -1),
        ("The army began to shell the town on Monday.", "Shells fell again on Friday.", 0),
    ],
    ids=["same age and day", "other age and day", "other address", "no one incident"],
)
def test_what_differs_takes_away_and_what_is_shared_adds(left: str, right: str, sign: int) -> None:
    one, two = (read_particulars("", text, "2031-03-15") for text in (left, right))

    weight = weigh_particulars(one, two)

    assert (weight > 0) - (weight < 0) == sign
    assert weight == weigh_particulars(two, one)
