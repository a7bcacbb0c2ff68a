"""What is noted of the accounts of a case, so that a new report is compared with few of them.

An account is called by its first mention. A ledger knows by which keys each is found, which match,
which names stand beside them, and what each tells, written down so that it is read only where the
account is compared. Rows are read again for the few accounts that a change can reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, NamedTuple

from consilience.merging.profiles import Profile
from consilience.model.memory import Work

Pair = tuple[str, str]
"""Two accounts; the smaller id first."""


class Entry(NamedTuple):
    """One account as it is noted."""

    document: str
    keys: tuple[str, ...]  # by which it is found
    names: tuple[str, ...]  # entities and places beside its mentions
    places: tuple[str, ...]  # settlements or finer
    profile: bytes  # what it tells: see `read_profile`

    @property
    def about(self) -> set[str]:
        """All names whose rarity can matter to it."""
        return {*self.names, *self.places}


@dataclass(frozen=True, slots=True)
class Ledger:
    """The accounts of a case by their first mention, and which of them match or hang together."""

    entries: dict[str, Entry]
    matching: tuple[Pair, ...]  # in order
    tied: tuple[Pair, ...]  # a grave and the killing of its sentence, in order

    def blocks(self) -> dict[str, list[str]]:
        """Return the accounts behind each key, in the order of their ids."""
        found: dict[str, list[str]] = defaultdict(list)
        for account, entry in self.entries.items():
            for key in entry.keys:
                found[key].append(account)
        return found

    def spread(self) -> dict[str, int]:
        """Return in how many documents each entity and place is named beside an event."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self.entries.values():
            for name in entry.names:
                found[name].add(entry.document)
        return {name: len(documents) for name, documents in found.items()}

    def without(self, documents: AbstractSet[str]) -> Ledger:
        """Return what is noted of all other documents."""
        kept = {key: row for key, row in self.entries.items() if row.document not in documents}
        return Ledger(
            kept,
            matching=tuple([pair for pair in self.matching if _are_in(pair, kept)]),
            tied=tuple([pair for pair in self.tied if _are_in(pair, kept)]),
        )


NOTHING: Final = Ledger({}, (), ())


def _are_in(pair: Pair, entries: Mapping[str, Entry]) -> bool:
    return pair[0] in entries and pair[1] in entries


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


LEDGER: Final[Work[Ledger]] = Work(f"accounts by {' '.join(Profile._fields)}", Ledger)
"""A ledger whose profiles have other fields is another one."""
