"""Which of the places of one name does a report mean?

Every report decides for itself: by the countries and areas that it speaks of, by what it says of
where the place lies, and by how well known the place is; the rest of the case is only a hint.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from consilience.merging.place_candidates import Candidate, OwnNames, distance_km, find_candidates
from consilience.model.places import PlaceMention
from consilience.text.place_names import loose_name

WIDE: Final = frozenset({"country", "adm1", "region", "water"})
"""Kinds that are no settlement: their point is a middle, never a pin."""


_ACTOR_VOTE: Final = 0.3
"""How much the name of a country or its people counts against a place: it may only be acting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceSettings:
    """Weights, against the decimal logarithm of a place's people (calibrated as a set).

    They were set on the developers' halves of the labelled sets of places; check them again with
    ``python -m evals.predict places``.
    """

    document_country: float = 4.0  # times the share of the report's hints that name its country
    case_country: float = 1.5  # the same over the case
    area: float = 6.0  # times the share of the report's other places that lie in its area
    near: float = 6.0  # times the share that lie within some 200 km
    said_within: float = 6.0
    said_far: float = 40.0  # km that a place may lie further away than the text says
    known_population: int = 100_000  # below, a settlement needs a hint of its country
    in_play_share: float = 0.1  # of the hints of the report or the case: its country is spoken of
    home_share: float = 0.3  # the same, where nothing else of the report lies near it
    quarter_km: float = 40.0  # from its town, for a place that the text calls a quarter


class BareMentions(NamedTuple):
    """Mentions in one report of which nothing is said: most are, and little of them is needed."""

    document: str
    name: str  # of all of them
    kind: str  # no part
    ids: tuple[str, ...]


@dataclass(slots=True)
class NameGroup:
    """All mentions of one name in one report."""

    document: str
    key: str
    mentions: list[PlaceMention] = field(default_factory=list)
    bare: list[BareMentions] = field(default_factory=list)  # those that are not read again
    parts: list[PlaceMention] = field(default_factory=list)  # "western X"
    quarter: bool = False  # the report calls it a part of a town
    candidates: tuple[Candidate, ...] = ()
    votes: list[tuple[Candidate, float]] = field(default_factory=list)
    chosen: Candidate | None = None
    reason: str = ""

    def add(self, mention: PlaceMention) -> None:
        """Add another mention of the name."""
        if mention.kind == "part":
            self.parts.append(mention)
        else:
            self.mentions.append(mention)
            self.quarter = self.quarter or mention.kind == "neighbourhood"

    def find_candidates(self, own: OwnNames, known: AbstractSet[str]) -> None:
        """Look up what the name can mean, as it is written most often in *known* mentions."""
        names = Counter(
            mention.name for mention in (*self.mentions, *self.parts) if mention.id in known
        )
        if names:
            best = min(names, key=lambda name: (-names[name], name))
            self.candidates = find_candidates(best, own)

    @property
    def size(self) -> int:
        """How often the report names it."""
        return len(self.mentions) + len(self.parts) + sum(len(own.ids) for own in self.bare)

    def is_called(self, kind: str) -> bool:
        """Tell whether the report says that it is a *kind* of place."""
        kinds = {mentions.kind for mentions in self.bare}
        return kind in kinds.union(mention.kind for mention in self.mentions)


Groups = dict[str, NameGroup]


def names_place(mention: PlaceMention) -> bool:
    """Tell whether *mention* is a place by its name: demonyms and stretches are none."""
    return mention.kind != "people" and mention.second_anchor is None


def name_key(mention: PlaceMention) -> str:
    """Return by what the mentions of one name in a report are put together."""
    return loose_name(mention.name) or mention.name


def find_groups(mentions: Sequence[PlaceMention], own: OwnNames) -> Groups:
    """Return the names of one report with what they can mean; *mentions* are in its order."""
    found: Groups = {}
    for mention in filter(names_place, mentions):
        key = name_key(mention)
        found.setdefault(key, NameGroup(mention.document, key)).add(mention)
    known = {mention.id for mention in mentions if mention.candidates}
    for group in found.values():
        group.find_candidates(own, known)
    return found


@dataclass(slots=True)
class Hints:
    """What a report speaks of: countries and areas, each with its share."""

    countries: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    named: set[str] = field(default_factory=set)  # countries that it names, or a great place of
    areas: defaultdict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    cells: defaultdict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))

    def shares(self) -> dict[str, float]:
        """Return the share of each country."""
        total = sum(self.countries.values())
        return {code: weight / total for code, weight in self.countries.items()} if total else {}

    def share(self, country: str | None) -> float:
        """Return the share of *country* among the countries."""
        total = sum(self.countries.values())
        return self.countries.get(country, 0.0) / total if country and total else 0.0


