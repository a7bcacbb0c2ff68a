"""What do the figures of a comparable set come to: low, best, high, and by which rule?

METHOD 1.5, steps 1 to 9.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from consilience.corroboration.agreement import Thresholds, contradicts
from consilience.corroboration.altered import altered_figures
from consilience.corroboration.chosen import chosen_bounds, prefer_reliable
from consilience.corroboration.continued import is_the_toll
from consilience.corroboration.copies import copied_runs
from consilience.corroboration.independence import figure_counts
from consilience.corroboration.parts import Sums, sums_of_parts
from consilience.corroboration.policies import POLICIES, Bounds
from consilience.corroboration.reached import reached_sets, unreached
from consilience.corroboration.revisions import Position, find_position
from consilience.corroboration.rivals import judge_positions
from consilience.corroboration.rulings import chosen_bests, set_aside, source_letters
from consilience.corroboration.scope import dated_documents
from consilience.corroboration.standing import find_standing
from consilience.corroboration.voices import KnownNames, known_names
from consilience.errors import SettingsError
from consilience.model.changes import Stays
from consilience.model.documents import Document, Text
from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, Finding, Origin, SetMember
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.rulings import BestChosen
from consilience.model.scales import Agreement, Measure, PolicyName, Qualifier
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import TimeMention

_FLOORS: Final[frozenset[Qualifier]] = frozenset({"floor", "floor_strict"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileSettings:
    """Whose habits decide, and from which ratio on figures contradict each other."""

    policy: PolicyName = "consilience"
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True)
class SetEvidence:
    """A set of figures with all that speaks for it."""

    figure_set: FigureSet
    figures: tuple[Figure, ...]
    excluded: tuple[Figure, ...]
    ruled_out: tuple[str, ...]  # why figures were set aside: by reviewers, or as altered
    origins: tuple[Origin, ...]
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    documents: Mapping[str, Document]
    names: KnownNames
    settings: ReconcileSettings


def reconcile_figures(tables: Tables, *, settings: ReconcileSettings) -> Iterator[Finding | Stays]:
    """Yield one finding for each set of comparable figures.

    Raises:
        SettingsError: there is no such policy.

    """
    if settings.policy not in POLICIES:
        raise SettingsError(
            f"unknown policy {settings.policy!r}; choose from {', '.join(POLICIES)}"
        )
    reached = reached_sets(tables, BestChosen)
    yield from unreached(tables, Finding, reached, "figure_set")
    evidence = set_evidence(tables, settings.thresholds)
    own = sorted(evidence if reached is None else reached & evidence.keys())
    beside = _with_parts(own, evidence)
    bounds = _bounds(tables, {key: evidence[key] for key in beside}, settings)
    sums = sums_of_parts([evidence[key].figure_set for key in beside], bounds)
    case = _Case(tables.by_id(Document), known_names(tables), settings)
    for key in own:
        yield _finding(evidence[key], bounds[key], sums[key], case)


def _with_parts(keys: Sequence[str], evidence: Mapping[str, SetEvidence]) -> list[str]:
    """Return sets with their parts and what else is counted for their events."""
    own = set(keys)
    events = {evidence[key].figure_set.event for key in keys} - {None}
    return [
        key
        for key, row in evidence.items()
        if key in own or row.figure_set.part_of in own or row.figure_set.event in events
    ]


def _bounds(
    tables: Tables, evidence: Mapping[str, SetEvidence], settings: ReconcileSettings
) -> dict[str, Bounds]:
    policy = POLICIES[settings.policy]
    letters = source_letters(tables) if settings.policy == "consilience" else {}
    found = {
        key: prefer_reliable(policy(row.positions), row.positions, letters)
        for key, row in evidence.items()
    }
    return found | {key: chosen_bounds(row) for key, row in chosen_bests(tables).items()}


def set_evidence(tables: Tables, thresholds: Thresholds) -> dict[str, SetEvidence]:
    """Return the evidence of each set of the case, by the set's id."""
    return tables.view((set_evidence, thresholds), lambda: _collect(tables, thresholds))


def _collect(tables: Tables, thresholds: Thresholds) -> dict[str, SetEvidence]:
    figures, statements = tables.by_id(Figure), tables.by_id(Statement)
    members: dict[str, list[Figure]] = defaultdict(list)
    for row in tables.of(SetMember):
        members[row.figure_set].append(figures[row.figure])
    aside, altered = set_aside(tables), altered_figures(tables)
    origins: dict[str, list[Origin]] = defaultdict(list)
    for origin in tables.of(Origin):
        origins[origin.subject].append(origin)
    first_given = _first_given(tables)
    floors = {
        (row.document, row.measure, row.low)
        for row in figures.values()
        if row.low is not None and row.high is None and row.qualifier in _FLOORS
    }
    found = {}
    for figure_set in tables.of(FigureSet):
        own = sorted(members[figure_set.id], key=lambda row: row.id)
        voices = sorted(origins[figure_set.id], key=lambda row: row.id)
        ruled = {row.id: why for row in own if (why := aside.why(row) or altered.get(row.id))}
        excluded = [
            row
            for row in own
            if row.id in ruled or not figure_counts(row, statements.get(row.statement))
        ]
        said = (
            (voice, [figures[key] for key in voice.figures if key not in altered])
            for voice in voices
        )
        said = ((voice, [_in_full(row, floors) for row in rows]) for voice, rows in said)
        found[figure_set.id] = SetEvidence(
            figure_set=figure_set,
            figures=tuple(own),
            excluded=tuple(excluded),
            ruled_out=tuple(sorted(set(ruled.values()))),
            origins=tuple(voices),
            positions=tuple(
                find_position(voice, rows, first_given, thresholds=thresholds)
                for voice, rows in said
                if rows
            ),
        )
    return found


