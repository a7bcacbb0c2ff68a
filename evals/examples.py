"""``python -m evals.examples``: hold the record of the packaged examples against the truth.

    python -m evals.examples [--all] [--write-gaps] [WORDS ...]

Prints each line of the truth that does not hold, and why (LOST: it is no known gap); with
``--all`` also those that do; with words, only the lines whose id holds one of them.
``--write-gaps`` takes what holds by now off the list of known gaps
(``tests/examples/known_gaps.json``), which may only shrink.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from consilience.model.rows import Row
from consilience.pipeline.run import Rows, run_stages
from consilience.pipeline.stages import STAGES
from consilience.reading.gazetteers import load_gazetteer_file
from consilience.reading.reports import RawReport, read_report
from consilience.reading.vocabularies import load_vocabulary_file
from evals.truth import Record, load_truth

GAPS: Final = Path(__file__).parent.parent / "tests" / "examples" / "known_gaps.json"


def read_examples() -> list[Row]:
    """Return the rows that are there before the first stage: reports, vocabulary, gazetteer."""
    folder = Path(str(files("consilience").joinpath("examples")))
    rows: list[Row] = []
    for path in sorted((folder / "reports").iterdir()):
        rows.extend(read_report(RawReport(name=path.name, data=path.read_bytes())))
    rows.extend(load_vocabulary_file(folder / "vocabulary.toml"))
    rows.extend(load_gazetteer_file(folder / "gazetteer.csv"))
    return rows


def build_examples() -> Rows:
    """Return all rows of the examples, as the stages make them."""
    return run_stages(STAGES, read_examples())


def load_gaps() -> dict[str, Any]:
    """Return the known gaps: how many lines hold, of how many, and which do not and why."""
    found: dict[str, Any] = json.loads(GAPS.read_text(encoding="utf-8"))
    return found


def write_gaps(misses: dict[str, str], *, lines: int) -> None:
    """Write the gaps that are left, without any that was not known before."""
    known = load_gaps()["gaps"] if GAPS.exists() else misses
    left = {name: misses[name] for name in sorted(misses) if name in known}
    found = {"lines": lines, "hold": lines - len(left), "known_gaps": len(left), "gaps": left}
    GAPS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Print what does not hold; return the exit code."""
    words = [word for word in arguments if not word.startswith("--")]
    record = Record(row for rows in build_examples().values() for row in rows)
    truth = load_truth()
    known = load_gaps()["gaps"]
    misses = {}
    for line in truth:
        why = record.why_not(line)
        if why is not None:
            misses[line["id"]] = why
        if words and not any(word in line["id"] for word in words):
            continue
        if why is not None or "--all" in arguments:
            lost = "" if why is None or line["id"] in known else "LOST "
            print(f"{lost}{line['id']}: {'holds' if why is None else why}\n    {line['note']}")
    if "--write-gaps" in arguments:
        write_gaps(misses, lines=len(truth))
    print(f"examples: {len(truth) - len(misses)} of {len(truth)} lines hold")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
