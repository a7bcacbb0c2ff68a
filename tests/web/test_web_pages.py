"""Every page answers, holds what it is for, and leads to the words of the reports."""

import re

import pytest

import consilience.web.app as web_app
from consilience.model.findings import FigureSet, Finding
from consilience.workspace.case import open_case


@pytest.fixture(scope="module")
def record(examples_case):
    with open_case(examples_case) as opened:
        yield opened


def link_targets(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page)


def test_the_figures_lead_to_the_characters_of_each_voice(editor):
    page = editor.get("/figures").text
    assert "People killed, Garrada, 10 March 2018" in page
    links = [link for link in link_targets(page) if link.startswith("/documents/")]
    assert links
    assert all(re.search(r"\?start=\d+&amp;end=\d+#m$", link) for link in links)


def test_filters_of_figures_narrow_the_list(editor):
    page = editor.get("/figures", params={"measure": "injured"}).text
    assert "People injured" in page
    assert "People killed, Garrada" not in page
    assert "People killed" not in editor.get("/figures", params={"place": "Nowhere"}).text


def test_a_figure_is_found_by_its_set_its_finding_and_its_member(editor, record):
    finding = max(record.rows(Finding), key=lambda row: row.n_reports)
    own = record.get(FigureSet, finding.figure_set)
    for key in (own.id, finding.id, finding.supporting[0]):
        answer = editor.get(f"/figures/{key}")
        assert answer.status_code == 200
        assert answer.url.path == f"/figures/{own.id}"
    assert "<svg" in answer.text


@pytest.mark.parametrize("address", ["/figures/set_none", "/figures/x", "/figures/doc_1"])
def test_what_is_not_in_the_case_is_told_as_such(editor, address):
    answer = editor.get(address)
    assert answer.status_code == 404
    assert "not in the case" in answer.text


@pytest.mark.parametrize(
    "query", ["measure=shoes", "after=x", "place=" + "x" * 400, "agreement=%3Cscript%3E"]
)
def test_a_filter_that_cannot_be_read_is_told_in_one_line(editor, query):
    answer = editor.get(f"/figures?{query}")
    assert answer.status_code == 400
    assert "<script>" not in answer.text


def test_every_page_module_has_a_router():
    assert all(page.router.routes for page in web_app.PAGES)
