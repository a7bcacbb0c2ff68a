"""Ids that come from content, and ids that merged things keep.

An id is a prefix of the kind and 80 bits of the SHA-256 of a JSON array of parts, so that no
two lists of parts can be written the same way.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS: Final = [first + second for first in _LETTERS for second in _LETTERS]
"""Base 32 (RFC 4648, lower case), ten bits at a time: ids are made by the hundred thousand."""


def content_id(prefix: str, *parts: object) -> str:
    """Return the id of the thing that *parts* describe.

    Args:
        prefix: The kind, such as ``"doc"``.
        parts: Strings, numbers, booleans, ``None`` or (nested) tuples and lists of them.

    Example:
        >>> content_id("st", "doc_1", 0, 10) == content_id("st", "doc_1", 0, 10)
        True

    """
    digest = hashlib.sha256(msgspec.json.encode(parts)).digest()
    bits, two = int.from_bytes(digest[:10], "big"), _PAIRS
    # Written out: a loop over the eight pairs takes twice as long.
    return (
        f"{prefix}_{two[bits >> 70]}{two[bits >> 60 & 1023]}{two[bits >> 50 & 1023]}"
        f"{two[bits >> 40 & 1023]}{two[bits >> 30 & 1023]}{two[bits >> 20 & 1023]}"
        f"{two[bits >> 10 & 1023]}{two[bits & 1023]}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptId:
    """The id that a merged thing carries, and the ids that it was known by before."""

    id: str
    previous_ids: tuple[str, ...]


def keep_ids(
    fresh: Mapping[str, Iterable[str]],
    previous: Mapping[str, tuple[Iterable[str], tuple[str, ...]]],
    *,
    taken: Collection[str] = (),
) -> dict[str, KeptId]:
    """Return, for each fresh id of a merged thing, the id that it keeps.

    A merged thing keeps the id of the earlier thing whose members it mostly holds: more than half
    of the earlier members are in it. An earlier id goes to one heir only, and nothing else gets
    it: what split off with just the members that an id was once made from is given another one.

    Args:
        fresh: Members by the id that a fresh build gives.
        previous: Members and still older ids, by the id in the case so far.
        taken: Ids of things that stay as they are, and are in neither of the two.

    """
    heirs: dict[str, list[str]] = defaultdict(list)
    holder = {member: new for new, members in fresh.items() for member in members}
    for old, (members, _) in sorted(previous.items()):
        votes: dict[str, int] = defaultdict(int)
        count = 0
        for member in members:
            count += 1
            if member in holder:
                votes[holder[member]] += 1
        for new, shared in votes.items():
            if 2 * shared > count:
                heirs[new].append(old)
    kept = {new: _kept(new, olds, previous) for new, olds in heirs.items()}
    given = {row.id for row in kept.values()}.union(taken)
    for new in sorted(set(fresh) - set(kept)):
        free = new
        while free in given:
            free = content_id(free.split("_")[0], free, *sorted(fresh[new]))
        given.add(free)
        kept[new] = KeptId(id=free, previous_ids=())
    return {new: kept[new] for new in fresh}


def _kept(
    new: str,
    olds: list[str],
    previous: Mapping[str, tuple[Iterable[str], tuple[str, ...]]],
) -> KeptId:
    kept = new if new in olds else max(olds, key=lambda old: (len(list(previous[old][0])), old))
    known = {older for old in olds for older in (old, *previous[old][1])} - {kept}
    return KeptId(id=kept, previous_ids=tuple(sorted(known)))
