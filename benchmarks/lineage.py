"""What finding copies costs: ``python -m benchmarks.lineage [OPTION …] DOCUMENTS …``.

Writes a line of JSON for each size: processor and wall seconds of the candidates of all channels
and of everything with alignment, of some more articles added, and the memory of the largest
process, over invented articles of
2.6 kB of which a sixth carry copied passages. With ``--rensa`` beside it MinHash of whole
documents, which knows no passages.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Final

from benchmarks.articles import Article, articles
from consilience.lineage.archive.archive import Archive
from consilience.lineage.archive.building import (
    Mapping,
    commit,
    find_candidates,
    judge_candidates,
    sketch_shelf,
)
from consilience.lineage.archive.growing import extend_archive
from consilience.lineage.archive.shelf import Shelf, ShelfDocument

SIZES: Final = (1_000, 10_000)


def measure(count: int, *, jobs: int, more: int, rensa: bool) -> dict[str, Any]:
    """Return what *count* articles cost, and *more* added to them."""
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(jobs) as pool:
        archive = Archive(Path(name))
        archive.shelf.add(_invented(articles(count, run=pool.map)))
        steps = _steps(archive, map if jobs == 1 else pool.map)
        archive = Archive(archive.folder)
        found: dict[str, Any] = {
            "documents": count,
            "megabytes": round(int(archive.shelf.ends[-1]) / 1e6, 1),
            "jobs": jobs,
            **steps,
            "passages": len(archive.passages()),
            "peak_megabytes": _peak(resource.RUSAGE_SELF),
        }
        if more:
            began = time.process_time()
            archive = extend_archive(archive, _invented(articles(more, seed=8), "n"))
            found["added"] = more
            found["added_processor"] = round(time.process_time() - began, 1)
            found["passages_then"] = len(archive.passages())
        if rensa:
            found["rensa_processor"] = _rensa(archive.shelf)
        pool.shutdown()
        found["peak_megabytes_of_a_child"] = _peak(resource.RUSAGE_CHILDREN)
    return found


def _invented(found: Iterable[Article], prefix: str = "") -> Iterator[ShelfDocument]:
    for row in found:
        yield ShelfDocument(
            id=prefix + row.id, text=row.text, outlet=row.outlet, published=row.published
        )


def _steps(archive: Archive, run: Mapping) -> dict[str, float]:
    """Return wall and processor seconds, of all processes, from the start to each step's end."""
    began, wall = _processor(), time.perf_counter()
    found = {}
    for step in (sketch_shelf, find_candidates, judge_candidates, _commit):
        archive = step(archive, run)
        name = step.__name__.strip("_").split("_")[0]
        found[f"{name}_wall"] = round(time.perf_counter() - wall, 1)
        found[f"{name}_processor"] = round(_processor() - began, 1)
        print(json.dumps(found), file=sys.stderr, flush=True)
    return found


def _commit(archive: Archive, run: Mapping) -> Archive:
    return commit(archive)


def _processor() -> float:
    """Return processor seconds of this process and of its children that still run."""
    used = os.times()
    total = used.user + used.system
    for path in Path("/proc/self/task").glob("*/children"):
        for child in path.read_text().split():
            fields = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


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


def main(
    sizes: Sequence[int] = SIZES, *, jobs: int = 1, more: int = 100, rensa: bool = True
) -> Iterator[str]:
    """Yield a line of JSON for each size."""
    for count in sizes:
        yield json.dumps(measure(count, jobs=jobs, more=more, rensa=rensa))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("documents", type=int, nargs="*", default=SIZES)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--more", type=int, default=0)
    parser.add_argument("--rensa", action="store_true")
    given = parser.parse_args(sys.argv[1:])
    for line in main(given.documents, jobs=given.jobs, more=given.more, rensa=given.rensa):
        print(line, flush=True)
