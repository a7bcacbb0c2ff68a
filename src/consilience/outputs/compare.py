"""Two reports side by side: what was copied, what was swapped or altered, what is their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from consilience.errors import InputError
from consilience.model.documents import Document
from consilience.model.lineage import (
    AlteredFact,
    CopyEdge,
    Lineage,
    LineageMember,
    Passage,
    RewordingTrace,
)
from consilience.model.source import RowSource
from consilience.model.spans import Stretch
from consilience.outputs.compare_marks import (
    Look,
    Mark,
    Piece,
    Range,
    align_words,
    cut_pieces,
    lay_marks,
)
from consilience.outputs.filters import document_matches
from consilience.outputs.lookup import Lookup
from consilience.outputs.profiles import WITHHELD, Profile

_MAX_CHAIN: Final = 2_000
"""Passages of one pair that are put in order; the longest are, and the rest count as moved."""
_LISTED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A stretch of both reports that belongs side by side."""

    passage: Passage | Lineage | None  # None: each report's own words
    sides: tuple[tuple[Piece, ...], tuple[Piece, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two whole reports, cut into bands in the order of their texts."""

    documents: tuple[Document, Document]
    names: tuple[str, str]  # outlet or name of the file
    bands: tuple[Band, ...]
    n_passages: int
    n_moved: int  # passages that stand in another order, shown inside of own words
    n_altered: int
    direction: tuple[str, ...]  # who copied from whom, in sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """A passage as seen from the two sides of a comparison, or one that both took from a third."""

    row: Passage | Lineage
    sides: tuple[Stretch, Stretch]
    turned: bool = False  # side b of the row is the left side here


def find_document(record: RowSource, wanted: str) -> Document:
    """Return the document that *wanted* names: its id, the name of its file, or the start of it.

    Raises:
        InputError: there is none, or more than one.

    """
    lookup = Lookup(record)
    rows = [row for row in lookup.documents.values() if document_matches(wanted, lookup, row.id)]
    exact = [row for row in rows if wanted in (row.id, row.name, row.name.rpartition("/")[2])]
    rows = exact or rows
    if not rows:
        raise InputError(
            f"there is no document {wanted!r} in the case",
            hint="give its id or the name of its file; see: consilience documents",
        )
    if len(rows) > 1:
        names = ", ".join(f"{row.name} ({row.id})" for row in rows[:_LISTED])
        raise InputError(f"{len(rows)} documents are called {wanted!r}", hint=f"such as {names}")
    return rows[0]


def compare_documents(
    record: RowSource, left: Document, right: Document, *, profile: Profile
) -> Comparison:
    """Return *left* and *right* side by side, without the names that *profile* withholds."""
    pair = (left, right)
    shared = sorted(_find_shared(record, pair), key=lambda one: (-one.row.n_words, one.row.id))
    chain = _find_chain(shared[:_MAX_CHAIN])
    texts = (record.text(left.id), record.text(right.id))
    moved = [one for one in shared if one not in chain]
    marks = _find_marks(record, pair, (chain, moved), texts=texts)
    owners = [
        lay_marks(len(text), [*_withheld(profile, text), *own])
        for text, own in zip(texts, marks, strict=True)
    ]
    bands = tuple(_cut_bands(texts, (owners[0], owners[1]), chain=chain, profile=profile))
    names = (profile.text(left.outlet or left.name), profile.text(right.outlet or right.name))
    return Comparison(
        documents=(_safe_document(left, profile), _safe_document(right, profile)),
        names=names,
        bands=bands,
        n_passages=len(shared),
        n_moved=len(moved),
        n_altered=sum(1 for one in shared for _ in record.rows(AlteredFact, passage=one.row.id)),
        direction=tuple(profile.text(line) for line in _tell_direction(record, pair, names)),
    )


def _find_shared(record: RowSource, pair: tuple[Document, Document]) -> Iterator[_Shared]:
    keys = (pair[0].id, pair[1].id)
    first, second = sorted(keys)
    turned = first != keys[0]
    taken: list[Stretch] = []
    for row in record.rows(Passage, document_a=first, document_b=second):
        taken.append(row.b if turned else row.a)
        yield _Shared(row=row, sides=(row.b, row.a) if turned else (row.a, row.b), turned=turned)
    # Copies of one report are linked to it and not to each other: what two of them share is known
    # from the lineage that both belong to.
    there = {row.lineage: row.stretch for row in record.rows(LineageMember, document=keys[1])}
    for member in record.rows(LineageMember, document=keys[0]):
        lineage = record.get(Lineage, member.lineage) if member.lineage in there else None
        if lineage is not None and not any(_meet(member.stretch, one) for one in taken):
            yield _Shared(row=lineage, sides=(member.stretch, there[member.lineage]))


def _meet(one: Stretch, other: Stretch) -> bool:
    return one.start < other.end and other.start < one.end


def _find_chain(shared: Iterable[_Shared]) -> list[_Shared]:
    """Return the passages with most words that stand in the same order in both reports."""
    ordered = sorted(shared, key=lambda one: (one.sides[0].start, one.sides[1].start, one.row.id))
    best: list[tuple[int, int | None]] = []  # words of the best chain up to here, and before it
    for at, one in enumerate(ordered):
        score, before = 0, None
        for earlier in range(at):
            if best[earlier][0] > score and _follows(ordered[earlier], one):
                score, before = best[earlier][0], earlier
        best.append((score + one.row.n_words, before))
    chain: list[_Shared] = []
    last = max(range(len(best)), key=lambda at: best[at][0], default=None)
    while last is not None:
        chain.append(ordered[last])
        last = best[last][1]
    return chain[::-1]


def _follows(earlier: _Shared, later: _Shared) -> bool:
    return all(
        one.end <= other.start for one, other in zip(earlier.sides, later.sides, strict=True)
    )


def _find_marks(
    record: RowSource,
    pair: tuple[Document, Document],
    shared: tuple[list[_Shared], list[_Shared]],
    *,
    texts: tuple[str, str],
) -> tuple[list[Mark], list[Mark]]:
    """Return the marks of both texts, those that win first.

    Swapped words show the reading of the other report, which says more than the usual one; what
    stands side by side wins over passages in another order, the second part of *shared*.
    """
    marks: tuple[list[Mark], list[Mark]] = ([], [])
    for one in (*shared[0], *shared[1]):
        _mark_altered(record, one, marks)
    in_order, moved = (_align(group, texts) for group in shared)
    _add(marks, in_order, "swapped")
    for side, document in zip(marks, pair, strict=True):
        for row in record.rows(RewordingTrace, document=document.id):
            side.append(Mark(start=row.span.start, end=row.span.end, look="trace", other=row.usual))
    _add(marks, in_order, "same")
    _add(marks, moved, "swapped")
    _add(marks, moved, "same")
    return marks


def _align(group: list[_Shared], texts: tuple[str, str]) -> list[tuple[list[Mark], list[Mark]]]:
    return [
        align_words(
            texts[0][here.start : here.end],
            texts[1][there.start : there.end],
            at=(here.start, there.start),
        )
        for here, there in (one.sides for one in group)
    ]


def _add(
    marks: tuple[list[Mark], list[Mark]], found: list[tuple[list[Mark], list[Mark]]], look: Look
) -> None:
    for sides in found:
        for side, new in zip(marks, sides, strict=True):
            side.extend(mark for mark in new if mark.look == look)


def _mark_altered(record: RowSource, one: _Shared, marks: tuple[list[Mark], list[Mark]]) -> None:
    for row in record.rows(AlteredFact, passage=one.row.id):
        spans = (row.b, row.a) if one.turned else (row.a, row.b)
        for side, span, other in ((0, *spans), (1, *spans[::-1])):
            if span is not None:
                reading = other.quote if other is not None else ""
                marks[side].append(
                    Mark(
                        start=span.start,
                        end=span.end,
                        look="altered",
                        other=reading,
                        note=row.kind,
                    )
                )


def _withheld(profile: Profile, text: str) -> list[Mark]:
    return [
        Mark(start=start, end=end, look="withheld") for start, end in profile.find_withheld(text)
    ]


def _cut_bands(
    texts: tuple[str, str],
    owners: tuple[list[Mark | None], list[Mark | None]],
    *,
    chain: list[_Shared],
    profile: Profile,
) -> Iterator[Band]:
    def cut(row: Passage | Lineage | None, left: Range, right: Range) -> Band:
        sides = (
            cut_pieces(texts[0], owners[0], between=left),
            cut_pieces(texts[1], owners[1], between=right),
        )
        return Band(passage=row, sides=(_safe(sides[0], profile), _safe(sides[1], profile)))

    at = (0, 0)
    for one in chain:
        here, there = one.sides
        yield cut(None, (at[0], here.start), (at[1], there.start))
        yield cut(one.row, (here.start, here.end), (there.start, there.end))
        at = (here.end, there.end)
    yield cut(None, (at[0], len(texts[0])), (at[1], len(texts[1])))


def _safe(pieces: tuple[Piece, ...], profile: Profile) -> tuple[Piece, ...]:
    """Return *pieces* as they may leave the case, second readings too."""
    return tuple(
        Piece(
            text=WITHHELD if piece.look == "withheld" else piece.text,
            look=piece.look,
            other=profile.text(piece.other) if piece.other else piece.other,
            note=piece.note,
        )
        for piece in pieces
    )


def _safe_document(document: Document, profile: Profile) -> Document:
    title = profile.text(document.title) if document.title else document.title
    return replace(document, title=title, name=profile.text(document.name))


def _tell_direction(
    record: RowSource, pair: tuple[Document, Document], names: tuple[str, str]
) -> Iterator[str]:
    first, second = sorted(document.id for document in pair)
    for edge in record.rows(CopyEdge, document_a=first, document_b=second):
        why = f" ({'; '.join(edge.evidence)})" if edge.evidence else ""
        chance = edge.probability_a_first
        if chance is None:
            yield f"Which of the two came first is not known{why}."
        else:
            a, b = names if pair[0].id == first else names[::-1]
            ahead, behind = (a, b) if chance >= 1 / 2 else (b, a)
            certain = max(chance, 1 - chance)
            yield f"{ahead} came before {behind}, with probability {certain:.2f}{why}."
        if edge.common_source:
            third = record.get(Document, edge.common_source)
            source = (third.outlet or third.name) if third else edge.common_source
            yield f"Both took it from a common source: {source}."
        if edge.agency:
            yield f"An agency is credited for what they share: {edge.agency}."
