"""How a line of the truth is held against rows."""

import pytest

from consilience.model.documents import Text
from consilience.model.findings import Contradiction, Side
from consilience.model.ids import content_id
from consilience.model.lineage import AlteredFact, CopyEdge
from consilience.model.spans import span_of
from evals.pile import document_rows
from evals.truth import Record, quoted_words

FIRST = "An air strike killed 19 people in Garrada."
SECOND = "An air strike killed 91 people in Garrada."


def edge(probability: float | None) -> CopyEdge:
    return CopyEdge(
        id="edg_1",
        document_a="doc_1",
        document_b="doc_2",
        passages=(),
        probability_a_first=probability,
        common_source=None,
        evidence=("time",),
        spans=(),
    )


def altered() -> AlteredFact:
    return AlteredFact(
        id="alt_1",
        passage="pas_1",
        kind="number",
        a=span_of("doc_1", FIRST, 21, 23),
        b=span_of("doc_2", SECOND, 21, 23),
    )


def record(*rows) -> Record:
    return Record([*document_rows("doc_1", FIRST), *document_rows("doc_2", SECOND), *rows])


def test_words_beside_a_span_must_overlap_it() -> None:
    held = record(altered())
    line = {"table": "altered_facts", "find": {"a": "killed 19"}, "holds": {"kind": "number"}}
    assert held.why_not(line) is None
    assert held.why_not({**line, "find": {"a": "people in"}}) == "no such row"


def test_words_may_stand_on_either_side() -> None:
    line = {"table": "altered_facts", "find": {"words": ["killed 19", "killed 91"]}}
    assert record(altered()).why_not(line) is None


def test_the_first_of_a_pair_is_read_off_the_probability() -> None:
    line = {"table": "copy_edges", "find": {"pair": ["doc_2", "doc_1"]}}
    assert record(edge(0.9)).why_not({**line, "holds": {"first": "doc_1"}}) is None
    assert record(edge(0.1)).why_not({**line, "holds": {"first": "doc_2"}}) is None
    assert record(edge(None)).why_not({**line, "holds": {"first": "doc_1"}}) is not None


def test_an_absent_row_must_be_absent() -> None:
    line = {"table": "copy_edges", "find": {"pair": ["doc_1", "doc_2"]}, "absent": True}
    assert record().why_not(line) is None
    assert record(edge(0.5)).why_not(line) == "1 such rows, first edg_1"


def test_rows_are_counted() -> None:
    assert record().why_not({"table": "documents", "find": {}, "count": 2}) is None
    assert record().why_not({"table": "documents", "find": {}, "count": 3}) == "2 such rows"


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        ({"in": ["doc_1", "doc_9"]}, True),
        ({"not": "doc_2"}, True),
        ({"starts": "doc_"}, True),
        ({"contains": "oc_1"}, True),
        ({"in": ["doc_9"]}, False),
    ],
)
def test_values_may_be_asked_for_by_operators(wanted: dict, holds: bool) -> None:
    assert (record().misses(document_rows("doc_1", FIRST)[0], {"name": wanted}) == []) is holds


def test_sides_are_matched_by_their_words() -> None:
    text = Text(id=content_id("doc", FIRST), text=FIRST)
    sides = tuple(
        Side(value=words, statements=(), origins=(), spans=(span_of("doc_1", FIRST, *at),))
        for words, at in (("strike", (3, 13)), ("toll", (14, 30)))
    )
    contradiction = Contradiction(
        id="con_1",
        kind="cause",
        level="major",
        subject="doc_1",
        title="",
        sides=sides,
        explanation="",
        state="open",
    )
    held = record(contradiction, text)
    pattern = {"sides": {"has": [{"spans": "air strike"}, {"spans": "19 people"}]}}
    assert held.why_not({"table": "contradictions", "find": pattern}) is None
    pattern = {"sides": {"has": [{"spans": "Garrada"}]}}
    assert held.why_not({"table": "contradictions", "find": pattern}) == "no such row"


def test_the_words_of_a_line_are_found_with_their_report() -> None:
    line = {
        "find": {"members": [{"document": "a.txt", "span": "two"}]},
        "holds": {"words": ["three", "four"]},
    }
    assert list(quoted_words(line)) == [("a.txt", "two"), (None, "three"), (None, "four")]
