"""A text is cut at the edges of its marks: nothing lost, nothing twice, nothing withheld shown."""

from hypothesis import given
from hypothesis import strategies as st

from consilience.outputs.profiles import WITHHELD
from consilience.web.evidence import withhold_part
from consilience.web.marks import Mark, cut_text

TEXT = "Ara 😀 née — \u202eabc\u202c shells hit the market"


def mark(start, end, kind="figure"):
    return Mark(start=start, end=end, kind=kind, row=f"r{start}", label="x")


spans = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda s: s[0] < s[1]),
    max_size=6,
)
parts = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(
    lambda p: p[0] < p[1]
)


@given(spans, parts)
def test_every_character_stands_in_one_piece_under_exactly_its_marks(given_spans, part):
    marks = [mark(*span) for span in given_spans]
    pieces = cut_text(TEXT, marks, part=part)
    assert "".join(piece.text for piece in pieces) == TEXT[slice(*part)]
    for piece in pieces:
        assert TEXT[piece.start : piece.start + len(piece.text)] == piece.text
        for at in range(piece.start, piece.start + len(piece.text)):
            over = {one.row for one in marks if one.start <= at < one.end}
            assert {one.row for one in piece.marks} == over


@given(spans, spans)
def test_withheld_characters_are_in_no_piece(given_spans, names):
    gaps = [mark(*span, kind="withheld") for span in names]
    pieces = cut_text(TEXT, [*(mark(*span) for span in given_spans), *gaps], part=(0, len(TEXT)))
    hidden = {at for one in gaps for at in range(one.start, one.end)}
    shown = "".join(piece.text for piece in pieces if piece.text != WITHHELD)
    assert shown == "".join(TEXT[at] for at in range(len(TEXT)) if at not in hidden)
    assert (WITHHELD in "".join(piece.text for piece in pieces)) == bool(gaps)


def test_a_name_that_runs_over_two_pieces_is_withheld_once():
    words = "seen by Mira Talent today"
    gaps = [(8, 19)]
    left, right = withhold_part(words, (0, 12), gaps), withhold_part(words, (12, 25), gaps)
    assert left + right == f"seen by {WITHHELD} today"


def test_the_narrowest_mark_is_named_first():
    (_, inner, _) = cut_text("abcdef", [mark(0, 6), mark(2, 4, "event")], part=(0, 6))
    assert [one.kind for one in inner.marks] == ["figure", "event"]
    assert inner.looks == "k-figure k-event"
    assert inner.rows == "r0 r2"
    assert inner.opens
