"""When, at what address, how old who is: what tells incidents of one kind apart."""

import datetime

import pytest

from consilience.merging.story_particulars import (
    are_of_other_days,
    are_outlets_own,
    read_particulars,
    weigh_particulars,
)


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
    one = read_particulars("", left, "2031-03-13")
    two = read_particulars("", right, "2031-03-15")  # neither together nor apart

    weight = weigh_particulars(one, two)

    assert (weight > 0) - (weight < 0) == sign
    assert weight == weigh_particulars(two, one)


def weighed(left: str, right: str, **of_right: str | None) -> float:
    one = read_particulars("", left, None, outlet="Osk Herald")
    return weigh_particulars(one, read_particulars("", right, None, **of_right))


def test_towns_are_read_from_datelines_and_from_the_police_of_a_town() -> None:
    lead = "PORT OSK, Ves. (AP) - According to Mirsal police, Lumen County officers came."
    assert read_particulars("", lead, None).towns == {"port osk", "mirsal", "lumen"}


def test_people_are_those_whose_age_is_given() -> None:
    lead = "Ilo Tarkh, 41, and 9-year-old Mara Dovas were hit; Sheriff Ano Brill spoke."
    assert read_particulars("", lead, None).people == {"tarkh", "dovas"}


def test_an_incident_in_another_town_is_another_and_a_battle_has_no_town() -> None:
    assert weighed(
        "Osk police found a man aged 41.", "Mirsal police found a man aged 41."
    ) < weighed("Osk police found a man aged 41.", "Osk police found a man aged 41.")
    assert weighed("Osk police fled.", "Mirsal police fled.") == 0


def test_the_same_people_make_one_incident() -> None:
    left, right = "Ilo Tarkh, 41, died.", "The dead man is Ilo Tarkh, 41."
    assert weighed(left, right) > weighed("Ilo Tarkh, 41, died.", "The dead man is Ano Brill, 41.")


def test_reports_of_one_outlet_must_share_more() -> None:
    assert weighed("It rained.", "It snowed.", outlet="Osk Herald") < 0
    assert weighed("It rained.", "It snowed.", outlet="Mirsal Post") == 0
    assert weighed("It rained.", "It snowed.", outlet=None) == 0


def test_one_headline_at_two_outlets_is_one_story() -> None:
    headline = "Ferry Halcyon sinks off Lumen"
    one, two = (read_particulars(headline, "", None, outlet=outlet) for outlet in ("a", "b"))
    assert weigh_particulars(one, two) >= 0.12


@pytest.mark.parametrize(("gap", "sign"), [(0, 1), (1, 1), (2, 0), (7, -1), (40, 0)])
def test_reports_come_out_together_and_follow_ups_weeks_later(gap: int, sign: int) -> None:
    first = datetime.date(2031, 3, 1)
    one, two = (
        read_particulars("", "It rained.", (first + datetime.timedelta(days)).isoformat())
        for days in (0, gap)
    )
    weight = weigh_particulars(one, two)
    assert (weight > 0) - (weight < 0) == sign


@pytest.mark.parametrize(
    ("earlier", "later", "sign"),
    [
        ("Rebels took a hill.", "Rebels took a village.", -1),
        ("Rebels took a hill.", "They have held the hill since March 1.", 0),
        ("Rebels took a hill on Friday.", "They have held the hill since February 28.", 0),
        ("Rebels took a hill.", "They lost the hill on August 27.", -1),
        ("A man aged 41 was shot.", "The trial began.", 0),
    ],
)
def test_months_apart_is_another_thing_unless_the_day_of_then_is_named(
    earlier: str, later: str, sign: int
) -> None:
    one = read_particulars("", earlier, "2031-03-01")  # a Saturday
    two = read_particulars("", later, "2031-08-28")
    assert weigh_particulars(one, two) == weigh_particulars(two, one)
    weight = weigh_particulars(one, two)
    assert (weight > 0) - (weight < 0) == sign


@pytest.mark.parametrize(
    ("headline", "lead", "apart"),
    [
        ("Shells kill nine in Osk", "Rebels fired on Wednesday.", True),
        ("Nine die in Osk", "It was the second attack.", True),
        ("", "Nine people died in Osk, the second attack in a week.", True),
        ("", "Osk mourns. " * 13 + "Nine people died.", False),
        ("Death toll in Osk rises to 12", "Shells fell on Saturday, March 1.", False),
        ("Osk mourns", "Rebels fired on Wednesday.", False),
        ("Two years of shells in Osk", "Rebels fired on Wednesday.", False),
    ],
)
def test_victims_counted_of_another_day_are_those_of_another_attack(
    headline: str, lead: str, apart: bool
) -> None:
    first = read_particulars("Three killed by shells in Osk", "It was Saturday.", "2031-03-01")
    later = read_particulars(headline, lead, "2031-03-05")
    plain = read_particulars("Shells fall on Osk", "It was Saturday.", "2031-03-01")
    assert (weigh_particulars(first, later) < weigh_particulars(plain, later)) is apart
    assert weigh_particulars(first, later) == weigh_particulars(later, first)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2031-03-01", "2031-03-02", False),
        ("2031-03-01", "2031-03-03", True),
        ("2031-03-01", None, False),
        (None, None, False),
    ],
)
def test_reports_are_of_other_days_only_where_both_days_are_known(
    one: str | None, other: str | None, apart: bool
) -> None:
    left, right = (read_particulars("", "It rained.", day) for day in (one, other))
    assert are_of_other_days(left, right) is apart


@pytest.mark.parametrize(
    ("headline", "outlet", "own"),
    [
        ("Teachers strike over pay", "Osk Herald", True),
        ("Halcyon salvaged", "Osk Herald", False),
        ("Teachers strike over pay", "Mirsal Post", False),
        ("", "Osk Herald", False),
    ],
)
def test_what_one_outlet_prints_under_other_headlines_is_its_own(
    headline: str, outlet: str, own: bool
) -> None:
    ferry = read_particulars("Ferry Halcyon sinks", "", None, outlet="Osk Herald")
    assert are_outlets_own(ferry, read_particulars(headline, "", None, outlet=outlet)) is own
