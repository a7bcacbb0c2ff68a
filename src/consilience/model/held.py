"""Rows that are held somewhere: in memory, or in a case that is read when a row is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from consilience.model.rows import DocumentRow, Row

R = TypeVar("R", bound=Row)


class Held(Protocol):
    """Whole tables, and parts of them."""

    def of(self, kind: type[R], /) -> tuple[R, ...]:
        """Return all rows of *kind*; an empty tuple where there are none."""
        ...

    def where(self, kind: type[R], field: str, values: AbstractSet[str], /) -> tuple[R, ...]:
        """Return the rows of *kind* whose *field* is one of *values*, in the order of `of`."""
        ...

    def columns(self, kind: type[Row], fields: Sequence[str], /) -> Iterable[tuple[Any, ...]]:
        """Return the values of *fields* of each row of *kind*, in the order of `of`."""
        ...

    def counts(self, kind: type[Row], fields: Sequence[str], /) -> Mapping[tuple[Any, ...], int]:
        """Return how many rows of *kind* there are for each combination of values of *fields*."""
        ...

    def size(self, kind: type[Row], /) -> int:
        """Return how many rows of *kind* there are."""
        ...


class HeldRows:
    """Rows in memory, by kind."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Mapping[type[Row], Iterable[Row]]) -> None:
        self._rows = {kind: tuple(found) for kind, found in rows.items()}

    def of(self, kind: type[R], /) -> tuple[R, ...]:
        """Return all rows of *kind*; an empty tuple where there are none."""
        return self._rows.get(kind, ())  # type: ignore[return-value]  # keyed by its own class

    def where(self, kind: type[R], field: str, values: AbstractSet[str], /) -> tuple[R, ...]:
        """Return the rows of *kind* whose *field* is one of *values*, in the order of `of`."""
        return rows_where(self.of(kind), field, values)

    def columns(self, kind: type[Row], fields: Sequence[str], /) -> Iterable[tuple[Any, ...]]:
        """Return the values of *fields* of each row of *kind*, in the order of `of`."""
        return columns_of(self.of(kind), fields)

    def counts(self, kind: type[Row], fields: Sequence[str], /) -> Mapping[tuple[Any, ...], int]:
        """Return how many rows of *kind* there are for each combination of values of *fields*."""
        return Counter(columns_of(self.of(kind), fields))

    def size(self, kind: type[Row], /) -> int:
        """Return how many rows of *kind* there are."""
        return len(self.of(kind))


def rows_where(rows: Iterable[R], field: str, values: AbstractSet[str]) -> tuple[R, ...]:
    """Return those of *rows* whose *field* is one of *values*, in their order."""
    return tuple(row for row in rows if getattr(row, field) in values)


def columns_of(rows: Sequence[Row], fields: Iterable[str]) -> Iterable[tuple[Any, ...]]:
    """Return the values of *fields* of each of *rows*, in their order."""
    return zip(*(map(attrgetter(field), rows) for field in fields), strict=True)


def document_field(kind: type[Row]) -> str:
    """Return the field of *kind* that names the document; documents and texts are it."""
    return "document" if issubclass(kind, DocumentRow) else "id"


def split_by_document(
    tables: Iterable[tuple[type[Row], Iterable[Row]]],
) -> dict[str, dict[type[Row], list[Row]]]:
    """Return rows by the document that they belong to and by kind, in their order."""
    found: dict[str, dict[type[Row], list[Row]]] = {}
    for kind, rows in tables:
        field = document_field(kind)
        for row in rows:
            found.setdefault(getattr(row, field), {}).setdefault(kind, []).append(row)
    return found
