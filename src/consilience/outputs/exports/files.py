"""Files as an export hands them over, and how they reach the disk: whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from consilience.errors import PathError


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFile:
    """One file of an export, made while it is written."""

    name: str
    chunks: Iterable[str]
    n_rows: int | None = None  # None: not a table


def write_files(folder: Path, files: Iterable[ExportFile]) -> Iterator[Path]:
    """Write *files* into *folder* and yield the path of each.

    Raises:
        PathError: the folder cannot be made or written to.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PathError(f"cannot make the folder {folder}: {error.strerror}") from error
    for file in files:
        path = folder / file.name
        write_file(path, file.chunks)
        yield path


def write_file(path: Path, chunks: Iterable[str]) -> None:
    """Write *chunks* to *path*; a reader sees the old file or the whole new one.

    Raises:
        PathError: the file cannot be written.

    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(chunks)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise PathError(f"cannot write {path}: {error.strerror}") from error
