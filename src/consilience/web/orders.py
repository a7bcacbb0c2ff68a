"""One build in a process of its own: what it is told to do, and what it tells while it does.

The process can be stopped at any moment: a build leaves a case that opens and can be finished.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, Literal

from consilience.errors import ConsilienceError
from consilience.workspace.build import BuildSummary, build_case

ADVANCE_EVERY: Final = 25
"""Steps that are told at once, so that telling costs nothing beside the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A build that somebody asked for."""

    case: Path
    who: str
    reports: tuple[Path, ...] = ()  # none: the case is brought up to date
    scratch: Path | None = None  # folder of uploaded reports, removed when they are in the case
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A step begins."""

    step: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced:
    """So many more of the step are done."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A step is done."""

    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The build is over."""

    outcome: Literal["done", "failed"]
    line: str
    hint: str | None = None


News = Started | Advanced | Finished | Ended


class Telling:
    """Progress that is sent to the workbench; raises when nobody is there any more."""

    def __init__(self, sender: Connection) -> None:
        self._sender = sender
        self._waiting = 0

    def start(self, step: str, total: int) -> None:
        """Tell that a step begins."""
        self._sender.send(Started(step=step, total=total))

    def advance(self, count: int = 1) -> None:
        """Tell of progress, now and then."""
        self._waiting += count
        if self._waiting >= ADVANCE_EVERY:
            self._flush()

    def finish(self, line: str) -> None:
        """Tell what came of the step."""
        self._flush()
        self._sender.send(Finished(line=line))

    def _flush(self) -> None:
        if self._waiting:
            self._sender.send(Advanced(count=self._waiting))
            self._waiting = 0


def carry_out(order: Order, sender: Connection) -> None:
    """Build what *order* says and tell of it through *sender*; the target of a process."""
    if hasattr(os, "setsid"):
        os.setsid()  # a group of its own: its helpers are stopped with it
    try:
        sender.send(_built(order, Telling(sender)))
    except OSError:
        return  # the workbench is gone; what is done is kept
    finally:
        if order.scratch is not None:
            shutil.rmtree(order.scratch, ignore_errors=True)


def _built(order: Order, progress: Telling) -> Ended:
    try:
        summary = build_case(order.reports, case=order.case, jobs=order.jobs, progress=progress)
    except ConsilienceError as error:
        return Ended(outcome="failed", line=error.message, hint=error.hint)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the top of this process: it must tell somebody
        return Ended(outcome="failed", line=f"unexpected {type(error).__name__}: {error}")
    return Ended(outcome="done", line=_told(summary))


def _told(summary: BuildSummary) -> str:
    return (
        f"{summary.read:,} read, {summary.known:,} known already, {summary.documents:,} documents "
        f"in the case, {summary.skipped:,} skipped"
    )
