"""What sort of voice speaks: by the noun that describes it, or by the kind of body it is."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from consilience.model.scales import EntityKind, OriginatorKind, Proximity
from consilience.text.word_lists import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What a describing noun tells of the one who speaks."""

    kind: OriginatorKind
    proximity: Proximity
    anonymous: bool


KINDS: Final[Mapping[EntityKind, OriginatorKind]] = {
    "person": "person",
    "armed_group": "armed_group",
    "force": "military",
    "government": "government",
    "un": "un",
    "ngo": "ngo_monitor",
    "monitor": "ngo_monitor",
    "aggregator": "aggregator",
    "news_agency": "news_agency",
    "outlet": "outlet",
    "organisation": "organisation",
    "facility": "organisation",
    "people": "resident",
}
PROXIMITIES: Final[Mapping[OriginatorKind, Proximity]] = {
    "military": "official_with_access",
    "government": "official_with_access",
    "armed_group": "official_with_access",
    "hospital": "official_with_access",
    "un": "official_with_access",
    "ngo_monitor": "second_hand",
    "aggregator": "second_hand",
    "outlet": "second_hand",
    "news_agency": "second_hand",
    "resident": "unknown",
    "organisation": "unknown",
    "person": "unknown",
    "unnamed_official": "official_with_access",
    "open": "unknown",
}
_RANKS: Final = frozenset(
    {
        "general", "gen", "brigadier-general", "brigadier", "colonel", "col", "major", "maj",
        "captain", "capt", "lieutenant", "lt", "sergeant", "sgt", "corporal", "commander",
        "admiral", "marshal", "commodore", "cmdr",
    }
)  # fmt: skip


@functools.cache
def load_roles() -> Mapping[str, Voice]:
    """Return the describing nouns of ``data/roles.tsv`` by lemma."""
    return {
        row["noun"]: Voice(
            kind=cast(OriginatorKind, row["voice"]),
            proximity=cast(Proximity, row["proximity"]),
            anonymous=row["anonymous"] == "yes",
        )
        for row in read_table("consilience.extraction", "roles.tsv")
    }


def voice_of_role(role: str | None) -> Voice | None:
    """Return what the office *role* tells of a person, if anything: a rank speaks for an army."""
    for word in (role or "").lower().replace(",", " ").split():
        plain = word.rstrip(".")
        if plain in _RANKS:
            return Voice(kind="military", proximity="official_with_access", anonymous=False)
        voice = load_roles().get(plain)
        if voice is not None:
            return voice
    return None
