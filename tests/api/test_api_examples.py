"""The packaged examples, from reports to situation report: every citation, every byte."""

import io
import re
from importlib.resources import as_file, files
from pathlib import Path

import pytest

import consilience as co
from consilience.outputs.exports.writing import ExportRequest, write_export
from consilience.outputs.profiles import Profile, severe_names
from consilience.outputs.report.html import render_html
from consilience.outputs.report.markdown import render_markdown
from consilience.outputs.report.situation import make_report
from consilience.outputs.report.writing import ReportRequest, write_report
from consilience.workspace.case import open_case


def build_examples(folder, *, jobs):
    with as_file(files("consilience") / "examples") as examples:
        return co.build(
            [examples / "reports"],
            case=folder / "examples.case",
            jobs=jobs,
            vocabulary=[examples / "vocabulary.toml"],
            gazetteer=[examples / "gazetteer.csv"],
        )


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    with build_examples(tmp_path_factory.mktemp("one"), jobs=1) as case:
        yield case


@pytest.fixture
def record(examples):
    with open_case(examples.path) as opened:
        yield opened


def test_every_citation_of_the_report_stands_at_its_offsets(record):
    report = make_report(record, title="Examples", profile=Profile(record, "internal"))
    assert len(report.citations) > 20
    for citation in report.citations:
        assert record.text(citation.document)[citation.start : citation.end] == citation.quote
    used = {
        number
        for section in report.sections
        for item in section.items
        for sentence in (item.cited, *item.sentences, *item.voices)
        for number in sentence.citations
    }
    used |= {
        number
        for section in report.sections
        for card in section.cards
        for sentence in (card.cited, *card.words)
        for number in sentence.citations
    }
    used |= {
        number
        for section in report.sections
        for line in section.figures
        for number in line.cited.citations
    }
    assert used == {citation.number for citation in report.citations}


def test_no_sentence_of_the_report_is_doubled_or_empty(record):
    report = make_report(record, title="Examples", profile=Profile(record, "public"))
    for section in report.sections:
        said = [item.cited.text for item in section.items]
        assert len(said) == len(set(said))
        assert all(words.strip() for words in said)


def test_every_section_says_something(record):
    report = make_report(record, title="Examples", profile=Profile(record, "public"))
    for section in report.sections:
        assert section.items or section.figures or section.notes or section.drawings


def test_the_page_is_small_and_the_same_twice(record):
    pages = []
    for _ in range(2):
        out = io.StringIO()
        request = ReportRequest(output=Path("-"), title="Examples", form="html")
        write_report(record, request, standard=out)
        pages.append(out.getvalue())
    assert pages[0] == pages[1]
    assert len(pages[0].encode()) <= 1_000_000


def test_another_number_of_processes_gives_the_same_bytes(record, tmp_path):
    with build_examples(tmp_path, jobs=2) as other, open_case(other.path) as again:
        for render in (render_html, render_markdown):
            one, two = (
                render(make_report(source, title="Examples", profile=Profile(source, "public")))
                for source in (record, again)
            )
            assert one == two
        first = examples_export(record, tmp_path / "a")
        assert first == examples_export(again, tmp_path / "b")


def examples_export(source, folder):
    for form in ("json", "csv", "geojson"):
        write_export(source, ExportRequest(form=form, output=folder), standard=io.StringIO())
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_names_of_victims_do_not_leave_a_public_report(record):
    page = render_html(make_report(record, title="Examples", profile=Profile(record, "public")))
    words = page.replace("&#39;", "'")
    for name in severe_names(record):
        assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)
