"""Fields of merged events that a reviewer put right."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from consilience.merging.dating import Dated, precision_of
from consilience.model.anchors import Anchored
from consilience.model.events import EventMention
from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.rulings import EventCorrection
from consilience.model.scales import EventKind, Realis
from consilience.model.tables import Tables


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a reviewer put in the place of what the reports come to; ``None`` leaves that."""

    kind: EventKind | None = None
    realis: Realis | None = None
    dated: Dated | None = None
    moved: bool = False  # the place is the reviewer's, also where that is none
    place: Place | None = None
    reason: str = ""


NOTHING = Fixed()


class EventCorrections:
    """The corrections of a case, by the event that they belong to now."""

    def __init__(self, tables: Tables, event_of: Mapping[str, str]) -> None:
        """Take in the rulings; *event_of* tells the event of each mention."""
        self._found: dict[str, Fixed] = {}
        rulings = sorted(tables.of(EventCorrection), key=lambda row: (row.number, row.id))
        if not rulings:
            return
        self._tables = tables
        mentions = Anchored(tables.of(EventMention))
        for ruling in rulings:
            votes = Counter(
                event_of[row.id] for row in mentions.find_all(ruling.members) if row.id in event_of
            )
            if votes:
                event = min(votes, key=lambda key: (-votes[key], key))
                self._found[event] = self._fix(self._found.get(event, NOTHING), ruling)

    def of(self, event: str) -> Fixed:
        """Return what was put right in *event*."""
        return self._found.get(event, NOTHING)

    def _fix(self, fixed: Fixed, ruling: EventCorrection) -> Fixed:
        values = {change.field: json.loads(change.value) for change in ruling.changes}
        names = ", ".join(sorted(values))
        reason = f"{names} corrected by a reviewer on {ruling.day} ({ruling.decision})"
        fixed = replace(fixed, reason="; ".join(filter(None, (fixed.reason, reason))))
        for name in ("kind", "realis"):
            if name in values:
                fixed = replace(fixed, **{name: values[name]})
        if values.keys() & {"date_start", "date_end", "date_precision"}:
            fixed = replace(fixed, dated=_dated(values, reason))
        if "place" in values:
            fixed = replace(fixed, moved=True, place=self._place(values["place"], ruling))
        return fixed

    def _place(self, wanted: str | None, ruling: EventCorrection) -> Place | None:
        if wanted is None:
            return None
        places = self._tables.by_id(Place)
        if wanted in places:
            return places[wanted]
        mentions = Anchored(self._tables.of(PlaceMention)).find_all(ruling.place)
        holder = {row.mention: row.place for row in self._tables.of(PlaceMember)}
        votes = Counter(holder[row.id] for row in mentions if row.id in holder)
        return places.get(min(votes, key=lambda key: (-votes[key], key))) if votes else None


def _dated(values: Mapping[str, Any], reason: str) -> Dated | None:
    start = values.get("date_start") or values.get("date_end")
    end = values.get("date_end") or start
    if start is None or end is None:
        return Dated(None, None, reason) if "date_start" in values else None
    first, last = sorted(datetime.date.fromisoformat(day).toordinal() for day in (start, end))
    precision = values.get("date_precision") or precision_of((first, last))
    return Dated((first, last), precision, reason)
