"""What do the figures of a comparable set come to: low, best, high, and by which rule?

METHOD 1.5, steps 1 to 9.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consilience.corroboration.agreement import Thresholds, contradicts
from consilience.corroboration.chosen import chosen_bounds, prefer_reliable
from consilience.corroboration.evidence import SetEvidence, set_evidence
from consilience.corroboration.parts import Sums, sums_of_parts
from consilience.corroboration.policies import POLICIES, Bounds
from consilience.corroboration.reached import reached_sets, unreached
from consilience.corroboration.revisions import Position
from consilience.corroboration.rivals import judge_positions
from consilience.corroboration.rulings import chosen_bests, source_letters
from consilience.corroboration.standing import find_standing
from consilience.corroboration.voices import KnownNames, known_names
from consilience.errors import SettingsError
from consilience.model.changes import Stays
from consilience.model.documents import Document
from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, Finding
from consilience.model.rulings import BestChosen
from consilience.model.scales import Agreement, PolicyName
from consilience.model.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileSettings:
    """Whose habits decide, and from which ratio on figures contradict each other."""

    policy: PolicyName = "consilience"
    thresholds: Thresholds = field(default_factory=Thresholds)


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
    own = sorted(evidence if reached is None else reached & evidence.sets.keys())
    beside = _with_parts(own, evidence.sets)
    evidence.read(beside)
    bounds = _bounds(tables, {key: evidence[key] for key in beside}, settings)
    sums = sums_of_parts([evidence.sets[key] for key in beside], bounds)
    case = _Case(tables.by_id(Document), known_names(tables), settings)
    for key in own:
        yield _finding(evidence[key], bounds[key], sums[key], case)


def _with_parts(keys: Sequence[str], sets: Mapping[str, FigureSet]) -> list[str]:
    """Return sets with their parts and what else is counted for their events."""
    own = set(keys)
    events = {sets[key].event for key in keys} - {None}
    return [
        key for key, row in sets.items() if key in own or row.part_of in own or row.event in events
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
