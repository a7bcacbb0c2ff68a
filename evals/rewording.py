"""How often does the general lexicon of broken expressions flag reports that people wrote?

    python -m evals.rewording               over the real reports of `lineage`
    python -m evals.rewording FOLDER        over another folder with documents.jsonl

Every flag counts as a false one, whoever wrote the report. More than one report of twenty is too
many: then the command fails.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from consilience.lineage.rewording import find_rewording
from consilience.lineage.words import cut_words
from consilience.model.lineage import RewordingTrace
from evals.pile import read_lines
from evals.sets import SHARED

MAX_SHARE: Final = 1 / 20


def find_flags(texts: dict[str, str]) -> dict[str, list[RewordingTrace]]:
    """Return the broken expressions of each of *texts* (by name) that has one."""
    names = tuple(sorted(texts))
    corpus = cut_words(names, tuple(texts[name] for name in names), None)
    found: dict[str, list[RewordingTrace]] = defaultdict(list)
    for trace in find_rewording(corpus):
        found[trace.document].append(trace)
    return dict(found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every flag and their rate."""
    parser = argparse.ArgumentParser(prog="python -m evals.rewording", description=__doc__)
    parser.add_argument(
        "folder", nargs="?", type=Path, default=SHARED / "data" / "lineage" / "real"
    )
    folder = parser.parse_args(arguments).folder
    texts = {row["id"]: row["text"] for row in read_lines(folder, "documents")}
    flags = find_flags(texts)
    for name, traces in sorted(flags.items()):
        for trace in traces:
            sys.stdout.write(f"{name}: {trace.span.quote!r}, usually {trace.usual!r}\n")
    share = len(flags) / len(texts) if texts else 0.0
    sys.stdout.write(
        f"{len(flags)} of {len(texts)} documents flagged: {20 * share:.2f} in twenty "
        f"(at most {20 * MAX_SHARE:.0f})\n"
    )
    return int(share > MAX_SHARE)


if __name__ == "__main__":
    sys.exit(main())
