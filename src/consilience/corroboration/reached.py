"""Which claims can the differences since the last build reach?

A claim (a set of figures or an event) is reached where a report of it, a voice of one of its
reports, or a copy of one is new or has changed. All others stand as they stood. Where the
differences cannot be followed, all claims are reached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, TypeVar

from consilience.corroboration.copies import INCIDENTAL
from consilience.corroboration.named import named_sources
from consilience.corroboration.scope import dated_documents, place_tree
from consilience.corroboration.voices import KnownNames, collect_names, known_names, plain_name
from consilience.model.changes import Changes, Stays
from consilience.model.documents import Document, Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import Event, EventMember, EventMention, Story
from consilience.model.figures import Figure
from consilience.model.findings import (
    Contradiction,
    FigureSet,
    Finding,
    Origin,
    SetMember,
    Toll,
)
from consilience.model.lineage import (
    AlteredFact,
    CopyEdge,
    Lineage,
    LineageMember,
    Passage,
    SwappedPair,
)
from consilience.model.memory import Work
from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.rows import Row
from consilience.model.rulings import LineageRuling, RatedSource, Rejection, Ruling, Withdrawal
from consilience.model.sentences import Sentence
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import InferredDate, TimeMention

R = TypeVar("R", bound=Row)
V = TypeVar("V")

_RULINGS: Final[tuple[type[Ruling], ...]] = (LineageRuling, Rejection, Withdrawal, RatedSource)
_TOLD: Final[tuple[type[Row], ...]] = (
    Document, Text, Sentence, Mention, PlaceMention, Statement, Figure, EventMention, TimeMention,
)  # fmt: skip
_FOLLOWED: Final[frozenset[type[Row]]] = frozenset(
    {*_TOLD, InferredDate, Place, PlaceMember, Entity, EntityMember, Story, Event, EventMember,
     FigureSet, SetMember, Passage, AlteredFact, CopyEdge, Lineage, LineageMember, SwappedPair,
     Origin, Toll, Finding, Contradiction}
)  # fmt: skip
"""Kinds of row whose differences are followed to what they reach. Where a stage reads another
kind, and that differs, all claims are reached: forgetting to follow one costs time and is no
error. Who looks at places or stories asks for `reached_reports`."""


def reached_claims(tables: Tables, *rulings: type[Row]) -> frozenset[str] | None:
    """Return the ids of events and sets that may be judged otherwise now; ``None``: all of them.

    Args:
        tables: Of a stage.
        rulings: Further kinds of ruling that the stage reads; where there is one, all are reached.

    """
    documents, changes = _reached(tables, *rulings), tables.changes
    if documents is None or changes is None:
        return None
    found = changes.ids(FigureSet)
    for change in changes.of(SetMember):
        found.update(row.figure_set for row in change if row is not None)
    found.update(row.figure_set for row in tables.where(SetMember, "document", documents))
    # A reviewer may hold two reports to be voices of their own: nothing else differs then.
    found.update(row.subject for change in changes.of(Origin) for row in change if row is not None)
    found.update(row.event for change in changes.of(Toll) for row in change if row is not None)
    return frozenset(found | _events(tables, documents, changes))


def followed_changes(tables: Tables, rulings: Iterable[type[Row]]) -> Changes | None:
    """Return what differs where it can be followed: there is none of *rulings*, nor was one."""
    changes = tables.changes
    if changes is None or any(tables.of(kind) for kind in rulings):
        return None
    if changes.kinds() - _FOLLOWED:
        return None
    if changes.within(*_TOLD) - changes.fresh:
        return None  # a report that was there tells something else, or is gone
    return changes


def _reached(tables: Tables, *rulings: type[Row]) -> AbstractSet[str] | None:
    """Return the reports that something new can reach; ``None``: all of them."""
    changes = followed_changes(tables, (*_RULINGS, *rulings))
    if changes is None:
        return None
    return tables.view(_reached, lambda: _speakers(tables, _documents(tables, changes), changes))


def _events(tables: Tables, documents: AbstractSet[str], changes: Changes) -> set[str]:
    """Return the events that differ, and those that *documents* tell of."""
    found = changes.ids(Event)
    for change in changes.of(EventMember):
        found.update(row.event for row in change if row is not None)
    found.update(row.event for row in tables.where(EventMember, "document", documents))
    return found


def _documents(tables: Tables, changes: Changes) -> AbstractSet[str]:
    """Return the reports of which something differs, and those whose copies are of another day."""
    return tables.view(_documents, lambda: _find_documents(tables, changes))


def _find_documents(tables: Tables, changes: Changes) -> set[str]:
    found = {*changes.fresh, *changes.within(InferredDate, EntityMember, PlaceMember)}
    for change in (*changes.of(Passage), *changes.of(CopyEdge)):
        found.update(key for row in change if row for key in (row.document_a, row.document_b))
    for altered in changes.of(AlteredFact):
        spans = (span for row in altered if row for span in (row.a, row.b))
        found.update(span.document for span in spans if span is not None)
    for member_change in changes.of(LineageMember):
        found.update(row.document for row in member_change if row is not None)
    return found | _of_other_lineages(tables, changes)


def _of_other_lineages(tables: Tables, changes: Changes) -> set[str]:
    """Return the reports of lineages that link others now, or are of another day.

    That a new report copies them too changes nothing between them, unless it came before them.
    """
    other = {row.id for pair in changes.of(Lineage) if _ties(*pair) for row in pair if row}
    joined: dict[str, set[str]] = defaultdict(set)
    for old, new in changes.of(LineageMember):
        if old is None and new is not None and new.document in changes.fresh:
            joined[new.lineage].add(new.document)
        else:
            other.update(row.lineage for row in (old, new) if row is not None)
    holders: dict[str, set[str]] = defaultdict(set)
    for member in tables.of(LineageMember):
        holders[member.lineage].add(member.document)
    days, redated = dated_documents(tables), changes.within(InferredDate) - changes.fresh
    for lineage in tables.of(Lineage):
        # A copy was first given on the day of its origin; where none is known, on the first day.
        dating = holders[lineage.id] if lineage.origin is None else {lineage.origin}
        came = dating & joined.get(lineage.id, set())
        if not redated.isdisjoint(dating) or (
            came and _first_day(came, days) < _first_day(dating - came, days)
        ):
            other.add(lineage.id)
    return set().union(*(holders[key] for key in other))


def _ties(old: Lineage | None, new: Lineage | None) -> bool:
    """Whether a lineage makes copies of what were none, or dates them by another report."""
    if old is None or new is None:
        return True
    return (old.kind in INCIDENTAL, old.origin) != (new.kind in INCIDENTAL, new.origin)


def _first_day(documents: Iterable[str], days: Mapping[str, str | None]) -> str:
    """Return the first of the days of *documents*, or what is later than every day."""
    return min((day for key in documents if (day := days.get(key))), default="~")


def _speakers(tables: Tables, documents: AbstractSet[str], changes: Changes) -> set[str]:
    """Return *documents* and those whose voices may be others now.

    A name may be known by another key; a person may turn out to speak for a body because of what
    another report says.
    """
    names, old = known_names(tables), _names_before(tables, changes)
    parties = _parties_changed(changes)
    named = {
        names.key(row.vocabulary or row.name) for row in tables.of(Entity) if row.id in parties
    }
    found = {*documents} | _naming(tables, _differing(names, old) | named, names)
    found |= {row.document for row in tables.where(EntityMember, "entity", parties)}
    persons = {
        document: {names.key(row.name) for row in named.sources if row.kind == "person"}
        for document, named in named_sources(tables).items()
    }
    speaking = {key for document in found for key in persons.get(document, ())}
    return found | {key for key, own in persons.items() if not own.isdisjoint(speaking)}


def _names_before(tables: Tables, changes: Changes) -> KnownNames:
    now = {row.id for _, row in changes.of(Entity) if row is not None}
    rows = [row for row in tables.of(Entity) if row.id not in now]
    return collect_names([*rows, *(row for row, _ in changes.of(Entity) if row is not None)])


def _differing(names: KnownNames, old: KnownNames) -> AbstractSet[str]:
    """Return names and keys that stand for something else than before."""
    mappings = ((names.keys, old.keys), (names.titles, old.titles), (names.owners, old.owners))
    found = {key for one, other in mappings for key in _unlike(one, other)}
    return found | {side[key] for side in (names.keys, old.keys) for key in found if key in side}


def _unlike(one: Mapping[str, V], other: Mapping[str, V]) -> Iterator[str]:
    yield from (key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


def _naming(tables: Tables, differing: AbstractSet[str], names: KnownNames) -> set[str]:
    """Return the reports that name one of *differing* as source, link, agency, or outlet."""
    if not differing:
        return set()
    known: dict[str, bool] = {}

    def differs(name: str | None) -> bool:
        if name is None:
            return False
        if name not in known:
            known[name] = not differing.isdisjoint((plain_name(name), names.key(name)))
        return known[name]

    found = {row.id for row in tables.of(Document) if differs(row.outlet) or differs(row.agency)}
    found.update(
        document
        for document, named in named_sources(tables).items()
        if any(map(differs, named.others)) or any(differs(row.name) for row in named.sources)
    )
    return found


def _parties_changed(changes: Changes) -> set[str]:
    """Return the entities that are of another party, kind or name than before."""
    return {
        row.id
        for change in changes.of(Entity)
        if len({_party(row) for row in change}) > 1
        for row in change
        if row is not None
    }


def _party(row: Entity | None) -> object:
    return None if row is None else (row.name, row.kind, row.side, row.vocabulary)


def reached_sets(tables: Tables, *rulings: type[Row]) -> frozenset[str] | None:
    """Return the sets whose figures may come to something else; ``None``: all of them.

    A set also looks at its parts, and at what else is counted for its event.
    """
    reached = reached_claims(tables, *rulings)
    if reached is None or tables.changes is None:
        return None
    rows = {row.id: row for row in tables.of(FigureSet)}
    own = [row for key, row in rows.items() if key in reached]
    own += [row for change in tables.changes.of(FigureSet) for row in change if row is not None]
    wholes = {row.part_of for row in own}
    events = {row.event for row in own if row.event is not None}
    beside = {key for key, row in rows.items() if key in wholes or row.event in events}
    return frozenset(beside | {row.id for row in own})


def worth_a_look(
    tables: Tables, work: Work[tuple[str, ...]], reached: AbstractSet[str] | None
) -> AbstractSet[str] | None:
    """Return the claims that are *reached* or noted as *work*; ``None``: all of them.

    For a stage that cannot tell what all of the case does to a claim, but that it does nothing to
    claims that are not noted and stand as they stood.
    """
    noted = tables.noted(work)
    return None if noted is None or reached is None else reached | set(noted)


def reached_reports(tables: Tables, *rulings: type[Row]) -> frozenset[str] | None:
    """Return the reports whose figures may count something else; ``None``: all of them.

    They do where another event is told in them, or a place that they name lies otherwise.
    """
    changes = tables.changes
    if _reached(tables, *rulings) is None or changes is None:
        return None
    stories = (row.documents for pair in changes.of(Story) for row in pair if row is not None)
    told = told_otherwise(tables, changes)
    return frozenset(told.union(_documents(tables, changes), *stories))


def told_otherwise(tables: Tables, changes: Changes) -> set[str]:
    """Return the reports that tell of an event or name a place of which something differs."""
    places = _places_elsewhere(tables, changes)
    # Who speaks in a report does not matter here, nor who else tells of an event that is the same.
    events = _events(tables, frozenset(), changes)
    events.update(row.id for row in tables.where(Event, "place", places))
    told = {row.document for row in tables.where(EventMember, "event", events)}
    told.update(row.document for row in tables.where(PlaceMember, "place", places))
    return told


def _places_elsewhere(tables: Tables, changes: Changes) -> set[str]:
    """Return the places that may lie elsewhere, or in others, than before."""
    moved = {
        row.id
        for old, new in changes.of(Place)
        if old is not None and _spot(old) != _spot(new)
        for row in (old, new)
        if row is not None
    }
    tree = place_tree(tables)
    return {key for key in tree.within if moved and not moved.isdisjoint(tree.chain(key))} | moved


def _spot(row: Place | None) -> object:
    """Return where a place lies and what it is called, as far as its row tells."""
    return row and (
        row.name,
        row.kind,
        row.latitude,
        row.longitude,
        row.radius_m,
        row.precision,
        row.within,
    )


def unreached(
    tables: Tables, kind: type[Row], reached: AbstractSet[str] | None, field: str
) -> Iterator[Stays]:
    """Yield that what the stage made of *kind* stays, for claims that are not *reached*.

    Args:
        tables: Of the stage.
        kind: Of rows that it makes.
        reached: Claims that it makes anew; ``None``: all of them.
        field: Of these rows that names the claim.

    """
    if tables.changes is not None and reached is not None:
        yield Stays(kind=kind, field=field, but=reached)
