"""Where sentences end in news prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.text.sentences import MAX_SENTENCE_LENGTH, find_sentences, sentence_words


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two died. Three fled.", ["Two died.", "Three fled."]),
        ("Gen. Oram left at 5 p.m. on Jan. 5.", ["Gen. Oram left at 5 p.m. on Jan. 5."]),
        (
            "They backed the U.S. Army. He left the U.S. The rest stayed.",
            ["They backed the U.S. Army.", "He left the U.S.", "The rest stayed."],
        ),
        ('"We saw it." Then he left.', ['"We saw it."', "Then he left."]),
        ('"Is it over?" she asked.', ['"Is it over?" she asked.']),
        ("He owns Acme Corp. and left.", ["He owns Acme Corp. and left."]),
        (
            "It grew 3.5 percent. J. R. Vale said so.",
            ["It grew 3.5 percent.", "J. R. Vale said so."],
        ),
        ("The child sat. It was dark.", ["The child sat.", "It was dark."]),
        ("One line\n\nAnother line", ["One line", "Another line"]),
        ("They left.”Then more.", ["They left.”", "Then more."]),
        ("", []),
        ("   \n ", []),
    ],
)
def test_sentences_end_where_a_reader_sees_them_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text())
def test_sentences_are_in_order_trimmed_and_lose_nothing_but_blanks(text: str) -> None:
    at = 0
    for start, end in find_sentences(text, 0, len(text)):
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert end > start
        at = end
    assert not text[at:].strip()


@given(st.text())
def test_the_words_for_the_parser_have_the_same_length(text: str) -> None:
    assert len(sentence_words(text)) == len(text)


def test_a_run_without_an_end_is_cut_at_a_blank() -> None:
    text = "word " * 2_000
    found = split(text)
    assert max(map(len, found)) <= MAX_SENTENCE_LENGTH
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
