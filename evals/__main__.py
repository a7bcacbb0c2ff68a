"""``python -m evals``: every labelled task in one table beside recorded peers, held to floors.

    python -m evals [TASK ...] [--quick] [--raise] [--jobs N]

The table goes to standard output and is the same every time; times go to standard error.
Ends with 1 where a score fell below its floor, a floor was lowered without a reason, or a task
broke; a set whose data is absent is named and fails nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence

from evals.examples import load_gaps
from evals.floors import (
    Figure,
    Floors,
    falls_below,
    floor_of,
    load_floors,
    lowered_without_reason,
    may_rise,
    raise_floor,
    write_floors,
)
from evals.scoring import Outcome, score_sets
from evals.sets import LabelledSet, load_sets, value_at

COLUMNS = "{:<23} {:<28} {:>7} {:>7}  {}"


def main(arguments: Sequence[str]) -> int:
    """Score the sets that *arguments* ask for; return the exit code."""
    asked = _parse(arguments)
    sets = [one for one in load_sets() if not asked.tasks or one.task in asked.tasks]
    if asked.quick:
        sets = [one for one in sets if one.quick]
    size = "quick" if asked.quick else "full"
    floors = load_floors()
    print(COLUMNS.format("set", "figure", "score", "floor", "peers on the whole set"))
    outcomes: list[Outcome] = []
    for outcome in score_sets(sets, quick=asked.quick, jobs=asked.jobs):
        outcomes.append(outcome)
        print("\n".join(_lines(outcome, size, floors)), flush=True)
        print(f"{outcome.labelled.folder}: {outcome.seconds:.1f} s", file=sys.stderr)
    figures = [figure for outcome in outcomes for figure in _figures(outcome, size)]
    return _close(outcomes, figures, floors, raising=asked.raising)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    tasks = sorted({one.task for one in load_sets()})
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=", ".join(tasks))
    parser.add_argument("--quick", action="store_true", help="a representative part of each set")
    parser.add_argument("--raise", dest="raising", action="store_true", help="lift the floors")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    asked = parser.parse_args(arguments)
    unknown = sorted(set(asked.tasks) - set(tasks))
    if unknown:
        parser.error(f"unknown task {unknown[0]!r}; choose from {', '.join(tasks)}")
    return asked


def _figures(outcome: Outcome, size: str) -> Iterator[Figure]:
    if outcome.score is not None:
        for path in outcome.labelled.metrics:
            value = value_at(outcome.score, path)
            yield Figure(size=size, folder=outcome.labelled.folder, path=path, value=value)


def _lines(outcome: Outcome, size: str, floors: Floors) -> Iterator[str]:
    folder = outcome.labelled.folder
    if outcome.absent is not None:
        yield f"{folder:<23} {outcome.absent}"
    if outcome.failure is not None:
        yield f"{folder:<23} broke: {outcome.failure.splitlines()[-1]}"
    for figure in _figures(outcome, size):
        floor = floor_of(floors, figure)
        held = "" if floor is None else f"{floor:.3f}"
        mark = "  BELOW ITS FLOOR" if falls_below(floors, figure) else ""
        yield COLUMNS.format(
            folder,
            figure.path,
            "none" if figure.value is None else f"{figure.value:.3f}",
            held,
            _peers(outcome.labelled, figure) + mark,
        ).rstrip()


def _peers(labelled: LabelledSet, figure: Figure) -> str:
    found = [
        f"{peer} {figures[figure.name]:.3f}"
        for peer, figures in labelled.peers.items()
        if figure.name in figures
    ]
    return " · ".join(found)


def _close(outcomes: list[Outcome], figures: list[Figure], floors: Floors, *, raising: bool) -> int:
    fallen = [figure for figure in figures if falls_below(floors, figure)]
    rising = [figure for figure in figures if may_rise(floors, figure)]
    broken = [outcome for outcome in outcomes if outcome.failure is not None]
    lowered = list(lowered_without_reason(floors))
    for outcome in broken:
        print(f"\n{outcome.labelled.folder} broke:\n{outcome.failure}", file=sys.stderr)
    if raising and rising:
        for figure in rising:
            raise_floor(floors, figure)
        write_floors(floors)
    for problem in lowered:
        print(f"lowered without a reason: {problem}")
    gaps = load_gaps()
    print(
        f"examples: {gaps['hold']} of {gaps['lines']} conclusions hold, "
        f"{gaps['known_gaps']} known gaps (python -m evals.examples)"
    )
    absent = sum(outcome.absent is not None for outcome in outcomes)
    print(
        f"evals: {len(outcomes) - absent - len(broken)} sets scored, {absent} absent, "
        f"{len(broken)} broke; {len(figures)} figures, {len(fallen)} below their floor, "
        f"{len(rising)} {'raised' if raising else 'above it (raise: python -m evals --raise)'}"
    )
    return 1 if fallen or broken or lowered else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
