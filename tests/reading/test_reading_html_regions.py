"""Names of elements are believed only where what stands inside bears them out."""

import pytest

from consilience.model.documents import Block, Text
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

PARAGRAPHS = [
    f"In the {ordinal} week of the month the water works of Adrasan stood still for {days} days,"
    " the engineers of the town said, and two thirds of the pipes in the old town ran dry by noon."
    for ordinal, days in (("first", "two"), ("second", "three"), ("third", "four"))
]
PROSE = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
TITLE = "Adrasan without water for nine days"
HEAD = f"<html><head><title>{TITLE}</title></head><body>"
ASIDE = "".join(
    f"<p>Our {name} column tells every week at length what the people of the coast like to cook,"
    " to read and to watch, and it never once mentions the water works of any town at all.</p>"
    for name in ("first", "second", "third", "fourth", "fifth")
)


def kinds(page: str) -> dict[str, str]:
    """Return the kind of each block by its words, those that repeat others left out."""
    rows = read_report(RawReport("page.html", page.encode()))
    (text,) = [row.text for row in rows if isinstance(row, Text)]
    blocks = [row for row in rows if isinstance(row, Block)]
    return {text[row.start : row.end]: row.kind for row in blocks if row.repeats is None}


def article(page: str) -> list[str]:
    found = kinds(page)
    return [found[words] for words in PARAGRAPHS]


@pytest.mark.parametrize(
    "page",
    [
        f'<div class="with-sidebar"><h1>{TITLE}</h1>{PROSE}</div>',
        f'<h1>{TITLE}</h1><div class="content-sidebar-wrap"><article>{PROSE}</article></div>',
        f'<h1>{TITLE}</h1><div class="entry-content related">{PROSE}</div>',
        f"<h1>{TITLE}</h1>" + "".join(f'<div class="widget"><p>{p}</p></div>' for p in PARAGRAPHS),
    ],
)
def test_what_holds_the_article_is_no_side_bar_whatever_its_name(page: str) -> None:
    assert article(HEAD + page + "</body></html>") == ["paragraph"] * 3


def test_a_side_bar_longer_than_the_article_stays_a_side_bar() -> None:
    found = kinds(f"{HEAD}<div><h1>{TITLE}</h1>{PROSE}</div><aside>{ASIDE}</aside></body></html>")
    assert [found[words] for words in PARAGRAPHS] == ["paragraph"] * 3
    assert {kind for words, kind in found.items() if words.startswith("Our ")} == {"furniture"}


def test_comments_longer_than_the_article_do_not_make_a_teaser_of_it() -> None:
    comments = f'<div class="comments">{ASIDE * 4}</div>'
    page = f"{HEAD}<main><article><h1>{TITLE}</h1>{PROSE}</article>{comments}</main></body></html>"
    assert article(page) == ["paragraph"] * 3


def test_folded_parts_of_an_article_are_read() -> None:
    folded = "".join(f'<div style="display:none">{p}</div>' for p in ("", PROSE * 2))
    page = f"{HEAD}<article><h1>{TITLE}</h1><p>{ASIDE[:90]}</p>{folded}</article></body></html>"
    assert article(page) == ["paragraph"] * 3


def test_a_hidden_copy_of_the_article_is_not_read_again() -> None:
    copy = f'<div style="display:none">keywords, of, the, page {" ".join(PARAGRAPHS)}</div>'
    page = f"{HEAD}<article><h1>{TITLE}</h1>{copy}{PROSE}</article></body></html>"
    found = kinds(page)
    assert [found[words] for words in PARAGRAPHS] == ["paragraph"] * 3
    assert [kind for words, kind in found.items() if words.startswith("keywords")] == ["furniture"]


def test_the_article_beside_the_title_wins_over_longer_ones() -> None:
    others = "".join(f"<article>{p}</article>" for p in ASIDE.split("</p>"))
    page = f"{HEAD}<div><article><h1>{TITLE}</h1>{PROSE}</article><article>{others}</article></div>"
    assert article(page) == ["paragraph"] * 3


def test_a_quoted_post_in_an_article_is_a_quote() -> None:
    words = "Water again in the old quarter since six, thank you engineers of Adrasan"
    post = f'<div class="share"><blockquote><p>{words}</p></blockquote></div>'
    found = kinds(f"{HEAD}<article><h1>{TITLE}</h1>{PARAGRAPHS[0]}{post}{PROSE}</article>")
    assert found[words] in ("quote", "paragraph")


def test_lines_that_a_list_has_twice_are_no_repetitions() -> None:
    items = "".join(f"<li>{words}</li>" for words in ("One tank of water", "Ten litres each") * 2)
    page = f"{HEAD}<article><h1>{TITLE}</h1>{PROSE}<ul>{items}</ul>{PROSE}</article></body></html>"
    rows = read_report(RawReport("page.html", page.encode()))
    (text,) = [row.text for row in rows if isinstance(row, Text)]
    blocks = [row for row in rows if isinstance(row, Block)]
    tanks = [row for row in blocks if text[row.start : row.end] == "One tank of water"]
    assert [row.repeats for row in tanks] == [None, None]
    again = [row for row in blocks if text[row.start : row.end] == PARAGRAPHS[0]]
    assert [row.repeats for row in again] == [None, again[0].id]


def test_sub_headings_and_lists_at_the_edges_of_the_article_stay() -> None:
    page = (
        f"{HEAD}<main><h1>{TITLE}</h1><p>12 March</p><div><h2>What happened</h2>{PROSE}"
        "<h2>What runs again</h2><ul><li>Pump one</li><li>Pump two</li></ul></div></main>"
    )
    found = kinds(page)
    assert (found["What happened"], found["Pump two"]) == ("headline", "list")
