"""Copies in an archive: sketch, sort by hash, propose, judge; each step in parts of bounded size.

The parts are independent of each other: run them one after the other or over processes, in as
many parts as memory asks for, and the passages are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.archive.archive import FORMULA, RECURRING, Archive
from consilience.lineage.archive.judging import judge
from consilience.lineage.archive.runs import SENTENCES, SHAPES, write_run
from consilience.lineage.candidates import PAIR_BITS, find_hits
from consilience.lineage.formulas import find_formulas
from consilience.lineage.furniture import find_recurring
from consilience.lineage.hashes import I64, concatenated
from consilience.lineage.proposals import (
    Channel,
    ProposalSettings,
    channels,
    join_proposals,
    pack_proposals,
    pairs_of_keys,
)
from consilience.lineage.sketches import Fingerprints, join_sketches

Mapping = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""Runs a task for each of its arguments: `map`, or that of a pool of processes."""

ALL_HASHES = 2**64


def build_archive(archive: Archive, run: Mapping = map) -> None:
    """Find the passages of all documents on the shelf of *archive*.

    Args:
        archive: Whose folder holds a shelf and nothing else yet.
        run: Runs tasks; they share nothing but files.
    """
    sketch_shelf(archive, run)
    find_candidates(archive, run)
    judge_candidates(archive, run)


def sketch_shelf(archive: Archive, run: Mapping = map) -> None:
    """Write the sketches of all documents."""
    count, size = archive.shelf.count, archive.settings.run_documents
    starts = range(0, count, size)
    _finish(run(sketch_part, [(archive, start, min(count, start + size)) for start in starts]))
    archive.write_documents()


def find_candidates(archive: Archive, run: Mapping = map) -> None:
    """Write what is known of sentences, and the pairs of them that share a fingerprint."""
    marks = np.zeros(int(archive.first[-1]), np.uint8)
    for flag, places in run(_mark_part, _hash_ranges(archive, [SENTENCES, SHAPES])):
        marks[places] |= np.uint8(flag)
    archive.save("marks", marks)
    names = [channel.name for channel in channels(archive.settings.trace.propose)]
    _finish(run(_find_part, _hash_ranges(archive, names)))


def judge_candidates(archive: Archive, run: Mapping = map) -> None:
    """Write the passages that the candidates lead to."""
    keys = sum(path.stat().st_size // 8 for path in archive.folder.glob("keys-*"))
    parts = max(1, -(-keys // archive.settings.range_keys))
    count = archive.first.size - 1
    cuts = [int(archive.first[count * part // parts]) for part in range(parts + 1)]
    tasks = [(archive, number, cuts[number : number + 2]) for number in range(parts)]
    _finish(run(_judge_part, tasks))


def _finish(results: Iterable[Any]) -> None:
    for _ in results:
        pass


def _hash_ranges(archive: Archive, names: Iterable[str]) -> list[Any]:
    """Return the ranges of hashes of each channel, none with very many fingerprints."""
    found = []
    for name in names:
        parts = max(1, -(-archive.runs.size(name) // archive.settings.range_marks))
        for part in range(parts):
            span = (ALL_HASHES * part // parts, ALL_HASHES * (part + 1) // parts)
            found.append((archive, name, part, span))
    return found


def sketch_part(task: tuple[Archive, int, int]) -> None:
    """Write the sketches of some documents in a row as a run."""
    archive, start, end = task
    step = archive.settings.batch_documents
    found = [archive.sketch(range(at, min(end, at + step))) for at in range(start, end, step)]
    most = archive.settings.trace.propose.max_rare_documents
    folder = archive.folder / f"run-{start:09}"
    write_run(folder, join_sketches(found), max_rare_documents=most)


def _mark_part(task: tuple[Archive, str, int, tuple[int, int]]) -> tuple[int, I64]:
    archive, name, _, span = task
    return mark_sentences(archive, name, archive.runs.within(name, *span))


def mark_sentences(archive: Archive, name: str, found: Fingerprints) -> tuple[int, I64]:
    """Return which of the sentences *found* are formulas (`SHAPES`) or recur (`SENTENCES`)."""
    if name == SHAPES:
        chosen = find_formulas(found.hash, found.last.astype(np.uint64))
        return FORMULA, found.first[chosen].astype(np.int64)
    chosen = find_recurring(
        found.hash,
        found.last.astype(np.int64),
        archive.document[found.first].astype(np.int64),
        archive.imprints,
        settings=archive.settings.trace.furniture,
    )
    return RECURRING, found.first[chosen].astype(np.int64)


def channel_keys(archive: Archive, channel: Channel, found: Fingerprints) -> I64:
    """Return the pairs of sentences that share one of *found*, sorted; see `pairs_of_keys`."""
    if channel.name == SENTENCES:
        least = archive.settings.trace.propose.min_sentence_words
        found = found[found.last >= least]
        found = Fingerprints(found.hash, found.first, found.first)
    hits = find_hits(found, archive.document, order=archive.by_date, sharing=channel.sharing)
    keys = (hits.key << 1) | hits.few
    keys.sort()
    return keys


def _find_part(task: tuple[Archive, str, int, tuple[int, int]]) -> None:
    archive, name, part, span = task
    channel = _named(archive.settings.trace.propose, name)
    keys = channel_keys(archive, channel, archive.runs.within(name, *span))
    if keys.size:
        keys.tofile(archive.folder / f"keys-{name}-{part:05}")


def _named(settings: ProposalSettings, name: str) -> Channel:
    return next(channel for channel in channels(settings) if channel.name == name)


def _judge_part(task: tuple[Archive, int, tuple[int, int]]) -> None:
    archive, number, (low, high) = task
    proposed = join_proposals(
        [
            pairs_of_keys(_keys_within(archive.folder, channel.name, low, high), channel.least)
            for channel in channels(archive.settings.trace.propose)
        ]
    )
    np.save(archive.folder / f"proposed-{number:05}.npy", pack_proposals(proposed))
    rows = judge(archive, proposed)
    if len(rows):
        np.save(archive.folder / f"passages-{number:05}.npy", rows)


def _keys_within(folder: Path, name: str, low: int, high: int) -> I64:
    """Return the keys of pairs whose later sentence is from *low* to below *high*."""
    found: list[NDArray[np.int64]] = []
    for path in sorted(folder.glob(f"keys-{name}-*")):
        keys = np.memmap(path, np.int64, "r")
        span = np.searchsorted(keys, [low << (PAIR_BITS + 1), high << (PAIR_BITS + 1)])
        found.append(np.array(keys[span[0] : span[1]]))  # sorted in place later
    return concatenated(found, np.int64)
