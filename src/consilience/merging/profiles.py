"""What a group of mentions tells altogether, for comparing it with other groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

from consilience.merging.accounts import Account
from consilience.merging.copying import Copied, Key, copied_of
from consilience.merging.geography import Geography
from consilience.merging.recounts import UNREAL
from consilience.merging.told import Cost, Days, Told
from consilience.model.scales import EventKind

VAGUE: Final[frozenset[EventKind]] = frozenset({"other", "attack", "announcement", "movement"})
"""Kinds that hold many sorts of event: their word tells more."""

_NONE: Final[frozenset[str]] = frozenset()


class Profile(NamedTuple):
    """The fields of one account (or of several that were joined)."""

    key: str  # smallest id of its mentions
    documents: frozenset[str]
    kinds: frozenset[EventKind]
    kind: EventKind
    words: frozenset[str]  # that tell it, of kinds that say little
    unreal: bool  # planned or supposed
    aggregate: bool
    recalled: bool
    fine: frozenset[str]  # places that are settlements or finer
    coarse: frozenset[str]  # other places
    day: Days | None  # days told to the day
    days: Days | None  # all days told, at any precision
    window: Days | None  # when it can have been, by the dates of the reports alone
    actors: frozenset[str]
    targets: frozenset[str]
    groups: frozenset[str]
    costs: frozenset[Cost]
    names: frozenset[str]
    copies: frozenset[Key]
    copied: tuple[Copied, ...]
    stories: frozenset[str]
    by_hand: bool  # captives were killed


def profile_of(account: Account, geography: Geography, *, memory_days: int) -> Profile:
    """Return what *account* tells altogether."""
    told = account.told
    if len(told) == 1:
        return _single(told[0], geography, memory_days)
    places = frozenset([one.place for one in told if one.place])
    fine = frozenset([place for place in places if geography.is_fine(place)])
    recalled = all(one.row.realis == "background" for one in told)
    dated = [one for one in told if not one.aftermath] or told
    return Profile(
        key=min([one.row.id for one in told]),
        documents=frozenset([one.row.document for one in told]),
        kinds=frozenset([one.row.kind for one in told]),
        kind=main_kind(told),
        words=frozenset([one.word for one in told if one.row.kind in VAGUE]),
        unreal=all(one.row.realis in UNREAL for one in told),
        aggregate=told[0].row.aggregate,
        recalled=recalled,
        fine=fine,
        coarse=places - fine,
        day=hull([one.days for one in dated if one.precise]),
        days=narrowest([one.days for one in dated]),
        window=None if recalled else _window(told, memory_days),
        actors=_NONE.union(*[one.actors for one in told]),
        targets=_NONE.union(*[one.targets for one in told]),
        groups=frozenset([one.target_group for one in told if one.target_group]),
        costs=frozenset([cost for one in told for cost in one.costs]),
        names=_NONE.union(*[one.names for one in told]),
        copies=frozenset([key for one in told for key in one.copies]),
        copied=copied_of(told),
        stories=frozenset([one.story for one in told if one.story]),
        by_hand=any(one.by_hand for one in told),
    )


def write_profile(profile: Profile) -> bytes:
    """Return *profile* as bytes, the same for equal ones."""
    written: dict[str, object] = {
        **profile._asdict(),
        # What may be unknown has no order of its own.
        "costs": sorted(profile.costs, key=repr),
        "copied": [(*row[:2], sorted(row.counts, key=repr)) for row in profile.copied],
    }
    return _ENCODER.encode([*written.values()])


def read_profile(written: bytes) -> Profile:
    """Return the profile that `write_profile` wrote."""
    return _DECODER.decode(written)


_ENCODER: Final = msgspec.msgpack.Encoder(order="deterministic")
_DECODER: Final = msgspec.msgpack.Decoder(Profile)


def _single(one: Told, geography: Geography, memory_days: int) -> Profile:
    """Return what one mention tells: most accounts have no other."""
    row, kind = one.row, one.row.kind
    fine = geography.is_fine(one.place)
    recalled = row.realis == "background"
    return Profile(
        key=row.id,
        documents=frozenset((row.document,)),
        kinds=frozenset((kind,)),
        kind=kind,
        words=frozenset((one.word,)) if kind in VAGUE else _NONE,
        unreal=row.realis in UNREAL,
        aggregate=row.aggregate,
        recalled=recalled,
        fine=frozenset((one.place,)) if one.place and fine else _NONE,
        coarse=frozenset((one.place,)) if one.place and not fine else _NONE,
        day=one.days if one.precise else None,
        days=one.days,
        window=None if recalled else _window([one], memory_days),
        actors=one.actors,
        targets=one.targets,
        groups=frozenset((one.target_group,)) if one.target_group else _NONE,
        costs=frozenset(one.costs),
        names=one.names,
        copies=frozenset(one.copies),
        copied=copied_of((one,)) if one.copies else (),
        stories=frozenset((one.story,)) if one.story else _NONE,
        by_hand=one.by_hand,
    )


def join_profiles(a: Profile, b: Profile) -> Profile:
    """Return what two groups tell together."""
    return Profile(
        key=min(a.key, b.key),
        documents=a.documents | b.documents,
        kinds=a.kinds | b.kinds,
        kind=a.kind if a.key <= b.key else b.kind,
        words=a.words | b.words,
        unreal=a.unreal and b.unreal,
        aggregate=a.aggregate,
        recalled=a.recalled and b.recalled,
        fine=a.fine | b.fine,
        coarse=a.coarse | b.coarse,
        day=hull((a.day, b.day)),
        days=narrowest((a.days, b.days)),
        window=hull((a.window, b.window)),
        actors=a.actors | b.actors,
        targets=a.targets | b.targets,
        groups=a.groups | b.groups,
        costs=a.costs | b.costs,
        names=a.names | b.names,
        copies=a.copies | b.copies,
        copied=a.copied + b.copied,
        stories=a.stories | b.stories,
        by_hand=a.by_hand or b.by_hand,
    )


def main_kind(told: Sequence[Told]) -> EventKind:
    """Return the kind that tells most: the cause before its cost, then the more frequent."""
    kinds = [one.row.kind for one in told]
    if len(set(kinds)) == 1:
        return kinds[0]
    counts = Counter(kinds)  # in the order of *told*, and the first of equals is the least
    return min(counts, key=lambda kind: (_GENERALITY.get(kind, 0), -counts[kind]))


def hull(days: Iterable[Days | None]) -> Days | None:
    """Return the stretch that holds all *days*."""
    known = [one for one in days if one is not None]
    if len(known) < 2:
        return known[0] if known else None
    return min(first for first, _ in known), max(last for _, last in known)


def narrowest(days: Iterable[Days | None]) -> Days | None:
    """Return the shortest of *days*, the earliest of equals."""
    known = [one for one in days if one is not None]
    return min(known, key=lambda one: (one[1] - one[0], one[0])) if known else None


_GENERALITY: Final[dict[EventKind, int]] = {"attack": 1, "battle": 1, "killing": 2, "other": 3}


def _window(told: list[Told], memory_days: int) -> Days | None:
    days = [one.published for one in told if one.published]
    return (min(days) - memory_days, max(days) + 1) if days else None
