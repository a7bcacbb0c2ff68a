"""Which files of a folder are the archive: one small file, replaced in one step.

Whatever is in the folder and not named here is left over from a run that was killed.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from consilience.errors import InputError
from consilience.lineage.archive import disk

FORMAT: Final = 1
"""Raised when an archive of this version cannot be read or grown by another."""

_NAME: Final = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What belongs to an archive."""

    generation: int = 0  # number of the folder with its columns
    documents: int  # on the shelf; what lies behind them does not count
    runs: tuple[str, ...] = ()  # names of folders
    merged: int = 0  # of the runs, so many first ones have their fingerprints in one place
    settings: str  # a hash of what decides about passages

    @property
    def columns(self) -> str:
        """Name of the folder with the columns."""
        return f"columns-{self.generation:06}"


def read_manifest(folder: Path) -> Manifest | None:
    """Return what belongs to the archive in *folder*; ``None`` where none was built to its end.

    Raises:
        InputError: it was built by another version.
    """
    path = folder / _NAME
    if not path.exists():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    if found.pop("format", None) != FORMAT:
        raise InputError(
            f"the archive in {folder} was built by another version", hint="build it anew"
        )
    return Manifest(**{**found, "runs": tuple(found["runs"])})


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make *manifest* what belongs to the archive in *folder*, in one step."""
    fields = {"format": FORMAT, **dataclasses.asdict(manifest)}
    disk.replace(folder / _NAME, json.dumps(fields, indent=1) + "\n")


def forget_manifest(folder: Path) -> None:
    """Leave only the shelf of the archive in *folder*."""
    disk.remove(folder / _NAME)
