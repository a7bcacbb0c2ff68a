"""What a row is, and how it is written as JSON.

A row is a frozen dataclass; one class is one table. Column types, the data dictionary and the
JSON form are read off the class, so that no list of fields is ever typed twice.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from consilience.model.ids import content_id

Life = Literal["evidence", "derived", "given", "decisions"]
"""evidence: written once. derived: thrown away and rebuilt. given: the user's own data files.
decisions: what people decided, only ever added to."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that holds the id of a row in *table*."""

    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of one table."""

    table: ClassVar[str]
    prefix: ClassVar[str]
    life: ClassVar[Life] = "derived"

    id: str  # from content; a merged thing keeps its id in later builds

    @classmethod
    def make_id(cls, *parts: object) -> str:
        """Return the id of the row of this kind that *parts* describe."""
        return content_id(cls.prefix, *parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow(Row):
    """A row that belongs to one document and is rebuilt with it."""

    document: typing.Annotated[str, Ref("documents")]  # the document that it belongs to


Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


def once_a_class(function: F) -> F:
    """Return *function* with its results kept; its argument is a class (or annotation)."""
    # functools.cache asks for a Hashable, and mypy thinks that the class of a frozen dataclass
    # is none.
    return typing.cast(F, functools.cache(function))


def to_json(value: object) -> Json:
    """Return the JSON form of a row or of a value of one of its fields."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: to_json(getattr(value, name)) for name in field_names(type(value))}
    raise TypeError(f"no JSON form for {type(value).__name__}")


def from_json(kind: type[T], value: Any) -> T:
    """Return the row (or other dataclass) of class *kind* that *value* is the JSON form of."""
    result: T = _decoder(kind)(value)
    return result


@once_a_class
def field_names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of dataclass *kind*, the id first."""
    return tuple(field.name for field in dataclasses.fields(kind))


@once_a_class
def field_types(kind: type) -> dict[str, Any]:
    """Return the resolved annotation of each field of dataclass *kind*, ``Annotated`` kept."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return {name: hints[name] for name in field_names(kind)}


@once_a_class
def references(kind: type[Row]) -> dict[str, str]:
    """Return the fields of *kind* that hold ids (one or a tuple), with the table they point to."""
    found = {}
    for name, annotation in field_types(kind).items():
        table = _reference(annotation)
        if table is not None:
            found[name] = table
    return found


def plain(annotation: Any) -> Any:
    """Return *annotation* without ``Annotated``."""
    while get_origin(annotation) is typing.Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def without_none(annotation: Any) -> tuple[Any, bool]:
    """Return *annotation* less ``None``, and whether ``None`` was allowed."""
    annotation = plain(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [arm for arm in get_args(annotation) if arm is not type(None)]
        if len(rest) == 1:
            return plain(rest[0]), True
    return annotation, False


def _reference(annotation: Any) -> str | None:
    if get_origin(annotation) is typing.Annotated:
        marks = [mark for mark in annotation.__metadata__ if isinstance(mark, Ref)]
        return marks[0].table if marks else None
    for inner in get_args(annotation):
        found = _reference(inner)
        if found is not None:
            return found
    return None


@once_a_class
def _decoder(annotation: Any) -> Callable[[Any], Any]:
    bare, optional = without_none(annotation)
    if dataclasses.is_dataclass(bare):
        decode = _dataclass_decoder(typing.cast(type, bare))
    elif get_origin(bare) is tuple:
        item = _decoder(get_args(bare)[0])
        decode = lambda value: tuple(item(part) for part in value)  # noqa: E731 - a closure, not a name
    elif bare is bytes:
        decode = bytes.fromhex
    elif bare is float:
        decode = float
    else:
        return _identity
    return (lambda value: None if value is None else decode(value)) if optional else decode


def _dataclass_decoder(kind: type) -> Callable[[Any], Any]:
    decoders = {name: _decoder(annotation) for name, annotation in field_types(kind).items()}
    return lambda value: kind(**{name: decoders[name](value[name]) for name in decoders})


def _identity(value: Any) -> Any:
    return value
