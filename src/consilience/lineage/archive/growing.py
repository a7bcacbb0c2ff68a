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

from consilience.lineage.archive import disk
from consilience.lineage.archive.archive import Archive
from consilience.lineage.archive.building import (
    channel_keys,
    commit,
    linking,
    mark_sentences,
    remove_leftovers,
    sketch_documents,
)
from consilience.lineage.archive.judging import judge
from consilience.lineage.archive.runs import SENTENCES, SHAPES, joined
from consilience.lineage.archive.shelf import ShelfDocument
from consilience.lineage.candidates import PAIR_BITS, first_places, pair_keys
from consilience.lineage.hashes import I64, U64, Bools, among, concatenated, distinct, fresh, ranges
from consilience.lineage.proposals import (
    Channel,
    Proposals,
    channels,
    join_proposals,
    pack_proposals,
    pairs_of_keys,
    unpack_proposals,
)
from consilience.lineage.sketches import CHANNELS, Fingerprints

_DOCUMENT_BITS: Final = 31
_LOW: Final = (1 << PAIR_BITS) - 1


def extend_archive(archive: Archive, documents: Iterable[ShelfDocument]) -> Archive:
    """Add *documents* to an archive that was built; return it with all of their passages.

    A run that is killed leaves the archive as it was. *archive* itself is not to be used further.
    """
    old = Archive(archive.folder, archive.settings)
    manifest = old.manifest
    remove_leftovers(old.folder, manifest)
    added = old.shelf.add(documents)
    if added == 0:
        return old
    count = manifest.documents
    grown = old.drafted(generation=manifest.generation + 1, documents=count + added)
    disk.make(grown.columns)
    grown = sketch_documents(grown, count)
    grown.write_documents()
    growth = _Growth(grown, old)
    touched, proposed = growth.propose_again(old.proposed())
    passages = old.passages()
    pairs = _document_pairs(passages[:, 0], passages[:, 1])
    again = proposed[among(growth.pairs_of(proposed), touched)]
    rows = np.concatenate([passages[~among(pairs, touched)], judge(grown, again)])
    grown.save("proposed-00000", pack_proposals(proposed))
    grown.save("passages-00000", rows)
    return commit(grown, place=False)


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

    def __init__(self, archive: Archive, old: Archive) -> None:
        self._archive = archive
        self._new = archive.runs.runs[len(old.runs.runs) :]
        self._sentences = old.marks.size  # of the older documents
        self._channels = channels(archive.settings.trace.propose)
        self._flipped = self._mark_again(old.marks)

    def _mark_again(self, old_marks: NDArray[np.uint8]) -> Bools:
        """Write what is known of sentences now; return the documents in which it changed."""
        archive = self._archive
        marks = np.zeros(int(archive.first[-1]), np.uint8)
        marks[: self._sentences] = old_marks
        for name in (SENTENCES, SHAPES):
            touched = archive.runs.of_hashes(name, self._new_hashes(name))
            flag, places = mark_sentences(archive, name, touched)
            marks[touched.first] &= np.uint8(~flag & 0xFF)
            marks[places] |= np.uint8(flag)
        archive.save("marks", marks)
        changed = np.flatnonzero(marks[: self._sentences] != old_marks)
        flipped = np.zeros(archive.first.size - 1, bool)
        flipped[archive.document[changed]] = True
        return flipped

    def _new_hashes(self, channel: str) -> U64:
        columns = [np.asarray(run.column(channel, "hash")) for run in self._new]
        return distinct(concatenated(columns, np.uint64))

    def propose_again(self, before: Proposals) -> tuple[I64, Proposals]:
        """Return the pairs of documents that are touched, and all proposals as they are now."""
        gained, lost = [], []
        for channel in self._channels:
            own, changed = self._changed_keys(channel)
            gained.append(own)
            lost.append(changed >> 1)
        losing = among(before.key, distinct(np.concatenate(lost)))
        again = self._keys_of(before.key[losing])
        found = [
            pairs_of_keys(np.concatenate([own, other]), channel.least)
            for channel, own, other in zip(self._channels, gained, again, strict=True)
        ]
        now = join_proposals([before[~losing], join_proposals(found)])
        changed = np.setxor1d(pack_proposals(before), pack_proposals(now), assume_unique=True)
        before_pairs = self.pairs_of(before)
        flipped = before_pairs[_touches(before_pairs, self._flipped)]
        touched = np.concatenate([self.pairs_of(unpack_proposals(changed)), flipped])
        return distinct(touched), now

    def _changed_keys(self, channel: Channel) -> tuple[I64, I64]:
        """Return the keys of pairs with a new sentence, and those of older pairs that changed."""
        hashes = self._new_hashes(channel.name)
        middles = self._archive.runs.place.middles(channel.name)
        starred = among(hashes, middles.hash)
        in_stars, moved = self._star_keys(channel, middles[among(middles.hash, hashes)])
        touched = self._marks(channel, np.sort(np.concatenate([hashes[~starred], moved])))
        keys = channel_keys(self._archive, channel, touched)
        with_new = keys >= self._sentences << (PAIR_BITS + 1)
        older = touched[touched.first < self._sentences]
        before = channel_keys(self._archive, channel, older)
        gained = np.concatenate([keys[with_new], in_stars])
        return gained, _difference(keys[~with_new], before)

    def _star_keys(self, channel: Channel, middles: Fingerprints) -> tuple[I64, U64]:
        """Return the keys of new sentences with the *middles* of stars, and the stars that moved.

        Where a middle stays, no other older place need be looked at.
        """
        archive = self._archive
        loose = archive.runs.of_hashes(channel.name, middles.hash, merged=False)
        marks = joined([middles, linking(archive, channel.name, loose)]).by_hash()
        marks = first_places(marks, archive.document)
        if marks.hash.size == 0:
            return np.zeros(0, np.int64), marks.hash
        rank = np.asarray(archive.by_date)[archive.document[marks.first]]
        starts = np.flatnonzero(fresh(marks.hash))
        group = np.cumsum(fresh(marks.hash)) - 1
        new = marks.first >= self._sentences
        never = np.iinfo(np.int64).max
        earliest = np.minimum.reduceat(np.where(new, never, rank), starts)
        moved = np.minimum.reduceat(rank, starts) < earliest
        place = np.where((rank == earliest[group]) & ~new, np.arange(rank.size), never)
        middle = np.minimum.reduceat(place, starts)[group]
        linked = np.flatnonzero(new & ~moved[group])
        keys = [
            pair_keys(column[middle[linked]], column[linked]) << 1
            for column in (marks.first, marks.last)
        ]
        return np.concatenate(keys), marks.hash[starts[moved]]

    def _marks(self, channel: Channel, hashes: U64) -> Fingerprints:
        """Return all fingerprints with *hashes*, but for those that were too common to link."""
        if channel.sharing.max_documents is not None:
            common = self._archive.runs.place.common(channel.name)
            hashes = hashes[~among(hashes, common)]
        found = self._archive.runs.of_hashes(channel.name, hashes)
        return linking(self._archive, channel.name, found)

    def pairs_of(self, proposals: Proposals) -> I64:
        """Return the pair of documents of each of *proposals*."""
        document = self._archive.document
        return _document_pairs(
            document[proposals.a].astype(np.int64), document[proposals.b].astype(np.int64)
        )

    def _keys_of(self, pairs: I64) -> list[I64]:
        """Return the keys of each channel that link the *pairs* of older sentences."""
        linking = self._fingerprints_of(
            distinct(np.concatenate([pairs >> PAIR_BITS, pairs & _LOW]))
        )
        found = []
        for channel in self._channels:
            marks = self._marks(channel, linking[channel.name])
            keys = channel_keys(self._archive, channel, marks)
            found.append(keys[among(keys >> 1, pairs)])
        return found

    def _fingerprints_of(self, sentences: I64) -> dict[str, U64]:
        """Return the distinct hashes of the fingerprints of older *sentences*, by channel."""
        archive = self._archive
        documents = distinct(archive.document[sentences].astype(np.int64))
        sketches = archive.sketch(documents.tolist())
        first = np.asarray(archive.first)
        numbers = ranges(first[documents], first[documents + 1] - first[documents])
        wanted = among(numbers, sentences)
        found = {SENTENCES: distinct(sketches.hash[wanted])}
        for name, marks in zip(CHANNELS, sketches.channels, strict=True):
            found[name] = distinct(marks.hash[wanted[marks.first] | wanted[marks.last]])
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
