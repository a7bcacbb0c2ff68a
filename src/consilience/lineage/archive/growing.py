"""More documents for an archive: only what they touch is looked at again.

A new document meets the fingerprints that are kept. Where it changes how older documents are
linked (a fingerprint becomes common, a sentence turns out to be furniture or a formula, an earlier
copy moves the middle of a star), these pairs are judged again. The passages are those of an
archive built from all documents at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.archive.archive import Archive
from consilience.lineage.archive.building import channel_keys, mark_sentences, sketch_part
from consilience.lineage.archive.judging import judge
from consilience.lineage.archive.runs import SENTENCES, SHAPES, Run
from consilience.lineage.archive.shelf import ShelfDocument
from consilience.lineage.candidates import PAIR_BITS
from consilience.lineage.hashes import I64, U64, Bools, concatenated
from consilience.lineage.proposals import Channel, channels, join_proposals, pairs_of_keys
from consilience.lineage.sketches import Fingerprints

_PROBED: Final = 64
"""Places of a hash in a run that are looked at to tell whether it stands in many documents."""

_DOCUMENT_BITS: Final = 31


def extend_archive(archive: Archive, documents: Iterable[ShelfDocument]) -> Archive:
    """Add *documents* to an archive that was built; return it with all of their passages."""
    before = archive.passages()
    old_marks = np.array(archive.marks)
    old = Archive(archive.folder, archive.settings)
    old_count, old_runs = old.shelf.count, old.runs
    if old.shelf.add(documents) == 0:
        return archive
    grown = Archive(archive.folder, archive.settings)
    sketch_part((grown, old_count, grown.shelf.count))
    grown.write_documents()
    growth = _Growth(grown, old_runs.runs, old_marks)
    affected, rows = growth.judge_again()
    kept = before[~np.isin(_document_pairs(before[:, 0], before[:, 1]), affected)]
    for path in archive.folder.glob("passages-*.npy"):
        path.unlink()
    np.save(archive.folder / "passages-00000.npy", np.concatenate([kept, rows]))
    return grown


def _document_pairs(one: I64, two: I64) -> I64:
    """Return a number for each pair of documents, whichever comes first."""
    pairs: I64 = (np.maximum(one, two) << _DOCUMENT_BITS) | np.minimum(one, two)
    return pairs


class _Growth:
    """What the last run of an archive changes."""

    def __init__(
        self, archive: Archive, old_runs: tuple[Run, ...], old_marks: NDArray[np.uint8]
    ) -> None:
        self._archive = archive
        self._old_runs = type(archive.runs)(old_runs)
        self._new = archive.runs.runs[len(old_runs)]
        self._sentences = old_marks.size  # of the older documents
        self._documents = self._old_runs.first.size - 1
        self._channels = channels(archive.settings.trace.propose)
        self._flipped = self._mark_again(old_marks)

    def _mark_again(self, old_marks: NDArray[np.uint8]) -> I64:
        """Write what is known of sentences now; return the older documents in which it changed."""
        archive = self._archive
        marks = np.zeros(int(archive.first[-1]), np.uint8)
        marks[: self._sentences] = old_marks
        for name in (SENTENCES, SHAPES):
            hashes = np.unique(self._new.column(name, "hash"))
            touched = archive.runs.of_hashes(name, hashes)
            flag, places = mark_sentences(archive, name, touched)
            marks[touched.first] &= np.uint8(~flag & 0xFF)
            marks[places] |= np.uint8(flag)
        archive.save("marks", marks)
        changed = np.flatnonzero(marks[: self._sentences] != old_marks)
        return np.unique(archive.document[changed]).astype(np.int64)

    def judge_again(self) -> tuple[I64, I64]:
        """Return the pairs of documents that are touched, and all of their passages now."""
        fresh: list[I64] = []
        changed: list[I64] = []
        for channel in self._channels:
            own, others = self._changed_keys(channel)
            fresh.append(own)
            changed.append(self._pairs_of(others))
        old_pairs = self._with_flipped(np.unique(concatenated(changed, np.int64)))
        again = self._keys_between(old_pairs)
        proposed = join_proposals(
            [
                pairs_of_keys(np.concatenate([own, other]), channel.least)
                for channel, own, other in zip(self._channels, fresh, again, strict=True)
            ]
        )
        new_pairs = self._pairs_of(concatenated(fresh, np.int64))
        return np.union1d(old_pairs, new_pairs), judge(self._archive, proposed)

    def _changed_keys(self, channel: Channel) -> tuple[I64, I64]:
        """Return the keys of pairs with a new sentence, and those of older pairs that changed."""
        hashes = np.unique(self._new.column(channel.name, "hash"))
        touched = self._marks(channel, hashes, old_only=True)
        keys = channel_keys(self._archive, channel, touched)
        with_new = keys >= self._sentences << (PAIR_BITS + 1)
        older = touched[touched.first < self._sentences]
        before = channel_keys(self._archive, channel, older)
        return keys[with_new], _difference(keys[~with_new], before)

    def _marks(self, channel: Channel, hashes: U64, *, old_only: bool) -> Fingerprints:
        """Return all fingerprints with *hashes*, but for those too common to link anything."""
        most = channel.sharing.max_documents
        if most is not None:
            runs = self._old_runs if old_only else self._archive.runs
            hashes = hashes[~runs.stand_in_many(channel.name, hashes, most, probed=_PROBED)]
        return self._archive.runs.of_hashes(channel.name, hashes)

    def _pairs_of(self, keys: I64) -> I64:
        """Return the pairs of documents that *keys* link, each once."""
        document = self._archive.document
        b = document[keys >> (PAIR_BITS + 1)].astype(np.int64)
        a = document[(keys >> 1) & ((1 << PAIR_BITS) - 1)].astype(np.int64)
        return np.unique(_document_pairs(a, b))

    def _with_flipped(self, pairs: I64) -> I64:
        """Return older *pairs* and all pairs of documents whose sentences are known otherwise."""
        if self._flipped.size == 0:
            return pairs
        flipped = np.zeros(self._archive.first.size - 1, bool)
        flipped[self._flipped] = True
        found = [pairs]
        for keys in self._keys_of(self._flipped):
            linked = self._pairs_of(keys)
            found.append(linked[_touches(linked, flipped) & self._is_old(linked)])
        before = self._archive.passages()[:, :2]
        linked = _document_pairs(before[:, 0], before[:, 1])
        found.append(linked[_touches(linked, flipped)])
        return np.unique(np.concatenate(found))

    def _is_old(self, pairs: I64) -> Bools:
        old: Bools = pairs >> _DOCUMENT_BITS < self._documents
        return old

    def _keys_between(self, pairs: I64) -> list[I64]:
        """Return the keys of each channel that link *pairs* of older documents."""
        documents = np.unique(pairs & ((1 << _DOCUMENT_BITS) - 1))
        found = []
        for keys in self._keys_of(documents):
            b = self._archive.document[keys >> (PAIR_BITS + 1)].astype(np.int64)
            a = self._archive.document[(keys >> 1) & ((1 << PAIR_BITS) - 1)].astype(np.int64)
            found.append(keys[np.isin(_document_pairs(a, b), pairs)])
        return found

    def _keys_of(self, documents: I64) -> list[I64]:
        """Return the keys of each channel that fingerprints of *documents* link."""
        if documents.size == 0:
            return [np.zeros(0, np.int64) for _ in self._channels]
        hashes = self._archive.hashes_of(documents)
        return [
            channel_keys(
                self._archive, channel, self._marks(channel, hashes[channel.name], old_only=False)
            )
            for channel in self._channels
        ]


def _touches(pairs: I64, documents: Bools) -> Bools:
    touches: Bools = (
        documents[pairs >> _DOCUMENT_BITS] | documents[pairs & ((1 << _DOCUMENT_BITS) - 1)]
    )
    return touches


def _difference(one: I64, two: I64) -> I64:
    """Return the values that stand in *one* and *two*, both sorted, not equally often."""
    values = np.unique(np.concatenate([one, two]))
    counts = [
        np.searchsorted(keys, values, side="right") - np.searchsorted(keys, values)
        for keys in (one, two)
    ]
    differing: I64 = values[counts[0] != counts[1]]
    return differing
