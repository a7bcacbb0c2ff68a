"""Decisions about one row: right or wrong, its fields, its bounds, its grade, its source."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final, get_args

from consilience.errors import SettingsError
from consilience.model.decisions import Anchor
from consilience.model.documents import Document
from consilience.model.entities import Entity
from consilience.model.events import Event, EventMention, SuggestedMerge
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, Origin, SetMember
from consilience.model.places import Place
from consilience.model.rows import Json, Row, to_json
from consilience.model.scales import (
    HarmGrade,
    ResolutionState,
    SignOffAxis,
    SourceLetter,
)
from consilience.model.source import RowSource
from consilience.model.statements import Statement
from consilience.review.anchoring import (
    anchors_of,
    find_subject,
    member_anchors,
)
from consilience.review.corrections import CORRECTED
from consilience.review.fields import check_bounds, read_field, read_number
from consilience.review.joining import settle_suggestion
from consilience.review.lookup import RecordLookup
from consilience.review.requests import (
    Made,
    Request,
    basis,
    chosen_word,
    of_kinds,
    one_subject,
    some_row,
)

_REJECTABLE: Final = (Statement, Figure, EventMention, Event)


def accept(record: RowSource, request: Request) -> Made:
    """Return the decision that a row is right, or that a suggestion is."""
    row = one_subject(record, request)
    if isinstance(row, SuggestedMerge):
        return settle_suggestion(record, row, "merge")
    return Made(tuple(anchors_of(record, row)), basis(record, row), {"accepted": True})


def reject(record: RowSource, request: Request) -> Made:
    """Return the decision that a row does not count, or that a suggestion is wrong."""
    row = one_subject(record, request, *_REJECTABLE, SuggestedMerge)
    if isinstance(row, SuggestedMerge):
        return settle_suggestion(record, row, "unmerge")
    return Made(tuple(anchors_of(record, row)), basis(record, row), {"accepted": False})


def correct(record: RowSource, request: Request) -> Made:
    """Return the decision that puts fields of a row right."""
    row = one_subject(record, request)
    after = {name: read_field(type(row), name, value) for name, value in request.values.items()}
    if not after:
        raise SettingsError("nothing is corrected", hint="name a field and its value: low=500")
    before = {name: to_json(getattr(row, name)) for name in after}
    if machine := _machine_values(record, row, after):
        before["machine"] = machine
    whole = {name: to_json(getattr(row, name)) for name in ("low", "best", "high")
             if isinstance(row, Figure)}  # fmt: skip
    check_bounds({**whole, **after})
    anchors = anchors_of(record, row)
    if after.get("place") is not None:
        place = of_kinds(find_subject(record, str(after["place"])), request, (Place,))
        anchors.extend(member_anchors(record, place, other=True))
    return Made(tuple(anchors), before, after)


def _machine_values(record: RowSource, row: Row, names: Iterable[str]) -> dict[str, Json]:
    """Return what the machine has in fields of *row* that were put right before."""
    note = CORRECTED.get(type(row))
    found = record.rows(note, row=row.id) if note is not None else ()
    return {one.field: json.loads(one.machine) for one in found if one.field in set(names)}


def choose_best(record: RowSource, request: Request) -> Made:
    """Return the decision on the bounds of a comparable set."""
    row = one_subject(record, request, FigureSet, Finding)
    finding = row if isinstance(row, Finding) else _finding_of(record, row)
    bounds = {name: to_json(getattr(finding, name)) for name in ("low", "best", "high")}
    after: dict[str, Json] = {**bounds}
    for name, value in request.values.items():
        if name not in bounds:
            raise SettingsError(f"unknown bound {name!r}; choose from {', '.join(bounds)}")
        number = read_number(value)
        if number is None and value not in (None, ""):
            raise SettingsError(f"{name} cannot be {value!r}; write a number from 0, or nothing")
        after[name] = number
    if after.get("best") is None:
        raise SettingsError("no best figure is named", hint="best=500")
    check_bounds(after)
    before = {**bounds, **basis(record, finding)}
    return Made(tuple(anchors_of(record, finding)), before, after)


def _finding_of(record: RowSource, row: Row) -> Finding:
    found = record.get(Finding, Finding.make_id(row.id))
    if found is None:
        raise SettingsError(f"{row.id} has not been reconciled", hint="build the case first")
    return found


def set_incomparable(record: RowSource, request: Request) -> Made:
    """Set a figure apart from one other, or from all that its set compares it with."""
    figure = find_subject(record, request.subjects[0]) if request.subjects else None
    figure = of_kinds(some_row(figure, request), request, (Figure,))
    rivals = [
        of_kinds(find_subject(record, key), request, (Figure,)) for key in request.subjects[1:]
    ] or _set_of(record, figure)
    rivals = [row for row in rivals if row.id != figure.id]
    if not rivals:
        raise SettingsError(f"{figure.id} is compared with nothing")
    anchors = anchors_of(record, figure)
    for rival in rivals:
        anchors.extend(anchors_of(record, rival, other=True))
    apart: list[Json] = [row.id for row in rivals]
    return Made(tuple(anchors), {}, {"not_comparable_with": apart})


def _set_of(record: RowSource, figure: Row) -> list[Row]:
    lookup = RecordLookup(record)
    found: list[Row] = []
    for place in record.rows(SetMember, figure=figure.id):
        whole = record.get(FigureSet, place.figure_set)
        found.extend(lookup.members(whole) if whole is not None else ())
    return found


def resolve(record: RowSource, request: Request) -> Made:
    """Return the decision on what a contradiction is."""
    row = one_subject(record, request, Contradiction)
    state = chosen_word(request, "state", get_args(ResolutionState))
    before = {"state": getattr(row, "state", "open"), **basis(record, row)}
    return Made(tuple(anchors_of(record, row)), before, {"state": state})


def rate_source(record: RowSource, request: Request) -> Made:
    """Return the decision on how reliable a source is."""
    if len(request.subjects) != 1 or not request.subjects[0].strip():
        raise SettingsError("a letter is given to one source")
    name = _source_name(record, request.subjects[0])
    letter = chosen_word(request, "letter", get_args(SourceLetter))
    anchor = Anchor(role="subject", table="sources", id=name, document=None, span=None, slot="")
    return Made((anchor,), {}, {"letter": letter})


def _source_name(record: RowSource, given: str) -> str:
    """Return the name of the source that is meant: of an origin, an entity or a document's."""
    row = record.find(given)
    if isinstance(row, Origin):
        return row.originator.removeprefix("unattributed:")
    if isinstance(row, Entity):
        return row.vocabulary or row.name
    if isinstance(row, Document):
        if row.outlet is None:
            raise SettingsError(f"nobody knows the outlet of {row.id}")
        return row.outlet
    return " ".join(given.split())


