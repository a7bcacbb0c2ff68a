"""The gate of the evaluations."""

from evals.floors import (
    Figure,
    falls_below,
    load_floors,
    lowered_without_reason,
    may_rise,
    raise_floor,
    rounded,
)


def figure(value: float | None, path: str = "f1") -> Figure:
    return Figure(size="full", folder="a/b", path=path, value=value)


def floors(floor: float, highest: float, **more: str) -> dict:
    return {"full": {"a/b": {"f1": {"floor": floor, "highest": highest, **more}}}}


def test_a_score_below_its_floor_is_seen() -> None:
    assert falls_below(floors(0.8, 0.8), figure(0.79))
    assert not falls_below(floors(0.8, 0.8), figure(0.8))


def test_an_error_above_its_floor_is_seen() -> None:
    assert falls_below(floors(0.2, 0.2), figure(0.21, "-f1"))
    assert not falls_below(floors(0.2, 0.2), figure(0.1, "-f1"))


def test_a_figure_without_a_floor_falls_below_nothing_and_may_rise() -> None:
    assert not falls_below({}, figure(0.1))
    assert may_rise({}, figure(0.1))


def test_a_figure_that_is_no_longer_given_is_below_its_floor() -> None:
    assert falls_below(floors(0.8, 0.8), figure(None))
    assert not falls_below({}, figure(None))
    assert not may_rise({}, figure(None))


def test_raising_lifts_the_floor_to_what_is_surely_reached() -> None:
    held = floors(0.8, 0.8)
    raise_floor(held, figure(0.83461))
    assert held == floors(0.834, 0.834)
    assert not falls_below(held, figure(0.83461))


def test_raising_never_lowers() -> None:
    held = floors(0.8, 0.8)
    raise_floor(held, figure(0.7))
    assert held == floors(0.8, 0.8)


def test_a_lower_error_is_a_higher_floor() -> None:
    held = floors(0.2, 0.2)
    raise_floor(held, figure(0.1501, "-f1"))
    assert held == floors(0.151, 0.151)


def test_a_floor_that_was_lowered_needs_a_reason() -> None:
    assert list(lowered_without_reason(floors(0.7, 0.8))) == [
        "full a/b f1: floor 0.7 but once 0.8, and no reason"
    ]
    assert not list(lowered_without_reason(floors(0.7, 0.8, reason="the scorer was wrong")))


def test_a_floor_that_rises_half_way_keeps_its_reason() -> None:
    held = floors(0.7, 0.8, reason="the scorer was wrong")
    raise_floor(held, figure(0.75))
    assert held == floors(0.75, 0.8, reason="the scorer was wrong")


def test_rounding_holds_to_the_careful_side() -> None:
    assert rounded(figure(0.8349)) == 0.834
    assert rounded(figure(0.8341, "-f1")) == 0.835
    assert rounded(figure(0.29)) == 0.29


def test_the_floors_of_the_project_are_well_formed() -> None:
    held = load_floors()
    assert set(held) <= {"full", "quick"}
    assert not list(lowered_without_reason(held))
