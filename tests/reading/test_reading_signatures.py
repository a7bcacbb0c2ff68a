"""Who wrote a page, wherever and however the page says so."""

import pytest

from consilience.model.documents import Document
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

PROSE = "".join(
    f"<p>In the {ordinal} week of the month the water works of Adrasan stood still, engineers of"
    " the town said, and two thirds of all pipes in the old quarter ran dry.</p>"
    for ordinal in ("first", "second", "third", "fourth")
)


def authors(head: str, body: str) -> tuple[str, ...]:
    page = f"<html><head>{head}</head><body><h1>No water in Adrasan</h1>{body}</body></html>"
    rows = read_report(RawReport("page.html", page.encode()))
    (document,) = [row for row in rows if isinstance(row, Document)]
    return document.authors


def json_ld(author: str, publisher: str = "Example Courier") -> str:
    organisation = f'{{"@type": "Organization", "name": "{publisher}"}}'
    return (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "author": '
        f'{author}, "publisher": {organisation}}}, '
        '{"@type": "Person", "@id": "#ada", "name": "Ada Example"}]}</script>'
    )


@pytest.mark.parametrize(
    "body",
    [
        '<div class="post-author-name">Ada Example</div>' + PROSE,
        PROSE + '<div class="box"><a rel="author" href="/ada">Ada Example</a></div>',
        '<span itemprop="author"><span itemprop="name">Ada Example</span></span>' + PROSE,
        '<p class="byline">Written by Ada Example March 4, 2017</p>' + PROSE,
        PROSE + '<a href="/authors/ada-example">Ada Example</a>',
    ],
)
def test_an_element_called_author_names_the_author(body: str) -> None:
    assert authors("", body) == ("Ada Example",)


def test_authors_of_comments_and_teasers_are_not_those_of_the_page() -> None:
    comment = (
        '<div class="comments"><span class="comment-author author-name">Bo Sample</span></div>'
    )
    teaser = '<div class="related-posts"><a class="author-name" href="/a">Cy Sample</a></div>'
    assert authors("", PROSE + comment + teaser) == ()


def test_references_in_json_ld_are_followed() -> None:
    assert authors(json_ld('{"@id": "#ada"}'), PROSE) == ("Ada Example",)


def test_a_publisher_that_names_itself_gives_way_to_the_person_who_signs() -> None:
    own = json_ld('{"@type": "Organization", "name": "Example Courier"}')
    assert authors(own, '<p class="author-name">Ada Example</p>' + PROSE) == ("Ada Example",)
    assert authors(own, PROSE) == ()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Ada Example, MD, PhD", ("Ada Example",)),
        ("Ada Example, Senior Correspondent", ("Ada Example",)),
        ("Ada Example and Bo Sample", ("Ada Example", "Bo Sample")),
        ("Center for Water and Roads", ("Center for Water and Roads",)),
        ("https://www.example.com/examplecourier", ()),
        ("webmaster", ()),
        ("Ada &amp;amp; Bo", ("Ada", "Bo")),
    ],
)
def test_degrees_offices_addresses_and_accounts_are_no_names(
    names: str, expected: tuple[str, ...]
) -> None:
    assert authors(f'<meta name="author" content="{names}">', PROSE) == expected
