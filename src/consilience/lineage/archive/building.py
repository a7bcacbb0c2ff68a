"""Copies in an archive: sketch, sort by hash, propose, judge; each step in parts of bounded size.

The parts are independent of each other: run them one after the other or over processes, in as
many parts as memory asks for, and the passages are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.archive import disk
from consilience.lineage.archive.archive import FORMULA, RECURRING, Archive
from consilience.lineage.archive.judging import judge
from consilience.lineage.archive.manifest import Manifest, forget_manifest, write_manifest
from consilience.lineage.archive.runs import (
    MIDDLES,
    SENTENCES,
    SHAPES,
    part_common,
    part_name,
    write_fingerprints,
    write_run,
)
from consilience.lineage.archive.shelf import Shelf
from consilience.lineage.candidates import PAIR_BITS, find_hits, find_middles
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

_KEYS: Final = "keys"
"""Folder with the pairs of sentences that share a fingerprint, while they are counted."""

Mapping = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""Runs a task for each of its arguments: `map`, or that of a pool of processes."""


def build_archive(archive: Archive, run: Mapping = map) -> Archive:
    """Find the passages of all documents on the shelf of *archive*; return it when it is built.

    What a run that was killed has left in the folder is removed first.

    Args:
        archive: Whose folder holds a shelf.
        run: Runs tasks; they share nothing but files.
    """
    for step in (sketch_shelf, find_candidates, judge_candidates):
        archive = step(archive, run)
    return commit(archive)


def sketch_shelf(archive: Archive, run: Mapping = map) -> Archive:
    """Write the sketches of all documents; return the archive as far as it is made."""
    folder, settings = archive.folder, archive.settings
    forget_manifest(folder)
    remove_leftovers(folder, None)
    count = Shelf(folder).count
    draft = Archive(folder, settings, Manifest(documents=count, settings=settings.mark))
    draft = sketch_documents(draft, 0, run)
    disk.make(draft.columns)
    draft.write_documents()
    return draft


def sketch_documents(archive: Archive, start: int, run: Mapping = map) -> Archive:
    """Write the sketches of the documents from *start* on; return the archive with them."""
    count, size = archive.shelf.count, archive.settings.run_documents
    tasks = [(archive, at, min(count, at + size)) for at in range(start, count, size)]
    names = tuple(run(_sketch_part, tasks))
    return archive.drafted(runs=(*archive.manifest.runs, *names))


def find_candidates(archive: Archive, run: Mapping = map) -> Archive:
    """Write what is known of sentences, and the pairs of them that share a fingerprint."""
    disk.make(archive.runs.place.folder)
    disk.make(archive.folder / _KEYS)
    marks = np.zeros(int(archive.first[-1]), np.uint8)
    names = [channel.name for channel in channels(archive.settings.trace.propose)]
    for name in (SHAPES, *names):
        for flag, places in run(_find_part, _hash_ranges(archive, name)):
            marks[places] |= np.uint8(flag)
        # One channel after the other, so that the disk never holds all of them twice.
        for each in archive.runs.runs:
            each.drop_fingerprints(name)
    archive.save("marks", marks)
    return archive.drafted(merged=len(archive.runs.runs))


