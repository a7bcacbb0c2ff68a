"""What reviewers ruled about figures, sources and grades, ready for the stages to honour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consilience.corroboration.voices import KnownNames, known_names
from consilience.corroboration.voicing import Voicing, voicing
from consilience.model.anchors import Anchored, is_same_contradiction
from consilience.model.decisions import Anchor
from consilience.model.events import EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, Grade, SetMember
from consilience.model.rulings import (
    BestChosen,
    IndependentDocuments,
    NotComparable,
    RatedSource,
    Rejection,
    ResolvedContradiction,
    Ruling,
    SignOff,
    Withdrawal,
)
from consilience.model.scales import SourceLetter
from consilience.model.statements import Statement
from consilience.model.tables import Tables

UNRELIABLE: Final[SourceLetter] = "E"


@dataclass(frozen=True, slots=True)
class SetAside:
    """Statements and figures that do not count, each with the reason; empty where all count."""

    statements: Mapping[str, str]
    figures: Mapping[str, str]

    def why(self, figure: Figure) -> str | None:
        """Return why *figure* does not count, ``None`` where it does."""
        return self.figures.get(figure.id) or self.statements.get(figure.statement)


def set_aside(tables: Tables) -> SetAside:
    """Return what reviewers set aside: rejected, withdrawn, or of a source rated E."""
    return tables.view(set_aside, lambda: _find_set_aside(tables))


def _find_set_aside(tables: Tables) -> SetAside:
    statements: dict[str, str] = {}
    withdrawn = {row.withdrawn: _said("withdrawn", row) for row in tables.of(Withdrawal)}
    rated = {key: row for key, row in _ratings(tables).items() if row.letter == UNRELIABLE}
    if withdrawn or rated:
        speaking = voicing(tables)
        for statement in tables.of(Statement):
            reason = withdrawn.get(statement.document) or _unreliable(statement, speaking, rated)
            if reason:
                statements[statement.id] = reason
    figures: dict[str, str] = {}
    rejections = tables.of(Rejection)
    if rejections:
        said, counted = Anchored(tables.of(Statement)), Anchored(tables.of(Figure))
        for ruling in rejections:
            reason = _said("rejected", ruling)
            statements.update((row.id, reason) for row in _found(said, ruling, Statement.table))
            figures.update((row.id, reason) for row in _found(counted, ruling, Figure.table))
    return SetAside(statements, figures)


def _found(
    rows: Anchored[Statement] | Anchored[Figure], ruling: Rejection, table: str
) -> Sequence[Statement | Figure]:
    return rows.find_all(anchor for anchor in ruling.anchors if anchor.table == table)


def _unreliable(
    statement: Statement, speaking: Voicing, rated: Mapping[str, RatedSource]
) -> str | None:
    voice = speaking.of(statement).key.removeprefix("unattributed:")
    row = rated.get(voice)
    return None if row is None else _said(f"of a source rated {UNRELIABLE}", row)


def _ratings(tables: Tables) -> dict[str, RatedSource]:
    rulings = sorted(tables.of(RatedSource), key=lambda row: (row.number, row.id))
    if not rulings:
        return {}
    names: KnownNames = known_names(tables)
    return {names.key(row.source): row for row in rulings}


def source_letters(tables: Tables) -> dict[str, SourceLetter]:
    """Return the letters that reviewers gave, by the key of the source."""
    return {key: row.letter for key, row in _ratings(tables).items()}


def chosen_bests(tables: Tables) -> dict[str, BestChosen]:
    """Return the bounds that reviewers chose, by the set that holds most of their figures."""
    rulings = sorted(tables.of(BestChosen), key=lambda row: (row.number, row.id))
    if not rulings:
        return {}
    figures = Anchored(tables.of(Figure))
    holder = {row.figure: row.figure_set for row in tables.of(SetMember)}
    found: dict[str, BestChosen] = {}
    for ruling in rulings:
        chosen = holder_of((row.id for row in figures.find_all(ruling.figures)), holder)
        if chosen is not None:
            found[chosen] = ruling
    return found


def holder_of(members: Iterable[str], holder: Mapping[str, str]) -> str | None:
    """Return the merged thing that holds most of *members*, ``None`` where none does."""
    votes = Counter(holder[key] for key in members if key in holder)
    return min(votes, key=lambda key: (-votes[key], key)) if votes else None


def incomparable_figures(tables: Tables) -> list[tuple[str, frozenset[str], str]]:
    """Return figures with those that they are not to be compared with, and who says so."""
    rulings = sorted(tables.of(NotComparable), key=lambda row: (row.number, row.id))
    if not rulings:
        return []
    figures = Anchored(tables.of(Figure))
    found = []
    for ruling in rulings:
        own, others = figures.find(ruling.figure), figures.find_all(ruling.others)
        if own is not None and others:
            rest = frozenset(row.id for row in others) - {own.id}
            found.append((own.id, rest, _said("not comparable", ruling)))
    return found


def independent_pairs(tables: Tables) -> frozenset[frozenset[str]]:
    """Return the pairs of documents that a reviewer holds to be voices of their own."""
    rulings = tables.of(IndependentDocuments)
    return frozenset(frozenset((row.document_a, row.document_b)) for row in rulings)


def keep_resolutions(tables: Tables, found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Yield the contradictions *found*, those that a reviewer resolved in the state he found."""
    rulings = sorted(tables.of(ResolvedContradiction), key=lambda row: (row.number, row.id))
    for row in found:
        ruling = next((one for one in reversed(rulings) if _is_about(one, row)), None)
        if ruling is None:
            yield row
            continue
        words = f"{row.explanation} {_said(f'Held to be {ruling.state}', ruling)}."
        yield replace(row, state=ruling.state, explanation=words)


def _is_about(ruling: ResolvedContradiction, row: Contradiction) -> bool:
    return is_same_contradiction(
        row, known_as=ruling.contradiction, kind=ruling.kind, spans=ruling.spans
    )


def sign_grades(signed: Mapping[str, SignOff], proposed: Iterable[Grade]) -> Iterator[Grade]:
    """Yield the grades *proposed*, and those that a person signed as they were signed."""
    for grade in proposed:
        ruling = signed.get(grade.subject) if grade.axis == "harm" else None
        if ruling is None or ruling.value is None:
            yield grade
            continue
        because = f"{_said('signed', ruling)}; proposed by rule: {grade.value}, {grade.because}"
        yield replace(grade, value=ruling.value, rule="signed", because=because, proposed=False)


def signed_grades(tables: Tables) -> dict[str, SignOff]:
    """Return the last sign-off of each event's grade."""
    rulings = sorted(tables.of(SignOff), key=lambda row: (row.number, row.id))
    rulings = [row for row in rulings if row.axis == "grade"]
    if not rulings:
        return {}
    mentions = Anchored(tables.of(EventMention))
    holder = {row.mention: row.event for row in tables.of(EventMember)}
    found: dict[str, SignOff] = {}
    for ruling in rulings:
        event = holder_of((row.id for row in mentions.find_all(_members(ruling))), holder)
        if event is not None:
            found[event] = ruling
    return found


def _members(ruling: SignOff) -> list[Anchor]:
    return [anchor for anchor in ruling.anchors if anchor.role == "member"]


def _said(what: str, ruling: Ruling) -> str:
    """Return that a reviewer ruled, when, and where that is written; who did, the log says."""
    return f"{what} by a reviewer on {ruling.day} ({ruling.decision})"
