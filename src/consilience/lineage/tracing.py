"""The stage that finds copies: from documents to passages, lineages and edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from consilience.lineage.alignment import Aligner, AlignSettings, SentencePair, propose_pairs
from consilience.lineage.candidates import find_hits, join_hits
from consilience.lineage.fingerprints import winnow_ngrams
from consilience.lineage.groups import lineage_rows
from consilience.lineage.passages import join_runs, passage_rows
from consilience.lineage.sentences import Sentences, find_sentences, sentence_postings
from consilience.lineage.words import I64, TRACED_KINDS, Corpus, build_corpus
from consilience.model.documents import Block, Document, Text
from consilience.model.lineage import (
    CopyEdge,
    DocumentLineage,
    Lineage,
    LineageMember,
    Passage,
)
from consilience.model.rows import Row
from consilience.model.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceSettings:
    """How dense the fingerprints are, and when a fingerprint is too common for pairs."""

    ngram_words: int = 5
    ngram_window: int = 8
    min_sentence_words: int = 4
    max_documents: int = 50  # a fingerprint in more is linked to the earliest one only
    align: AlignSettings = field(default_factory=AlignSettings)


def trace(tables: Tables, *, settings: TraceSettings) -> Iterator[Row]:
    """Yield passages, edges, lineages with their members, and how much each document shares."""
    documents = {row.id: row for row in tables.of(Document)}
    texts = {row.id: row.text for row in tables.of(Text) if row.id in documents}
    blocks = [
        block
        for block in tables.of(Block)
        if block.kind in TRACED_KINDS and block.repeats is None and block.document in texts
    ]
    corpus = build_corpus(texts, blocks)
    sentences = find_sentences(corpus)
    pairs = find_copied_sentences(
        corpus, sentences, order=rank_by_date(corpus, documents), settings=settings
    )
    passages = list(passage_rows(corpus, join_runs(pairs, sentences)))
    yield from passages
    yield from _edges(passages)
    yield from lineage_rows(
        passages,
        documents,
        texts,
        earlier=tables.of(Lineage),
        earlier_members=tables.of(LineageMember),
    )
    yield from _document_lineages(corpus, passages)


def rank_by_date(corpus: Corpus, documents: dict[str, Document]) -> I64:
    """Return the rank of each document by its date; undated ones come last, ties by id."""
    keys = [(documents[key].published_start or "9999", key) for key in corpus.ids]
    rank = np.zeros(len(keys), np.int64)
    rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return rank


def find_copied_sentences(
    corpus: Corpus, sentences: Sentences, *, order: I64, settings: TraceSettings
) -> list[SentencePair]:
    """Return the pairs of sentences of different documents that were made from one another."""
    channels = [
        winnow_ngrams(corpus, size=settings.ngram_words, window=settings.ngram_window, stream=2),
        sentence_postings(sentences, min_words=settings.min_sentence_words),
    ]
    hits = join_hits(
        *(find_hits(corpus, found, order=order, cap=settings.max_documents) for found in channels)
    )
    one, two = propose_pairs(hits, sentences)
    aligner = Aligner(corpus, sentences, settings.align)
    aligned = (aligner.align(a, b) for a, b in zip(one.tolist(), two.tolist(), strict=True))
    return aligner.grow(pair for pair in aligned if pair is not None)


def _edges(passages: Sequence[Passage]) -> Iterator[CopyEdge]:
    by_pair: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in passages:
        by_pair[passage.document_a, passage.document_b].append(passage.id)
    for (a, b), ids in sorted(by_pair.items()):
        yield CopyEdge(
            id=CopyEdge.make_id(a, b),
            document_a=a,
            document_b=b,
            passages=tuple(sorted(ids)),
            probability_a_first=None,
            common_source=None,
            evidence=(),
            spans=(),
        )


def _document_lineages(corpus: Corpus, passages: Sequence[Passage]) -> Iterator[DocumentLineage]:
    related: dict[str, set[str]] = defaultdict(set)
    covered: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in passages:
        related[passage.document_a].add(passage.document_b)
        related[passage.document_b].add(passage.document_a)
        covered[passage.document_a].append((passage.a.start, passage.a.end))
        covered[passage.document_b].append((passage.b.start, passage.b.end))
    for number, key in enumerate(corpus.ids):
        words = corpus.words_of(number)
        yield DocumentLineage(
            id=DocumentLineage.make_id(key),
            document=key,
            shared_words=_count_inside(corpus.start[words], covered[key]),
            words=words.stop - words.start,
            n_related=len(related[key]),
            spun_share=None,
        )


def _count_inside(starts: I64, stretches: list[tuple[int, int]]) -> int:
    """Return how many of the words at *starts* stand in one of *stretches*."""
    if not stretches:
        return 0
    steps = np.zeros(starts.size + 1, np.int64)
    table = np.asarray(stretches, np.int64)
    np.add.at(steps, np.searchsorted(starts, table[:, 0]), 1)
    np.add.at(steps, np.searchsorted(starts, table[:, 1]), -1)
    return int((np.cumsum(steps[:-1]) > 0).sum())
