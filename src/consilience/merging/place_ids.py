"""Which ids do places keep, and whose members stay as they were?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from consilience.merging.place_clusters import Cluster, ClusterKey, Clusters
from consilience.model.changes import Stays
from consilience.model.ids import KeptId, keep_ids
from consilience.model.memory import Work
from consilience.model.places import Place, PlaceMember
from consilience.model.tables import Tables

_PLACES: Final[Work[dict[str, str]]] = Work("places by the ids of a fresh build", dict[str, str])


@dataclass(frozen=True, slots=True)
class KeptPlaces:
    """The ids that places keep, and which of their members are made anew."""

    ids: Mapping[ClusterKey, KeptId]
    standing: AbstractSet[ClusterKey]  # places whose members stay
    replaced: AbstractSet[str] | None  # ids of all others of the build before; ``None``: of all
    before: Mapping[str, PlaceMember]  # their members by mention

    def stays(self) -> Iterator[Stays]:
        """Yield that the members of places that stand stay."""
        if self.replaced is not None:
            yield Stays(kind=PlaceMember, field="place", but=self.replaced)

    def member_rows(self, cluster: Cluster) -> Iterator[PlaceMember]:
        """Yield the members of a place that are made anew."""
        if cluster.key in self.standing:
            return
        place = self.ids[cluster.key].id
        for document, mention, reason in cluster.members():
            old = self.before.get(mention)
            if old is not None and (old.place, old.reason) == (place, reason):
                yield old  # most are as they were: hashing and comparing them all would cost more
            else:
                yield PlaceMember(
                    id=PlaceMember.make_id(mention),
                    document=document,
                    place=place,
                    mention=mention,
                    reason=reason,
                )


def keep_places(tables: Tables, clusters: Clusters, again: AbstractSet[str]) -> KeptPlaces:
    """Return the ids that places keep.

    One stands where it has the members that it had, none of them in a report that means other
    places *again*.
    """
    members = {key: cluster.ids() for key, cluster in clusters.items()}
    fresh = {key: Place.make_id(*key, *own) for key, own in members.items()}
    standing = {
        key: place
        for key, place in _known(tables, fresh).items()
        if again.isdisjoint(clusters[key].reports())
    }
    earlier = {row.id: row.previous_ids for row in tables.of(Place)}
    if standing:
        replaced = earlier.keys() - standing.values()
        rows = tables.where(PlaceMember, "place", replaced)
    else:
        replaced, rows = None, tables.of(PlaceMember)
    held: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        held[row.place].append(row.mention)
    kept = keep_ids(
        {fresh[key]: own for key, own in members.items() if key not in standing},
        {place: (own, earlier[place]) for place, own in held.items() if place in earlier},
        taken=frozenset(standing.values()),
    )
    ids = {
        key: KeptId(id=standing[key], previous_ids=earlier[standing[key]])
        if key in standing
        else kept[fresh[key]]
        for key in clusters
    }
    tables.note(_PLACES, {fresh[key]: row.id for key, row in ids.items()})
    return KeptPlaces(ids, standing.keys(), replaced, {row.mention: row for row in rows})


def _known(tables: Tables, fresh: Mapping[ClusterKey, str]) -> dict[ClusterKey, str]:
    """Return the ids that places have which had the same members when the stage last ran."""
    noted = tables.noted(_PLACES) or {}
    return {key: noted[made] for key, made in fresh.items() if made in noted}
