"""How a row lies in SQLite: one column a field, plain values as they are, all else as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

from consilience.model.rows import (
    DocumentRow,
    Row,
    field_names,
    field_types,
    from_json,
    once_a_class,
    plain,
    references,
    to_json,
    without_none,
)

Value = str | int | float | bytes | None
R = TypeVar("R", bound=Row)

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
    return made


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
    return tuple(encode(getattr(row, name)) for name, encode in _encoders(type(row)))


def decode_row(kind: type[R], values: Sequence[Any]) -> R:
    """Return the row of *kind* that *values*, in the order of its fields, stand for."""
    return kind(
        **{
            name: value if decode is None else decode(value)
            for (name, decode), value in zip(_decoders(kind), values, strict=True)
        }
    )


def digest_rows(encoded: Iterable[Sequence[Value]]) -> str:
    """Return a hash of encoded rows, whatever their order; an empty string for none."""
    lines = sorted(_line(values) for values in encoded)
    if not lines:
        return ""
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()[:32]


def _line(values: Sequence[Value]) -> str:
    plain_values = [value.hex() if isinstance(value, bytes) else value for value in values]
    return json.dumps(plain_values, ensure_ascii=False, separators=(",", ":"))


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
def _encoders(kind: type[Row]) -> tuple[tuple[str, Callable[[Any], Value]], ...]:
    return tuple((name, _encoder(annotation)) for name, annotation in field_types(kind).items())


def _encoder(annotation: Any) -> Callable[[Any], Value]:
    bare, _ = without_none(annotation)
    if bare is float:
        # SQLite gives a REAL back as a float: 500 and 500.0 must have one digest.
        return lambda value: None if value is None else float(value)
    if bare is bool:
        return lambda value: None if value is None else int(value)
    return _encode_json if _is_json(annotation) else _encode_plain


def _encode_plain(value: Any) -> Value:
    return value  # type: ignore[no-any-return]


_write_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _encode_json(value: Any) -> Value:
    if value is None:
        return None
    if value == ():
        return "[]"
    return _write_json(to_json(value))


@once_a_class
def _decoders(kind: type[Row]) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    return tuple((name, _decoder(annotation)) for name, annotation in field_types(kind).items())


def _decoder(annotation: Any) -> Callable[[Any], Any] | None:
    bare, _ = without_none(annotation)
    if bare is bool:
        return lambda value: None if value is None else bool(value)
    if not _is_json(annotation):
        return None
    read = json.loads

    def decode(value: Any) -> Any:
        if value is None:
            return None
        if value == "[]":
            return ()
        return from_json(annotation, read(value))

    return decode
