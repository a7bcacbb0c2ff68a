"""One process of its own for work that may never come back, where only one job is asked for.

A pool of `multiprocessing` runs the caller's main module again, which a script without a guard does
not bear. This process runs nothing but what it is handed: work and task go in, what came of it
comes out.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import IO, Final, TypeVar

from consilience.engines.limits import APART

A = TypeVar("A")
B = TypeVar("B")

_READY: Final = b"ready\n"
_START: Final = (
    "import sys; sys.path[:] = {path!r}; from consilience.engines.apart import serve; serve()"
)


class ApartProcess:
    """A process that does one task after the other; another one takes its place when it ends."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, work: Callable[[A], B], task: A, *, lost: Callable[[A], B]) -> B:
        """Return ``work(task)``, done in the other process, or ``lost(task)`` if it ends over it.

        Where no process can be started, this one does the work.
        """
        fresh = self._process is None
        process = self._started()
        if process is None:
            return work(task)
        try:
            _send(_pipe(process.stdin), (work, task))
            done, value = pickle.load(_pipe(process.stdout))  # noqa: S301 - from our own process
        except (EOFError, OSError, pickle.UnpicklingError):
            self.close()
            # It may have been ended from outside, or for what an earlier task left behind.
            return lost(task) if fresh else self.run(work, task, lost=lost)
        if not done:
            raise value
        result: B = value
        return result

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _started(self) -> subprocess.Popen[bytes] | None:
        if self._process is not None:
            return self._process
        code = _START.format(path=sys.path)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and words
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, APART: "1"},
            )
        except OSError:
            return None
        if _pipe(self._process.stdout).readline() != _READY:
            self.close()
        return self._process


def serve() -> None:
    """Do what is asked on standard input until it ends; what libraries print goes to the errors."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked decides
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    told.write(_READY)
    told.flush()
    while True:
        try:
            work, task = pickle.load(asked)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        try:
            answer = True, work(task)
        except Exception as error:  # noqa: BLE001 - it is raised where it was asked for
            answer = False, error
        _send(told, answer)


def _send(stream: IO[bytes], value: object) -> None:
    pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise EOFError
    return stream
