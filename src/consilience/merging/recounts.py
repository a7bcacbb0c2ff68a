"""Does a mention tell again of something that its report has told before, and of which?"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from consilience.merging.geography import Geography
from consilience.merging.told import Cost, Days, Told
from consilience.merging.vocabulary import compatible_kinds
from consilience.model.events import Feature
from consilience.model.scales import EventKind

UNREAL: Final = frozenset({"planned", "hypothetical"})
COSTS: Final[frozenset[EventKind]] = frozenset({"killing", "attack", "shooting", "explosion"})
"""What a larger event did to people is told of that event; other parts are events of their own."""

_WOUNDING: Final[frozenset[EventKind]] = frozenset(
    {"air_strike", "shelling", "explosion", "suicide_bomb", "chemical_weapon", "shooting", "attack",
     "battle", "crash", "disaster", "riot"}
)  # fmt: skip

_FROM_AFAR: Final[frozenset[EventKind]] = frozenset(
    {"air_strike", "shelling", "explosion", "suicide_bomb", "chemical_weapon"}
)

REACH: Final = 6
"""Events back to which "the attack" is taken to point."""

_RECENT: Final = 2
"""Events back that are still what a report is talking of."""

_FAR_FIGURES: Final = 3.0
"""Times the smaller number: counts of one event differ as well, but seldom by so much."""

ENOUGH: Final = 1.5
"""Sum of shares from which a mention tells of the earlier event again: being pointed at, or of
the same kind and scene with one thing more."""

Manner = tuple[bool, Collection[EventKind]]
"""Whether captives were killed, and the kinds under which that is told."""

_Reason = tuple[str, float, str]
"""Name, share and detail of a feature: the row is made for the account that is chosen only."""


class Telling:
    """An account while its report is read, with what its mentions tell so far at hand."""

    __slots__ = (
        "actors", "aggregate", "by_hand", "costs", "days", "groups", "kind", "kinds", "lemmas",
        "places", "sentences", "start", "targets", "told", "unreal", "why", "word",
    )  # fmt: skip

    def __init__(self, lead: Told) -> None:
        row = lead.row
        self.told = [lead]
        self.why: dict[str, tuple[str, tuple[Feature, ...]]] = {}
        self.kind, self.word, self.start = row.kind, lead.word, row.trigger.start
        self.aggregate, self.unreal = row.aggregate, row.realis in UNREAL
        self.kinds, self.lemmas, self.sentences = {row.kind}, {row.lemma}, {row.sentence}
        self.actors, self.targets = lead.actors, lead.targets
        self.groups = {lead.target_group} if lead.target_group else set()
        self.places = {lead.place} if lead.place else set()
        self.days = {lead.days} if lead.days else set()
        self.costs = set(lead.costs)
        self.by_hand = lead.by_hand

    def add(self, mention: Told) -> None:
        """Put *mention*, which comes later in the text, into the account."""
        row = mention.row
        self.told.append(mention)
        self.kinds.add(row.kind)
        self.lemmas.add(row.lemma)
        self.sentences.add(row.sentence)
        self.actors |= mention.actors
        self.targets |= mention.targets
        if mention.target_group:
            self.groups.add(mention.target_group)
        if mention.place:
            self.places.add(mention.place)
        if mention.days:
            self.days.add(mention.days)
        self.costs.update(mention.costs)
        self.by_hand |= mention.by_hand

    def differs(self, mention: Told, geography: Geography) -> bool:
        """Whether the report tells *mention* as another event than this one."""
        row = mention.row
        if mention.other and self.start < row.trigger.start:
            return True
        if self.is_beside(mention):
            return True
        return (
            done_otherwise((mention.by_hand, (row.kind,)), (self.by_hand, self.kinds))
            or self._is_elsewhere(mention, geography)
            or (self.aggregate and other_totals(mention.costs, self.costs))
            or numbers_differ(mention.costs, self.costs)
            or costs_far_apart(mention.costs, self.costs)
        )

    def is_beside(self, mention: Told) -> bool:
        """Whether the sentence of *mention* tells it as something else than this one."""
        return mention.beside > 0 and any(told_beside(mention, one) for one in self.told)

    def _is_elsewhere(self, mention: Told, geography: Geography) -> bool:
        place, days = mention.place, mention.days
        if place:
            for other in self.places:
                if geography.keeps_apart(place, other):
                    return True
        if days and self.days:
            for told in self.days:
                if not overlap(days, told):
                    return True
        return False


def find_telling(
    mention: Told, tellings: Sequence[Telling], of: Mapping[str, Telling], geography: Geography
) -> tuple[Telling | None, tuple[Feature, ...]]:
    """Return what *mention* tells of again, and why; ``None`` where it tells something new."""
    row = mention.row
    larger = of.get(row.within_mention or "")
    if larger is not None and row.kind in COSTS and not larger.is_beside(mention):
        return larger, (Feature(name="part", share=1.0, detail="what the larger event did"),)
    if mention.aftermath:
        whole = next((one for one in reversed(tellings) if one.kind in _WOUNDING), None)
        if whole is not None:
            return whole, (Feature(name="part", share=1.0, detail="died of what it did"),)
    aggregate, unreal, agreeing = row.aggregate, row.realis in UNREAL, kinds_like(row.kind)
    best, why = 0.0, list[_Reason]()
    found: Telling | None = None
    for back, telling in enumerate(reversed(tellings)):
        if telling.kind not in agreeing or telling.aggregate != aggregate:
            continue
        if telling.unreal != unreal or (
            row.kind == telling.kind == "other" and mention.word != telling.word
        ):
            continue
        reasons = _reasons(mention, telling, back)
        score = sum([reason[1] for reason in reasons])
        if score >= ENOUGH and score > best and not telling.differs(mention, geography):
            best, found, why = score, telling, reasons
    return found, tuple([feature(*reason) for reason in why])


@functools.lru_cache(maxsize=50_000)
def feature(name: str, share: float, detail: str) -> Feature:
    """Return the row of one reason, made once: most reasons are the same few."""
    return Feature(name=name, share=share, detail=detail)


def _reasons(mention: Told, telling: Telling, back: int) -> list[_Reason]:
    row = mention.row
    same_kind = row.kind in telling.kinds
    found: list[_Reason] = [("kind", 0.5 if same_kind else 0.25, row.kind)]
    if row.lemma in telling.lemmas:
        found.append(("word", 0.25, row.lemma))
    if mention.pointing and not mention.other and back < REACH:
        share = 1.0 if same_kind or row.kind in COSTS else 0.5
        found.append(("pointing", share, "told as known"))
    if back < _RECENT:
        found.append(("next", 0.25, "told right after"))
    if row.sentence in telling.sentences:
        found.append(("sentence", 0.5, "told in one sentence"))
    if mention.place is None and mention.days is None:
        found.append(("scene", 0.75, "no other place or time is told"))
    elif mention.place and mention.place in telling.places:
        found.append(("place", 0.5, "the same place"))
    if mention.days and mention.days in telling.days:
        found.append(("date", 0.5, "the same time"))
    if mention.actors and not mention.actors.isdisjoint(telling.actors):
        found.append(("actor", 0.5, "the same actor"))
    if mention.targets or mention.target_group or mention.costs:
        found += _shared_targets(mention, telling)
    return found


def _shared_targets(mention: Told, telling: Telling) -> list[_Reason]:
    found: list[_Reason] = []
    if not mention.targets.isdisjoint(telling.targets):
        found.append(("target", 1.0, "the same target"))
    elif mention.target_group and telling.groups:
        if mention.target_group in telling.groups:
            found.append(("target", 0.5, mention.target_group))
        else:
            found.append(("target", -0.5, "others are named as targets"))
    for cost in mention.costs:
        if cost in telling.costs and (cost.low is not None or cost.high is not None):
            found.append(("figure", 1.0, "the same figure"))
            break
    return found


@functools.cache
def kinds_like(kind: EventKind) -> frozenset[EventKind]:
    """Return the kinds of event that can be one event with *kind*, itself among them."""
    return frozenset({kind, *(right for left, right in compatible_kinds() if left == kind)})


def tell_same(a: Told, b: Told) -> bool:
    """Whether two mentions can tell one event by their kinds, or words where the kind is open."""
    if a.row.kind == "other" and b.row.kind == "other":
        return a.word == b.word
    return b.row.kind in kinds_like(a.row.kind)


def told_beside(mention: Told, other: Told) -> bool:
    """Whether one sentence tells *mention* as something else than *other*, which stands before."""
    row = other.row
    return row.sentence == mention.row.sentence and row.trigger.start < mention.beside


def done_otherwise(one: Manner, other: Manner) -> bool:
    """Whether one tells of killing captives and the other of a strike from afar."""
    (by_hand, kinds), (other_by_hand, others) = one, other
    if by_hand == other_by_hand:
        return False
    return not _FROM_AFAR.isdisjoint(others if by_hand else kinds)


def overlap(left: Days, right: Days, *, window: int = 0) -> bool:
    """Whether two stretches of days meet, give or take *window* days."""
    return left[0] <= right[1] + window and right[0] <= left[1] + window


def other_totals(left: Collection[Cost], right: Collection[Cost]) -> bool:
    """Whether totals of the same measure are given that no number is common to.

    What happened once may be counted twice; a total with another number is of another time, place
    or people, whatever else it does not say.
    """
    measures = {cost.measure for cost in left} & {cost.measure for cost in right}
    mine, theirs = (
        {(cost.measure, cost.low if cost.low is not None else cost.high) for cost in costs}
        for costs in (left, right)
    )
    return bool(measures) and mine.isdisjoint(theirs)


def costs_far_apart(left: Collection[Cost], right: Collection[Cost]) -> bool:
    """Whether figures of the same measure and group are too different for one event.

    A bound counts on its own side only: "at least 57" is far from 13, and from no larger number.
    """
    return any(_exceeds(a, b) or _exceeds(b, a) for a, b in _comparable(left, right))


def numbers_differ(left: Collection[Cost], right: Collection[Cost]) -> bool:
    """Whether exact figures of the same measure and group differ.

    A bound beside a number may be a count of the same that went on.
    """
    return any(
        max(a.exact, b.exact) > max(1, min(a.exact, b.exact))
        for a, b in _comparable(left, right)
        if a.exact is not None and b.exact is not None
    )


def _comparable(left: Collection[Cost], right: Collection[Cost]) -> Iterator[tuple[Cost, Cost]]:
    for cost in left:
        for other in right:
            if other.group == cost.group and other.measure == cost.measure:
                yield cost, other


def _exceeds(more: Cost, less: Cost) -> bool:
    if more.low is None or less.high is None:
        return False
    return more.low > _FAR_FIGURES * max(1.0, less.high)
