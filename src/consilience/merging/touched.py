"""Which reports' accounts of events can differ from those that the stage saw when it last ran?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.model.changes import Changes
from consilience.model.documents import Document, Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import Event, EventMember, EventMention, Story
from consilience.model.figures import Figure
from consilience.model.lineage import LineageMember
from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.rows import Row
from consilience.model.rulings import CannotLink, EventCorrection, MustLink, Rejection
from consilience.model.tables import Tables
from consilience.model.times import TimeMention

_RULINGS: Final[tuple[type[Row], ...]] = (MustLink, CannotLink, Rejection, EventCorrection)
_OF_REPORTS: Final[tuple[type[Row], ...]] = (
    Document, Text, Mention, PlaceMention, TimeMention, Figure, EventMention, EntityMember,
    PlaceMember, LineageMember,
)  # fmt: skip
_FOLLOWED: Final = frozenset({*_OF_REPORTS, Entity, Place, Story})
"""Kinds of row whose differences are followed; where another differs, all reports are touched."""


def touched_reports(tables: Tables) -> frozenset[str] | None:
    """Return the reports whose accounts may be others than before; ``None``: all of them."""
    changes = tables.changes
    if changes is None or any(tables.of(kind) for kind in _RULINGS):
        return None
    if changes.kinds() - _FOLLOWED:
        return None
    places = _places_elsewhere(tables, changes)
    located = (row.document for row in tables.where(PlaceMember, "place", places))
    return changes.within(*_OF_REPORTS).union(_of_other_stories(changes), located)


def _of_other_stories(changes: Changes) -> set[str]:
    """Return the reports that are of a story with another id."""
    found: set[str] = set()
    for change in changes.of(Story):
        before, after = (frozenset(row.documents) if row else frozenset() for row in change)
        found |= before ^ after
    return found


def _places_elsewhere(tables: Tables, changes: Changes) -> set[str]:
    """Return the places that may lie to others in another way, and those that lie in them."""
    moved = {row.id for row in _moved(changes)}
    if not moved:
        return moved
    within = {row.id: row.within for row in tables.of(Place)}
    return moved | {key for key in within if not moved.isdisjoint(_chain(key, within))}


def _chain(key: str, within: dict[str, str | None]) -> Iterator[str]:
    seen: set[str] = set()
    at: str | None = key
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = within.get(at)


def _moved(changes: Changes) -> Iterator[Place]:
    for old, new in changes.of(Place):
        if _spot(old) != _spot(new):
            yield from (row for row in (old, new) if row is not None)


def _spot(row: Place | None) -> object:
    """Return all that merging looks at in a place: what its row counts and explains is left out."""
    return row and (
        row.name, row.kind, row.latitude, row.longitude, row.radius_m, row.precision, row.country,
        row.adm1, row.adm2, row.within,
    )  # fmt: skip


def events_told_otherwise(tables: Tables) -> set[str]:
    """Return the events whose rows may be others although their accounts are the same.

    A name may turn out to be a person's, and a country may come to have a place of its own, at
    which events lie that are told of nowhere in it.
    """
    changes = tables.changes
    if changes is None:
        return set()
    renamed = {row.id for old, row in changes.of(Entity) if old and row and old.kind != row.kind}
    found = {
        row.id
        for row in (changes.before(Event) if renamed else ())
        if not renamed.isdisjoint((*row.actors, *row.targets))
    }
    countries = {row.country for row in _moved(changes) if row.precision == "country"}
    if countries:
        inside = {row.id for row in tables.of(Place) if row.country in countries}
        reports = {row.document for row in tables.where(PlaceMember, "place", inside)}
        found |= {row.event for row in changes.before(EventMember) if row.document in reports}
    return found
