"""How two places of the case lie to each other: the same, one in the other, near, or apart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final, Literal

from consilience.model.places import Place

Relation = Literal["same", "inside", "near", "apart", "unknown"]
_FINE_KINDS: Final = frozenset({"settlement", "neighbourhood", "facility"})
_FINE: Final = frozenset({"point", "near_point", "neighbourhood", "settlement", "near_settlement"})
_KM_PER_DEGREE: Final = 111.2


class Geography:
    """The places of a case and what is known of where they lie."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.id: place for place in places}
        self._around: dict[str, tuple[str, ...]] = {}
        self._known: dict[tuple[str, str], Relation] = {}

    def rank(self, key: str) -> tuple[str, str, str, str]:
        """Return what puts places in an order that does not hang on ids: a grown case keeps those.

        Only of two places that are called alike in one area the ids decide.
        """
        place = self.places.get(key)
        if place is None:
            return "", "", "", key
        return place.name, place.adm1 or "", place.country or "", key

    def is_fine(self, key: str | None) -> bool:
        """Whether the place is a settlement or something inside of one."""
        place = self.places.get(key or "")
        if place is None:
            return False
        return place.kind in _FINE_KINDS or place.precision in _FINE

    def around(self, key: str) -> tuple[str, ...]:
        """Return the place and those that it lies in, from the inside out."""
        if key not in self._around:
            self._around[key] = self._chain(key)
        return self._around[key]

    def relation(self, left: str, right: str) -> Relation:
        """Return how two places lie to each other, at the coarser precision of the two."""
        if left == right:
            return "same"
        pair = (left, right) if left < right else (right, left)
        if pair not in self._known:
            self._known[pair] = self._relate(*pair)
        return self._known[pair]

    def finest(self, places: Iterable[str]) -> frozenset[str]:
        """Return *places* without those that others of them lie in: these tell nothing more."""
        known = frozenset(places)
        if len(known) < 2:
            return known
        above = {outer for key in known for outer in self.around(key)[1:]}
        return known - above or known

    def keeps_apart(self, left: str, right: str) -> bool:
        """Whether what happened at *left* and at *right* are two things.

        Two quarters of a city are two places however near; two towns a few kilometres apart may
        stand for one.
        """
        relation = self.relation(left, right)
        if relation != "near":
            return relation == "apart"
        a, b = self.places[left], self.places[right]
        if "neighbourhood" not in (a.kind, b.kind):
            return False
        return a.name.casefold() != b.name.casefold() and not _share_word(a.name, b.name)

    def _relate(self, left: str, right: str) -> Relation:
        a, b = self.places.get(left), self.places.get(right)
        if a is None or b is None:
            return "unknown"
        if right in self.around(left) or left in self.around(right):
            return "inside"
        if _is_area_of(a, b) or _is_area_of(b, a):
            return "inside"
        apart_km = _distance_km(a, b)
        if apart_km is not None:
            reach = max(5_000, a.radius_m or 0, b.radius_m or 0) / 1_000
            if apart_km <= reach and self.is_fine(left) and self.is_fine(right):
                return "near"
        if a.country and b.country and a.country != b.country:
            return "apart"
        return "apart" if _are_located(a, b, apart_km) else "unknown"

    def _chain(self, key: str) -> tuple[str, ...]:
        found = [key]
        while True:
            above = self.places[found[-1]].within if found[-1] in self.places else None
            if above is None or above in found:
                return tuple(found)
            found.append(above)


def _is_area_of(area: Place, place: Place) -> bool:
    """Whether *place* states that it lies in the country or province that *area* is."""
    if area.precision == "country":
        return area.country is not None and area.country == place.country
    if area.precision in ("adm1", "region") and area.adm1:
        return area.adm1 == place.adm1 and area.country == place.country
    if area.precision == "adm2" and area.adm2:
        return (area.adm2, area.adm1, area.country) == (place.adm2, place.adm1, place.country)
    return False


def _are_located(a: Place, b: Place, apart_km: float | None) -> bool:
    """Whether enough is known of both to call them different places."""
    if apart_km is not None:
        return True
    return a.name.casefold() != b.name.casefold() and not _share_word(a.name, b.name)


def _share_word(left: str, right: str) -> bool:
    words = {word for word in left.casefold().split() if len(word) > 3}
    return bool(words & set(right.casefold().split()))


def _distance_km(a: Place, b: Place) -> float | None:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    north = a.latitude - b.latitude
    east = (a.longitude - b.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return math.hypot(north, east) * _KM_PER_DEGREE
