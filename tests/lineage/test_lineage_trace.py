"""Copied passages are found, whatever stands around them."""

import dataclasses
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.lineage.tracing import TraceSettings, trace
from consilience.model.documents import Block, Document, Text
from consilience.model.lineage import CopyEdge, DocumentLineage, Lineage, LineageMember, Passage
from consilience.model.rows import Row
from consilience.model.spans import check_span
from consilience.model.tables import Tables
from consilience.reading.reports import RawReport, read_report

MOSUL = Path(__file__).parents[3] / "shared" / "cases" / "mosul"
ONE = (
    "The council of the northern village said on Monday that about 500 farmers had left "
    "their houses near the river."
)
TWO = (
    "The council of the village said on Monday that 600 farmers had left their houses "
    "near the river."
)
WORDS = (
    "harbour market river bridge police doctor council farmer soldier truck water school bread "
    "winter morning street village road hill night group report number north south guard"
).split()


def sentence(seed: int, words: int = 14) -> str:
    chosen = random.Random(seed).choices(WORDS, k=words)
    return (" ".join(chosen)).capitalize() + "."


def report(name: str, text: str, **fields: object) -> list[Row]:
    rows = read_report(RawReport(f"{name}.txt", text.encode()))
    return [row if not isinstance(row, Document) else _with(row, fields) for row in rows]


def _with(row: Document, fields: dict[str, object]) -> Document:
    return dataclasses.replace(row, **fields)  # type: ignore[arg-type]


def traced(*reports: list[Row], earlier: list[Row] | None = None) -> list[Row]:
    given: dict[type[Row], list[Row]] = {
        kind: [] for kind in (Document, Text, Block, Lineage, LineageMember)
    }
    for row in [row for rows in reports for row in rows] + (earlier or []):
        given.setdefault(type(row), []).append(row)
    return list(trace(Tables(given), settings=TraceSettings()))


def texts_of(*reports: list[Row]) -> dict[str, str]:
    return {row.id: row.text for rows in reports for row in rows if isinstance(row, Text)}


def passages(rows: list[Row]) -> list[Passage]:
    return [row for row in rows if isinstance(row, Passage)]


def own(start: int, count: int = 6) -> str:
    return "\n\n".join(sentence(seed) for seed in range(start, start + count))


def test_a_copied_sentence_is_found_to_the_letter() -> None:
    copied = sentence(1)
    one = report("a", f"{own(100)}\n\n{copied}\n\n{own(200)}")
    two = report("b", f"{own(300)}\n\n{copied}\n\n{own(400)}")
    (passage,) = passages(traced(one, two))
    texts = texts_of(one, two)
    assert texts[passage.document_a][passage.a.start : passage.a.end] == copied
    assert texts[passage.document_b][passage.b.start : passage.b.end] == copied
    assert (passage.kind, passage.identity) == ("verbatim", 1.0)


def test_an_edited_sentence_is_found_and_called_edited() -> None:
    one = report("a", f"{own(100)}\n\n{ONE}")
    two = report("b", f"{own(300)}\n\n{TWO}")
    (passage,) = passages(traced(one, two))
    assert passage.kind == "edited"
    assert 0.7 < passage.identity < 1


def test_unrelated_reports_share_nothing() -> None:
    rows = traced(report("a", own(100, 12)), report("b", own(300, 12)))
    assert not passages(rows)
    assert all(row.n_related == 0 for row in rows if isinstance(row, DocumentLineage))


def test_three_copies_are_one_lineage() -> None:
    copied = f"{sentence(1)} {sentence(2)}"
    reports = [report(f"r{at}", f"{own(at)}\n\n{copied}") for at in (100, 200, 300)]
    rows = traced(*reports)
    (lineage,) = [row for row in rows if isinstance(row, Lineage)]
    assert lineage.n_documents == 3
    assert len([row for row in rows if isinstance(row, LineageMember)]) == 3


