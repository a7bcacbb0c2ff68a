"""What grade does each event and figure deserve, by which rule, and what would raise it?

METHOD 1.3 and 1.8. Everything here is proposed; a person signs. Nothing machine-made is final,
least of all *confirmed* and *discounted*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from consilience.corroboration.accounts import Told, told_events
from consilience.corroboration.actions import Action, ActionNear, find_actions, near_events
from consilience.corroboration.admiralty import propose_number
from consilience.corroboration.denials import DENIED
from consilience.corroboration.evidence import SetEvidence, set_evidence
from consilience.corroboration.reached import reached_claims, reached_sets, unreached
from consilience.corroboration.reconcile import ReconcileSettings
from consilience.corroboration.rulings import sign_grades, signed_grades
from consilience.corroboration.standing import Standing, find_standing
from consilience.corroboration.voices import known_names
from consilience.model.changes import Stays
from consilience.model.documents import Document
from consilience.model.events import Event, EventStanding
from consilience.model.findings import Contradiction, FigureSet, Finding, Grade, Origin
from consilience.model.rows import Row
from consilience.model.rulings import SignOff
from consilience.model.scales import Agreement, Group, HarmGrade, Measure
from consilience.model.tables import Tables

CIVILIAN: Final[frozenset[Group]] = frozenset(
    {"civilians", "children", "women", "families", "journalists", "healthcare", "aid_workers",
     "all", "unknown"}
)  # fmt: skip
"""Groups that are or may be civilians: "14 people" killed is a claim that nobody narrowed."""

HARM: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "executed", "bodies_found"}
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed harm grade with what decided it."""

    grade: HarmGrade
    rule: str
    because: str
    would_raise: str | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Happening:
    """All that grades look at for one event."""

    told: Told
    standing: Standing
    origins: tuple[Origin, ...]
    sets: tuple[SetEvidence, ...]
    disputes: tuple[Contradiction, ...]
    action: Action


def grade_case(tables: Tables, *, settings: ReconcileSettings) -> Iterator[Row | Stays]:
    """Yield the grades of every event and finding, and each event's standing."""
    disputes: dict[str, list[Contradiction]] = defaultdict(list)
    for row in tables.of(Contradiction):
        disputes[row.subject].append(row)
    signed = signed_grades(tables)
    reached = reached_subjects(tables)
    yield from unreached(tables, EventStanding, reached, "event")
    yield from unreached(tables, Grade, reached, "subject")
    for happening in _happenings(tables, disputes, settings, reached):
        yield _standing_row(happening, _agreement(happening, tables))
        yield from sign_grades(signed, _event_grades(happening))
    findings = tables.of(Finding) if reached is None else tables.where(Finding, "id", reached)
    yield from (_number_of_finding(row) for row in sorted(findings, key=lambda row: row.id))


def reached_subjects(tables: Tables) -> frozenset[str] | None:
    """Return the events and findings whose grades may differ; ``None``: all of them."""
    reached = reached_sets(tables, SignOff)
    claims, changes = reached_claims(tables, SignOff), tables.changes
    if reached is None or claims is None or changes is None:
        return None
    disputed = {row.subject for pair in changes.of(Contradiction) for row in pair if row}
    found_of = {row.figure_set for pair in changes.of(Finding) for row in pair if row}
    sets = {*reached, *disputed, *found_of}
    old = [row for pair in changes.of(FigureSet) for row in pair if row is not None]
    of_sets = {row.event for row in (*tables.of(FigureSet), *old) if row.id in sets}
    own = {key for key in (*claims, *disputed, *of_sets) if key is not None}
    events, before = tables.by_id(Event), (row for row, _ in changes.of(Event) if row is not None)
    near = near_events([*(events[key] for key in own & events.keys()), *before], events.values())
    return frozenset({*own, *near, *changes.ids(Finding)})


def _happenings(
    tables: Tables,
    disputes: Mapping[str, Sequence[Contradiction]],
    settings: ReconcileSettings,
    reached: frozenset[str] | None,
) -> Iterator[_Happening]:
    evidence = set_evidence(tables, settings.thresholds)
    sets: dict[str, list[str]] = defaultdict(list)
    for row in evidence.sets.values():
        if row.event is not None:
            sets[row.event].append(row.id)
    documents, names = tables.by_id(Document), known_names(tables)
    actions = find_actions(tables, only=reached)
    origins = tables.asked(Origin, "subject")
    origins.read(actions)
    own_sets = [row for key in actions for row in sets[key]]
    evidence.read(own_sets)
    tables.asked(Finding, "figure_set").read(own_sets)
    for key, action in actions.items():
        told = told_events(tables)[key]
        own = [dispute for row in sets[key] for dispute in disputes.get(row, ())]
        yield _Happening(
            told=told,
            standing=find_standing(origins.of(key), documents, names),
            origins=tuple(origins.of(key)),
            sets=tuple(evidence[row] for row in sets[key]),
            disputes=(*disputes.get(key, ()), *own),
            action=action,
        )


def _agreement(happening: _Happening, tables: Tables) -> Agreement:
    if happening.disputes:
        return "contradicted"
    findings = tables.asked(Finding, "figure_set")
    varied = any(
        row.agreement == "varied"
        for evidence in happening.sets
        for row in findings.of(evidence.figure_set.id)
    )
    return "varied" if varied else "uncontested"


