"""Packed tokens come back as they were."""

from hypothesis import given
from hypothesis import strategies as st

from consilience.text.tokens import (
    DEP,
    NAME,
    POS,
    TAG,
    Columns,
    ParsedSentence,
    pack_tokens,
    unpack_tokens,
)


@st.composite
def columns(draw: st.DrawFn) -> Columns:
    count = draw(st.integers(0, 12))

    def some(top: int) -> list[int]:
        return draw(st.lists(st.integers(0, top), min_size=count, max_size=count))

    return Columns(
        start=some(2**31),
        length=some(65_535),
        head=some(max(count - 1, 0)),
        pos=some(len(POS) - 1),
        tag=some(len(TAG) - 1),
        dep=some(len(DEP) - 1),
        name=some(len(NAME) - 1),
        name_place=some(2),
    )


@given(columns())
def test_packing_loses_nothing(packed: Columns) -> None:
    assert unpack_tokens(pack_tokens(packed)) == packed


def test_offsets_count_from_the_documents_first_character() -> None:
    two = Columns(
        start=[0, 4],
        length=[3, 4],
        head=[1, 1],
        pos=[0, 0],
        tag=[0, 0],
        dep=[0, 1],
        name=[0, 0],
        name_place=[0, 0],
    )
    sentence = ParsedSentence(
        id="sen_1",
        document="doc_1",
        block_kind="paragraph",
        start=100,
        text="Two died",
        columns=two,
        lemmas=("two", "die"),
    )
    first, second = sentence.tokens
    assert (second.start, second.end, second.text) == (104, 108, "died")
    assert first.head is second
    assert [token.text for token in second.subtree()] == ["Two", "died"]
    assert second.is_root
