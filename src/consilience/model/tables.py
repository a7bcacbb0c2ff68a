"""Every table there is, and a read-only set of tables as a stage sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeVar

from consilience.errors import StageError
from consilience.model.asked import Asked
from consilience.model.case import Count, Skipped, VocabularyEntry
from consilience.model.changes import Changes
from consilience.model.decisions import Decision, DecisionStatus, ReviewItem
from consilience.model.documents import Block, BlockLabel, Capture, Document, FieldCandidate, Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import (
    Event,
    EventMember,
    EventMention,
    EventStanding,
    Story,
    SuggestedMerge,
)
from consilience.model.figures import Figure
from consilience.model.findings import (
    Contradiction,
    FigureSet,
    Finding,
    Grade,
    Origin,
    SetMember,
    Toll,
)
from consilience.model.held import Held, HeldRows, document_field, split_by_document
from consilience.model.lineage import (
    AlteredFact,
    CopyEdge,
    DocumentLineage,
    Lineage,
    LineageMember,
    Passage,
    RewordingTrace,
    SwappedPair,
)
from consilience.model.memory import Memory, Work
from consilience.model.places import GazetteerEntry, Place, PlaceMember, PlaceMention
from consilience.model.rows import DocumentRow, Row
from consilience.model.rulings import (
    BestChosen,
    CannotLink,
    CorrectedEventMention,
    CorrectedFigure,
    CorrectedStatement,
    Correction,
    EventCorrection,
    IndependentDocuments,
    LineageRuling,
    MustLink,
    NotComparable,
    RatedSource,
    Rejection,
    ResolvedContradiction,
    SignOff,
    Withdrawal,
)
from consilience.model.sentences import Parse, Sentence
from consilience.model.series import SeriesPoint
from consilience.model.statements import Statement
from consilience.model.times import DateConstraint, InferredDate, TimeMention

TABLES: Final[tuple[type[Row], ...]] = (
    Capture,
    Document,
    Text,
    Block,
    FieldCandidate,
    VocabularyEntry,
    GazetteerEntry,
    Decision,
    Correction,
    EventCorrection,
    Rejection,
    MustLink,
    CannotLink,
    LineageRuling,
    IndependentDocuments,
    BestChosen,
    NotComparable,
    ResolvedContradiction,
    RatedSource,
    Withdrawal,
    SignOff,
    Passage,
    AlteredFact,
    CopyEdge,
    Lineage,
    LineageMember,
    RewordingTrace,
    SwappedPair,
    DocumentLineage,
    BlockLabel,
    Sentence,
    Parse,
    Mention,
    PlaceMention,
    TimeMention,
    Statement,
    Figure,
    EventMention,
    CorrectedStatement,
    CorrectedFigure,
    CorrectedEventMention,
    Entity,
    EntityMember,
    Place,
    PlaceMember,
    DateConstraint,
    InferredDate,
    Story,
    Event,
    EventMember,
    SuggestedMerge,
    FigureSet,
    SetMember,
    Origin,
    EventStanding,
    Toll,
    Finding,
    Contradiction,
    Grade,
    SeriesPoint,
    DecisionStatus,
    ReviewItem,
    Skipped,
    Count,
)
"""In the order in which they come to be; the order of exports and of the data dictionary."""

BY_NAME: Final[Mapping[str, type[Row]]] = {kind.table: kind for kind in TABLES}

R = TypeVar("R", bound=Row)
D = TypeVar("D", bound=DocumentRow)
V = TypeVar("V")

Views = dict[object, tuple[Any, frozenset[type[Row]]]]
"""What stages of one pass worked out, with the kinds of row that were read for it."""


class Tables:
    """The rows that a stage may read, by kind, in the order of their ids or of the text.

    A stage that asks for a table which it does not declare gets a `StageError`; without a
    declaration (``readable``), a table that is not there is an empty one.
    """

    __slots__ = ("_memory", "_open", "_readable", "_rows", "_views", "changes")

    def __init__(
        self,
        rows: Mapping[type[Row], Iterable[Row]] | Held,
        *,
        readable: frozenset[type[Row]] | None = None,
        views: Views | None = None,
        memory: Memory | None = None,
        changes: Changes | None = None,
    ) -> None:
        """Hold *rows*.

        Args:
            rows: By kind, or what holds them and is asked when the stage asks.
            readable: What may be asked for.
            views: What stages of one pass worked out.
            memory: What the stage kept of its work.
            changes: What differs from when the stage last ran; ``None`` where nobody knows.

        """
        self.changes = changes
        self._open: list[set[type[Row]]] = []
        self._rows: Held = HeldRows(rows) if isinstance(rows, Mapping) else rows
        self._readable = readable
        self._views: Views = {} if views is None else views
        self._memory = Memory() if memory is None else memory

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Return the rows of *kind*; an empty tuple where there are none.

        Raises:
            StageError: the stage does not declare that it reads this table.

        """
        self._note(kind)
        return self._rows.of(kind)

    def where(self, kind: type[R], field: str, values: AbstractSet[str]) -> tuple[R, ...]:
        """Return the rows of *kind* whose *field* is one of *values*, in the order of `of`.

        Where no stage has asked for the whole table yet, only these rows are read from the case.

        Raises:
            StageError: the stage does not declare that it reads this table.

        """
        self._note(kind)
        return self._rows.where(kind, field, values) if values else ()

    def columns(self, kind: type[Row], *fields: str) -> Iterable[tuple[Any, ...]]:
        """Return the values of *fields* of each row of *kind*, in the order of `of`.

        Where no stage has asked for the whole table yet, nothing else is read from the case: for
        who needs little of a row that holds much.

        Raises:
            StageError: the stage does not declare that it reads this table.

        """
        self._note(kind)
        return self._rows.columns(kind, fields)

    def counts(self, kind: type[Row], *fields: str) -> Mapping[tuple[Any, ...], int]:
        """Return how many rows of *kind* there are for each combination of values of *fields*.

        Where no stage has asked for the whole table yet, no row is read.

        Raises:
            StageError: the stage does not declare that it reads this table.

        """
        self._note(kind)
        return self._rows.counts(kind, fields)

    def size(self, kind: type[Row]) -> int:
        """Return how many rows of *kind* there are, without reading them.

        Raises:
            StageError: the stage does not declare that it reads this table.

        """
        self._note(kind)
        return self._rows.size(kind)

    def _note(self, kind: type[Row]) -> None:
        if self._readable is not None and kind not in self._readable:
            raise StageError(f"table {kind.table} is read but not declared")
        if self._open:
            self._open[-1].add(kind)

    def only(self, kinds: AbstractSet[type[Row]]) -> Tables:
        """Return these tables for who may ask for some *kinds* of row alone."""
        return Tables(
            self._rows,
            readable=frozenset(kinds),
            views=self._views,
            memory=self._memory,
            changes=self.changes,
        )

    def by_id(self, kind: type[R]) -> dict[str, R]:
        """Return the rows of *kind* by id."""
        return self.view(("by_id", kind), lambda: {row.id: row for row in self.of(kind)})

    def asked(self, kind: type[R], field: str = "id") -> Asked[R]:
        """Return the rows of *kind* by *field*, read when they are asked for.

        For who needs few of them. What one stage asked for is there for the stages after it.
        """
        return self.view(("asked", kind, field), lambda: self._ask(kind, field))

    def _ask(self, kind: type[R], field: str) -> Asked[R]:
        self._note(kind)
        return Asked(self._rows, kind, field)

    def by_document(self, kind: type[D]) -> Mapping[str, Sequence[D]]:
        """Return the rows of *kind* of each document that has any, in the order of their ids."""
        return self.view(("by_document", kind), lambda: _by_document(self.of(kind)))

    def view(self, key: object, build: Callable[[], V]) -> V:
        """Return what *build* makes, made once for all the stages of one pass.

        Use it for what several stages would work out again, such as unpacked parses. *build* may
        only look at tables that every one of these stages declares.

        Raises:
            StageError: the stage does not declare a table that the view was made of.

        """
        if key not in self._views:
            self._open.append(set())
            try:
                made = build()
            finally:
                read = self._open.pop()
            self._views[key] = made, frozenset(read)
        value, kinds = self._views[key]
        if self._readable is not None and not kinds <= self._readable:
            # Were it let through, it would fail in those builds alone that did not have it yet.
            hidden = min(kind.table for kind in kinds - self._readable)
            raise StageError(f"table {hidden} is read through a view but not declared")
        if self._open:
            self._open[-1].update(kinds)
        found: V = value
        return found

    def kept(self, work: Work[V], given: object, make: Callable[[], V]) -> V:
        """Return what *make* makes of *given*: taken from an earlier build where it is kept.

        Use it in a corpus stage for dear work on a few values. *make* may look at nothing but
        *given* and constants.
        """
        return self._memory.recall(work, given, make)

    def kept_each(
        self, work: Work[V], given: Sequence[object], make: Callable[[Sequence[int]], Iterable[V]]
    ) -> list[V]:
        """Return what *make* makes of each of *given*, for many at once: see `kept`.

        *make* is called once, with the places in *given* of all that is not kept.
        """
        return self._memory.recall_each(work, given, make)

    def noted(self, work: Work[V]) -> V | None:
        """Return what the stage noted when it last ran; ``None`` where it is told no changes."""
        return None if self.changes is None else self._memory.noted(work)

    def note(self, work: Work[V], value: V) -> None:
        """Keep *value* for the next run, which may be told what differs since.

        Use it in a corpus stage for what it must know of the whole case to tell what a change can
        reach.
        """
        self._memory.note(work, value)

    def noted_parts(self, work: Work[dict[str, V]]) -> dict[str, V] | None:
        """Return what the stage noted in parts when it last ran: see `noted`."""
        return None if self.changes is None else self._memory.noted_parts(work)

    def note_parts(self, work: Work[dict[str, V]], value: Mapping[str, V]) -> None:
        """Keep *value* as `note` does, where it is much and most of it stays.

        Only parts are written that are not the very objects that `noted_parts` returned.
        """
        self._memory.note_parts(work, value)

    def each(
        self, work: Work[dict[str, V]], kinds: Sequence[type[Row]], make: Callable[[Held], V]
    ) -> dict[str, V]:
        """Return by document what *make* makes of its rows of *kinds*, in the order of their ids.

        A stage that is told what differs reads the rows of these documents only; what was made of
        all others is noted.

        Args:
            work: What is noted is called by its name.
            kinds: Whose rows belong to documents.
            make: Called with the rows of one document that has any; may look at nothing else.

        """
        found = self.noted_parts(work)
        if found is None or self.changes is None:
            found, parts = {}, split_by_document((kind, self.of(kind)) for kind in kinds)
        else:
            differing = self.changes.within(*kinds)
            parts = split_by_document(
                (kind, self.where(kind, document_field(kind), differing)) for kind in kinds
            )
            for document in differing:
                found.pop(document, None)
        found.update((document, make(HeldRows(own))) for document, own in parts.items())
        found = {document: found[document] for document in sorted(found)}
        self.note_parts(work, found)
        return found


def _by_document(rows: Iterable[D]) -> dict[str, list[D]]:
    found: dict[str, list[D]] = defaultdict(list)
    for row in rows:
        found[row.document].append(row)
    return dict(found)
