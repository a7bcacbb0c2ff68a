"""The passages of a pile: those that stay as they were, and those that are made anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from consilience.lineage.altered import altered_facts
from consilience.lineage.passages import CopiedRun, passage_rows
from consilience.lineage.words import Corpus
from consilience.model.changes import Stays
from consilience.model.lineage import AlteredFact, Passage
from consilience.model.rows import Row
from consilience.model.tables import Tables

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CopiedPassages:
    """All passages, furniture among them."""

    anew: Sequence[tuple[Passage, tuple[AlteredFact, ...]]]  # each with what was altered in it
    replaced: Sequence[Passage]  # of the build before, in whose place they come
    stay: Sequence[Passage] | None  # all others of it; ``None``: nobody can tell

    def rows(self) -> Iterator[Row | Stays]:
        """Yield what is made anew, and that the rest stays."""
        if self.stay is not None:
            gone = {row.id for row in self.replaced}
            yield Stays(kind=Passage, field="id", but=gone)
            yield Stays(kind=AlteredFact, field="passage", but=gone)
        for passage, altered in self.anew:
            yield passage
            yield from altered

    def telling(self) -> list[Passage]:
        """Return the passages that are no furniture, as they stand in their documents."""
        rows = [*(self.stay or ()), *(passage for passage, _ in self.anew)]
        return sorted((row for row in rows if row.kind != "furniture"), key=_place)


def _place(row: Passage) -> tuple[str, int, str, int, str]:
    return row.document_a, row.a.start, row.document_b, row.b.start, row.id


def find_passages(
    tables: Tables, corpus: Corpus, runs: Sequence[CopiedRun], *, lost: AbstractSet[Pair] | None
) -> CopiedPassages:
    """Return the passages of *runs*, beside those of the build before that stay.

    Args:
        tables: Of the stage.
        corpus: The words of the pile.
        runs: That were judged now.
        lost: Documents of which no passage of the build before stays; ``None``: all of them.

    """
    anew = [
        (passage, tuple(altered_facts(corpus, passage, run)))
        for run, passage in passage_rows(corpus, runs)
    ]
    before = () if tables.changes is None else tables.of(Passage)
    if lost is None:
        return CopiedPassages(anew, before, None)
    replaced = [row for row in before if (row.document_a, row.document_b) in lost]
    stay = [row for row in before if (row.document_a, row.document_b) not in lost]
    return CopiedPassages(anew, replaced, stay)
