"""The engine gives results in order, whatever the number of processes."""

import os
from collections.abc import Iterator

import pytest

from consilience.engines.local import LocalEngine
from consilience.errors import ConsilienceError


def square(number: int) -> int:
    return number * number


def die(number: int) -> int:
    os._exit(number)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    with LocalEngine(jobs=jobs) as engine:
        assert list(engine.map(square, range(40))) == [n * n for n in range(40)]


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    with LocalEngine(jobs=2) as engine:
        results = engine.map(square, tasks())
        next(results)
        assert len(taken) < 20


def own_process() -> int:
    os.environ["PREPARED_IN"] = str(os.getpid())
    return os.getpid()


def is_prepared(number: int) -> bool:
    return os.environ.get("PREPARED_IN") == str(os.getpid())


def test_the_first_task_goes_to_the_process_that_prepared_itself() -> None:
    with LocalEngine(jobs=2) as engine:
        engine.prepare(own_process)
        assert list(engine.map(is_prepared, [1])) == [True]


def test_with_one_job_nothing_is_prepared() -> None:
    with LocalEngine(jobs=1) as engine:
        engine.prepare(own_process)
        assert not engine.is_prepared
        assert not is_prepared(1)


def test_a_killed_process_is_an_error_with_a_hint() -> None:
    with LocalEngine(jobs=2) as engine, pytest.raises(ConsilienceError) as caught:
        list(engine.map(die, [3, 3]))
    assert caught.value.hint is not None
    assert "--jobs 1" in caught.value.hint
