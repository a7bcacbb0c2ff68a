"""What one report tells of one event: its mentions within the report, put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from consilience.merging.geography import Geography
from consilience.merging.told import Cost, Days, Told
from consilience.merging.vocabulary import compatible_kinds
from consilience.model.events import Feature
from consilience.model.scales import EventKind

UNREAL: Final = frozenset({"planned", "hypothetical"})
COSTS: Final[frozenset[EventKind]] = frozenset({"killing", "attack", "shooting", "explosion"})
"""What a larger event did to people is told of that event; other parts are events of their own."""

REACH: Final = 6
"""Events back to which "the attack" is taken to point."""

_RECENT: Final = 2
"""Events back that are still what a report is talking of."""

_ENOUGH: Final = 1.5
"""Sum of shares from which a mention tells of the earlier event again: being pointed at, or of
the same kind and scene with one thing more."""


@dataclass(slots=True)
class Account:
    """Mentions that tell one event, in one report or (joined) in several."""

    told: list[Told]
    why: dict[str, tuple[str, tuple[Feature, ...]]] = field(default_factory=dict)

    @property
    def first(self) -> Told:
        """The mention that came first."""
        return self.told[0]


_COMPATIBLE: Final = compatible_kinds()


def kinds_agree(left: EventKind, right: EventKind) -> bool:
    """Whether the two kinds can be one event."""
    return left == right or (left, right) in _COMPATIBLE


def tell_same(a: Told, b: Told) -> bool:
    """Whether two mentions can tell one event by their kinds, or words where the kind is open."""
    if a.row.kind == "other" and b.row.kind == "other":
        return a.word == b.word
    return kinds_agree(a.row.kind, b.row.kind)


def read_accounts(told: Iterable[Told], geography: Geography) -> list[Account]:
    """Return the mentions of one document put together by event, in the order of the text."""
    accounts: list[Account] = []
    of: dict[str, Account] = {}
    for mention in told:
        account, features = _find_account(mention, accounts, of, geography)
        if account is None:
            account = Account(told=[])
            accounts.append(account)
        else:
            account.why[mention.row.id] = (account.first.row.id, features)
        account.told.append(mention)
        of[mention.row.id] = account
    return _absorb(accounts, geography)


def _absorb(accounts: list[Account], geography: Geography) -> list[Account]:
    """Return *accounts* without those that tell nothing of their own, joined to the one before.

    A report that has told an event goes on about it: "Three people were hurt", with no place,
    time or name, is not another event.
    """
    kept: list[Account] = []
    for at, account in enumerate(accounts):
        bare = _is_bare(account)
        whole = _spoken_of(account, kept, geography) if bare else None
        if whole is None and bare:
            whole = _beside(account, accounts[at + 1 : at + 1 + REACH], geography)
        if whole is None:
            kept.append(account)
            continue
        feature = Feature(name="bare", share=_ENOUGH, detail="nothing of its own is told")
        for mention in account.told:
            whole.why.setdefault(mention.row.id, (whole.first.row.id, (feature,)))
        whole.why.update(account.why)
        whole.told.extend(account.told)
    return kept


def _beside(account: Account, later: list[Account], geography: Geography) -> Account | None:
    """Return what the same sentence tells further on, where *account* can be part of it."""
    here = {mention.row.sentence for mention in account.told}
    for other in later:
        if here.isdisjoint(mention.row.sentence for mention in other.told):
            continue
        if _spoken_of(account, [other], geography) is not None:
            return other
    return None


def _is_bare(account: Account) -> bool:
    return not any(
        one.place or one.days or one.targets or one.actors or one.other or one.row.aggregate
        for one in account.told
    )


def _spoken_of(account: Account, kept: list[Account], geography: Geography) -> Account | None:
    lead = account.first
    for back, earlier in enumerate(reversed(kept[-REACH:])):
        first = earlier.first
        next_to = back == 0 and lead.row.kind in COSTS
        same_sort = lead.row.kind == first.row.kind or next_to
        fits = same_sort and tell_same(lead, first) and not first.row.aggregate
        same_mood = (lead.row.realis in UNREAL) == (first.row.realis in UNREAL)
        if fits and same_mood and not _any_differ(account, earlier, geography):
            return earlier
    return None


def _any_differ(account: Account, other: Account, geography: Geography) -> bool:
    return any(_differ(a, b, geography) for a in account.told for b in other.told)


def _find_account(
    mention: Told, accounts: list[Account], of: dict[str, Account], geography: Geography
) -> tuple[Account | None, tuple[Feature, ...]]:
    larger = of.get(mention.row.within_mention or "")
    if larger is not None and mention.row.kind in COSTS:
        return larger, (Feature(name="part", share=1.0, detail="what the larger event did"),)
    best: tuple[float, int] | None = None
    found: tuple[Account | None, tuple[Feature, ...]] = (None, ())
    for back, account in enumerate(reversed(accounts)):
        features = _recounts(mention, account, back, geography)
        score = sum(feature.share for feature in features)
        if score >= _ENOUGH and (best is None or (score, -back) > best):
            best, found = (score, -back), (account, features)
    return found


def _recounts(
    mention: Told, account: Account, back: int, geography: Geography
) -> tuple[Feature, ...]:
    """Return what speaks for *mention* telling of *account* again; nothing where it cannot."""
    lead = account.first
    if not tell_same(mention, lead):
        return ()
    if mention.row.aggregate != lead.row.aggregate:
        return ()
    if (mention.row.realis in UNREAL) != (lead.row.realis in UNREAL):
        return ()
    if any(_differ(mention, other, geography) for other in account.told):
        return ()
    return tuple(_reasons(mention, account, back))


def _reasons(mention: Told, account: Account, back: int) -> Iterable[Feature]:
    same_kind = any(other.row.kind == mention.row.kind for other in account.told)
    yield Feature(name="kind", share=0.5 if same_kind else 0.25, detail=mention.row.kind)
    if any(other.row.lemma == mention.row.lemma for other in account.told):
        yield Feature(name="word", share=0.25, detail=mention.row.lemma)
    if mention.pointing and not mention.other and back < REACH:
        share = 1.0 if same_kind or mention.row.kind in COSTS else 0.5
        yield Feature(name="pointing", share=share, detail="told as known")
    if back < _RECENT:
        yield Feature(name="next", share=0.25, detail="told right after")
    if any(other.row.sentence == mention.row.sentence for other in account.told):
        yield Feature(name="sentence", share=0.5, detail="told in one sentence")
    yield from _shared_scene(mention, account)
    if any(other.actors & mention.actors for other in account.told):
        yield Feature(name="actor", share=0.5, detail="the same actor")
    yield from _shared_targets(mention, account)


def _shared_scene(mention: Told, account: Account) -> Iterable[Feature]:
    if mention.place is None and mention.days is None:
        yield Feature(name="scene", share=0.75, detail="no other place or time is told")
    elif mention.place and any(other.place == mention.place for other in account.told):
        yield Feature(name="place", share=0.5, detail="the same place")
    if mention.days and any(other.days == mention.days for other in account.told):
        yield Feature(name="date", share=0.5, detail="the same time")


def _shared_targets(mention: Told, account: Account) -> Iterable[Feature]:
    if any(other.targets & mention.targets for other in account.told):
        yield Feature(name="target", share=1.0, detail="the same target")
    elif mention.target_group and any(
        other.target_group == mention.target_group for other in account.told
    ):
        yield Feature(name="target", share=0.5, detail=mention.target_group)
    elif mention.target_group and any(other.target_group for other in account.told):
        yield Feature(name="target", share=-0.5, detail="others are named as targets")
    shared = {cost for cost in mention.costs if cost.low is not None or cost.high is not None}
    if any(shared & set(other.costs) for other in account.told):
        yield Feature(name="figure", share=1.0, detail="the same figure")


def _differ(a: Told, b: Told, geography: Geography) -> bool:
    """Whether one report tells *a* and *b* as two events."""
    if a.other and b.row.trigger.start < a.row.trigger.start:
        return True
    if a.place and b.place and geography.relation(a.place, b.place) == "apart":
        return True
    if a.days and b.days and not overlap(a.days, b.days):
        return True
    return costs_conflict(a.costs, b.costs, ratio=1.0)


def overlap(left: Days, right: Days, *, window: int = 0) -> bool:
    """Whether two stretches of days meet, give or take *window* days."""
    return left[0] <= right[1] + window and right[0] <= left[1] + window


def costs_conflict(left: Iterable[Cost], right: Iterable[Cost], *, ratio: float) -> bool:
    """Whether exact figures of the same measure and group differ by more than *ratio*."""
    numbers = [(cost, cost.exact) for cost in right]
    for cost in left:
        mine = cost.exact
        if mine is None:
            continue
        for other, theirs in numbers:
            if theirs is None or (other.measure, other.group) != (cost.measure, cost.group):
                continue
            if max(mine, theirs) > ratio * max(1, min(mine, theirs)):
                return True
    return False
