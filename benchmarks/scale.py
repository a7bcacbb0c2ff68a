"""What a build costs as the case grows: whole processes over 800 reports, and over many more.

Beyond the first 804 reports the pile is made of the same ones with other names, long words and
years. Their short words stay, so that many of them pass for copies in other words: a pile of that
size from real outlets holds fewer, and its case is smaller.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.increment import PILE, enlarge
from benchmarks.processes import time_python
from evals.pile import read_lines

SIZES: Final = (800, 2_400)


def main(sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """Yield the lines of the report."""
    if not PILE.exists():
        yield f"scale: no data at {PILE}"
        return
    texts = enlarge([line["text"] for line in read_lines(PILE, "documents")], max(sizes))
    for size in sizes:
        with tempfile.TemporaryDirectory() as work:
            yield from _built(Path(work), texts[:size])


def _built(work: Path, texts: Sequence[str]) -> Iterator[str]:
    reports, case = work / "reports", work / "scale.case"
    reports.mkdir()
    for number, text in enumerate(texts):
        (reports / f"{number:06}.txt").write_text(text, encoding="utf-8")
    arguments = ["build", str(reports), "--case", str(case), "--jobs", "2", "--json"]
    timing = time_python(["-m", "consilience", *arguments])
    yield (
        f"scale: {len(texts):,} reports: {timing.cpu:.0f} s processor, {timing.wall:.0f} s wall,"
        f" {timing.peak_mb:,.0f} MB, case {case.stat().st_size / 1e6:,.0f} MB"
    )
    told = json.loads(timing.output)
    kinds = ("documents", "passages", "statements", "figures", "events", "findings")
    yield "  " + ", ".join(f"{told['rows'].get(kind, told.get(kind)):,} {kind}" for kind in kinds)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in main([int(size) for size in sys.argv[1:]]))
