"""How `conflict_deaths` writes the province of a release and the group that it was directed at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from anyascii import anyascii

from consilience.model.entities import Mention
from consilience.model.places import PlaceMention
from evals.tasks.places import resolve

SIDES: Final = {
    "taliban": "taliban",
    "haqqani_network": "haqqani",
    "hezb_e_islami": "hig",
    "imu": "imu",
    "al_qaeda": "aq",
    "lashkar_e_taiba": "let",
}
"""The set's code of a group, by its key in the product's vocabulary."""
SPELT: Final = {"paktiya": "paktya"}
"""Provinces that the set spells in a way of its own."""


def side_of(mentions: Iterable[Mention]) -> list[str]:
    """Return the first group named that the set has a code for."""
    ordered = sorted(mentions, key=lambda mention: mention.span.start)
    named = [SIDES[key] for mention in ordered for key in mention.candidates[:1] if key in SIDES]
    return named[:1]


def province_of(places: Iterable[PlaceMention]) -> list[str]:
    """Return the first province told, else that of the first place; the capital is a dateline's."""
    ordered = sorted(places, key=lambda mention: (mention.kind != "region", mention.span.start))
    placed, _ = resolve(ordered)
    found = [
        anyascii(place.adm1).lower()
        for mention in ordered
        if (place := placed.get(mention.id)) is not None
        and place.adm1 is not None
        and place.country == "AF"
    ]
    told = [name for name in found if name != "kabul"] or found
    return [SPELT.get(name, name) for name in told[:1]]
