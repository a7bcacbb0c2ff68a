"""Two reports side by side: every word stands once, and copies, swaps and changes are told."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.errors import InputError
from consilience.model.documents import Document
from consilience.model.entities import Mention
from consilience.model.lineage import (
    AlteredFact,
    CopyEdge,
    Lineage,
    LineageMember,
    Passage,
    RewordingTrace,
)
from consilience.model.spans import span_of, stretch_of
from consilience.outputs.compare import compare_documents, find_document
from consilience.outputs.compare_html import render_comparison
from consilience.outputs.compare_marks import align_words, cut_pieces, lay_marks
from consilience.outputs.compare_text import plain_lines, shown_bands
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.profiles import WITHHELD, Profile

LEFT = (
    "Our own <b>start</b>.\n"
    "Shells hit the crowded market of Dervan, killing 12 people.\n"
    "Mira Talent saw it."
)
RIGHT = (
    "Shells hit the packed market of Dervan, killing 14 people.\n"
    "Others slept. A counterfeit awareness program ran.\x1b[31m"
)


def span(key, text, words):
    return span_of(key, text, text.index(words), text.index(words) + len(words))


def stretch(key, text, words):
    return stretch_of(key, text, text.index(words), text.index(words) + len(words))


@pytest.fixture
def pair(make_row, make_document):
    rows = [
        *make_document(
            "doc_l", LEFT, outlet="Dervan Herald", title="<i>Shells</i> near Mira Talent"
        ),
        *make_document("doc_r", RIGHT),
        make_row(
            Passage,
            id="pas_1",
            document_a="doc_l",
            document_b="doc_r",
            a=stretch("doc_l", LEFT, LEFT.split("\n")[1]),
            b=stretch("doc_r", RIGHT, RIGHT.split("\n", maxsplit=1)[0]),
            kind="edited",
            n_words=10,
            identity=0.8,
        ),
        make_row(
            AlteredFact,
            id="alt_1",
            passage="pas_1",
            kind="number",
            a=span("doc_l", LEFT, "12"),
            b=span("doc_r", RIGHT, "14"),
        ),
        make_row(
            CopyEdge,
            id="edg_1",
            document_a="doc_l",
            document_b="doc_r",
            probability_a_first=0.9,
            agency="Dervan Wire",
            evidence=("dates",),
        ),
        make_row(
            RewordingTrace,
            id="rew_1",
            document="doc_r",
            span=span("doc_r", RIGHT, "counterfeit awareness"),
            usual="artificial intelligence",
        ),
        make_row(
            Mention,
            id="men_1",
            document="doc_l",
            kind="person",
            span=span("doc_l", LEFT, "Mira Talent"),
            name="Mira Talent",
            sensitivity="severe",
        ),
    ]
    return MemoryRecord(rows)


def compared(record, first="doc_l", second="doc_r", profile="internal"):
    left, right = find_document(record, first), find_document(record, second)
    return compare_documents(record, left, right, profile=Profile(record, profile))


def looks(comparison, side):
    return {
        (piece.text, piece.look, piece.other)
        for band in comparison.bands
        for piece in band.sides[side]
        if piece.text.strip()
    }


def shown(comparison, side):
    return "".join(piece.text for band in comparison.bands for piece in band.sides[side])


def test_both_texts_stand_whole_and_in_order(pair):
    comparison = compared(pair)
    assert shown(comparison, 0) == LEFT
    assert shown(comparison, 1) == RIGHT


def test_swaps_altered_facts_traces_and_own_words_are_told_apart(pair):
    comparison = compared(pair)
    left, right = looks(comparison, 0), looks(comparison, 1)
    assert {("crowded", "swapped", "packed"), ("12", "altered", "14")} <= left
    assert {("packed", "swapped", "crowded"), ("14", "altered", "12")} <= right
    assert ("counterfeit awareness", "trace", "artificial intelligence") in right
    assert ("Shells hit the", "same", None) in left & right
    assert any(look == "own" and "start" in text for text, look, _ in left)


def test_the_order_that_is_asked_for_is_kept(pair):
    turned = compared(pair, "doc_r", "doc_l")
    assert looks(turned, 0) == looks(compared(pair), 1)
    assert turned.names == ("doc_r.txt", "Dervan Herald")
    assert turned.direction == compared(pair).direction
    assert turned.direction[0].startswith(
        "Dervan Herald came before doc_r.txt, with probability 0.9"
    )


def test_a_passage_in_another_order_is_marked_and_counted(make_row, make_document):
    first, second = "Shells fell on Dervan at noon.", "The bridge of Orsk was closed to all cars."
    texts = {"doc_l": f"{first} {second}", "doc_r": f"{second} {first}"}
    rows = [row for key, text in texts.items() for row in make_document(key, text)]
    for number, words in enumerate((first, second)):
        sides = {
            side: stretch(f"doc_{key}", texts[f"doc_{key}"], words) for side, key in ("al", "br")
        }
        pair = {"document_a": "doc_l", "document_b": "doc_r", "n_words": len(words.split())}
        rows.append(make_row(Passage, id=f"pas_{number}", **pair, **sides))
    comparison = compared(MemoryRecord(rows))
    assert (comparison.n_passages, comparison.n_moved) == (2, 1)
    assert {look for _, look, _ in looks(comparison, 0)} == {"same"}


def test_two_copies_of_a_third_report_share_what_their_lineage_says(make_row, make_document):
    words = "Shells hit the market of Dervan."
    texts = {"doc_l": f"Own. {words}", "doc_r": f"{words} More."}
    rows = [row for key, text in texts.items() for row in make_document(key, text)]
    rows.append(make_row(Lineage, id="lin_1", n_documents=3, n_words=6))
    for key, text in texts.items():
        member = {"document": key, "lineage": "lin_1", "stretch": stretch(key, text, words)}
        rows.append(make_row(LineageMember, id=f"lim_{key}", **member))
    comparison = compared(MemoryRecord(rows))
    assert (words, "same", None) in looks(comparison, 0) & looks(comparison, 1)
    assert "== verbatim, by way of other copies, lin_1" in list(plain_lines(comparison))


def test_reports_that_share_nothing_are_shown_as_their_own(make_document):
    record = MemoryRecord([*make_document("doc_l", LEFT), *make_document("doc_r", RIGHT)])
    comparison = compared(record)
    assert {look for _, look, _ in looks(comparison, 0)} == {"own"}
    assert "No passage is shared." in list(plain_lines(comparison))


def test_a_pipe_gets_both_readings_and_no_escape_codes(pair):
    lines = list(plain_lines(compared(pair)))
    words = "\n".join(lines)
    assert "{crowded|packed}" in words
    assert "[[12|number: 14]]" in words
    assert "{counterfeit awareness|usually: artificial intelligence}" in words
    assert "\x1b" not in words


def test_the_page_runs_nothing_fetches_nothing_and_escapes_all(pair):
    profile = Profile(pair, "internal")
    page = render_comparison(compared(pair), profile=profile)
    assert not re.search(
        r"<(script|link|img|iframe|object)|https?://|<b>start|<i>Shells|\x1b", page
    )
    assert "&lt;b&gt;start&lt;/b&gt;" in page
    assert '<strong class="altered">12<span class="other"> [number: 14]</span></strong>' in page
    assert '<span class="swapped"><u>crowded</u><span class="other"> [packed]</span></span>' in page
    assert "prefers-color-scheme: dark" in page
    assert page == render_comparison(compared(pair), profile=profile)


def test_a_public_comparison_names_no_witness(pair):
    profile = Profile(pair, "public")
    left, right = pair.get(Document, "doc_l"), pair.get(Document, "doc_r")
    page = render_comparison(compare_documents(pair, left, right, profile=profile), profile=profile)
    assert "Talent" not in page
    assert WITHHELD in page
    assert "Talent" in render_comparison(compared(pair), profile=Profile(pair, "internal"))


@pytest.mark.parametrize("wanted", ["doc_l", "doc_l.txt"])
def test_a_document_is_found_by_id_and_by_name(pair, wanted):
    assert find_document(pair, wanted).id == "doc_l"


def test_a_document_that_is_missing_or_not_the_only_one_is_an_error(pair):
    with pytest.raises(InputError, match="no document"):
        find_document(pair, "gone.txt")
    with pytest.raises(InputError, match="2 documents"):
        find_document(pair, "doc_")


def test_bands_without_a_word_are_not_shown(pair):
    comparison = compared(pair)
    assert len(shown_bands(comparison)) == 3
    assert all(
        any(piece.text.strip() for side in band.sides for piece in side)
        for band in shown_bands(comparison)
    )


WORDS = st.lists(st.sampled_from(["shells", "hit", "Dervan", "12", ",", "the"]), max_size=12)


@given(WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_an_alignment_marks_equal_words_and_loses_no_character(ours, theirs):
    texts = (" ".join(ours), " ".join(theirs))
    sides = align_words(*texts, at=(0, 0))
    same = [
        [texts[side][mark.start : mark.end].split() for mark in sides[side] if mark.look == "same"]
        for side in (0, 1)
    ]
    assert same[0] == same[1]
    for text, marks in zip(texts, sides, strict=True):
        pieces = cut_pieces(text, lay_marks(len(text), marks), between=(0, len(text)))
        assert "".join(piece.text for piece in pieces) == text
