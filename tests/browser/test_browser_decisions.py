"""An analyst in a real browser: decide, sign, take back, rebuild, and find it all kept."""

import csv
import re

import pytest

from consilience.model.decisions import DecisionStatus
from consilience.model.events import Event, EventMember
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, Finding
from consilience.workspace.case import open_case


@pytest.fixture
def bench(open_bench):
    opened = open_bench()
    yield opened
    opened.check()


def rows(bench, kind):
    with open_case(bench.case) as opened:
        return list(opened.rows(kind))


def log(bench):
    with open_case(bench.case) as opened:
        return opened.decisions()


def build(bench):
    bench.go("/build")
    bench.page.get_by_role("button", name="Build", exact=True).click()
    bench.page.get_by_text("The last build is done").wait_for()


def fill(bench, summary, **fields):
    """Open the form behind *summary*, fill it and send it."""
    form = bench.page.locator("details.decide", has=bench.page.get_by_text(summary, exact=True))
    form.first.locator("summary").click()
    for name, value in fields.items():
        found = form.first.locator(f'[name="{name}"]:not([type="hidden"])').first
        if found.evaluate("element => element.tagName") == "SELECT":
            found.select_option(value)
        else:
            found.fill(value)
    form.first.locator("button.main").click()
    bench.page.locator(".noted").wait_for()


def test_two_events_are_merged_and_taken_apart_again_and_builds_keep_it(bench):
    one, two = sorted(
        (row for row in rows(bench, Event) if not row.aggregate and row.n_mentions > 1),
        key=lambda row: row.id,
    )[:2]
    bench.go(f"/events/{one.id}")
    fill(bench, "Merge with another event", subject=two.id)
    build(bench)
    mentions = {row.mention: row.event for row in rows(bench, EventMember)}
    members = {row.id for row in rows(bench, Event)}
    assert len({one.id, two.id} & members) == 1
    (entry,) = log(bench)
    assert [row.state for row in rows(bench, DecisionStatus)] == ["applied"]

    bench.go("/log")
    bench.page.locator(f"#{entry.id} summary").click()
    bench.page.locator(f"#{entry.id} button.main").click()
    bench.page.locator(".noted").wait_for()
    build(bench)
    assert {row.mention: row.event for row in rows(bench, EventMember)} != mentions
    assert [row.kind for row in log(bench)] == ["merge", "undo"]


def test_a_figure_is_corrected_by_selecting_the_words_that_say_so(bench):
    figure = next(
        row for row in rows(bench, Figure) if row.measure == "killed" and row.qualifier == "exact"
    )
    address = f"start={figure.span.start}&end={figure.span.end}&correct={figure.id}"
    bench.go(f"/documents/{figure.document}?{address}")
    bench.page.locator("[data-correcting]").wait_for()
    bench.page.evaluate("""() => {
        const words = document.querySelector("#m").nextSibling;
        const range = document.createRange();
        range.setStart(words, 0);
        range.setEnd(words, words.data.length);
        document.getSelection().removeAllRanges();
        document.getSelection().addRange(range);
    }""")
    bench.page.get_by_role("button", name="Take the selected words as evidence").click()
    words = bench.page.locator("[data-words]").input_value()
    document, start, end = words.split(":")
    with open_case(bench.case) as opened:
        selected = opened.text(document)[int(start) : int(end)]
    assert selected == bench.page.evaluate("document.getSelection().toString()")
    for name in ("low", "best", "high"):
        bench.page.locator(f'[data-correcting] [name="value.{name}"]').fill("977")
    bench.page.get_by_role("button", name="Correct it", exact=True).click()
    bench.page.locator(".noted").wait_for()
    build(bench)
    corrected = next(row for row in rows(bench, Figure) if row.id == figure.id)
    assert (corrected.low, corrected.best, corrected.high) == (977, 977, 977)


def test_a_contradiction_is_settled_and_a_figure_signed_and_the_log_tells_it(bench):
    contradiction = rows(bench, Contradiction)[0]
    bench.go(f"/contradictions/{contradiction.id}")
    fill(bench, "Settle this contradiction", why="one counts the wounded, too")
    finding = max(rows(bench, Finding), key=lambda row: (row.n_reports, row.id))
    bench.go(f"/figures/{finding.figure_set}")
    fill(bench, "Sign")
    build(bench)
    settled = next(row for row in rows(bench, Contradiction) if row.id == contradiction.id)
    assert settled.state == "explained"
    bench.go("/log")
    assert bench.page.get_by_text("The chain holds").is_visible()
    assert bench.page.get_by_text("one counts the wounded, too").is_visible()
    assert bench.page.locator(".log > li").count() == 2
    assert bench.faults() == []


def test_an_edited_table_comes_back_as_decisions(bench, tmp_path):
    bench.go("/tables")
    with bench.page.expect_download() as waiting:
        bench.page.get_by_role("link", name="Contradictions", exact=True).last.click()
    file = tmp_path / "contradictions.csv"
    waiting.value.save_as(file)
    with file.open(encoding="utf-8", newline="") as source:
        table = list(csv.reader(source))
    at = table[0].index("state")
    table[-1][at] = "accepted"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(table)
    bench.page.locator("#table").set_input_files(file)
    bench.page.get_by_role("button", name="Decide it").click()
    bench.page.get_by_text("1 decision written").wait_for()
    assert [row.kind for row in log(bench)] == ["resolve"]


def test_the_queue_names_what_to_look_at_and_lets_it_be_decided(bench):
    bench.go("/review")
    first = bench.page.locator(".queue > li").first
    assert re.search(r"\w", first.inner_text())
    assert bench.faults() == []
    fill(bench, "Comment", why="to be asked tomorrow")
    assert [row.kind for row in log(bench)] == ["comment"]


@pytest.mark.parametrize("path", ["/review", "/log", "/build", "/tables"])
@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
def test_pages_for_deciding_fit_a_phone_and_are_accessible(open_bench, path, width, dark):
    bench = open_bench(width=width, dark=dark)
    bench.go(path)
    assert bench.page.evaluate("document.documentElement.scrollWidth") <= width
    assert bench.faults() == []
    bench.check()
