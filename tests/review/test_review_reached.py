"""The review queue says the same whether it is told what differs or not."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from consilience.model.changes import Stays
from consilience.model.decisions import ReviewItem
from consilience.model.documents import Document
from consilience.model.events import Event, SuggestedMerge
from consilience.model.findings import Contradiction, FigureSet, Finding, Grade
from consilience.model.lineage import CopyEdge
from consilience.model.rows import Row
from consilience.model.tables import Tables
from consilience.review.queue import review_case
from consilience.review.reached import MADE_OF
from consilience.workspace.case import open_case
from tests.corroboration.changes_by_hand import seen, told

OTHERWISE: dict[type[Row], dict[str, tuple[object, ...]]] = {
    Finding: {"best": (None, 4.0, 40.0), "n_independent": (1, 2)},
    FigureSet: {"title": ("One thing", "Another"), "measure": ("killed", "injured")},
    Event: {"title": ("One thing", "Another"), "place_precision": (None, "adm1")},
    Grade: {"value": ("weak", "fair", "confirmed")},
    Contradiction: {"state": ("open", "explained")},
    CopyEdge: {"probability_a_first": (None, 0.5, 0.9)},
}
"""What a row may say after another report has come."""


def otherwise(row: Row, chance: random.Random, events: Sequence[str]) -> Row:
    fields = OTHERWISE[type(row)]
    row = replace(row, **{field: chance.choice(fields[field]) for field in fields})  # type: ignore[arg-type]
    if isinstance(row, FigureSet) and chance.random() < 0.5:
        return replace(row, event=chance.choice(events))
    return row


def after_a_build(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    """Return *rows* with one or two others, or without one that nothing hangs on."""
    found = {row.id: row for row in rows}
    events = [row.id for row in rows if isinstance(row, Event)]
    for kind in chance.choices([*OTHERWISE], k=chance.randint(1, 2)):
        own = [row for row in rows if isinstance(row, kind)]
        own = [row for row in own if not isinstance(row, Grade) or row.axis == "harm"]
        if own:
            row = otherwise(chance.choice(own), chance, events)
            found[row.id] = row
    if chance.random() < 0.3:
        gone = chance.choice([row for row in rows if isinstance(row, Finding | SuggestedMerge)])
        del found[gone.id]
    return list(found.values())


def items(tables: Tables) -> tuple[dict[str, ReviewItem], list[Stays]]:
    made = list(review_case(tables))
    rows = {row.id: row for row in made if isinstance(row, ReviewItem)}
    return rows, [row for row in made if isinstance(row, Stays)]


@pytest.fixture(scope="module")
def rows(examples: Path) -> list[Row]:
    with open_case(examples) as case:
        return [
            row for kind in sorted(MADE_OF, key=lambda kind: kind.table) for row in case.rows(kind)
        ]


@pytest.mark.parametrize("seed", range(60))
def test_items_that_nothing_reaches_stand_as_they_stood(rows: list[Row], seed: int) -> None:
    chance = random.Random(seed)
    some = [row for row in rows if not isinstance(row, Document)]
    documents = [row for row in rows if isinstance(row, Document)]
    before = documents + after_a_build(some, chance)
    after = documents + after_a_build([row for row in before if row not in documents], chance)
    stood, _ = items(seen(before))
    made, (stays,) = items(told(before, after))
    left = {key: row for key, row in stood.items() if row.subject not in stays.but}
    assert left
    assert not left.keys() & made.keys()
    expected, none = items(seen(after))
    assert not none
    assert {**left, **made} == expected
