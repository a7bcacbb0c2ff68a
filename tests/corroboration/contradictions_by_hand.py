"""The contradictions of a case made by hand, as it holds them after a run of the stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consilience.corroboration.contradict import find_contradictions
from consilience.corroboration.reconcile import ReconcileSettings
from consilience.model.changes import Stays
from consilience.model.findings import Contradiction
from consilience.model.tables import Tables

SETTINGS: Final = ReconcileSettings()


def find(tables: Tables, made: Sequence[Contradiction] = ()) -> list[Contradiction]:
    """Return what is found, with what stays of what was *made* before."""
    found = list(find_contradictions(tables, settings=SETTINGS))
    new = [row for row in found if isinstance(row, Contradiction)]
    for stays in found:
        if isinstance(stays, Stays):
            new += [row for row in made if getattr(row, stays.field) not in stays.but]
    assert len({row.id for row in new}) == len(new)
    return sorted(new, key=lambda row: row.id)
