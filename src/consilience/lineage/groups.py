"""Lineages: a passage with all of its copies is one voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from consilience.model.changes import Stays
from consilience.model.documents import Document
from consilience.model.ids import KeptId, keep_ids
from consilience.model.lineage import CopyEdge, Lineage, LineageMember, Passage
from consilience.model.memory import Work
from consilience.model.rows import Row
from consilience.model.scales import PassageKind
from consilience.model.spans import stretch_of
from consilience.model.tables import Tables

MIN_OVERLAP = 0.5
"""Share of the shorter of two stretches of a document that must overlap to be one passage."""

_WORD_LENGTH = 6
"""Code points of a word of English with its blank, about."""

_WEAKEST: Sequence[PassageKind] = (
    "verbatim", "edited", "spun", "common_quotation", "paraphrase", "furniture",
)  # fmt: skip


_Place = tuple[str, int, int]
"""Document, and the code points from which and to which a stretch of it goes."""


@dataclass(frozen=True, slots=True)
class _Side:
    passage: int
    document: str
    start: int
    end: int


def group_passages(passages: Sequence[Passage]) -> list[list[int]]:
    """Return the numbers of *passages* in groups that stand for one text each.

    A reworded clause is no tie between the longer texts that it stands in: it joins only what has
    about its own length, or a text that its two documents share anyway.
    """
    parent = list(range(len(passages)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    def join(one: int, two: int) -> None:
        first, second = sorted((root(one), root(two)))
        parent[second] = first

    loose: list[tuple[int, int]] = []
    for one, two in _overlaps(passages):
        if _is_clause_of(passages[one], passages[two]):
            loose.append((one, two))
        else:
            join(one, two)
    pairs: dict[tuple[int, tuple[str, str]], int] = defaultdict(int)
    for index, passage in enumerate(passages):
        pairs[root(index), (passage.document_a, passage.document_b)] += 1
    for one, two in loose:
        clause, text = sorted((one, two), key=lambda at: passages[at].n_words)
        pair = (passages[clause].document_a, passages[clause].document_b)
        if pairs[root(text), pair]:
            join(one, two)
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(passages)):
        groups[root(index)].append(index)
    return list(groups.values())


def _is_clause_of(one: Passage, two: Passage) -> bool:
    """Tell whether the shorter of two passages is a reworded piece of the longer one."""
    short, long = (two, one) if two.n_words < one.n_words else (one, two)
    if short.kind != "paraphrase":
        return False
    widest = max(side.end - side.start for side in (short.a, short.b))
    return short.n_words < MIN_OVERLAP * max(long.n_words, widest / _WORD_LENGTH)


def _overlaps(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Yield passages that share enough of a stretch of a document."""
    sides: dict[str, list[_Side]] = defaultdict(list)
    for number, passage in enumerate(passages):
        for document, stretch in ((passage.document_a, passage.a), (passage.document_b, passage.b)):
            sides[document].append(_Side(number, document, stretch.start, stretch.end))
    for _, found in sorted(sides.items()):
        found.sort(key=lambda side: (side.start, -side.end, side.passage))
        # Each side is compared with the leaders that are still open: few, whatever the copies.
        leaders: list[_Side] = []
        for side in found:
            leaders = [leader for leader in leaders if leader.end > side.start]
            joined = False
            for leader in leaders:
                shared = min(leader.end, side.end) - side.start
                shorter = min(leader.end - leader.start, side.end - side.start)
                if shared >= MIN_OVERLAP * shorter:
                    yield leader.passage, side.passage
                    joined = joined or (leader.start, leader.end) == (side.start, side.end)
            if not joined:
                leaders.append(side)


_Group = tuple[Sequence[Passage], list[_Place]]
_LINEAGES: Final[Work[dict[str, str]]] = Work(
    "lineages by the places of a fresh build", dict[str, str]
)


@dataclass(frozen=True, slots=True)
class Lineages:
    """Which lineages are made anew, and the ids that they keep."""

    groups: Mapping[str, _Group]  # by the id that a fresh build gives
    kept: Mapping[str, KeptId]
    again: AbstractSet[str] | None  # lineages in whose place they come; ``None``: in that of all

    def stays(self) -> Iterator[Stays]:
        """Yield that the rows of all other lineages stay."""
        if self.again is not None:
            yield Stays(kind=Lineage, field="id", but=self.again)
            yield Stays(kind=LineageMember, field="lineage", but=self.again)


