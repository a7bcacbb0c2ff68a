"""What must two figures share before they are compared? (METHOD 1.5, step 0).

What a gate needs and a report does not tell is never guessed: such a figure joins figures of
(nearly) its own value only, and only where that value is unlikely to come up by chance.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.copies import CopiedRuns
from consilience.corroboration.scope import TOLL_MEASURES, Key, PlaceTree, Scoped
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.scales import CountKind, Group, Measure

ALONE: Final[frozenset[Measure]] = frozenset({"distance", "duration", "rate", "money", "other"})
"""Measures that say nothing without the sentence around them: in no set unless told of an event."""

_COUNTED: Final = "counted"


@dataclass(frozen=True, slots=True)
class Gate:
    """What figures must share; unknown is ``None`` (of ``counted`` and ``by``: empty)."""

    what: Key  # measure, group, unit, kind of count, plan or not, part or not
    frame: Key  # one event, one place and day, one text, or a scope
    place: str | None = None
    start: str | None = None
    end: str | None = None
    counted: tuple[str, ...] = ()
    by: tuple[str, ...] = ()

    @property
    def group(self) -> Group:
        """The population group that is counted."""
        found: Group = self.what[1]  # type: ignore[assignment]  # as `GateKeeper.gate` puts it
        return found

    @property
    def open_parts(self) -> tuple[object, ...]:
        """The parts that a report may leave unsaid."""
        return self.place, self.start, self.end, self.counted or None, self.by or None

    @property
    def n_unknown(self) -> int:
        """How many parts are left unsaid."""
        return sum(part is None for part in self.open_parts)

    def fits(self, other: Gate) -> bool:
        """Return whether *other* says nothing else, and more."""
        pairs = zip(self.open_parts, other.open_parts, strict=True)
        return self.n_unknown > other.n_unknown and all(
            mine is None or mine == theirs for mine, theirs in pairs
        )


def circle_of(gate: Gate) -> str:
    """Return what figures must share if one is to matter to the set of the other.

    For figures of an event, or of a place and day, that is it; for all others, what they count.
    """
    if gate.frame[0] == "event":
        return str(gate.frame[1])
    parts = gate.frame if gate.frame[0] == "day" else (_COUNTED, *gate.what)
    return " ".join(map(str, parts))


def is_of_no_event(circle: str) -> bool:
    """Return whether a *circle* is of figures that share no more than what they count."""
    return circle.startswith(_COUNTED)


@dataclass(frozen=True, slots=True)
class GateKeeper:
    """What is needed to tell the gate of a figure."""

    tree: PlaceTree
    runs: CopiedRuns
    moments: dict[str, str]  # first day of the stretch of days that each day falls in

    def gate(self, member: Scoped, kind: CountKind) -> Gate:
        """Return what a figure must share with others of its set."""
        figure = member.figure
        planned = figure.role in {"planning", "target"}
        part = value_of(member) if member.part else None
        what: Key = (figure.measure, group_of(figure), figure.unit, kind, planned, part)
        if kind == "incident":
            return self._incident(what, member)
        return self._scope(what, member, kind)

    def _incident(self, what: Key, member: Scoped) -> Gate:
        event = member.event
        if event is not None and not event.aggregate and not _other_day(member, event):
            inside = member.place is None or event.place is None
            if inside or self.tree.nested(member.place or "", event.place or ""):
                return Gate(what, ("event", event.id, None), counted=member.counted)
            return Gate(what, ("event", event.id, member.place), counted=member.counted)
        day = member.start if member.start == member.end else None
        if member.place is not None and day is not None:
            return Gate(what, ("day", member.place, day), counted=member.counted)
        return Gate(what, self._alone(member))

    def _scope(self, what: Key, member: Scoped, kind: CountKind) -> Gate:
        base = base_of(member)
        place = place_of(member)
        start, end = member.start, None
        if kind == "period_total":
            end = member.end
            whole = start is not None and end is not None and (place or base) is not None
            frame: Key = ("scope", base) if whole else self._alone(member)
        else:
            day = start if kind == "snapshot" and start else member.as_of
            moment = self.moments.get(day or "")
            known = moment is not None and (place is not None or base is not None)
            frame = ("scope", base, moment) if known else self._alone(member)
            start = None if kind == "snapshot" and known else start
        return Gate(what, frame, place, start, end, member.counted, member.by)

    def _alone(self, member: Scoped) -> Key:
        """Return the frame of a figure whose event, or place and day, nobody tells."""
        best = member.figure.best
        copied = self.runs.first_covering(member.figure.span)
        if best is not None and is_distinctive(best):
            return ("told once", value_of(member))
        return ("told once", copied or member.figure.document, value_of(member))


def _other_day(member: Scoped, event: Event) -> bool:
    """Return whether a figure's own words put it on another day than its event."""
    if member.start is None or event.date_start is None or event.date_end is None:
        return False
    before = _days_between(event.date_end[:10], member.start[:10])
    after = _days_between((member.end or member.start)[:10], event.date_start[:10])
    return max(before, after) > 1


def count_kind_of(member: Scoped) -> CountKind:
    """Return the kind of count of a figure; a toll told with one event is that event's."""
    figure, event = member.figure, member.event
    kind = figure.count_kind
    if kind == "incident" and event is not None and event.aggregate:
        return "period_total"
    if kind == "unstated" and event is not None and not event.aggregate:
        return "incident" if figure.measure in TOLL_MEASURES else kind
    return kind


def place_of(member: Scoped) -> str | None:
    """Return the place that a figure counts in, its own or its event's.

    A whole country is what is left when no report says where; no count is of a country for that.
    """
    if member.place is not None:
        return member.place
    event = member.event
    return event.place if event is not None and event.place_precision != "country" else None


def base_of(member: Scoped) -> str | None:
    """Return what a share is of, in lower case."""
    base = member.figure.base
    return " ".join(base.quote.lower().split()).removeprefix("the ") if base is not None else None


def group_of(figure: Figure) -> Group:
    """Return whom a figure counts: all where it does not say; unknown where it says unknown."""
    if figure.group != "unknown" or figure.unit not in {"persons", "bodies"}:
        return figure.group
    noun = figure.noun.quote.lower() if figure.noun is not None else ""
    return "unknown" if "unidentified" in noun or "unknown" in noun else "all"


def value_of(member: Scoped) -> Key:
    """Return the number, or the words where there is none."""
    figure = member.figure
    if figure.low is None and figure.high is None:
        return (figure.span.quote.lower(),)
    return figure.low, figure.best, figure.high


def is_distinctive(value: float) -> bool:
    """Return whether two reports hardly give this number by chance.

    Example:
        >>> is_distinctive(370), is_distinctive(500), is_distinctive(28_000)
        (True, False, True)

    """
    digits = str(int(value)).rstrip("0")
    return value >= 10_000 or (value >= 100 and len(digits) >= 2)


def moments_of(days: Iterable[str | None], *, within: int) -> dict[str, str]:
    """Return the first day of the stretch of at most *within* days that each day falls in."""
    seen = sorted({day[:10] for day in days if day is not None})
    starts: list[str] = []
    for day in seen:
        if not starts or _days_between(starts[-1], day) >= within:
            starts.append(day)
    return {day: starts[bisect_right(starts, day) - 1] for day in seen}


def _days_between(a: str, b: str) -> int:
    return (datetime.date.fromisoformat(b) - datetime.date.fromisoformat(a)).days
