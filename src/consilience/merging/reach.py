"""Which accounts can what differs reach? Only they are put together anew.

Accounts come to one event through matches. So what differs reaches the accounts that hang together
with one that is new, has gone, or matches others than before; every other event stands as it stood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain

from consilience.merging.accounts import Account
from consilience.merging.ledger import Entry, Ledger, Pair, connected
from consilience.merging.matching import Match, Matcher, is_rare
from consilience.merging.profiles import Profile
from consilience.merging.relations import related_mentions, uncovered_mentions
from consilience.merging.reports import Reports
from consilience.merging.settings import MergeSettings
from consilience.model.events import EventMention


@dataclass(frozen=True, slots=True)
class Reach:
    """The accounts to be put together anew, and what is noted of all accounts of the case."""

    accounts: list[Account]  # in the order of their ids
    profiles: list[Profile]  # of each of them
    matches: list[tuple[int, int, Match]]  # between them, by their numbers
    matcher: Matcher
    ledger: Ledger


def find_reach(
    before: Ledger,
    touched: AbstractSet[str],
    reports: Reports,
    *,
    settings: MergeSettings,
    again: Iterable[str] = (),
) -> Reach:
    """Return what the accounts of *touched* reports can reach.

    Args:
        before: The accounts of the case as they were noted.
        touched: All reports that are new or gone, or whose accounts may be others than noted.
        reports: The reports of the case as they are.
        settings: Of the stage.
        again: Mentions whose events are to be made anew whatever else is reached.

    """
    kept = before.without(touched)
    reports.look_up(touched)
    told = {document: reports.entries(document) for document in sorted(touched)}
    found_in = {**kept.reports, **{document: own for document, own in told.items() if own}}
    after = Ledger(found_in, matching=kept.matching, tied=kept.tied)
    otherwise = _Otherwise(before, after, touched)
    compare = _Comparing(after, reports, settings, spread=otherwise.now)
    found = otherwise.found(settings.max_block)
    entries, anew = after.entries, set(chain.from_iterable(told.values())) | found
    anew |= compare.matching_otherwise(otherwise.judged() - anew, otherwise)
    matching = compare.find_matches(anew)
    ties = set(kept.tied).union(*[_ties(reports, document) for document in touched])
    ledger = Ledger(
        found_in,
        matching=tuple(
            sorted([*(row for row in kept.matching if anew.isdisjoint(row)), *matching])
        ),
        tied=tuple(sorted(ties)),
    )
    reached = _reached(before, ledger, anew, reports, again)
    reports.look_up(entries[key].document for key in reached)
    order = {key: at for at, key in enumerate(sorted(reached))}
    matches = (
        (order[a], order[b], matching.get((a, b)) or compare.match(a, b))
        for a, b in ledger.matching
        if a in order
    )
    return Reach(
        accounts=[reports.accounts(entries[key].document)[key] for key in order],
        profiles=[compare.profile(key) for key in order],
        matches=[(a, b, match) for a, b, match in matches if match is not None],
        matcher=compare.matcher,
        ledger=ledger,
    )


class _Otherwise:
    """What the accounts of touched reports may change between those of all others.

    A key may have become too common to find anything, or a name too common to tell anything; of
    several places that two accounts share, the rarest is the one that counts.
    """

    def __init__(self, before: Ledger, after: Ledger, touched: AbstractSet[str]) -> None:
        gone, new = before.only(touched), after.only(touched)
        self._entries, self._gone, self._new = after.entries, gone.sizes(), new.sizes()
        self._before = before
        self.was = before.spread()
        """In how many documents each entity and place was named."""
        self.now = _moved(self.was, gone.spread(), new.spread())
        names = gone.spread().keys() | new.spread().keys()
        self._names = {name for name in names if self.was[name] != self.now[name]}
        self._common = {
            name for name in self._names if is_rare(self.was[name]) != is_rare(self.now[name])
        }

    def found(self, most: int) -> set[str]:
        """Return the accounts behind keys that more than *most* had, or have, and not both."""
        was = self._before.sizes()
        now = _moved(was, self._gone, self._new)
        keys = self._gone.keys() | self._new.keys()
        keys = {key for key in keys if (was[key] > most) != (now[key] > most)}
        return {key for key, row in self._entries.items() if not keys.isdisjoint(row.keys)}

    def judged(self) -> set[str]:
        """Return the accounts that may match others otherwise."""
        return {
            key
            for key, row in self._entries.items()
            if not self._common.isdisjoint(row.names) or self._is_told(row.places)
        }

    def may_match(self, a: str, b: str) -> bool:
        """Return whether two accounts share a name by which they may match otherwise."""
        one, other = self._entries[a], self._entries[b]
        if not self._common.isdisjoint(set(one.names).intersection(other.names)):
            return True
        return self._is_told(set(one.places).intersection(other.places))

    def _is_told(self, places: Collection[str]) -> bool:
        if not self._common.isdisjoint(places):
            return True
        return len(places) > 1 and not self._names.isdisjoint(places)


def _moved(was: Counter[str], gone: Counter[str], new: Counter[str]) -> Counter[str]:
    now = was.copy()
    now.subtract(gone)
    now.update(new)
    return now


class _Comparing:
    """Compares accounts of one case."""

    def __init__(
        self,
        ledger: Ledger,
        reports: Reports,
        settings: MergeSettings,
        *,
        spread: Mapping[str, int],
    ) -> None:
        self.matcher = Matcher(reports.geography, spread, settings)
        self._settings = settings
        self._entries = ledger.entries
        self._blocks = ledger.blocks()
        self._reports = reports

    def profile(self, key: str) -> Profile:
        """Return what one account tells altogether."""
        return self._reports.profile(key, self._entries[key])

    def match(self, a: str, b: str) -> Match | None:
        """Return how two accounts match, the smaller id first."""
        return self.matcher.compare(self.profile(a), self.profile(b))

    def find_matches(self, anew: AbstractSet[str]) -> dict[Pair, Match]:
        """Return the matches of accounts *anew* with all accounts of other reports."""
        pairs = {pair for a in anew for pair in self._pairs(a)}
        return {pair: match for pair in pairs if (match := self.match(*pair)) is not None}

    def matching_otherwise(self, accounts: AbstractSet[str], otherwise: _Otherwise) -> set[str]:
        """Return those of *accounts* that match others otherwise than they did."""
        was = Matcher(self._reports.geography, otherwise.was, self._settings)
        return {
            a
            for a in accounts
            if any(
                self.match(*pair) != was.compare(*map(self.profile, pair))
                for pair in set(self._pairs(a))
                if otherwise.may_match(*pair)
            )
        }

    def _pairs(self, a: str) -> Iterator[Pair]:
        """Yield an account with each that it may match, again where several keys are shared."""
        own = self._entries[a]
        for key in own.keys:
            block = self._blocks[key]
            if 1 < len(block) <= self._settings.max_block:
                for b in block:
                    if own.document != self._entries[b].document:
                        yield (a, b) if a < b else (b, a)


def _reached(
    before: Ledger,
    ledger: Ledger,
    anew: AbstractSet[str],
    reports: Reports,
    again: Iterable[str],
) -> set[str]:
    """Return all accounts that hang together with one *anew*, or did so with one that is gone."""
    entries = ledger.entries
    changed = anew | (before.entries.keys() - entries.keys())
    apart = (pair for pair in (*before.matching, *before.tied) if not changed.isdisjoint(pair))
    seeds = anew | {one for pair in apart for one in pair if one in entries}
    pairs = (*ledger.matching, *ledger.tied)
    reached = connected(pairs, seeds)
    if len(reached) == len(entries):
        return reached
    # Their rows name the ids of events beside them, which may be others now.
    beside = _beside(reached, entries, reports)
    return connected(pairs, reached.union(beside, entries.keys() & set(again)))


def _beside(
    reached: AbstractSet[str], entries: Mapping[str, Entry], reports: Reports
) -> Iterator[str]:
    """Yield the accounts whose events belong together with one of *reached*."""
    documents = {entries[key].document for key in reached}
    reports.look_up(documents)
    for document in documents:
        for pair in _account_pairs(reports, document, related_mentions):
            if not reached.isdisjoint(pair):
                yield from pair


def _ties(reports: Reports, document: str) -> set[Pair]:
    """Return the accounts of one report that tell of a grave, each with those of its dead."""
    return {
        (a, b) if a < b else (b, a)
        for a, b in _account_pairs(reports, document, uncovered_mentions)
        if a != b
    }


def _account_pairs(
    reports: Reports, document: str, pairs: Callable[[Iterable[EventMention]], Iterator[Pair]]
) -> Iterator[Pair]:
    """Yield the accounts that tell of *pairs* of mentions."""
    account_of = {
        one.row.id: key
        for key, account in reports.accounts(document).items()
        for one in account.told
    }
    for a, b in pairs(reports.mentions(document)):
        yield account_of[a], account_of[b]
