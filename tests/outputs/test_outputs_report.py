import html
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from consilience.errors import EvidenceError, SettingsError
from consilience.model.documents import Document, Text
from consilience.model.figures import Figure
from consilience.model.findings import Finding
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.profiles import WITHHELD, Profile
from consilience.outputs.report.citations import Cited
from consilience.outputs.report.html import render_html
from consilience.outputs.report.markdown import escape, render_markdown
from consilience.outputs.report.situation import make_report
from consilience.outputs.report.writing import ReportRequest, write_report

VOID = {"meta", "br", "img", "link", "hr", "path", "rect", "line"}


def report_of(record, profile="public", title="Dervan", **given):
    return make_report(record, title=title, profile=Profile(record, profile), **given)


def cited_sentences(report):
    for section in report.sections:
        for item in section.items:
            yield item.cited
            yield from (*item.sentences, *item.voices)
        for card in section.cards:
            yield card.cited
            yield from card.words
        yield from (line.cited for line in section.figures)


class Page(HTMLParser):
    """Collects the elements and the text of a page, and whether every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.broken: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.broken.append(tag)

    def handle_data(self, data):
        self.words.append(data)


def test_every_citation_stands_at_its_offsets_with_the_hash_of_its_text(record):
    report = report_of(record, "internal")
    assert report.citations
    for citation in report.citations:
        assert record.text(citation.document)[citation.start : citation.end] == citation.quote
        assert record.get(Document, citation.document).text_sha256 == citation.text_sha256


def test_every_sentence_is_said_once_and_carries_a_citation_that_exists(record):
    report = report_of(record)
    sentences = list(cited_sentences(report))
    assert sentences
    for sentence in sentences:
        assert sentence.text.strip()
        assert set(sentence.citations) <= {citation.number for citation in report.citations}
    for section in report.sections:
        said = [item.cited.text for item in section.items]
        assert len(said) == len(set(said))


def test_a_sentence_without_a_citation_cannot_be_made():
    with pytest.raises(EvidenceError):
        Cited(text="Forty people were killed.", citations=())
    with pytest.raises(EvidenceError):
        Cited(text="  ", citations=(1,))


def test_a_finding_says_its_bounds_its_reports_and_its_voices(record):
    page = render_markdown(report_of(record))
    said = "At least 40 civilians were reported killed in Dervan on 3 May 2031"
    assert f"{said}, according to" in page
    assert "(2 reports, 1 voice" in page


def test_an_empty_record_makes_a_report_that_says_so():
    page = render_markdown(report_of(MemoryRecord([])))
    assert "No figure in this case carries a number." in page
    assert "No contradiction was found" in page


def test_a_public_report_names_no_victim_and_an_internal_one_may(record, record_rows):
    for form in (render_markdown, render_html):
        assert "Mira Talent" not in form(report_of(record))
    assert WITHHELD not in render_html(report_of(record, "internal"))


def test_hostile_text_of_a_report_is_shown_as_harmless_text(record_rows, make_row):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)> **x** [a](javascript:1) \x1b[2J"
    rows = [
        make_row(
            Document,
            **{name: getattr(row, name) for name in ("id", "name", "text_sha256", "text_length")},
            title=evil,
            outlet=evil,
        )
        if row.table == "documents"
        else row
        for row in record_rows
    ]
    report = report_of(MemoryRecord(rows), title=evil)
    page = Page(render_html(report))
    assert not [tag for tag, _ in page.tags if tag in {"script", "img", "iframe", "object"}]
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert "<script>alert(1)</script>" in "".join(page.words)
    markdown = render_markdown(report)
    assert re.search(r"(?<!\\)<script", markdown) is None
    assert re.search(r"(?<!\\)\]\(", markdown) is None
    assert "\x1b" not in markdown


def test_the_page_needs_no_network_and_no_script_and_closes_what_it_opens(record):
    page = Page(render_html(report_of(record)))
    assert page.broken == []
    assert page.open == []
    addresses = [
        value
        for _, attrs in page.tags
        for name, value in attrs.items()
        if name in {"href", "src", "xlink:href", "action"}
    ]
    assert addresses
    assert all(str(address).startswith("#") for address in addresses)
    policy = [attrs for tag, attrs in page.tags if tag == "meta" and "http-equiv" in attrs]
    assert str(policy[0]["content"]).startswith("default-src 'none'")


def test_every_link_inside_the_page_has_a_target_and_ids_are_unique(record):
    page = Page(render_html(report_of(record)))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = {str(attrs["href"])[1:] for tag, attrs in page.tags if tag == "a"}
    assert links <= set(ids)


def test_the_page_has_a_language_one_main_heading_and_described_drawings(record):
    source = render_html(report_of(record))
    page = Page(source)
    assert dict(page.tags)["html"]["lang"] == "en"
    assert [tag for tag, _ in page.tags].count("h1") == 1
    drawings = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert drawings
    assert all(attrs["role"] == "img" and attrs["aria-label"] for attrs in drawings)


def test_the_same_record_gives_the_same_bytes_in_any_order_of_its_rows(record_rows):
    forward = render_html(report_of(MemoryRecord(record_rows)))
    backward = render_html(report_of(MemoryRecord(reversed(record_rows))))
    assert forward == backward


def test_the_ending_of_the_file_tells_the_form(record, tmp_path):
    for name, opening in (("a.md", "# Dervan"), ("b.html", "<!DOCTYPE html>")):
        request = ReportRequest(output=tmp_path / name, title="Dervan")
        write_report(record, request, standard=io.StringIO())
        assert opening in (tmp_path / name).read_text()[:400]
    with pytest.raises(SettingsError):
        write_report(
            record, ReportRequest(output=tmp_path / "c", title="x"), standard=io.StringIO()
        )


def test_markdown_special_marks_are_escaped():
    assert [escape(words) for words in ("1. a", "- a", "370 dead")] == [
        "1\\. a",
        "\\- a",
        "370 dead",
    ]
    assert escape("*b* <c> [d]") == "\\*b\\* \\<c\\> \\[d\\]"


def test_quotes_of_the_page_read_as_in_the_text(record):
    page = html.unescape(render_html(report_of(record)))
    text = record.get(Text, "doc_a").text
    assert text.split("\n")[1] in page


def test_what_every_report_calls_approximate_is_not_made_exact(record_rows):
    changed = {
        Figure: lambda row: replace(row, qualifier="approx"),
        Finding: lambda row: replace(row, high=40.0),
    }
    rows = [changed.get(type(row), lambda same: same)(row) for row in record_rows]
    assert "About 40 civilians were reported" in render_markdown(report_of(MemoryRecord(rows)))


def section_of(report, key):
    return next(section for section in report.sections if section.key == key)


def test_the_brief_report_leaves_out_what_the_full_one_holds(record):
    brief, usual, full = (
        report_of(record, length=length) for length in ("brief", "default", "full")
    )
    keys = [{section.key for section in report.sections} for report in (brief, usual, full)]
    assert keys[0] < keys[1] == keys[2]
    assert "headlines" in keys[0]
    sizes = [len(render_markdown(report)) for report in (brief, usual, full)]
    assert sizes[0] < sizes[1] <= sizes[2]


def test_a_card_says_what_whom_where_when_in_whose_words(record):
    (card,) = section_of(report_of(record, "internal"), "figures").cards
    assert dict(card.facts)["what"] == "killed"
    assert dict(card.facts)["where"] == "Dervan"
    assert all(words.text.startswith("“") and ": " in words.text for words in card.words)


def test_a_figure_that_was_revised_since_is_told_with_the_old_and_the_new_bounds(record_rows):
    older = [
        replace(row, low=12.0, best=12.0) if isinstance(row, Finding) else row
        for row in record_rows
    ]
    report = report_of(MemoryRecord(record_rows), since=MemoryRecord(older))
    told = [item.cited.text for item in section_of(report, "changes").items]
    assert any("at least 12 → at least 40" in text and "rule: " in text for text in told)


def test_a_report_that_is_gone_is_cited_out_of_the_earlier_build(record, record_rows):
    kept = [row for row in record_rows if "doc_b" not in (row.id, getattr(row, "document", None))]
    report = report_of(MemoryRecord(kept), since=record)
    gone = [
        item.cited
        for item in section_of(report, "changes").items
        if "in the case no longer" in item.cited.text
    ]
    assert len(gone) == 1
    by_number = {citation.number: citation for citation in report.citations}
    assert {by_number[number].document for number in gone[0].citations} == {"doc_b"}


def test_nothing_has_changed_since_the_same_build(record):
    section = section_of(report_of(record, since=record), "changes")
    assert not section.items
    assert "No event, figure or contradiction has changed." in section.notes
