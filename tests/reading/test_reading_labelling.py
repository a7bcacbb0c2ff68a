"""The pile shows furniture that no single page shows."""

import dataclasses

from consilience.model.documents import Block, BlockLabel, Document, Text
from consilience.model.rows import Row
from consilience.model.tables import Tables
from consilience.reading.labelling import LabellingSettings, label_blocks
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

LINE = "Our reporters in Adrasan are paid by the readers of this paper."


def pile(pages: int, *, outlets: int = 1, days: int = 10) -> Tables:
    rows: dict[type[Row], list[Row]] = {Document: [], Text: [], Block: []}
    for number in range(pages):
        words = f"Story {number} of the town of Adrasan has {number} lines. {LINE}".replace(
            ". O", ".\n\nO"
        )
        day = f"2017-03-{1 + number * days // pages:02}"
        outlet = f"Courier {number % outlets}"
        for row in read_report(RawReport(f"{number}.txt", words.encode())):
            if isinstance(row, Document):
                dated = dataclasses.replace(row, outlet=outlet, published_start=day)
                rows[Document].append(dated)
            elif type(row) in rows:
                rows[type(row)].append(row)
    return Tables(rows)


def labels(tables: Tables) -> list[BlockLabel]:
    found = list(label_blocks(tables, settings=LabellingSettings()))
    return [row for row in found if isinstance(row, BlockLabel)]


def test_a_line_on_the_pages_of_one_outlet_is_furniture() -> None:
    found = labels(pile(6))
    assert len(found) == 6
    assert {label.kind for label in found} == {"furniture"}
    assert "6 of 6 pages of Courier 0" in found[0].reason


def test_a_line_over_outlets_is_copy() -> None:
    assert labels(pile(8, outlets=4)) == []


def test_a_line_of_few_days_is_a_running_story() -> None:
    assert labels(pile(6, days=2)) == []


def test_a_line_on_few_pages_stays() -> None:
    assert labels(pile(3)) == []
