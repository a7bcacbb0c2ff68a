"""Which files do the paths that were given name?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from consilience.errors import PathError
from consilience.reading.containers import is_no_report

MAX_BYTES: Final = 200_000_000
"""A larger file is skipped unread: no report is that long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A file that may hold a report."""

    path: Path
    name: str  # relative to the folder that was given, with forward slashes
    given: bool  # named itself, not found in a folder

    @property
    def is_beside(self) -> bool:
        """Whether it only lies beside reports in a folder, as the pictures of a saved page do."""
        return not self.given and is_no_report(self.name)


def find_files(paths: Sequence[Path]) -> list[ReportFile]:
    """Return the files that *paths* name, folders searched through, in the order of their names.

    Hidden files and folders inside of a folder are left out; links are not followed out of it.

    Raises:
        PathError: a path does not exist, or a folder holds no file at all.
    """
    found: dict[Path, ReportFile] = {}
    for path in paths:
        if path.is_dir():
            inside = list(_inside(path))
            if not inside:
                raise PathError(f"no report in {path}: the folder is empty")
            found.update((file.path.resolve(), file) for file in inside)
        elif path.exists() and not path.is_file():
            raise PathError(f"neither a file nor a folder: {path}")
        elif path.exists():
            found[path.resolve()] = ReportFile(path=path, name=path.name, given=True)
        else:
            raise PathError(f"no such file or folder: {path}")
    return sorted(found.values(), key=lambda file: (file.name, str(file.path)))


def _inside(folder: Path) -> Iterator[ReportFile]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent) / name
            if not name.startswith(".") and path.is_file():
                yield ReportFile(path=path, name=path.relative_to(folder).as_posix(), given=False)
