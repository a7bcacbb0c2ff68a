"""How a row lies in SQLite: one column a field, plain values as they are, all else as JSON."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any, Final, TypeVar

import msgspec

from consilience.model.rows import (
    DocumentRow,
    Row,
    field_names,
    field_types,
    once_a_class,
    plain,
    references,
    without_none,
)

Value = str | int | float | bytes | None
R = TypeVar("R", bound=Row)

_RENAMED: Final = "previous_ids <> '[]'"
_MODULUS: Final = 1 << 256

_LOOKED_UP: Final = frozenset(
    {"entities", "events", "figure_sets", "lineages", "passages", "places", "statements"}
)
_SQL_TYPES: Final = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER", bytes: "BLOB"}


def create_table(kind: type[Row]) -> list[str]:
    """Return the statements that make the table of *kind* and its indexes."""
    columns = ", ".join(
        f'"{name}" {_sql_type(annotation)}' + (" PRIMARY KEY" if name == "id" else "")
        for name, annotation in field_types(kind).items()
    )
    made = [f'CREATE TABLE IF NOT EXISTS "{kind.table}" ({columns})']
    made.extend(
        f'CREATE INDEX IF NOT EXISTS "{kind.table}_{name}" ON "{kind.table}" ("{name}")'
        for name in indexed_fields(kind)
    )
    if has_earlier_ids(kind):
        made.append(
            f'CREATE INDEX IF NOT EXISTS "{kind.table}_renamed" ON "{kind.table}" (id)'
            f" WHERE {_RENAMED}"
        )
    return made


def has_earlier_ids(kind: type[Row]) -> bool:
    """Return whether a row of *kind* may have been known by other ids before."""
    return "previous_ids" in field_names(kind)


def where_once_called() -> str:
    """Return the condition that a row was once known by an id.

    Few things are ever known by another id: an index holds just these, so that looking for an id
    that nobody has does not read a whole table.
    """
    return f"{_RENAMED} AND EXISTS (SELECT 1 FROM json_each(previous_ids) WHERE value = ?)"


def indexed_fields(kind: type[Row]) -> list[str]:
    """Return the fields of *kind* that rows are looked up by: document, and what it is part of."""
    types = field_types(kind)
    found = {
        name
        for name, table in references(kind).items()
        if table in _LOOKED_UP and not _is_json(types[name])
    }
    if issubclass(kind, DocumentRow):
        found.add("document")
    return sorted(found)


def insert_into(kind: type[Row], *, verb: str = "INSERT OR REPLACE") -> str:
    """Return the statement that writes one row of *kind* from its values."""
    names = field_names(kind)
    columns = ", ".join(f'"{name}"' for name in names)
    return f'{verb} INTO "{kind.table}" ({columns}) VALUES ({", ".join("?" * len(names))})'


def select_from(kind: type[Row]) -> str:
    """Return the beginning of a statement that reads rows of *kind* in the order of its fields."""
    columns = ", ".join(f'"{name}"' for name in field_names(kind))
    return f'SELECT {columns} FROM "{kind.table}"'


def encode_row(row: Row) -> tuple[Value, ...]:
    """Return the values of *row* in the order of its fields."""
    return tuple(
        value if (value := getattr(row, name)) is None or encode is None else encode(value)
        for name, encode in _encoders(type(row))
    )


def decode_row(kind: type[R], values: Sequence[Any]) -> R:
    """Return the row of *kind* that *values*, in the order of its fields, stand for."""
    filled = list(values)
    for at, decode in _decoders(kind):
        if filled[at] is not None:
            filled[at] = decode(filled[at])
    row = kind.__new__(kind)
    # The slots are filled directly: a frozen dataclass' own __init__ takes four times as long, and
    # a build reads hundreds of thousands of rows.
    for fill, value in zip(_slots(kind), filled, strict=True):
        fill(row, value)
    return row


def decode_rows(kind: type[R], fetched: Sequence[Sequence[Any]]) -> list[R]:
    """Return the rows of *kind* that *fetched* stand for: many at once, column by column."""
    rows = list(map(kind.__new__, repeat(kind, len(fetched))))
    columns = decode_columns(kind, field_names(kind), fetched)
    for fill, values in zip(_slots(kind), columns, strict=True):
        # The loop over the rows is C's: a third faster than row by row.
        deque(map(fill, rows, values), maxlen=0)
    return rows


def decode_columns(
    kind: type[Row], fields: Sequence[str], fetched: Sequence[Sequence[Any]]
) -> Iterator[Sequence[Any]]:
    """Yield the values of each of *fields* of *kind*, over all rows that were *fetched*."""
    decoders, names = dict(_decoders(kind)), field_names(kind)
    columns = zip(*fetched, strict=True) if fetched else repeat((), len(fields))
    for field, column in zip(fields, columns, strict=True):
        decode = decoders.get(names.index(field))
        if decode is None:
            yield column
        else:
            yield [item if item is None else decode(item) for item in column]


def hash_row(values: Sequence[Value]) -> int:
    """Return a hash of one encoded row, to be summed up into the digest of a group."""
    line = msgspec.json.encode(values)
    return int.from_bytes(hashlib.sha256(line).digest(), "big")


def digest_rows(encoded: Iterable[Sequence[Value]]) -> str:
    """Return a hash of encoded rows, whatever their order; an empty string for none."""
    return write_digest(sum(hash_row(values) for values in encoded))


def write_digest(total: int) -> str:
    """Return the digest for a sum of row hashes.

    A sum lets a row be taken out or put in without hashing the rest again.
    """
    return f"{total % _MODULUS:064x}" if total % _MODULUS else ""


def read_digest(digest: str) -> int:
    """Return the sum of row hashes that *digest* was written from."""
    return int(digest, 16) if digest else 0


def _sql_type(annotation: Any) -> str:
    bare, _ = without_none(annotation)
    return _SQL_TYPES.get(bare, "TEXT")


def _is_json(annotation: Any) -> bool:
    bare, _ = without_none(annotation)
    return bare not in _SQL_TYPES and not _is_literal(bare)


def _is_literal(bare: Any) -> bool:
    return getattr(plain(bare), "__origin__", None) is not None and all(
        isinstance(arm, str) for arm in getattr(bare, "__args__", (None,))
    )


@once_a_class
def _encoders(kind: type[Row]) -> tuple[tuple[str, Callable[[Any], Value] | None], ...]:
    return tuple((name, _encoder(annotation)) for name, annotation in field_types(kind).items())


def _encoder(annotation: Any) -> Callable[[Any], Value] | None:
    bare, _ = without_none(annotation)
    if bare is float:
        return float  # SQLite gives a REAL back as a float: 500 and 500.0 must have one digest
    if bare is bool:
        return int
    return _encode_json if _is_json(annotation) else None


def _encode_json(value: Any) -> Value:
    return msgspec.json.encode(value).decode("utf-8")


@once_a_class
def _decoders(kind: type[Row]) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    """Return, for the fields that are not held as they are, their place and how to read them."""
    found: list[tuple[int, Callable[[Any], Any]]] = []
    for at, annotation in enumerate(field_types(kind).values()):
        bare, _ = without_none(annotation)
        if bare is bool:
            found.append((at, bool))
        elif _is_json(annotation):
            found.append((at, msgspec.json.Decoder(bare).decode))
    return tuple(found)


@once_a_class
def _slots(kind: type[Row]) -> tuple[Callable[[Row, Any], None], ...]:
    return tuple(getattr(kind, name).__set__ for name in field_names(kind))
