"""What is noted of the accounts of a case, so that a new report is compared with few of them.

An account is called by its first mention. A ledger knows by which keys each is found, which match,
which names stand beside them, and what each tells, written down so that it is read only where the
account is compared. Rows are read again for the few accounts that a change can reach.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Final, NamedTuple

from consilience.merging.profiles import Profile
from consilience.model.memory import Work
from consilience.model.tables import Tables

Pair = tuple[str, str]
"""Two accounts; the smaller id first."""


class Entry(NamedTuple):
    """One account as it is noted."""

    document: str
    keys: tuple[str, ...]  # by which it is found
    names: tuple[str, ...]  # entities and places beside its mentions
    places: tuple[str, ...]  # settlements or finer
    profile: bytes  # what it tells: see `read_profile`


Entries = dict[str, Entry]
"""Accounts by the id of their first mention."""


class Ledger:
    """The accounts of a case by report and first mention, and which match or hang together."""

    def __init__(
        self, reports: dict[str, Entries], matching: tuple[Pair, ...], tied: tuple[Pair, ...]
    ) -> None:
        """Hold the accounts of *reports*.

        Args:
            reports: What each report tells, by its id.
            matching: Accounts that match, in order.
            tied: A grave and the killing of its sentence, in order.

        """
        self.reports = reports
        self.matching = matching
        self.tied = tied

    @functools.cached_property
    def entries(self) -> Entries:
        """All accounts."""
        found: Entries = {}
        for own in self.reports.values():
            found.update(own)
        return found

    def blocks(self) -> dict[str, list[str]]:
        """Return the accounts behind each key."""
        found: dict[str, list[str]] = defaultdict(list)
        for account, entry in self.entries.items():
            for key in entry.keys:
                found[key].append(account)
        return found

    def sizes(self) -> Counter[str]:
        """Return how many accounts stand behind each key."""
        return Counter(chain.from_iterable([entry.keys for entry in self.entries.values()]))

    def spread(self) -> Counter[str]:
        """Return in how many documents each entity and place is named beside an event."""
        found: Counter[str] = Counter()
        for own in self.reports.values():
            found.update(set(chain.from_iterable([entry.names for entry in own.values()])))
        return found

    def only(self, documents: AbstractSet[str]) -> Ledger:
        """Return what is noted of the accounts of *documents*."""
        return Ledger({key: self.reports[key] for key in documents if key in self.reports}, (), ())

    def without(self, documents: AbstractSet[str]) -> Ledger:
        """Return what is noted of all other documents."""
        reports = {key: own for key, own in self.reports.items() if key not in documents}
        gone = self.only(documents).entries
        return Ledger(
            reports,
            matching=tuple([pair for pair in self.matching if not _names(pair, gone)]),
            tied=tuple([pair for pair in self.tied if not _names(pair, gone)]),
        )


NOTHING: Final = Ledger({}, (), ())


def read_ledger(tables: Tables) -> Ledger | None:
    """Return what was noted when the stage last ran; ``None`` where it is told no changes."""
    reports, tied = tables.noted_parts(_REPORTS), tables.noted(_PAIRS)
    return None if reports is None or tied is None else Ledger(reports, *tied)


def note_ledger(tables: Tables, ledger: Ledger) -> None:
    """Note *ledger* for the next run: of reports that nothing touched, nothing is written."""
    tables.note_parts(_REPORTS, ledger.reports)
    tables.note(_PAIRS, (ledger.matching, ledger.tied))


def _names(pair: Pair, entries: Entries) -> bool:
    return pair[0] in entries or pair[1] in entries


def connected(pairs: Iterable[Pair], seeds: Iterable[str]) -> set[str]:
    """Return *seeds* and all that hangs together with one of them through *pairs*."""
    beside: dict[str, list[str]] = defaultdict(list)
    for a, b in pairs:
        beside[a].append(b)
        beside[b].append(a)
    found = set(seeds)
    left = sorted(found)
    while left:
        for other in beside.get(left.pop(), ()):
            if other not in found:
                found.add(other)
                left.append(other)
    return found


_REPORTS: Final[Work[dict[str, Entries]]] = Work(
    f"accounts by {' '.join(Profile._fields)}", dict[str, Entries]
)
"""Accounts whose profiles have other fields are noted as others."""
_PAIRS: Final[Work[tuple[tuple[Pair, ...], tuple[Pair, ...]]]] = Work(
    "accounts that match, and that are tied", tuple[tuple[Pair, ...], tuple[Pair, ...]]
)
