"""Decisions that two things are one, or that they are two."""

from __future__ import annotations

from consilience.errors import SettingsError
from consilience.model.documents import Document
from consilience.model.entities import Entity
from consilience.model.events import Event, SuggestedMerge
from consilience.model.lineage import Lineage
from consilience.model.rows import Json, Row
from consilience.model.scales import DecisionKind
from consilience.model.source import RowSource
from consilience.review.anchoring import (
    anchors_of,
    document_anchor,
    find_subject,
    set_apart,
)
from consilience.review.requests import (
    Made,
    Request,
    of_kinds,
    some_row,
    two_subjects,
)


def settle_suggestion(record: RowSource, row: SuggestedMerge, kind: DecisionKind) -> Made:
    """Return the decision that two events are one, or that they are two."""
    one, two = (find_subject(record, key) for key in (row.event_a, row.event_b))
    anchors = (*anchors_of(record, one), *anchors_of(record, two, other=True))
    apart: dict[str, Json] = {"apart": [one.id, two.id]}
    after = {"one": one.id} if kind == "merge" else apart
    return Made(anchors, {} if kind == "unmerge" else apart, after, kind)


def merge(record: RowSource, request: Request) -> Made:
    """Return the decision that two events, or two entities, are one."""
    one, two = two_subjects(record, request, Event, Entity)
    anchors = (*anchors_of(record, one), *anchors_of(record, two, other=True))
    return Made(anchors, {"apart": [one.id, two.id]}, {"one": one.id})


def unmerge(record: RowSource, request: Request) -> Made:
    """Take the members named behind the event or entity out of it; or part two that are two."""
    first = find_subject(record, request.subjects[0]) if request.subjects else None
    second = record.find(request.subjects[1]) if len(request.subjects) == 2 else None
    if first is not None and second is not None and type(first) is type(second):
        one, two = two_subjects(record, request, Event, Entity)
        anchors = (*anchors_of(record, one), *anchors_of(record, two, other=True))
        return Made(anchors, {}, {"apart": [one.id, two.id]})
    whole = of_kinds(some_row(first, request), request, (Event, Entity))
    return _parted(record, whole, request)


def split_lineage(record: RowSource, request: Request) -> Made:
    """Take the documents named behind the lineage out of it."""
    first = find_subject(record, request.subjects[0]) if request.subjects else None
    return _parted(record, of_kinds(some_row(first, request), request, (Lineage,)), request)


def _parted(record: RowSource, whole: Row, request: Request) -> Made:
    anchors, wanted = anchors_of(record, whole), set(request.subjects[1:])
    named = {anchor.id for anchor in anchors} | {anchor.document or "" for anchor in anchors}
    unknown = sorted(wanted - named)
    if not wanted or unknown:
        which = f"{unknown[0]} is no member of {whole.id}" if unknown else "name what to take out"
        raise SettingsError(which, hint=f"consilience why CASE {whole.id} shows its members")
    parted = set_apart(anchors, wanted)
    if {anchor.role for anchor in parted} >= {"member", "other_member"}:
        taken: list[Json] = [*sorted(wanted)]
        return Made(parted, {"one": whole.id}, {"taken_out": taken})
    raise SettingsError(f"that is all of {whole.id}: nothing would be left in it")


def join_lineages(record: RowSource, request: Request) -> Made:
    """Return the decision that two lineages are one text."""
    one, two = two_subjects(record, request, Lineage)
    anchors = (*anchors_of(record, one), *anchors_of(record, two, other=True))
    return Made(anchors, {"apart": [one.id, two.id]}, {"one": one.id})


def keep_independent(record: RowSource, request: Request) -> Made:
    """Return the decision that two documents are voices of their own."""
    one, two = two_subjects(record, request, Document)
    anchors = (document_anchor(one.id, "subject"), document_anchor(two.id, "other"))
    return Made(anchors, {}, {"independent": [one.id, two.id]})
