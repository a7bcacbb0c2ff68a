"""What a person asks for, and the rows that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consilience.errors import SettingsError
from consilience.model.decisions import Anchor
from consilience.model.rows import Json, Row
from consilience.model.scales import DecisionKind
from consilience.model.source import RowSource
from consilience.review.anchoring import find_subject
from consilience.review.basis import basis_of
from consilience.review.lookup import RecordLookup


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person wants to decide.

    Attributes:
        subjects: Ids of the rows that it is about; for a source's letter, its name.
        values: By field; what each kind takes is told in docs/how-to/review.md.
        words: Characters that carry the new value: document, start, end in code points.
    """

    kind: DecisionKind
    subjects: tuple[str, ...]
    values: Mapping[str, Json] = field(default_factory=dict)
    words: tuple[str, int, int] | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A decision on its way: what it is anchored on, what stood there, and what holds after."""

    anchors: tuple[Anchor, ...]
    before: Mapping[str, Json]
    after: Mapping[str, Json]
    kind: DecisionKind | None = None  # where it is another than was asked for


def phrase(kind: DecisionKind) -> str:
    """Return *kind* as words, such as "choose best"."""
    return kind.replace("_", " ")


def one_subject(record: RowSource, request: Request, *kinds: type[Row]) -> Row:
    """Return the one row that *request* is about."""
    if len(request.subjects) != 1:
        raise SettingsError(f"a decision to {phrase(request.kind)} is about one thing")
    return of_kinds(find_subject(record, request.subjects[0]), request, kinds)


def two_subjects(record: RowSource, request: Request, *kinds: type[Row]) -> tuple[Row, Row]:
    """Return the two rows of one kind that *request* is about."""
    if len(set(request.subjects)) != 2 or len(request.subjects) != 2:
        raise SettingsError(f"a decision to {phrase(request.kind)} is about two things")
    one, two = (of_kinds(find_subject(record, key), request, kinds) for key in request.subjects)
    if type(one) is not type(two):
        raise SettingsError(f"{one.id} and {two.id} are not of one kind")
    if one.id == two.id:
        raise SettingsError(f"{request.subjects[0]} and {request.subjects[1]} are one already")
    return one, two


def of_kinds(row: Row, request: Request, kinds: tuple[type[Row], ...]) -> Row:
    """Return *row* if it is of one of *kinds*; any will do where none is named."""
    if kinds and not isinstance(row, kinds):
        names = ", ".join(kind.table for kind in kinds)
        raise SettingsError(
            f"cannot {phrase(request.kind)} {row.id}, a row of {row.table}; choose one of {names}"
        )
    return row


def some_row(row: Row | None, request: Request) -> Row:
    """Return *row*, which *request* has to name."""
    if row is None:
        raise SettingsError(f"say what to {phrase(request.kind)}")
    return row


def chosen_word(request: Request, name: str, allowed: tuple[str, ...]) -> str:
    """Return the value *name* of *request*, one of the words *allowed*."""
    value = str(request.values.get(name) or "").strip()
    found = value.upper() if name == "letter" else value
    if found not in allowed:
        told = f"unknown {name} {value!r}" if value else f"no {name} is named"
        raise SettingsError(f"{told}; choose from {', '.join(allowed)}")
    return found


def basis(record: RowSource, row: Row) -> dict[str, Json]:
    """Return what a decision about *row* rests on."""
    return basis_of(row, RecordLookup(record))
