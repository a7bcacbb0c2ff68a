"""Texts in files: appended once, read by number.

A shelf lies in a folder that the caller gives and removes. Documents are numbered as they come;
nothing that is found depends on that order.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consilience.errors import InputError
from consilience.lineage.furniture import Imprints, day_of
from consilience.lineage.hashes import I64

_BATCH = 10_000


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

    def add(self, documents: Iterable[ShelfDocument]) -> int:
        """Append *documents*; return how many there were.

        Raises:
            InputError: an id, outlet or date holds a line break.
        """
        count, batch = 0, list[ShelfDocument]()
        for document in documents:
            batch.append(document)
            if len(batch) == _BATCH:
                self._append(batch)
                count, batch = count + len(batch), []
        self._append(batch)
        return count + len(batch)

    def _append(self, batch: Sequence[ShelfDocument]) -> None:
        raw = [document.text.encode("utf-8", "replace") for document in batch]
        with (self.folder / "texts").open("ab") as texts:
            begin = texts.tell()
            texts.write(b"".join(raw))
        ends = begin + np.cumsum([len(text) for text in raw], dtype=np.int64)
        with (self.folder / "ends").open("ab") as out:
            out.write(ends.astype("<i8").tobytes())
        for name in ("id", "outlet", "published"):
            values = [getattr(document, name) or "" for document in batch]
            if any("\n" in value for value in values):
                raise InputError(f"the {name} of a document holds a line break")
            with (self.folder / name).open("a", encoding="utf-8", newline="\n") as lines:
                lines.writelines(f"{value}\n" for value in values)

    @functools.cached_property
    def ends(self) -> I64:
        """Where each text ends in the file of texts, in bytes."""
        return np.fromfile(self.folder / "ends", "<i8").astype(np.int64)

    @property
    def count(self) -> int:
        """How many documents there are."""
        return int(self.ends.size)

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """Return the texts of the documents *numbers*, which ascend."""
        found = []
        with (self.folder / "texts").open("rb") as texts:
            for number in numbers:
                begin = int(self.ends[number - 1]) if number else 0
                texts.seek(begin)
                found.append(texts.read(int(self.ends[number]) - begin).decode("utf-8"))
        return found

    def lines(self, name: str) -> list[str]:
        """Return the column *name* of all documents: id, outlet or published."""
        return (self.folder / name).read_text(encoding="utf-8").split("\n")[:-1]

    def ranks(self) -> tuple[I64, I64]:
        """Return the rank of each document by its id, and by its date; undated ones are last."""
        by_id = _ranks(np.array(self.lines("id")))
        dates = [date or "9999" for date in self.lines("published")]
        _, date = np.unique(np.array(dates), return_inverse=True)
        order = np.lexsort((by_id, date))
        by_date = np.empty(order.size, np.int64)
        by_date[order] = np.arange(order.size)
        return by_id, by_date

    def imprints(self) -> Imprints:
        """Return the outlets and days of all documents."""
        names, outlet = np.unique(np.array(self.lines("outlet")), return_inverse=True)
        outlet = np.where(names[outlet] == "", -1, outlet).astype(np.int64)
        days, day = np.unique(np.array(self.lines("published")), return_inverse=True)
        return Imprints(outlet, np.array([day_of(date or None) for date in days.tolist()])[day])


def _ranks(values: NDArray[Any]) -> I64:
    order = np.argsort(values, kind="stable")
    rank = np.empty(order.size, np.int64)
    rank[order] = np.arange(order.size)
    return rank
