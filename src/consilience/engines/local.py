"""Run work over the processes of this machine, in order and with bounded memory."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Final, Self, TypeVar

from consilience.engines.apart import ApartProcess
from consilience.errors import ConsilienceError

A = TypeVar("A")
B = TypeVar("B")

AHEAD: Final = 3
"""Tasks a process that are handed out before their results are taken: enough to keep it busy."""


class LocalEngine:
    """A pool of processes; with one job, the process that asks does the work itself.

    What may never come back is done by another process even then (`apart`).

    Processes are spawned, not forked: nothing of the parent (open files, threads) leaks into them.
    They start when the first task is handed out and stay until the engine is closed.
    """

    def __init__(self, *, jobs: int) -> None:
        self.jobs = max(1, jobs)
        self._pool: ProcessPoolExecutor | None = None
        self._prepared: Future[None] | None = None
        self._apart = ApartProcess()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._apart.close()
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)

    def prepare(self, work: Callable[[], object]) -> None:
        """Let a process begin with *work*, such as loading a model, while this one goes on.

        With one job there is no other process, and nothing is done.
        """
        if self.jobs > 1 and self._prepared is None:
            self._prepared = self._started().submit(_run_and_forget, work)

    @property
    def is_prepared(self) -> bool:
        """Whether a process has been told to prepare itself."""
        return self._prepared is not None

    def map(
        self,
        work: Callable[[A], B],
        tasks: Iterable[A],
        *,
        alone: bool = False,
        lost: Callable[[A], B] | None = None,
        apart: Callable[[A], bool] | None = None,
    ) -> Iterator[B]:
        """Yield ``work(task)`` for each of *tasks*, in their order.

        Args:
            work: A function of a module, so that a process can find it.
            tasks: Taken as they are needed, a few ahead.
            alone: Do it in this process: there is too little of it to start others.
            lost: Gives the result of a task over which its process came to its end.
            apart: Tells which tasks another process does even with one job; *lost* is given then.

        Raises:
            ConsilienceError: a process was killed, for want of memory say, and *lost* is not given.
        """
        if self.jobs == 1 or alone:
            for task in tasks:
                if lost is not None and apart is not None and apart(task):
                    yield self._apart.run(work, task, lost=lost)
                else:
                    yield work(task)
            self._apart.close()  # it would wait for nothing
            return
        waiting: deque[tuple[A, Future[B]]] = deque()
        self._wait_for_prepared()  # or else a further process would start beside it
        for task in tasks:
            waiting.append((task, self._submitted(work, task)))
            if len(waiting) >= AHEAD * self.jobs:
                yield self._result(work, *waiting.popleft(), lost)
        while waiting:
            yield self._result(work, *waiting.popleft(), lost)

    def _wait_for_prepared(self) -> None:
        if self._prepared is not None:
            try:
                self._prepared.result()
            except BrokenProcessPool:  # killed while it began: others take the tasks
                self._pool = None

    def _submitted(self, work: Callable[[A], B], task: A) -> Future[B]:
        try:
            return self._started().submit(work, task)
        except BrokenProcessPool:  # over an earlier task; this one goes to new processes
            self._pool = None
            return self._started().submit(work, task)

    def _result(
        self,
        work: Callable[[A], B],
        task: A,
        future: Future[B],
        lost: Callable[[A], B] | None,
    ) -> B:
        """Return the result of *task*, asked for again alone where the processes were stopped.

        All tasks that were handed out fail together; only the one that stopped them fails alone.
        """
        try:
            return future.result()
        except BrokenProcessPool as error:
            self._pool = None
            if lost is None:
                raise ConsilienceError(
                    "a working process was stopped from outside",
                    hint="too little memory? try again with --jobs 1; what is done is kept",
                ) from error
        try:
            return self._started().submit(work, task).result()
        except BrokenProcessPool:
            self._pool = None
        try:
            self._started().submit(abs, 0).result()
        except BrokenProcessPool as error:  # not the task's fault
            raise ConsilienceError(
                "no working process can be started",
                hint='in a script, several jobs need: if __name__ == "__main__":',
            ) from error
        return lost(task)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                max_workers=self.jobs,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_end_with_parent,
            )
        return self._pool


def _end_with_parent() -> None:
    """Let this process end when the one that started it does, even if that one was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_end, args=(parent.join,), daemon=True).start()


def _wait_and_end(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)


def _run_and_forget(work: Callable[[], object]) -> None:
    work()
