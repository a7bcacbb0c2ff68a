"""The same thing told in several reports becomes one event: the stage ``merge_events``."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consilience.merging.accounts import Account, read_accounts
from consilience.merging.clustering import Clusters, cluster
from consilience.merging.corrections import EventCorrections
from consilience.merging.dating import date_event
from consilience.merging.demands import Demands, demands_of, part_account
from consilience.merging.geography import Geography
from consilience.merging.matching import Matcher
from consilience.merging.profiles import main_kind, profile_of
from consilience.merging.rulings import Links, counted_mentions, find_links
from consilience.merging.scene_clusters import cluster_scenes
from consilience.merging.settings import MergeSettings
from consilience.merging.suggestions import suggest_merges
from consilience.merging.titles import title_of
from consilience.merging.told import Resolver, Told, iso_day
from consilience.merging.uncovered import uncovered_pairs
from consilience.merging.vocabulary import load_acled_types
from consilience.model.documents import Document, Text
from consilience.model.entities import Entity
from consilience.model.events import (
    Event,
    EventMember,
    EventMention,
    Feature,
    SuggestedMerge,
)
from consilience.model.ids import KeptId, keep_ids
from consilience.model.places import Place, PlaceMember
from consilience.model.scales import EventKind, Realis, Sensitivity
from consilience.model.tables import Tables

_REALIS_ORDER: tuple[Realis, ...] = (
    "happened", "ongoing", "background", "denied", "planned", "hypothetical",
)  # fmt: skip


_NEARLY_ALL: float = 0.8
"""Share of a report's places in one country from which an event without a place lies there."""


@dataclass(frozen=True, slots=True)
class _Merged:
    """One event on its way to its row."""

    told: tuple[Told, ...]
    accounts: tuple[int, ...]


def merge_events(
    tables: Tables, *, settings: MergeSettings
) -> Iterator[Event | EventMember | SuggestedMerge]:
    """Yield the events of the case, which mention tells of which, and what a person may merge."""
    geography = Geography(tables.of(Place))
    mentions = counted_mentions(tables)
    links = find_links(tables, mentions)
    accounts = _accounts(tables, mentions, links, geography=geography, settings=settings)
    clusters = _cluster(tables, accounts, demands_of(accounts, links), geography, settings)
    merged = _collect(accounts, clusters)
    kept = keep_ids(
        {key: [one.row.id for one in event.told] for key, event in merged.items()},
        _previous(tables),
    )
    maker = _EventMaker(tables, merged, kept)
    for key in sorted(merged, key=lambda key: kept[key].id):
        yield maker.event(key)
        for at in merged[key].accounts:
            yield from _members(accounts, at, clusters, kept[key].id)
    event_of = {one.row.id: key for key, event in merged.items() for one in event.told}
    pairs = (
        (event_of[accounts[a].first.row.id], event_of[accounts[b].first.row.id], match)
        for a, b, match in clusters.open
    )
    yield from suggest_merges(pairs, kept, most=settings.max_suggested)


def _cluster(
    tables: Tables,
    accounts: Sequence[Account],
    demands: Demands,
    geography: Geography,
    settings: MergeSettings,
) -> Clusters:
    if settings.one_topic:
        return cluster_scenes(accounts, {row.id: row.text for row in tables.of(Text)}, demands)
    profiles = [
        profile_of(account, geography, memory_days=settings.memory_days) for account in accounts
    ]
    matcher = Matcher(geography, _spread(accounts), settings)
    return cluster(
        profiles,
        matcher,
        settings,
        demands=demands,
        linked=functools.partial(uncovered_pairs, accounts),
    )


def _read(told: list[Told], geography: Geography, settings: MergeSettings) -> list[Account]:
    if settings.one_topic:
        return [Account(told=[one]) for one in told]
    return read_accounts(told, geography)


def _accounts(
    tables: Tables,
    mentions: Sequence[EventMention],
    links: Links,
    *,
    geography: Geography,
    settings: MergeSettings,
) -> list[Account]:
    by_document: dict[str, list[EventMention]] = defaultdict(list)
    for row in mentions:
        by_document[row.document].append(row)
    resolver = Resolver(tables)
    found = [
        account
        for document in sorted(by_document)
        for whole in _read(resolver.resolve(by_document[document]), geography, settings)
        for account in part_account(whole, links)
    ]
    return sorted(found, key=lambda account: account.first.row.id)


def _spread(accounts: Sequence[Account]) -> Mapping[str, int]:
    """Return in how many documents each entity and place is named beside an event."""
    documents: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        for one in account.told:
            for name in one.names:
                documents[name].add(one.row.document)
    return {name: len(found) for name, found in documents.items()}


def _collect(accounts: Sequence[Account], clusters: Clusters) -> dict[str, _Merged]:
    """Return the events by the id that a fresh build gives."""
    groups: dict[int, list[int]] = defaultdict(list)
    for at, root in enumerate(clusters.root):
        groups[root].append(at)
    found = {}
    for members in groups.values():
        told = [one for at in members for one in accounts[at].told]
        if len(told) > 1:
            told.sort(key=_by_id)
        key = Event.make_id([one.row.id for one in told])
        found[key] = _Merged(told=tuple(told), accounts=tuple(members))
    return found


def _by_id(one: Told) -> str:
    return one.row.id