def _first_given(tables: Tables) -> dict[str, str | None]:
    """Return the day on which each figure was first given: of a copy, its original's day."""
    dates, runs = dated_documents(tables), copied_runs(tables)
    days_of: dict[str, set[str]] = defaultdict(set)
    origin_of = {row.id: row.origin for row in tables.of(Lineage)}
    for row in tables.of(LineageMember):
        day = dates.get(origin_of.get(row.lineage) or row.document)
        if day is not None:
            days_of[row.lineage].add(day)
    found: dict[str, str | None] = {}
    for figure in tables.of(Figure):
        days = {day for name in runs.covering(figure.span) for day in days_of.get(name, ())}
        found[figure.id] = min(days, default=dates.get(figure.document))
    for figure_id, day in _stood_at(tables).items():
        found[figure_id] = min(found[figure_id] or day, day)
    return found


def _stood_at(tables: Tables) -> dict[str, str]:
    """Return the day of what a toll is said to have stood at before ("at 14 on Saturday")."""
    texts, times = tables.by_id(Text), tables.by_id(TimeMention)
    found = {}
    for figure in tables.of(Figure):
        time = times.get(figure.scope_time or "")
        if time is not None and time.start and is_the_toll(figure, texts.get(figure.document)):
            found[figure.id] = time.start[:10]
    return found


def _in_full(figure: Figure, floors: set[tuple[str, Measure, float]]) -> Figure:
    """Return *figure* as its report gives it in full: a headline leaves "at least" out."""
    said = figure.low is not None and (figure.document, figure.measure, figure.low) in floors
    if not said or figure.high != figure.low:
        return figure
    return replace(figure, high=None, qualifier="floor")


def _finding(evidence: SetEvidence, bounds: Bounds, sums: Sums, case: _Case) -> Finding:
    standing = find_standing(evidence.origins, case.documents, case.names)
    positions = evidence.positions
    verdict = judge_positions(positions, thresholds=case.settings.thresholds)
    sorted_figures = _sort_figures(positions, bounds.best, case.settings.thresholds)
    high = bounds.high
    if high is not None and sums.unknown_status is not None:
        high += sums.unknown_status
    return Finding(
        id=Finding.make_id(evidence.figure_set.id),
        figure_set=evidence.figure_set.id,
        low=bounds.low,
        best=bounds.best,
        high=high,
        best_rule=bounds.rule,
        best_reason=bounds.because,
        n_reports=standing.n_reports,
        n_outlets=standing.n_outlets,
        n_originators=standing.n_originators,
        n_independent=standing.n_independent,
        agreement=verdict.agreement,
        corroboration=standing.corroboration,
        independence_assumed=standing.independence_assumed,
        supporting=_ids(sorted_figures["supporting"]),
        compatible=_ids(sorted_figures["compatible"]),
        contradicting=_ids(sorted_figures["contradicting"]),
        superseded=_ids(sorted_figures["superseded"]),
        excluded=_ids(evidence.excluded),
        reason=_reason(evidence, verdict.agreement, case.settings.policy),
        flags=sums.flags,
    )


def _sort_figures(
    positions: Sequence[Position], best: float | None, thresholds: Thresholds
) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for position in positions:
        found["superseded"].extend(position.superseded)
        for figure in (position.figure, *position.same, *position.unlike):
            found[_relation(figure, best, thresholds)].append(figure)
    return found


def _relation(figure: Figure, best: float | None, thresholds: Thresholds) -> str:
    if best is not None and figure.best == best:
        return "supporting"
    apart = best is not None and contradicts(figure, best, thresholds=thresholds)
    return "contradicting" if apart else "compatible"


def _ids(figures: Sequence[Figure]) -> tuple[str, ...]:
    return tuple(sorted({figure.id for figure in figures}))


def _reason(evidence: SetEvidence, agreement: Agreement, policy: PolicyName) -> str:
    voices, figures = len(evidence.positions), len(evidence.figures)
    words = f"{figures} {'figure' if figures == 1 else 'figures'}"
    words += f" of {voices} {'voice' if voices == 1 else 'voices'}, {agreement}"
    if evidence.excluded:
        why = "; ".join(evidence.ruled_out) or "denied, supposed, or a plan"
        words += f"; {len(evidence.excluded)} set aside: {why}"
    revised = sum(len(position.superseded) for position in evidence.positions)
    if revised:
        words += f"; {revised} revised later by the same voice"
    return words if policy == "consilience" else f"{words}; policy {policy}"
