"""Kept work is handed out again for the same values, and for no others."""

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from consilience.model.memory import Memory, Work

LETTERS: Work[dict[str, int]] = Work("letters", dict[str, int])
PARTS: Work[dict[str, tuple[int, ...]]] = Work("parts", dict[str, tuple[int, ...]])


def count_letters(memory: Memory, word: str, asked: list[str]) -> dict[str, int]:
    def count() -> dict[str, int]:
        asked.append(word)
        return {letter: word.count(letter) for letter in word}

    return memory.recall(LETTERS, word, count)


@given(st.lists(st.text(max_size=5)), st.lists(st.text(max_size=5)))
def test_only_what_is_not_kept_is_made(before: list[str], after: list[str]) -> None:
    first, asked = Memory(), list[str]()
    made = {word: count_letters(first, word, asked) for word in before}
    second, again = Memory(first.made), list[str]()
    for word in after:
        assert count_letters(second, word, again) == made.get(
            word, {letter: word.count(letter) for letter in word}
        )
    assert sorted(again) == sorted(set(after) - set(before))


@given(st.lists(st.text(max_size=2)), st.lists(st.text(max_size=2)))
def test_what_is_asked_for_together_is_what_is_asked_for_one_by_one(
    before: list[str], words: list[str]
) -> None:
    first = Memory()
    for word in before:
        count_letters(first, word, [])
    one_by_one, asked = Memory(first.made), list[str]()
    expected = [count_letters(one_by_one, word, asked) for word in words]
    together, again = Memory(first.made), list[str]()

    def count(places: Sequence[int]) -> Iterator[dict[str, int]]:
        for at in places:
            again.append(words[at])
            yield {letter: words[at].count(letter) for letter in words[at]}

    assert together.recall_each(LETTERS, words, count) == expected
    assert again == asked
    assert (together.made, together.unused) == (one_by_one.made, one_by_one.unused)


def test_what_nobody_asks_for_is_unused() -> None:
    first = Memory()
    count_letters(first, "old", [])
    count_letters(first, "both", [])
    second = Memory(first.made)
    count_letters(second, "both", [])
    assert len(second.unused) == 1
    assert second.made == {}


def test_another_version_of_the_stage_starts_afresh() -> None:
    first = Memory(salt="version 1")
    count_letters(first, "word", [])
    second, asked = Memory(first.made, salt="version 2"), list[str]()
    count_letters(second, "word", asked)
    assert asked == ["word"]
    assert second.unused == set(first.made)


def test_what_is_noted_is_there_for_the_next_run_alone() -> None:
    first = Memory()
    first.note(LETTERS, {"a": 1})
    second = Memory(first.made)
    assert second.noted(LETTERS) == {"a": 1}
    assert second.unused == set(first.made)
    second.note(LETTERS, {"b": 2})
    assert second.unused == set()
    assert Memory({**first.made, **second.made}).noted(LETTERS) == {"b": 2}


def test_another_version_of_the_stage_knows_nothing_of_what_was_noted() -> None:
    first = Memory(salt="version 1")
    first.note(LETTERS, {"a": 1})
    assert Memory(first.made, salt="version 2").noted(LETTERS) is None


def test_of_what_is_noted_in_parts_only_new_parts_are_written() -> None:
    first = Memory()
    first.note_parts(PARTS, {"a": (1, 2), "b": (3,), "gone": (4,)})
    second = Memory(first.left)
    noted = second.noted_parts(PARTS)
    assert noted == {"a": (1, 2), "b": (3,), "gone": (4,)}
    second.note_parts(PARTS, {"a": noted["a"], "b": (5, 6), "c": ()})
    assert len(second.made) == len(("b", "c", "which parts there are"))
    assert len(second.unused) == len(("gone",))
    third = Memory(second.left)
    assert third.noted_parts(PARTS) == {"a": (1, 2), "b": (5, 6), "c": ()}


def test_parts_that_are_all_as_they_were_are_not_written() -> None:
    first = Memory()
    first.note_parts(PARTS, {"a": (1,), "b": (2,)})
    second = Memory(first.left)
    second.note_parts(PARTS, second.noted_parts(PARTS) or {})
    assert (second.made, second.unused) == ({}, set())
    assert second.left == first.left


def test_parts_are_written_anew_where_nobody_asked_what_was_noted() -> None:
    first = Memory()
    first.note_parts(PARTS, {"a": (1,), "gone": (2,)})
    second = Memory(first.left)
    second.note_parts(PARTS, {"a": (3,)})
    assert Memory(second.left).noted_parts(PARTS) == {"a": (3,)}
    third = Memory(second.left)
    third.note_parts(PARTS, {})
    assert Memory(third.left).noted_parts(PARTS) == {}


def test_a_note_that_has_lost_a_part_is_none() -> None:
    first = Memory()
    first.note_parts(PARTS, {"a": (1,), "b": (2,)})
    left = first.left
    for key in left:
        some = {other: value for other, value in left.items() if other != key}
        assert Memory(some).noted_parts(PARTS) is None


def test_nothing_noted_in_parts_is_not_the_same_as_no_note() -> None:
    memory = Memory()
    assert memory.noted_parts(PARTS) is None
    memory.note_parts(PARTS, {})
    assert Memory(memory.left).noted_parts(PARTS) == {}
