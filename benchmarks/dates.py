"""What it costs to find the dates of a news article, the parse counted.

Processor seconds of splitting, parsing and dating the articles of the `times` set, after start and
loading of the model, beside the same with spaCy's own pipeline, and beside HeidelTime's recorded
time for the same articles (its JVM starts once an article, as it is run).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from consilience.extraction.parsing import load_model, load_quick_parser
from consilience.model.rows import Row
from consilience.pipeline.document_stages import DATE, PARSE, SPLIT
from consilience.pipeline.run import missing_words, run_stages
from evals.pile import document_rows, read_lines

SET: Final = Path("../shared/data/times/timebank")
HEIDELTIME: Final = (2.7, 4.1)
"""Seconds an article, recorded with the set's scores: the least and the most."""


def main() -> Iterator[str]:
    """Yield the lines of the report."""
    if not SET.exists():
        yield f"dates: no data at {SET}"
        return
    given: list[Row] = []
    lines = list(read_lines(SET, "documents"))
    count = len(lines)
    for line in lines:
        given += document_rows(line["id"], line["text"], published=line["dct"][:10])
    words = missing_words(run_stages((SPLIT,), given))
    load_quick_parser()
    began = time.process_time()
    run_stages((SPLIT, PARSE, DATE), given)
    ours = time.process_time() - began
    began = time.process_time()
    tokens = sum(len(doc) for doc in load_model().pipe(row.words for row in words))
    plain = time.process_time() - began
    least, most = (seconds * count / ours for seconds in HEIDELTIME)
    yield f"dates: {count} articles, {tokens:,} tokens"
    yield f"  split, parse and date {ours / count * 1e3:7.1f} ms an article (processor)"
    yield f"  the parse as spaCy runs it {plain / count * 1e3:7.1f} ms an article (processor)"
    yield f"  {least:.0f} to {most:.0f} times as fast as HeidelTime (asked: 100)"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in main())
