"""Rows by a value of theirs, read when somebody asks for them: of a large case mostly few are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, Generic, TypeVar

from consilience.model.held import Held
from consilience.model.rows import Row

R = TypeVar("R", bound=Row)

_MANY: Final = 200
"""Questions that together cost about what a table of a large case does."""
_MOST: Final = 0.3
"""Share of a table from which on reading all of it costs less."""


class Asked(Generic[R]):
    """The rows of one kind that were asked for so far, and all others when they are."""

    __slots__ = ("_field", "_found", "_held", "_kind", "_questions", "_whole")

    def __init__(self, held: Held, kind: type[R], field: str = "id") -> None:
        """Read rows of *kind* from *held* as they are asked for by *field*."""
        self._held, self._kind, self._field = held, kind, field
        self._found: dict[str, Sequence[R]] = {}
        self._questions = 0
        self._whole = False  # all are read

    def of(self, value: str) -> Sequence[R]:
        """Return the rows whose field is *value*, in the order of their ids."""
        if value not in self._found:
            self.read((value,))
        return self._found[value]

    def get(self, value: str) -> R | None:
        """Return the row whose field is *value*, ``None`` where there is none."""
        found = self.of(value)
        return found[0] if found else None

    def __getitem__(self, value: str) -> R:
        """Return the row whose field is *value*.

        Raises:
            KeyError: there is none.

        """
        found = self.of(value)
        if not found:
            raise KeyError(value)
        return found[0]

    def read(self, values: Iterable[str]) -> None:
        """Read the rows of *values* in one go, for who is about to ask for each."""
        new = {value for value in values if value not in self._found}
        if not new:
            return
        self._found.update(dict.fromkeys(new, ()))
        if self._whole:
            return
        self._questions += 1
        self._whole = self._questions > _MANY or len(new) > _MOST * self._held.size(self._kind)
        held, kind, field = self._held, self._kind, self._field
        rows: dict[str, list[R]] = defaultdict(list)
        for row in held.of(kind) if self._whole else held.where(kind, field, new):
            rows[getattr(row, field)].append(row)
        self._found.update(rows)
