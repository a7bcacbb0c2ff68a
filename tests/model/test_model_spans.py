"""A span points at its own words, or it is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.errors import SpanError
from consilience.model.spans import Span, check_span, span_of, stretch_of

TEXT = "Two killed in Sorve, naïve 😀 words."


def test_a_span_carries_its_quote() -> None:
    assert span_of("doc_1", TEXT, 0, 10).quote == "Two killed"


def test_offsets_count_code_points() -> None:
    at = TEXT.index("😀")
    assert span_of("doc_1", TEXT, at, at + 1).quote == "😀"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (0, 99), (5, 4)])
def test_an_empty_or_outer_span_is_an_error(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        span_of("doc_1", TEXT, start, end)


def test_a_shifted_span_is_an_error() -> None:
    with pytest.raises(SpanError, match=r"doc_1\[1:11\]"):
        check_span(Span(document="doc_1", start=1, end=11, quote="Two killed"), TEXT)


@given(st.text(st.characters(codec="ascii"), min_size=2), st.data())
def test_what_was_cut_out_checks_and_its_neighbour_does_not(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    stretch = stretch_of("doc_1", text, start, end)
    check_span(stretch, text)
    check_span(span_of("doc_1", text, start, end), text)
    other = chr(ord(text[start]) ^ 1)
    with pytest.raises(SpanError):
        check_span(stretch, text[:start] + other + text[start + 1 :])
