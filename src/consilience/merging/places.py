"""Which place is meant, over the whole case, and where is it?

The same place in several reports meets by gazetteer id, or else by spelling. A place that no
gazetteer has gets a point only where distance and direction from a known place are said; a quarter
lies within its town, without a pin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from consilience.merging.place_candidates import Candidate, own_names
from consilience.merging.place_choice import ChoiceSettings
from consilience.merging.place_clusters import (
    Cluster,
    ClusterKey,
    Clusters,
    Homes,
    cluster_names,
)
from consilience.merging.place_hints import Choice, choose_in_reports, name_groups, read_said
from consilience.merging.place_ids import keep_places
from consilience.merging.place_points import ComputedPoint, Said, between, compute_point
from consilience.model.changes import Stays
from consilience.model.ids import KeptId
from consilience.model.places import GazetteerEntry, Place, PlaceMention
from consilience.model.rows import Row
from consilience.model.scales import RADIUS_M, PlacePrecision
from consilience.model.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSettings:
    """How places are resolved."""

    choice: ChoiceSettings = field(default_factory=ChoiceSettings)


_PRECISION: Final[dict[str, PlacePrecision]] = {
    "country": "country", "adm1": "adm1", "adm2": "adm2", "region": "region", "water": "region",
    "settlement": "settlement", "neighbourhood": "neighbourhood", "facility": "near_point",
    "road": "region",
}  # fmt: skip
_ROW_KIND: Final = {"adm1": "region", "adm2": "region"}


def resolve_places(tables: Tables, *, settings: PlaceSettings) -> Iterator[Row | Stays]:
    """Yield the places of the case and which mention names which."""
    own = own_names(tables.of(GazetteerEntry))
    choices, again = choose_in_reports(tables, own, settings.choice)
    clusters, homes = _clusters(tables, choices, settings.choice)
    kept = keep_places(tables, clusters, again)
    yield from kept.stays()
    builder = _Builder(clusters, homes, kept.ids)
    for key in sorted(clusters):
        yield builder.place(clusters[key])
        yield from kept.member_rows(clusters[key])


def _clusters(
    tables: Tables, choices: Mapping[str, Choice], settings: ChoiceSettings
) -> tuple[Clusters, Homes]:
    said = read_said(tables, choices)
    found = name_groups(choices, said)
    stretches = [mention for mention in said if mention.second_anchor is not None]
    return cluster_names(found, stretches, settings=settings)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a place is, how exactly, and why."""

    latitude: float | None
    longitude: float | None
    radius_m: int | None
    precision: PlacePrecision | None
    source: str | None
    reason: str


