"""How long may one piece of work take?

Counted in processor seconds of the process that does it, never by the clock: a busy machine cuts
nothing short, and the same work is stopped, or not, wherever it runs.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Final, TypeVar

from consilience.errors import OutOfTimeError

T = TypeVar("T")

APART: Final = "CONSILIENCE_APART"
"""Set in the environment of a process that may be ended over its work (`ApartProcess`)."""
AGAIN_S: Final = 1.0
"""Processor seconds after which work that swallowed the first interruption meets the next; long
beside anything that has to happen in between."""


def within_limit(work: Callable[[], T], *, seconds: float) -> T:
    """Return what *work* returns, and stop it after *seconds* of processor time.

    Python code and regular expressions are interrupted. A library that is lost in code of its own
    cannot be: a process that was started for such work is therefore ended by the system at twice
    the time, and `LocalEngine.map` starts another one. Where the system has no such timers, or
    another thread than the first asks, there is no limit.

    Raises:
        OutOfTimeError: the time is over.
    """
    if not hasattr(signal, "setitimer") or (
        threading.current_thread() is not threading.main_thread()
    ):
        return work()
    before = signal.signal(signal.SIGPROF, _stop)
    try:
        return _watched(work, seconds)
    except OutOfTimeError:
        _rest()  # once more: the interruption may have come in the middle of the first time
        raise
    finally:
        signal.signal(signal.SIGPROF, before)


def _watched(work: Callable[[], T], seconds: float) -> T:
    try:
        if multiprocessing.parent_process() is not None or APART in os.environ:
            signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_VIRTUAL, 2 * seconds)
        # Again and again: a library may swallow what is raised inside of it.
        signal.setitimer(signal.ITIMER_PROF, seconds, max(seconds / 10, AGAIN_S))
        return work()
    finally:
        _rest()


def _rest() -> None:
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _stop(number: int, frame: FrameType | None) -> None:
    if not _swallows(frame):
        raise OutOfTimeError("the processor time that this work may take is over")


def _swallows(frame: FrameType | None) -> bool:
    """Tell whether *frame* is work of the collector, out of which no error ever comes."""
    callbacks = {getattr(callback, "__code__", None) for callback in gc.callbacks}
    while frame is not None:
        if frame.f_code in callbacks or frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False
