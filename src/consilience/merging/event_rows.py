"""The rows of merged events: kind, place, days, parties, and what they belong to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consilience.merging.corrections import EventCorrections
from consilience.merging.dating import date_event
from consilience.merging.profiles import main_kind
from consilience.merging.relations import related_mentions
from consilience.merging.reports import Reports
from consilience.merging.titles import title_of
from consilience.merging.told import Told, iso_day
from consilience.merging.vocabulary import load_acled_types
from consilience.model.documents import Document
from consilience.model.entities import Entity
from consilience.model.events import Event
from consilience.model.ids import KeptId
from consilience.model.places import Place
from consilience.model.scales import EventKind, Realis, Sensitivity
from consilience.model.tables import Tables

_REALIS_ORDER: tuple[Realis, ...] = (
    "happened", "ongoing", "background", "denied", "planned", "hypothetical",
)  # fmt: skip

_NEARLY_ALL: float = 0.8
"""Share of a report's places in one country from which an event without a place lies there."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One event on its way to its row."""

    fresh: str  # the id that a fresh build gives
    kept: KeptId
    told: tuple[Told, ...]
    accounts: tuple[int, ...]


class EventMaker:
    """Makes event rows out of what was merged."""

    def __init__(
        self,
        tables: Tables,
        reports: Reports,
        merged: Sequence[Merged],
        event_of: Mapping[str, str],
    ) -> None:
        """Take what rows are made of.

        Args:
            tables: Of the stage.
            reports: Of the case.
            merged: The events whose rows are made.
            event_of: Tells the event of every mention of the case.

        """
        self._reports = reports
        self._places = tables.by_id(Place)
        self._geography = reports.geography
        self._entities = tables.by_id(Entity)
        self._documents = tables.by_id(Document)
        self._event_of = event_of
        self._fixed = EventCorrections(
            tables, {one.row.id: event.fresh for event in merged for one in event.told}
        )
        self._related = self._relations(merged)
        self._country_places = {
            row.country: row
            for row in tables.of(Place)
            if row.precision == "country" and row.country
        }
        self._country_of: dict[frozenset[str], Place | None] = {}

    def event(self, merged: Merged) -> Event:
        """Return the row of one event."""
        told, kept = merged.told, merged.kept
        ordered = sorted(told, key=_in_text)  # what is told first decides between equals
        fixed = self._fixed.of(merged.fresh)
        kind = fixed.kind or main_kind(ordered)
        realis = fixed.realis or _realis(told)
        place = fixed.place if fixed.moved else self._place(ordered)
        dated = fixed.dated or date_event(told)
        actors = _ranked([entity for one in ordered for entity in self._who(one, one.row.actors)])
        targets = _ranked([entity for one in ordered for entity in self._who(one, one.row.targets)])
        aggregate = told[0].row.aggregate
        acled = None if aggregate else self._acled(kind, realis, actors)
        documents = {one.row.document for one in told}
        return Event(
            id=kept.id,
            previous_ids=kept.previous_ids,
            title=title_of(
                kind,
                place.name if place and _is_told(place, told) else None,
                dated.days,
                realis=realis,
                aggregate=aggregate,
            ),
            kind=kind,
            acled_event_type=acled[0] if acled else None,
            acled_sub_event_type=acled[1] if acled else None,
            date_start=iso_day(dated.days[0]) if dated.days else None,
            date_end=iso_day(dated.days[1]) if dated.days else None,
            date_precision=dated.precision,
            date_reason=dated.reason,
            place=place.id if place else None,
            place_precision=place.precision if place else None,
            actors=actors,
            targets=tuple([entity for entity in targets if entity not in actors]),
            realis=realis,
            aggregate=aggregate,
            background=all(one.row.realis == "background" for one in told),
            n_mentions=len(told),
            n_reports=len(documents),
            n_outlets=len({self._documents[key].outlet or key for key in documents}),
            related=tuple(sorted(self._related.get(kept.id, ()))),
            reason="; ".join(filter(None, (_reason(told, documents), fixed.reason))),
            sensitivity=self._sensitivity(actors, targets),
        )

    def _who(self, one: Told, mentions: Sequence[str]) -> Iterable[str]:
        """Return the entities that *mentions* name, each once, in the order of the words."""
        named = self._reports.entities(one.row.document)
        return dict.fromkeys(named[key] for key in mentions if key in named)

    def _place(self, told: Sequence[Told]) -> Place | None:
        places = [one.place for one in told if one.place in self._places]
        if not places:
            return self._only_country(frozenset([one.row.document for one in told]))
        counts = Counter(places)
        best = min(
            (key for key in counts if key),
            key=lambda key: (not self._geography.is_fine(key), -counts[key]),
        )
        return self._places[self._innermost(best, told)]

    def _innermost(self, best: str, told: Sequence[Told]) -> str:
        """Return the one quarter of *best* that several reports name, where there is one."""
        inside: dict[str, set[str]] = defaultdict(set)
        for one in told:
            if one.place and one.place != best and best in self._geography.around(one.place):
                inside[one.place].add(one.row.document)
        named = [place for place, documents in inside.items() if len(documents) > 1]
        return named[0] if len(named) == 1 and len(inside) == 1 else best

    def _only_country(self, documents: frozenset[str]) -> Place | None:
        """Return the country that nearly all places of *documents* lie in, where one does."""
        if documents not in self._country_of:
            self._country_of[documents] = self._find_country(documents)
        return self._country_of[documents]

    def _find_country(self, documents: frozenset[str]) -> Place | None:
        counts: Counter[str] = Counter()
        for document in documents:
            for key in self._reports.places(document).values():
                place = self._places.get(key)
                if place is not None and place.country:
                    counts[place.country] += 1
        if not counts:
            return None
        (country, most), total = counts.most_common(1)[0], sum(counts.values())
        return self._country_places.get(country) if most >= _NEARLY_ALL * total else None

    def _acled(
        self, kind: EventKind, realis: Realis, actors: Sequence[str]
    ) -> tuple[str, str] | None:
        if realis in ("planned", "hypothetical", "denied"):
            return None
        kinds = {self._entities[actor].kind for actor in actors if actor in self._entities}
        types = load_acled_types()
        if kinds.isdisjoint(("force", "government")):
            return types.get(kind)
        return types.get(f"{kind}_by_state", types.get(kind))

    def _sensitivity(self, actors: Sequence[str], targets: Sequence[str]) -> Sensitivity:
        def persons(keys: Sequence[str]) -> bool:
            return any(
                self._entities[key].kind == "person" for key in keys if key in self._entities
            )

        return "severe" if persons(targets) else "personal" if persons(actors) else "none"

    def _relations(self, merged: Iterable[Merged]) -> Mapping[str, set[str]]:
        """Return, by event, those that it is part of, that are its parts, or that it uncovers."""
        found: dict[str, set[str]] = defaultdict(set)
        for document in {one.row.document for event in merged for one in event.told}:
            for a, b in related_mentions(self._reports.mentions(document)):
                left, right = self._event_of[a], self._event_of[b]
                if left != right:
                    found[left].add(right)
                    found[right].add(left)
        return found


def _ranked(entities: Sequence[str]) -> tuple[str, ...]:
    if len(entities) < 2:
        return tuple(entities)
    counts = Counter(entities)
    return tuple(sorted(counts, key=lambda key: -counts[key]))


def _is_told(place: Place, told: Sequence[Told]) -> bool:
    """Whether a mention names the place: a title does not say what was only concluded."""
    return any(one.place == place.id for one in told)


def _realis(told: Sequence[Told]) -> Realis:
    if len(told) == 1:
        return told[0].row.realis
    found = {one.row.realis for one in told}
    return next(realis for realis in _REALIS_ORDER if realis in found)


def _in_text(one: Told) -> tuple[str, int, str]:
    return one.row.document, one.row.trigger.start, one.row.id


def _reason(told: Sequence[Told], documents: set[str]) -> str:
    mentions = "one mention" if len(told) == 1 else f"{len(told)} mentions"
    reports = "one report" if len(documents) == 1 else f"{len(documents)} reports"
    return f"{mentions} in {reports}"
