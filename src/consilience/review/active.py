"""Which decisions hold: those that no undo, itself not undone, takes back."""

from __future__ import annotations

from collections.abc import Iterable

from consilience.model.decisions import Decision


def undone_by(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the undo that takes each undone decision back, by the id of what it undoes.

    An undo that was undone in its turn takes nothing back.
    """
    taken_back: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda row: -row.number):
        if decision.kind == "undo" and decision.undoes and decision.id not in taken_back:
            taken_back[decision.undoes] = decision
    return taken_back


def holding(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that hold, in the order of the log, undoes themselves left out.

    What a purge has emptied holds no longer: nobody can say what it was about.
    """
    found = sorted(decisions, key=lambda row: row.number)
    gone = undone_by(found)
    return [
        row for row in found
        if row.kind != "undo" and row.id not in gone and row.emptied_by is None
    ]  # fmt: skip
