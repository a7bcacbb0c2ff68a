"""Which figures can the differences since the last build put into other sets?

Figures matter to each other's sets within a *circle* (`gate.circle_of`): an event, or what is
counted where no event is known. A set lies in one circle; only where numbers of another magnitude
or other words for the same thing were joined, it lies in several. So what differs reaches the
circles of the figures of which something else is told, and those that sets tie to them. All other
sets stand as they stood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.gate import is_of_no_event
from consilience.corroboration.nesting import Told
from consilience.corroboration.reached import followed_changes, told_otherwise
from consilience.corroboration.scope import dated_documents
from consilience.model.changes import Changes
from consilience.model.entities import EntityMember
from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, SetMember
from consilience.model.held import Held
from consilience.model.lineage import Lineage, LineageMember, Passage, SwappedPair
from consilience.model.memory import Work
from consilience.model.places import PlaceMember
from consilience.model.rulings import LineageRuling, NotComparable
from consilience.model.tables import Tables
from consilience.model.times import InferredDate, TimeMention


@dataclass(frozen=True, slots=True)
class SetsNoted:
    """What is noted of the sets of a case."""

    moments: dict[str, str]  # by day: see `gate.moments_of`
    told: dict[str, Told]  # by set


SETS: Final[Work[SetsNoted]] = Work("sets of figures", SetsNoted)


class Reach:
    """The circles that differences reach, with the sets that lie in them: it only grows."""

    def __init__(
        self, figures: Iterable[str], noted: SetsNoted, members: Iterable[SetMember] = ()
    ) -> None:
        """Reach some *figures*, and no circle yet.

        Args:
            figures: Of which something else is told than before.
            noted: Of all sets that may stand as they stood.
            members: Of these sets.

        """
        self.noted = noted
        self.sets: set[str] = set()
        self._circles: set[str] = set()
        self._figures, self._members = frozenset(figures), tuple(members)
        self._within: dict[str, list[str]] = defaultdict(list)
        for key, told in noted.told.items():
            for circle in told.circles:
                self._within[circle].append(key)

    def circles_of(self, documents: AbstractSet[str]) -> set[str]:
        """Return the circles of the sets that hold a figure of *documents*."""
        sets = {row.figure_set for row in self._members if row.document in documents}
        return {circle for key in sets for circle in self.noted.told[key].circles}

    def widen(self, circles: Iterable[str]) -> bool:
        """Reach *circles* too, and those that sets tie to them; return whether any is new."""
        before, left = len(self._circles), [*circles]
        while left:
            circle = left.pop()
            if circle not in self._circles:
                self._circles.add(circle)
                for key in self._within.get(circle, ()):
                    self.sets.add(key)
                    left += self.noted.told[key].circles
        return len(self._circles) > before

    def figures(self) -> frozenset[str]:
        """Return the figures that are reached, and those of the sets that are."""
        own = (row.figure for row in self._members if row.figure_set in self.sets)
        return self._figures.union(own)


def find_reach(tables: Tables, moments: dict[str, str]) -> Reach:
    """Return what differs reaches of the sets of *tables*; all where that is not known.

    Args:
        tables: Of the stage.
        moments: As they are now, by day.

    """
    nouns = tables.each(_NOUNS, (Figure,), _nouns)  # noted by each run, for the next one
    noted, changes = tables.noted(SETS), followed_changes(tables, (LineageRuling, NotComparable))
    if noted is None or changes is None:
        reach = Reach((row.id for row in tables.of(Figure)), SetsNoted({}, {}))
        reach.sets |= {row.id for row in tables.of(FigureSet)}
        return reach
    moved = {day for day, first in moments.items() if noted.moments.get(day) != first}
    changed = _told_otherwise(tables, changes, nouns).union(
        key for key, days in figure_days(tables).items() if not moved.isdisjoint(days)
    )
    figures = (row.id for row in tables.where(Figure, "document", changed))
    reach = Reach(figures, noted, tables.of(SetMember))
    reach.widen(reach.circles_of(changed))
    # Whether a figure of an event is a copy is no matter to its set.
    copied = reach.circles_of(_copied_otherwise(tables, changes))
    reach.widen(circle for circle in copied if is_of_no_event(circle))
    return reach


def figure_days(tables: Tables) -> Mapping[str, set[str]]:
    """Return by report the days that its figures are of, stated or those of the report."""
    return tables.view(figure_days, lambda: _read_days(tables))


def _read_days(tables: Tables) -> dict[str, set[str]]:
    dates = dated_documents(tables)
    stated = tables.each(_STATED, (Figure, TimeMention), _stated_days)
    return {
        document: {day[:10] for day in (*days, dates.get(document)) if day is not None}
        for document, days in stated.items()
        if days is not None
    }


_Days = tuple[str, ...] | None
_STATED: Final[Work[dict[str, _Days]]] = Work("days of figures", dict[str, _Days])


def _stated_days(rows: Held) -> _Days:
    """Return the days that the figures of a report are said to be of; ``None``: it has none."""
    starts = {row.id: row.start for row in rows.of(TimeMention)}
    figures = rows.of(Figure)
    days = {starts.get(row.scope_time or "") for row in figures} - {None}
    return tuple(sorted(day for day in days if day is not None)) if figures else None


def _told_otherwise(tables: Tables, changes: Changes, nouns: _Nouns) -> set[str]:
    """Return the reports whose figures may count something else, or be of another day."""
    found = {*changes.fresh, *changes.within(InferredDate, EntityMember, PlaceMember)}
    return found.union(told_otherwise(tables, changes), _reworded(tables, changes, nouns))


def _copied_otherwise(tables: Tables, changes: Changes) -> set[str]:
    """Return the reports whose figures may be copies of others."""
    found: set[str] = set()
    for change in changes.of(Passage):
        found.update(key for row in change if row for key in (row.document_a, row.document_b))
    # Of several lineages, a copy goes by the one that stands first in the case: any member counts.
    lineages = changes.ids(Lineage)
    for member_change in changes.of(LineageMember):
        lineages.update(row.lineage for row in member_change if row is not None)
        found.update(row.document for row in member_change if row is not None)
    found.update(row.document for row in tables.of(LineageMember) if row.lineage in lineages)
    return found


def place_of_noun(figure: Figure) -> tuple[str, int] | None:
    """Return the report and the start of the word for what is counted, where it is no people."""
    if figure.noun is None or figure.unit in {"persons", "bodies"}:
        return None
    return figure.noun.document, figure.noun.start


def _reworded(tables: Tables, changes: Changes, nouns: _Nouns) -> Iterator[str]:
    """Yield the reports that count the same in two words: few do, so all of them are reached."""
    were = (old for old, _ in changes.of(SwappedPair) if old is not None)
    for pair in (*tables.of(SwappedPair), *were):
        spans = (*pair.original_spans, *pair.swapped_spans)
        counted = [span.document for span in spans if span.start in nouns.get(span.document, ())]
        if len(counted) > 1:
            yield from counted


_Nouns = Mapping[str, tuple[int, ...]]
"""Where the words for what is counted start, by report."""
_NOUNS: Final[Work[dict[str, tuple[int, ...]]]] = Work("nouns", dict[str, tuple[int, ...]])


def _nouns(rows: Held) -> tuple[int, ...]:
    places = (place_of_noun(row) for row in rows.of(Figure))
    return tuple(sorted({place[1] for place in places if place is not None}))
