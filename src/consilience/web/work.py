"""Long work in the background: at most one build at a time, with progress, and it can be stopped.

The build runs in a process of its own, so that pages stay quick and a killed build harms nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import threading
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, Literal

from consilience.errors import CaseBusyError
from consilience.web.orders import Advanced, Ended, Finished, News, Order, Started, carry_out

Outcome = Literal["done", "failed", "stopped"]

_PATIENCE_SECONDS: Final = 5.0
_LINES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a build is; what the page and the JSON interface show."""

    who: str = ""
    running: bool = False
    step: str = ""
    total: int = 0
    done: int = 0
    lines: tuple[str, ...] = ()  # of the steps that are done
    outcome: Outcome | None = None
    told: str = ""  # how it ended
    hint: str | None = None

    def after(self, news: News) -> Progress:
        """Return the progress once *news* has come."""
        match news:
            case Started(step=step, total=total):
                return replace(self, step=step, total=total, done=0)
            case Advanced(count=count):
                return replace(self, done=min(self.done + count, self.total))
            case Finished(line=line):
                return replace(self, lines=(*self.lines, line)[-_LINES:])
            case Ended(outcome=outcome, line=line, hint=hint):
                return replace(self, running=False, outcome=outcome, told=line, hint=hint)


class Work:
    """The build that runs, or ran last, in the background of one workbench."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._progress = Progress()
        self._process: BaseProcess | None = None
        self._order: Order | None = None

    @property
    def progress(self) -> Progress:
        """How far the build is."""
        with self._lock:
            return self._progress

    def start(self, order: Order) -> None:
        """Begin the build that *order* asks for.

        Raises:
            CaseBusyError: one is running already.
        """
        context = multiprocessing.get_context("spawn")
        with self._lock:
            if self._progress.running:
                raise CaseBusyError(
                    f"{self._progress.who} is building this case already",
                    hint="wait for it, or stop it first",
                )
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=carry_out, args=(order, sender), name="build")
            process.start()
            sender.close()
            self._progress = Progress(who=order.who, running=True, step="start")
            self._order, self._process = order, process
        threading.Thread(target=self._listen, args=(process, receiver), daemon=True).start()

    def stop(self) -> None:
        """Stop the build that runs, if one does; what it has done so far stays in the case."""
        with self._lock:
            process, running = self._process, self._progress.running
            if running:
                self._progress = replace(
                    self._progress, running=False, outcome="stopped", told="stopped"
                )
        if process is not None and running:
            _end(process)
            self._clean()

    def _listen(self, process: BaseProcess, receiver: Connection) -> None:
        with receiver:
            while True:
                try:
                    news: News = receiver.recv()
                except (EOFError, OSError):
                    break
                self._take(process, news)
        process.join()
        self._take(process, Ended(outcome="failed", line="the build was stopped from outside"))

    def _take(self, process: BaseProcess, news: News) -> None:
        with self._lock:
            if self._process is process and self._progress.running:
                self._progress = self._progress.after(news)

    def _clean(self) -> None:
        if self._order is not None and self._order.scratch is not None:
            shutil.rmtree(self._order.scratch, ignore_errors=True)


def _end(process: BaseProcess) -> None:
    """Stop *process* and the processes that it started."""
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        _signal(process, number)
        process.join(_PATIENCE_SECONDS)
        if not process.is_alive():
            break
    _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))  # helpers that it left behind


def _signal(process: BaseProcess, number: signal.Signals) -> None:
    if process.pid is None:
        return
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, number)
            return
    except ProcessLookupError:
        pass  # it is over, or has not yet made its group
    if process.is_alive():
        process.terminate()
