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
from consilience.lineage.archive.runs import SENTENCES, SHAPES, Runs
from consilience.lineage.archive.shelf import ShelfDocument
from consilience.lineage.candidates import PAIR_BITS
from consilience.lineage.hashes import I64, U64, Bools, among, distinct
from consilience.lineage.proposals import (
    Channel,
    Proposals,
    channels,
    join_proposals,
    pack_proposals,
    pairs_of_keys,
    unpack_proposals,
)
from consilience.lineage.sketches import Fingerprints

_PROBED: Final = 64
"""Places of a hash in a run that are looked at to tell whether it stands in many documents."""

_DOCUMENT_BITS: Final = 31


def extend_archive(archive: Archive, documents: Iterable[ShelfDocument]) -> Archive:
    """Add *documents* to an archive that was built; return it with all of their passages."""
    old = Archive(archive.folder, archive.settings)
    passages, proposed, marks = old.passages(), old.proposed(), np.array(old.marks)
    old_count, old_runs = old.shelf.count, old.runs
    if old.shelf.add(documents) == 0:
        return archive
    grown = Archive(archive.folder, archive.settings)
    sketch_part((grown, old_count, grown.shelf.count))
    grown.write_documents()
    growth = _Growth(grown, old_runs, marks)
    touched, proposed = growth.propose_again(proposed)
    pairs = _document_pairs(passages[:, 0], passages[:, 1])
    again = proposed[among(growth.pairs_of(proposed), touched)]
    rows = np.concatenate([passages[~among(pairs, touched)], judge(grown, again)])
    _replace(grown, "proposed", pack_proposals(proposed))
    _replace(grown, "passages", rows)
    return grown


def _replace(archive: Archive, name: str, values: I64) -> None:
    for path in archive.folder.glob(f"{name}-*.npy"):
        path.unlink()
    np.save(archive.folder / f"{name}-00000.npy", values)


def _document_pairs(one: I64, two: I64) -> I64:
    """Return a number for each pair of documents, whichever comes first."""
    pairs: I64 = (np.maximum(one, two) << _DOCUMENT_BITS) | np.minimum(one, two)
    return pairs


class _Growth:
    """What the last run of an archive changes.

    A new document never makes a link between older ones: a fingerprint that becomes common only
    loses some, and the new middle of a star is a new document. So what changes among the older
    ones is among what was proposed before.
    """

    def __init__(self, archive: Archive, old_runs: Runs, old_marks: NDArray[np.uint8]) -> None:
        self._archive = archive
        self._old_runs = old_runs
        self._new = archive.runs.runs[len(old_runs.runs)]
        self._sentences = old_marks.size  # of the older documents
        self._channels = channels(archive.settings.trace.propose)
        self._flipped = self._mark_again(old_marks)

    def _mark_again(self, old_marks: NDArray[np.uint8]) -> Bools:
        """Write what is known of sentences now; return the documents in which it changed."""
        archive = self._archive
        marks = np.zeros(int(archive.first[-1]), np.uint8)
        marks[: self._sentences] = old_marks
        for name in (SENTENCES, SHAPES):
            touched = archive.runs.of_hashes(name, distinct(self._new.column(name, "hash")))
            flag, places = mark_sentences(archive, name, touched)
            marks[touched.first] &= np.uint8(~flag & 0xFF)
            marks[places] |= np.uint8(flag)
        archive.save("marks", marks)
        changed = np.flatnonzero(marks[: self._sentences] != old_marks)
        flipped = np.zeros(archive.first.size - 1, bool)
        flipped[archive.document[changed]] = True
        return flipped

    def propose_again(self, before: Proposals) -> tuple[I64, Proposals]:
        """Return the pairs of documents that are touched, and all proposals as they are now."""
        fresh, lost = [], []
        for channel in self._channels:
            own, changed = self._changed_keys(channel)
            fresh.append(own)
            lost.append(changed >> 1)
        losing = distinct(self.pairs_of(before[among(before.key, distinct(np.concatenate(lost)))]))
        again = self._keys_between(losing)
        found = [
            pairs_of_keys(np.concatenate([own, other]), channel.least)
            for channel, own, other in zip(self._channels, fresh, again, strict=True)
        ]
        before_pairs = self.pairs_of(before)
        flipped = _touches(before_pairs, self._flipped)
        kept = before[~among(before_pairs, losing)]
        new = join_proposals(found)
        touched = np.concatenate([losing, before_pairs[flipped], self.pairs_of(new)])
        return distinct(touched), join_proposals([kept, new])

    def _changed_keys(self, channel: Channel) -> tuple[I64, I64]:
        """Return the keys of pairs with a new sentence, and those of older pairs that changed."""
        hashes = distinct(self._new.column(channel.name, "hash"))
        touched = self._marks(channel, hashes, runs=self._old_runs)
        keys = channel_keys(self._archive, channel, touched)
        with_new = keys >= self._sentences << (PAIR_BITS + 1)
        older = touched[touched.first < self._sentences]
        before = channel_keys(self._archive, channel, older)
        return keys[with_new], _difference(keys[~with_new], before)

    def _marks(self, channel: Channel, hashes: U64, *, runs: Runs) -> Fingerprints:
        """Return all fingerprints with *hashes*, but for those too common in *runs* to link."""
        most = channel.sharing.max_documents
        if most is not None:
            hashes = hashes[~runs.stand_in_many(channel.name, hashes, most, probed=_PROBED)]
        return self._archive.runs.of_hashes(channel.name, hashes)

    def pairs_of(self, proposals: Proposals) -> I64:
        """Return the pair of documents of each of *proposals*."""
        document = self._archive.document
        return _document_pairs(
            document[proposals.a].astype(np.int64), document[proposals.b].astype(np.int64)
        )

    def _keys_between(self, pairs: I64) -> list[I64]:
        """Return the keys of each channel that link *pairs* of older documents."""
        if pairs.size == 0:
            return [np.zeros(0, np.int64) for _ in self._channels]
        hashes = self._archive.hashes_of(distinct(pairs & ((1 << _DOCUMENT_BITS) - 1)))
        found = []
        for channel in self._channels:
            marks = self._marks(channel, hashes[channel.name], runs=self._archive.runs)
            keys = channel_keys(self._archive, channel, marks)
            found.append(keys[among(self.pairs_of(unpack_proposals(keys)), pairs)])
        return found


def _touches(pairs: I64, documents: Bools) -> Bools:
    touches: Bools = (
        documents[pairs >> _DOCUMENT_BITS] | documents[pairs & ((1 << _DOCUMENT_BITS) - 1)]
    )
    return touches


def _difference(one: I64, two: I64) -> I64:
    """Return the values that stand in *one* and *two*, both sorted, not equally often."""
    values = distinct(np.concatenate([one, two]))
    counts = [
        np.searchsorted(keys, values, side="right") - np.searchsorted(keys, values)
        for keys in (one, two)
    ]
    differing: I64 = values[counts[0] != counts[1]]
    return differing
