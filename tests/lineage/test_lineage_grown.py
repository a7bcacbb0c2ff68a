"""Tracing that follows what differs makes what it would make without being told."""

from __future__ import annotations

import dataclasses
import functools
import random

import pytest

from consilience.lineage.tracing import TraceSettings, trace
from consilience.model.documents import Block, Document, Text
from consilience.model.lineage import CopyEdge
from consilience.model.rows import Row
from tests.merging.grown_piles import GrownPile, owner

from .test_lineage_trace import report, sentence

OUTLETS = (None, "The Valley News", "Dal Post", "Sorve News Agency", "Valley News")
"""They come one after the other: one in another spelling, and one that is taken for an agency
until a report of its own shows that it is an outlet."""
READ = (Document, Text, Block)


def day(chance: random.Random) -> str | None:
    return f"2030-05-0{chance.randint(1, 9)}" if chance.random() < 0.7 else None


def dated_anew(row: Row, chance: random.Random) -> Row:
    if not isinstance(row, Document):
        return row
    return dataclasses.replace(row, published_start=day(chance))


def copying_report(chance: random.Random, number: int) -> list[Row]:
    """Return a report of lines that others have too, and that may credit an outlet."""
    lines = [sentence(chance.randrange(12)) for _ in range(chance.randint(1, 3))]
    lines.append(sentence(1_000 + number, 30))
    outlet, credited = chance.choice(OUTLETS[: 2 + number // 20]), chance.choice(OUTLETS)
    if credited is not None and chance.random() < 0.4:
        lines.append(f"Source: {credited}")
    if chance.random() < 0.15:
        lines.append("Source: Samplewire")
    rows = report(f"r{number}", "\n\n".join(lines), outlet=outlet, published_start=day(chance))
    return [row for row in rows if isinstance(row, READ)]


@pytest.mark.parametrize("seed", range(12))
def test_copies_in_a_pile_that_grows(seed: int) -> None:
    chance, judged = random.Random(seed), 0
    pile = GrownPile(functools.partial(trace, settings=TraceSettings()))
    for step in range(8):
        there = sorted({owner(row) for row in pile.given})
        gone = [chance.choice(there)] if there and chance.random() < 0.3 else []
        more = [
            row for at in range(chance.choice((1, 1, 3)))
            for row in copying_report(chance, 10 * step + at)
        ]  # fmt: skip
        if gone and chance.random() < 0.5:  # it has another date, and is not gone
            more = [dated_anew(row, chance) for row in pile.given if owner(row) in gone]
        pile.build(more=more, gone=gone)
        judged += sum(isinstance(row, CopyEdge) for row in pile.made.values())
    assert judged
