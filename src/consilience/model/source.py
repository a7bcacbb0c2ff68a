"""How outputs and the command line read a record, whatever holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from consilience.model.rows import Row

R = TypeVar("R", bound=Row)


class RowSource(Protocol):
    """A record that can be read: a case file, or rows in memory."""

    def rows(self, kind: type[R], /, **equal: str | int | float | bool | None) -> Iterator[R]:
        """Yield the rows of *kind* in the order of their ids, only those whose fields *equal*."""
        ...

    def get(self, kind: type[R], row_id: str) -> R | None:
        """Return the row of *kind* with this id (or that once had it), if there is one."""
        ...

    def find(self, row_id: str) -> Row | None:
        """Return the row with this id, of whatever kind, if there is one."""
        ...

    def text(self, document: str) -> str:
        """Return the frozen text of *document*.

        Raises:
            EvidenceError: there is no such document.

        """
        ...
