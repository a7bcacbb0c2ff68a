"""From proposed pairs of sentences of an archive to passages, a few documents at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

import numpy as np

from consilience.lineage.archive.archive import COLUMNS, FORMULA, RECURRING, Archive
from consilience.lineage.archive.runs import HASHES, OUTLINES
from consilience.lineage.candidates import PAIR_BITS
from consilience.lineage.copies import judge_proposals
from consilience.lineage.hashes import I64, concatenated, ranges
from consilience.lineage.outlines import may_be_copies
from consilience.lineage.pairs import SentencePairs
from consilience.lineage.passages import run_table
from consilience.lineage.proposals import Proposals
from consilience.lineage.quotations import is_quoted
from consilience.lineage.seen import SentenceMarks
from consilience.lineage.sentences import find_sentences, stretch_bounds
from consilience.lineage.words import Corpus, cut_words

_SCREENED: Final = 500_000
"""Proposed pairs of sentences whose outlines are in memory at a time."""


def judge(archive: Archive, proposed: Proposals) -> I64:
    """Return the passages that *proposed* pairs of sentences lead to, as `COLUMNS`."""
    steps = range(0, proposed.key.size, _SCREENED)
    kept = [_plausible(archive, proposed[at : at + _SCREENED]) for at in steps]
    plausible = Proposals(
        concatenated([part.key for part in kept], np.int64),
        concatenated([part.rare for part in kept], bool),
    )
    found = [_judge_part(archive, part) for part in _parts(archive, plausible)]
    return np.concatenate([np.zeros((0, len(COLUMNS)), np.int64), *found])


def _plausible(archive: Archive, proposed: Proposals) -> Proposals:
    """Return those of *proposed* that are worth the texts: see `lineage.outlines`."""
    recurring = (archive.marks[proposed.a] | archive.marks[proposed.b]) & RECURRING > 0
    proposed = proposed[~recurring]
    hash_a, hash_b = (archive.runs.of_sentences(HASHES, side) for side in (proposed.a, proposed.b))
    kept = hash_a == hash_b
    rest = np.flatnonzero(~kept)
    doubtful = proposed[rest]
    kept[rest] = may_be_copies(
        archive.runs.of_sentences(OUTLINES, doubtful.a),
        archive.runs.of_sentences(OUTLINES, doubtful.b),
        near=False,
        parts=doubtful.rare,
        settings=archive.settings.trace.align,
    )
    return proposed[kept]


def _parts(archive: Archive, proposed: Proposals) -> Iterator[Proposals]:
    """Yield the proposals of so many pairs of documents, whole pairs of documents at a time."""
    documents = [archive.document[side].astype(np.int64) for side in (proposed.b, proposed.a)]
    order = np.lexsort((proposed.key, documents[1], documents[0]))
    keys = (documents[0][order] << PAIR_BITS) | documents[1][order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: keys.size])
    cuts = [*starts[:: archive.settings.judged_pairs].tolist(), keys.size]
    for start, end in itertools.pairwise(cuts):
        yield proposed[order[start:end]]


def _judge_part(archive: Archive, proposed: Proposals) -> I64:
    used = np.zeros(archive.first.size - 1, bool)
    for side in (proposed.a, proposed.b):
        used[archive.document[side]] = True
    documents = np.flatnonzero(used)
    texts = archive.shelf.texts(documents.tolist())
    # In the order of their ids, so that the sides of a pair never depend on who came first.
    order = np.argsort(archive.by_id[documents])
    documents = documents[order]
    corpus = cut_words(("",) * len(texts), tuple(texts[at] for at in order.tolist()), None)
    sentences = find_sentences(corpus)
    first = np.asarray(archive.first)[documents]
    counts = np.asarray(archive.first)[documents + 1] - first
    known = archive.marks[ranges(first, counts)]
    marks = SentenceMarks(
        known & RECURRING > 0,
        known & FORMULA > 0,
        is_quoted(corpus),
        archive.runs.of_sentences(OUTLINES, ranges(first, counts)),
    )
    pairs = judge_proposals(
        corpus,
        sentences,
        _renumbered(archive, proposed, documents=documents, counts=counts),
        marks=marks,
        settings=archive.settings.trace.align,
    )
    return _passages(corpus, run_table(pairs, sentences.document), documents)


def _renumbered(archive: Archive, proposed: Proposals, *, documents: I64, counts: I64) -> Proposals:
    """Return *proposed* with the sentences numbered as in a corpus of *documents*."""
    local = np.full(archive.first.size - 1, -1, np.int64)
    local[documents] = np.cumsum(counts) - counts
    sides = []
    for side in (proposed.a, proposed.b):
        document = archive.document[side]
        sides.append(local[document] + side - np.asarray(archive.first)[document])
    low, high = np.minimum(*sides), np.maximum(*sides)
    key = (high << PAIR_BITS) | low
    order = np.argsort(key, kind="stable")
    return Proposals(key[order], proposed.rare[order])


def _passages(corpus: Corpus, runs: SentencePairs, documents: I64) -> I64:
    rows = []
    for run in runs:
        a, b = int(corpus.document[run.first_a]), int(corpus.document[run.first_b])
        words = run.last_a - run.first_a + 1 + run.last_b - run.first_b + 1
        span_a = stretch_bounds(corpus, run.first_a, run.last_a)
        span_b = stretch_bounds(corpus, run.first_b, run.last_b)
        rows.append((a, b, run.code, run.same, words, *span_a, *span_b))
    found = np.array(rows, np.int64).reshape(-1, len(COLUMNS))
    found[:, :2] = documents[found[:, :2]]
    return found