class _Builder:
    """Makes the row of each cluster."""

    def __init__(self, clusters: Clusters, homes: Homes, ids: Mapping[ClusterKey, KeptId]) -> None:
        self._clusters = clusters
        self._ids = ids
        self._home = homes
        self._names = {key: _names(cluster) for key, cluster in clusters.items()}
        self._said = self._statements()

    def place(self, cluster: Cluster) -> Place:
        """Return the row of a place."""
        kept = self._ids[cluster.key]
        within = self._ids.get(cluster.parent) if cluster.parent else None
        spot = self._spot(cluster)
        around = cluster.chosen or self._around(cluster)
        name, aliases = self._names[cluster.key]
        return Place(
            id=kept.id,
            previous_ids=kept.previous_ids,
            name=name,
            aliases=aliases,
            kind=_kind(cluster),
            gazetteer=cluster.chosen.id if cluster.chosen else None,
            latitude=spot.latitude,
            longitude=spot.longitude,
            radius_m=spot.radius_m,
            precision=spot.precision,
            geometry_source=spot.source,
            country=around.country if around else None,
            adm1=around.adm1 if around else None,
            adm2=around.adm2 if around else None,
            within=within.id if within else None,
            n_mentions=cluster.size,
            reason=spot.reason,
        )

    def _around(self, cluster: Cluster) -> Candidate | None:
        """Return the nearest known place that it lies in, or that it is said to lie by."""
        at = cluster.parent
        while at is not None and at in self._clusters:
            if self._clusters[at].chosen is not None:
                return self._clusters[at].chosen
            at = self._clusters[at].parent
        anchors = [
            self._clusters[self._home[mention.anchor]].chosen
            for mention, _ in cluster.mentions
            if mention.anchor in self._home
        ]
        return next((anchor for anchor in anchors if anchor is not None), None)

    def _spot(self, cluster: Cluster) -> _Spot:
        if cluster.chosen is not None:
            return _known_spot(cluster, cluster.chosen)
        if cluster.ends is not None:
            return self._stretch_spot(cluster.ends)
        if cluster.key[0] == "part":
            return self._part_spot(cluster)
        computed = compute_point(self._said.get(cluster.key, []))
        if computed is not None:
            return _computed_spot(computed)
        return self._unknown_spot(cluster)

    def _stretch_spot(self, ends: tuple[ClusterKey, ClusterKey]) -> _Spot:
        places = [self._clusters[end].chosen for end in ends]
        points = [place.point for place in places if place and place.kind == "settlement"]
        if len(points) == 2 and points[0] and points[1]:
            middle, radius = between(points[0], points[1])
            reason = "between two places: the middle, with half their distance as radius"
            return _Spot(*middle, radius, "region", "computed between two places", reason)
        reason = "between two places that are not both known towns: no point"
        return _Spot(None, None, None, "region", None, reason)

    def _part_spot(self, cluster: Cluster) -> _Spot:
        whole = self._clusters[cluster.parent].chosen if cluster.parent else None
        town = whole is None or whole.kind == "settlement"
        reason = "a part of a place: it has no point of its own"
        return _Spot(None, None, None, "settlement" if town else "region", None, reason)

    def _unknown_spot(self, cluster: Cluster) -> _Spot:
        reason = _main_reason(cluster)
        if cluster.parent is not None and cluster.parent in self._clusters:
            parent = self._clusters[cluster.parent]
            where = f"within {self._names[parent.key][0]} ({cluster.parent_reason})"
            in_town = parent.chosen is None or parent.chosen.kind == "settlement"
            precision: PlacePrecision | None = "neighbourhood" if in_town else None
            return _Spot(None, None, None, precision, None, f"{reason}; {where}: no pin")
        sides = sorted(
            {
                mention.relation_span.quote if mention.relation_span else mention.relation
                for mention, _ in cluster.mentions
                if mention.relation in {"near", "distance"}
            }
        )
        if sides:
            said = "; ".join(side.strip(" ,") for side in sides)
            reason = f"{reason}; said to lie: {said}; no distance with a direction, so no point"
            return _Spot(None, None, None, "near_settlement", None, reason)
        return _Spot(None, None, None, None, None, f"{reason}: no point")

    def _statements(self) -> dict[ClusterKey, list[Said]]:
        """Return what is said of distance and direction, also the other way round."""
        found: dict[ClusterKey, list[Said]] = {}
        for cluster in self._clusters.values():
            for mention, _ in cluster.mentions:
                if mention.relation != "distance" or mention.distance_km is None:
                    continue
                other = self._home.get(mention.anchor or "")
                if other is None or other == cluster.key:
                    continue
                self._note(found, cluster.key, other, mention, mention.bearing)
                back = None if mention.bearing is None else (mention.bearing + 180.0) % 360.0
                self._note(found, other, cluster.key, mention, back)
        return found

    def _note(
        self,
        found: dict[ClusterKey, list[Said]],
        place: ClusterKey,
        anchor: ClusterKey,
        mention: PlaceMention,
        bearing: float | None,
    ) -> None:
        known = self._clusters[anchor].chosen
        if known is None or known.point is None or known.kind not in {"settlement", "facility"}:
            return
        quote = mention.relation_span.quote if mention.relation_span else mention.span.quote
        found.setdefault(place, []).append(
            Said(
                document=mention.document,
                anchor=self._names[anchor][0],
                point=known.point,
                km=mention.distance_km or 0.0,
                bearing=bearing,
                quote=quote,
            )
        )


def _known_spot(cluster: Cluster, chosen: Candidate) -> _Spot:
    precision = _PRECISION.get(chosen.kind, "settlement")
    radius = RADIUS_M[precision]
    if chosen.point is None:
        reason = f"{_main_reason(cluster)}; the gazetteer has no point for it"
        return _Spot(None, None, None, precision, None, reason)
    source = "gazetteer given with the case" if chosen.own else "gazetteer"
    if radius is None:
        source = f"{source} (middle of the area, no pin)"
    return _Spot(
        chosen.latitude, chosen.longitude, radius, precision, source, _main_reason(cluster)
    )


def _computed_spot(computed: ComputedPoint) -> _Spot:
    if computed.point is None:
        return _Spot(None, None, None, "near_settlement", None, computed.reason)
    north, east = computed.point
    source = "computed from distance and direction"
    return _Spot(north, east, computed.radius_m, "near_settlement", source, computed.reason)


def _main_reason(cluster: Cluster) -> str:
    reasons = cluster.reasons
    return min(reasons, key=lambda one: (-reasons[one], one)) if reasons else "in no gazetteer"


def _names(cluster: Cluster) -> tuple[str, tuple[str, ...]]:
    """Return the name used most, and all others as written."""
    counted = cluster.count("name")
    if cluster.key[0] == "part":
        written = {mention.span.quote for mention, _ in cluster.mentions}
        return cluster.name, tuple(sorted(written - {cluster.name}))
    if not counted:
        return cluster.name, ()
    name = min(counted, key=lambda one: (-counted[one], one))
    return name, tuple(sorted(set(counted) - {name}))


def _kind(cluster: Cluster) -> str:
    if cluster.chosen is not None:
        return _ROW_KIND.get(cluster.chosen.kind, cluster.chosen.kind)
    kinds = cluster.count("kind")
    said = {kind: count for kind, count in kinds.items() if kind != "unknown"}
    counted = said or kinds
    return min(counted, key=lambda kind: (-counted[kind], kind)) if counted else "unknown"
