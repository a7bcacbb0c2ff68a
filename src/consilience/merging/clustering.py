"""Put accounts of different reports together: the strongest matches first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from consilience.merging.demands import NO_DEMANDS, NO_SIDES, Demands
from consilience.merging.matching import Match, Matcher
from consilience.merging.profiles import Profile, join_profiles
from consilience.merging.rulings import parted
from consilience.merging.vocabulary import once_kinds
from consilience.model.scales import EventKind

_FAMILIES: dict[EventKind, str] = dict.fromkeys(
    ("battle", "air_strike", "shelling", "explosion", "suicide_bomb", "chemical_weapon",
     "shooting", "killing", "attack", "abduction", "riot", "protest", "arson", "robbery",
     "crash", "disaster", "siege", "movement", "territory_gain", "territory_loss"),
    "violence",
)  # fmt: skip
"""Kinds that may be one event told in two ways stand behind the same keys."""


@dataclass(frozen=True, slots=True)
class Joined:
    """An account that came to an event through another, and why."""

    to: int
    match: Match


@dataclass(frozen=True, slots=True)
class Clusters:
    """Accounts by event, how each came to it, and the pairs left for a person."""

    root: tuple[int, ...]  # of each account, the first account of its event
    joined: dict[int, Joined]
    open: tuple[tuple[int, int, Match], ...]


def cluster(
    profiles: Sequence[Profile],
    matches: Iterable[tuple[int, int, Match]],
    matcher: Matcher,
    *,
    demands: Demands = NO_DEMANDS,
    linked: Callable[[Callable[[int], int]], Iterable[tuple[int, int, Match]]] | None = None,
) -> Clusters:
    """Return the accounts that tell the same events.

    Args:
        profiles: Of each account, in an order that does not depend on the order of the input.
        matches: The pairs of accounts that match, the smaller number first.
        matcher: Tells what groups cannot be one event.
        demands: What reviewers said of the accounts; it goes before everything else.
        linked: Returns what the events found so far (by the root of each account) tie together.

    """
    groups = _Groups(profiles, matcher, demands)
    for a, b, match in demands.together:
        groups.join(a, b, match, demanded=True)
    left = []
    for a, b, match in sorted(matches, key=lambda pair: (-pair[2].score, pair[0], pair[1])):
        if not (match.automatic and groups.join(a, b, match)):
            left.append((a, b, match))
    for a, b, match in linked(groups.root) if linked is not None else ():
        groups.join(a, b, match)
    return Clusters(
        root=tuple(groups.root(at) for at in range(len(profiles))),
        joined=groups.joined,
        open=tuple(pair for pair in left if not groups.kept_apart(pair[0], pair[1])),
    )


def keys_of(profile: Profile) -> Iterator[str]:
    """Yield the keys by which an account is found; what shares a rare one may be one event."""
    for lineage, word, count in profile.copies:
        yield f"{lineage} {word} {count}"
    if profile.unreal:
        return
    for family in sorted({_FAMILIES.get(kind, kind) for kind in profile.kinds}):
        for place in profile.fine:
            yield from _place_keys(family, place, profile)
        for target in profile.targets:
            yield f"{family} target {target}"
        for cost in profile.costs:
            number = cost.low if cost.low is not None else cost.high
            if number is not None and number >= 3:
                yield f"{family} {cost.measure} {float(number)}"


def _place_keys(family: str, place: str, profile: Profile) -> Iterator[str]:
    if family in once_kinds():
        yield f"{family} {place}"
    days = profile.day or profile.days
    if days is not None and days[1] - days[0] <= 7:
        for day in range(days[0], days[1] + 2):
            yield f"{family} {place} {day}"
    for story in profile.stories:
        yield f"{family} {place} {story}"


class _Groups:
    """Accounts joined so far, with what each group tells altogether."""

    def __init__(
        self, profiles: Sequence[Profile], matcher: Matcher, demands: Demands = NO_DEMANDS
    ) -> None:
        self._sides = dict(demands.sides)
        self._profiles = list(profiles)
        self._parent = list(range(len(profiles)))
        self._members = {at: [at] for at in range(len(profiles))}
        self._single = profiles
        self._matcher = matcher
        self.joined: dict[int, Joined] = {}

    def root(self, at: int) -> int:
        """Return the first account of the event of *at*."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, a: int, b: int, match: Match, *, demanded: bool = False) -> bool:
        """Join the events of *a* and *b*, unless the groups as wholes forbid it.

        What a reviewer demanded only another reviewer's word can forbid.
        """
        left, right = sorted((self.root(a), self.root(b)))
        if left == right:
            return True
        if self.kept_apart(left, right) or (not demanded and self._forbidden(left, right)):
            return False
        if right in self._sides:
            self._sides[left] = self._sides.get(left, NO_SIDES) | self._sides.pop(right)
        near = a if self.root(a) == left else b
        self._parent[right] = left
        self._profiles[left] = join_profiles(self._profiles[left], self._profiles[right])
        self._members[left] += self._members.pop(right)
        self.joined[right] = Joined(to=near, match=match)
        return True

    def kept_apart(self, a: int, b: int) -> bool:
        """Whether a reviewer said that the events of *a* and *b* are two."""
        if not self._sides:
            return False
        left, right = self.root(a), self.root(b)
        return parted(self._sides.get(left, NO_SIDES), self._sides.get(right, NO_SIDES))

    def _forbidden(self, left: int, right: int) -> bool:
        if self._matcher.forbids(self._profiles[left], self._profiles[right]) is not None:
            return True
        shared = self._profiles[left].documents & self._profiles[right].documents
        return any(
            self._told_apart(self._single[a], self._single[b])
            for a in self._members[left]
            for b in self._members[right]
            if shared
            and not shared.isdisjoint(self._single[a].documents)
            and self._single[a].documents == self._single[b].documents
        )

    def _told_apart(self, a: Profile, b: Profile) -> bool:
        """Whether one report tells *a* and *b* as two: it gives them different particulars."""
        if self._matcher.forbids(a, b) is not None:
            return True
        both = (a.costs, b.costs)
        return all(both) and not a.costs & b.costs