def gather_hints(groups: Groups, mentions: Iterable[PlaceMention]) -> Hints:
    """Return the hints of one report."""
    hints = Hints()
    for mention in mentions:
        if mention.kind == "people" and mention.candidates:
            country = find_candidates(mention.name, {})
            if country and country[0].country:
                hints.countries[country[0].country] += _ACTOR_VOTE
                hints.named.add(country[0].country)
    for group in groups.values():
        if group.candidates and _names_country(group.candidates[0]):
            hints.named.add(group.candidates[0].country or "")
        votes = _votes(group)
        actor = bool(votes) and votes[0][0].kind == "country"
        group.votes = [(one, weight * _ACTOR_VOTE) for one, weight in votes] if actor else votes
        _cast(hints, group.votes, 1.0)
    return hints


def _cast(hints: Hints, votes: Iterable[tuple[Candidate, float]], sign: float) -> None:
    """Add the votes of a name to the hints, or take them back."""
    for candidate, weight in votes:
        if not candidate.country:
            continue
        hints.countries[candidate.country] += sign * weight
        if candidate.adm1 and candidate.kind != "country":
            hints.areas[(candidate.country, candidate.adm1)] += sign * weight
        if candidate.cell is not None:
            hints.cells[candidate.cell] += sign * weight


def _names_country(candidate: Candidate) -> bool:
    great = candidate.population >= 500_000 and not candidate.loose
    return candidate.kind == "country" or great


def _votes(group: NameGroup) -> list[tuple[Candidate, float]]:
    """Return each candidate with how much of the name's vote it gets."""
    if not group.candidates or group.quarter:
        return []
    best = group.candidates[0].expected
    weights = [math.exp(candidate.expected - best) for candidate in group.candidates]
    total = sum(weights) / min(group.size, 3)
    return [
        (candidate, weight / total)
        for candidate, weight in zip(group.candidates, weights, strict=True)
        if weight / total > 0.02
    ]


class _Case(NamedTuple):
    """What the other reports of the case speak of."""

    shares: Mapping[str, float]  # of countries
    named: AbstractSet[str]


def choose_places(
    groups: Groups,
    hints: Hints,
    *,
    shares: Mapping[str, float],
    named: AbstractSet[str],
    settings: ChoiceSettings,
) -> None:
    """Set ``chosen`` and ``reason`` of every name of one report, the surest first.

    Args:
        groups: The names.
        hints: Of the report.
        shares: Of countries, over the other reports of the case.
        named: Countries that a report of the case names.
        settings: Weights.

    """
    by_mention = {mention.id: group for group in groups.values() for mention in group.mentions}
    order = sorted(groups.values(), key=lambda group: (-_surety(group), group.key))
    for group in order:
        _choose(group, hints, _Case(shares, named), by_mention, settings)


def _surety(group: NameGroup) -> float:
    if not group.candidates or group.quarter:
        return -1.0
    first = group.candidates[0]
    rest = group.candidates[1].expected if len(group.candidates) > 1 else 0.0
    return first.expected - rest + (5.0 if first.kind == "country" else 0.0)


def _choose(
    group: NameGroup,
    hints: Hints,
    case: _Case,
    by_mention: Mapping[str, NameGroup],
    settings: ChoiceSettings,
) -> None:
    if not group.candidates:
        return
    _cast(hints, group.votes, -1.0)
    best = group.candidates[0]
    if len(group.candidates) > 1:
        shares, shares_of_case = hints.shares(), case.shares
        total = max(sum(hints.areas.values()), 1.0)
        scores = [
            candidate.expected
            + settings.document_country * shares.get(candidate.country or "", 0.0)
            + settings.case_country * shares_of_case.get(candidate.country or "", 0.0)
            + settings.area * _in_area(hints, candidate) / total
            + settings.near * _near(group, candidate, hints) / total
            + _said(group, candidate, by_mention, settings)
            for candidate in group.candidates
        ]
        best = group.candidates[scores.index(max(scores))]
    _accept(group, best, hints, case, settings)
    if group.chosen is not None:
        group.votes = [(group.chosen, _ACTOR_VOTE if group.chosen.kind == "country" else 1.0)]
    _cast(hints, group.votes, 1.0)


def _in_area(hints: Hints, candidate: Candidate) -> float:
    """Return how much of the report lies in the area of *candidate*."""
    return max(hints.areas.get((candidate.country or "", candidate.adm1 or ""), 0.0), 0.0)


