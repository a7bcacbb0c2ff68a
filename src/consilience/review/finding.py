"""Find what a decision names in the rows of this build."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

from consilience.model.anchors import ANCHORED, Anchored, is_same_contradiction
from consilience.model.decisions import Anchor, Decision
from consilience.model.documents import Document
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, SetMember
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.places import PlaceMention
from consilience.model.rows import Row
from consilience.model.ruled_runs import runs_of, shared_length
from consilience.model.statements import Statement
from consilience.model.tables import Tables

R = TypeVar("R", bound=Row)

_ROWS_OF_REPORTS: Final = (Mention, Statement, Figure, EventMention, PlaceMention)
_HELD: Final[Mapping[type[Row], tuple[type[Row], str, str, type[Any]]]] = {
    Event: (EventMember, "event", "mention", EventMention),
    Entity: (EntityMember, "entity", "mention", Mention),
    FigureSet: (SetMember, "figure_set", "figure", Figure),
}
"""How a merged thing holds its members: the table between, its two fields, the members' table."""


class Finder:
    """The rows of one build by where they stand; also a `review.basis.Lookup`."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._anchored: dict[str, Anchored[Any]] = {}
        self._holders: dict[type[Row], dict[str, str]] = {}
        self._members: dict[type[Row], dict[str, list[str]]] = {}

    def get(self, kind: type[R], row_id: str) -> R | None:
        """Return the row of *kind* with this id, if there is one."""
        return self._tables.by_id(kind).get(row_id)

    def members(self, row: Row) -> list[Row]:
        """Return the rows of the reports that the merged thing *row* is made of."""
        if type(row) not in _HELD:
            return []
        self._read(type(row))
        kind = _HELD[type(row)][3]
        rows = self._tables.by_id(kind)
        return [rows[key] for key in self._members[type(row)].get(row.id, ()) if key in rows]

    def anchored(self, anchors: Iterable[Anchor]) -> list[Row]:
        """Return the statements, figures and mentions of *anchors* that are there."""
        found: list[Row] = []
        for anchor in anchors:
            if anchor.table in ANCHORED:
                row = self._at(anchor.table).find(anchor)
                found.extend([row] if row is not None else [])
        return found

    def subject(self, decision: Decision, role: str = "subject") -> Row | None:
        """Return the row that *decision* is about as it is now, ``None`` where it is gone."""
        anchor = next((one for one in decision.anchors if one.role == role), None)
        if anchor is None:
            return None
        if anchor.table in ANCHORED:
            return next(iter(self.anchored([anchor])), None)
        if anchor.table == Document.table:
            return self.get(Document, anchor.id)
        members = [
            one for one in decision.anchors
            if one.role == ("member" if role == "subject" else "other_member")
        ]  # fmt: skip
        return self._merged(anchor, members)

    def held_by(self, kind: type[Row], members: Iterable[Row]) -> list[str]:
        """Return the merged things of *kind* that hold *members*, the one that holds most first."""
        self._read(kind)
        holders = self._holders[kind]
        votes = Counter(holders[row.id] for row in members if row.id in holders)
        return sorted(votes, key=lambda key: (-votes[key], key))

    def _merged(self, anchor: Anchor, members: list[Anchor]) -> Row | None:
        if anchor.table == Contradiction.table:
            spans = [one.span for one in members if one.span is not None]
            return next(
                (
                    row for row in self._tables.of(Contradiction)
                    if is_same_contradiction(
                        row, known_as=anchor.id, kind=anchor.slot, spans=spans
                    )
                ),
                None,
            )  # fmt: skip
        if anchor.table == Lineage.table:
            found = self.lineage(members)
            return None if found is None else self.get(Lineage, found)
        kinds = {Event.table: Event, Entity.table: Entity, FigureSet.table: FigureSet,
                 Finding.table: FigureSet}  # fmt: skip
        kind = kinds.get(anchor.table)
        if kind is None:
            return None
        held = self.held_by(kind, self.anchored(members))
        return self._tables.by_id(kind)[held[0]] if held else None

    def has_documents(self, decision: Decision, role: str) -> bool:
        """Return whether a document in which an anchor of *role* stands is there."""
        documents = self._tables.by_id(Document)
        return any(
            one.document in documents
            for one in decision.anchors
            if one.role == role and one.document is not None
        )

    def lineage(self, members: Iterable[Anchor]) -> str | None:
        """Return the lineage that shares most characters with the copied runs of *members*."""
        runs, votes = runs_of(members), Counter[str]()
        for row in self._tables.of(LineageMember):
            if shared := shared_length(row.stretch, runs):
                votes[row.lineage] += shared
        return min(votes, key=lambda key: (-votes[key], key)) if votes else None

    def _at(self, table: str) -> Anchored[Any]:
        if table not in self._anchored:
            kind = next(kind for kind in _ROWS_OF_REPORTS if kind.table == table)
            self._anchored[table] = Anchored(self._tables.of(kind))
        return self._anchored[table]

    def _read(self, kind: type[Row]) -> None:
        if kind in self._holders:
            return
        between, whole, member, _ = _HELD[kind]
        holders: dict[str, str] = {}
        members: dict[str, list[str]] = defaultdict(list)
        for row in self._tables.of(between):
            holders[getattr(row, member)] = getattr(row, whole)
            members[getattr(row, whole)].append(getattr(row, member))
        self._holders[kind], self._members[kind] = holders, members
