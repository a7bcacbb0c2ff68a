"""Which names of which reports are one place?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consilience.merging.place_candidates import Candidate, distance_km
from consilience.merging.place_choice import WIDE, BareMentions, ChoiceSettings, Groups, NameGroup
from consilience.model.places import PlaceMention

ClusterKey = tuple[str, ...]


@dataclass(slots=True)
class Cluster:
    """A place over the case, on its way to a row."""

    key: ClusterKey
    mentions: list[tuple[PlaceMention, str]] = field(default_factory=list)  # with the reason
    bare: list[tuple[BareMentions, str]] = field(default_factory=list)
    chosen: Candidate | None = None
    reasons: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    parent: ClusterKey | None = None
    parent_reason: str = ""
    ends: tuple[ClusterKey, ClusterKey] | None = None  # of a stretch
    name: str = ""  # where the mentions do not give it

    def members(self) -> Iterator[tuple[str, str, str]]:
        """Yield report, id and reason of each mention."""
        for mention, reason in self.mentions:
            yield mention.document, mention.id, reason
        for bare, reason in self.bare:
            for own in bare.ids:
                yield bare.document, own, reason

    def ids(self) -> list[str]:
        """Return the ids of all mentions, sorted."""
        bare = (own for mentions, _ in self.bare for own in mentions.ids)
        return sorted([*(mention.id for mention, _ in self.mentions), *bare])

    @property
    def size(self) -> int:
        """How many mentions it has."""
        return len(self.mentions) + sum(len(mentions.ids) for mentions, _ in self.bare)

    def reports(self) -> set[str]:
        """Return the reports that name it."""
        found = {mention.document for mention, _ in self.mentions}
        return found.union(mentions.document for mentions, _ in self.bare)

    def count(self, field: str) -> dict[str, int]:
        """Return how many of the mentions have what in a *field*: name or kind."""
        found: dict[str, int] = defaultdict(int)
        for mention, _ in self.mentions:
            found[getattr(mention, field)] += 1
        for mentions, _ in self.bare:
            found[getattr(mentions, field)] += len(mentions.ids)
        return found


Clusters = dict[ClusterKey, Cluster]

Homes = dict[str, ClusterKey]
"""The place of each mention of which something is said, and of those on which others rest."""


def cluster_names(
    found: Mapping[str, Groups],
    stretches: Sequence[PlaceMention],
    *,
    settings: ChoiceSettings,
) -> tuple[Clusters, Homes]:
    """Return the places of the case by key; names that no gazetteer places meet by spelling."""
    clusters: Clusters = {}
    towns = {document: _main_town(groups) for document, groups in found.items()}
    for document, groups in found.items():
        for group in groups.values():
            _check_quarter(group, towns[document], settings)
    keys = _keys(found, towns)
    for document, groups in found.items():
        for group in groups.values():
            _add(clusters, keys, group, towns[document])
    _add_parts(clusters, found, keys)
    homes = _homes(clusters, stretches)
    _set_parents(clusters, homes)
    _add_stretches(clusters, stretches, homes)
    return clusters, homes


def _homes(clusters: Clusters, stretches: Sequence[PlaceMention]) -> Homes:
    homes: Homes = {}
    anchors = {
        anchor for mention in stretches for anchor in (mention.anchor, mention.second_anchor)
    }
    for key, cluster in clusters.items():
        homes.update((mention.id, key) for mention, _ in cluster.mentions)
        anchors.update(mention.anchor for mention, _ in cluster.mentions)
    for key, cluster in clusters.items():
        for mentions, _ in cluster.bare:
            if not anchors.isdisjoint(mentions.ids):
                homes.update((own, key) for own in mentions.ids)
    return homes


def _main_town(groups: Groups) -> NameGroup | None:
    """Return the town that a report speaks of most."""
    towns = [
        group
        for group in groups.values()
        if not group.quarter
        and (
            (group.chosen is not None and group.chosen.kind == "settlement")
            or (group.chosen is None and group.is_called("settlement"))
        )
    ]
    return max(towns, key=lambda group: (group.size, group.key), default=None)


def _check_quarter(group: NameGroup, town: NameGroup | None, settings: ChoiceSettings) -> None:
    """Take back a choice that lies in another town than the quarter's."""
    if not group.quarter or group.chosen is None or group.chosen.own:
        return
    here = town.chosen.point if town and town.chosen else None
    there = group.chosen.point
    if here and there and distance_km(here, there) <= settings.quarter_km:
        return
    if group.chosen.kind in WIDE:
        return
    where = ", ".join(filter(None, (group.chosen.adm1, group.chosen.country)))
    group.chosen = None
    group.reason = f"called a quarter; the gazetteer has only one elsewhere ({where})"


