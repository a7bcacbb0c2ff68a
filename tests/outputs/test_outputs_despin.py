"""A report beside what its swapped words stood for: the text stays whole, facts stay its own."""

import pytest

from consilience.model.entities import Mention
from consilience.model.lineage import (
    AlteredFact,
    CopyEdge,
    DocumentLineage,
    Passage,
    RewordingTrace,
    SwappedPair,
)
from consilience.model.spans import span_of, stretch_of
from consilience.outputs.compare import find_document
from consilience.outputs.despin import despin
from consilience.outputs.despin_text import despun_json, despun_text
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.profiles import WITHHELD, Profile

ORIGINAL = (
    "Rebels shelled the crowded market of Dervan, killing 12 people, the doctor Ana Ort said."
)
SPUN = (
    "Terrorists shelled the packed bazaar of Dervan, killing 14 persons, "
    "the physician Ana Ort said.\n"
    "Auto bombs hurt a physician elsewhere."
)
ELSEWHERE = "A physician and some persons were seen in the bazaar."


def span(key, text, words):
    return span_of(key, text, text.index(words), text.index(words) + len(words))


@pytest.fixture
def rows(make_row, make_document):
    line = SPUN.split("\n", maxsplit=1)[0]
    return [
        *make_document("doc_a", ORIGINAL),
        *make_document("doc_b", SPUN),
        *make_document("doc_c", ELSEWHERE),
        make_row(
            Passage, id="pas_1", document_a="doc_a", document_b="doc_b",
            a=stretch_of("doc_a", ORIGINAL, 0, len(ORIGINAL)),
            b=stretch_of("doc_b", SPUN, 0, len(line)), kind="spun", n_words=10, identity=0.6,
        ),
        make_row(
            AlteredFact, id="alt_1", passage="pas_1", kind="number",
            a=span("doc_a", ORIGINAL, "12"), b=span("doc_b", SPUN, "14"),
        ),
        make_row(
            AlteredFact, id="alt_2", passage="pas_1", kind="loaded",
            a=span("doc_a", ORIGINAL, "Rebels"), b=span("doc_b", SPUN, "Terrorists"),
        ),
        make_row(
            RewordingTrace, id="rew_1", document="doc_b",
            span=span("doc_b", SPUN, "Auto bombs"), usual="car bombs",
        ),
        make_row(
            SwappedPair, id="swp_1", original="doctor", swapped="physician", n_pairs=2, learnt=True
        ),
        make_row(SwappedPair, id="swp_2", original="shop", swapped="bazaar", n_pairs=1),
        make_row(DocumentLineage, id="dli_1", document="doc_b", spun_share=0.7),
    ]  # fmt: skip


@pytest.fixture
def edge(make_row):
    def make(chance):
        return make_row(
            CopyEdge, id="edg_1", document_a="doc_a", document_b="doc_b", probability_a_first=chance
        )

    return make


def read(rows, key, profile="internal"):
    record = MemoryRecord(rows)
    return despin(record, find_document(record, key), profile=Profile(record, profile))


def test_swapped_words_stand_beside_the_words_of_the_original(rows, edge):
    despun = read([*rows, edge(0.9)], "doc_b")
    assert despun_text(despun) == (
        "{Terrorists|Rebels} shelled the {packed bazaar|crowded market} of Dervan, "
        "killing 14 persons, the {physician|doctor} Ana Ort said.\n"
        "{Auto bombs|Car bombs} hurt a {physician|doctor} elsewhere."
    )
    assert [despun.count(basis) for basis in ("original", "learnt", "expression")] == [3, 1, 1]
    assert despun.originals == ("doc_a",)


def test_offsets_of_the_pieces_lead_back_to_the_whole_text(rows, edge):
    despun = read([*rows, edge(0.9)], "doc_b")
    assert "".join(piece.text for piece in despun.pieces) == SPUN
    assert all(SPUN[piece.start : piece.end] == piece.text for piece in despun.pieces)
    assert [row["reading"] for row in despun_json(despun)["pieces"] if row["reading"]][
        -1
    ] == "doctor"


def test_the_original_is_not_read_by_the_words_of_its_copy(rows, edge):
    assert despun_text(read([*rows, edge(0.9)], "doc_a")) == ORIGINAL
    assert "{packed bazaar|" not in despun_text(read([*rows, edge(0.1)], "doc_b"))


def test_where_the_order_is_not_known_only_learnt_pairs_are_read(rows, edge):
    despun = read([*rows, edge(None)], "doc_b")
    assert "packed bazaar" in despun_text(despun)
    assert despun_text(despun).count("{physician|doctor}") == 2
    assert despun_text(read([*rows, edge(None)], "doc_a")) == ORIGINAL


def test_a_report_without_a_trace_of_such_software_is_not_read_by_what_others_did(rows, edge):
    assert despun_text(read([*rows, edge(0.9)], "doc_c")) == ELSEWHERE


def test_a_learnt_word_with_two_equal_readings_has_none(rows, edge, make_row):
    other = make_row(
        SwappedPair, id="swp_3", original="medic", swapped="physician", n_pairs=2, learnt=True
    )
    assert read([*rows, other, edge(0.9)], "doc_b").count("learnt") == 0


def test_a_learnt_word_that_is_often_swapped_itself_has_no_reading(rows, edge, make_row):
    other = make_row(SwappedPair, id="swp_3", original="physician", swapped="healer", n_pairs=1)
    assert read([*rows, other, edge(0.9)], "doc_b").count("learnt") == 0


def test_withheld_names_stay_in_the_case(rows, edge, make_row):
    mention = make_row(
        Mention, id="men_1", document="doc_b", kind="person", name="Ana Ort", sensitivity="severe",
        span=span("doc_b", SPUN, "Ana Ort"),
    )  # fmt: skip
    text = despun_text(read([*rows, mention, edge(0.9)], "doc_b", profile="public"))
    assert "Ana Ort" not in text
    assert WITHHELD in text
