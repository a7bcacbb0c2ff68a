"""A record read under another policy: what figures come to, by other projects' habits.

The case stays as it was built. Findings are reconciled again out of the rows of the record, by the
same stage that made them, with another policy; every other row is the record's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from consilience.model.findings import Finding
from consilience.model.rows import Row
from consilience.model.scales import PolicyName
from consilience.model.source import RowSource
from consilience.model.tables import Tables
from consilience.pipeline.finding_stages import RECONCILE, reconcile_under

R = TypeVar("R", bound=Row)


class ReadUnderPolicy:
    """A record whose findings follow *policy*. Implements `consilience.model.source.RowSource`."""

    def __init__(self, record: RowSource, policy: PolicyName) -> None:
        self._record = record
        self._policy: PolicyName = policy

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        tables = Tables({kind: self._record.rows(kind) for kind in RECONCILE.readable})
        made = reconcile_under(tables, policy=self._policy)
        return {row.id: row for row in sorted(made, key=lambda row: row.id)}

    def rows(self, kind: type[R], /, **equal: str | int | float | bool | None) -> Iterator[R]:
        """Yield the rows of *kind* in the order of their ids, only those whose fields *equal*."""
        if kind is not Finding:
            yield from self._record.rows(kind, **equal)
            return
        for row in self._findings.values():
            if all(getattr(row, name) == value for name, value in equal.items()):
                yield row  # type: ignore[misc]  # kind is Finding

    def get(self, kind: type[R], row_id: str) -> R | None:
        """Return the row of *kind* with this id (or that once had it), if there is one."""
        if kind is Finding:
            return self._findings.get(row_id)  # type: ignore[return-value]  # as above
        return self._record.get(kind, row_id)

    def find(self, row_id: str) -> Row | None:
        """Return the row with this id, of whatever kind, if there is one."""
        if row_id.startswith(f"{Finding.prefix}_"):
            return self._findings.get(row_id)
        return self._record.find(row_id)

    def text(self, document: str) -> str:
        """Return the frozen text of *document*."""
        return self._record.text(document)


def read_under(record: RowSource, policy: PolicyName | None) -> RowSource:
    """Return *record* as *policy* reads it; as it was built where none is named."""
    return record if policy is None else ReadUnderPolicy(record, policy)
