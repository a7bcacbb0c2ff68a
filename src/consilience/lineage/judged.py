"""Which pairs of documents must be judged, now that the pile is another one?

Whether two sentences are one depends on these two alone (see `alignment`). All that a pile adds is
which of them are proposed, and two marks. So what two documents share, which are as they were, is
as it was where none of these differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from consilience.lineage.hashes import I32, I64, U64, Bools, fresh, mix
from consilience.lineage.proposals import Proposals
from consilience.lineage.seen import SentenceMarks
from consilience.model.documents import Block, Document, Text
from consilience.model.memory import Work
from consilience.model.tables import Tables

Pair = tuple[str, str]

_BITS: Final = 32
"""A pair of documents is one number: that of the first, moved by so many bits, and the other's."""

_LOW: Final = (1 << _BITS) - 1
_LAST: Final = np.iinfo(np.int64).max


class Judged(NamedTuple):
    """By what the pairs of documents of a pile were judged."""

    documents: tuple[str, ...]  # ids, sorted
    pairs: bytes  # of their numbers, ascending
    prints: bytes  # of each pair, see `_prints`


_JUDGED: Final[Work[Judged]] = Work("judged pairs of documents", Judged)


@dataclass(frozen=True, slots=True)
class Unjudged:
    """What is left to judge."""

    again: Bools  # of each proposal: nobody has judged its two documents as it would be done now
    lost: AbstractSet[Pair] | None  # documents that shared something, and may share another thing
    # (``None``: nobody can tell)


def find_unjudged(
    tables: Tables,
    ids: Sequence[str],
    document: I32,
    proposed: Proposals,
    *,
    marks: SentenceMarks,
) -> Unjudged:
    """Return which pairs of documents must be judged, and note by what all of them are.

    Args:
        tables: Of the stage.
        ids: Of the documents, sorted.
        document: Number of that of each sentence.
        proposed: Pairs of sentences.
        marks: Of the sentences.

    """
    keys = document[proposed.a].astype(np.int64) << _BITS | document[proposed.b]
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(fresh(keys[order]))
    pairs = keys[order][starts]
    prints = _prints(document, proposed[order], starts, marks)
    before = tables.noted(_JUDGED)
    tables.note(_JUDGED, Judged(tuple(ids), pairs.tobytes(), prints.tobytes()))
    if before is None or tables.changes is None:
        return Unjudged(np.ones(keys.size, bool), None)
    differing = tables.changes.within(Document, Text, Block)
    same, lost = _compared(
        before, pairs, prints, [key if key not in differing else "" for key in ids]
    )
    again = np.ones(keys.size, bool)
    again[order] = np.repeat(~same, np.diff(np.append(starts, keys.size)))
    return Unjudged(again, lost)


def _prints(document: I32, proposed: Proposals, starts: I64, marks: SentenceMarks) -> U64:
    """Return a hash for each pair of documents: of what is proposed, and of the marks of both.

    Args:
        document: Of each sentence.
        proposed: By pairs of documents.
        starts: Of each pair, its first proposal.
        marks: Of the sentences.

    """
    if starts.size == 0:
        return np.zeros(0, np.uint64)
    first = np.searchsorted(document, np.arange(int(document[-1]) + 1))
    own = np.arange(document.size) - first[document]  # numbers that begin anew in each document
    flags = marks.recurring | marks.formula.astype(np.int64) << 1
    marked = np.flatnonzero(flags)
    of_marks = np.zeros(first.size, np.uint64)
    np.add.at(of_marks, document[marked], mix((own[marked] << 2 | flags[marked]).astype(np.uint64)))
    a, b = proposed.a, proposed.b
    whole = (own[b] << 32 | own[a] << 1 | proposed.rare).astype(np.uint64)
    sums = np.add.reduceat(mix(whole), starts)
    found: U64 = mix(mix(sums + of_marks[document[a[starts]]]) + of_marks[document[b[starts]]])
    return found


def _compared(
    before: Judged, pairs: I64, prints: U64, ids: Sequence[str]
) -> tuple[Bools, frozenset[Pair]]:
    """Return which of *pairs* are judged by the same, and which of those *before* are not.

    Args:
        before: What was noted.
        pairs: Of documents, ascending.
        prints: Of each.
        ids: Of the documents; none where one differs.

    """
    number = {key: at for at, key in enumerate(ids) if key}
    now = np.array([number.get(key, -1) for key in before.documents], np.int64)
    old = np.frombuffer(before.pairs, np.int64)
    one, two = now[old >> _BITS], now[old & _LOW]
    there = np.flatnonzero((one >= 0) & (two >= 0))
    # As ids are sorted, these ascend too. Behind the last stands a pair that is none.
    known = np.append(one[there] << _BITS | two[there], _LAST)
    held = np.append(np.frombuffer(before.prints, np.uint64)[there], np.uint64(0))
    at = np.searchsorted(known, pairs)
    same: Bools = (known[at] == pairs) & (held[at] == prints)
    lost = np.ones(old.size, bool)
    lost[there[at[same]]] = False
    names = before.documents
    return same, frozenset((names[key >> _BITS], names[key & _LOW]) for key in old[lost].tolist())
