"""What do the reports of a case speak of, beside the one whose places are chosen?

Each report has one vote for countries. What the others say counts by the percent, so that one
report more changes what reports mean only where it moves a percent of the case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from consilience.merging.place_candidates import Candidate, OwnNames
from consilience.merging.place_choice import (
    BareMentions,
    ChoiceSettings,
    Groups,
    NameGroup,
    choose_places,
    find_groups,
    gather_hints,
    name_key,
    names_place,
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
    bare: tuple[tuple[str, str, tuple[str, ...]], ...]
    """How it is written and of what kind, with the mentions of which nothing more is said."""


class Choice(NamedTuple):
    """What the names of one report mean, by their keys, given what the others speak of."""

    case: CaseHints
    meant: dict[str, Meant]
    said: tuple[str, ...]  # mentions of which more is said: where they lie, or that they are a part


_HINTS: Final[Work[dict[str, ReportHints]]] = Work("hints of reports", dict[str, ReportHints])
_CHOICES: Final[Work[dict[str, Choice]]] = Work("what names mean", dict[str, Choice])


def choose_in_reports(
    tables: Tables, own: OwnNames, settings: ChoiceSettings
) -> tuple[dict[str, Choice], set[str]]:
    """Return the places that each report means by its names, and the reports that mean others now.

    A report is read again only where it, or what the others speak of, differs.
    """
    hints = tables.each(_HINTS, (PlaceMention,), lambda rows: _read_hints(rows, own))
    cases, before = case_hints(hints), tables.noted_parts(_CHOICES) or {}
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
    tables.note_parts(_CHOICES, choices)
    again = {
        document
        for document, choice in anew.items()
        if document not in before or choice.meant != before[document].meant
    }
    return choices, again


def name_groups(choices: Mapping[str, Choice], said: Iterable[PlaceMention]) -> dict[str, Groups]:
    """Return the names of each report with the place that it means by them.

    Args:
        choices: Of each report.
        said: The mentions of which more is said, in the order of the text.

    """
    found: dict[str, Groups] = {}
    for document, choice in choices.items():
        for key, meant in choice.meant.items():
            group = NameGroup(document, key, chosen=meant.chosen, reason=meant.reason)
            found.setdefault(document, {})[key] = group
            group.bare = [BareMentions(document, *own) for own in meant.bare]
            group.quarter = any(own.kind == "neighbourhood" for own in group.bare)
    for mention in filter(names_place, said):
        found[mention.document][name_key(mention)].add(mention)
    return found


def read_said(tables: Tables, choices: Mapping[str, Choice]) -> list[PlaceMention]:
    """Return the mentions of which more is said than a name, in the order of the text."""
    said = {mention for choice in choices.values() for mention in choice.said}
    return sorted(tables.where(PlaceMention, "id", said), key=in_text)


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
    said = {mention.id: None for mention in mentions if _is_said(mention)}
    meant = {key: Meant(row.chosen, row.reason, _bare(row, said)) for key, row in groups.items()}
    return Choice(case, meant, tuple(said))


def _is_said(mention: PlaceMention) -> bool:
    return (
        mention.relation is not None or mention.second_anchor is not None or mention.kind == "part"
    )


def _bare(group: NameGroup, said: Container[str]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for mention in group.mentions:
        if mention.id not in said:
            found[mention.name, mention.kind].append(mention.id)
    return tuple((name, kind, tuple(ids)) for (name, kind), ids in found.items())


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
