"""Ids come from content, and merged things keep theirs."""

from hypothesis import given
from hypothesis import strategies as st

from consilience.model.ids import content_id, keep_ids


def test_the_same_parts_give_the_same_id() -> None:
    assert content_id("st", "doc_1", 0, None) == content_id("st", "doc_1", 0, None)


def test_parts_cannot_run_into_each_other() -> None:
    assert content_id("st", "a", "b") != content_id("st", "ab")
    assert content_id("st", "a,b") != content_id("st", "a", "b")
    assert content_id("st", "1") != content_id("st", 1)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_different_parts_give_different_ids(one: list[str], other: list[str]) -> None:
    assert (content_id("x", *one) == content_id("x", *other)) == (one == other)


def test_a_thing_that_gains_a_member_keeps_its_id() -> None:
    kept = keep_ids({"new": ["a", "b", "c"]}, {"old": (["a", "b"], ())})
    assert (kept["new"].id, kept["new"].previous_ids) == ("old", ())


def test_a_thing_without_forerunner_has_its_fresh_id() -> None:
    kept = keep_ids({"new": ["a"]}, {"old": (["z"], ())})
    assert kept["new"].id == "new"


def test_two_things_that_became_one_leave_both_ids_known() -> None:
    kept = keep_ids({"new": ["a", "b", "c"]}, {"x": (["a", "b"], ("w",)), "y": (["c"], ())})
    assert kept["new"].id == "x"
    assert kept["new"].previous_ids == ("w", "y")


def test_a_thing_that_fell_apart_gives_its_id_to_the_larger_part_only() -> None:
    kept = keep_ids({"n1": ["a", "b"], "n2": ["c"]}, {"old": (["a", "b", "c"], ())})
    assert kept["n1"].id == "old"
    assert kept["n2"].id == "n2"


def test_a_part_that_looks_like_the_thing_as_it_began_does_not_take_its_id() -> None:
    began = content_id("ev", "a", "b")
    previous = {began: (["a", "b", "c", "d", "e"], ())}
    kept = keep_ids({began: ["a", "b"], "ev_new": ["c", "d", "e"]}, previous)
    assert kept["ev_new"].id == began
    assert kept[began].id != began


@given(
    st.dictionaries(st.sampled_from("pqrs"), st.sets(st.integers(0, 9)), max_size=4),
    st.dictionaries(st.sampled_from("pqyz"), st.sets(st.integers(0, 9)), max_size=4),
)
def test_no_two_things_get_one_id(
    fresh: dict[str, set[int]], previous: dict[str, set[int]]
) -> None:
    used: set[int] = set()
    disjoint = {}
    for key, members in fresh.items():
        disjoint[key] = [str(m) for m in members - used]
        used |= members
    kept = keep_ids(disjoint, {k: ([str(m) for m in v], ()) for k, v in previous.items()})
    ids = [found.id for found in kept.values()]
    assert len(ids) == len(set(ids))


def test_an_id_that_something_else_carries_is_not_given_again() -> None:
    given = keep_ids({"ev_x": ["a"]}, {}, taken={"ev_x"})
    assert given["ev_x"].id != "ev_x"
    assert keep_ids({"ev_x": ["a"]}, {})["ev_x"].id == "ev_x"
