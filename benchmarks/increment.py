"""What one report more costs, beside that report alone, in cases of growing size.

The Syria pile is taken at a quarter, whole, and three times over with other names, words and years,
so that the copies are reports of their own. Alone means: the same command over an empty case, with
start, loading the model, reading, parsing and all stages over one report.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.processes import Timing, time_python
from evals.pile import read_lines

PILE: Final = Path("../shared/data/piles/fa_kes")
SIZES: Final = (200, 800, 2_400)
TIMES: Final = 5
"""How often each is timed, in turns; the fastest counts, since other work only slows it down."""

_WORD: Final = re.compile(r"[A-Za-z]+")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_LONG: Final = 6
"""Letters from which on a word is changed; function words and most event words are shorter."""


def main(sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """Yield the lines of the report."""
    if not PILE.exists():
        yield f"increment: no data at {PILE}"
        return
    texts = enlarge([line["text"] for line in read_lines(PILE, "documents")], max(sizes) + 1)
    with tempfile.TemporaryDirectory() as work:
        for size in sizes:
            yield from _measure(Path(work) / str(size), texts[: size + 1])


def enlarge(texts: Sequence[str], count: int) -> list[str]:
    """Return *count* reports: *texts*, then *texts* again with other names, words and years."""
    found = list(texts[:count])
    for time in range(1, -(-count // len(texts))):
        changed = _other_words(texts, random.Random(time))
        found += [_reworded(text, changed, years=7 * time) for text in texts]
    return found[:count]


def _other_words(texts: Sequence[str], chance: random.Random) -> Mapping[str, str]:
    """Return another word of the pile for each long one: of its length, ending and case."""
    alike: dict[tuple[int, str, bool], list[str]] = defaultdict(list)
    for word in sorted({word for text in texts for word in _WORD.findall(text)}):
        if len(word) >= _LONG:
            alike[(len(word), word[-2:], word[0].isupper())].append(word)
    found = {}
    for words in alike.values():
        others = words[:]
        chance.shuffle(others)
        found.update(zip(words, others, strict=True))
    return found


def _reworded(text: str, changed: Mapping[str, str], *, years: int) -> str:
    later = _YEAR.sub(lambda found: str(int(found[0]) - years), text)
    return _WORD.sub(lambda found: changed.get(found[0], found[0]), later)


def _measure(folder: Path, texts: Sequence[str]) -> Iterator[str]:
    late = folder / "late"
    late.mkdir(parents=True)
    (late / "late.txt").write_text(texts[-1], encoding="utf-8")
    reports = folder / "reports"
    reports.mkdir()
    for number, text in enumerate(texts[:-1]):
        (reports / f"{number:05}.txt").write_text(text, encoding="utf-8")
    base = folder / "base.case"
    whole = _build(reports, base, jobs=2)
    yield f"increment: {len(texts) - 1:,} reports, built in {whole.cpu:.0f} s (processor)"
    for jobs in (1, 2):
        turns = [[_added(late, case, jobs=jobs) for case in (None, base)] for _ in range(TIMES)]
        alone, more = (min(times, key=_processor) for times in zip(*turns, strict=True))
        yield _line(f"--jobs {jobs}: that report alone", alone)
        yield _line(f"--jobs {jobs}: one report more", more)
        yield (
            f"    difference {more.wall - alone.wall:6.2f} s wall"
            f" {more.cpu - alone.cpu:6.2f} s processor"
        )
    yield from _stages(more)


def _added(late: Path, base: Path | None, *, jobs: int) -> Timing:
    case = late.parent / "more.case"
    case.unlink(missing_ok=True)
    if base is not None:
        shutil.copy(base, case)
    return _build(late, case, jobs=jobs)


def _build(folder: Path, case: Path, *, jobs: int) -> Timing:
    arguments = ["build", str(folder), "--case", str(case), "--jobs", str(jobs), "--json"]
    return time_python(["-m", "consilience", *arguments])


def _processor(timing: Timing) -> float:
    return timing.cpu


def _line(what: str, timing: Timing) -> str:
    return (
        f"  {what:30} {timing.wall:6.2f} s wall {timing.cpu:6.2f} s processor"
        f" {timing.peak_mb:5.0f} MB"
    )


def _stages(timing: Timing) -> Iterator[str]:
    rows = [row for row in json.loads(timing.output)["stages"] if row["unit"] == "corpus"]
    parts = (f"{row['stage']} {row['seconds']:.2f}" for row in rows if row["seconds"] >= 0.05)
    yield f"    corpus stages, s wall: {', '.join(parts)}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in main([int(size) for size in sys.argv[1:]]))
