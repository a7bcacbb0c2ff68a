"""Copied passages: neighbouring copied sentences of two documents joined into runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from consilience.lineage.hashes import I32
from consilience.lineage.pairs import SentencePair, SentencePairs, follows_another
from consilience.lineage.sentences import stretch_bounds
from consilience.lineage.words import Corpus
from consilience.model.lineage import Passage
from consilience.model.scales import PassageKind
from consilience.model.spans import stretch_of


@dataclass(frozen=True, slots=True)
class CopiedRun:
    """Copied sentences in a row, of one kind."""

    pairs: tuple[SentencePair, ...]

    @property
    def kind(self) -> PassageKind:
        """The kind that all of its sentences share."""
        return self.pairs[0].kind

    @property
    def same(self) -> int:
        """Aligned words that are equal."""
        return sum(pair.same for pair in self.pairs)

    @property
    def bounds_a(self) -> tuple[int, int]:
        """First and last word on side a, included."""
        return min(pair.first_a for pair in self.pairs), max(pair.last_a for pair in self.pairs)

    @property
    def bounds_b(self) -> tuple[int, int]:
        """First and last word on side b, included."""
        return min(pair.first_b for pair in self.pairs), max(pair.last_b for pair in self.pairs)


def join_runs(pairs: SentencePairs, document: I32) -> list[CopiedRun]:
    """Return *pairs* joined where both sides go on with one kind.

    Args:
        pairs: In order of side a, then b.
        document: Of each sentence.
    """
    runs: list[list[SentencePair]] = []
    run_of: dict[int, list[SentencePair]] = {}
    for place, (pair, before) in enumerate(zip(pairs, _goes_on(pairs, document), strict=True)):
        if before >= 0:
            run_of[place] = run_of.pop(before)
            run_of[place].append(pair)
        else:
            runs.append([pair])
            run_of[place] = runs[-1]
    return [CopiedRun(tuple(run)) for run in runs]


def run_table(pairs: SentencePairs, document: I32) -> SentencePairs:
    """Return each run of *pairs* as one row: words summed up, bounds widened; see `join_runs`."""
    root = np.array(_goes_on(pairs, document), np.int64)
    root = np.where(root < 0, np.arange(root.size), root)
    while root.size and np.any(root[root] != root):
        root = root[root]
    order = np.argsort(root, kind="stable")
    if order.size == 0:
        return pairs
    starts = np.flatnonzero(np.append(True, root[order][1:] != root[order][:-1]))
    found = pairs[order[starts]]
    for name, widen in (
        ("same", np.add), ("first_a", np.minimum), ("first_b", np.minimum),
        ("last_a", np.maximum), ("last_b", np.maximum),
    ):  # fmt: skip
        found = found.replaced(name, widen.reduceat(pairs.column(name)[order], starts))
    return found


def _goes_on(pairs: SentencePairs, document: I32) -> list[int]:
    """Return for each pair the place of the one that it goes on from, -1 where it begins."""
    before = follows_another(pairs)
    a, b, code = pairs.column("a"), pairs.column("b"), pairs.column("code")
    neighbours = (
        (before >= 0)
        & (code == code[before])
        & (document[a] == document[a[before]])
        & (document[b] == document[b[before]])
    )
    places: list[int] = np.where(neighbours, before, -1).tolist()
    return places


def passage_rows(corpus: Corpus, runs: Iterable[CopiedRun]) -> Iterator[tuple[CopiedRun, Passage]]:
    """Yield each of *runs* with its passage."""
    for run in runs:
        (a_first, a_last), (b_first, b_last) = run.bounds_a, run.bounds_b
        document_a = corpus.ids[int(corpus.document[a_first])]
        document_b = corpus.ids[int(corpus.document[b_first])]
        a_start, a_end = stretch_bounds(corpus, a_first, a_last)
        b_start, b_end = stretch_bounds(corpus, b_first, b_last)
        words = a_last - a_first + 1 + b_last - b_first + 1
        yield (
            run,
            Passage(
                id=Passage.make_id(document_a, a_start, a_end, document_b, b_start, b_end),
                document_a=document_a,
                document_b=document_b,
                a=stretch_of(
                    document_a, corpus.texts[int(corpus.document[a_first])], a_start, a_end
                ),
                b=stretch_of(
                    document_b, corpus.texts[int(corpus.document[b_first])], b_start, b_end
                ),
                kind=run.kind,
                n_words=run.same,
                identity=round(min(1.0, 2 * run.same / words), 4),
                reason=_reason(run, words),
            ),
        )


def _reason(run: CopiedRun, words: int) -> str:
    many = "" if len(run.pairs) == 1 else f" in {len(run.pairs)} sentences"
    return f"{run.same} of {words // 2} words the same, in the same order{many}"
