"""What finding copies costs: ``python -m benchmarks.lineage [--jobs N] [--rensa] DOCUMENTS …``.

Writes a line of JSON for each size: processor and wall seconds of the candidates of all channels
and of everything with alignment, and the memory of the largest process, over invented articles of
2.6 kB of which a sixth carry copied passages. With ``--rensa`` beside it MinHash of whole
documents, which knows no passages.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Final

from benchmarks.articles import articles
from consilience.lineage.archive.archive import Archive
from consilience.lineage.archive.building import (
    Mapping,
    find_candidates,
    judge_candidates,
    sketch_shelf,
)
from consilience.lineage.archive.shelf import Shelf, ShelfDocument

SIZES: Final = (1_000, 10_000)


def invented(start: int, count: int) -> Iterator[ShelfDocument]:
    """Yield articles *start* to *count* of the invented ones."""
    for number, row in enumerate(articles(count)):
        if number >= start:
            yield ShelfDocument(
                id=row.id, text=row.text, outlet=row.outlet, published=row.published
            )


def measure(count: int, *, jobs: int, rensa: bool) -> dict[str, Any]:
    """Return what *count* articles cost."""
    with tempfile.TemporaryDirectory() as name:
        archive = Archive(Path(name))
        archive.shelf.add(invented(0, count))
        found: dict[str, Any] = {
            "documents": count,
            "megabytes": round(int(archive.shelf.ends[-1]) / 1e6, 1),
            "jobs": jobs,
        }
        if jobs == 1:
            found |= _steps(archive, map)
        else:
            with ProcessPoolExecutor(jobs) as pool:
                found |= _steps(archive, pool.map)
            found["peak_megabytes_of_a_child"] = _peak(resource.RUSAGE_CHILDREN)
        found["passages"] = len(archive.passages())
        found["peak_megabytes"] = _peak(resource.RUSAGE_SELF)
        if rensa:
            found["rensa_seconds"] = _rensa(archive.shelf)
    return found


def _steps(archive: Archive, run: Mapping) -> dict[str, float]:
    """Return wall seconds, and processor seconds of this process, after each step."""
    began, wall = time.process_time(), time.perf_counter()
    found = {}
    for step in (sketch_shelf, find_candidates, judge_candidates):
        step(archive, run)
        found[f"{step.__name__}_wall"] = round(time.perf_counter() - wall, 1)
        found[f"{step.__name__}_processor"] = round(time.process_time() - began, 1)
    return found


def _peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // 1024


def _rensa(shelf: Shelf) -> float | None:
    try:
        from rensa import RMinHash, RMinHashLSH
    except ImportError:
        return None
    began = time.process_time()
    index = RMinHashLSH(threshold=0.2, num_perm=128, num_bands=32)
    for start in range(0, shelf.count, 1_000):
        texts = shelf.texts(range(start, min(shelf.count, start + 1_000)))
        for number, text in enumerate(texts, start):
            words = text.split()
            sketch = RMinHash(num_perm=128, seed=1)
            sketch.update([" ".join(words[at : at + 5]) for at in range(len(words) - 4)])
            index.insert(number, sketch)
            index.query(sketch)
    return round(time.process_time() - began, 1)


def main(sizes: Sequence[int] = SIZES, *, jobs: int = 1, rensa: bool = True) -> Iterator[str]:
    """Yield a line of JSON for each size."""
    for count in sizes:
        yield json.dumps(measure(count, jobs=jobs, rensa=rensa))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("documents", type=int, nargs="*", default=SIZES)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--rensa", action="store_true")
    given = parser.parse_args(sys.argv[1:])
    for line in main(given.documents, jobs=given.jobs, rensa=given.rensa):
        print(line, flush=True)
