"""The workbench as a reader meets it: every page, wide and on a phone, with nothing from elsewhere.

Skipped where there is no Chromium. With the variable AXE_CORE naming axe.min.js, every page is also
held to axe-core.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn

from consilience.model.events import Event
from consilience.model.findings import Contradiction, Finding
from consilience.model.lineage import CopyEdge, Lineage
from consilience.model.statements import Statement
from consilience.web.app import create_app
from consilience.web.settings import Person, ServeSettings
from consilience.workspace.case import open_case
from tests.browser.conftest import PATIENCE_MS

AXE = os.environ.get("AXE_CORE")
EDITOR = Person(name="Amal", role="editor", token="editor-token")


@pytest.fixture(scope="module")
def case(built_case) -> Path:
    return built_case  # these tests only read


@pytest.fixture(scope="module")
def served(case: Path) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        port = listening.getsockname()[1]
        app = create_app(ServeSettings(case=case, people=(EDITOR,), port=port))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while thread.is_alive() and not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def visit(browser, served) -> Iterator[Callable[..., object]]:
    """Return how to open a page; the test fails on a request elsewhere or a word on the console."""
    noted: list[str] = []
    contexts = []

    def opened(path: str, *, width: int = 1280, dark: bool = False, script: bool = True):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: noted.append(message.text))
        page.on("pageerror", lambda error: noted.append(str(error)))
        page.on(
            "request",
            lambda request: request.url.startswith(f"{served}/") or noted.append(request.url),
        )
        page.goto(f"{served}/?token={EDITOR.token}")
        page.goto(f"{served}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert noted == []


@pytest.fixture(scope="module")
def addresses(case) -> dict[str, str]:
    """Return one address of every kind of page."""
    with open_case(case) as record:
        finding = max(record.rows(Finding), key=lambda row: (row.n_reports, row.id))
        span = record.find(finding.supporting[0]).span
        edge = next(iter(record.rows(CopyEdge)))
        contradiction = next(iter(record.rows(Contradiction)))
        event = next(row for row in record.rows(Event) if row.n_reports > 1)
        return {
            "overview": "/",
            "events": "/events",
            "map": "/events?view=map",
            "timeline": "/events?view=timeline",
            "event": f"/events/{event.id}",
            "figures": "/figures",
            "figure": f"/figures/{finding.figure_set}",
            "statements": "/statements",
            "statement": f"/statements/{next(iter(record.rows(Statement))).id}",
            "contradictions": "/contradictions",
            "contradiction": f"/contradictions/{contradiction.id}",
            "sources": "/sources",
            "outlets": "/sources?view=outlets",
            "copies": "/sources?view=copies",
            "lineage": f"/lineages/{next(iter(record.rows(Lineage))).id}",
            "document": f"/documents/{span.document}?start={span.start}&end={span.end}#m",
            "compare": f"/compare?left={edge.document_a}&right={edge.document_b}",
            "search": "/search?q=hospital",
            "why": f"/why/{finding.id}",
            "skipped": "/skipped",
        }


PAGES = (
    "overview events map timeline event figures figure statements statement contradictions "
    "contradiction sources outlets copies lineage document compare search why skipped"
).split()


def test_the_list_of_pages_is_whole(addresses):
    assert list(addresses) == PAGES


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_window_and_complains_of_nothing(visit, addresses, name, width):
    page = visit(addresses[name], width=width)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.skipif(AXE is None, reason="AXE_CORE does not name axe.min.js")
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault(visit, addresses, name, dark):
    page = visit(addresses[name], dark=dark)
    page.evaluate(Path(str(AXE)).read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
    )["violations"]
    told = [
        (fault["id"], [node["html"][:160] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert told == []


def test_a_figure_is_followed_to_its_characters_and_back(visit, addresses, case):
    page = visit(addresses["figures"])
    link = page.locator(".voices .said a").first
    words = link.inner_text().strip("“”")
    link.click()
    page.wait_for_selector(".k-asked")
    assert "".join(page.locator(".k-asked").all_inner_texts()) == words
    fact = page.locator(".found li").filter(has_text=words).first
    fact.locator("a.quiet").first.click()
    page.wait_for_url("**/figures/set_*")


def test_a_figure_is_followed_to_its_characters_without_script(visit, addresses):
    page = visit(addresses["figures"], script=False)
    page.locator(".voices .said a").first.click()
    page.wait_for_selector(".k-asked")


def test_a_fact_lights_up_its_characters_when_it_is_focused(visit, addresses):
    page = visit(addresses["document"])
    page.locator(".found a.to-text").first.focus()
    page.locator(".words .lit").first.wait_for()


def test_selected_words_have_an_address_in_code_points(visit, addresses, served):
    page = visit(addresses["document"])
    told = page.evaluate(
        """async () => {
          const { codePoints, selectedWords } = await import(
            document.querySelector('script[src*="workbench.js"]').src);
          const holder = document.querySelector('.words .k-figure');
          getSelection().selectAllChildren(holder);
          return [codePoints('a😀b', 3), selectedWords(), Number(holder.dataset.at)];
        }"""
    )
    points, selected, start = told
    assert points == 2
    assert selected["start"] == start
    page.locator("#selected a").click()
    page.wait_for_selector(".k-asked")
    assert "".join(page.locator(".k-asked").all_inner_texts()) == selected["text"]


def test_two_copies_stand_side_by_side(visit, addresses):
    page = visit(addresses["lineage"])
    page.get_by_role("link", name="Side by side with the first").first.click()
    page.wait_for_selector(".band.shared")


def test_a_map_becomes_interactive_under_the_strict_policy(visit, addresses):
    page = visit(addresses["map"])
    page.get_by_role("button", name="Explore").first.click()
    page.wait_for_selector(".drawing canvas")


def test_a_mark_on_the_map_leads_to_its_events(visit, addresses):
    page = visit(addresses["map"], script=False)
    page.locator(".drawing svg a").last.click()
    page.wait_for_url("**/events?place=pla_*")


def test_the_keyboard_reaches_the_content_first(visit, addresses):
    page = visit(addresses["overview"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")


def test_the_token_leaves_the_address(visit, served):
    page = visit("/")
    page.goto(f"{served}/events?token={EDITOR.token}")
    assert page.url == f"{served}/events"
