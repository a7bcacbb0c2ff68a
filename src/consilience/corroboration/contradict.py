"""What in the case cannot all be true? Numbers first, then everything else.

Shares of different bases, and figures that do not pass the gate of METHOD 1.5, never meet here.
"""

from __future__ import annotations

from collections.abc import Iterator

from consilience.corroboration.control import find_control_disputes
from consilience.corroboration.denials import find_denials
from consilience.corroboration.disputes import find_disputes
from consilience.corroboration.numbers import find_figure_contradictions
from consilience.corroboration.reconcile import ReconcileSettings
from consilience.corroboration.rival_tolls import find_rival_tolls
from consilience.corroboration.rulings import keep_resolutions
from consilience.model.findings import Contradiction
from consilience.model.tables import Tables


def find_contradictions(tables: Tables, *, settings: ReconcileSettings) -> Iterator[Contradiction]:
    """Yield what does not fit together, each with both sides and a sentence that explains it."""
    yield from keep_resolutions(tables, _find(tables, settings))


def _find(tables: Tables, settings: ReconcileSettings) -> Iterator[Contradiction]:
    figures = list(find_figure_contradictions(tables, settings=settings))
    yield from figures
    for total in find_rival_tolls(tables, thresholds=settings.thresholds):
        if not any(_says_the_same(row, total) for row in figures):
            yield total
    yield from find_disputes(tables, settings=settings)
    yield from find_denials(tables)
    yield from find_control_disputes(tables)


def _says_the_same(row: Contradiction, total: Contradiction) -> bool:
    """Whether the values of *total* stand against each other in *row*, in words of the same row."""
    held = {side.value: set(side.statements) for side in row.sides}
    return all(
        not set(side.statements).isdisjoint(held.get(side.value, ())) for side in total.sides
    )
