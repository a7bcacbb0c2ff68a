"""Which killings are one, because one grave uncovers them?

"A grave with the remains of those whom the militia executed": the reports that speak of one grave
speak of one killing, in whatever words and on whatever day they place it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from consilience.merging.accounts import Account
from consilience.merging.matching import Match
from consilience.merging.recounts import UNREAL
from consilience.model.events import Feature

Pair = tuple[int, int, Match]


def uncovered_pairs(accounts: Sequence[Account], root: Callable[[int], int]) -> Iterator[Pair]:
    """Yield pairs of accounts of the killing that one grave uncovers, in a chain.

    Args:
        accounts: Of the case.
        root: Of the event that the account with this number tells of so far.

    """
    graves: dict[str, list[int]] = defaultdict(list)
    killings: dict[str, list[int]] = defaultdict(list)
    for at, account in enumerate(accounts):
        for one in account.told:
            if one.row.realis in UNREAL or one.row.aggregate:
                continue
            if one.row.kind == "mass_grave":
                graves[one.row.sentence].append(at)
            elif one.row.kind == "killing":
                killings[one.row.sentence].append(at)
    left: dict[int, list[int]] = defaultdict(list)
    for sentence in sorted(graves.keys() & killings.keys()):
        found = {root(at) for at in graves[sentence]}
        if len(found) == 1:
            left[found.pop()].extend(killings[sentence])
    for grave, behind in sorted(left.items()):
        others = sorted({at for at in behind if root(at) != grave})
        for a, b in itertools.pairwise(others):
            yield a, b, _MATCH


_MATCH = Match(
    score=1.0,
    features=(Feature(name="grave", share=1.0, detail="left the dead of one grave"),),
    against=(),
    automatic=True,
)
