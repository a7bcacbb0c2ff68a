"""The same thing told in several reports becomes one event: the stage ``merge_events``."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from consilience.merging.accounts import Account
from consilience.merging.clustering import Clusters, cluster
from consilience.merging.demands import demands_of
from consilience.merging.event_rows import EventMaker, Merged
from consilience.merging.ledger import NOTHING, Ledger, note_ledger, read_ledger
from consilience.merging.reach import Reach, find_reach
from consilience.merging.reports import Reports
from consilience.merging.scene_clusters import cluster_scenes
from consilience.merging.settings import MergeSettings
from consilience.merging.suggestions import suggest_merges
from consilience.merging.told import Told
from consilience.merging.touched import events_told_otherwise, touched_reports
from consilience.merging.uncovered import uncovered_pairs
from consilience.model.changes import Stays
from consilience.model.documents import Text
from consilience.model.events import Event, EventMember, Feature, SuggestedMerge
from consilience.model.ids import keep_ids
from consilience.model.tables import Tables


def merge_events(
    tables: Tables, *, settings: MergeSettings
) -> Iterator[Event | EventMember | SuggestedMerge | Stays]:
    """Yield the events of the case, which mention tells of which, and what a person may merge."""
    before, touched = read_ledger(tables), touched_reports(tables)
    if settings.one_topic or before is None:
        touched = None
    reports = Reports(tables, settings, whole=touched is None)
    if settings.one_topic:
        accounts = _all_accounts(reports)
        texts = {row.id: row.text for row in tables.of(Text)}
        clusters = cluster_scenes(accounts, texts, demands_of(accounts, reports.links))
    else:
        reach = _reach(tables, reports, before, touched, settings=settings)
        accounts = reach.accounts
        clusters = cluster(
            reach.profiles,
            reach.matches,
            reach.matcher,
            demands=demands_of(accounts, reports.links),
            linked=functools.partial(uncovered_pairs, accounts),
        )
    standing = _Standing(tables, accounts, touched)
    yield from standing.stays()
    yield from _rows(
        tables, reports, standing, accounts=accounts, clusters=clusters, settings=settings
    )


def _all_accounts(reports: Reports) -> list[Account]:
    every = (row for document in reports.known for row in reports.accounts(document).items())
    return [account for _, account in sorted(every)]


def _reach(
    tables: Tables,
    reports: Reports,
    before: Ledger | None,
    touched: AbstractSet[str] | None,
    *,
    settings: MergeSettings,
) -> Reach:
    """Return the accounts that what differs can reach, and note all of them for the next run."""
    if before is None or touched is None:
        reach = find_reach(NOTHING, reports.known, reports, settings=settings)
    else:
        otherwise = events_told_otherwise(tables)
        again = [row.mention for row in tables.where(EventMember, "event", otherwise)]
        reach = find_reach(before, touched, reports, settings=settings, again=again)
    note_ledger(tables, reach.ledger)
    return reach


class _Standing:
    """What the stage made when it last ran, and which of it stands as it stood."""

    def __init__(
        self, tables: Tables, accounts: Iterable[Account], touched: AbstractSet[str] | None
    ) -> None:
        told = [one.row for account in accounts for one in account.told]
        known = frozenset([key for (key,) in tables.columns(Event, "id")])
        if touched is None:
            beside: Sequence[EventMember] = ()
            members, others = tables.of(EventMember), known
        else:
            anew = {row.id for row in told}
            looked_at = touched | {row.document for row in told}
            beside = tables.where(EventMember, "document", looked_at)
            met = {row.event for row in beside if row.mention in anew or row.document in touched}
            members = tables.where(EventMember, "event", met)
            left = {
                row.event
                for row in members
                if row.mention not in anew and row.document not in touched
            }
            others = frozenset(met - left)
        self.events = known - others
        """Of which a mention is there that is not looked at anew."""
        self.members = [row for row in beside if row.event in self.events]
        """Of these events, in the reports that are looked at."""
        self._others = tables.where(Event, "id", others)
        self._members_of_others = [row for row in members if row.event in others]
        self._told = tables.changes is not None

    def stays(self) -> Iterator[Stays]:
        """Yield that the rows of these events stay."""
        if self._told:
            others = frozenset([row.id for row in self._others])
            yield Stays(kind=Event, field="id", but=others)
            yield Stays(kind=EventMember, field="event", but=others)
            yield Stays(kind=SuggestedMerge, field="event_a", but=others)

    def others(self) -> dict[str, tuple[list[str], tuple[str, ...]]]:
        """Return members and earlier ids of the events that do not stand, by id."""
        members: dict[str, list[str]] = defaultdict(list)
        for row in self._members_of_others:
            members[row.event].append(row.mention)
        return {row.id: (members[row.id], row.previous_ids) for row in self._others}


def _rows(
    tables: Tables,
    reports: Reports,
    standing: _Standing,
    *,
    accounts: Sequence[Account],
    clusters: Clusters,
    settings: MergeSettings,
) -> Iterator[Event | EventMember | SuggestedMerge]:
    """Yield the rows of what was put together anew."""
    merged = _collect(accounts, clusters, standing)
    event_of = {one.row.id: key for key, event in merged.items() for one in event.told}
    kept_of = {mention: merged[key].kept.id for mention, key in event_of.items()}
    kept_of.update((row.mention, row.event) for row in standing.members)
    maker = EventMaker(tables, reports, list(merged.values()), kept_of)
    for event in merged.values():
        yield maker.event(event)
        for at in event.accounts:
            yield from _members(accounts, at, clusters, event.kept.id)
    pairs = (
        (event_of[accounts[a].first.row.id], event_of[accounts[b].first.row.id], match)
        for a, b, match in clusters.open
    )
    kept = {key: event.kept for key, event in merged.items()}
    yield from suggest_merges(pairs, kept, most=settings.max_suggested)


def _collect(
    accounts: Sequence[Account], clusters: Clusters, standing: _Standing
) -> dict[str, Merged]:
    """Return the events by the id that a fresh build gives."""
    groups: dict[int, list[int]] = defaultdict(list)
    for at, root in enumerate(clusters.root):
        groups[root].append(at)
    found: dict[str, tuple[list[Told], list[int]]] = {}
    for members in groups.values():
        told = [one for at in members for one in accounts[at].told]
        told.sort(key=_by_id)
        found[Event.make_id([one.row.id for one in told])] = told, members
    kept = keep_ids(
        {key: [one.row.id for one in told] for key, (told, _) in found.items()},
        standing.others(),
        taken=standing.events,
    )
    return {
        key: Merged(fresh=key, kept=kept[key], told=tuple(told), accounts=tuple(members))
        for key, (told, members) in found.items()
    }


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
