"""The table of key figures: one line for what reads the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consilience.model.findings import Finding
from consilience.outputs.listing import number_text
from consilience.outputs.report.citations import Cited, numbers
from consilience.outputs.report.parts import KeyFigure
from consilience.outputs.report.writer import Writer
from consilience.outputs.wording import kind_words


def key_figure(writer: Writer, finding: Finding) -> KeyFigure | None:
    """Return the line of *finding* in the table of key figures; ``None`` if uncited."""
    item = writer.finding_item(finding, with_voices=False)
    if item is None:
        return None
    own = writer.lookup.figure_sets[finding.figure_set]
    number = writer.lookup.grade(finding.id, "admiralty_number")
    return KeyFigure(
        cited=writer.label(finding, item.cited.citations),
        low=_number(finding.low),
        best=_number(finding.best),
        high=_number(finding.high),
        kind=kind_words(own) if own.unit != "percent" else f"{kind_words(own)}, percent",
        reports=finding.n_reports,
        voices=finding.n_independent,
        grade=f"{finding.corroboration}, {finding.agreement}"
        + (f", F{number.value}" if number else ""),
    )


def joined_lines(lines: Iterable[KeyFigure]) -> list[KeyFigure]:
    """Return *lines*, those that read the same as one line with the citations of all."""
    found: dict[KeyFigure, list[int]] = {}
    for line in lines:
        bare = replace(line, cited=Cited(text=line.cited.text, citations=(0,)))
        found.setdefault(bare, []).extend(line.cited.citations)
    return [
        replace(bare, cited=Cited(text=bare.cited.text, citations=numbers(carried)))
        for bare, carried in found.items()
    ]


def _number(value: float | None) -> str:
    return "" if value is None else number_text(value)
