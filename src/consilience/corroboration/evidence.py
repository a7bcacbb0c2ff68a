"""What do the voices of the case say of each set of figures?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from consilience.corroboration.agreement import Thresholds
from consilience.corroboration.altered import altered_figures
from consilience.corroboration.continued import is_the_toll
from consilience.corroboration.copies import copied_runs
from consilience.corroboration.independence import figure_counts
from consilience.corroboration.revisions import Position, find_position
from consilience.corroboration.rulings import set_aside
from consilience.corroboration.scope import dated_documents
from consilience.model.documents import Text
from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, Origin, SetMember
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.scales import Qualifier
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import TimeMention

_FLOORS: Final[frozenset[Qualifier]] = frozenset({"floor", "floor_strict"})


@dataclass(frozen=True, slots=True)
class SetEvidence:
    """A set of figures with all that speaks for it."""

    figure_set: FigureSet
    figures: tuple[Figure, ...]
    excluded: tuple[Figure, ...]
    ruled_out: tuple[str, ...]  # why figures were set aside: by reviewers, or as altered
    origins: tuple[Origin, ...]
    positions: tuple[Position, ...]


class Evidence(Mapping[str, SetEvidence]):
    """The evidence of each set of the case, by the set's id: put together when it is asked for."""

    def __init__(self, tables: Tables, thresholds: Thresholds) -> None:
        self.sets = {row.id: row for row in sorted(tables.of(FigureSet), key=lambda row: row.id)}
        """All sets, in order."""
        self._thresholds = thresholds
        self._reports, self._statements = tables.asked(Figure, "document"), tables.asked(Statement)
        self._members: dict[str, list[SetMember]] = defaultdict(list)
        for row in tables.of(SetMember):
            self._members[row.figure_set].append(row)
        self._origins = tables.asked(Origin, "subject")
        self._aside, self._altered = set_aside(tables), altered_figures(tables)
        self._days = _Days(tables)
        self._found: dict[str, SetEvidence] = {}

    def __getitem__(self, key: str) -> SetEvidence:
        """Return the evidence of one set."""
        if key not in self._found:
            self.read((key,))
            self._found[key] = self._collect(self.sets[key])
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of all sets, in order."""
        return iter(self.sets)

    def __len__(self) -> int:
        """Return the number of sets."""
        return len(self.sets)

    def read(self, keys: Collection[str]) -> None:
        """Read in one go what is needed for *keys*, for who is about to ask for each."""
        self._origins.read(keys)
        self._reports.read(row.document for key in keys for row in self._members.get(key, ()))
        self._statements.read(figure.statement for key in keys for figure in self.figures(key))

    def n_voices(self, key: str) -> int:
        """Return how many voices there are behind one set."""
        return len(self._origins.of(key))

    def holds_any(self, key: str, figures: AbstractSet[str]) -> bool:
        """Whether one set holds one of *figures*; none is read for it."""
        return any(row.figure in figures for row in self._members.get(key, ()))

    def figures(self, key: str) -> Sequence[Figure]:
        """Return the figures of one set."""
        return [self._figure(row) for row in self._members.get(key, ())]

    def _figure(self, member: SetMember) -> Figure:
        found = self._reports.of(member.document)
        return next(figure for figure in found if figure.id == member.figure)

    def _collect(self, figure_set: FigureSet) -> SetEvidence:
        own = sorted(self.figures(figure_set.id), key=lambda row: row.id)
        voices = self._origins.of(figure_set.id)
        ruled = {
            row.id: why for row in own if (why := self._aside.why(row) or self._altered.get(row.id))
        }
        excluded = [
            row
            for row in own
            if row.id in ruled or not figure_counts(row, self._statements.get(row.statement))
        ]
        figures = {row.id: row for row in own}
        positions = (
            self._position(voice, [figures[key] for key in voice.figures]) for voice in voices
        )
        return SetEvidence(
            figure_set=figure_set,
            figures=tuple(own),
            excluded=tuple(excluded),
            ruled_out=tuple(sorted(set(ruled.values()))),
            origins=tuple(voices),
            positions=tuple(row for row in positions if row is not None),
        )

    def _position(self, voice: Origin, figures: Iterable[Figure]) -> Position | None:
        rows = [
            _in_full(row, self._reports.of(row.document))
            for row in figures
            if row.id not in self._altered
        ]
        if not rows:
            return None
        days = {row.id: self._days.first_given(row) for row in rows}
        return find_position(voice, rows, days, thresholds=self._thresholds)


def set_evidence(tables: Tables, thresholds: Thresholds) -> Evidence:
    """Return the evidence of each set of the case, by the set's id."""
    return tables.view((set_evidence, thresholds), lambda: Evidence(tables, thresholds))


class _Days:
    """The day on which each figure was first given: of a copy, its original's day."""

    def __init__(self, tables: Tables) -> None:
        self._dates, self._runs = dated_documents(tables), copied_runs(tables)
        self._texts, self._times = tables.by_id(Text), tables.asked(TimeMention)
        self._of_lineage: dict[str, set[str]] = defaultdict(set)
        origin_of = {row.id: row.origin for row in tables.of(Lineage)}
        for row in tables.of(LineageMember):
            day = self._dates.get(origin_of.get(row.lineage) or row.document)
            if day is not None:
                self._of_lineage[row.lineage].add(day)

    def first_given(self, figure: Figure) -> str | None:
        """Return the day on which *figure* was first given."""
        names = self._runs.covering(figure.span)
        days = {day for name in names for day in self._of_lineage.get(name, ())}
        first = min(days, default=self._dates.get(figure.document))
        stood = self._stood_at(figure)
        return first if stood is None else min(first or stood, stood)

    def _stood_at(self, figure: Figure) -> str | None:
        """Return the day of what a toll is said to have stood at before ("14 on Saturday")."""
        toll = is_the_toll(figure, self._texts.get(figure.document))
        time = self._times.get(figure.scope_time) if toll and figure.scope_time else None
        return time.start[:10] if time is not None and time.start else None


def _in_full(figure: Figure, report: Iterable[Figure]) -> Figure:
    """Return *figure* as its report gives it in full: a headline leaves "at least" out."""
    if figure.low is None or figure.high != figure.low:
        return figure
    said = any(
        row.high is None
        and (row.measure, row.low) == (figure.measure, figure.low)
        and row.qualifier in _FLOORS
        for row in report
    )
    return replace(figure, high=None, qualifier="floor") if said else figure
