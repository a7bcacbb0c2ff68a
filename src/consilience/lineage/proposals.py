"""Which pairs of sentences are worth aligning?

Channels propose: fingerprints of words, whole sentences, fingerprints of frames, quoted words, and
rare words in common (names, numbers, unusual words), which survive a free rewording.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from consilience.lineage.candidates import PAIR_BITS, Sharing, find_hits
from consilience.lineage.hashes import I64, Bools
from consilience.lineage.sketches import Sketches


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSettings:
    """When a fingerprint is too common for pairs, and how much speaks for one."""

    min_sentence_words: int = 4
    max_places: int = 50  # a fingerprint in more is linked to the earliest document only
    few_places: int = 12  # a fingerprint in more may be a stock phrase
    max_rare_documents: int = 20  # documents in which a rare word may stand
    min_rare_words: int = 2  # that two sentences must share to be looked at


@dataclass(frozen=True, slots=True)
class Channel:
    """One sort of fingerprint, and what it takes to make a pair."""

    name: str
    least: int  # common fingerprints that make a pair where none stands in few places
    sharing: Sharing


def channels(settings: ProposalSettings) -> tuple[Channel, ...]:
    """Return the channels in which pairs are looked for.

    Raises:
        ValueError: a fingerprint could be in few places and in too many at once.
    """
    if settings.few_places > settings.max_places:
        raise ValueError(f"{settings.few_places} places are few and over {settings.max_places}")
    common = Sharing(cap=settings.max_places, few=settings.few_places)
    rare = Sharing(cap=settings.max_places, few=0, max_documents=settings.max_rare_documents)
    return (
        Channel("words", 2, common),
        Channel("sentences", 1, common),
        Channel("frames", 3, common),
        Channel("quotations", 1, common),
        Channel("rare", settings.min_rare_words, rare),
    )


@dataclass(frozen=True, slots=True)
class Proposals:
    """Pairs of sentences to align, in the order of their keys."""

    key: I64  # see `candidates.PAIR_BITS`
    rare: Bools  # a fingerprint of few places speaks for the pair

    def __getitem__(self, chosen: Any) -> Proposals:
        """Return those that an index, a mask or a slice chooses."""
        return Proposals(self.key[chosen], self.rare[chosen])

    @property
    def a(self) -> I64:
        """Number of the first sentence."""
        return self.key & ((1 << PAIR_BITS) - 1)

    @property
    def b(self) -> I64:
        """Number of the second sentence, of a later document."""
        return self.key >> PAIR_BITS


def propose(sketches: Sketches, order: I64, *, settings: ProposalSettings) -> Proposals:
    """Return the pairs of sentences of different documents that are worth aligning.

    Args:
        sketches: Of all documents.
        order: Rank of each document by its date, the earliest first.
        settings: What is too common, and how much is enough.
    """
    document = sketches.document
    found = []
    for channel in channels(settings):
        if channel.name == "sentences":
            marks = sketches.sentences(min_words=settings.min_sentence_words)
        else:
            marks = sketches.channel(channel.name)
        hits = find_hits(marks.by_hash(), document, order=order, sharing=channel.sharing)
        found.append(pairs_of_keys((hits.key << 1) | hits.few, channel.least))
    return join_proposals(found)


def pairs_of_keys(keys: I64, least: int) -> Proposals:
    """Return the pairs of sentences for which enough shared fingerprints speak.

    A stock phrase stands in many places. A pair counts when a fingerprint of few places speaks for
    it, or when at least *least* fingerprints do.

    Args:
        keys: For each hit two pairs, shifted by one bit; the bit tells of a fingerprint of few
            places. Sorted by this function.
        least: Fingerprints.
    """
    keys.sort()
    pairs = keys >> 1
    starts = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1])[: pairs.size])
    counts = np.diff(np.append(starts, pairs.size))
    # Sorted last among its equals, a hit of few places is seen at the end of its group.
    rare = (keys[starts + counts - 1] & 1).astype(bool)
    kept = rare | (counts >= 2 * least)
    return Proposals(pairs[starts][kept], rare[kept])


def pack_proposals(proposals: Proposals) -> I64:
    """Return each of *proposals* as one number."""
    packed: I64 = (proposals.key << 1) | proposals.rare
    return packed


def unpack_proposals(packed: I64) -> Proposals:
    """Return the proposals that were packed."""
    return Proposals(packed >> 1, (packed & 1).astype(bool))


def join_proposals(found: Sequence[Proposals]) -> Proposals:
    """Return the proposals of several channels, each pair once."""
    keys = np.concatenate([pack_proposals(proposals) for proposals in found])
    keys.sort()
    last = np.append(keys[1:] >> 1 != keys[:-1] >> 1, True)[: keys.size]
    return unpack_proposals(keys[last])
