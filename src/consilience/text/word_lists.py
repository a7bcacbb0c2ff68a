"""Word lists and tables that are packaged as data files, so that people can review them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read_table(package: str, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``data/name`` of *package* by column; missing last columns are empty.

    Columns are parted by tabs; the first line that is no comment names them.
    """
    lines = read_lines(package, name)
    columns = next(lines).split("\t")
    for line in lines:
        values = line.split("\t")
        yield dict(zip(columns, values + [""] * (len(columns) - len(values)), strict=True))


def read_lines(package: str, name: str) -> Iterator[str]:
    """Yield the lines of ``data/name`` of *package*, without comments and empty ones."""
    text = (files(package) / "data" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