def _keys(
    found: Mapping[str, Groups], towns: Mapping[str, NameGroup | None]
) -> dict[tuple[str, str], ClusterKey]:
    """Return the cluster of each name of each report."""
    keys: dict[tuple[str, str], ClusterKey] = {}
    known: dict[str, set[ClusterKey]] = defaultdict(set)
    open_groups: list[NameGroup] = []
    for groups in found.values():
        for group in groups.values():
            if group.chosen is not None:
                key = ("gazetteer", group.chosen.id)
                keys[(group.document, group.key)] = key
                known[group.key].add(key)
            else:
                open_groups.append(group)
    for group in open_groups:
        same = known[group.key]
        town = towns[group.document]
        parent = town.key if group.quarter and town and town is not group else ""
        joins = len(same) == 1 and not group.quarter
        keys[(group.document, group.key)] = (
            next(iter(same)) if joins else ("name", group.key, parent)
        )
    return _without_lone_parents(keys)


def _without_lone_parents(
    keys: dict[tuple[str, str], ClusterKey],
) -> dict[tuple[str, str], ClusterKey]:
    """Let a name without a town meet the same name with one, if there is only one."""
    towns: dict[str, set[str]] = defaultdict(set)
    for key in keys.values():
        if key[0] == "name" and key[2]:
            towns[key[1]].add(key[2])
    return {
        spot: ("name", key[1], next(iter(towns[key[1]])))
        if key[0] == "name" and not key[2] and len(towns[key[1]]) == 1
        else key
        for spot, key in keys.items()
    }


def _add(
    clusters: Clusters,
    keys: Mapping[tuple[str, str], ClusterKey],
    group: NameGroup,
    town: NameGroup | None,
) -> None:
    key = keys[(group.document, group.key)]
    cluster = clusters.setdefault(key, Cluster(key))
    cluster.chosen = cluster.chosen or group.chosen
    reason = group.reason or "in no gazetteer"
    cluster.reasons[reason] += group.size
    cluster.mentions += [(mention, reason) for mention in group.mentions]
    cluster.bare += [(mentions, reason) for mentions in group.bare]
    if group.parts and not cluster.name:
        cluster.name = group.parts[0].name
    if group.chosen is None and group.quarter and town is not None and town is not group:
        cluster.parent = cluster.parent or keys[(town.document, town.key)]
        cluster.parent_reason = cluster.parent_reason or "the town that the report speaks of most"


def _add_parts(
    clusters: Clusters, found: Mapping[str, Groups], keys: Mapping[tuple[str, str], ClusterKey]
) -> None:
    for groups in found.values():
        for group in groups.values():
            for mention in group.parts:
                parent = keys[(group.document, group.key)]
                way = part_way(mention)
                key = ("part", way, *parent)
                cluster = clusters.setdefault(key, Cluster(key, parent=parent))
                cluster.name = cluster.name or f"{way} {mention.name}"
                cluster.mentions.append((mention, f"a part of {mention.name}"))


def part_way(mention: PlaceMention) -> str:
    """Return which part a mention of kind ``part`` names: "western", "northeastern", "central"."""
    word = mention.span.quote.split(mention.name)[0].strip().lower()
    plain = re.sub(r"[\s-]", "", word)
    compass = re.fullmatch(r"(?:north|south)?(?:north|south|east|west)(?:ern)?", plain)
    return plain.removesuffix("ern") + "ern" if compass else plain or "part of"


def _set_parents(clusters: Clusters, homes: Homes) -> None:
    """Let what a text says of containment come before the town that a report speaks of most."""
    for cluster in clusters.values():
        if cluster.key[0] == "part":
            continue
        said = Counter(
            homes[mention.anchor or ""]
            for mention, _ in cluster.mentions
            if mention.relation == "within" and mention.anchor in homes
        )
        said.pop(cluster.key, None)
        if said:
            cluster.parent = min(said, key=lambda key: (-said[key], key))
            cluster.parent_reason = "as the text says"
    for cluster in clusters.values():
        if _circular(cluster, clusters):
            cluster.parent = None


def _circular(cluster: Cluster, clusters: Clusters) -> bool:
    seen, at = {cluster.key}, cluster.parent
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = clusters[at].parent if at in clusters else None
    return False


def _add_stretches(clusters: Clusters, stretches: Sequence[PlaceMention], homes: Homes) -> None:
    found: Homes = {}
    for mention in stretches:
        first, second = homes.get(mention.anchor or ""), homes.get(mention.second_anchor or "")
        if first is not None and second is not None:
            low, high = sorted((first, second))
            key = ("stretch", mention.kind, *low, *high)
            cluster = clusters.setdefault(key, Cluster(key, ends=(low, high)))
            cluster.mentions.append((mention, f"a {mention.kind} between two places"))
            found[mention.id] = key
    homes.update(found)
