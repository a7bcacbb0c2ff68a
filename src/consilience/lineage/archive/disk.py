"""Files that outlive a kill: new ones stand beside those that count until one step names them.

Every change of the folder goes through a function of this module; tests stop each in its middle.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def save(path: Path, values: NDArray[Any]) -> None:
    """Write *values* with their kind and shape."""
    np.save(path, values)


def write(path: Path, values: NDArray[Any]) -> None:
    """Write the bytes of *values*."""
    values.tofile(path)


def append(path: Path, data: bytes) -> None:
    """Write *data* behind what is in *path*."""
    with path.open("ab") as out:
        out.write(data)


def cut(path: Path, size: int) -> None:
    """Leave the first *size* bytes of *path*."""
    if path.exists() and path.stat().st_size > size:
        os.truncate(path, size)


def make(folder: Path) -> None:
    """Make *folder* anew, without what a run that was killed has left in it."""
    remove(folder)
    folder.mkdir(parents=True)


def remove(path: Path) -> None:
    """Remove a file or folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync(paths: Iterable[Path]) -> None:
    """Return when the files *paths*, and those in folders among them, are on the disk."""
    for path in paths:
        for each in (*path.rglob("*"), path) if path.is_dir() else (path,):
            _sync(each)


def replace(path: Path, text: str) -> None:
    """Put *text* in place of what is in *path*, in one step."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    _sync(fresh)
    fresh.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
