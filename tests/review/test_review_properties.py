"""What holds for decisions of every kind: taking back restores, and order is no matter."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from consilience.model.decisions import Decision, DecisionStatus, ReviewItem
from consilience.model.documents import Document
from consilience.model.entities import Entity
from consilience.model.events import Event, EventMember
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, Finding, Grade
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.rows import to_json
from consilience.model.rulings import Correction, Ruling
from consilience.model.tables import TABLES
from consilience.pipeline.stages import STAGES
from tests.review.conftest import Reviewed

_OF_DECISIONS = (Decision, DecisionStatus, ReviewItem, Ruling, Correction)


def record(reviewed: Reviewed) -> list[str]:
    """Every row of the case but the decisions' own, without what merged things were called."""
    with reviewed.open() as case:
        return [
            json.dumps([kind.table, {**to_json(row), "previous_ids": None}], sort_keys=True)  # type: ignore[dict-item]
            for kind in TABLES
            if not issubclass(kind, _OF_DECISIONS) and kind.table != "counts"
            for row in case.rows(kind)
        ]


Decide = Callable[[Reviewed], str]


def first(reviewed: Reviewed, kind: type, **equal: object) -> str:
    return next(
        row.id
        for row in reviewed.rows(kind)
        if all(getattr(row, name) == value for name, value in equal.items())
    )


def _merge(reviewed: Reviewed) -> str:
    return reviewed.decide("merge", *reviewed.two_events())


def _unmerge(reviewed: Reviewed) -> str:
    event = max(reviewed.rows(Event), key=lambda row: row.n_mentions)
    mention = reviewed.rows(EventMember, event=event.id)[0].mention
    return reviewed.decide("unmerge", event.id, mention)


def _entities(reviewed: Reviewed) -> str:
    names = ("Veskaran Armed Forces", "Army")
    return reviewed.decide("merge", *(first(reviewed, Entity, name=name) for name in names))


def _split(reviewed: Reviewed) -> str:
    lineage = first(reviewed, Lineage, n_documents=2)
    document = reviewed.rows(LineageMember, lineage=lineage)[0].document
    return reviewed.decide("split_lineage", lineage, document)


KINDS: dict[str, Decide] = {
    "merge": _merge,
    "unmerge": _unmerge,
    "entities": _entities,
    "correct": lambda r: r.decide(
        "correct", first(r, Figure, measure="killed"), best=5, low=5, high=5
    ),
    "event": lambda r: r.decide("correct", first(r, Event), date_start="2018-03-02"),
    "reject": lambda r: r.decide("reject", first(r, Figure, measure="injured")),
    "choose_best": lambda r: r.decide("choose_best", first(r, Finding), low=1, best=2, high=3),
    "letter": lambda r: r.decide("source_letter", "Veskara Conflict Monitor", letter="E"),
    "resolve": lambda r: r.decide("resolve", first(r, Contradiction), state="accepted"),
    "sign": lambda r: r.decide(
        "sign_off",
        next(row.subject for row in r.rows(Grade) if row.axis == "harm"),
        axis="grade",
        value="confirmed",
    ),
    "withdraw": lambda r: r.decide("withdraw", first(r, Document)),
    "split": _split,
}


MOVING = {"merge", "split"}
"""What was joined for a while may keep another id afterwards (architecture: ids that are kept)."""


def forget_ids(reviewed: Reviewed) -> None:
    """Build everything that is merged anew, as a fresh case would."""
    connection = sqlite3.connect(reviewed.path)
    connection.execute("DELETE FROM stage_results")
    for stage in STAGES:
        for kind in stage.writes if stage.keeps_ids else ():
            connection.execute(f'DELETE FROM "{kind.table}"')
            connection.execute('DELETE FROM digests WHERE "table" = ?', (kind.table,))
    connection.commit()
    connection.close()
    reviewed.build()


@pytest.mark.parametrize("kind", KINDS)
def test_taking_back_restores_every_row(reviewed: Reviewed, kind: str) -> None:
    before = record(reviewed)
    decision = KINDS[kind](reviewed)
    reviewed.build()
    assert record(reviewed) != before
    assert [row.state for row in reviewed.rows(DecisionStatus)] == ["applied"]
    reviewed.desk.undo(decision)
    reviewed.build()
    if kind in MOVING:
        forget_ids(reviewed)
    assert sorted(set(record(reviewed)) ^ set(before)) == []


def test_decisions_about_different_things_may_come_in_any_order(
    examples: Path, tmp_path: Path
) -> None:
    pair = ("correct", "letter", "resolve", "sign")
    results = []
    for order in (pair, pair[::-1]):
        path = tmp_path / f"{order[0]}.case"
        shutil.copyfile(examples, path)
        other = Reviewed(path)
        ids = {KINDS[kind](other): kind for kind in order}
        other.build()
        rows = "\n".join(record(other))
        for key, kind in ids.items():  # ids hold the order in their salt
            rows = rows.replace(key, kind)
        results.append(rows)
    assert results[0] == results[1]


def test_a_fresh_build_honours_decisions_as_a_grown_one_does(reviewed: Reviewed) -> None:
    for kind in ("merge", "correct", "letter"):
        KINDS[kind](reviewed)
    reviewed.build()
    grown = record(reviewed)
    forget_ids(reviewed)
    fresh = record(reviewed)
    assert len(fresh) == len(grown)
    reviewed.build()
    assert record(reviewed) == fresh


APART = {"unmerge", "withdraw", "resolve"}
"""What these name is changed by others of the list."""


def test_decisions_of_every_kind_are_in_force_after_the_next_build(reviewed: Reviewed) -> None:
    """But for what rests on rows that another of them changes: that is told as such."""
    made = {decide(reviewed): kind for kind, decide in KINDS.items() if kind not in APART}
    reviewed.build()
    states = {made[row.decision]: row.state for row in reviewed.rows(DecisionStatus)}
    assert states.keys() == KINDS.keys() - APART
    assert "orphaned" not in states.values()
