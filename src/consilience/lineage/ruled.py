"""Group copied passages as the text shows, and as reviewers ruled."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.lineage.groups import group_passages
from consilience.model.lineage import Passage
from consilience.model.ruled_runs import RuledRuns, Run, shared_length
from consilience.model.rulings import LineageRuling


def group_as_ruled(
    passages: Sequence[Passage], rulings: Sequence[LineageRuling]
) -> list[list[Passage]]:
    """Return *passages* in groups that stand for one text each.

    A passage between two runs that a reviewer set apart stays a passage, and joins nothing.
    """
    ruled = RuledRuns(rulings)
    left = [row for row in passages if not ruled.apart(row.a, row.b)] if rulings else passages
    groups = [[left[number] for number in group] for group in group_passages(left)]
    for _, a, b in ruled.together():
        one, two = (_holder(groups, runs) for runs in (a, b))
        if one is not None and two is not None and one != two:
            groups[one] = [*groups[one], *groups[two]]
            del groups[two]
    return groups


def _holder(groups: Sequence[Sequence[Passage]], runs: Sequence[Run]) -> int | None:
    """Return the number of the group that shares most characters with *runs*."""
    shared = [
        sum(shared_length(stretch, runs) for row in group for stretch in (row.a, row.b))
        for group in groups
    ]
    best = max(shared, default=0)
    return shared.index(best) if best else None