def withdraw(record: RowSource, request: Request) -> Made:
    """Return the decision that a document counts no longer."""
    row = one_subject(record, request, Document)
    withdrawn = request.values.get("withdrawn", True)
    before: dict[str, Json] = {"withdrawn": getattr(row, "withdrawn", False)}
    return Made(
        tuple(anchors_of(record, row)), before, {"withdrawn": withdrawn not in (False, "false")}
    )


def comment(record: RowSource, request: Request) -> Made:
    """Return a note on a row."""
    return Made(tuple(anchors_of(record, one_subject(record, request))), {}, {})


def sign_off(record: RowSource, request: Request) -> Made:
    """Return the signature of a person."""
    row = one_subject(record, request, Event, Finding, FigureSet, Document)
    axis = chosen_word(request, "axis", get_args(SignOffAxis))
    if axis in ("grade", "place") and not isinstance(row, Event):
        raise SettingsError(f"a {axis} is signed for an event, not for {row.id}")
    if axis == "figure" and not isinstance(row, Finding | FigureSet):
        raise SettingsError(f"a figure is signed for a finding, not for {row.id}")
    after: dict[str, Json] = {"axis": axis}
    if axis == "grade":
        after["value"] = chosen_word(request, "value", get_args(HarmGrade))
    return Made(tuple(anchors_of(record, row)), basis(record, row), after)
