"""Do two reports tell of the same event? Every reason with its share, and what speaks against."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from consilience.merging.accounts import costs_conflict, kinds_agree, overlap
from consilience.merging.geography import Geography
from consilience.merging.profiles import VAGUE, Profile
from consilience.merging.settings import MergeSettings
from consilience.merging.told import Cost, Days, iso_day
from consilience.merging.vocabulary import once_kinds, rare_kinds
from consilience.model.events import Feature

_FAR_FIGURES: Final = 3.0
"""Exact figures of one event differ between reports, but seldom by more than this factor."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well two accounts match."""

    score: float
    features: tuple[Feature, ...]
    against: tuple[str, ...]  # weighs against it, without forbidding it
    automatic: bool


class Matcher:
    """Compares accounts of one case."""

    def __init__(
        self, geography: Geography, spread: Mapping[str, int], settings: MergeSettings
    ) -> None:
        self._geography = geography
        self._spread = spread  # documents by entity and place
        self._settings = settings

    def forbids(self, a: Profile, b: Profile) -> str | None:
        """Return why *a* and *b* cannot be one event, or ``None``."""
        if self._settings.story_is_scene and a.stories & b.stories:
            return None if _same_telling(a, b) else "different words and kinds"
        if a.aggregate != b.aggregate:
            return "a total and an event"
        if a.unreal != b.unreal:
            return "one happened, one is planned or supposed"
        if not any(kinds_agree(left, right) for left in a.kinds for right in b.kinds):
            return "different kinds"
        if a.kinds == b.kinds == _OTHER and not a.words & b.words:
            return "different words"
        return self._particulars_forbid(a, b)

    def _particulars_forbid(self, a: Profile, b: Profile) -> str | None:
        if self._days_forbid(a, b):
            return "different days"
        if self._places_forbid(a, b):
            return "different places"
        if not a.copies & b.copies and costs_conflict(a.costs, b.costs, ratio=_FAR_FIGURES):
            return "different victims"
        return None

    def compare(self, a: Profile, b: Profile) -> Match | None:
        """Return how *a* and *b* match; ``None`` where something forbids it."""
        if self.forbids(a, b) is not None:
            return None
        features = tuple(self._features(a, b))
        against = tuple(_against(a, b))
        score = sum(feature.share for feature in features) - 0.5 * len(against)
        return Match(
            score=round(score, 3),
            features=features,
            against=against,
            automatic=self._is_strong(a, b, features, score),
        )

    def _is_strong(
        self, a: Profile, b: Profile, features: tuple[Feature, ...], score: float
    ) -> bool:
        """Apply METHOD 1.7: a copy; or the same place, day and kind with a shared particular."""
        found = {feature.name: feature.share for feature in features}
        if "copy" in found or (self._settings.story_is_scene and "story" in found):
            return True
        place, same_kind = found.get("place", 0.0), a.kinds & b.kinds
        if same_kind & once_kinds() and (place >= 1 or found.get("figure", 0) >= 1):
            return True
        if place >= 1 and found.get("date", 0) >= 1 and same_kind:
            return bool(same_kind & rare_kinds()) or _has_particular(found)
        fresh = a.day is None or b.day is None
        told_alike = sum(found.get(name, 0.0) for name in _PARTICULARS)
        return (
            fresh
            and place > 1
            and told_alike >= _MUCH_ALIKE
            and score >= self._settings.automatic_score
        )

    def _features(self, a: Profile, b: Profile) -> Iterator[Feature]:
        if a.copies & b.copies:
            yield Feature(name="copy", share=3.0, detail="told in copies of one passage")
        if a.kinds & b.kinds:
            yield Feature(name="kind", share=0.5, detail=min(a.kinds & b.kinds))
        yield from self._place_feature(a, b)
        yield from _date_feature(a, b)
        if a.stories & b.stories:
            yield Feature(name="story", share=0.7, detail="in the same story")
        if a.actors & b.actors:
            yield Feature(name="actor", share=0.5, detail=min(a.actors & b.actors))
        if a.targets & b.targets:
            yield Feature(name="target", share=0.8, detail=min(a.targets & b.targets))
        elif a.groups & b.groups:
            yield Feature(name="target", share=_GROUP_SHARE, detail=min(a.groups & b.groups))
        yield from _figure_feature(a, b)
        yield from self._name_feature(a, b)

    def _place_feature(self, a: Profile, b: Profile) -> Iterator[Feature]:
        both = a.fine & b.fine
        if both:
            place = min(both, key=lambda key: (self._spread.get(key, 0), key))
            rare = self._spread.get(place, 0) <= _RARE
            yield Feature(name="place", share=1.5 if rare else 1.0, detail=place)
            return
        for left in sorted(a.fine or a.coarse):
            for right in sorted(b.fine or b.coarse):
                relation = self._geography.relation(left, right)
                if relation in ("near", "inside", "same"):
                    share = 1.0 if relation == "near" else 0.4
                    yield Feature(name="place", share=share, detail=f"{left} {relation} {right}")
                    return

    def _name_feature(self, a: Profile, b: Profile) -> Iterator[Feature]:
        shared = sorted(
            name
            for name in (a.names & b.names) - a.fine - b.fine - (a.actors & b.actors)
            if self._spread.get(name, 0) <= _RARE
        )
        if shared:
            share = min(0.9, 0.3 * len(shared))
            yield Feature(name="names", share=share, detail=" ".join(shared[:3]))

    def _days_forbid(self, a: Profile, b: Profile) -> bool:
        window = self._settings.window_days
        if a.day and b.day:
            joined = max(a.day[1], b.day[1]) - min(a.day[0], b.day[0])
            return joined > max(window, a.day[1] - a.day[0], b.day[1] - b.day[0])
        if a.days and b.days:
            return not overlap(a.days, b.days, window=window)
        if a.recalled or b.recalled:
            return False
        left, right = a.days or a.window, b.days or b.window
        return left is not None and right is not None and not overlap(left, right)

    def _places_forbid(self, a: Profile, b: Profile) -> bool:
        relate = self._geography.relation
        if a.fine and b.fine:
            return not any(
                relate(left, right) not in ("apart", "unknown")
                for left in a.fine
                for right in b.fine
            )
        return any(
            relate(left, right) == "apart"
            for left in a.fine | a.coarse
            for right in b.fine | b.coarse
        )


