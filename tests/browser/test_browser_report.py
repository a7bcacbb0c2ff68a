"""The situation report in a real browser: no script, no network, wide, on a phone, on paper.

Skipped where there is no Chromium. With the variable AXE_CORE naming axe.min.js, the page is also
held to axe-core.
"""

import os
from importlib.resources import as_file, files
from pathlib import Path

import pytest

import consilience as co
from tests.browser.conftest import PATIENCE_MS

AXE = os.environ.get("AXE_CORE")


@pytest.fixture(scope="module")
def page_file(tmp_path_factory, browser) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    with as_file(files("consilience") / "examples") as examples:
        case = co.build(
            [examples / "reports"],
            case=folder / "examples.case",
            vocabulary=[examples / "vocabulary.toml"],
            gazetteer=[examples / "gazetteer.csv"],
        )
    with case:
        return case.sitrep(folder / "report.html", title="Examples")


def opened(browser, page_file, *, width=1200, dark=False, script=False):
    """Return the page, and a list that fills with what it asks for or complains about."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
        bypass_csp=script,
        offline=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("request", lambda request: noted.append(request.url))
    page.goto(page_file.as_uri())
    return page, [note for note in noted if note != page_file.as_uri()]


def test_the_page_asks_for_nothing_and_complains_about_nothing(browser, page_file):
    page, noted = opened(browser, page_file)
    assert noted == []
    assert page.locator("svg").first.is_visible()
    assert page.locator("h2").count() >= 12


@pytest.mark.parametrize("width", [320, 375, 768, 1200])
def test_nothing_sticks_out_at_the_side(browser, page_file, width):
    page, _ = opened(browser, page_file, width=width, script=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_and_light_pages_differ_and_both_are_painted_by_the_page(browser, page_file):
    shades = []
    for dark in (False, True):
        page, _ = opened(browser, page_file, dark=dark, script=True)
        shades.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert shades[0] != shades[1]


def test_the_page_prints(browser, page_file, tmp_path):
    page, _ = opened(browser, page_file)
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    text = document[0].get_textpage().get_text_range()
    assert "Highlights" in text
    document.close()


def test_a_citation_is_reached_by_its_link(browser, page_file):
    page, _ = opened(browser, page_file)
    page.locator("main .cites a").first.click()
    page.wait_for_url("**#c1")


@pytest.mark.skipif(AXE is None, reason="AXE_CORE does not name axe.min.js")
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_serious_fault(browser, page_file, dark):
    page, _ = opened(browser, page_file, dark=dark, script=True)
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run()")["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []
