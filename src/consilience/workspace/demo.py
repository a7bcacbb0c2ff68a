"""The packaged examples: an invented crisis, built into a case to look around in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from consilience.errors import PathError
from consilience.outputs.tour import describe_record
from consilience.workspace.build import BuildSummary, build_case
from consilience.workspace.case import read_case
from consilience.workspace.progress import Progress

_COPIED: Final = ("vocabulary.toml", "gazetteer.csv", "truth.json")


def build_demo(folder: Path, *, jobs: int, progress: Progress) -> BuildSummary:
    """Lay the examples out in *folder* and build them into ``folder/demo.case``.

    Raises:
        PathError: *folder* cannot be made or written to.
    """
    _lay_out(folder)
    return build_case(
        [folder / "reports"],
        case=folder / "demo.case",
        jobs=jobs,
        vocabulary=[folder / "vocabulary.toml"],
        gazetteer=[folder / "gazetteer.csv"],
        progress=progress,
    )


def tour(case: Path) -> Iterator[str]:
    """Yield what was found in *case*, step by step, each with the command that shows more."""
    yield f"The reports lie in {case.parent / 'reports'}; read one or two. What was found in them:"
    with read_case(case) as record:
        for number, sight in enumerate(describe_record(record), start=1):
            yield ""
            yield f"{number}. {sight.heading}"
            yield from (f"   {line}" for line in sight.lines)
            yield f"   more: consilience {sight.command} {case} {sight.target}".rstrip()
    yield ""
    yield (
        "Everything in the record points at words of a report: "
        f"consilience why {case} ID, with any id of these lists."
    )
    yield f"What a careful person concludes from the same reports: {case.parent / 'truth.json'}"


def _lay_out(folder: Path) -> None:
    try:
        (folder / "reports").mkdir(parents=True, exist_ok=True)
        with as_file(files("consilience").joinpath("examples")) as examples:
            for path in sorted((examples / "reports").iterdir()):
                shutil.copyfile(path, folder / "reports" / path.name)
            for name in _COPIED:
                shutil.copyfile(examples / name, folder / name)
    except OSError as error:
        raise PathError(f"cannot write to the folder {folder}: {error.strerror}") from error
