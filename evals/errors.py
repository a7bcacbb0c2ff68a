"""``python -m evals.errors TASK``: what was missed and what was made up, in context, by kind.

    python -m evals.errors TASK [--set NAME] [--quick] [--kind WORDS] [--limit N] [--again]

Uses the answers of the last ``python -m evals`` where there are any; ``--again`` makes them anew.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from evals import differences, document_differences
from evals.differences import Answers, Difference
from evals.pile import read_lines
from evals.scoring import answers_of, predict
from evals.sets import LabelledSet, load_sets, quick_folder

EACH: Final[dict[str, Callable[[Answers, Answers, Answers], Iterator[Difference]]]] = {
    "times": differences.times,
    "entities": differences.entities,
    "places": differences.places,
    "attribution": differences.attribution,
    "quantities": document_differences.quantities,
    "conflict_deaths": document_differences.conflict_deaths,
    "incidents": document_differences.incidents,
    "cleaning": document_differences.cleaning,
}
"""Tasks whose documents are compared one by one."""

ALL: Final[dict[str, Callable[..., Iterator[Difference]]]] = {
    "figures": document_differences.figures,
    "grouping": document_differences.clusters,
    "stories": document_differences.clusters,
    "coreference": document_differences.coreference,
}
"""Tasks whose documents are compared together."""


def find_differences(labelled: LabelledSet, folder: Path, out: Path) -> Iterator[Difference]:
    """Yield where the answers in *out* differ from the gold in *folder*."""
    documents = _by_id(read_lines(folder, "documents"))
    if labelled.task == "lineage":
        predicted = list(read_lines(out, "gold"))
        yield from document_differences.lineage(
            documents, list(read_lines(folder, "gold")), predicted
        )
        return
    gold = _by_id(read_lines(folder, "gold"))
    answers = _by_id(read_lines(out.parent, out.name.removesuffix(".jsonl")))
    if labelled.task in ALL:
        yield from ALL[labelled.task](documents, gold, answers)
        return
    for key, document in documents.items():
        if key in gold:
            yield from EACH[labelled.task](document, gold[key], answers.get(key, {"id": key}))


def render(found: Sequence[Difference], *, kind: str, limit: int) -> Iterator[str]:
    """Yield the lines to be printed: a table of kinds, then *limit* of each kind."""
    kinds: dict[str, list[Difference]] = defaultdict(list)
    for one in found:
        if kind in one.kind:
            kinds[one.kind].append(one)
    counts = Counter({name: len(ones) for name, ones in kinds.items()})
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    yield from (f"{counts[name]:>7}  {name}" for name in ordered)
    for name in ordered:
        yield f"\n== {name}: {counts[name]}"
        for one in kinds[name][:limit]:
            yield f"{one.document}: wanted {one.wanted}; found {one.found}"
            yield f"    {one.context}"


def main(arguments: Sequence[str]) -> int:
    """Print the errors that *arguments* ask for; return the exit code."""
    asked = _parse(arguments)
    for labelled in load_sets():
        if labelled.task != asked.task or asked.set not in labelled.folder:
            continue
        absent = labelled.missing()
        if absent is not None or (asked.quick and not labelled.quick):
            print(f"{labelled.folder}: {absent or 'not in the quick subset'}")
            continue
        folder = quick_folder(labelled) if asked.quick else labelled.source
        out = answers_of(labelled, quick=asked.quick)
        if asked.again or not out.exists():
            predict(labelled, quick=asked.quick)
        found = list(find_differences(labelled, folder, out))
        print(f"# {labelled.folder}: {len(found)} differences")
        print("\n".join(render(found, kind=asked.kind, limit=asked.limit)))
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.errors", description=__doc__)
    parser.add_argument("task", choices=sorted({*EACH, *ALL, "lineage"}))
    parser.add_argument("--set", default="", help="words of the set's folder")
    parser.add_argument("--quick", action="store_true", help="the quick subset")
    parser.add_argument("--kind", default="", help="only kinds that hold these words")
    parser.add_argument("--limit", type=int, default=20, help="how many of each kind")
    parser.add_argument("--again", action="store_true", help="make the answers anew")
    return parser.parse_args(arguments)


def _by_id(lines: Iterator[dict[str, Any]]) -> dict[str, Answers]:
    return {line["id"]: line for line in lines}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
