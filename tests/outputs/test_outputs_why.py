import dataclasses
import json

import pytest

from consilience.errors import InputError, SpanError
from consilience.model.documents import Block
from consilience.model.spans import span_of
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.printable import json_text
from consilience.outputs.quotes import Quote, Quoter
from consilience.outputs.why import Step, count_steps, explain, step_json
from consilience.outputs.why_text import plain_line, why_lines


def all_steps(step: Step) -> list[Step]:
    return [step, *(found for below in step.steps for found in all_steps(below))]


def all_quotes(step: Step) -> list[Quote]:
    return [quote for found in all_steps(step) for quote in found.quotes]


def as_text(step: Step) -> str:
    return "\n".join(plain_line(line) for line in why_lines(step))


def test_a_finding_is_followed_to_set_figures_statements_and_documents(record: MemoryRecord):
    tables = [step.table for step in all_steps(explain(record, "fin_1"))]
    assert tables[:5] == ["findings", "figure_sets", "figures", "statements", "documents"]
    assert tables.count("figures") == 2


def test_no_row_is_shown_twice(record: MemoryRecord):
    for row_id in ("fin_1", "con_1", "ev_1", "ori_1", "gra_1", "lin_1"):
        shown = [step.id for step in all_steps(explain(record, row_id))]
        assert len(shown) == len(set(shown))


def test_every_quote_stands_at_its_offsets(record: MemoryRecord):
    quotes = [q for key in ("fin_1", "con_1", "lin_1") for q in all_quotes(explain(record, key))]
    assert quotes
    for quote in quotes:
        text = record.text(quote.document)
        marked = [piece.text for piece in quote.pieces if piece.marks]
        assert marked
        for _, start, end in quote.spans:
            assert text[start:end] in "".join(piece.text for piece in quote.pieces)


def test_the_evidence_is_marked_in_its_sentence_with_outlet_date_and_lineage(record: MemoryRecord):
    words = as_text(explain(record, "st_1"))
    assert "[[At least 40 civilians were killed]], [[the Orsk Relief Union]] [[said]]." in words
    assert "Dervan Herald (doc_a.txt), 2031-05-04" in words
    assert "2 documents of 2 outlets (lin_1)" in words


def test_a_statement_without_a_date_says_so(record: MemoryRecord):
    assert "date not known" in as_text(explain(record, "st_2"))


def test_escape_codes_of_a_report_are_not_passed_on(record: MemoryRecord):
    assert "\x1b" not in as_text(explain(record, "st_3"))


def test_both_sides_of_a_contradiction_are_followed(record: MemoryRecord):
    shown = {step.id for step in all_steps(explain(record, "con_1"))}
    assert {"st_1", "st_3"} <= shown


def test_an_older_id_leads_to_its_heir(record: MemoryRecord):
    assert explain(record, "ev_0").id == "ev_1"


def test_an_unknown_id_is_refused_with_a_hint(record: MemoryRecord):
    with pytest.raises(InputError) as caught:
        explain(record, "fin_nothing")
    assert caught.value.hint


def test_evidence_that_does_not_stand_where_it_says_is_an_error(record_rows, make_row):
    broken = [row for row in record_rows if row.id != "doc_a" or row.table != "texts"]
    texts = next(row for row in record_rows if row.table == "texts" and row.id == "doc_a")
    broken.append(type(texts)(id="doc_a", text="x" + texts.text))
    with pytest.raises(SpanError):
        explain(MemoryRecord(broken), "st_1")


def test_the_chain_as_json_counts_what_the_text_counts(record: MemoryRecord):
    step = explain(record, "fin_1")
    chain = json.loads(json_text(step_json(step)))
    assert chain["id"] == "fin_1"
    assert chain["steps"][0]["table"] == "figure_sets"
    assert count_steps([step]) == (len(all_steps(step)), len(all_quotes(step)))


def test_a_long_passage_is_cut_in_the_middle_and_says_so(make_row):
    from consilience.model.documents import Document, Text
    from consilience.model.lineage import LineageMember
    from consilience.model.spans import stretch_of

    text = "word " * 400
    member = make_row(
        LineageMember, id="lim_1", document="doc_1", stretch=stretch_of("doc_1", text, 0, 1990)
    )
    record = MemoryRecord(
        [make_row(Document, id="doc_1", name="long.txt"), Text(id="doc_1", text=text), member]
    )
    assert " […] " in as_text(explain(record, "lim_1"))


def test_what_would_raise_a_grade_stands_beside_it(record_rows):
    grade = next(row for row in record_rows if row.id == "gra_2")
    rows = [row for row in record_rows if row is not grade]
    rows.append(dataclasses.replace(grade, would_raise="a second independent origin"))
    step = explain(MemoryRecord(rows), "ev_1")
    told = [value for name, value in step.facts if name == "grade"]
    assert any("would raise a second independent origin" in value for value in told)


def test_a_quote_says_where_in_the_original_its_block_stands(record_rows, make_row):
    first = "page 2, box 72 653 430 679"
    blocks = [
        make_row(Block, id="bl_1", document="doc_b", start=0, end=10, locator="page 1"),
        make_row(Block, id="bl_2", document="doc_b", start=11, end=200, locator=first),
    ]
    quoter = Quoter(MemoryRecord([*record_rows, *blocks]))
    record = MemoryRecord(record_rows)
    text = record.text("doc_b")
    (quote,) = quoter.around([span_of("doc_b", text, 12, 20)], field="found")
    assert quote.place == first
    (quote,) = Quoter(record).around([span_of("doc_b", text, 12, 20)], field="found")
    assert quote.place is None
    placed = as_text(explain(MemoryRecord([*record_rows, *blocks]), "st_2"))
    assert "in the original: page 1" in placed or f"in the original: {first}" in placed
