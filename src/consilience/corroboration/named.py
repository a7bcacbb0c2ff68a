"""Whom does each report name as its sources?

Noted by report, as the report writes it: what the names stand for is for the whole case to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consilience.corroboration.voices import NOBODY
from consilience.model.held import Held
from consilience.model.memory import Work
from consilience.model.scales import OriginatorKind
from consilience.model.statements import Statement
from consilience.model.tables import Tables


@dataclass(frozen=True, slots=True)
class Source:
    """Whose word a statement is, as its report says it."""

    name: str
    speaker: str | None
    kind: OriginatorKind
    said: str  # of a person: all words for the source; else empty


@dataclass(frozen=True, slots=True)
class Named:
    """Whom the statements of one report name."""

    sources: tuple[Source, ...]  # that are somebody, in the order of the last statement of each
    others: tuple[str, ...]  # names of other sources, and of those through whom words were reached


def named_sources(tables: Tables) -> dict[str, Named]:
    """Return by report whom its statements name."""
    return tables.view(named_sources, lambda: tables.each(_NAMED, (Statement,), _read))


_NAMED: Final[Work[dict[str, Named]]] = Work("sources of a report", dict[str, Named])


def _read(report: Held) -> Named:
    sources: dict[Source, None] = {}
    others: set[str] = set()
    for row in report.of(Statement):
        others.update(link.name for link in row.chain)
        source = source_of(row)
        if source is not None:
            sources.pop(source, None)
            sources[source] = None
        elif row.originator is not None:
            others.add(row.originator)
    return Named(tuple(sources), tuple(sorted(others - {row.name for row in sources})))


def source_of(statement: Statement) -> Source | None:
    """Return whose word *statement* is, ``None`` where it names nobody."""
    name, kind = statement.originator, statement.originator_kind
    if name is None or kind in NOBODY or kind == "news_agency":
        return None
    said = " ".join(span.quote for span in statement.source) if kind == "person" else ""
    return Source(name, statement.speaker_name, kind, said)
