"""Places: as mentioned, and as merged and located over the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from consilience.model.rows import DocumentRow, Life, Ref, Row
from consilience.model.scales import PlacePrecision
from consilience.model.spans import Span

PlaceRelation = Literal["within", "part_of", "near", "distance", "between", "road"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention(DocumentRow):
    """Words that name a place, and what they say of where it lies."""

    table: ClassVar[str] = "place_mentions"
    prefix: ClassVar[str] = "plm"

    sentence: Annotated[str, Ref("sentences")]
    span: Span
    name: str  # without article, kind noun and direction
    kind: Literal[
        "settlement",
        "neighbourhood",
        "country",
        "region",
        "water",
        "road",
        "facility",
        "part",
        "people",
        "unknown",
    ]
    metonym: bool  # stands for a government ("Baghdad said") or a people
    candidates: tuple[str, ...]  # ids in the gazetteer, best first
    relation: PlaceRelation | None  # to the anchor, as the text says
    anchor: Annotated[str, Ref("place_mentions")] | None
    second_anchor: Annotated[str, Ref("place_mentions")] | None  # of "between A and B"
    distance_km: float | None
    bearing: float | None  # degrees from north at the anchor, such as 315 for "northwest of"
    relation_span: Span | None  # the words that say it
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Row):
    """A place, over the whole case. Without coordinates unless something gives them."""

    table: ClassVar[str] = "places"
    prefix: ClassVar[str] = "pla"

    previous_ids: tuple[str, ...]
    name: str
    aliases: tuple[str, ...]
    kind: str  # as in PlaceMention
    gazetteer: str | None  # id in the gazetteer
    latitude: float | None  # degrees north, WGS 84
    longitude: float | None  # degrees east, WGS 84
    radius_m: int | None  # uncertainty of the point
    precision: PlacePrecision | None
    geometry_source: str | None  # gazetteer, computed from distance …
    country: str | None  # ISO 3166-1 alpha-2
    adm1: str | None  # name
    adm2: str | None  # name
    within: Annotated[str, Ref("places")] | None
    n_mentions: int
    reason: str  # why this one; or why it has no point


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMember(DocumentRow):
    """Which place a mention names."""

    table: ClassVar[str] = "place_members"
    prefix: ClassVar[str] = "plb"

    place: Annotated[str, Ref("places")]
    mention: Annotated[str, Ref("place_mentions")]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerEntry(Row):
    """A place of the user's own gazetteer, given with the case."""

    table: ClassVar[str] = "gazetteer_entries"
    prefix: ClassVar[str] = "gaz"
    life: ClassVar[Life] = "given"

    name: str
    aliases: tuple[str, ...]
    kind: str  # settlement, neighbourhood, adm1, adm2, country, water, facility
    country: str | None  # ISO 3166-1 alpha-2
    adm1: str | None
    adm2: str | None
    within: str | None  # name of the settlement or area that it lies in
    latitude: float | None
    longitude: float | None
    population: int | None
    source: str  # file that it came from