def _standing_row(happening: _Happening, agreement: Agreement) -> EventStanding:
    event, standing = happening.told.event, happening.standing
    return EventStanding(
        id=EventStanding.make_id(event.id),
        event=event.id,
        n_reports=standing.n_reports,
        n_outlets=standing.n_outlets,
        n_originators=standing.n_originators,
        n_independent=standing.n_independent,
        corroboration=standing.corroboration,
        agreement=agreement,
    )


def _event_grades(happening: _Happening) -> Iterator[Grade]:
    """Yield an event's grades; those of harm only where anybody counts killed or injured."""
    event = happening.told.event
    if any(row.figure_set.measure in HARM for row in happening.sets):
        yield _grade(event.id, "harm", propose_harm_grade(happening))
        action = happening.action
        found = Proposal("ungraded", "1.3 action_near", action.because, None, action.statements)
        yield _grade(event.id, "action_near", found, value=action.near)
    against = [row for row in happening.disputes if row.subject == event.id]
    number = propose_number(happening.standing.n_independent, _voices_against(against, happening))
    statements = tuple(sorted({key for origin in happening.origins for key in origin.statements}))
    found = Proposal("ungraded", number.rule, number.because, number.would_raise, statements)
    yield _grade(event.id, "admiralty_number", found, value=number.value)


def _voices_against(disputes: Sequence[Contradiction], happening: _Happening) -> int:
    """Return how many voices stand on the smaller side of the event's disputes."""
    return max((min(len(side.origins) for side in row.sides) for row in disputes), default=0)


def propose_harm_grade(happening: _Happening) -> Proposal:
    """Return the grade of METHOD 1.3; rules 2 and 4 beat rule 3 only once a person signs."""
    harmed = [row for row in happening.sets if _claims_civilian_harm(row)]
    used = tuple(sorted({figure.statement for row in harmed for figure in row.figures}))
    if not harmed or happening.told.event.aggregate:
        because = (
            "a total over a period, not one event"
            if happening.told.event.aggregate
            else "no report says that civilians were killed or injured"
        )
        return Proposal("ungraded", "1.3 rule 1", because, None, ())
    rivals = [row for row in happening.disputes if _names_rivals(row)]
    if rivals:
        return _contested(rivals, used)
    accepted = _accepts(happening)
    if accepted:
        because = "a belligerent's own statement accepts it; to be confirmed by a person"
        return Proposal("confirmed", "1.3 rule 2", because, None, accepted)
    fighters = [row for row in happening.disputes if row.kind == "status"]
    if any(len(side.origins) >= 2 for row in fighters for side in row.sides[1:]):
        because = "independent origins say that the dead were combatants; a person decides"
        return Proposal("discounted", "1.3 rule 4", because, None, used)
    return _fair_or_weak(happening, used)


def _names_rivals(row: Contradiction) -> bool:
    """Tell whether two parties or two causes are named: who only denies it names nobody else."""
    values = {side.value for side in row.sides}
    return row.kind == "cause" or (row.kind == "perpetrator" and DENIED not in values)


def _claims_civilian_harm(evidence: SetEvidence) -> bool:
    row = evidence.figure_set
    if row.group not in CIVILIAN or row.measure not in HARM:
        return False
    return any(position.figure.qualifier != "zero_claimed" for position in evidence.positions)


def _contested(rivals: Sequence[Contradiction], used: tuple[str, ...]) -> Proposal:
    kinds = " and ".join(sorted({row.kind for row in rivals}))
    because = f"reports differ on the {kinds}"
    raise_it = "a statement of responsibility by a belligerent, or one account withdrawn"
    statements = {key for row in rivals for side in row.sides for key in side.statements}
    return Proposal(
        "contested", "1.3 rule 3", because, raise_it, tuple(sorted({*statements, *used}))
    )


def _accepts(happening: _Happening) -> tuple[str, ...]:
    conceded = {
        figure.statement
        for row in happening.sets
        for figure in row.figures
        if figure.role == "conceded" and row.figure_set.group in CIVILIAN
    }
    return tuple(sorted(conceded))


def _fair_or_weak(happening: _Happening, used: tuple[str, ...]) -> Proposal:
    independent, near = happening.standing.n_independent, happening.action.near
    if independent >= 2 and near != "none":
        because = f"{independent} independent origins, and action by a belligerent is {near}"
        raise_it = "a belligerent's own statement that accepts responsibility"
        return Proposal("fair", "1.3 rule 5", because, raise_it, used)
    missing = []
    if independent < 2:
        missing.append("a second independent origin")
    if near == "none":
        missing.append("a report of a belligerent's action near by")
    because = f"{independent} independent {'origin' if independent == 1 else 'origins'}"
    because += f", action near by: {near}"
    return Proposal("weak", "1.3 rule 6", because, " and ".join(missing), used)


def _grade(
    subject: str,
    axis: Literal["harm", "admiralty_number", "action_near"],
    proposal: Proposal,
    *,
    value: str | ActionNear | None = None,
) -> Grade:
    return Grade(
        id=Grade.make_id(subject, axis),
        subject=subject,
        axis=axis,
        value=value if value is not None else proposal.grade,
        rule=proposal.rule,
        because=proposal.because,
        would_raise=proposal.would_raise,
        statements=proposal.statements,
        proposed=True,
    )


def _number_of_finding(finding: Finding) -> Grade:
    number = propose_number(finding.n_independent, 1 if finding.contradicting else 0)
    found = Proposal("ungraded", number.rule, number.because, number.would_raise, ())
    return _grade(finding.id, "admiralty_number", found, value=number.value)
