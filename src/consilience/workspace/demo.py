"""The packaged examples: an invented crisis, built into a case to look around in."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from consilience.errors import PathError
from consilience.model.findings import Finding
from consilience.workspace.build import BuildSummary, build_case
from consilience.workspace.case import open_case
from consilience.workspace.progress import Progress


def build_demo(folder: Path, *, jobs: int, progress: Progress) -> BuildSummary:
    """Build the examples into ``folder/demo.case``.

    Raises:
        PathError: *folder* cannot be made.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PathError(f"cannot make the folder {folder}: {error.strerror}") from error
    with as_file(files("consilience").joinpath("examples")) as examples:
        return build_case(
            [examples / "reports"],
            case=folder / "demo.case",
            jobs=jobs,
            vocabulary=[examples / "vocabulary.toml"],
            gazetteer=[examples / "gazetteer.csv"],
            progress=progress,
        )


def next_steps(case: Path) -> Iterator[str]:
    """Yield the commands that show most of *case*."""
    yield "Look around in it:"
    for command in ("findings", "contradictions", "lineage"):
        yield f"  consilience {command} {case}"
    with open_case(case) as record:
        found = sorted(record.rows(Finding), key=lambda row: (-row.n_reports, row.id))
    if found:
        yield f"  consilience why {case} {found[0].id}"
