"""Do two reports tell of the same event? Every reason with its share, and what speaks against."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.merging.copying import tell_alike
from consilience.merging.geography import Geography
from consilience.merging.profiles import VAGUE, Profile
from consilience.merging.recounts import (
    costs_far_apart,
    done_otherwise,
    feature,
    kinds_like,
    numbers_differ,
    other_totals,
    overlap,
)
from consilience.merging.settings import MergeSettings
from consilience.merging.told import Cost, Days, iso_day
from consilience.merging.vocabulary import once_kinds, rare_kinds, site_words
from consilience.model.events import Feature
from consilience.model.scales import EventKind


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
        if a.aggregate != b.aggregate:
            return "a total and an event"
        if a.unreal != b.unreal:
            return "one happened, one is planned or supposed"
        if a.kinds.isdisjoint(b.kinds) and _kinds_like(a.kinds).isdisjoint(b.kinds):
            return "different kinds"
        if done_otherwise((a.by_hand, a.kinds), (b.by_hand, b.kinds)):
            return "one killed captives, one struck from afar"
        if a.kinds == b.kinds == _OTHER and a.words.isdisjoint(b.words):
            return "different words"
        return self._particulars_forbid(a, b)

    def _particulars_forbid(self, a: Profile, b: Profile) -> str | None:
        if self._days_forbid(a, b):
            return "different days"
        if self._places_forbid(a, b):
            return "different places"
        if a.aggregate and other_totals(a.costs, b.costs):
            return "different totals"
        far = costs_far_apart(a.costs, b.costs)
        if far and not tell_alike(a.copied, b.copied):
            # A copy with a wrong number does not part what has another number in common.
            shared = any((cost.exact or 0) > 1 for cost in a.costs & b.costs)
            return None if shared else "different victims"
        return None

    def compare(self, a: Profile, b: Profile) -> Match | None:
        """Return how *a* and *b* match; ``None`` where something forbids it or too little speaks.

        Too little is what is neither strong nor worth a question to a person.
        """
        if self.forbids(a, b) is not None:
            return None
        found = self._reasons(a, b)
        against = _against(a, b)
        score = sum([reason[1] for reason in found]) - 0.5 * len(against)
        automatic = self._is_strong(a, b, found, score)
        if not automatic and round(score, 3) < self._settings.suggested_score:
            return None
        return Match(
            score=round(score, 3),
            features=tuple([feature(*reason) for reason in found]),
            against=tuple(against),
            automatic=automatic,
        )

    def _is_strong(self, a: Profile, b: Profile, reasons: Sequence[_Reason], score: float) -> bool:
        """Apply METHOD 1.7: a copy; or the same place, day and kind with a shared particular."""
        found = {name: share for name, share, _ in reasons}
        if "copy" in found:
            return True
        place, same_kind = found.get("place", 0.0), a.kinds & b.kinds
        once = same_kind & once_kinds() and (place >= 1 or found.get("figure", 0) >= 1)
        if once or (place >= 1 and "date" in found and _is_one_taking(a, b)):
            return True
        told_where = place >= 1 or (place > 0 and found.get("target", 0) >= _THING_SHARE)
        if told_where and found.get("date", 0) >= 1 and same_kind:
            return bool(same_kind & rare_kinds()) or _has_particular(found)
        fresh = a.day is None or b.day is None
        thing = found.get("target", 0) >= _THING_SHARE and "story" in found
        if thing and found.get("date", 0) >= 1 and found.get("figure", 0) >= 1:
            return True
        exact = thing and bool(same_kind - VAGUE)
        told_where = place > 1 or (place >= 1 and exact)
        least = self._settings.automatic_score - (_THING_FOR_DAY if exact else 0.0)
        # A belligerent is no particular: an army strikes the same enemy in one town every week.
        # With no day told twice, another number says that it is another happening.
        other = numbers_differ(a.costs, b.costs) and a.costs.isdisjoint(b.costs)
        particular = not other and (thing or found.get("figure", 0) >= 1 or "names" in found)
        if not (fresh and told_where and score >= least and particular):
            return False
        return sum(found.get(name, 0.0) for name in _PARTICULARS) >= _MUCH_ALIKE

    def _reasons(self, a: Profile, b: Profile) -> list[_Reason]:
        found: list[_Reason] = []
        if not a.copies.isdisjoint(b.copies) and tell_alike(a.copied, b.copied):
            found.append(("copy", 3.0, "told in copies of one passage"))
        kinds, actors = a.kinds & b.kinds, a.actors & b.actors
        if kinds:
            found.append(("kind", 0.5, min(kinds)))
        found += self._place_reason(a, b)
        found += _date_reason(a, b)
        if not a.stories.isdisjoint(b.stories):
            found.append(("story", 0.7, "in the same story"))
        if actors:
            found.append(("actor", 0.5, min(actors)))
        if not a.targets.isdisjoint(b.targets):
            found.append(("target", 0.8, min(a.targets & b.targets)))
        elif not a.groups.isdisjoint(b.groups):
            both = a.groups & b.groups
            things = both & site_words()
            share = _THING_SHARE if things else _GROUP_SHARE
            found.append(("target", share, min(things or both)))
        if a.costs and b.costs:
            found += _figure_reason(a, b)
        found += self._name_reason(a, b, actors)
        return found

    def _place_reason(self, a: Profile, b: Profile) -> list[_Reason]:
        both, rank = a.fine & b.fine, self._geography.rank
        if both:
            place = min(both, key=lambda key: (self._spread.get(key, 0), *rank(key)))
            rare = is_rare(self._spread.get(place, 0))
            return [("place", 1.5 if rare else 1.0, place)]
        for left in sorted(a.fine or a.coarse, key=rank):
            for right in sorted(b.fine or b.coarse, key=rank):
                relation = self._geography.relation(left, right)
                if relation in ("near", "inside", "same"):
                    share = 1.0 if relation == "near" else 0.4
                    return [("place", share, f"{left} {relation} {right}")]
        return []

    def _name_reason(self, a: Profile, b: Profile, actors: frozenset[str]) -> list[_Reason]:
        shared = sorted(
            [
                name
                for name in a.names & b.names
                if is_rare(self._spread.get(name, 0))
                and not (name in a.fine or name in b.fine or name in actors)
            ]
        )
        if not shared:
            return []
        return [("names", min(0.9, 0.3 * len(shared)), " ".join(shared[:3]))]

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
        where = self._geography
        if a.fine and b.fine:
            left, right = where.finest(a.fine), where.finest(b.fine)
            if not left.isdisjoint(right):
                return False
            return all(
                where.keeps_apart(one, other) or where.relation(one, other) == "unknown"
                for one in left
                for other in right
            )
        if not (a.fine or a.coarse) or not (b.fine or b.coarse):
            return False
        return any(
            where.relation(one, other) == "apart"
            for one in a.fine | a.coarse
            for other in b.fine | b.coarse
        )


_Reason = tuple[str, float, str]
"""Name, share and detail of a feature: rows are made of what is strong or asked about only."""

_RARE: Final = 12
"""Documents up to which a name is a particular of few events."""


def is_rare(n: int) -> bool:
    """Whether a name that *n* documents have is a particular of few events."""
    return n <= _RARE


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


def _is_one_taking(a: Profile, b: Profile) -> bool:
    """Whether both tell that one party took the place: within their days it takes it once."""
    places = a.fine | a.coarse | b.fine | b.coarse
    taken = "territory_gain" in a.kinds & b.kinds
    return taken and bool(((a.actors or a.names) & (b.actors or b.names)) - places)


_GROUP_SHARE: Final = 0.4
_THING_FOR_DAY: Final = 0.5
"""How much the same thing, hit in the same way in one story, stands in for a day."""

_THING_SHARE: Final = 0.8
"""Of a site that both tell was hit, such as a market: it is hit less often than people are."""
_SMALL_NUMBER: Final = 0.5
_OTHER: Final = frozenset({"other"})


@functools.lru_cache(maxsize=10_000)
def _kinds_like(kinds: frozenset[EventKind]) -> frozenset[EventKind]:
    return frozenset([like for kind in kinds for like in kinds_like(kind)])


def _date_reason(a: Profile, b: Profile) -> list[_Reason]:
    if a.day and b.day:
        return [("date", 1.0 if overlap(a.day, b.day) else 0.5, _written(a.day))]
    if a.days and b.days:
        return [("date", 1.0 if a.recalled and b.recalled else 0.5, _written(a.days))]
    return []


def _figure_reason(a: Profile, b: Profile) -> list[_Reason]:
    best: tuple[float, str] | None = None
    for mine in a.costs:
        for theirs in b.costs:
            if mine.measure != theirs.measure or not _same_people(mine.group, theirs.group):
                continue
            found = _shared_number(mine, theirs)
            best = max(best or found, found)
    return [("figure", *best)] if best is not None and best[0] > 0 else []


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


def _against(a: Profile, b: Profile) -> list[str]:
    found = []
    if a.day and b.day and not overlap(a.day, b.day):
        found.append("a day apart")
    if numbers_differ(a.costs, b.costs):
        found.append("figures differ")
    if a.actors and b.actors and a.actors.isdisjoint(b.actors):
        found.append("different actors")
    if a.kinds.isdisjoint(b.kinds):
        found.append("told as different kinds")
    return found


def _written(days: Days) -> str:
    first, last = iso_day(days[0]), iso_day(days[1])
    return first if first == last else f"{first} to {last}"
