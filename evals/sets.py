"""The labelled sets: where they lie, what is shown of them, and their quick subsets."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from evals.pile import read_lines, write_lines

ROOT: Final = Path(__file__).parent.parent
SHARED: Final = ROOT.parent / "shared"
OUT: Final = ROOT / "out" / "evals"
CUT: Final = ("documents", "gold")
"""Files of a set that the quick subset cuts down; everything else is linked as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """One set of one task."""

    task: str
    folder: str  # below the data folder
    together: str  # field whose values stay together in the quick subset; empty: never cut
    quick: int  # documents in the quick subset; 0: not part of it
    metrics: tuple[str, ...]  # paths into the scorer's answer; "-" before: lower is better
    peers: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def source(self) -> Path:
        """Where the set lies."""
        return SHARED / "data" / self.folder

    @property
    def name(self) -> str:
        """A name for files."""
        return self.folder.replace("/", "_")

    def missing(self) -> str | None:
        """Return why the set cannot be scored here, or ``None``."""
        if not self.source.is_dir():
            return f"no data: {_shown(self.source)} is absent"
        if gold_file(self.source) is None:
            return f"no gold: {_shown(self.source)} holds inputs only"
        return None


def load_sets() -> list[LabelledSet]:
    """Return the sets of ``evals/sets.toml`` in their order."""
    with (Path(__file__).parent / "sets.toml").open("rb") as source:
        found = tomllib.load(source)["set"]
    return [
        LabelledSet(
            task=one["task"],
            folder=one["folder"],
            together=one["together"],
            quick=one["quick"],
            metrics=tuple(one["metrics"]),
            peers=one.get("peers", {}),
        )
        for one in found
    ]


def gold_file(folder: Path) -> Path | None:
    """Return the file with the answers in *folder*, if there is one."""
    for name in ("gold.jsonl", "gold.jsonl.gz"):
        if (folder / name).exists():
            return folder / name
    return None


def quick_folder(labelled: LabelledSet) -> Path:
    """Return a folder with the quick subset of *labelled*; made anew where it is missing.

    Whole groups are taken in the order of the hash of their key, so that the choice is the same
    everywhere and follows no order of the set.
    """
    if not labelled.together:
        return labelled.source
    folder = OUT / "subsets" / f"{labelled.name}_{labelled.quick}"
    done = folder / "done"
    if done.exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    documents = list(read_lines(labelled.source, "documents"))
    gold = list(read_lines(labelled.source, "gold"))
    documents, gold = _cut(labelled, documents, gold)
    write_lines(folder / "documents.jsonl", documents)
    write_lines(folder / "gold.jsonl", gold)
    for path in sorted(labelled.source.iterdir()):
        if path.name.split(".")[0] not in CUT:
            (folder / path.name).symlink_to(path.resolve())
    done.touch()
    return folder


def _cut(
    labelled: LabelledSet, documents: list[dict[str, Any]], gold: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    answers = {line["id"]: line for line in gold}
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for document in documents:
        answer = answers.get(document["id"], {})
        groups[str(document.get(labelled.together, answer.get(labelled.together)))].append(document)
    kept: list[dict[str, Any]] = []
    for key in sorted(groups, key=_hash):
        if len(kept) >= labelled.quick:
            break
        kept.extend(groups[key])
    names = {document["id"] for document in kept}
    names |= {str(document.get(labelled.together)) for document in kept}
    return kept, [line for line in gold if line["id"] in names]


def value_at(score: dict[str, Any], path: str) -> float | None:
    """Return the number at *path* ("killed.exact") of a scorer's answer, if there is one."""
    found: Any = score
    for part in path.lstrip("-").split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return float(found) if isinstance(found, int | float) else None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _shown(path: Path) -> str:
    return str(Path("..") / path.relative_to(ROOT.parent))
