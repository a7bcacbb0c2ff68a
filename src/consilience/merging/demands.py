"""What reviewers said of events, told to the clustering of accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.merging.accounts import Account
from consilience.merging.matching import Match
from consilience.merging.rulings import Links, Sides, parted
from consilience.merging.told import Told
from consilience.model.events import Feature

NO_SIDES: Final[Sides] = frozenset()


@dataclass(frozen=True, slots=True)
class Demands:
    """Accounts that are one event, and on which side of what is apart each stands."""

    together: tuple[tuple[int, int, Match], ...]
    sides: Mapping[int, Sides]


NO_DEMANDS: Final = Demands((), {})


def demands_of(accounts: Sequence[Account], links: Links) -> Demands:
    """Return what *links* ask of *accounts*."""
    if not links.together and not links.sides:
        return NO_DEMANDS
    holder = {one.row.id: at for at, account in enumerate(accounts) for one in account.told}
    together = [
        (holder[pair.a], holder[pair.b], _match(pair.reason))
        for pair in links.together
        if pair.a in holder and pair.b in holder
    ]
    found = (
        (at, links.sides_of(one.row.id for one in account.told))
        for at, account in enumerate(accounts)
    )
    return Demands(tuple(together), {at: sides for at, sides in found if sides})


def part_account(account: Account, links: Links) -> list[Account]:
    """Return *account* in as few parts as keep apart what a reviewer keeps apart."""
    if not links.sides or len(account.told) == 1:
        return [account]
    parts: list[tuple[Sides, list[Told]]] = []
    for one in sorted(account.told, key=lambda one: links.rank(one.row.id)):
        own = links.sides_of([one.row.id])
        at = next((at for at, part in enumerate(parts) if not parted(own, part[0])), len(parts))
        if at == len(parts):
            parts.append((NO_SIDES, []))
        sides, told = parts[at]
        parts[at] = (sides | own, told)
        told.append(one)
    if len(parts) == 1:
        return [account]
    return [_account(told, account) for _, told in parts]


def _account(told: Sequence[Told], whole: Account) -> Account:
    """Return the account of *told*, in the order of the text, with the reasons that still hold."""
    kept = {one.row.id for one in told}
    why = {
        key: found for key, found in whole.why.items() if key in kept and found[0] in kept
    }  # fmt: skip
    return Account(told=[one for one in whole.told if one.row.id in kept], why=why)


def _match(reason: str) -> Match:
    feature = Feature(name="reviewer", share=1.0, detail=reason)
    return Match(score=1.0, features=(feature,), against=(), automatic=True)
