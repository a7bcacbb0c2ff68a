"""Find the rows of the reports that a merged thing is made of, in an open record."""

from __future__ import annotations

from typing import TypeVar

from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, Finding, SetMember
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.rows import Row
from consilience.model.source import RowSource

R = TypeVar("R", bound=Row)


class RecordLookup:
    """Rows of an open record by id and by what they are members of; a `review.basis.Lookup`."""

    def __init__(self, record: RowSource) -> None:
        self._record = record

    def get(self, kind: type[R], row_id: str) -> R | None:
        """Return the row of *kind* with this id (or that once had it), if there is one."""
        return self._record.get(kind, row_id)

    def members(self, row: Row) -> list[Row]:
        """Return the rows of the reports that *row* is made of, in the order of their ids."""
        if isinstance(row, Finding):
            found = self._record.get(FigureSet, row.figure_set)
            return [] if found is None else self.members(found)
        if isinstance(row, Lineage):
            return list(self._record.rows(LineageMember, lineage=row.id))
        return sorted(self._named(row), key=lambda member: member.id)

    def _named(self, row: Row) -> list[Row]:
        found: list[Row | None] = []
        if isinstance(row, Event):
            members = self._record.rows(EventMember, event=row.id)
            found = [self._record.get(EventMention, member.mention) for member in members]
        elif isinstance(row, FigureSet):
            places = self._record.rows(SetMember, figure_set=row.id)
            found = [self._record.get(Figure, place.figure) for place in places]
        elif isinstance(row, Entity):
            names = self._record.rows(EntityMember, entity=row.id)
            found = [self._record.get(Mention, name.mention) for name in names]
        elif isinstance(row, Place):
            points = self._record.rows(PlaceMember, place=row.id)
            found = [self._record.get(PlaceMention, point.mention) for point in points]
        return [member for member in found if member is not None]
