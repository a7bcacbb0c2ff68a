"""Where an incident of MUC lies: the country that a report tells of, and finer places in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from anyascii import anyascii

from consilience.text.gazetteer import load_gazetteer

_FILED: Final = 3
"""Places and peoples named in a report that the place where it was filed weighs as much as."""


def main_country(case: Mapping[str, Any], dateline: str) -> str | None:
    """Return the country of most places and peoples of a report, and of where it was filed."""
    place_of = {row.mention: row.place for row in case.values() if row.table == "place_members"}
    mentions = (row for row in case.values() if row.table == "place_mentions")
    counts = Counter(_country(row, case.get(place_of.get(row.id, ""))) for row in mentions)
    named = load_gazetteer().lookup(re.split(r"[,(]", dateline)[0].strip().title())
    if named:
        counts[max(named, key=lambda place: place.population or 0).country] += _FILED
    ranked = sorted((-n, code) for code, n in counts.items() if code)
    return ranked[0][1] if ranked else None


def _country(mention: Any, place: Any) -> str | None:
    """Return the code of the country that *mention* names, of whose people it is, or lies in."""
    if mention.kind == "people":
        people = load_gazetteer().by_id(mention.candidates[0]) if mention.candidates else None
        return people.country if people else None
    return None if mention.metonym or place is None else place.country


def location_of(place: Any, case: Mapping[str, Any], country: str | None) -> list[str]:
    """Return the names of *place* as the key has them, the country first.

    Args:
        country: The one that the report tells of.

    """
    names: list[str] = []
    code = None
    while place is not None and place.name.upper() not in names:
        if place.precision not in ("country", "region"):
            names.append(" ".join(place.name.upper().split()))
        code = place.country or code
        place = case.get(place.within)
    if names and code != country and _lies_in(names[0], country):
        code, names = country, names[:1]
    known = load_gazetteer().country_of(code or country or "")
    return [anyascii(name) for name in ([known.name.upper(), *names[::-1]] if known else [])]


def is_in_town(place: Any, case: Mapping[str, Any]) -> bool:
    """Whether *place* is a town or lies in one."""
    seen: set[str] = set()
    while place is not None and place.id not in seen:
        if place.precision in ("settlement", "near_settlement"):
            return True
        seen.add(place.id)
        place = case.get(place.within)
    return False


def _lies_in(name: str, country: str | None) -> bool:
    return any(place.country == country for place in load_gazetteer().lookup(name.title()))
