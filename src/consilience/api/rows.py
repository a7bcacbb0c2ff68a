"""Rows of a case as Python sees them: typed, iterable, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from consilience.errors import InputError, SettingsError
from consilience.model.rows import Row, field_names, to_json
from consilience.model.source import RowSource
from consilience.outputs.listing import Cell, Listing

if TYPE_CHECKING:  # both are optional; only the types are needed here
    import pandas as pd
    import pyarrow as pa

R = TypeVar("R", bound=Row)
Value: TypeAlias = "str | int | float | bool | None"


class Rows(Generic[R]):
    """The rows of one table, in the order of their ids; every loop reads them anew."""

    def __init__(self, record: RowSource, kind: type[R], equal: dict[str, Value]) -> None:
        self._record = record
        self._kind = kind
        self._equal = equal

    def __iter__(self) -> Iterator[R]:
        """Yield the rows."""
        yield from self._record.rows(self._kind, **self._equal)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)

    def __getitem__(self, row_id: str) -> R:
        """Return the row with this id, or that once had it.

        Raises:
            InputError: there is none.

        """
        row = self._record.get(self._kind, row_id)
        if row is None:
            raise InputError(f"there is no {row_id!r} in the table {self._kind.table}")
        return row

    def __repr__(self) -> str:
        """Return the name of the table and how many rows it has."""
        return f"<{len(self):,} {self._kind.table}>"

    def where(self, **equal: Value) -> Rows[R]:
        """Return only the rows whose fields equal these values.

        Raises:
            SettingsError: the table has no such field.

        """
        unknown = sorted(set(equal) - set(field_names(self._kind)))
        if unknown:
            allowed = ", ".join(field_names(self._kind))
            raise SettingsError(
                f"{self._kind.table} has no field {unknown[0]!r}", hint=f"choose from {allowed}"
            )
        return Rows(self._record, self._kind, {**self._equal, **equal})

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame; spans and other nested values as dictionaries.

        Raises:
            SettingsError: pandas is not installed.

        """
        return _frame([to_json(row) for row in self], field_names(self._kind))

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table; spans and other nested values as structs.

        Raises:
            SettingsError: pyarrow is not installed.

        """
        return _arrow([to_json(row) for row in self])


class Table:
    """A list with names in place of ids, as the command line shows it."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self._listing.columns)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        """Yield each line as a dictionary."""
        return iter(self._listing.records())

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self._listing.rows)

    def __repr__(self) -> str:
        """Return the name of the list and how many lines it has."""
        return f"<{len(self):,} {self._listing.name}>"

    def to_pandas(self) -> pd.DataFrame:
        """Return the lines as a data frame.

        Raises:
            SettingsError: pandas is not installed.

        """
        return _frame(self._listing.records(), self.columns)

    def to_arrow(self) -> pa.Table:
        """Return the lines as an Arrow table.

        Raises:
            SettingsError: pyarrow is not installed.

        """
        return _arrow(self._listing.records())


def _frame(records: Sequence[Any], columns: Sequence[str]) -> pd.DataFrame:
    try:
        import pandas
    except ImportError as error:
        raise _missing("pandas", "pandas") from error
    return pandas.DataFrame.from_records(records, columns=list(columns))


def _arrow(records: list[Any]) -> pa.Table:
    try:
        import pyarrow
    except ImportError as error:
        raise _missing("pyarrow", "arrow") from error
    return pyarrow.Table.from_pylist(records)


def _missing(library: str, extra: str) -> SettingsError:
    return SettingsError(f"{library} is not installed", hint=f"pip install 'consilience[{extra}]'")
