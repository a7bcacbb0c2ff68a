"""The stage that finds copies: from documents to passages, lineages and edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import numpy as np

from consilience.lineage.copied import CopiedPassages, find_passages
from consilience.lineage.copies import TraceSettings, judge_proposals, propose_copies
from consilience.lineage.direction import edge_rows
from consilience.lineage.groups import find_lineages, lineage_rows
from consilience.lineage.hashes import I64
from consilience.lineage.judged import find_unjudged
from consilience.lineage.passages import join_runs
from consilience.lineage.rewording import find_rewording
from consilience.lineage.ruled import group_as_ruled
from consilience.lineage.sentences import find_sentences
from consilience.lineage.unchanged import find_unchanged
from consilience.lineage.words import TRACED_KINDS, Corpus, build_corpus
from consilience.model.changes import Stays
from consilience.model.documents import Block, Document, Text
from consilience.model.lineage import CopyEdge, DocumentLineage, Passage, RewordingTrace
from consilience.model.rows import Row
from consilience.model.rulings import LineageRuling
from consilience.model.tables import Tables


def trace(tables: Tables, *, settings: TraceSettings) -> Iterator[Row | Stays]:
    """Yield passages, edges, lineages with their members, and how much each document shares."""
    documents = {row.id: row for row in tables.of(Document)}
    texts = {row.id: row.text for row in tables.of(Text) if row.id in documents}
    blocks = [
        block
        for block in tables.of(Block)
        if block.kind in TRACED_KINDS and block.repeats is None and block.document in texts
    ]
    corpus = build_corpus(texts, blocks)
    copied = _find_copies(tables, corpus, documents, settings=settings)
    yield from copied.rows()
    yield from _rewordings(tables, corpus)
    passages = copied.telling()
    unchanged = find_unchanged(tables, copied, passages)
    edges = list(edge_rows(corpus, documents, passages, unchanged=unchanged.edges))
    yield from unchanged.edge_rows(edges)
    lineages = find_lineages(
        tables, group_as_ruled(passages, tables.of(LineageRuling)), unchanged.touched
    )
    yield from lineages.stays()
    yield from lineage_rows(lineages, documents, texts, edges=edges)
    if unchanged.touched is not None:
        yield Stays(kind=DocumentLineage, field="document", but=unchanged.touched)
    yield from _document_lineages(corpus, passages, edges, only=unchanged.touched)


def _find_copies(
    tables: Tables, corpus: Corpus, documents: Mapping[str, Document], *, settings: TraceSettings
) -> CopiedPassages:
    sentences = find_sentences(corpus)
    proposed, marks = propose_copies(corpus, sentences, documents, settings=settings)
    unjudged = find_unjudged(tables, corpus.ids, sentences.document, proposed, marks=marks)
    pairs = judge_proposals(
        corpus, sentences, proposed[unjudged.again], marks=marks, settings=settings.align
    )
    runs = join_runs(pairs, sentences.document)
    return find_passages(tables, corpus, runs, lost=unjudged.lost)


def _rewordings(tables: Tables, corpus: Corpus) -> Iterator[RewordingTrace | Stays]:
    """Yield the broken expressions of all texts, or of those that differ."""
    if tables.changes is None:
        yield from find_rewording(corpus)
    else:
        differing = tables.changes.within(Document, Text, Block)
        yield Stays(kind=RewordingTrace, field="document", but=differing)
        yield from find_rewording(corpus, only=differing)


def _document_lineages(
    corpus: Corpus,
    passages: Sequence[Passage],
    edges: Iterable[CopyEdge],
    *,
    only: Set[str] | None,
) -> Iterator[DocumentLineage]:
    """Yield how much each document shares, or each of those *only*."""
    spun = _spun_stretches(passages, edges, documents=frozenset(corpus.ids))
    related: dict[str, set[str]] = defaultdict(set)
    covered: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in passages:
        related[passage.document_a].add(passage.document_b)
        related[passage.document_b].add(passage.document_a)
        covered[passage.document_a].append((passage.a.start, passage.a.end))
        covered[passage.document_b].append((passage.b.start, passage.b.end))
    for number, key in enumerate(corpus.ids):
        if only is not None and key not in only:
            continue
        words = corpus.words_of(number)
        yield DocumentLineage(
            id=DocumentLineage.make_id(key),
            document=key,
            shared_words=_count_inside(corpus.start[words], covered[key]),
            words=words.stop - words.start,
            n_related=len(related[key]),
            spun_share=_share(_count_inside(corpus.start[words], spun[key]), words),
        )


def _spun_stretches(
    passages: Sequence[Passage], edges: Iterable[CopyEdge], *, documents: frozenset[str]
) -> dict[str, list[tuple[int, int]]]:
    """Return where each document may be the spun side of a passage.

    An original is not spun. Where the order is not known, either side may be, unless both took
    the passage from a third document of the pile: then it is known from that one.
    """
    edge_of = {(edge.document_a, edge.document_b): edge for edge in edges}
    spun: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in passages:
        if passage.kind != "spun":
            continue
        edge = edge_of.get((passage.document_a, passage.document_b))
        if edge is not None and edge.common_source in documents:
            continue
        first = edge.probability_a_first if edge is not None else None
        if first is None or first <= 1 / 2:
            spun[passage.document_a].append((passage.a.start, passage.a.end))
        if first is None or first >= 1 / 2:
            spun[passage.document_b].append((passage.b.start, passage.b.end))
    return spun


def _share(count: int, words: slice) -> float | None:
    return round(count / (words.stop - words.start), 4) if words.stop > words.start else None


def _count_inside(starts: I64, stretches: list[tuple[int, int]]) -> int:
    """Return how many of the words at *starts* stand in one of *stretches*."""
    if not stretches:
        return 0
    steps = np.zeros(starts.size + 1, np.int64)
    table = np.asarray(stretches, np.int64)
    np.add.at(steps, np.searchsorted(starts, table[:, 0]), 1)
    np.add.at(steps, np.searchsorted(starts, table[:, 1]), -1)
    return int((np.cumsum(steps[:-1]) > 0).sum())
