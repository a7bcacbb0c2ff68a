"""Put a situation report together from a record."""

from __future__ import annotations

from typing import Final

from consilience.model.documents import Document
from consilience.model.source import RowSource
from consilience.outputs.profiles import Profile
from consilience.outputs.report.numbering import renumbered
from consilience.outputs.report.parts import Report, Section
from consilience.outputs.report.sections import (
    contradictions_section,
    control_section,
    displacement_section,
    harm_section,
    headline_section,
    heritage_section,
    key_figures_section,
    map_section,
    quoted_section,
    sources_section,
    strength_section,
    timeline_section,
)
from consilience.outputs.report.writer import Writer
from consilience.outputs.wording import many, period_words

SECTIONS: Final = (
    headline_section,
    key_figures_section,
    timeline_section,
    map_section,
    harm_section,
    displacement_section,
    control_section,
    strength_section,
    heritage_section,
    contradictions_section,
    sources_section,
    quoted_section,
)
_METHOD: Final = (
    "Every sentence about events is built from rows of the record and ends in the numbers of the "
    "passages that carry it; the passages stand below with their place in the text.",
    "Copies are found before anything is counted: a passage that several outlets repeat is one "
    "voice. A voice is an originator; provisional means one voice, corroborated two or more, "
    "strong three or more of at least two kinds, unattributed none that can be traced.",
    "Figures are compared only where measure, group, unit, place, time and kind of count agree. "
    "Best is chosen by the first rule that decides: most independent voices, most specific, then "
    "latest, then lowest.",
    "F1 to F6 rate the information on the Admiralty scale, proposed by rule; the letter F says "
    "that nobody has rated the source. Grades of civilian harm are proposals: a person signs.",
    "Counts are of what was reported. Real numbers may be higher or lower.",
)


def make_report(record: RowSource, *, title: str, profile: Profile) -> Report:
    """Return the situation report of *record*.

    Raises:
        SpanError: evidence does not stand where the record says.

    """
    writer = Writer(record, profile)
    made = [make(writer) for make in SECTIONS]
    sections, citations = renumbered(made, writer.citations.all())
    sections.append(
        Section(key="method", title="Method and limits", notes=(*_METHOD, *_withheld(profile)))
    )
    return Report(
        title=profile.text(title),
        lead=tuple(_lead(list(writer.lookup.documents.values()))),
        sections=tuple(sections),
        citations=citations,
        profile=profile.name,
    )


def _lead(documents: list[Document]) -> list[str]:
    lead = [f"Made by consilience from {many(len(documents), 'report')}."]
    starts = sorted(row.published_start for row in documents if row.published_start)
    ends = sorted(row.published_end for row in documents if row.published_end)
    if starts and ends:
        words = period_words(starts[0], ends[-1])
        dated = len(starts)
        of = "" if dated == len(documents) else f" ({dated:,} of them state a date)"
        lead.append(f"Published {words}{of}.")
    elif documents:
        lead.append("No report states when it was published.")
    lead.append("Findings are suggestions of a machine until a person has signed them.")
    return lead


def _withheld(profile: Profile) -> list[str]:
    notes = profile.notes()
    if profile.name == "public":
        return notes or ["Public profile: nothing in this report had to be withheld."]
    return ["Internal profile: names and coordinates are complete. Do not publish this report."]
