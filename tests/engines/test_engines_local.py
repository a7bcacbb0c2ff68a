"""The engine gives results in order, whatever the number of processes."""

import gc
import os
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from functools import partial
from itertools import repeat
from pathlib import Path

import pytest

from consilience.engines.limits import _swallows, within_limit
from consilience.engines.local import LocalEngine
from consilience.errors import ConsilienceError, OutOfTimeError


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


def test_a_process_that_is_killed_while_it_prepares_itself_is_replaced() -> None:
    with LocalEngine(jobs=2) as engine:
        engine.prepare(partial(os._exit, 3))
        assert list(engine.map(square, range(3))) == [0, 1, 4]


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


def lose_itself(number: int) -> int:
    """Never come back from a loop in C, over the number 7, where no handler of Python is asked."""
    if number == 7:
        within_limit(lambda: deque(repeat(number), maxlen=0), seconds=0.5)
    return number * number


def lost(number: int) -> int:
    return -number


def test_a_task_that_cannot_be_interrupted_loses_its_process_and_no_other_task() -> None:
    with LocalEngine(jobs=2) as engine:
        found = list(engine.map(lose_itself, range(12), lost=lost))
        assert found == [-7 if number == 7 else number * number for number in range(12)]
        assert list(engine.map(square, range(3))) == [0, 1, 4]


def is_odd(number: int) -> bool:
    return number % 2 == 1


def whose(number: int) -> int:
    return os.getpid()


def test_with_one_job_what_may_never_come_back_is_done_by_one_other_process() -> None:
    with LocalEngine(jobs=1) as engine:
        own, other, again = engine.map(whose, [0, 1, 3], lost=lost, apart=is_odd)
        assert own == os.getpid()
        assert other == again != own


def test_with_one_job_a_task_that_ends_its_process_is_lost_alone() -> None:
    with LocalEngine(jobs=1) as engine:
        found = list(engine.map(lose_itself, range(5, 12), lost=lost, apart=is_odd))
        assert found == [-7 if number == 7 else number * number for number in range(5, 12)]


def refuse(number: int) -> int:
    print("what libraries print goes elsewhere")
    raise ConsilienceError(f"no {number}")


def test_an_error_in_the_other_process_is_raised_where_it_was_asked_for() -> None:
    with LocalEngine(jobs=1) as engine, pytest.raises(ConsilienceError, match="no 1"):
        list(engine.map(refuse, [1], lost=lost, apart=is_odd))


def test_with_one_job_work_is_done_here_where_no_process_can_be_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with LocalEngine(jobs=1) as engine:
        assert list(engine.map(whose, [1], lost=lost, apart=is_odd)) == [os.getpid()]


def spin() -> None:
    while True:
        pass


def test_work_in_python_is_interrupted_by_its_processor_time_and_sleep_is_not() -> None:
    handler = signal.getsignal(signal.SIGPROF)
    with pytest.raises(OutOfTimeError):
        within_limit(spin, seconds=0.1)
    with pytest.raises(OutOfTimeError):
        within_limit(lambda: re.match("(?:a|aa)+$", "a" * 80 + "b"), seconds=0.1)
    assert within_limit(lambda: threading.Event().wait(0.3), seconds=0.1) is False
    assert signal.getsignal(signal.SIGPROF) == handler
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


class Dropped:
    def __del__(self) -> None:
        self.held = _swallows(sys._getframe())


def test_nothing_is_raised_where_the_collector_would_swallow_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[bool] = []

    def watching(phase: str, info: dict[str, int]) -> None:
        seen.append(_swallows(sys._getframe()))

    monkeypatch.setattr(gc, "callbacks", [watching])
    watching("start", {})
    dropped = Dropped()
    dropped.__del__()
    assert (seen, dropped.held, _swallows(sys._getframe())) == ([True], True, False)


KILLED = """
import os, signal
from consilience.engines.local import LocalEngine
engine = LocalEngine(jobs=2)
print(len(list(engine.map(abs, range(4)))), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_working_processes_end_with_a_killed_parent() -> None:
    # They hold the other end of the pipe: one that stays keeps `run` from coming back.
    ran = subprocess.run(
        [sys.executable, "-c", KILLED], stdout=subprocess.PIPE, check=False, timeout=300
    )
    assert (ran.stdout, ran.returncode) == (b"4\n", -signal.SIGKILL)


UNGUARDED = """
from consilience.engines.local import LocalEngine
with LocalEngine(jobs=2) as engine:
    print(list(engine.map(abs, [-1, -2], lost=str)))
"""


def test_where_no_process_starts_no_task_is_blamed(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(UNGUARDED)
    ran = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=300
    )
    assert ran.stdout == ""
    assert "no working process can be started" in ran.stderr
