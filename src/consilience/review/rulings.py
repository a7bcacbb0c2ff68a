"""The stage ``review``: from the log of decisions to what they ask of the other stages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from consilience.model.decisions import Anchor, Decision
from consilience.model.events import Event, EventMention
from consilience.model.figures import Figure
from consilience.model.rows import Json, Row
from consilience.model.rulings import (
    BestChosen,
    CannotLink,
    Change,
    Correction,
    EventCorrection,
    IndependentDocuments,
    LineageRuling,
    MustLink,
    NotComparable,
    RatedSource,
    Rejection,
    ResolvedContradiction,
    Ruling,
    SignOff,
    Withdrawal,
)
from consilience.model.scales import DecisionKind
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.review.active import holding
from consilience.review.values import read_values

RULINGS: Final[tuple[type[Row], ...]] = (
    Correction, EventCorrection, Rejection, MustLink, CannotLink, LineageRuling,
    IndependentDocuments, BestChosen, NotComparable, ResolvedContradiction, RatedSource,
    Withdrawal, SignOff,
)  # fmt: skip
"""The tables that the stage writes."""

SETTLING: Final[frozenset[DecisionKind]] = frozenset(
    {"accept", "reject", "choose_best", "resolve", "sign_off", "source_letter", "withdraw"}
)
"""Kinds of which the last decision about a thing takes the place of the earlier ones."""

_CORRECTED_IN_A_DOCUMENT: Final = frozenset({Statement.table, Figure.table, EventMention.table})


def make_rulings(tables: Tables) -> Iterator[Row]:
    """Yield what the decisions that hold ask of the stages, the earlier of two equals left out."""
    latest: dict[tuple[object, ...], str] = {}
    decisions = holding(tables.of(Decision))
    for decision in decisions:
        latest[key_of(decision)] = decision.id
    for decision in decisions:
        if latest[key_of(decision)] == decision.id and decision.kind in _MAKERS:
            yield from _MAKERS[decision.kind](decision)


def key_of(decision: Decision) -> tuple[object, ...]:
    """Return what only one decision can settle; a decision that stands beside others is alone."""
    if decision.kind == "source_letter":
        return decision.kind, decision.anchors[0].id.casefold()
    if decision.kind in SETTLING:
        kind = "accept" if decision.kind == "reject" else decision.kind
        return kind, read_values(decision.after).get("axis"), *_places(decision)
    return (decision.id,)


def _places(decision: Decision) -> tuple[object, ...]:
    """Return where the members of what it is about stand, else what it names."""
    members = {_place(anchor) for anchor in decision.anchors if anchor.role == "member"}
    return tuple(sorted(members)) or tuple(
        sorted(_place(anchor) for anchor in decision.anchors if anchor.role == "subject")
    )


def _place(anchor: Anchor) -> tuple[str, int, int, str]:
    if anchor.span is None:
        return anchor.document or anchor.id, 0, 0, anchor.slot
    return anchor.span.document, anchor.span.start, anchor.span.end, anchor.slot


def _of(decision: Decision, *roles: str) -> tuple[Anchor, ...]:
    found = (anchor for anchor in decision.anchors if anchor.role in roles)
    return tuple(sorted(found, key=lambda anchor: (_place(anchor), anchor.id)))


def _common(kind: type[Ruling], decision: Decision, *parts: object) -> dict[str, Any]:
    return {
        "id": kind.make_id(decision.id, *parts),
        "decision": decision.id,
        "day": decision.when[:10],
        "number": decision.number,
    }


def _changes(decision: Decision) -> tuple[Change, ...]:
    values = sorted(read_values(decision.after).items())
    return tuple(Change(field=name, value=json.dumps(value)) for name, value in values)


def _correct(decision: Decision) -> Iterator[Row]:
    subject = _subject(decision)
    if subject.table in _CORRECTED_IN_A_DOCUMENT and subject.document is not None:
        words = next((row.span for row in decision.anchors if row.role == "evidence"), None)
        yield Correction(
            id=Correction.make_id(decision.id),
            document=subject.document,
            decision=decision.id,
            day=decision.when[:10],
            number=decision.number,
            anchor=subject,
            changes=_changes(decision),
            words=words,
        )
    elif subject.table == Event.table:
        yield EventCorrection(
            **_common(EventCorrection, decision),
            members=_of(decision, "member"),
            changes=_changes(decision),
            place=_of(decision, "other_member"),
        )


def _subject(decision: Decision) -> Anchor:
    return next(anchor for anchor in decision.anchors if anchor.role == "subject")


def _reject(decision: Decision) -> Iterator[Row]:
    subject = _subject(decision)
    anchors = _of(decision, "member" if subject.table == Event.table else "subject")
    yield Rejection(**_common(Rejection, decision), anchors=anchors)


def _merge(decision: Decision) -> Iterator[Row]:
    yield MustLink(
        **_common(MustLink, decision),
        a=_of(decision, "member"),
        b=_of(decision, "other_member"),
    )


def _unmerge(decision: Decision) -> Iterator[Row]:
    yield CannotLink(
        **_common(CannotLink, decision),
        a=_of(decision, "member"),
        b=_of(decision, "other_member"),
    )


def _lineage(decision: Decision) -> Iterator[Row]:
    yield LineageRuling(
        **_common(LineageRuling, decision),
        together=decision.kind == "join_lineages",
        a=_of(decision, "member"),
        b=_of(decision, "other_member"),
    )


def _independent(decision: Decision) -> Iterator[Row]:
    first, second = sorted(anchor.id for anchor in _of(decision, "subject", "other"))
    yield IndependentDocuments(
        **_common(IndependentDocuments, decision), document_a=first, document_b=second
    )


def _choose_best(decision: Decision) -> Iterator[Row]:
    values = read_values(decision.after)
    yield BestChosen(
        **_common(BestChosen, decision),
        figures=_of(decision, "member"),
        low=_number(values.get("low")),
        best=_number(values.get("best")),
        high=_number(values.get("high")),
    )


def _number(value: Json) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _not_comparable(decision: Decision) -> Iterator[Row]:
    yield NotComparable(
        **_common(NotComparable, decision),
        figure=_subject(decision),
        others=_of(decision, "other", "other_member"),
    )


def _resolve(decision: Decision) -> Iterator[Row]:
    subject = _subject(decision)
    spans = {anchor.span for anchor in decision.anchors if anchor.role == "member" and anchor.span}
    yield ResolvedContradiction(
        **_common(ResolvedContradiction, decision),
        contradiction=subject.id,
        kind=subject.slot,
        spans=tuple(sorted(spans)),
        state=read_values(decision.after)["state"],  # type: ignore[arg-type]  # checked when drafted
    )


def _source_letter(decision: Decision) -> Iterator[Row]:
    yield RatedSource(
        **_common(RatedSource, decision),
        source=_subject(decision).id,
        letter=read_values(decision.after)["letter"],  # type: ignore[arg-type]  # checked when drafted
    )


def _withdraw(decision: Decision) -> Iterator[Row]:
    yield Withdrawal(**_common(Withdrawal, decision), withdrawn=_subject(decision).id)


def _sign_off(decision: Decision) -> Iterator[Row]:
    values = read_values(decision.after)
    value = values.get("value")
    yield SignOff(
        **_common(SignOff, decision),
        axis=values["axis"],  # type: ignore[arg-type]  # checked when drafted
        value=str(value) if value is not None else None,
        anchors=_of(decision, "subject", "member"),
    )


_MAKERS: Final[Mapping[DecisionKind, Callable[[Decision], Iterator[Row]]]] = {
    "correct": _correct,
    "reject": _reject,
    "merge": _merge,
    "unmerge": _unmerge,
    "split_lineage": _lineage,
    "join_lineages": _lineage,
    "independent": _independent,
    "choose_best": _choose_best,
    "not_comparable": _not_comparable,
    "resolve": _resolve,
    "source_letter": _source_letter,
    "withdraw": _withdraw,
    "sign_off": _sign_off,
}
