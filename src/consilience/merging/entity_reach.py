"""Which entities can be others than before, since what reports were added?

An entity is reached where a new report names it, or where what the new reports say of acronyms
and names sends mentions of it elsewhere. Only the mentions of such entities are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from consilience.merging.entity_keys import Key, Keys, Names, Slot, keys_of
from consilience.model.changes import Stays
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.memory import Work
from consilience.model.rows import Row
from consilience.model.rulings import CannotLink, MustLink
from consilience.model.tables import Tables

NAMES: Final[Work[dict[str, Names]]] = Work("names of reports", dict[str, Names])

_Noted = tuple[tuple[Key, str], ...]
_ENTITIES: Final[Work[_Noted]] = Work("entities by key", tuple[tuple[Key, str], ...])

_RULINGS: Final[tuple[type[Row], ...]] = (MustLink, CannotLink)

Previous = Mapping[str, tuple[list[str], tuple[str, ...]]]
"""Members and older ids of entities, by id."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What is put together: the mentions, and the entities that they were."""

    mentions: tuple[Mention, ...]
    fuller: tuple[Mention, ...]  # of other entities, on the way to what a mention is short for
    previous: Previous
    others: Mapping[Key, str] | None  # entities that stay, by key; ``None``: all is made anew

    @property
    def standing(self) -> frozenset[str]:
        """The ids of the entities that stay."""
        return frozenset((self.others or {}).values())

    def stays(self) -> Iterator[Stays]:
        """Yield that the rows of these entities stay."""
        if self.others is not None:
            reached = frozenset(self.previous)
            yield Stays(kind=Entity, field="id", but=reached)
            yield Stays(kind=EntityMember, field="entity", but=reached)


def find_reach(tables: Tables, named: Mapping[str, Names], keys: Keys) -> Reach:
    """Return what is to be put together.

    Args:
        tables: Of the stage.
        named: The names of all reports of the case.
        keys: What these say altogether.

    """
    changes, noted = tables.changes, tables.noted(_ENTITIES)
    if changes is None or noted is None or any(tables.of(kind) for kind in _RULINGS):
        return _everything(tables)
    if changes.kinds() - {Mention} or changes.within(Mention) - changes.fresh:
        return _everything(tables)
    new = {document: own for document, own in named.items() if document in changes.fresh}
    before = {document: own for document, own in named.items() if document not in new}
    reached = _reached(before, new, keys)
    entities = dict(noted)
    again = {entities[key] for key in reached if key in entities}
    members = tables.where(EntityMember, "entity", again)
    told = {row.mention for row in members}
    mentions = (
        *tables.where(Mention, "id", told), *tables.where(Mention, "document", new.keys()),
    )  # fmt: skip
    return Reach(
        mentions=mentions,
        fuller=tuple(_fuller(tables, mentions)),
        previous=_members(tables.where(Entity, "id", again), members),
        others={key: row for key, row in noted if key not in reached},
    )


def _everything(tables: Tables) -> Reach:
    previous = _members(tables.of(Entity), tables.of(EntityMember))
    return Reach(tables.of(Mention), (), previous, None)


def _fuller(tables: Tables, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield what *mentions* are short for, and so on, as far as it is not among them."""
    known = {row.id for row in mentions}
    wanted = {row.same_as for row in mentions if row.same_as is not None} - known
    while wanted:
        found = tables.where(Mention, "id", wanted)
        yield from found
        known |= wanted
        wanted = {row.same_as for row in found if row.same_as is not None} - known


def _reached(before: Mapping[str, Names], new: Mapping[str, Names], keys: Keys) -> set[Key]:
    """Return the keys of entities that hold other mentions than before, or for other reasons."""
    found = {keys.home(slot).key for own in new.values() for slot in own.slots}
    then = keys_of(before)
    slots: set[Slot] = {slot for own in before.values() for slot in own.slots}
    for slot in slots:
        old, now = then.home(slot), keys.home(slot)
        if old != now:
            found.update((old.key, now.key))
    return found


def note_entities(tables: Tables, reach: Reach, made: Mapping[Key, str]) -> None:
    """Note which entity each key stands for, for the next run."""
    tables.note(_ENTITIES, tuple(sorted({**(reach.others or {}), **made}.items())))


def _members(entities: Iterable[Entity], members: Iterable[EntityMember]) -> Previous:
    """Return the members and older ids of *entities*, as they are in the case so far."""
    found: dict[str, list[str]] = defaultdict(list)
    for member in members:
        found[member.entity].append(member.mention)
    return {row.id: (found.get(row.id, []), row.previous_ids) for row in entities}
