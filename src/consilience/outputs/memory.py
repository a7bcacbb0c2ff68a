"""A record held in memory: the rows of one run, read as a case file is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from consilience.errors import EvidenceError
from consilience.model.documents import Document, Text
from consilience.model.rows import Row

R = TypeVar("R", bound=Row)


class MemoryRecord:
    """A `RowSource` over rows that were made in this process."""

    def __init__(self, rows: Iterable[Row]) -> None:
        found: dict[type[Row], dict[str, Row]] = defaultdict(dict)
        for row in rows:
            found[type(row)][row.id] = row
        self._rows = {kind: dict(sorted(table.items())) for kind, table in found.items()}
        self._heirs = {
            (kind, older): row
            for kind, table in self._rows.items()
            for row in table.values()
            for older in getattr(row, "previous_ids", ())
        }

    def rows(self, kind: type[R], /, **equal: str | int | float | bool | None) -> Iterator[R]:
        """Yield the rows of *kind* in the order of their ids, only those whose fields *equal*."""
        for row in self._rows.get(kind, {}).values():
            if all(getattr(row, name) == value for name, value in equal.items()):
                yield row  # type: ignore[misc]  # keyed by its own class

    def get(self, kind: type[R], row_id: str) -> R | None:
        """Return the row of *kind* with this id (or that once had it), if there is one."""
        table = self._rows.get(kind, {})
        # The tables are keyed by the class of their rows, which a type checker cannot see.
        return table.get(row_id) or self._heirs.get((kind, row_id))  # type: ignore[return-value]

    def find(self, row_id: str) -> Row | None:
        """Return the row with this id, of whatever kind, if there is one."""
        # A text shares the id of its document; the document is the one that people ask for.
        kinds = sorted(self._rows, key=lambda kind: (kind is Text, kind is not Document))
        found = (self.get(kind, row_id) for kind in kinds)
        return next((row for row in found if row is not None), None)

    def text(self, document: str) -> str:
        """Return the frozen text of *document*.

        Raises:
            EvidenceError: there is no such document.

        """
        text = self.get(Text, document)
        if text is None:
            raise EvidenceError(f"there is no text of document {document}")
        return text.text
