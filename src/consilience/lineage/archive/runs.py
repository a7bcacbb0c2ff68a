"""Fingerprints in files, sorted by hash: written once, read by ranges of hashes.

A run holds the sketches of some documents in a row. When links are looked for, the fingerprints of
all runs are read a range of hashes at a time and written in one order: so memory is bounded by the
range and not by the pile, and who looks for a few hashes later looks in one place.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.archive import disk
from consilience.lineage.hashes import I32, I64, U64, concatenated, distinct, fresh, ranges
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

ALL_HASHES: Final = 2**64

MIDDLES: Final = "middles"
"""Of fingerprints in very many places, that to which all others are linked."""

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

    def cuts(self, channel: str, parts: int) -> I64:
        """Return where each of so many parts of all hashes begins in *channel*, and its end."""
        hashes = self.column(channel, "hash")
        lows = np.array([hash_range(part, parts)[0] for part in range(parts)], np.uint64)
        return np.append(np.searchsorted(hashes, lows), hashes.size)

    def read(self, channel: str, start: int, end: int) -> list[NDArray[Any]]:
        """Return the three columns of places *start* to *end* of *channel*."""
        return [
            np.fromfile(
                self.folder / f"{channel}.{name}", kind, end - start, offset=start * int(kind[-1])
            )
            for name, kind in _KINDS
        ]

    def drop_fingerprints(self, channel: str) -> None:
        """Remove the fingerprints of *channel*, which have been merged."""
        for name, _ in _KINDS:
            disk.remove(self.folder / f"{channel}.{name}")


def write_run(folder: Path, sketches: Sketches, *, max_rare_documents: int) -> None:
    """Write *sketches* as the run in *folder*.

    A word that stands in more than *max_rare_documents* documents links nothing, in this run and
    in all; what lies behind that many is left out.
    """
    disk.make(folder)
    number = np.arange(sketches.hash.size, dtype=np.uint32)
    shaped = np.flatnonzero(sketches.shape)
    low = (sketches.hash & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    named = dict(zip(CHANNELS, sketches.channels, strict=True))
    named[SENTENCES] = Fingerprints(sketches.hash, number, sketches.length)
    named[SHAPES] = Fingerprints(sketches.shape[shaped], number[shaped], low[shaped])
    for channel, marks in named.items():
        found = marks.by_hash()
        if channel == "rare":
            found = _in_first_documents(found, sketches.first, max_rare_documents + 1)
        write_fingerprints(folder, channel, found)
    disk.write(folder / "counts", np.diff(sketches.first).astype("<u4"))
    disk.write(folder / HASHES, sketches.hash.astype("<u8", copy=False))
    disk.write(folder / OUTLINES, sketches.outline)


def write_fingerprints(folder: Path, channel: str, found: Fingerprints) -> None:
    """Write the fingerprints *found* of *channel* into *folder*."""
    columns: tuple[NDArray[Any], ...] = (found.hash, found.first, found.last)
    for (name, kind), column in zip(_KINDS, columns, strict=True):
        disk.write(folder / f"{channel}.{name}", column.astype(kind, copy=False))


def _in_first_documents(found: Fingerprints, first: I64, most: int) -> Fingerprints:
    """Return of each hash of *found* the places in its first documents, at *most* so many."""
    document = np.repeat(np.arange(first.size - 1, dtype=np.int32), np.diff(first))[found.first]
    heads = fresh(found.hash)
    number = np.cumsum(heads | fresh(document), dtype=np.int64)
    starts = np.flatnonzero(heads)
    sizes = np.diff(np.append(starts, number.size))
    return found[number - np.repeat(number[starts], sizes) < most]


def part_common(found: Fingerprints, document: I32, most: int) -> tuple[Fingerprints, U64]:
    """Return *found* without the hashes in more than *most* documents, and these hashes.

    Args:
        found: Sorted by hash.
        document: Of each sentence.
        most: Documents.
    """
    heads = fresh(found.hash)
    starts = np.flatnonzero(heads)
    if starts.size == 0:
        return found, found.hash
    begins = heads | fresh(document[found.first])
    common = np.add.reduceat(begins.astype(np.int64), starts) > most
    sizes = np.diff(np.append(starts, found.hash.size))
    return found[~np.repeat(common, sizes)], found.hash[starts[common]]


def _mapped(path: Path, kind: Any) -> NDArray[Any]:
    if path.stat().st_size == 0:
        return np.zeros(0, kind)
    return np.memmap(path, kind, "r")


@dataclass(frozen=True)
class Merged:
    """Fingerprints of many runs in one order, in parts of which each has a range of hashes."""

    folder: Path

    def runs(self, channel: str, hashes: U64) -> Iterator[tuple[Run, str, U64]]:
        """Yield each part of *channel*, its name there, and those of *hashes* that belong to it."""
        count = sum(1 for _ in self.folder.glob(f"{channel}-*.hash"))
        lows = [np.uint64(hash_range(part, count)[0]) for part in range(count)]
        cuts = [*np.searchsorted(hashes, np.array(lows, np.uint64)).tolist(), hashes.size]
        for part in range(count):
            yield Run(self.folder), part_name(channel, part), hashes[cuts[part] : cuts[part + 1]]

    def middles(self, channel: str) -> Fingerprints:
        """Return the middles of the stars of *channel*, sorted by hash."""
        names = sorted(path.stem for path in self.folder.glob(f"{MIDDLES}-{channel}-*.hash"))
        run = Run(self.folder)
        columns = [[run.column(name, column) for column, _ in _KINDS] for name in names]
        return joined([Fingerprints(*map(np.asarray, found)) for found in columns])

    def common(self, channel: str) -> U64:
        """Return the hashes of *channel* that stand in too many documents to link any."""
        parts = sorted(self.folder.glob(f"{channel}-*.common"))
        found: U64 = concatenated([np.fromfile(path, "<u8") for path in parts], np.uint64)
        return found


def part_name(channel: str, part: int) -> str:
    """Return the name of a part of *channel* among merged fingerprints."""
    return f"{channel}-{part:05}"


def hash_range(part: int, parts: int) -> tuple[int, int]:
    """Return the first hash of a part of all hashes, and that of the next part."""
    return ALL_HASHES * part // parts, ALL_HASHES * (part + 1) // parts


@dataclass(frozen=True)
class Runs:
    """Runs one behind the other; documents and sentences are numbered through."""

    runs: tuple[Run, ...]
    merged: int  # so many first ones have their fingerprints in one place
    place: Merged

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
        """Return how many fingerprints there are in *channel* of runs that are not merged."""
        return sum(run.column(channel, "hash").size for run in self.runs[self.merged :])

    def parts(self, channel: str, count: int) -> list[list[tuple[int, int, int]]]:
        """Return what `within` needs to read each of *count* parts of all hashes of *channel*.

        Of each run that is not merged: its first sentence, and places in its columns. Worked out
        once for all parts, or who reads a part would open every run to find its own places.
        """
        cuts = [(base, run.cuts(channel, count).tolist()) for run, base in self._loose()]
        return [
            [(base, places[part], places[part + 1]) for base, places in cuts]
            for part in range(count)
        ]

    def within(self, channel: str, part: Sequence[tuple[int, int, int]]) -> Fingerprints:
        """Return the fingerprints of one of the `parts` of *channel*, sorted by hash."""
        found = []
        for run, (base, start, end) in zip(self.runs[self.merged :], part, strict=True):
            columns = run.read(channel, start, end)
            found.append(_moved(columns, base, moves_last=channel in CHANNELS))
        return joined(found).by_hash()

    def of_hashes(self, channel: str, hashes: U64, *, merged: bool = True) -> Fingerprints:
        """Return all fingerprints of *channel* whose hash is one of *hashes* (sorted, distinct).

        They are sorted by their hash. If not *merged*, only those of runs that are not merged.
        """
        found = []
        if self.merged and merged:
            for run, name, own in self.place.runs(channel, hashes):
                found.append(_moved(_looked_up(run, name, own), 0, moves_last=False))
        for run, base in self._loose():
            columns = _looked_up(run, channel, hashes)
            found.append(_moved(columns, base, moves_last=channel in CHANNELS))
        return joined(found).by_hash()

    def _loose(self) -> Iterator[tuple[Run, int]]:
        """Yield the runs that are not merged, each with its first sentence."""
        yield from zip(self.runs[self.merged :], self.bases[self.merged :], strict=True)

    def of_sentences(self, name: str, numbers: I64) -> NDArray[Any]:
        """Return `HASHES` or `OUTLINES` of the sentences *numbers*, in any order."""
        found = np.empty(numbers.size, _OWN_KINDS[name])
        run = np.searchsorted(self.bases, numbers, side="right") - 1
        for number in distinct(run).tolist():
            chosen = np.flatnonzero(run == number)
            found[chosen] = self.runs[number].own(name)[numbers[chosen] - self.bases[number]]
        return found


def _looked_up(run: Run, channel: str, hashes: U64) -> list[NDArray[Any]]:
    """Return the columns of the places of *channel* that have one of *hashes*."""
    column = run.column(channel, "hash")
    first = np.searchsorted(column, hashes)
    inside = np.searchsorted(first, column.size)  # hashes ascend, and so do their places
    first, hashes = first[:inside], hashes[:inside]
    there = column[first] == hashes
    first, hashes = first[there], hashes[there]
    places = ranges(first, np.searchsorted(column, hashes, side="right") - first)
    return [np.asarray(run.column(channel, name)[places]) for name, _ in _KINDS]


def _moved(columns: list[NDArray[Any]], base: int, *, moves_last: bool) -> Fingerprints:
    hashes, first, last = columns
    move = np.uint32(base)
    return Fingerprints(hashes, first + move, last + move if moves_last else last)


def joined(found: Sequence[Fingerprints]) -> Fingerprints:
    """Return *found* one behind the other."""
    return Fingerprints(
        concatenated([marks.hash for marks in found], np.uint64),
        concatenated([marks.first for marks in found], np.uint32),
        concatenated([marks.last for marks in found], np.uint32),
    )
