"""Which fields a reviewer may correct, and what may stand in them."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Mapping
from typing import Any, Final, get_args, get_origin

from consilience.errors import SettingsError
from consilience.model.events import Event, EventMention
from consilience.model.figures import Figure
from consilience.model.rows import Json, Row, field_types, plain, without_none
from consilience.model.statements import Statement

CORRECTABLE: Final[Mapping[type[Row], tuple[str, ...]]] = {
    Statement: (
        "speaker_name", "originator", "originator_kind", "proximity", "anonymous", "firmness",
        "polarity", "background",
    ),
    Figure: (
        "measure", "group", "unit", "low", "best", "high", "qualifier", "count_kind", "role",
        "background",
    ),
    EventMention: ("kind", "realis", "aggregate"),
    Event: ("kind", "realis", "date_start", "date_end", "date_precision", "place"),
}  # fmt: skip
"""A merged thing's members are changed by merging, never by writing into a field."""

_DATES: Final = frozenset({"date_start", "date_end"})
_TRUTH: Final = {"true": True, "yes": True, "false": False, "no": False}


def correctable_fields(kind: type[Row]) -> tuple[str, ...]:
    """Return the fields of *kind* that may be corrected.

    Raises:
        SettingsError: rows of this kind cannot be corrected.
    """
    if kind not in CORRECTABLE:
        names = ", ".join(sorted(known.table for known in CORRECTABLE))
        raise SettingsError(f"a row of {kind.table} cannot be corrected; choose one of {names}")
    return CORRECTABLE[kind]


def read_field(kind: type[Row], name: str, value: Json) -> Json:
    """Return *value* as field *name* of *kind* holds it; text is read as people write it.

    Raises:
        SettingsError: there is no such field, or it cannot hold this value; says what it can.
    """
    allowed = correctable_fields(kind)
    if name not in allowed:
        raise SettingsError(
            f"{name} of {kind.table} cannot be corrected; choose from {', '.join(allowed)}"
        )
    bare, optional = without_none(field_types(kind)[name])
    if value is None or value == "":
        if optional:
            return None
        raise SettingsError(f"{name} cannot be empty; {_allowed(bare, name)}")
    found = _read(bare, name, value)
    if found is None:
        raise SettingsError(f"{name} cannot be {value!r}; {_allowed(bare, name)}")
    return found


def allowed_values(kind: type[Row], name: str) -> tuple[str, ...]:
    """Return the words that field *name* of *kind* is chosen from, empty where it is free."""
    bare, _ = without_none(field_types(kind)[name])
    return _choices(bare)


def check_bounds(values: Mapping[str, Json]) -> None:
    """Raise unless low, best and high of *values* stand in their order (METHOD 1.5).

    Raises:
        SettingsError: names the two that do not.
    """
    named = [(name, values.get(name)) for name in ("low", "best", "high")]
    numbers = [(name, value) for name, value in named if isinstance(value, int | float)]
    for (one, small), (other, large) in itertools.pairwise(numbers):
        if small > large:
            raise SettingsError(f"{one} ({small:g}) is above {other} ({large:g})")


def _read(bare: Any, name: str, value: Json) -> Json:
    if bare is bool:
        return value if isinstance(value, bool) else _TRUTH.get(str(value).strip().lower())
    if bare is float:
        return read_number(value)
    words = str(value).strip()
    if choices := _choices(bare):
        return words if words in choices else None
    if name in _DATES:
        return _read_day(words)
    return words or None


def read_number(value: Json) -> float | None:
    """Return *value* as a number that counts something, or ``None`` where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value.replace(",", "") if isinstance(value, str) else value)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _read_day(words: str) -> str | None:
    try:
        return datetime.date.fromisoformat(words).isoformat()
    except ValueError:
        return None


def _choices(bare: Any) -> tuple[str, ...]:
    bare = plain(bare)
    found = get_args(bare) if get_origin(bare) is not None else ()
    return found if found and all(isinstance(word, str) for word in found) else ()


def _allowed(bare: Any, name: str) -> str:
    if choices := _choices(bare):
        return f"choose from {', '.join(choices)}"
    if bare is bool:
        return "write true or false"
    if bare is float:
        return "write a number from 0, or nothing where it is unknown"
    return "write a day as 2017-03-01" if name in _DATES else "write some words"