def _near(group: NameGroup, candidate: Candidate, hints: Hints) -> float:
    """Return how much of the report lies near *candidate*.

    An area and the town in it that it shares the name with ("Quebec") are near the same places:
    nearness says nothing of which of the two is meant.
    """
    if candidate.kind != "adm1":
        return _around(hints, candidate)
    inside = (other for other in group.candidates if candidate.holds(other))
    return max((_around(hints, other) for other in inside), default=0.0)


def _around(hints: Hints, candidate: Candidate) -> float:
    """Return how much of the report lies in the cell of *candidate* or beside it."""
    if candidate.cell is None:
        return 0.0
    north, east = candidate.cell
    cells = hints.cells
    found = sum(
        cells.get((row, column), 0.0)
        for row in (north - 1, north, north + 1)
        for column in (east - 1, east, east + 1)
    )
    return max(found, 0.0)


def _said(
    group: NameGroup,
    candidate: Candidate,
    by_mention: Mapping[str, NameGroup],
    settings: ChoiceSettings,
) -> float:
    """Return what the report's own words on where it lies speak for *candidate*."""
    score = 0.0
    for mention in group.mentions:
        anchor = by_mention.get(mention.anchor or "")
        if anchor is None or anchor is group:
            continue
        if mention.relation == "within" and anchor.candidates:
            outer = [anchor.chosen] if anchor.chosen else anchor.candidates[:4]
            score += settings.said_within if any(o.holds(candidate) for o in outer) else 0.0
        elif mention.relation in {"distance", "near"} and anchor.chosen:
            score += _distance_says(mention, candidate, anchor.chosen, settings)
    return score + _holds_others(group, candidate, by_mention, settings)


def _holds_others(
    group: NameGroup,
    candidate: Candidate,
    by_mention: Mapping[str, NameGroup],
    settings: ChoiceSettings,
) -> float:
    """Return what speaks for an area or country because a place is said to lie in it."""
    if candidate.kind not in {"country", "adm1"} or len(group.candidates) < 2:
        return 0.0
    own = {mention.id for mention in group.mentions}
    inner = {
        id(other): other
        for other in by_mention.values()
        if other is not group
        and any(m.relation == "within" and m.anchor in own for m in other.mentions)
    }
    held = sum(any(candidate.holds(c) for c in other.candidates) for other in inner.values())
    return settings.said_within / 2 * held


def _distance_says(
    mention: PlaceMention, candidate: Candidate, anchor: Candidate, settings: ChoiceSettings
) -> float:
    if candidate.point is None or anchor.point is None or anchor.kind == "country":
        return 0.0
    far = distance_km(candidate.point, anchor.point)
    allowed = (mention.distance_km or 60.0) * 1.5 + settings.said_far
    return settings.said_within if far <= allowed else -2 * settings.said_within


def _accept(
    group: NameGroup, candidate: Candidate, hints: Hints, case: _Case, settings: ChoiceSettings
) -> None:
    """Choose *candidate*, unless nothing but its name speaks for it."""
    if candidate.own:
        group.chosen, group.reason = candidate, "in the gazetteer given with the case"
        return
    spoken_of = _is_spoken_of(candidate, hints, case, settings)
    if candidate.population < _least_known(candidate, settings) and not spoken_of:
        where = ", ".join(filter(None, (candidate.adm1, candidate.country)))
        known = f"the gazetteer knows only {candidate.name} ({where})"
        group.reason = f"{known}, and the reports do not speak of that country"
        return
    group.chosen = candidate
    group.reason = _why(candidate, group.candidates, in_play=spoken_of)


def _is_spoken_of(
    candidate: Candidate, hints: Hints, case: _Case, settings: ChoiceSettings
) -> bool:
    """Tell whether the reports speak of the candidate's country, or of places near it."""
    share = max(hints.share(candidate.country), case.shares.get(candidate.country or "", 0.0))
    beside = _in_area(hints, candidate) + _around(hints, candidate)
    if candidate.kind not in WIDE and beside < 0.01:
        return share >= settings.home_share
    named = candidate.country in hints.named or candidate.country in case.named
    return (named and not candidate.loose) or share >= settings.in_play_share


def _least_known(candidate: Candidate, settings: ChoiceSettings) -> int:
    """Return how many people a place must have to be meant without any hint of its country."""
    if candidate.kind in WIDE:
        return settings.known_population if candidate.loose and candidate.country else 0
    return settings.known_population


def _why(candidate: Candidate, candidates: Sequence[Candidate], *, in_play: bool) -> str:
    where = ", ".join(filter(None, (candidate.adm1, candidate.country)))
    if len(candidates) == 1:
        return f"the only {candidate.name} of the gazetteer ({where})"
    hint = "the reports speak of its country" if in_play else "the best known"
    return f"{candidate.name} ({where}) among {len(candidates)} of the name: {hint}"
