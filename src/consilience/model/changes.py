"""What differs from what a corpus stage saw when it last ran.

A stage that is told may make anew only what the differences can reach, and hand out again what it
made then. It must come to the very rows that it would make without being told.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

from consilience.model.held import Held
from consilience.model.rows import Row

R = TypeVar("R", bound=Row)

Change = tuple[Row | None, Row | None]
"""A row as it was and as it is; ``None`` where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """Says that what a stage made of one kind when it last ran stays, but for some of it.

    A stage that is told what differs yields it in the place of those rows. They are neither read
    nor compared nor written.
    """

    kind: type[Row]
    field: str  # of its rows
    but: AbstractSet[str]  # rows whose field is one of these are replaced by those that are yielded


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs in the tables that a stage reads, and what the stage made when it last ran."""

    documents: Mapping[type[Row], frozenset[str]]  # whose rows differ, by kind of row
    # ("" where rows of the kind belong to no document)
    fresh: frozenset[str]  # documents that were not there
    rows: Mapping[type[Row], tuple[Change, ...]]  # of the kinds that corpus stages write
    made: Held  # by the stage, when it last ran

    def within(self, *kinds: type[Row]) -> frozenset[str]:
        """Return the documents whose rows of one of *kinds* differ."""
        return frozenset().union(*(self.documents.get(kind, frozenset()) for kind in kinds))

    def kinds(self) -> set[type[Row]]:
        """Return the kinds of row that differ."""
        return {kind for kind, documents in self.documents.items() if documents}

    def of(self, kind: type[R]) -> tuple[tuple[R | None, R | None], ...]:
        """Return the rows of *kind*, which a corpus stage writes, as they were and as they are."""
        return self.rows.get(kind, ())  # type: ignore[return-value]  # keyed by its own class

    def before(self, kind: type[R]) -> tuple[R, ...]:
        """Return all that the stage made of *kind* when it last ran."""
        return self.made.of(kind)

    def ids(self, *kinds: type[Row]) -> set[str]:
        """Return the ids of the rows of *kinds* that differ, came, or went."""
        return {
            row.id
            for kind in kinds
            for change in self.rows.get(kind, ())
            for row in change
            if row is not None
        }
