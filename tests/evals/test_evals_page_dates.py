"""The table of undated pages counts what pages say, and its bound is one that no rule passes."""

from datetime import date

import pytest

from evals.page_dates import Dated, best_of, read_page, stands_in

ADDRESS = "https://dal.example/bridge"
PROSE = "<p>The council of Adrasan said that the bridge would stay closed until the water fell.</p>"


def page(lines: str, *, head: str = "", gold: str = "2017-03-14") -> Dated:
    source = f"<html><head>{head}</head><body><h1>Bridge shut</h1>{lines}{PROSE * 8}</body></html>"
    return read_page(source.encode(), ADDRESS, gold)


def dated(kind: str, gold: str, first: str | None, change: str | None) -> Dated:
    return Dated(
        kind=kind, whole=True, gold=gold, answer=None, first=first, change=change, elsewhere=False
    )


@pytest.mark.parametrize(
    "source",
    [
        "2017-03-04T10:00",
        "/2017/03/04/bridge",
        "Mar. 4th, 2017",
        "4 <b>March</b> 2017",
        "3/4/2017",
        "04.03.2017",
        '"created":1488625200',
        "1488625200000",
    ],
)
def test_a_day_is_found_in_every_form_that_pages_write(source: str) -> None:
    assert stands_in(f"<p>{source}</p>", date(2017, 3, 4))
    assert not stands_in(f"<p>{source}</p>", date(2016, 8, 20))


def test_the_day_of_the_references_is_told_from_that_of_a_change() -> None:
    meta = '<meta property="article:published_time" content="2017-03-14T08:00:00Z">'
    changed = "<p>Updated 2 May 2017</p>"
    first = page(changed, head=meta)
    assert (first.relation, first.answer, first.whole) == ("first", None, False)
    assert first.kind == "first day, and a change more than a week later called one"
    assert page(changed, head=meta, gold="2017-05-02").relation == "change"
    assert page(changed, gold="2015-01-01").relation == "nowhere"


def test_alike_pages_get_alike_days_and_wrong_ones_are_bounded() -> None:
    group = [dated("a", "2017-03-14", "2017-03-14", "2017-05-02") for _ in range(3)]
    group.append(dated("a", "2017-05-02", "2017-03-14", "2017-05-02"))
    assert best_of([group], most_wrong=1) == (3, 1)
    assert best_of([group], most_wrong=0) == (0, 0)
    assert best_of([group, group[:1]], most_wrong=0) == (1, 0)
