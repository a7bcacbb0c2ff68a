"""How long may one piece of work take?

Counted in processor seconds of the process that does it, never by the clock: a busy machine cuts
nothing short, and the same work is stopped, or not, wherever it runs.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from consilience.errors import OutOfTimeError


@contextmanager
def processor_limit(seconds: float) -> Iterator[None]:
    """Stop the work inside after *seconds* of processor time.

    Python code and regular expressions are interrupted. A library that is lost in code of its own
    cannot be: a process of a pool is therefore ended by the system at twice the time, and
    `LocalEngine.map` starts another one. Where the system has no such timers, or another thread
    than the first asks, there is no limit.

    Raises:
        OutOfTimeError: the time is over.
    """
    if not hasattr(signal, "setitimer") or (
        threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    if multiprocessing.parent_process() is not None:
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_VIRTUAL, 2 * seconds)
    # Again and again: a library may swallow what is raised inside of it.
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds / 10)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise OutOfTimeError("the processor time that this work may take is over")
