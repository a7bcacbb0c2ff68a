"""Turn what a person asks for into a decision that can be written, or refuse it in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, get_args

from consilience.errors import SettingsError
from consilience.model.decisions import Anchor, Draft
from consilience.model.documents import Document
from consilience.model.entities import Entity
from consilience.model.events import Event, EventMention, SuggestedMerge
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, Origin, SetMember
from consilience.model.lineage import Lineage
from consilience.model.places import Place
from consilience.model.rows import Json, Row, to_json
from consilience.model.scales import (
    DecisionKind,
    HarmGrade,
    ResolutionState,
    SignOffAxis,
    SourceLetter,
)
from consilience.model.source import RowSource
from consilience.model.statements import Statement
from consilience.review.anchoring import (
    anchors_of,
    document_anchor,
    evidence_anchor,
    find_subject,
    member_anchors,
    set_apart,
)
from consilience.review.basis import basis_of
from consilience.review.corrections import CORRECTED
from consilience.review.fields import check_bounds, read_field, read_number
from consilience.review.lookup import RecordLookup
from consilience.review.values import write_values

REASON_NEEDED: Final[frozenset[DecisionKind]] = frozenset(
    {"reject", "choose_best", "not_comparable", "independent", "resolve", "source_letter",
     "withdraw", "purge", "comment"}
)  # fmt: skip
"""Kinds that change what the record says against what the reports say: a reader asks why."""

MAX_WORDS: Final = 10_000
"""Characters of a reason."""

_REJECTABLE: Final = (Statement, Figure, EventMention, Event)


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
class _Made:
    anchors: tuple[Anchor, ...]
    before: Mapping[str, Json]
    after: Mapping[str, Json]
    kind: DecisionKind | None = None  # where it is another than was asked for


def draft_decision(record: RowSource, request: Request) -> Draft:
    """Return the decision that *request* comes to in *record*.

    Raises:
        SettingsError: it names what is not there, or asks for what cannot be.
        SpanError: the words are not inside of their document.
    """
    why = request.why.strip()
    if request.kind in REASON_NEEDED and not why:
        raise SettingsError(f"a decision to {phrase(request.kind)} needs a reason")
    if len(why) > MAX_WORDS:
        raise SettingsError(f"the reason is longer than {MAX_WORDS:,} characters")
    if request.kind not in _MAKERS:
        raise SettingsError(f"a decision to {phrase(request.kind)} is not made this way")
    made = _MAKERS[request.kind](record, request)
    anchors = made.anchors
    if request.words is not None:
        anchors = (*anchors, evidence_anchor(record, request.words))
    return Draft(
        kind=made.kind or request.kind,
        anchors=anchors,
        before=write_values(made.before),
        after=write_values(made.after),
        why=why,
    )


def phrase(kind: DecisionKind) -> str:
    """Return *kind* as words, such as "choose best"."""
    return kind.replace("_", " ")


def _basis(record: RowSource, row: Row) -> dict[str, Json]:
    return basis_of(row, RecordLookup(record))


def _one(record: RowSource, request: Request, *kinds: type[Row]) -> Row:
    if len(request.subjects) != 1:
        raise SettingsError(f"a decision to {phrase(request.kind)} is about one thing")
    return _of(find_subject(record, request.subjects[0]), request, kinds)


def _two(record: RowSource, request: Request, *kinds: type[Row]) -> tuple[Row, Row]:
    if len(set(request.subjects)) != 2 or len(request.subjects) != 2:
        raise SettingsError(f"a decision to {phrase(request.kind)} is about two things")
    one, two = (_of(find_subject(record, key), request, kinds) for key in request.subjects)
    if type(one) is not type(two):
        raise SettingsError(f"{one.id} and {two.id} are not of one kind")
    if one.id == two.id:
        raise SettingsError(f"{request.subjects[0]} and {request.subjects[1]} are one already")
    return one, two


def _of(row: Row, request: Request, kinds: tuple[type[Row], ...]) -> Row:
    if kinds and not isinstance(row, kinds):
        names = ", ".join(kind.table for kind in kinds)
        raise SettingsError(
            f"cannot {phrase(request.kind)} {row.id}, a row of {row.table}; choose one of {names}"
        )
    return row


def _accept(record: RowSource, request: Request) -> _Made:
    row = _one(record, request)
    if isinstance(row, SuggestedMerge):
        return _suggested(record, row, "merge")
    return _Made(tuple(anchors_of(record, row)), _basis(record, row), {"accepted": True})


def _reject(record: RowSource, request: Request) -> _Made:
    row = _one(record, request, *_REJECTABLE, SuggestedMerge)
    if isinstance(row, SuggestedMerge):
        return _suggested(record, row, "unmerge")
    return _Made(tuple(anchors_of(record, row)), _basis(record, row), {"accepted": False})


def _suggested(record: RowSource, row: SuggestedMerge, kind: DecisionKind) -> _Made:
    """Return the decision that two events are one, or that they are two."""
    one, two = (find_subject(record, key) for key in (row.event_a, row.event_b))
    anchors = (*anchors_of(record, one), *anchors_of(record, two, other=True))
    apart: dict[str, Json] = {"apart": [one.id, two.id]}
    after = {"one": one.id} if kind == "merge" else apart
    return _Made(anchors, {} if kind == "unmerge" else apart, after, kind)


def _correct(record: RowSource, request: Request) -> _Made:
    row = _one(record, request)
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
        place = _of(find_subject(record, str(after["place"])), request, (Place,))
        anchors.extend(member_anchors(record, place, other=True))
    return _Made(tuple(anchors), before, after)


def _machine_values(record: RowSource, row: Row, names: Iterable[str]) -> dict[str, Json]:
    """Return what the machine has in fields of *row* that were put right before."""
    note = CORRECTED.get(type(row))
    found = record.rows(note, row=row.id) if note is not None else ()
    return {one.field: json.loads(one.machine) for one in found if one.field in set(names)}


def _merge(record: RowSource, request: Request) -> _Made:
    one, two = _two(record, request, Event, Entity)
    anchors = (*anchors_of(record, one), *anchors_of(record, two, other=True))
    return _Made(anchors, {"apart": [one.id, two.id]}, {"one": one.id})


def _unmerge(record: RowSource, request: Request) -> _Made:
    """Take the members named behind the event or entity out of it; or part two that are two."""
    first = find_subject(record, request.subjects[0]) if request.subjects else None
    second = record.find(request.subjects[1]) if len(request.subjects) == 2 else None
    if first is not None and second is not None and type(first) is type(second):
        one, two = _two(record, request, Event, Entity)
        anchors = (*anchors_of(record, one), *anchors_of(record, two, other=True))
        return _Made(anchors, {}, {"apart": [one.id, two.id]})
    whole = _of(_first(first, request), request, (Event, Entity))
    return _parted(record, whole, request)


def _split_lineage(record: RowSource, request: Request) -> _Made:
    """Take the documents named behind the lineage out of it."""
    first = find_subject(record, request.subjects[0]) if request.subjects else None
    return _parted(record, _of(_first(first, request), request, (Lineage,)), request)


def _first(row: Row | None, request: Request) -> Row:
    if row is None:
        raise SettingsError(f"say what to {phrase(request.kind)}")
    return row


def _parted(record: RowSource, whole: Row, request: Request) -> _Made:
    anchors, wanted = anchors_of(record, whole), set(request.subjects[1:])
    named = {anchor.id for anchor in anchors} | {anchor.document or "" for anchor in anchors}
    unknown = sorted(wanted - named)
    if not wanted or unknown:
        which = f"{unknown[0]} is no member of {whole.id}" if unknown else "name what to take out"
        raise SettingsError(which, hint=f"consilience why CASE {whole.id} shows its members")
    parted = set_apart(anchors, wanted)
    if {anchor.role for anchor in parted} >= {"member", "other_member"}:
        taken: list[Json] = [*sorted(wanted)]
        return _Made(parted, {"one": whole.id}, {"taken_out": taken})
    raise SettingsError(f"that is all of {whole.id}: nothing would be left in it")


def _join_lineages(record: RowSource, request: Request) -> _Made:
    one, two = _two(record, request, Lineage)
    anchors = (*anchors_of(record, one), *anchors_of(record, two, other=True))
    return _Made(anchors, {"apart": [one.id, two.id]}, {"one": one.id})


def _independent(record: RowSource, request: Request) -> _Made:
    one, two = _two(record, request, Document)
    anchors = (document_anchor(one.id, "subject"), document_anchor(two.id, "other"))
    return _Made(anchors, {}, {"independent": [one.id, two.id]})


def _choose_best(record: RowSource, request: Request) -> _Made:
    row = _one(record, request, FigureSet, Finding)
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
    before = {**bounds, **_basis(record, finding)}
    return _Made(tuple(anchors_of(record, finding)), before, after)


def _finding_of(record: RowSource, row: Row) -> Finding:
    found = record.get(Finding, Finding.make_id(row.id))
    if found is None:
        raise SettingsError(f"{row.id} has not been reconciled", hint="build the case first")
    return found


def _not_comparable(record: RowSource, request: Request) -> _Made:
    """Set a figure apart from one other, or from all that its set compares it with."""
    figure = find_subject(record, request.subjects[0]) if request.subjects else None
    figure = _of(_first(figure, request), request, (Figure,))
    rivals = [
        _of(find_subject(record, key), request, (Figure,)) for key in request.subjects[1:]
    ] or _set_of(record, figure)
    rivals = [row for row in rivals if row.id != figure.id]
    if not rivals:
        raise SettingsError(f"{figure.id} is compared with nothing")
    anchors = anchors_of(record, figure)
    for rival in rivals:
        anchors.extend(anchors_of(record, rival, other=True))
    apart: list[Json] = [row.id for row in rivals]
    return _Made(tuple(anchors), {}, {"not_comparable_with": apart})


def _set_of(record: RowSource, figure: Row) -> list[Row]:
    lookup = RecordLookup(record)
    found: list[Row] = []
    for place in record.rows(SetMember, figure=figure.id):
        whole = record.get(FigureSet, place.figure_set)
        found.extend(lookup.members(whole) if whole is not None else ())
    return found


def _resolve(record: RowSource, request: Request) -> _Made:
    row = _one(record, request, Contradiction)
    state = _word(request, "state", get_args(ResolutionState))
    before = {"state": getattr(row, "state", "open"), **_basis(record, row)}
    return _Made(tuple(anchors_of(record, row)), before, {"state": state})


def _source_letter(record: RowSource, request: Request) -> _Made:
    if len(request.subjects) != 1 or not request.subjects[0].strip():
        raise SettingsError("a letter is given to one source")
    name = _source_name(record, request.subjects[0])
    letter = _word(request, "letter", get_args(SourceLetter))
    anchor = Anchor(role="subject", table="sources", id=name, document=None, span=None, slot="")
    return _Made((anchor,), {}, {"letter": letter})


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


def _withdraw(record: RowSource, request: Request) -> _Made:
    row = _one(record, request, Document)
    withdrawn = request.values.get("withdrawn", True)
    before: dict[str, Json] = {"withdrawn": getattr(row, "withdrawn", False)}
    return _Made(
        tuple(anchors_of(record, row)), before, {"withdrawn": withdrawn not in (False, "false")}
    )


def _comment(record: RowSource, request: Request) -> _Made:
    return _Made(tuple(anchors_of(record, _one(record, request))), {}, {})


def _sign_off(record: RowSource, request: Request) -> _Made:
    row = _one(record, request, Event, Finding, FigureSet, Document)
    axis = _word(request, "axis", get_args(SignOffAxis))
    if axis in ("grade", "place") and not isinstance(row, Event):
        raise SettingsError(f"a {axis} is signed for an event, not for {row.id}")
    if axis == "figure" and not isinstance(row, Finding | FigureSet):
        raise SettingsError(f"a figure is signed for a finding, not for {row.id}")
    after: dict[str, Json] = {"axis": axis}
    if axis == "grade":
        after["value"] = _word(request, "value", get_args(HarmGrade))
    return _Made(tuple(anchors_of(record, row)), _basis(record, row), after)


def _word(request: Request, name: str, allowed: tuple[str, ...]) -> str:
    value = str(request.values.get(name) or "").strip()
    found = value.upper() if name == "letter" else value
    if found not in allowed:
        told = f"unknown {name} {value!r}" if value else f"no {name} is named"
        raise SettingsError(f"{told}; choose from {', '.join(allowed)}")
    return found


_MAKERS: Final[Mapping[DecisionKind, Callable[[RowSource, Request], _Made]]] = {
    "accept": _accept,
    "reject": _reject,
    "correct": _correct,
    "merge": _merge,
    "unmerge": _unmerge,
    "split_lineage": _split_lineage,
    "join_lineages": _join_lineages,
    "independent": _independent,
    "choose_best": _choose_best,
    "not_comparable": _not_comparable,
    "resolve": _resolve,
    "source_letter": _source_letter,
    "withdraw": _withdraw,
    "comment": _comment,
    "sign_off": _sign_off,
}
