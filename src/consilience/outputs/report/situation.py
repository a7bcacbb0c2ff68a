"""Put a situation report together from a record."""

from __future__ import annotations

from collections import Counter
from typing import Final

from consilience.model.documents import Document
from consilience.model.scales import ReportLength
from consilience.model.source import RowSource
from consilience.outputs.profiles import Profile
from consilience.outputs.report.changes import changes_section
from consilience.outputs.report.lengths import LENGTHS
from consilience.outputs.report.numbering import renumbered
from consilience.outputs.report.overview import overview_section
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
    overview_section,
    timeline_section,
    map_section,
    displacement_section,
    control_section,
    harm_section,
    strength_section,
    heritage_section,
    contradictions_section,
    sources_section,
    quoted_section,
)
_MOST_MISDATED: Final = 2
_MOST_OUTLETS: Final = 5
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


def make_report(
    record: RowSource,
    *,
    title: str,
    profile: Profile,
    length: ReportLength = "default",
    since: RowSource | None = None,
) -> Report:
    """Return the situation report of *record*.

    Args:
        record: The case.
        title: Of the report.
        profile: What may leave the case.
        length: One page, the usual length, or everything.
        since: An earlier build of the case; then what has changed stands first.

    Raises:
        SpanError: evidence does not stand where the record says.

    """
    own = LENGTHS[length]
    writer = Writer(record, profile, own, since)
    first = [] if since is None else [changes_section(writer, Writer(since, profile, own))]
    made = [make(writer) for make in SECTIONS]
    kept = [section for section in made if section.key not in own.leaves_out]
    sections, citations = renumbered([*first, *kept], writer.citations.all())
    method = _METHOD[:1] + _METHOD[-1:] if length == "brief" else _METHOD
    notes = (*method, *_withheld(profile))
    sections.append(Section(key="method", title="Method and limits", notes=notes))
    return Report(
        title=profile.text(title),
        lead=tuple(_lead(writer)),
        sections=tuple(sections),
        citations=citations,
        profile=profile.name,
        length=length,
    )


def _lead(writer: Writer) -> list[str]:
    documents = list(writer.lookup.documents.values())
    misdated = writer.lookup.misdated
    stated = [row for row in documents if row.published_start]
    trusted = [row for row in stated if row.id not in misdated]
    lead = [f"Made by consilience from {many(len(documents), 'report')}."]
    starts = sorted(row.published_start for row in trusted if row.published_start)
    ends = sorted(row.published_end for row in trusted if row.published_end)
    if starts and ends:
        of = "" if len(trusted) == len(documents) else f", as {_state(len(trusted))}"
        lead.append(f"Published {period_words(starts[0], ends[-1])}{of}.")
    elif documents and not stated:
        lead.append("No report states when it was published.")
    lead += _misdated([row for row in stated if row.id in misdated])
    lead.append("Findings are suggestions of a machine until a person has signed them.")
    return lead


def _state(number: int) -> str:
    return "one of them states" if number == 1 else f"{number:,} of them state"


def _misdated(documents: list[Document]) -> list[str]:
    """Return that some reports tell of later days than they state; many, by their outlets."""
    if len(documents) > _MOST_MISDATED:
        counts = Counter(row.outlet or row.name for row in documents)
        ranked = sorted(counts, key=lambda name: (-counts[name], name))
        names = ", ".join(f"{name} {counts[name]:,}" for name in ranked[:_MOST_OUTLETS])
        more = (
            f" and {many(len(ranked) - _MOST_OUTLETS, 'other')}" if ranked[_MOST_OUTLETS:] else ""
        )
        return [
            f"{len(documents):,} reports ({names}{more}) tell of later days than the one that "
            "they state: their dates are not used."
        ]
    return [
        f"A report of {row.outlet or row.name} states "
        f"{period_words(row.published_start, row.published_end)} and tells of later days: its "
        "date is not used."
        for row in documents
    ]


def _withheld(profile: Profile) -> list[str]:
    notes = profile.notes()
    if profile.name == "public":
        return notes or ["Public profile: nothing in this report had to be withheld."]
    return ["Internal profile: names and coordinates are complete. Do not publish this report."]
