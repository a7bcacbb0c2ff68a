"""The whole build beside a bare parse of the same texts, in the same run.

The Syria pile (804 reports) is written out as text files. Both are whole processes with one
worker: start, loading the model, all of the work.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import Timing, time_python
from evals.pile import read_lines

PILE = Path("../shared/data/piles/fa_kes")


def main() -> Iterator[str]:
    """Yield the lines of the report."""
    if not PILE.exists():
        yield f"pipeline: no data at {PILE}"
        return
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "reports"
        last = write_reports(folder)
        one_more = last.read_text(encoding="utf-8")
        last.unlink()
        count = len(list(folder.iterdir()))
        bare = time_python(["-m", "benchmarks.bare_parse", str(folder)])
        case = Path(work) / "pile.case"
        build = _build(folder, case, jobs=1)
        again = _build(folder, case, jobs=1)
        last.write_text(one_more, encoding="utf-8")
        more = _build(folder, case, jobs=1)
        both = _build(folder, Path(work) / "two.case", jobs=2)
        yield f"pipeline: {count} reports, {bare.output.strip()}"
        yield _line("bare nlp.pipe", bare, count)
        yield _line("build, cold, --jobs 1", build, count)
        yield _line("build, cold, --jobs 2", both, count)
        yield _line("build again, nothing new", again, count)
        yield _line("build, one report more", more, 1)
        ratio = f"{build.wall / bare.wall:.2f} wall, {build.cpu / bare.cpu:.2f} processor"
        yield f"  ratio of the build to the bare parse: {ratio}"
        yield from _stages(build)
        yield f"  case file: {case.stat().st_size / 1e6:.1f} MB"


def write_reports(folder: Path) -> Path:
    """Write the pile's reports to *folder* as text files; return the last one."""
    folder.mkdir(parents=True)
    path = folder
    for report in read_lines(PILE, "documents"):
        path = folder / f"{report['id']}.txt"
        path.write_text(report["text"], encoding="utf-8")
    return path


def _build(folder: Path, case: Path, *, jobs: int) -> Timing:
    arguments = ["build", str(folder), "--case", str(case), "--jobs", str(jobs), "--json"]
    return time_python(["-m", "consilience", *arguments])


def _line(what: str, timing: Timing, count: int) -> str:
    return (
        f"  {what:28} {timing.wall:7.1f} s wall {timing.cpu:7.1f} s cpu"
        f" {timing.peak_mb:6.0f} MB {count / timing.wall:7.1f} reports/s"
    )


def _stages(build: Timing) -> Iterator[str]:
    seen: set[float] = set()
    for stage in json.loads(build.output)["stages"]:
        if stage["seconds"] not in seen:
            seen.add(stage["seconds"])
            yield f"    {stage['stage']:16} {stage['seconds']:6.2f} s"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in main())
