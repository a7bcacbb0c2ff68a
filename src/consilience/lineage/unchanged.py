"""Which documents are as they were in the build before, so that edges and lineages stay?

Who copied from whom is judged from two documents, what they share with each other and with all
others, and what the others share: nothing new can reach an edge between two documents whose
passages are the same as before. Only the names of outlets are known to all: a new one may be whom
an old report credits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from consilience.lineage.copied import CopiedPassages
from consilience.lineage.credits import known_outlets
from consilience.model.changes import Stays
from consilience.model.documents import Block, Document, Text
from consilience.model.lineage import CopyEdge, Passage
from consilience.model.tables import Tables

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What is as it would be made now."""

    edges: Mapping[Pair, CopyEdge]  # by document
    replaced: Set[str] | None  # ids of all other edges of the build before
    touched: Set[str] | None  # documents of which an edge or a passage may be another one
    # (``None``, both: nobody can tell)

    def edge_rows(self, edges: Iterable[CopyEdge]) -> Iterator[CopyEdge | Stays]:
        """Yield those of *edges* that are made anew, and that the rest stays."""
        if self.replaced is not None:
            yield Stays(kind=CopyEdge, field="id", but=self.replaced)
        yield from (row for row in edges if (row.document_a, row.document_b) not in self.edges)


def find_unchanged(
    tables: Tables, copied: CopiedPassages, passages: Sequence[Passage]
) -> Unchanged:
    """Return what is as it would be made now.

    Args:
        tables: Of the stage.
        copied: Which passages are made anew.
        passages: All that stand in the case now, without furniture.

    """
    changes = tables.changes
    if changes is None or changes.within(Document, Text, Block) - changes.fresh:
        return Unchanged({}, None, None)
    reached = changes.fresh | _differing(copied)
    crediting = _crediting(tables, _new_outlets(tables.of(Document), changes.fresh))
    reached |= crediting
    if crediting:  # what they credit also speaks for and against those who share words with them
        reached |= {key for row in passages for key in _documents(row, crediting)}
    before = tables.of(CopyEdge)
    stay = [row for row in before if reached.isdisjoint((row.document_a, row.document_b))]
    edges = {(row.document_a, row.document_b): row for row in stay}
    replaced = {row.id for row in before}.difference(row.id for row in stay)
    beside = {key for row in passages for key in _documents(row, reached)}
    followed = changes.kinds() <= {Document, Text, Block}
    return Unchanged(edges, replaced, reached | beside if followed else None)


def _differing(copied: CopiedPassages) -> set[str]:
    """Return the documents whose passages are others than before."""
    before = {row for row in copied.replaced if row.kind != "furniture"}
    now = {row for row, _ in copied.anew if row.kind != "furniture"}
    return {key for row in before ^ now for key in (row.document_a, row.document_b)}


def _new_outlets(documents: Sequence[Document], fresh: frozenset[str]) -> set[str]:
    """Return the plain names of outlets that mean something else than before."""
    now = known_outlets(documents)
    before: Mapping[str, str] = known_outlets([row for row in documents if row.id not in fresh])
    return {name for name in now if now[name] != before.get(name)}


def _crediting(tables: Tables, names: set[str]) -> set[str]:
    """Return the documents that have one of *names* in their text."""
    return {
        row.id
        for row in (tables.of(Text) if names else ())
        if any(name in row.text.lower() for name in names)
    }


def _documents(passage: Passage, wanted: Set[str]) -> tuple[str, ...]:
    two = (passage.document_a, passage.document_b)
    return () if wanted.isdisjoint(two) else two
