"""What every stage costs beside the parse, over the Syria pile, in one process and in memory.

Processor seconds of each stage, and their share of a bare ``nlp.pipe`` over the same texts.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from consilience.extraction.parsing import load_model
from consilience.model.documents import Document
from consilience.pipeline.run import Rows, run_stage
from consilience.pipeline.stages import STAGES
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report
from evals.pile import read_lines

PILE = Path("../shared/data/piles/fa_kes")


def main() -> Iterator[str]:
    """Yield the lines of the report."""
    if not PILE.exists():
        yield f"stages: no data at {PILE}"
        return
    texts = [(f"{line['id']}.txt", line["text"]) for line in read_lines(PILE, "documents")]
    began = time.process_time()
    tokens = sum(len(doc) for doc in load_model().pipe(text for _, text in texts))
    bare = time.process_time() - began
    yield f"stages: {len(texts)} reports, {tokens:,} tokens, bare parse {bare:.1f} s (processor)"
    found = {
        (type(row), row.id): row
        for name, text in texts
        for row in read_report(RawReport(name, text.encode()))
    }
    rows: Rows = {}
    for (kind, _), row in found.items():
        rows.setdefault(kind, []).append(row)
    views: dict[str, dict[object, object]] = {row.id: {} for row in rows[Document]}
    gc.disable()
    for stage in STAGES:
        began = time.process_time()
        made = run_stage(stage, rows, views=views)
        seconds = time.process_time() - began
        for row in made:
            rows.setdefault(type(row), []).append(row)
        share = seconds / bare
        counted = f"{len(made):7,} rows"
        yield f"  {stage.name:18} {seconds:6.2f} s  {share:6.3f} of the bare parse  {counted}"
    gc.enable()


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in main())
