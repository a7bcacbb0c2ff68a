"""Fingerprints in files, sorted by hash: written once, read by ranges of hashes.

A run holds the sketches of some documents in a row. Many runs are read as one, a range of hashes
at a time, so that memory is bounded by the range and not by the pile.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.hashes import (
    I64,
    U64,
    Bools,
    concatenated,
    distinct,
    fresh,
    ranges,
    sort_by_hash,
)
from consilience.lineage.outlines import OUTLINE
from consilience.lineage.sketches import CHANNELS, Fingerprints, Sketches

SENTENCES: Final = "sentences"
"""Whole sentences: hash, number, and in place of the last sentence their words."""

SHAPES: Final = "shapes"
"""Sentences with names or numbers: shape, number, and some bits of the hash of their words."""

HASHES: Final = "hashes"
"""Of all sentences, in their order."""

OUTLINES: Final = "outlines"
"""Of all sentences, in their order; see `lineage.outlines`."""

_KINDS: Final = (("hash", "<u8"), ("first", "<u4"), ("last", "<u4"))
_OWN_KINDS: Final = {HASHES: np.dtype("<u8"), OUTLINES: OUTLINE}


@dataclass(frozen=True)
class Run:
    """The sketches of some documents in a row."""

    folder: Path

    @functools.cached_property
    def counts(self) -> I64:
        """Sentences of each document."""
        return np.fromfile(self.folder / "counts", "<u4").astype(np.int64)

    def column(self, channel: str, name: str) -> NDArray[Any]:
        """Return a column of a channel, sorted by hash, without reading it."""
        return _mapped(self.folder / f"{channel}.{name}", dict(_KINDS)[name])

    def own(self, name: str) -> NDArray[Any]:
        """Return `HASHES` or `OUTLINES` without reading them."""
        return _mapped(self.folder / name, _OWN_KINDS[name])

    def bounds(self, channel: str, low: int, high: int) -> tuple[int, int]:
        """Return which places of *channel* hold the hashes from *low* to below *high*."""
        hashes = self.column(channel, "hash")
        first = int(np.searchsorted(hashes, np.uint64(low)))
        last = hashes.size if high >= 2**64 else int(np.searchsorted(hashes, np.uint64(high)))
        return first, last

    def read(self, channel: str, start: int, end: int) -> list[NDArray[Any]]:
        """Return the three columns of places *start* to *end* of *channel*."""
        return [
            np.fromfile(
                self.folder / f"{channel}.{name}", kind, end - start, offset=start * int(kind[-1])
            )
            for name, kind in _KINDS
        ]


def write_run(folder: Path, sketches: Sketches, *, max_rare_documents: int) -> None:
    """Write *sketches* as the run in *folder*.

    A word that stands in more than *max_rare_documents* documents links nothing, in this run and
    in all; what lies behind that many is left out.
    """
    folder.mkdir(parents=True)
    number = np.arange(sketches.hash.size, dtype=np.uint32)
    shaped = np.flatnonzero(sketches.shape)
    low = (sketches.hash & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    named = dict(zip(CHANNELS, sketches.channels, strict=True))
    named[SENTENCES] = Fingerprints(sketches.hash, number, sketches.length)
    named[SHAPES] = Fingerprints(sketches.shape[shaped], number[shaped], low[shaped])
    for channel, marks in named.items():
        found = marks[sort_by_hash(marks.hash)]
        if channel == "rare":
            found = _in_first_documents(found, sketches.first, max_rare_documents + 1)
        columns: tuple[NDArray[Any], ...] = (found.hash, found.first, found.last)
        for (name, kind), column in zip(_KINDS, columns, strict=True):
            column.astype(kind, copy=False).tofile(folder / f"{channel}.{name}")
    np.diff(sketches.first).astype("<u4").tofile(folder / "counts")
    sketches.hash.astype("<u8", copy=False).tofile(folder / HASHES)
    sketches.outline.tofile(folder / OUTLINES)


def _in_first_documents(found: Fingerprints, first: I64, most: int) -> Fingerprints:
    """Return of each hash of *found* the places in its first documents, at *most* so many."""
    document = np.repeat(np.arange(first.size - 1, dtype=np.int32), np.diff(first))[found.first]
    heads = fresh(found.hash)
    number = np.cumsum(heads | fresh(document), dtype=np.int64)
    starts = np.flatnonzero(heads)
    sizes = np.diff(np.append(starts, number.size))
    return found[number - np.repeat(number[starts], sizes) < most]


def _mapped(path: Path, kind: Any) -> NDArray[Any]:
    if path.stat().st_size == 0:
        return np.zeros(0, kind)
    return np.memmap(path, kind, "r")


@dataclass(frozen=True)
class Runs:
    """Runs one behind the other; documents and sentences are numbered through."""

    runs: tuple[Run, ...]

    @functools.cached_property
    def first(self) -> I64:
        """Return the first sentence of each document, and one more entry at the end."""
        counts = concatenated([run.counts for run in self.runs], np.int64)
        return np.append(0, np.cumsum(counts))

    @functools.cached_property
    def document(self) -> NDArray[np.int32]:
        """The document of each sentence."""
        counts = np.diff(self.first)
        return np.repeat(np.arange(counts.size, dtype=np.int32), counts)

    @functools.cached_property
    def bases(self) -> list[int]:
        """The first sentence of each run."""
        sizes = [int(run.counts.sum()) for run in self.runs]
        return [sum(sizes[:number]) for number in range(len(sizes))]

    def size(self, channel: str) -> int:
        """Return how many fingerprints there are in *channel*."""
        return sum(run.column(channel, "hash").size for run in self.runs)

    def within(self, channel: str, low: int, high: int) -> Fingerprints:
        """Return the fingerprints of *channel* with hashes from *low* to below *high*."""
        found = []
        for run, base in zip(self.runs, self.bases, strict=True):
            columns = run.read(channel, *run.bounds(channel, low, high))
            found.append(_moved(columns, base, moves_last=channel in CHANNELS))
        return _joined(found)

    def of_hashes(self, channel: str, hashes: U64) -> Fingerprints:
        """Return all fingerprints of *channel* whose hash is one of *hashes* (sorted, distinct)."""
        found = []
        for run, base in zip(self.runs, self.bases, strict=True):
            column = run.column(channel, "hash")
            first = np.searchsorted(column, hashes)
            last = np.searchsorted(column, hashes, side="right")
            places = ranges(first, last - first)
            columns = [np.asarray(run.column(channel, name)[places]) for name, _ in _KINDS]
            found.append(_moved(columns, base, moves_last=channel in CHANNELS))
        return _joined(found)

    def of_sentences(self, name: str, numbers: I64) -> NDArray[Any]:
        """Return `HASHES` or `OUTLINES` of the sentences *numbers*, in any order."""
        found = np.empty(numbers.size, _OWN_KINDS[name])
        run = np.searchsorted(self.bases, numbers, side="right") - 1
        for number in distinct(run).tolist():
            chosen = np.flatnonzero(run == number)
            found[chosen] = self.runs[number].own(name)[numbers[chosen] - self.bases[number]]
        return found

    def stand_in_many(self, channel: str, hashes: U64, most: int, *, probed: int) -> Bools:
        """Return which of *hashes* surely stand in more than *most* documents.

        Only the first *probed* places in each run are looked at; ``False`` tells nothing.
        """
        found = []
        for run, base in zip(self.runs, self.bases, strict=True):
            column = run.column(channel, "hash")
            first = np.searchsorted(column, hashes)
            last = np.searchsorted(column, hashes, side="right")
            size = np.minimum(last - first, probed)
            sentence = np.asarray(run.column(channel, "first")[ranges(first, size)])
            number = np.repeat(np.arange(hashes.size), size)
            document = self.document[sentence + np.uint32(base)].astype(np.int64)
            found.append((number << 32) | document)
        pairs = distinct(concatenated(found, np.int64))
        counts = np.bincount(pairs >> 32, minlength=hashes.size)
        many: Bools = counts > most
        return many


def _moved(columns: list[NDArray[Any]], base: int, *, moves_last: bool) -> Fingerprints:
    hashes, first, last = columns
    move = np.uint32(base)
    return Fingerprints(hashes, first + move, last + move if moves_last else last)


def _joined(found: list[Fingerprints]) -> Fingerprints:
    return Fingerprints(
        concatenated([marks.hash for marks in found], np.uint64),
        concatenated([marks.first for marks in found], np.uint32),
        concatenated([marks.last for marks in found], np.uint32),
    )
