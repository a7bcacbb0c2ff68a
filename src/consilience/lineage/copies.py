"""From words to pairs of copied sentences: channels, proposals, judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from consilience.lineage.formulas import drop_unsupported, find_formulas
from consilience.lineage.furniture import (
    TRIGGERS,
    FurnitureSettings,
    find_recurring,
    imprints_of,
    reads_like_furniture,
)
from consilience.lineage.hashes import I64, HashSet
from consilience.lineage.judgement import Judge
from consilience.lineage.letters import hash_words
from consilience.lineage.outlines import AlignSettings
from consilience.lineage.pairs import FURNITURE, SentencePairs
from consilience.lineage.proposals import Proposals, ProposalSettings, propose
from consilience.lineage.quotations import is_quoted
from consilience.lineage.seen import SentenceMarks
from consilience.lineage.sentences import Sentences, stretch_bounds
from consilience.lineage.sketches import SketchSettings, sketch_corpus
from consilience.lineage.words import Corpus
from consilience.model.documents import Document

MAX_FURNITURE_WORDS: Final = 121
"""Words of a sentence that are read to tell whether it is furniture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceSettings:
    """How dense fingerprints are, what makes a pair, and when it is a copy."""

    sketch: SketchSettings = field(default_factory=SketchSettings)
    propose: ProposalSettings = field(default_factory=ProposalSettings)
    align: AlignSettings = field(default_factory=AlignSettings)
    furniture: FurnitureSettings = field(default_factory=FurnitureSettings)


def propose_copies(
    corpus: Corpus,
    sentences: Sentences,
    documents: Mapping[str, Document],
    *,
    settings: TraceSettings,
) -> tuple[Proposals, SentenceMarks]:
    """Return the pairs of sentences of different documents to judge, and marks of all sentences."""
    order = rank_by_date(corpus, documents)
    quoted = is_quoted(corpus)
    sketches = sketch_corpus(corpus, sentences, quoted, settings=settings.sketch)
    recurring = find_recurring(
        sentences.hash,
        sentences.length,
        sentences.document.astype(np.int64),
        imprints_of([documents[key] for key in corpus.ids]),
        settings=settings.furniture,
    )
    formulas = find_formulas(sketches.shape, sketches.hash)
    marks = SentenceMarks(recurring, formulas, quoted, sketches.outline)
    return propose(sketches, order, settings=settings.propose), marks


def judge_proposals(
    corpus: Corpus,
    sentences: Sentences,
    proposed: Proposals,
    *,
    marks: SentenceMarks,
    settings: AlignSettings,
) -> SentencePairs:
    """Return those of the *proposed* pairs, and of the pairs beside them, that are copies.

    Furniture that is known by its words is among them, under its kind; furniture that recurs over
    the pages of one outlet is not looked for. What is found of two documents depends on the words
    of these two, on all that is proposed of them, and on their marks: see `judged`.
    """
    recurring = marks.recurring
    proposed = proposed[~(recurring[proposed.a] | recurring[proposed.b])]
    judge = Judge(corpus, sentences, marks=marks, settings=settings)
    found = judge.judge(proposed.a, proposed.b, near=False, parts=proposed.rare)
    grown = judge.grow(found)
    kept = grown[~(recurring[grown.column("a")] | recurring[grown.column("b")])]
    return drop_unsupported(
        _mark_furniture(corpus, sentences, kept),
        document=sentences.document,
        formulas=marks.formula,
        facts=judge.shared_facts,
    )


def rank_by_date(corpus: Corpus, documents: Mapping[str, Document]) -> I64:
    """Return the rank of each document by its date; undated ones come last, ties by id."""
    keys = [(documents[key].published_start or "9999", key) for key in corpus.ids]
    rank = np.zeros(len(keys), np.int64)
    rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return rank


def _mark_furniture(corpus: Corpus, sentences: Sentences, pairs: SentencePairs) -> SentencePairs:
    """Return *pairs* with those called furniture whose words say so.

    Of the same words twice, both must: a mark between them ("Copyright © 2018") can hide it.
    """
    triggers = HashSet(hash_words(sorted(TRIGGERS))).holds(corpus.hash)
    doubtful = np.zeros(sentences.count, bool)
    doubtful[sentences.of_word[triggers]] = True
    taking_part = np.zeros(sentences.count, bool)
    for side in "ab":
        taking_part[pairs.column(side)] = True
    places = np.flatnonzero(doubtful & taking_part)
    words = [_words_of(corpus, sentences, place) for place in places.tolist()]
    reads = {own: reads_like_furniture(own) for own in dict.fromkeys(words)}
    furniture = np.zeros(sentences.count, bool)
    furniture[places] = np.array([reads[own] for own in words], bool)
    a, b = pairs.column("a"), pairs.column("b")
    equal = sentences.hash[a] == sentences.hash[b]
    marked = np.where(equal, furniture[a] & furniture[b], furniture[a] | furniture[b])
    return pairs.replaced("code", np.where(marked, FURNITURE, pairs.column("code")))


def _words_of(corpus: Corpus, sentences: Sentences, place: int) -> str:
    first, end = int(sentences.first[place]), int(sentences.first[place + 1])
    start, stop = stretch_bounds(corpus, first, min(end, first + MAX_FURNITURE_WORDS) - 1)
    return corpus.texts[int(corpus.document[first])][start:stop]