def _members(
    accounts: Sequence[Account], at: int, clusters: Clusters, event: str
) -> Iterator[EventMember]:
    account = accounts[at]
    joined = clusters.joined.get(at)
    reached: tuple[str | None, tuple[Feature, ...]] = (None, ())
    if joined is not None:
        reached = accounts[joined.to].first.row.id, joined.match.features
    for one in account.told:
        row = one.row
        to, features = account.why.get(row.id, reached)
        yield EventMember(
            id=EventMember.make_id(row.id),
            document=row.document,
            event=event,
            mention=row.id,
            joined_to=to,
            score=round(sum([feature.share for feature in features]), 3) if to else None,
            features=features,
        )


def _previous(tables: Tables) -> dict[str, tuple[list[str], tuple[str, ...]]]:
    members: dict[str, list[str]] = defaultdict(list)
    for row in tables.of(EventMember):
        members[row.event].append(row.mention)
    return {row.id: (members[row.id], row.previous_ids) for row in tables.of(Event)}


class _EventMaker:
    """Makes event rows out of what was merged."""

    def __init__(
        self, tables: Tables, merged: Mapping[str, _Merged], kept: Mapping[str, KeptId]
    ) -> None:
        self._merged = merged
        self._kept = kept
        self._places = tables.by_id(Place)
        self._geography = Geography(tables.of(Place))
        self._entities = tables.by_id(Entity)
        self._outlets = {row.id: row.outlet or row.id for row in tables.of(Document)}
        self._event_of = {one.row.id: key for key, event in merged.items() for one in event.told}
        self._fixed = EventCorrections(tables, self._event_of)
        self._related = self._relations()
        self._country_places = {
            row.country: row
            for row in tables.of(Place)
            if row.precision == "country" and row.country
        }
        self._countries = self._count_countries(tables)
        self._country_of: dict[frozenset[str], Place | None] = {}

    def event(self, key: str) -> Event:
        """Return the row of one event."""
        told = self._merged[key].told
        fixed = self._fixed.of(key)
        kind = fixed.kind or main_kind(sorted(told, key=_in_text) if len(told) > 1 else told)
        realis = fixed.realis or _realis(told)
        place = fixed.place if fixed.moved else self._place(told)
        dated = fixed.dated or date_event(told)
        actors = _ranked([entity for one in told for entity in one.actors])
        targets = _ranked([entity for one in told for entity in one.targets])
        aggregate = told[0].row.aggregate
        acled = None if aggregate else self._acled(kind, realis, actors)
        documents = {one.row.document for one in told}
        return Event(
            id=self._kept[key].id,
            previous_ids=self._kept[key].previous_ids,
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
            n_outlets=len({self._outlets[document] for document in documents}),
            related=tuple(sorted([self._kept[other].id for other in self._related.get(key, ())])),
            reason="; ".join(filter(None, (_reason(told, documents), fixed.reason))),
            sensitivity=self._sensitivity(actors, targets),
        )

    def _place(self, told: Sequence[Told]) -> Place | None:
        places = [one.place for one in told if one.place in self._places]
        if not places:
            return self._only_country(frozenset([one.row.document for one in told]))
        counts = Counter(places)
        best = min(
            (key for key in counts if key),
            key=lambda key: (not self._geography.is_fine(key), -counts[key], key),
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

    def _count_countries(self, tables: Tables) -> Mapping[str, Counter[str]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for member in tables.of(PlaceMember):
            place = self._places.get(member.place)
            if place is not None and place.country:
                found[member.document][place.country] += 1
        return found

    def _only_country(self, documents: frozenset[str]) -> Place | None:
        """Return the country that nearly all places of *documents* lie in, where one does."""
        if documents not in self._country_of:
            self._country_of[documents] = self._find_country(documents)
        return self._country_of[documents]

    def _find_country(self, documents: frozenset[str]) -> Place | None:
        counts: Counter[str] = Counter()
        for document in documents:
            counts.update(self._countries.get(document, {}))
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

    def _relations(self) -> dict[str, set[str]]:
        """Return, by event, those that it is part of, that are its parts, or that it uncovers."""
        found: dict[str, set[str]] = defaultdict(set)
        for key, event in self._merged.items():
            for one in event.told:
                other = self._event_of.get(one.row.within_mention or "")
                if other is not None and other != key:
                    found[key].add(other)
                    found[other].add(key)
        for left, right in self._uncovered():
            found[left].add(right)
            found[right].add(left)
        return found

    def _uncovered(self) -> Iterator[tuple[str, str]]:
        """Yield events of one sentence of which one finds what the other left."""
        by_sentence: dict[str, list[Told]] = defaultdict(list)
        for event in self._merged.values():
            for one in event.told:
                if one.row.kind in ("mass_grave", "killing"):
                    by_sentence[one.row.sentence].append(one)
        for found in by_sentence.values():
            for grave in found:
                for killing in found:
                    if (grave.row.kind, killing.row.kind) == ("mass_grave", "killing"):
                        yield self._event_of[grave.row.id], self._event_of[killing.row.id]


def _ranked(entities: Sequence[str]) -> tuple[str, ...]:
    if len(entities) < 2:
        return tuple(entities)
    counts = Counter(entities)
    return tuple(sorted(counts, key=lambda key: (-counts[key], key)))


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
