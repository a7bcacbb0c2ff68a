"""Put the tellings of each scene together: on average alike, not only link by link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from consilience.merging.accounts import Account
from consilience.merging.clustering import Clusters, Joined
from consilience.merging.demands import NO_SIDES, Demands
from consilience.merging.linkage import average_link
from consilience.merging.matching import Match
from consilience.merging.rulings import parted
from consilience.merging.scene_matching import ENOUGH, compare_tellings
from consilience.merging.scene_words import surroundings_of
from consilience.merging.scenes import find_scenes

_DEMANDED: Final = 1e6
"""What a reviewer's word weighs: more than all tellings of a case together."""

_Pairs = dict[tuple[int, int], Match]


def cluster_scenes(
    accounts: Sequence[Account], texts: Mapping[str, str], demands: Demands
) -> Clusters:
    """Return the accounts (of one mention each) that tell the same events.

    Args:
        texts: By document.
        demands: What reviewers said of the accounts; it goes before everything else.

    """
    pairs = _compare(accounts, texts)
    values = {pair: match.score for pair, match in pairs.items()}
    for a, b, match in demands.together:
        pair = min(a, b), max(a, b)
        pairs[pair], values[pair] = match, _DEMANDED
    for pair in _kept_apart(demands):
        values[pair] = -2 * _DEMANDED
    groups = average_link(len(accounts), values, ENOUGH)
    root = {at: group[0] for group in groups for at in group}
    return Clusters(
        root=tuple(root[at] for at in range(len(accounts))),
        joined={
            at: reached for group in groups for at, reached in _joined(group, pairs, values).items()
        },
        open=_open(pairs, values, root),
    )


def _open(
    pairs: _Pairs, values: Mapping[tuple[int, int], float], root: Mapping[int, int]
) -> tuple[tuple[int, int, Match], ...]:
    """Return what matches well but came into two events, the best first."""
    return tuple(
        (a, b, match)
        for (a, b), match in sorted(pairs.items(), key=lambda item: (-values[item[0]], item[0]))
        if match.automatic and root[a] != root[b] and values[a, b] > 0
    )


def _compare(accounts: Sequence[Account], texts: Mapping[str, str]) -> _Pairs:
    scene = find_scenes({key: texts[key] for key in {one.first.row.document for one in accounts}})
    told = [surroundings_of(one.first, texts[one.first.row.document]) for one in accounts]
    by_scene: dict[int, list[int]] = defaultdict(list)
    for at, account in enumerate(accounts):
        by_scene[scene[account.first.row.document]].append(at)
    return {
        (a, b): match
        for members in by_scene.values()
        for i, a in enumerate(members)
        for b in members[i + 1 :]
        if (match := compare_tellings(told[a], told[b])) is not None
    }


def _kept_apart(demands: Demands) -> list[tuple[int, int]]:
    sided = sorted(demands.sides)
    return [
        (a, b)
        for i, a in enumerate(sided)
        for b in sided[i + 1 :]
        if parted(demands.sides.get(a, NO_SIDES), demands.sides.get(b, NO_SIDES))
    ]


def _joined(
    group: Sequence[int], pairs: _Pairs, values: Mapping[tuple[int, int], float]
) -> dict[int, Joined]:
    """Return through which earlier one each member of *group* came in: the most alike first."""
    inside, left = [group[0]], list(group[1:])
    found: dict[int, Joined] = {}
    while left:
        near, at = max(
            ((a, b) for a in inside for b in left if (min(a, b), max(a, b)) in pairs),
            key=lambda pair: (values[min(pair), max(pair)], -pair[0], -pair[1]),
        )
        found[at] = Joined(to=near, match=pairs[min(near, at), max(near, at)])
        inside.append(at)
        left.remove(at)
    return found