def find_lineages(
    tables: Tables, groups: Iterable[Sequence[Passage]], touched: AbstractSet[str] | None
) -> Lineages:
    """Return which of the lineages that *groups* of passages are must be made anew.

    One that stands in the same places, none of them in a *touched* document, stays.
    """
    placed = ((found, _places(found)) for found in groups)
    fresh = {Lineage.make_id(places): (found, places) for found, places in placed}
    noted = tables.noted(_LINEAGES)
    if noted is None or touched is None:
        again, standing = None, dict[str, str]()
        earlier, members = tables.of(Lineage), tables.of(LineageMember)
    else:
        standing = {
            key: noted[key]
            for key, (_, places) in fresh.items()
            if key in noted and touched.isdisjoint(document for document, _, _ in places)
        }
        again = set(noted.values()).difference(standing.values())
        earlier = tables.where(Lineage, "id", again)
        members = tables.where(LineageMember, "lineage", again)
    anew = {key: group for key, group in fresh.items() if key not in standing}
    before: dict[str, list[str]] = defaultdict(list)
    for member in members:
        stretch = member.stretch
        before[member.lineage].append(_spot((member.document, stretch.start, stretch.end)))
    kept = keep_ids(
        {key: [*map(_spot, places)] for key, (_, places) in anew.items()},
        {row.id: (before[row.id], row.previous_ids) for row in earlier},
        taken=frozenset(standing.values()),
    )
    tables.note(_LINEAGES, {**standing, **{key: row.id for key, row in kept.items()}})
    return Lineages(anew, kept, again)


def lineage_rows(
    lineages: Lineages,
    documents: Mapping[str, Document],
    texts: Mapping[str, str],
    *,
    edges: Sequence[CopyEdge],
) -> Iterator[Row]:
    """Yield the lineages that are made anew and their members, with the ids that they keep."""
    by_pair = {(edge.document_a, edge.document_b): edge for edge in edges}
    kept = lineages.kept
    for key, (found, places) in sorted(lineages.groups.items()):
        pairs = sorted({(passage.document_a, passage.document_b) for passage in found})
        origin, source = _origin([by_pair[pair] for pair in pairs])
        lineage = _lineage(kept[key], found, places, documents, texts)
        yield replace(lineage, origin=origin, common_source=source)
        for document, start, end in places:
            yield LineageMember(
                id=LineageMember.make_id(kept[key].id, document, start, end),
                document=document,
                lineage=kept[key].id,
                stretch=stretch_of(document, texts[document], start, end),
            )


def _origin(edges: Sequence[CopyEdge]) -> tuple[str | None, str | None]:
    """Return the document that all others come from, and the agency behind them, if known."""
    agencies = sorted({edge.agency for edge in edges if edge.agency is not None})
    firsts: set[str] = set()
    copies: set[str] = set()
    for edge in edges:
        if edge.probability_a_first is not None:
            a_first = edge.probability_a_first > 0.5
            firsts.add(edge.document_a if a_first else edge.document_b)
            copies.add(edge.document_b if a_first else edge.document_a)
    roots = firsts - copies
    alone = len(roots) == 1 and all(edge.common_source is None or copies for edge in edges)
    return (min(roots) if alone else None), (agencies[0] if len(agencies) == 1 else None)


def _lineage(
    kept: KeptId,
    passages: Sequence[Passage],
    places: Sequence[_Place],
    documents: Mapping[str, Document],
    texts: Mapping[str, str],
) -> Lineage:
    owners = {document for document, _, _ in places}
    return Lineage(
        id=kept.id,
        previous_ids=kept.previous_ids,
        kind=max((passage.kind for passage in passages), key=_WEAKEST.index),
        origin=None,
        common_source=None,
        n_documents=len(owners),
        n_outlets=len({documents[document].outlet or document for document in owners}),
        n_words=max(texts[d][start:end].count(" ") + 1 for d, start, end in places),
        reason=_reason(len(passages), len(owners)),
    )


def _spot(place: _Place) -> str:
    return "{}:{}:{}".format(*place)


def _places(passages: Sequence[Passage]) -> list[_Place]:
    """Return the stretches of *passages* in their documents, overlapping ones as one."""
    stretches: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in passages:
        stretches[passage.document_a].append((passage.a.start, passage.a.end))
        stretches[passage.document_b].append((passage.b.start, passage.b.end))
    return [
        (document, start, end)
        for document, found in sorted(stretches.items())
        for start, end in _merged(found)
    ]


def _reason(n_passages: int, n_documents: int) -> str:
    if n_passages == 1:
        return "one passage in two documents"
    return f"{n_passages} overlapping passages in {n_documents} documents"


def _merged(stretches: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    stretches.sort()
    start, end = stretches[0]
    for next_start, next_end in stretches[1:]:
        if next_start > end:
            yield start, end
            start, end = next_start, next_end
        else:
            end = max(end, next_end)
    yield start, end