def judge_candidates(archive: Archive, run: Mapping = map) -> Archive:
    """Write the passages that the candidates lead to."""
    keys = sum(path.stat().st_size // 8 for path in (archive.folder / _KEYS).iterdir())
    parts = max(1, -(-keys // archive.settings.range_keys))
    count = archive.first.size - 1
    cuts = [int(archive.first[count * part // parts]) for part in range(parts + 1)]
    tasks = [(archive, number, cuts[number : number + 2]) for number in range(parts)]
    for _ in run(_judge_part, tasks):
        pass
    disk.remove(archive.folder / _KEYS)
    return archive


def commit(archive: Archive, *, place: bool = True) -> Archive:
    """Make what was drafted the archive, in one step; return it.

    Until then what was there before is untouched.

    Args:
        archive: A draft.
        place: Fingerprints were merged anew.
    """
    manifest = archive.manifest
    fresh = [archive.folder / name for name in manifest.runs[0 if place else manifest.merged :]]
    if place:
        fresh.append(archive.runs.place.folder)
    disk.sync([*archive.shelf.files, *fresh, archive.columns])
    write_manifest(archive.folder, manifest)
    remove_leftovers(archive.folder, manifest)
    return Archive(archive.folder, archive.settings)


def remove_leftovers(folder: Path, manifest: Manifest | None) -> None:
    """Remove what does not belong to the archive in *folder* but for its shelf."""
    kept = {*manifest.runs, manifest.columns, "merged"} if manifest else set()
    for pattern in ("run-*", "columns-*", "merged", _KEYS):
        for path in sorted(folder.glob(pattern)):
            if path.name not in kept:
                disk.remove(path)


def _hash_ranges(archive: Archive, name: str) -> list[Any]:
    """Return the ranges of hashes of a channel, none with very many fingerprints."""
    parts = max(1, -(-archive.runs.size(name) // archive.settings.range_marks))
    return [
        (archive, name, number, part) for number, part in enumerate(archive.runs.parts(name, parts))
    ]


def _sketch_part(task: tuple[Archive, int, int]) -> str:
    """Write the sketches of some documents in a row as a run; return its name."""
    archive, start, end = task
    step = archive.settings.batch_documents
    found = [archive.sketch(range(at, min(end, at + step))) for at in range(start, end, step)]
    most = archive.settings.trace.propose.max_rare_documents
    name = f"run-{start:09}"
    write_run(archive.folder / name, join_sketches(found), max_rare_documents=most)
    return name


def _find_part(task: tuple[Archive, str, int, Any]) -> tuple[int, I64]:
    """Write the pairs that some fingerprints link; return which sentences they mark, and how."""
    archive, name, number, part = task
    found = archive.runs.within(name, part)
    channel = _named(archive.settings.trace.propose, name)
    place, file = archive.runs.place.folder, part_name(name, number)
    if channel is not None and channel.sharing.max_documents is not None:
        found, common = part_common(found, archive.document, channel.sharing.max_documents)
        disk.write(place / f"{file}.common", common)
    write_fingerprints(place, file, found)
    if channel is not None:
        _write_links(archive, channel, file, linking(archive, name, found))
    return mark_sentences(archive, name, found)


def _write_links(archive: Archive, channel: Channel, file: str, found: Fingerprints) -> None:
    keys = channel_keys(archive, channel, found)
    if keys.size:
        disk.write(archive.folder / _KEYS / file, keys)
    middles = find_middles(found, archive.document, order=archive.by_date, sharing=channel.sharing)
    write_fingerprints(archive.runs.place.folder, f"{MIDDLES}-{file}", middles)


def mark_sentences(archive: Archive, name: str, found: Fingerprints) -> tuple[int, I64]:
    """Return which of the sentences *found* are formulas (`SHAPES`) or recur (`SENTENCES`)."""
    if name not in (SHAPES, SENTENCES):
        return 0, np.zeros(0, np.int64)
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
    hits = find_hits(found, archive.document, order=archive.by_date, sharing=channel.sharing)
    keys = (hits.key << 1) | hits.few
    keys.sort()
    return keys


def linking(archive: Archive, name: str, found: Fingerprints) -> Fingerprints:
    """Return those of *found* that may link sentences: very short ones do not."""
    if name != SENTENCES:
        return found
    found = found[found.last >= archive.settings.trace.propose.min_sentence_words]
    return Fingerprints(found.hash, found.first, found.first)


def _named(settings: ProposalSettings, name: str) -> Channel | None:
    return next((channel for channel in channels(settings) if channel.name == name), None)


def _judge_part(task: tuple[Archive, int, tuple[int, int]]) -> None:
    archive, number, (low, high) = task
    proposed = join_proposals(
        [
            pairs_of_keys(
                _keys_within(archive.folder / _KEYS, channel.name, low, high), channel.least
            )
            for channel in channels(archive.settings.trace.propose)
        ]
    )
    archive.save(f"proposed-{number:05}", pack_proposals(proposed))
    rows = judge(archive, proposed)
    if len(rows):
        archive.save(f"passages-{number:05}", rows)


def _keys_within(folder: Path, name: str, low: int, high: int) -> I64:
    """Return the keys of pairs whose later sentence is from *low* to below *high*."""
    found: list[NDArray[np.int64]] = []
    for path in sorted(folder.glob(f"{name}-*")):
        keys = np.memmap(path, np.int64, "r")
        span = np.searchsorted(keys, [low << (PAIR_BITS + 1), high << (PAIR_BITS + 1)])
        found.append(np.array(keys[span[0] : span[1]]))  # sorted in place later
    return concatenated(found, np.int64)
