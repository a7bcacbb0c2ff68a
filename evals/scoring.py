"""Run the product over a labelled set and let the set's scorer judge the answers."""

from __future__ import annotations

import importlib
import json
import multiprocessing
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.sets import OUT, SHARED, LabelledSet, gold_file, quick_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one set."""

    labelled: LabelledSet
    score: dict[str, Any] | None  # the scorer's answer
    absent: str | None  # why there was nothing to score
    failure: str | None  # what broke, where something did
    seconds: float


def score_sets(sets: Sequence[LabelledSet], *, quick: bool, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of each set, in the order given; several are worked on at a time."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=jobs, mp_context=context) as pool:
        yield from pool.map(score_set, sets, [quick] * len(sets))


def score_set(labelled: LabelledSet, quick: bool) -> Outcome:  # noqa: FBT001 - mapped over
    """Return the outcome of one set."""
    began = time.monotonic()
    absent = labelled.missing()
    score, failure = None, None
    if absent is None:
        try:
            score = _score(labelled, quick=quick)
        except Exception:  # noqa: BLE001 - one broken task must not hide the others' scores
            failure = traceback.format_exc().rstrip()
    return Outcome(
        labelled=labelled,
        score=score,
        absent=absent,
        failure=failure,
        seconds=time.monotonic() - began,
    )


def answers_of(labelled: LabelledSet, *, quick: bool) -> Path:
    """Return where the answers to *labelled* are written: a folder for lineage, else a file."""
    out = OUT / ("quick" if quick else "full") / labelled.name
    return out if labelled.task == "lineage" else out.with_suffix(".jsonl")


def predict(labelled: LabelledSet, *, quick: bool) -> tuple[Path, Path]:
    """Write the product's answers; return the folder of the set and where the answers are."""
    folder = quick_folder(labelled) if quick else labelled.source
    out = answers_of(labelled, quick=quick)
    out.parent.mkdir(parents=True, exist_ok=True)
    importlib.import_module(f"evals.tasks.{labelled.task}").predict(folder, out)
    return folder, out


def _score(labelled: LabelledSet, *, quick: bool) -> dict[str, Any]:
    folder, out = predict(labelled, quick=quick)
    return run_scorer(labelled.task, folder, out)


def run_scorer(task: str, folder: Path, out: Path) -> dict[str, Any]:
    """Return what the scorer of *task* says of the answers in *out* to the set in *folder*.

    Raises:
        RuntimeError: with the scorer's own words.

    """
    gold = folder if task == "lineage" else gold_file(folder)
    scorer = SHARED / "scorers" / f"{task}.py"
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{scorer.name}: {done.stderr.strip()}")
    score: dict[str, Any] = json.loads(done.stdout)
    return score
