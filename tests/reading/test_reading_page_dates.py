"""What the words before a day say of it, and what a page that names only a change is worth."""

import pytest

from consilience.model.documents import Document
from consilience.reading.month_names import _IN_OTHER_LANGUAGES, MONTHS, OTHER_MONTHS
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report
from consilience.reading.webarchives import address_fields

PROSE = "".join(
    f"<p>The council of Adrasan said that part {number} of the bridge would stay closed until the"
    " water had gone down and the engineers had looked at every pillar of it from a boat.</p>"
    for number in range(14)
)
PROGRAM = "<script>var opened = 1;</script>"
ARTICLE = (
    '<script type="application/ld+json">'
    '{"@type": "NewsArticle", "datePublished": "2017-03-14"}</script>'
)


def read(
    lines: str = "", *, head: str = "", foot: str = "", address: str = "https://dal.example/a"
) -> Document:
    page = (
        f"<html><head>{head}</head><body><div><h1>Bridge over the Orla closed</h1>"
        f"{lines}{PROSE}{foot}</div></body></html>"
    )
    rows = read_report(RawReport("page.html", page.encode(), given=address_fields(address)))
    return next(row for row in rows if isinstance(row, Document))


def test_digits_with_two_readings_are_read_as_another_day_of_the_page_tells() -> None:
    time = '<time datetime="2017-03-04T10:00:00Z">03/04/2017</time>'
    assert (read(f"<p>{time} by Ada</p>").published_start or "")[:10] == "2017-03-04"
    assert read("<p>03/04/2017 by Ada</p>").published_start is None


def test_of_two_days_side_by_side_the_first_is_that_of_publication() -> None:
    assert read("<p>20 May 2017 14 March 2017</p>").published_start == "2017-03-14"


def test_a_label_on_a_line_of_its_own_speaks_for_the_day_below_it() -> None:
    changed = read("<p>Last updated:</p><p>14 March 2017</p>")
    assert (changed.published_start, changed.modified) == (None, "2017-03-14")
    assert read("<p>Published</p><p>14 March 2017</p>").published_start == "2017-03-14"


@pytest.mark.parametrize("label", ["Last updated: ", "<b>Updated on</b>"])
def test_a_time_that_the_page_calls_a_change_is_none_of_publication(label: str) -> None:
    time = f'<div>{label}<time datetime="2017-03-14">a while ago</time></div>'
    assert read(foot=time).published_start is None


def test_a_time_called_published_settles_what_metadata_contradict() -> None:
    other = '<meta property="article:published_time" content="2017-06-01T08:00:00Z">'
    told = "<aside><h4>Published</h4><time datetime='2017-03-20'>20 March 2017</time></aside>"
    assert read(head=ARTICLE + other).published_start is None
    assert read(head=ARTICLE + other, foot=told).published_start == "2017-03-20"


def test_a_page_with_its_programs_that_names_only_a_change_is_of_that_day() -> None:
    line = "<p>Last updated: 14 March 2017</p>"
    whole = read(line, head=PROGRAM)
    assert whole.published_start == "2017-03-14"
    assert whole.published_reason.startswith("last change")
    assert read(line).published_start is None  # what programs state was taken out with them


@pytest.mark.parametrize(
    "lines",
    [
        "<p>Reviewed on <time datetime='2017-03-14'>14 March</time></p>",
        "<p>Last updated: 14 March 2017</p><time datetime='2016-01-02'>2 January</time>",
    ],
)
def test_a_review_and_a_change_beside_another_day_are_not_taken_for_it(lines: str) -> None:
    assert not read(lines, head=PROGRAM).published_reason.startswith("last change")


def test_the_day_below_the_name_that_closes_a_report_is_its_own_and_in_lists_is_not() -> None:
    signed = "<p>Written by Ada Example</p><p>14 March 2017</p>"
    other = "<p>Written by Bo Sample</p><p>2 May 2018</p>"
    assert read(foot=signed).published_start == "2017-03-14"
    assert read(foot=signed + other).published_start is None


def test_the_day_of_todays_opening_hours_dates_nothing() -> None:
    assert read("<p>Hours today</p><p>14 March 2017</p>").published_start is None
    assert read("<p>Open today, 14 March 2017</p>").published_start is None


def test_the_address_of_a_record_dates_the_page_where_nothing_else_does() -> None:
    address = "https://dal.example/2017/03/14/bridge"
    assert read(address=address).published_start == "2017-03-14"
    assert read("<p>2 May 2017</p>", address=address).published_start == "2017-05-02"


def test_a_day_below_the_opening_heading_counts_where_no_heading_says_the_title() -> None:
    page = f"<h2>The bridge is shut</h2><p>Ada Example</p><p>14 March 2017</p>{PROSE}"
    rows = read_report(RawReport("page.html", f"<html><body>{page}</body></html>".encode()))
    found = next(row for row in rows if isinstance(row, Document))
    assert found.published_start == "2017-03-14"


@pytest.mark.parametrize(
    "line",
    [
        "14 de marzo de 2017",
        "Publié le 14 mars 2017 à 10h20",
        "14. März 2017",
        "14 marzo 2017",
        "14 de março de 2017",
        "14 maart 2017",
        "14 Mart 2017 Salı",
        "14 марта 2017 г.",
        "14 березня 2017",
        "14 مارس 2017",
        "14 آذار 2017",
    ],
)
def test_days_in_other_languages_have_their_month_named_there(line: str) -> None:
    assert read(f"<p>{line}</p>").published_start == "2017-03-14"


@pytest.mark.parametrize(
    "line",
    ["Actualizado el 14 de marzo de 2017", "Mis à jour le 14 mars 2017", "Обновлено 14 марта 2017"],
)
def test_a_change_told_in_another_language_is_none_of_publication(line: str) -> None:
    found = read(f"<p>{line}</p>")
    assert (found.published_start, found.modified) == (None, "2017-03-14")


def test_no_name_of_a_month_means_two_months() -> None:
    english = {name: MONTHS[name] for name in set(MONTHS) & set(OTHER_MONTHS)}
    assert english == {name: OTHER_MONTHS[name] for name in english}
    names = [
        (form, number)
        for language in _IN_OTHER_LANGUAGES
        for number, forms in enumerate(language.split(), start=1)
        for form in forms.split("/")
    ]
    assert len(dict(names)) == len(set(names))
