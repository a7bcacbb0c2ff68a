"""The day of a page is read off the lines around its headline, and other days there are not it."""

import pytest

from consilience.model.documents import Document
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

HEADLINE = "Bridge over the Orla closed after the flood"
PROSE = "".join(
    f"<p>The council of Adrasan said that part {number} of the bridge would stay closed until the"
    " water had gone down and the engineers had looked at every pillar of it from a boat.</p>"
    for number in range(14)
)
SUMMARY = "<p>" + "Nobody was hurt when the water rose over the road on either bank. " * 3 + "</p>"


def document(lines: str, *, head: str = "", foot: str = "", title: str = "h1") -> Document:
    page = (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><div>"
        f"<{title}>{HEADLINE}</{title}>{lines}{PROSE}{foot}</div></body></html>"
    )
    rows = read_report(RawReport("page.html", page.encode()))
    return next(row for row in rows if isinstance(row, Document))


@pytest.mark.parametrize(
    "lines",
    [
        "<p>2017-03-14</p>",
        "<p>2017.03.14 | Floods</p>",
        "<p>Posted on the 14/03/2017 at 19:00</p>",
        f"{SUMMARY}<div>By</div><div>Ada Example</div><div>March 14, 2017</div>",
        "<ul><li>Home<li>News<li>Sport<li>Arts<li>Shop<li>Jobs<li>Radio<li>Books<li>Travel<li>Films"
        "</ul>".join(("<nav>", "</nav><p>14 March 2017</p>")),
    ],
)
def test_the_day_between_headline_and_article_is_that_of_publication(lines: str) -> None:
    assert document(lines).published_start == "2017-03-14"


def test_a_title_that_is_no_heading_has_its_day_behind_it() -> None:
    assert document("<p>14 March 2017</p>", title="p").published_start == "2017-03-14"


@pytest.mark.parametrize(
    "lines",
    [
        "<p>Open from 2017-03-14 - 2017-03-20</p>",
        "<p>From our letters of 2017-03-14:</p>",
        f"<p>14 March 2017</p>{SUMMARY}".join(("<nav>", "</nav>")),
        f"{SUMMARY}<p>After the council had met on 14 March 2017 in the hall it was shut.</p>",
    ],
)
def test_other_days_near_the_headline_are_not_it(lines: str) -> None:
    assert document(lines).published_start is None


def test_a_wire_report_is_dated_by_its_dateline() -> None:
    found = document("<p>ADRASAN, Mar 14, 2017 (Reuters) - The bridge over the river is shut.</p>")
    assert found.published_start == "2017-03-14"


def test_a_line_of_publication_behind_the_article_counts_and_a_bare_day_there_does_not() -> None:
    assert document("", foot="<p>Posted on 14 March 2017</p>").published_start == "2017-03-14"
    assert document("", foot="<p>14 March 2017</p>").published_start is None


def _json_ld(kind: str) -> str:
    words = f'{{"@type": "{kind}", "datePublished": "2017-03-14", "name": "Adrasan"}}'
    return f'<script type="application/ld+json">{words}</script>'


def test_a_bare_web_page_states_when_it_was_set_up_and_a_report_when_it_was_published() -> None:
    assert document("", head=_json_ld("WebPage")).published_start is None
    assert document("", head=_json_ld("NewsArticle")).published_start == "2017-03-14"


def test_metadata_escaped_like_text_are_read() -> None:
    escaped = _json_ld("NewsArticle").replace('"', "&quot;").replace("&quot;", '"', 2)
    assert document("", head=escaped).published_start == "2017-03-14"


def test_microdata_of_other_articles_do_not_contradict_what_two_places_state() -> None:
    meta = '<meta property="article:published_time" content="2017-03-14T08:00:00Z">'
    others = '<div><time itemprop="datePublished" datetime="2016-01-02">x</time></div>'
    assert document("", head=_json_ld("NewsArticle") + meta, foot=others).published_start == (
        "2017-03-14"
    )


def test_a_day_under_the_headline_gives_way_where_the_page_shows_the_stated_one_as_well() -> None:
    lines = "<p>Safety 2 May 2018</p><p>14 March 2017</p>"
    assert document(lines, head=_json_ld("NewsArticle")).published_start == "2017-03-14"


def test_the_first_sub_heading_is_no_title_beside_that_of_the_page() -> None:
    assert document("<h3>What is known</h3>", title="p").title == HEADLINE


def test_programs_and_style_sheets_are_not_read_and_what_follows_an_open_one_is_not_lost() -> None:
    program = "<script>document.write('<p>2 May 2018</p>')</script><style>p {color: red}</style>"
    whole = document(f"{program}<p>14 March 2017</p>")
    assert whole.published_start == "2017-03-14"
    rows = read_report(RawReport("page.html", f"<body>{PROSE}<!-- <script> --><p>End.".encode()))
    assert any(isinstance(row, Document) and row.text_length > 500 for row in rows)
