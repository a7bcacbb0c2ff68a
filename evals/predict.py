"""``python -m evals.predict TASK FOLDER OUT``: write the product's answers to one set.

Reads the inputs in FOLDER, never a gold file, and writes OUT (a folder for lineage, else a file)
in the format of the task's scorer.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Final

TASKS: Final = (
    "cleaning",
    "lineage",
    "attribution",
    "entities",
    "times",
    "quantities",
    "places",
    "incidents",
    "figures",
    "grouping",
    "stories",
    "coreference",
    "conflict_deaths",
)


def main(arguments: list[str]) -> int:
    """Run one adapter; return the exit code."""
    if len(arguments) != 3 or arguments[0] not in TASKS:
        print(
            f"usage: python -m evals.predict TASK FOLDER OUT, TASK one of {', '.join(TASKS)}",
            file=sys.stderr,
        )
        return 2
    task, folder, out = arguments
    importlib.import_module(f"evals.tasks.{task}").predict(Path(folder), Path(out))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
