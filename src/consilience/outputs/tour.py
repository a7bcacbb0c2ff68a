"""What was found in this record, for somebody who sees such a record for the first time?

Every line is read off the record; a part that the record has nothing for is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from consilience.model.documents import Document
from consilience.model.findings import Contradiction, FigureSet, Finding, Origin, SetMember
from consilience.model.lineage import AlteredFact, Lineage, LineageMember
from consilience.model.source import RowSource

_OPENING_WORDS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One thing to look at, and the command that shows more of it."""

    heading: str
    lines: tuple[str, ...]
    command: str  # without the program's name and the case
    target: str  # id that the command is about, or nothing


def describe_record(record: RowSource) -> Iterator[Sight]:
    """Yield what a newcomer should look at first, the reports before what was made of them."""
    yield _reports(record)
    finding = _most_reported(record)
    for sight in (
        _copies(record),
        _origins(record, finding),
        _figure(record, finding),
        _contradiction(record, finding),
    ):
        if sight is not None:
            yield sight


def _reports(record: RowSource) -> Sight:
    documents = sorted(record.rows(Document), key=lambda document: document.name)
    outlets = {document.outlet for document in documents if document.outlet is not None}
    undated = [document.name for document in documents if document.published_start is None]
    lines = [f"{_count(len(documents), 'report')} of {_count(len(outlets), 'outlet')}"]
    if undated:
        lines.append(f"no date is stated in {_listed(undated)}: none was made up")
    return Sight(heading="Reports", lines=tuple(lines), command="documents", target="")


def _copies(record: RowSource) -> Sight | None:
    lineages = [row for row in record.rows(Lineage) if row.kind != "furniture"]
    if not lineages:
        return None
    widest = max(lineages, key=lambda row: (row.n_documents, row.n_words, row.id))
    members = list(record.rows(LineageMember, lineage=widest.id))
    first = min(members, key=lambda row: (row.document != widest.origin, *_age(record, row)))
    words = record.text(first.document)[first.stretch.start : first.stretch.end]
    lines = [
        f"{len(lineages)} passages stand in more than one report",
        f'"{_opening(words)}" stands in {widest.n_documents} reports of '
        f"{widest.n_outlets} outlets: one text, one voice"
        + (f", first in {_name(record, widest.origin)}" if widest.origin else ""),
        *_altered(record),
    ]
    return Sight(heading="Copies", lines=tuple(lines), command="lineage", target="")


def _age(record: RowSource, member: LineageMember) -> tuple[str, str, str]:
    """Return what sorts the copy that was published first to the front."""
    document = record.get(Document, member.document)
    published = None if document is None else document.published_start
    return published or "undated", "" if document is None else document.name, member.id


def _altered(record: RowSource) -> Iterator[str]:
    facts = sorted(record.rows(AlteredFact), key=lambda row: row.id)
    for fact in facts:
        if fact.kind == "number" and fact.a is not None and fact.b is not None:
            yield (
                f'a number was changed in the copying: "{fact.a.quote}" in '
                f'{_name(record, fact.a.document)}, "{fact.b.quote}" in '
                f"{_name(record, fact.b.document)}"
            )
            return


def _origins(record: RowSource, finding: Finding | None) -> Sight | None:
    if finding is None:
        return None
    origins = sorted(
        record.rows(Origin, subject=finding.figure_set),
        key=lambda row: (-len(row.documents), row.id),
    )
    voices = [f"{row.originator_name} ({_count(len(row.documents), 'report')})" for row in origins]
    line = (
        f"{_count(finding.n_reports, 'report')} of {_count(finding.n_outlets, 'outlet')} give a "
        f"figure for {_title(record, finding)}, but only "
        f"{_count(finding.n_independent, 'voice')} stand behind them"
    )
    return Sight(
        heading="Origins",
        lines=(line, *([f"they are {_listed(voices)}"] if voices else [])),
        command="why",
        target=finding.id,
    )


def _figure(record: RowSource, finding: Finding | None) -> Sight | None:
    if finding is None:
        return None
    numbers = (
        f"low {_number(finding.low)}, best {_number(finding.best)}, high {_number(finding.high)}: "
        f"{finding.corroboration}, {finding.agreement}"
    )
    lines = [_title(record, finding), numbers]
    if finding.best_reason:
        lines.append(finding.best_reason)
    return Sight(heading="The reconciled figure", lines=tuple(lines), command="findings", target="")


def _contradiction(record: RowSource, finding: Finding | None) -> Sight | None:
    contradictions = sorted(record.rows(Contradiction), key=lambda row: row.id)
    if not contradictions:
        return None
    subject = None if finding is None else finding.figure_set
    shown = min(
        contradictions, key=lambda row: (row.subject != subject, row.level != "major", row.id)
    )
    lines = [
        f"{_count(len(contradictions), 'contradiction')}; this one is {shown.level}: {shown.title}",
        *(f"  {side.value}: {_quotes(record, side.spans)}" for side in shown.sides),
    ]
    return Sight(
        heading="The contradiction", lines=tuple(lines), command="contradictions", target=""
    )


def _most_reported(record: RowSource) -> Finding | None:
    sized: dict[str, int] = {}
    for member in record.rows(SetMember):
        sized[member.figure_set] = sized.get(member.figure_set, 0) + 1
    findings = list(record.rows(Finding))
    if not findings:
        return None
    return max(
        findings,
        key=lambda row: (row.n_independent, row.n_reports, sized.get(row.figure_set, 0), row.id),
    )


def _title(record: RowSource, finding: Finding) -> str:
    found = record.get(FigureSet, finding.figure_set)
    return "one thing" if found is None else found.title


def _quotes(record: RowSource, spans: Iterable[object]) -> str:
    shown: list[str] = []
    for span in spans:
        quote, document = getattr(span, "quote", ""), getattr(span, "document", "")
        line = f'"{_opening(quote)}" ({_name(record, document)})'
        if line not in shown:
            shown.append(line)
    return _listed(shown[:2])


def _name(record: RowSource, document: str | None) -> str:
    found = None if document is None else record.get(Document, document)
    return "a report" if found is None else found.name


def _opening(words: str) -> str:
    split = words.split()
    return " ".join(split[:_OPENING_WORDS]) + (" …" if len(split) > _OPENING_WORDS else "")


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