def test_a_lineage_keeps_its_id_when_a_copy_is_added() -> None:
    copied = f"{sentence(1)} {sentence(2)}"
    reports = [report(f"r{at}", f"{own(at)}\n\n{copied}") for at in (100, 200, 300)]
    before = [row for row in traced(*reports[:2]) if isinstance(row, Lineage | LineageMember)]
    after = traced(*reports, earlier=list(before))
    (old,) = [row.id for row in before if isinstance(row, Lineage)]
    (new,) = [row for row in after if isinstance(row, Lineage)]
    assert new.id == old
    (fresh,) = [row for row in traced(*reports) if isinstance(row, Lineage)]
    assert fresh.id != old
    kept = {row.id for row in before if isinstance(row, LineageMember)}
    assert kept < {row.id for row in after if isinstance(row, LineageMember)}


def test_furniture_and_repeated_blocks_are_not_traced() -> None:
    line = "© 2016 Example Courier, a paper of the northern harbour. All rights reserved."
    rows = traced(report("a", f"{own(100)}\n\n{line}"), report("b", f"{own(200)}\n\n{line}"))
    assert not passages(rows)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 5))
def test_order_changes_nothing_and_offsets_hold(rng: random.Random, count: int) -> None:
    pool = [sentence(seed) for seed in range(12)]
    reports = [
        report(f"r{n}", "\n\n".join(rng.sample(pool, 5)) + f"\n\n{own(100 + 50 * n, 2)}")
        for n in range(count)
    ]
    rows = traced(*reports)
    shuffled = list(reports)
    rng.shuffle(shuffled)
    assert sorted(map(repr, traced(*shuffled))) == sorted(map(repr, rows))
    texts = texts_of(*reports)
    for passage in passages(rows):
        assert passage.document_a < passage.document_b
        check_span(passage.a, texts[passage.document_a])
        check_span(passage.b, texts[passage.document_b])
    for row in rows:
        if isinstance(row, LineageMember):
            check_span(row.stretch, texts[row.document])
        if isinstance(row, CopyEdge):
            assert row.document_a != row.document_b


@pytest.mark.parametrize("text", ["word", "word " * 3, "x. y. z. " * 40])
def test_tiny_and_empty_texts_are_no_trouble(text: str) -> None:
    rows = traced(report("a", text + "a"), report("b", text + "b"))
    assert len([row for row in rows if isinstance(row, DocumentLineage)]) == 2


def test_no_documents_give_no_rows() -> None:
    assert traced() == []


@pytest.mark.skipif(not MOSUL.exists(), reason="the shared cases are not beside this checkout")
def test_the_copies_among_the_mosul_reports_are_found() -> None:
    files = sorted(MOSUL.glob("0*.txt"))
    reports = [read_report(RawReport(file.name, file.read_bytes())) for file in files]
    names = {row.id: row.name[:3] for rows in reports for row in rows if isinstance(row, Document)}
    texts = texts_of(*reports)
    found = [
        (row.kind, texts[row.document_a][row.a.start : row.a.end])
        for row in passages(traced(*reports))
        if {names[row.document_a], names[row.document_b]} == {"000", "001"}
    ]
    verbatim = [words for kind, words in found if kind == "verbatim"]
    assert any("would be a major blow" in words for words in verbatim)
    assert any("more evidence is emerging" in words for words in verbatim)
    assert [kind for kind, words in found if "Bab al-Toub" in words] == ["edited"]


LONG = " ".join(sentence(seed) for seed in range(40, 46))


def edge_of(*reports: list[Row]) -> CopyEdge:
    (edge,) = [row for row in traced(*reports) if isinstance(row, CopyEdge)]
    return edge


def test_who_signs_with_its_own_name_was_there_before_who_cuts_it_out() -> None:
    wire = report("wire", f"OSK, March 11 (Samplewire) - {LONG}", outlet="Samplewire")
    copy = report("copy", LONG, outlet="The Town Post")
    edge = edge_of(wire, copy)
    first = edge.document_a if (edge.probability_a_first or 0) > 0.5 else edge.document_b
    names = {row.id: row.name for row in [*wire, *copy] if isinstance(row, Document)}
    assert names[first] == "wire.txt"
    assert edge.spans[0].quote == "(Samplewire) -"


def test_a_stated_date_that_the_text_denies_does_not_tell_who_was_first() -> None:
    text = f"{LONG} Many have left since the siege began on January 19, 2018."
    one = report("one", text, outlet="One", published_start="2018-03-11")
    two = report("two", text + " Read more.", outlet="Two", published_start="2017-03-12")
    assert edge_of(one, two).probability_a_first is None
