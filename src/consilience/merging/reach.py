"""Which accounts can what differs reach? Only they are put together anew.

Accounts come to one event through matches. So what differs reaches the accounts that hang together
with one that is new, has gone, or matches others than before; every other event stands as it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

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
    entries = dict(kept.entries)
    reports.look_up(touched)
    for document in sorted(touched):
        entries.update(reports.entries(document))
    anew = {key for key, row in entries.items() if row.document in touched}
    after = Ledger(entries, matching=kept.matching, tied=kept.tied)
    compare = _Comparing(after, reports, settings)
    found, judged = _found_or_judged_otherwise(before, after, touched, settings)
    anew |= found | compare.matching_otherwise(judged - found, before.spread())
    matching = compare.find_matches(anew)
    ties = set(kept.tied).union(*[_ties(reports, document) for document in touched])
    ledger = Ledger(
        entries,
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


class _Comparing:
    """Compares accounts of one case."""

    def __init__(self, ledger: Ledger, reports: Reports, settings: MergeSettings) -> None:
        self.matcher = Matcher(reports.geography, ledger.spread(), settings)
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

    def matching_otherwise(self, accounts: AbstractSet[str], before: Mapping[str, int]) -> set[str]:
        """Return those of *accounts* that match others otherwise than when names were spread so."""
        was = Matcher(self._reports.geography, before, self._settings)
        return {
            a
            for a in accounts
            if any(
                self.match(*pair) != was.compare(*map(self.profile, pair))
                for pair in set(self._pairs(a))
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


def _found_or_judged_otherwise(
    before: Ledger, after: Ledger, touched: AbstractSet[str], settings: MergeSettings
) -> tuple[set[str], set[str]]:
    """Return accounts of untouched reports that others may find, and that may match otherwise.

    A key may have become too common to find anything, or a name too common to tell anything; of
    several places that two accounts share, the rarest is the one that counts.
    """
    own = [row for ledger in (before, after) for row in ledger.entries.values()
           if row.document in touched]  # fmt: skip
    if len(own) == len(before.entries) + len(after.entries):
        return set(), set()  # none is untouched
    held, holds = before.blocks(), after.blocks()
    was, now = before.spread(), after.spread()
    keys = {key for row in own for key in row.keys}
    names = {name for row in own for name in row.names if was.get(name) != now.get(name)}
    found = {
        key
        for key in keys
        if (len(held.get(key, ())) > settings.max_block)
        != (len(holds.get(key, ())) > settings.max_block)
    }
    common = {name for name in names if is_rare(was.get(name, 0)) != is_rare(now.get(name, 0))}
    told = {
        key
        for key, row in after.entries.items()
        if not common.isdisjoint(row.names)
        or not common.isdisjoint(row.places)
        or (len(row.places) > 1 and not names.isdisjoint(row.places))
    }
    return {key for key, row in after.entries.items() if not found.isdisjoint(row.keys)}, told


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
    for a, b in pairs(reports.mentions.get(document, ())):
        yield account_of[a], account_of[b]
