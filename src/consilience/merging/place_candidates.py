"""The places that a name can mean: of the user's gazetteer first, then of the packed one."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.model.places import GazetteerEntry
from consilience.text.gazetteer import GazetteerPlace, load_gazetteer
from consilience.text.place_names import fold_name, loose_name

EARTH_KM: Final = 6371.0
_PRIOR: Final = {
    "country": 3.0, "adm1": -0.5, "adm2": -2.0, "settlement": 0.0, "region": 6.0, "water": 3.0,
}  # fmt: skip

_SMALL: Final = frozenset({"settlement", "neighbourhood", "facility", "adm2"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean."""

    id: str
    name: str
    kind: str  # of a gazetteer: settlement, neighbourhood, adm1, adm2, country, water, region …
    country: str | None
    adm1: str | None  # name
    adm2: str | None
    latitude: float | None
    longitude: float | None
    population: int
    expected: float  # how much one expects it, knowing only the name
    own: bool  # the user's
    loose: bool  # found by another of its names, or by another spelling
    within: str | None = None  # name of what it lies in, as the user's gazetteer has it

    @property
    def point(self) -> tuple[float, float] | None:
        """Its degrees north and east."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def cell(self) -> tuple[int, int] | None:
        """The square of two degrees in which its point lies; areas and countries have none."""
        if self.latitude is None or self.longitude is None or self.kind not in _SMALL:
            return None
        return int(self.latitude // 2), int(self.longitude // 2)

    def holds(self, other: Candidate) -> bool:
        """Tell whether *other* lies in it, as far as their areas tell."""
        if self.kind == "country":
            return other.kind != "country" and other.country == self.country
        if self.country != other.country or self.country is None:
            return False
        if self.kind in {"adm1", "adm2"}:
            own = other.adm1 if self.kind == "adm1" else other.adm2
            return own == self.name and other.kind not in {"country", self.kind}
        return False


OwnNames = Mapping[str, tuple[Candidate, ...]]


def own_names(entries: Sequence[GazetteerEntry]) -> OwnNames:
    """Return the user's places by folded and by loose name."""
    found: dict[str, tuple[Candidate, ...]] = {}
    for entry in sorted(entries, key=lambda entry: (-(entry.population or 0), entry.id)):
        candidate = _of_entry(entry)
        for name in (entry.name, *entry.aliases):
            for key in (fold_name(name), "?" + loose_name(name)):
                if candidate not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), candidate)
    return found


def find_candidates(name: str, own: OwnNames) -> tuple[Candidate, ...]:
    """Return what *name* can mean, the likeliest first; the user's places shut out the others."""
    mine = own.get(fold_name(name)) or own.get("?" + loose_name(name))
    return mine or _packed(name)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two points in degrees."""
    north_a, east_a, north_b, east_b = map(math.radians, (*a, *b))
    half = (
        math.sin((north_b - north_a) / 2) ** 2
        + math.cos(north_a) * math.cos(north_b) * math.sin((east_b - east_a) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def moved(point: tuple[float, float], km: float, bearing: float) -> tuple[float, float]:
    """Return the point *km* from *point* at *bearing* (degrees from north)."""
    angle, north, east = km / EARTH_KM, *map(math.radians, point)
    turn = math.radians(bearing)
    there = math.asin(
        math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(turn)
    )
    over = east + math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(north),
        math.cos(angle) - math.sin(north) * math.sin(there),
    )
    return math.degrees(there), (math.degrees(over) + 540.0) % 360.0 - 180.0


def _of_entry(entry: GazetteerEntry) -> Candidate:
    return Candidate(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        adm1=entry.adm1,
        adm2=entry.adm2,
        latitude=entry.latitude,
        longitude=entry.longitude,
        population=entry.population or 0,
        expected=20.0 + math.log10((entry.population or 0) + 1) + _PRIOR.get(entry.kind, 0.0),
        own=True,
        loose=False,
        within=entry.within,
    )


@functools.lru_cache(maxsize=32_768)
def _packed(name: str) -> tuple[Candidate, ...]:
    gazetteer = load_gazetteer()
    exact = gazetteer.named(name)
    found = [_of_place(place, loose=not exact) for place in exact or gazetteer.spelt_like(name)]
    return tuple(sorted(found, key=lambda candidate: (-candidate.expected, candidate.id)))


def _of_place(place: GazetteerPlace, *, loose: bool) -> Candidate:
    gazetteer = load_gazetteer()
    other = place.alias or loose
    return Candidate(
        id=place.id,
        name=place.name,
        kind=place.kind,
        country=place.country,
        adm1=place.name
        if place.kind == "adm1"
        else None
        if place.adm1 is None
        else gazetteer.at(place.adm1).name,
        adm2=None if place.adm2 is None else gazetteer.at(place.adm2).name,
        latitude=place.latitude,
        longitude=place.longitude,
        population=place.population,
        expected=math.log10(place.population + 1)
        + _PRIOR[place.kind]
        + (1.5 if place.capital else 0.0)
        - (1.5 if place.alias else 0.0)
        - (1.0 if loose else 0.0),
        own=False,
        loose=other,
    )