_RARE: Final = 12
"""Documents up to which a name is a particular of few events."""


_PARTICULARS: Final = ("figure", "names", "actor", "target")
_MUCH_ALIKE: Final = 0.9
"""Shares of particulars that stand in for a day that one of the two does not tell."""


def _has_particular(found: Mapping[str, float]) -> bool:
    """Whether the two share a number or a name that few events have.

    Where many events are told in one place (a city), a small number or an actor is not enough.
    """
    if found.get("figure", 0) >= 1 or found.get("target", 0) > _GROUP_SHARE or "names" in found:
        return True
    small = found.get("figure", 0) >= _SMALL_NUMBER or "actor" in found
    return found.get("place", 0) > 1 and small


_GROUP_SHARE: Final = 0.4
_SMALL_NUMBER: Final = 0.5
_OTHER: Final = frozenset({"other"})


def _same_telling(a: Profile, b: Profile) -> bool:
    """Whether the two use one word, or are of one exact kind."""
    return bool(a.words & b.words or (a.kinds & b.kinds) - VAGUE)


def _date_feature(a: Profile, b: Profile) -> Iterator[Feature]:
    if a.day and b.day:
        same = overlap(a.day, b.day)
        yield Feature(name="date", share=1.0 if same else 0.5, detail=_written(a.day))
    elif a.days and b.days:
        both_old = a.recalled and b.recalled
        yield Feature(name="date", share=1.0 if both_old else 0.5, detail=_written(a.days))


def _figure_feature(a: Profile, b: Profile) -> Iterator[Feature]:
    best: tuple[float, str] | None = None
    for mine in a.costs:
        for theirs in b.costs:
            if mine.measure != theirs.measure or not _same_people(mine.group, theirs.group):
                continue
            found = _shared_number(mine, theirs)
            best = max(best or found, found)
    if best is not None and best[0] > 0:
        yield Feature(name="figure", share=best[0], detail=best[1])


def _same_people(left: str, right: str) -> bool:
    return left == right or not {"all", "unknown"}.isdisjoint((left, right))


def _shared_number(mine: Cost, theirs: Cost) -> tuple[float, str]:
    """Return how much two figures speak for one event, and the words that say so."""
    for number in (mine.low, mine.high):
        if number is not None and number in (theirs.low, theirs.high):
            return _rarity(number), f"{number:g} {mine.measure}"
    low = max(cost.low or 0 for cost in (mine, theirs))
    high = min(math.inf if cost.high is None else cost.high for cost in (mine, theirs))
    bounded = mine.exact is None or theirs.exact is None
    if bounded and low <= high and low > 0:
        return _COMPATIBLE, f"{mine.measure}: bounds that meet"
    return 0.0, ""


_COMPATIBLE: Final = 0.3


def _rarity(number: float) -> float:
    """Return how much a shared number tells: two dead are many events', 112 are one's."""
    if number >= 20 and number % 10:
        return 1.5
    return 1.0 if number >= 8 else _SMALL_NUMBER


def _against(a: Profile, b: Profile) -> Iterator[str]:
    if a.day and b.day and not overlap(a.day, b.day):
        yield "a day apart"
    if costs_conflict(a.costs, b.costs, ratio=1.0):
        yield "figures differ"
    if a.actors and b.actors and not a.actors & b.actors:
        yield "different actors"
    if not a.kinds & b.kinds:
        yield "told as different kinds"


def _written(days: Days) -> str:
    first, last = iso_day(days[0]), iso_day(days[1])
    return first if first == last else f"{first} to {last}"
