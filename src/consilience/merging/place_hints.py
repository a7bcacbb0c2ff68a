"""What do the reports of a case speak of, beside the one whose places are chosen?

Each report has one vote for countries. What the others say counts by the percent, so that one
report more changes what reports mean only where it moves a percent of the case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from consilience.merging.place_candidates import Candidate, OwnNames
from consilience.merging.place_choice import (
    BareMention,
    ChoiceSettings,
    Groups,
    Mentioned,
    choose_places,
    find_groups,
    gather_hints,
    group_names,
)
from consilience.model.held import Held
from consilience.model.memory import Work
from consilience.model.places import PlaceMention
from consilience.model.tables import Tables

_LEAST: Final = 1e-9
"""Votes that are none, but for what is lost in adding and taking away."""


class ReportHints(NamedTuple):
    """What one report speaks of."""

    shares: dict[str, float]  # of countries
    named: tuple[str, ...]  # countries that it names, or a great place of
    countries: tuple[str, ...]  # in which places lie that its names can mean


class CaseHints(NamedTuple):
    """What all other reports speak of, as far as it matters to one."""

    shares: dict[str, float]  # of countries, in hundredths
    named: tuple[str, ...]


class Meant(NamedTuple):
    """The place that a name means, and why it is this one, or none."""

    chosen: Candidate | None
    reason: str


class Choice(NamedTuple):
    """What the names of one report mean, by their keys, given what the others speak of."""

    case: CaseHints
    meant: dict[str, Meant]


_HINTS: Final[Work[dict[str, ReportHints]]] = Work("hints of reports", dict[str, ReportHints])
_CHOICES: Final[Work[dict[str, Choice]]] = Work("places meant", dict[str, Choice])


def choose_in_reports(tables: Tables, own: OwnNames, settings: ChoiceSettings) -> dict[str, Choice]:
    """Return the places that each report means by its names.

    A report is read again only where it, or what the others speak of, differs.
    """
    hints = tables.each(_HINTS, (PlaceMention,), lambda rows: _read_hints(rows, own))
    cases, before = case_hints(hints), tables.noted(_CHOICES) or {}
    differing = tables.changes.within(PlaceMention) if tables.changes else frozenset()
    stay = {
        document: choice
        for document, choice in before.items()
        if document not in differing and choice.case == cases[document]
    }
    rows: dict[str, list[PlaceMention]] = defaultdict(list)
    for row in tables.where(PlaceMention, "document", cases.keys() - stay.keys()):
        rows[row.document].append(row)
    anew = {
        document: _choose(
            sorted(mentions, key=in_text), own, case=cases[document], settings=settings
        )
        for document, mentions in rows.items()
    }
    choices = dict(sorted({**stay, **anew}.items()))
    tables.note(_CHOICES, choices)
    return choices


def name_groups(choices: Mapping[str, Choice], mentions: Iterable[Mentioned]) -> dict[str, Groups]:
    """Return the names of each report with the place that it means by them."""
    found: dict[str, Groups] = {}
    by_document: dict[str, list[Mentioned]] = defaultdict(list)
    for mention in mentions:
        by_document[mention.document].append(mention)
    for document, choice in choices.items():
        groups = group_names(by_document[document])
        for key, meant in choice.meant.items():
            groups[key].chosen, groups[key].reason = meant
        if groups:
            found[document] = {key: groups[key] for key in choice.meant}
    return found


def read_mentions(tables: Tables) -> tuple[list[BareMention], list[PlaceMention]]:
    """Return the mentions of places: those of which nothing is said, and the others by text."""
    bare, said = list[BareMention](), set[str]()
    fields = ("id", "document", "name", "kind", "relation", "second_anchor")
    for *own, relation, second in tables.columns(PlaceMention, *fields):
        if relation is None and second is None and own[3] != "part":
            bare.append(BareMention(*own))
        else:
            said.add(own[0])
    return sorted(bare), sorted(tables.where(PlaceMention, "id", said), key=in_text)


def in_text(mention: PlaceMention) -> tuple[str, int, str]:
    """Return what sorts mentions by their reports, and as they stand there."""
    return mention.document, mention.span.start, mention.id


def _read_hints(rows: Held, own: OwnNames) -> ReportHints:
    mentions = sorted(rows.of(PlaceMention), key=in_text)
    groups = find_groups(mentions, own)
    hints = gather_hints(groups, mentions)
    countries = {place.country for group in groups.values() for place in group.candidates}
    return ReportHints(
        hints.shares(), tuple(sorted(hints.named)), tuple(sorted(filter(None, countries)))
    )


def _choose(
    mentions: Sequence[PlaceMention], own: OwnNames, *, case: CaseHints, settings: ChoiceSettings
) -> Choice:
    groups = find_groups(mentions, own)
    hints = gather_hints(groups, mentions)
    choose_places(groups, hints, shares=case.shares, named=frozenset(case.named), settings=settings)
    return Choice(case, {key: Meant(row.chosen, row.reason) for key, row in groups.items()})


def case_hints(reports: Mapping[str, ReportHints]) -> dict[str, CaseHints]:
    """Return for each of *reports* what the others speak of."""
    votes: dict[str, float] = defaultdict(float)
    named: set[str] = set()
    for report in reports.values():
        named.update(report.named)
        for country, share in report.shares.items():
            votes[country] += share
    total = sum(votes.values())
    return {
        document: CaseHints(
            _shares(report, votes, total - sum(report.shares.values())),
            tuple(country for country in report.countries if country in named),
        )
        for document, report in reports.items()
    }


def _shares(report: ReportHints, votes: Mapping[str, float], total: float) -> dict[str, float]:
    if total < _LEAST:
        return {}
    shares = {
        country: round((votes[country] - report.shares.get(country, 0.0)) / total, 2)
        for country in report.countries
        if country in votes
    }
    return {country: share for country, share in shares.items() if share > 0}
