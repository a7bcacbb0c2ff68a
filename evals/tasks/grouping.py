"""Which reports are about the same incident: the stage ``group_stories``, pile by pile."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from evals.pile import read_lines, write_lines
from evals.tasks.stories import grouped


def predict(folder: Path, out: Path) -> None:
    """Write a cluster for each article of *folder*; each pile is a case of its own."""
    piles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in read_lines(folder, "documents"):
        piles[record["pile"]].append(record)
    write_lines(
        out,
        [
            {"pile": pile, **answer}
            for pile, records in sorted(piles.items())
            for answer in grouped(records)
        ],
    )
