"""What one report tells of one event: its mentions within the report, put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from consilience.merging.geography import Geography
from consilience.merging.recounts import (
    COSTS,
    ENOUGH,
    REACH,
    UNREAL,
    Telling,
    costs_far_apart,
    done_otherwise,
    find_telling,
    numbers_differ,
    overlap,
    tell_same,
    told_beside,
)
from consilience.merging.told import Told
from consilience.model.events import Feature


@dataclass(slots=True)
class Account:
    """Mentions that tell one event, in one report or (joined) in several."""

    told: list[Told]
    why: dict[str, tuple[str, tuple[Feature, ...]]] = field(default_factory=dict)

    @property
    def first(self) -> Told:
        """The mention that came first."""
        return self.told[0]


def read_accounts(told: Iterable[Told], geography: Geography) -> list[Account]:
    """Return the mentions of one document put together by event, in the order of the text."""
    tellings: list[Telling] = []
    of: dict[str, Telling] = {}
    for mention in told:
        telling, features = find_telling(mention, tellings, of, geography)
        if telling is None:
            telling = Telling(mention)
            tellings.append(telling)
        else:
            telling.why[mention.row.id] = (telling.told[0].row.id, features)
            telling.add(mention)
        of[mention.row.id] = telling
    accounts = [Account(told=telling.told, why=telling.why) for telling in tellings]
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
        if whole is None and not bare:
            whole = _counted_again(account, accounts[at + 1 : at + 1 + REACH], geography)
        if whole is None and bare:
            whole = _beside(account, accounts[at + 1 : at + 1 + REACH], geography)
        if whole is None:
            kept.append(account)
            continue
        feature = Feature(name="bare", share=ENOUGH, detail="nothing of its own is told")
        for mention in account.told:
            whole.why.setdefault(mention.row.id, (whole.first.row.id, (feature,)))
        whole.why.update(account.why)
        whole.told.extend(account.told)
    return kept


def _counted_again(account: Account, later: list[Account], geography: Geography) -> Account | None:
    """Return what gives the very figure of *account*, which has no time of its own.

    A headline says "at least 14 killed in Osk", the lead says when and how.
    """
    numbers = _numbers(account)
    if not numbers or any(one.days or one.row.aggregate or one.other for one in account.told):
        return None
    for other in later:
        alike = any(tell_same(a, b) for a in account.told for b in other.told)
        timed = any(one.days for one in other.told) and not other.first.row.aggregate
        same = alike and timed and bool(numbers & _numbers(other))
        if same and not _any_differ(account, other, geography):
            return other
    return None


def _numbers(account: Account) -> set[tuple[str, float]]:
    return {
        (cost.measure, number)
        for one in account.told
        for cost in one.costs
        if (number := cost.low if cost.low is not None else cost.high) is not None and number > 1
    }


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


def _differ(a: Told, b: Told, geography: Geography) -> bool:
    """Whether one report tells *a* and *b* as two events."""
    if a.other and b.row.trigger.start < a.row.trigger.start:
        return True
    if a.place and b.place and geography.keeps_apart(a.place, b.place):
        return True
    if a.days and b.days and not overlap(a.days, b.days):
        return True
    if told_beside(a, b) or told_beside(b, a):
        return True
    if done_otherwise((a.by_hand, (a.row.kind,)), (b.by_hand, (b.row.kind,))):
        return True
    return numbers_differ(a.costs, b.costs) or costs_far_apart(a.costs, b.costs)
