"""Which positions on one set are rival accounts of the same thing?

What one report counts in its own words beside the number that it lets a body give is a part, a
whole or another day's count; two bodies that it names may disagree. News of an event that is told
weeks apart is hardly of the same event.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from consilience.corroboration.agreement import Thresholds, Verdict, compatible, judge_figures
from consilience.corroboration.revisions import Position

FAR_DAYS: Final = 14
_RANKS: Final = {"uncontested": 0, "varied": 1, "contradicted": 2}


def judge_positions(positions: Sequence[Position], *, thresholds: Thresholds) -> Verdict:
    """Return the widest disagreement among positions that are rivals."""
    figures = [position.figure for position in positions]
    overall = judge_figures(figures, thresholds=thresholds)
    if overall.ratio is None:
        return overall
    found = Verdict("varied", None, None)
    for one, other in combinations(positions, 2):
        if compatible(one.figure, other.figure) or not are_rivals(one, other):
            continue
        verdict = judge_figures([one.figure, other.figure], thresholds=thresholds)
        if (_RANKS[verdict.agreement], verdict.ratio or 0.0) > (
            _RANKS[found.agreement],
            found.ratio or 0.0,
        ):
            found = verdict
    return found


def are_rivals(one: Position, other: Position) -> bool:
    """Return whether two positions can contradict each other."""
    if one.as_of is not None and other.as_of is not None:
        days = datetime.date.fromisoformat(one.as_of) - datetime.date.fromisoformat(other.as_of)
        if abs(days.days) > FAR_DAYS:
            return False
    ours, theirs = set(one.origin.documents), set(other.origin.documents)
    if one.figure.document != other.figure.document and not ours & theirs:
        return True
    return not (_own_words(one) or _own_words(other))


def _own_words(position: Position) -> bool:
    """Return whether a report says it itself, without naming a source."""
    return position.origin.originator.startswith("unattributed:")
