"""Saved pages: the article's blocks are told from what stands around them."""

import pytest

from consilience.model.documents import Block, Document, FieldCandidate, Text
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

PARAGRAPHS = [
    "Police in Adrasan said two people were killed on Monday when a bomb went off near the market.",
    "A hospital in the town later put the number of the dead at three, and of the wounded at nine.",
    "Nobody has claimed responsibility for the attack, which was the third in the town this month.",
]
PAGE = """<!doctype html><html lang="en"><head><title>Two dead in Adrasan | Example Courier</title>
<meta property="og:site_name" content="Example Courier">
<meta property="article:published_time" content="2017-03-12T10:39:00Z">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Two dead in Adrasan",
"datePublished": "2017-03-12T10:39:00Z",
"author": [{"@type": "Person", "name": "Ada Example"}]}</script>
</head><body><nav><a href="/">Home</a> <a href="/w">World news from everywhere</a></nav>
<article><h1>Two dead in Adrasan</h1><p class="byline">By Ada Example</p>
<figure><img src="a.jpg">
<figcaption>The market of Adrasan on Monday. Photo: Reuters</figcaption></figure>
PARAGRAPHS<h2>Third attack</h2>
<ul><li>A first attack was on the second of the month, residents said.</li></ul>
<div class="related-articles"><a href="/b">Another story of the same week</a></div></article>
<div class="comments"><p>I think this report is wrong about nearly everything it says.</p></div>
<footer><p>© 2024 Example Courier. All rights reserved.</p></footer></body></html>"""
PAGE = PAGE.replace("PARAGRAPHS", "".join(f"<p>{words}</p>" for words in PARAGRAPHS))


def read(page: str) -> tuple[Document, str, list[Block], list[FieldCandidate]]:
    rows = read_report(RawReport("page.html", page.encode()))
    (document,) = [row for row in rows if isinstance(row, Document)]
    (text,) = [row for row in rows if isinstance(row, Text)]
    return (
        document,
        text.text,
        [row for row in rows if isinstance(row, Block)],
        [row for row in rows if isinstance(row, FieldCandidate)],
    )


def test_the_article_is_told_from_what_stands_around_it() -> None:
    _, text, blocks, _ = read(PAGE)
    kinds = {text[block.start : block.end]: block.kind for block in blocks}
    assert [kinds[words] for words in PARAGRAPHS] == ["paragraph"] * 3
    assert kinds["Two dead in Adrasan"] == "headline"
    assert kinds["Third attack"] == "headline"
    assert kinds["By Ada Example"] == "byline"
    assert kinds["The market of Adrasan on Monday."] == "caption"
    assert kinds["Another story of the same week"] == "related"
    assert kinds["I think this report is wrong about nearly everything it says."] == "furniture"
    assert kinds["© 2024 Example Courier. All rights reserved."] == "furniture"


def test_every_block_says_why_and_where_it_stood() -> None:
    _, _, blocks, _ = read(PAGE)
    assert all(
        block.reason and block.locator and block.locator.startswith("body") for block in blocks
    )


def test_fields_are_chosen_and_all_candidates_kept() -> None:
    document, _, _, fields = read(PAGE)
    assert document.title == "Two dead in Adrasan"
    assert document.outlet == "Example Courier"
    assert document.authors == ("Ada Example",)
    assert document.published_start == "2017-03-12T10:39Z"
    assert document.published_reason.startswith("json-ld")
    where = {field.where_found for field in fields if field.field == "published"}
    assert where == {"json-ld datePublished", "meta article:published_time"}


def test_a_page_without_a_date_stays_undated() -> None:
    document, _, _, fields = read(PAGE.replace("2017-03-12T10:39:00Z", ""))
    assert document.published_start is None
    assert document.published_reason == "no date is stated"
    assert not [field for field in fields if field.field == "published"]


def test_a_stray_tag_does_not_pull_the_article_into_the_page_header() -> None:
    stray = '<header class="site-header"><a href="/">Example <div>Courier</a></header>'
    page = PAGE.replace("<article>", f"{stray}<div>").replace("</article>", "</div>")
    _, text, blocks, _ = read(page)
    kinds = {text[block.start : block.end]: block.kind for block in blocks}
    assert [kinds[words] for words in PARAGRAPHS] == ["paragraph"] * 3


@pytest.mark.parametrize(
    "page",
    [
        "<p>" * 3_000 + PARAGRAPHS[0],
        "<table><tr><td colspan=99999999>" + PARAGRAPHS[0],
        '<script type="application/ld+json">' + "[" * 50_000 + "</script><p>" + PARAGRAPHS[0],
        "<html><body><p>" + PARAGRAPHS[0] + "<!-- " + "x" * 10_000,
        '<a href="http://[bad">' + PARAGRAPHS[0] + "</a><link rel=canonical href='http://[bad'>",
        "<?xml version='1.0' encoding='utf-16'?><html><p>" + PARAGRAPHS[0] + "</p></html>",
    ],
)
def test_broken_markup_keeps_the_words(page: str) -> None:
    _, text, _, _ = read(page)
    assert PARAGRAPHS[0] in text


PICTURES = """<html><head><title>Market hit in Osk</title></head><body>
<div class="top"><h1>Market hit in Osk</h1>
<div class="figure"><img src="a.jpg"><div class="caption">People carry a man away from the market.
Photograph: Sample Pictures</div></div>
<div class="text"><p>Shells hit the market of the town of Osk on Saturday, and many were hurt when
the roof came down on the people below.</p>
<figure><img src="b.jpg"><figcaption>The market a day later. <span class="credit">MODEL/Ada Reyn
</span></figcaption></figure>
<p>The council of the town said on Sunday that the market would stay closed until the roof had been
looked at by engineers from the capital.</p>
<p class="end">Reporting by Ada Reyn and Bo Tamm; Editing by Cy Lund</p></div></div>
</body></html>"""


def test_a_credit_under_a_picture_is_a_block_of_its_own() -> None:
    _, text, blocks, _ = read(PICTURES)
    kinds = {text[block.start : block.end]: block.kind for block in blocks}
    assert kinds["Photograph: Sample Pictures"] == "credit"
    assert kinds["MODEL/Ada Reyn"] == "credit"
    assert kinds["The market a day later."] == "caption"


def test_a_picture_between_headline_and_article_belongs_to_the_article() -> None:
    _, text, blocks, _ = read(PICTURES)
    kinds = {text[block.start : block.end]: block.kind for block in blocks}
    assert kinds["People carry a man away from the market."] == "caption"


def test_who_is_named_as_reporting_is_an_author_and_who_edited_is_not() -> None:
    document, _, _, _ = read(PICTURES)
    assert document.authors == ("Ada Reyn", "Bo Tamm")
