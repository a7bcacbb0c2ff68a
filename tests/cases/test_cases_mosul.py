"""What a careful reader gets from five real reports on the battle of Mosul: the [path] lines.

The reports are not part of the repository; without them these tests are skipped.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consilience.model.case import Skipped
from consilience.model.documents import Document
from consilience.model.figures import Figure
from consilience.model.lineage import AlteredFact, Passage
from consilience.model.statements import Statement
from consilience.workspace.build import build_case
from consilience.workspace.case import Case, open_case

REPORTS = Path(__file__).parents[2].parent / "shared" / "cases" / "mosul"

pytestmark = pytest.mark.skipif(
    not REPORTS.is_dir(), reason="the five Mosul reports are not on this machine"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The five reports, built once."""
    path = tmp_path_factory.mktemp("mosul") / "mosul.case"
    build_case(sorted(REPORTS.glob("*.txt")), case=path)
    with open_case(path) as opened:
        yield opened


def report(case: Case, number: str) -> Document:
    """The document of the file whose name starts with *number*."""
    (found,) = [row for row in case.rows(Document) if row.name.startswith(number)]
    return found


def shared_words(case: Case, one: str, other: str) -> dict[str, Passage]:
    """The passages of two reports by their words in the first."""
    a, b = report(case, one).id, report(case, other).id
    found = {}
    for passage in case.rows(Passage):
        sides = {passage.document_a: passage.a, passage.document_b: passage.b}
        if set(sides) == {a, b}:
            found[case.text(a)[sides[a].start : sides[a].end]] = passage
    return found


def test_all_five_are_documents_and_none_is_skipped(case: Case) -> None:
    assert sorted(row.name[:3] for row in case.rows(Document)) == [
        "000",
        "001",
        "002",
        "003",
        "004",
    ]
    assert list(case.rows(Skipped)) == []


def test_no_publication_date_is_invented(case: Case) -> None:
    for row in case.rows(Document):
        assert (row.published_start, row.published_end) == (None, None), row.published_reason
        assert row.published_reason


def test_two_reports_share_two_sentences_word_for_word(case: Case) -> None:
    words = shared_words(case, "000", "001")
    exact = " ".join(text for text, passage in words.items() if passage.identity == 1.0)
    assert "would be a major blow to Islamic State" in exact
    assert "more evidence is emerging of the war crimes committed" in exact


def test_a_third_sentence_is_an_edited_copy(case: Case) -> None:
    words = shared_words(case, "000", "001")
    (edited,) = [passage for text, passage in words.items() if "the Bab al-Toub area" in text]
    assert edited.kind != "verbatim"
    assert edited.identity < 1.0


def test_altered_facts_point_into_their_passages(case: Case) -> None:
    passages = {passage.id: passage for passage in case.rows(Passage)}
    for fact in case.rows(AlteredFact):
        stretch = passages[fact.passage].a
        if fact.a is not None and fact.kind != "attribution":  # which stands beside the copy
            assert stretch.start <= fact.a.start
            assert fact.a.end <= stretch.end


def test_human_rights_watch_said_600_and_a_un_report_verified_it(case: Case) -> None:
    figure = find(case, "000", "as many as 600")
    statement = case.get(Statement, figure.statement)
    assert statement is not None
    assert statement.originator == "hrw"
    document = report(case, "000").id
    verified = [
        row
        for row in case.rows(Statement, document=document)
        if "verified" in " ".join(span.quote for span in row.cue)
    ]
    assert any("United Nations" in span.quote for row in verified for span in row.source)


def test_a_quotation_without_a_speaker_gets_none(case: Case) -> None:
    document = report(case, "001").id
    statements = list(case.rows(Statement, document=document))

    def carrying(words: str) -> list[Statement]:
        return [row for row in statements if any(words in span.quote for span in row.content)]

    named = [row for row in carrying("an irregular enemy") if row.source]
    assert named
    assert all("Yahya Rasool" in (row.speaker_name or "") for row in named)
    orphan = carrying("going to die there")
    assert orphan
    for row in orphan:
        assert row.speaker is None
        assert row.speaker_name is None
        assert row.source == ()


def find(case: Case, number: str, words: str) -> Figure:
    """The figure of a report whose quantity is written as *words*."""
    document = report(case, number).id
    found = [row for row in case.rows(Figure, document=document) if row.span.quote == words]
    assert found, f"{words!r} is not found in {number}"
    return found[0]


@pytest.mark.parametrize(
    ("number", "words", "measure", "bounds", "qualifier"),
    [
        ("000", "around 500", "bodies_found", (500, 500, 500), "approx"),
        ("000", "as many as 600", "killed", (None, None, 600), "ceiling"),
        ("001", "about 500", "bodies_found", (500, 500, 500), "approx"),
        ("002", "370", "killed", (370, 370, 370), "exact"),
        ("002", "65 percent", "captured_share", (65, 65, 65), "percent"),
        ("003", "More than 215,000", "displaced", (215_000, 215_000, None), "floor_strict"),
        ("004", "28,000-strong", "strength", (28_000, 28_000, 28_000), "exact"),
        ("000", "100,000-strong", "strength", (100_000, 100_000, 100_000), "exact"),
    ],
)
def test_the_eight_figures_have_their_measure_and_bounds(
    case: Case,
    number: str,
    words: str,
    measure: str,
    bounds: tuple[float | None, ...],
    qualifier: str,
) -> None:
    figure = find(case, number, words)
    assert (figure.measure, figure.qualifier) == (measure, qualifier)
    assert (figure.low, figure.best, figure.high) == bounds


@pytest.mark.parametrize(
    ("number", "words", "originator", "kind"),
    [
        ("000", "as many as 600", "hrw", "ngo_monitor"),
        ("002", "370", "airwars", "aggregator"),
        ("003", "More than 215,000", "unhcr", "un"),
    ],
)
def test_the_originator_is_who_the_sentence_names(
    case: Case, number: str, words: str, originator: str, kind: str
) -> None:
    statement = case.get(Statement, find(case, number, words).statement)
    assert statement is not None
    assert (statement.originator, statement.originator_kind) == (originator, kind)


def test_whom_and_how_they_are_counted(case: Case) -> None:
    assert find(case, "000", "around 500").group == "prisoners"
    airwars = find(case, "002", "370")
    assert (airwars.group, airwars.count_kind) == ("civilians", "period_total")
    share = find(case, "002", "65 percent")
    assert share.base is not None
    assert share.base.quote == "western Mosul"
    assert find(case, "003", "More than 215,000").count_kind == "snapshot"


def test_the_case_verifies(case: Case) -> None:
    assert case.verify().first_bad is None
