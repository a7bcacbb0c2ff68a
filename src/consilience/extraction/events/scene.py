"""Where an event is told to have happened: the place that belongs to its trigger."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.extraction.events.datelines import is_dateline
from consilience.extraction.events.elsewhere import (
    is_granted,
    is_home,
    is_label,
    is_of_war,
    is_on_way,
    is_told_of_others,
    is_where_told,
)
from consilience.extraction.events.moments import is_pluperfect
from consilience.extraction.events.nearness import (
    ABOVE,
    Attached,
    Candidate,
    is_said,
    located,
    nearest,
)
from consilience.extraction.events.presupposed import is_reacted_to
from consilience.model.places import PlaceMention
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.text.tokens import Token


def attach_place(
    trigger: Token, places: Sequence[PlaceMention], statement: Statement | None
) -> Attached[PlaceMention] | None:
    """Return the place of *trigger* among the *places* of its sentence; the finest of a chain."""
    usable = _usable_places(trigger, places, statement)
    found = nearest(trigger, _scenes(trigger, usable), loose=True)
    if found is None or (found.tier >= ABOVE and _is_apart(trigger, found)):
        return None
    finer = _finest(found.row, usable)
    if finer is found.row:
        return found
    return Attached(row=finer, reason=f"{found.reason}, in its finer part", tier=found.tier)


def _is_apart(trigger: Token, found: Attached[PlaceMention]) -> bool:
    """Whether *trigger* lies apart from what the clause above it tells, which has the place."""
    if is_reacted_to(trigger) or is_granted(trigger):
        return True
    if found.tier <= ABOVE:
        return False
    if found.row.kind != "country" and is_of_war(trigger):
        return True
    return is_pluperfect(trigger)


def tells_own_place(
    trigger: Token, places: Sequence[PlaceMention], statement: Statement | None
) -> bool:
    """Whether the sentence of *trigger* names a town or the like, if only for another clause."""
    usable = _usable_places(trigger, places, statement)
    return any(
        near.row.kind != "country"
        and not is_label(near.token, trigger, country=False)
        and not is_on_way(near.token, trigger)
        for near in _mentioned(trigger, usable)
    )


def _usable_places(
    trigger: Token, places: Sequence[PlaceMention], statement: Statement | None
) -> list[PlaceMention]:
    return [
        place
        for place in places
        if not place.metonym
        and place.kind != "people"
        and (is_said(place.span, statement) or _is_behind(place.span, statement))
        and not is_dateline(place.span, trigger.sentence)
        and not is_where_told(place.span, trigger)
    ]


def _scenes(trigger: Token, usable: Sequence[PlaceMention]) -> list[Candidate[PlaceMention]]:
    """Return the places that may be that of *trigger*."""
    return [place for place in _mentioned(trigger, usable) if not _is_elsewhere(place, trigger)]


def _mentioned(trigger: Token, usable: Sequence[PlaceMention]) -> list[Candidate[PlaceMention]]:
    """Return the places that are more than a landmark."""
    landmarks = {
        key
        for place in usable
        if place.relation in _BESIDE
        for key in (place.anchor, place.second_anchor)
    }
    return located(trigger.sentence, [row for row in usable if row.id not in landmarks])


def _is_elsewhere(place: Candidate[PlaceMention], trigger: Token) -> bool:
    token = place.token
    return (
        is_label(token, trigger, country=place.row.kind == "country")
        or is_on_way(token, trigger)
        or is_home(token, trigger)
        or is_told_of_others(token, trigger)
    )


_BESIDE = frozenset({"near", "distance", "between", "road"})
"""Relations whose anchor only tells where the place lies ("24 km north of the city")."""


def _finest(place: PlaceMention, places: Sequence[PlaceMention]) -> PlaceMention:
    for _ in places:
        finer = [
            other
            for other in places
            if other.anchor == place.id and other.relation in ("within", "part_of")
        ]
        if len(finer) != 1:
            return place
        place = finer[0]
    return place


def _is_behind(span: Span, statement: Statement | None) -> bool:
    """Whether *span* follows the words of *statement* ("reported three raids across Olvek")."""
    if statement is None or not statement.cue:
        return False
    last = max(piece.end for piece in statement.content)
    told_before = all(words.end <= last for words in (*statement.cue, *statement.source))
    return told_before and span.start >= last
