"""How firmly do reports tie a party to an event: as a fact, by its own word, or by an accusation?

"By the Front" and "by the Front, police say" are different claims about the Front.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.model.events import EventMention
from consilience.model.scales import Blame
from consilience.outputs.wording import many

FIRMEST: Final[tuple[Blame, ...]] = (
    "claimed", "told", "accused by authorities", "accused", "suspected", "possible",
)  # fmt: skip
"""From the firmest: a party that says so of itself is bound more than by any other's word."""

_WORDS: Final[Mapping[Blame, str]] = {
    "told": "told as a fact",
    "claimed": "by its own word",
    "accused by authorities": "accused by authorities",
    "accused": "accused",
    "suspected": "suspected",
    "possible": "thought possible",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """How many reports tie one party to an event, and how."""

    party: str  # id of an entity
    reports: tuple[tuple[Blame, int], ...]  # the firmest first

    @property
    def words(self) -> str:
        """The tie in words: "told as a fact in 2 reports, accused in one report"."""
        told = (f"{_WORDS[blame]} in {many(number, 'report')}" for blame, number in self.reports)
        return ", ".join(told)

    @property
    def is_charge(self) -> bool:
        """Whether reports accuse the party only, and none tells it as a fact or in its own word."""
        return bool(self.reports) and all(
            blame not in ("told", "claimed") for blame, _ in self.reports
        )


def firmest(blames: Iterable[Blame]) -> Blame | None:
    """Return how one report ties a party to an event that it tells of with *blames*.

    Where a report says who accuses the party, what it tells besides rests on that.

    Example:
        >>> firmest(["told", "accused", "possible"]), firmest(["told"]), firmest([])
        ('accused', 'told', None)

    """
    found = set(blames)
    charges = [blame for blame in FIRMEST if blame in found and blame != "told"]
    return charges[0] if charges else "told" if found else None


def ties_of(
    parties: Sequence[str], tellings: Iterable[EventMention], entity_of: Mapping[str, str]
) -> tuple[Tie, ...]:
    """Return how reports tie *parties* to an event, in their order.

    Args:
        parties: Ids of entities.
        tellings: The mentions of the event; one that denies it ties nobody.
        entity_of: Entity by mention.

    """
    found: dict[str, dict[str, list[Blame]]] = {party: {} for party in parties}
    for telling in tellings:
        if telling.realis == "denied" or telling.blame is None:
            continue
        for party in {entity_of.get(key, "") for key in telling.actors} & found.keys():
            found[party].setdefault(telling.document, []).append(telling.blame)
    return tuple(_tie(party, found[party].values()) for party in parties)


def _tie(party: str, reports: Iterable[Sequence[Blame]]) -> Tie:
    counts = Counter(firmest(blames) for blames in reports)
    return Tie(party, tuple((blame, counts[blame]) for blame in FIRMEST if counts[blame]))
