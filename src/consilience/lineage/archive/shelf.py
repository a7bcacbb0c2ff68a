"""Texts in files: appended once, read by number.

A shelf lies in a folder that the caller gives and removes. Documents are numbered as they come;
nothing that is found depends on that order.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from consilience.errors import InputError
from consilience.lineage.archive import disk
from consilience.lineage.furniture import Imprints, day_of
from consilience.lineage.hashes import I64

_BATCH = 10_000
_LINES = ("id", "outlet", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfDocument:
    """What is known of a document before its copies are looked for."""

    id: str
    text: str  # every line is a block
    outlet: str | None = None
    published: str | None = None  # ISO date or time


@dataclass(frozen=True)
class Shelf:
    """The documents in a folder."""

    folder: Path
    limit: int | None = None  # documents that count; further ones are left from a killed run

    def add(self, documents: Iterable[ShelfDocument]) -> int:
        """Append *documents*; return how many there were.

        What was left by a run that was killed is cut off first.

        Raises:
            InputError: an id, outlet or date holds a line break.
        """
        self._cut()
        count, batch = 0, list[ShelfDocument]()
        for document in documents:
            batch.append(document)
            if len(batch) == _BATCH:
                self._append(batch)
                count, batch = count + len(batch), []
        self._append(batch)
        return count + len(batch)

    def _append(self, batch: Sequence[ShelfDocument]) -> None:
        lines = {name: _lines(batch, name) for name in _LINES}
        raw = [document.text.encode("utf-8", "replace") for document in batch]
        texts = self.folder / "texts"
        begin = texts.stat().st_size if texts.exists() else 0
        disk.append(texts, b"".join(raw))
        for name, data in lines.items():
            disk.append(self.folder / name, data)
        # Last: a document counts when all of it is there.
        ends = begin + np.cumsum([len(text) for text in raw], dtype=np.int64)
        disk.append(self.folder / "ends", ends.astype("<i8").tobytes())

    def _cut(self) -> None:
        count = self.count
        disk.cut(self.folder / "ends", 8 * count)
        disk.cut(self.folder / "texts", int(self.ends[-1]) if count else 0)
        for name in _LINES:
            path = self.folder / name
            if path.exists():
                breaks = np.flatnonzero(np.fromfile(path, np.uint8) == ord("\n"))
                disk.cut(path, int(breaks[count - 1]) + 1 if count else 0)

    @functools.cached_property
    def ends(self) -> I64:
        """Where each text ends in the file of texts, in bytes."""
        path = self.folder / "ends"
        found = np.fromfile(path, "<i8") if path.exists() else np.zeros(0)
        return found.astype(np.int64)[: self.limit]

    @property
    def count(self) -> int:
        """How many documents there are."""
        return int(self.ends.size)

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """Return the texts of the documents *numbers*, which ascend."""
        chosen = np.asarray(numbers, np.int64)
        ends = self.ends[chosen]
        begins = np.where(chosen > 0, self.ends[chosen - 1], 0)
        found = []
        with (self.folder / "texts").open("rb") as texts:
            for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
                texts.seek(begin)
                found.append(texts.read(end - begin).decode("utf-8"))
        return found

    def lines(self, name: str) -> list[str]:
        """Return the column *name* of all documents: id, outlet or published."""
        if self.count == 0:
            return []
        return (self.folder / name).read_text(encoding="utf-8").split("\n")[: self.count]

    @property
    def files(self) -> list[Path]:
        """The files that the documents are in."""
        return [self.folder / name for name in ("texts", "ends", *_LINES)]

    def ranks(self) -> tuple[I64, I64]:
        """Return the rank of each document by its id, and by its date; undated ones are last."""
        ids = self.lines("id")
        by_id = _ranks(np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64))
        _, date = _numbered([date or "9999" for date in self.lines("published")])
        return by_id, _ranks(np.lexsort((by_id, date)))

    def imprints(self) -> Imprints:
        """Return the outlets and days of all documents."""
        names, outlet = _numbered(self.lines("outlet"))
        if names[:1] == [""]:
            outlet = np.where(outlet == 0, -1, outlet)
        dates, date = _numbered(self.lines("published"))
        return Imprints(outlet, np.array([day_of(day or None) for day in dates], float)[date])


def _lines(batch: Sequence[ShelfDocument], name: str) -> bytes:
    values = [getattr(document, name) or "" for document in batch]
    if any("\n" in value for value in values):
        raise InputError(f"the {name} of a document holds a line break")
    return "".join(f"{value}\n" for value in values).encode("utf-8", "replace")


def _numbered(values: Sequence[str]) -> tuple[list[str], I64]:
    """Return the distinct *values*, sorted, and the number of each among them."""
    names = sorted(set(values))
    number = {name: at for at, name in enumerate(names)}
    return names, np.array([number[value] for value in values], np.int64)


def _ranks(order: I64) -> I64:
    rank = np.empty(order.size, np.int64)
    rank[order] = np.arange(order.size)
    return rank
