"""How a long piece of work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of every step of a build; the command line draws it, a server may pass it on."""

    def start(self, step: str, total: int) -> None:
        """A step begins; *total* is how many times `advance` will be told one."""
        ...

    def advance(self, count: int = 1) -> None:
        """So many more are done."""
        ...

    def finish(self, line: str) -> None:
        """The step is done; *line* says what came of it."""
        ...


class Silent:
    """Progress that nobody looks at."""

    def start(self, step: str, total: int) -> None:
        """Take note of nothing."""

    def advance(self, count: int = 1) -> None:
        """Take note of nothing."""

    def finish(self, line: str) -> None:
        """Take note of nothing."""
