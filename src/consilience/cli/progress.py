"""A build's progress: a bar on a terminal, and one line for each step that is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from consilience.outputs.printable import printable


class Lines:
    """Prints the line of each finished step, for logs and pipes."""

    def start(self, step: str, total: int) -> None:
        """A step begins: nothing is printed until it is done."""

    def advance(self, count: int = 1) -> None:
        """So many more are done: nothing is printed."""

    def finish(self, line: str) -> None:
        """Print what came of the step."""
        click.echo(printable(line), err=True)


class Bar:
    """Draws a bar for the step that runs."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def start(self, step: str, total: int) -> None:
        """Begin the bar of *step*."""
        short = step if len(step) <= 30 else step[:29] + "…"
        self._task = self._bar.add_task(short, total=total)

    def advance(self, count: int = 1) -> None:
        """Let the bar grow."""
        if self._task is not None:
            self._bar.advance(self._task, count)

    def finish(self, line: str) -> None:
        """Take the bar away and print what came of the step."""
        if self._task is not None:
            self._bar.remove_task(self._task)
            self._bar.refresh()
            self._task = None
        self._bar.console.print(printable(line), markup=False, highlight=False)


@contextmanager
def show_progress() -> Iterator[Bar | Lines]:
    """Yield what a build tells its progress to."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar)
