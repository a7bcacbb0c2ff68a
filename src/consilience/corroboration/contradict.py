"""What in the case cannot all be true? Numbers first, then everything else.

Shares of different bases, and figures that do not pass the gate of METHOD 1.5, never meet here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from consilience.corroboration.control import find_control_disputes
from consilience.corroboration.denials import Denials
from consilience.corroboration.disputes import Disputes
from consilience.corroboration.numbers import find_figure_contradictions
from consilience.corroboration.reached import reached_claims, reached_sets, unreached
from consilience.corroboration.reconcile import ReconcileSettings
from consilience.corroboration.rival_tolls import find_rival_tolls
from consilience.corroboration.rulings import keep_resolutions
from consilience.model.changes import Stays
from consilience.model.findings import Contradiction, FigureSet
from consilience.model.memory import Work
from consilience.model.rulings import ResolvedContradiction
from consilience.model.tables import Tables


def find_contradictions(
    tables: Tables, *, settings: ReconcileSettings
) -> Iterator[Contradiction | Stays]:
    """Yield what does not fit together, each with both sides and a sentence that explains it."""
    whole = list(_find_whole(tables, settings))
    disputes, denials = Disputes(tables), Denials(tables)
    subjects = _reached(tables, whole, disputes, denials)
    yield from unreached(tables, Contradiction, subjects, "subject")
    told = (*disputes.find(subjects, settings=settings), *denials.find(subjects))
    found = (row for row in (*whole, *told) if subjects is None or row.subject in subjects)
    yield from keep_resolutions(tables, found)


def _find_whole(tables: Tables, settings: ReconcileSettings) -> Iterator[Contradiction]:
    """Yield what is found anew in the whole case each time: little is looked at for it."""
    figures = list(find_figure_contradictions(tables, settings=settings))
    yield from figures
    for total in find_rival_tolls(tables, thresholds=settings.thresholds):
        if not any(_says_the_same(row, total) for row in figures):
            yield total
    yield from find_control_disputes(tables)


_WHOLE: Final[Work[tuple[str, ...]]] = Work("subjects found anew", tuple[str, ...])


def _reached(
    tables: Tables, whole: Sequence[Contradiction], disputes: Disputes, denials: Denials
) -> AbstractSet[str] | None:
    """Return the events, sets and places of which all is found anew; ``None``: all of them."""
    own, before = {row.subject for row in whole}, tables.noted(_WHOLE)
    tables.note(_WHOLE, tuple(sorted(own)))
    told, stirred = _told_events(tables), disputes.stirred()
    denied = denials.stirred(told)
    if before is None or told is None or stirred is None or denied is None:
        return None
    return frozenset().union(own, before, told, stirred, denied)


def _told_events(tables: Tables) -> AbstractSet[str] | None:
    """Return the events of which something else is told or counted; ``None``: all of them."""
    sets = reached_sets(tables, ResolvedContradiction)
    claims, changes = reached_claims(tables, ResolvedContradiction), tables.changes
    if sets is None or claims is None or changes is None:
        return None
    old = (row for pair in changes.of(FigureSet) for row in pair if row is not None)
    of_sets = {row.event for row in (*tables.of(FigureSet), *old) if row.id in sets}
    return claims | {key for key in of_sets if key is not None}


def _says_the_same(row: Contradiction, total: Contradiction) -> bool:
    """Whether the values of *total* stand against each other in *row*, in words of the same row."""
    held = {side.value: set(side.statements) for side in row.sides}
    return all(
        not set(side.statements).isdisjoint(held.get(side.value, ())) for side in total.sides
    )
