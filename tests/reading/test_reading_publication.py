"""A day of publication is chosen where all agree; else an interval, or none."""

import pytest

from consilience.reading.blocks import FoundField
from consilience.reading.dates import parse_date
from consilience.reading.publication import find_publication

SHOWN = "line under the headline"
JSON_LD = "json-ld datePublished"
META = "meta article:published_time"


def found(where: str, value: str, confidence: float = 0.95, field: str = "published") -> FoundField:
    return FoundField(field, value, where, "a full date", confidence, "day")


def test_the_day_under_the_headline_wins_over_a_later_one_of_the_system() -> None:
    copied = [found(JSON_LD, "2017-03-14"), found(SHOWN, "2017-03-01", 0.96)]
    assert (find_publication(copied).start, find_publication(copied).chosen) == ("2017-03-01", {1})


def test_a_report_changed_weeks_later_has_an_interval() -> None:
    changed = [found(JSON_LD, "2017-03-14"), found(SHOWN, "2017-04-20", 0.8, "modified")]
    publication = find_publication(changed)
    assert (publication.start, publication.end) == ("2017-03-14", "2017-04-20")
    assert publication.precision == "quarter"
    assert "shown as of 2017-04-20" in publication.reason


def test_a_report_edited_in_the_same_week_keeps_its_day() -> None:
    edited = [found(JSON_LD, "2017-03-14"), found(SHOWN, "2017-03-17", 0.8, "modified")]
    assert find_publication(edited).end == "2017-03-14"


def test_a_later_day_under_the_headline_that_nothing_explains_is_a_contradiction() -> None:
    torn = [found(JSON_LD, "2017-03-14"), found(SHOWN, "2018-04-20", 0.96)]
    publication = find_publication(torn)
    assert (publication.start, publication.chosen) == (None, frozenset())
    assert publication.reason.startswith("contradicting dates")


def test_metadata_that_contradict_each_other_date_nothing() -> None:
    assert find_publication([found(JSON_LD, "2017-03-14"), found(META, "2019-01-02")]).start is None


def test_what_a_record_states_is_believed() -> None:
    stated = [found("record published", "2017-03-14", 0.97), found(SHOWN, "2018-04-20", 0.96)]
    assert find_publication(stated).start == "2017-03-14"


def test_a_page_of_many_dates_or_only_of_a_change_stays_undated() -> None:
    listing = [found("time element", f"2017-03-0{day}", 0.55) for day in (1, 2, 3)]
    assert find_publication(listing).start is None
    changed = [
        found("time element", "2017-03-01", 0.55),
        found(SHOWN, "2017-03-01", 0.8, "modified"),
    ]
    assert find_publication(changed).reason == "only the day of the last change is stated"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2019/1/22", "2019-01-22"),
        ("2023 Jan 7", "2023-01-07"),
        ("Dec. 19, 2025", "2025-12-19"),
        ("Thu, 09/25/2025 - 11:38", "2025-09-25"),
        ("03/04/2017", None),
        ("© 2024", None),
        ("2024", None),
    ],
)
def test_dates_are_read_as_pages_write_them_and_years_are_none(words: str, value: str) -> None:
    date = parse_date(words)
    assert (None if date is None else date.value) == value
