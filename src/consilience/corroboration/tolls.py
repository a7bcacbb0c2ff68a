"""How many were killed and how many injured in one incident, all its reports taken together?

Reports of one incident state its toll in a headline and again in the text, count parts of it,
name single victims, and speak of other incidents. Killed, injured and "shot" (killed or injured)
hang together: "five shot, one dead" and "four wounded" are one toll. Each report speaks once for
each value that it states; the pair of totals that most reports bear out, as wholes, as the sum of
both, or as single victims, is the best, and pairs that come close to it are the bounds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from consilience.corroboration.agreement import is_one_of_them
from consilience.model.figures import Figure
from consilience.model.scales import CountKind, FigureRole, Measure, Qualifier

Family = Literal["killed", "injured", "hit"]

FAMILIES: Final[Mapping[Measure, Family]] = {
    "killed": "killed",
    "executed": "killed",
    "bodies_found": "killed",
    "injured": "injured",
    "killed_or_injured": "hit",
}
_KNOWN: Final = re.compile(
    r"(?:the|this|that|he|she|him|they|himself|herself)\b"
    r"|(?!An? |Another )[A-Z]"
)
_REFLEXIVE: Final = frozenset({"himself", "herself", "themselves"})
_ONE_SIDED: Final[frozenset[Qualifier]] = frozenset(
    {"floor", "floor_strict", "ceiling", "ceiling_strict", "vague"}
)
_TOTALS: Final[frozenset[CountKind]] = frozenset({"period_total", "cumulative"})
_PLANS: Final[frozenset[FigureRole]] = frozenset({"planning", "target"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TollSettings:
    """How much each way of stating a number weighs beside a whole number in the lead (1.0).

    The order matters, the exact values hardly: halving or doubling any one of them moves the
    share of incidents that are right by about a point (``evals figures``).
    """

    lead_sentences: int = 3  # headline and first sentences
    later: float = 0.6  # below the lead
    single: float = 0.55  # one victim without a number: "a man", a name
    known: float = 0.4  # a single injured whom the report knows already: perhaps the one who died
    part: float = 0.3  # "12 of the 30"
    one_sided: float = 0.5  # "at least 3"
    plan: float = 0.4  # told as expected
    doer: float = 0.8  # the total with a perpetrator who "killed himself" too
    silence: float = 0.55  # a report that counts none of a kind, for zero
    sum_of_both: float = 0.95  # "five shot", for killed and injured together
    one_of_both: float = 0.4  # "five shot", for killed or for injured alone
    above: float = 0.25  # against a total below a stated number
    lone: float = 0.5  # a number above one that one report alone gives, below its lead
    other_magnitude: float = 20.0  # so many times the middle of all numbers is of another scope
    from_number: float = 100.0  # and only numbers from here on
    close: float = 0.9  # totals so near to the best support are its bounds


@dataclass(frozen=True, slots=True)
class Toll:
    """Low, best and high of killed and of injured."""

    killed: tuple[float, float, float]
    injured: tuple[float, float, float]


@dataclass(slots=True)
class _Report:
    """What one report says for each number, by family."""

    killed: dict[float, float] = field(default_factory=dict)
    injured: dict[float, float] = field(default_factory=dict)
    hit: dict[float, float] = field(default_factory=dict)
    doer_died: bool = False

    def say(self, family: Family, value: float, weight: float) -> None:
        said = self.of(family)
        said[value] = max(said.get(value, 0.0), weight)

    def of(self, family: Family) -> dict[float, float]:
        if family == "killed":
            return self.killed
        return self.injured if family == "injured" else self.hit


def reconcile_toll(
    figures: Iterable[Figure],
    ordinals: Mapping[str, int],
    *,
    documents: Sequence[str],
    settings: TollSettings,
) -> Toll:
    """Return the toll of the incident that *documents* report.

    Args:
        figures: All figures of those documents; recalled incidents and totals are left out.
        ordinals: Position of each sentence in its document, by id.
        documents: All of the incident, also those that give no figure.
        settings: Weights.

    """
    rows = _whole_of_their_kind(figures)
    counted = _of_one_magnitude([figure for figure in rows if _counts(figure)], settings)
    reports = {document: _Report() for document in sorted(documents)}
    backed = _backed_values(counted, ordinals, settings)
    together: dict[tuple[str, str, Family], list[float]] = defaultdict(list)
    for figure in counted:
        value, family = _value(figure), FAMILIES[figure.measure]
        weight = _weight(figure, ordinals, settings)
        weight *= 1.0 if value <= 1 or value in backed else settings.lone
        report = reports[figure.document]
        report.say(family, value, weight)
        report.doer_died |= family == "killed" and figure.span.quote.lower() in _REFLEXIVE
        if figure.best == 1 and figure.of_whole is None:
            together[(figure.document, figure.sentence, family)].append(weight)
    for (document, _, family), weights in together.items():
        if len(weights) > 1:
            reports[document].say(family, float(len(weights)), max(weights))
    for report in reports.values():
        if report.doer_died:
            for value, weight in list(report.killed.items()):
                report.say("killed", value + 1, weight * settings.doer)
    return _choose(list(reports.values()), settings)


def _whole_of_their_kind(figures: Iterable[Figure]) -> list[Figure]:
    """Return *figures*; the dead among the wounded are no part of a toll, but dead of it."""
    rows = list(figures)
    families = {figure.id: FAMILIES.get(figure.measure) for figure in rows}
    return [
        replace(figure, of_whole=None)
        if figure.of_whole in families and families[figure.of_whole] != families[figure.id]
        else figure
        for figure in rows
    ]


def _value(figure: Figure) -> float:
    return figure.best if figure.best is not None else figure.high or 0.0


def _of_one_magnitude(figures: Sequence[Figure], settings: TollSettings) -> list[Figure]:
    """Return *figures* without those that are of another order than the others."""
    values = sorted(_value(figure) for figure in figures)
    if not values:
        return []
    most = max(values[len(values) // 2] * settings.other_magnitude, settings.from_number)
    return [figure for figure in figures if _value(figure) < most]


def _in_lead(figure: Figure, ordinals: Mapping[str, int], settings: TollSettings) -> bool:
    return ordinals.get(figure.sentence, settings.lead_sentences) < settings.lead_sentences


def _backed_values(
    figures: Sequence[Figure], ordinals: Mapping[str, int], settings: TollSettings
) -> set[float]:
    """Return the numbers that stand in a lead, or in two reports."""
    givers: dict[float, set[str]] = defaultdict(set)
    for figure in figures:
        givers[_value(figure)].add(figure.document)
        if _in_lead(figure, ordinals, settings):
            givers[_value(figure)].add("a lead")
    return {value for value, found in givers.items() if "a lead" in found or len(found) > 1}


def _counts(figure: Figure) -> bool:
    return (
        figure.measure in FAMILIES
        and not figure.background
        and figure.count_kind not in _TOTALS
        and figure.role != "target"
        and figure.qualifier not in {"zero_claimed", "unquantified"}
        and (figure.best is not None or figure.high is not None)
    )


def _weight(figure: Figure, ordinals: Mapping[str, int], settings: TollSettings) -> float:
    weight = 1.0 if _in_lead(figure, ordinals, settings) else settings.later
    if is_one_of_them(figure):
        weight *= settings.single
        if figure.measure == "injured" and _KNOWN.match(figure.span.quote):
            weight *= settings.known
    if figure.of_whole is not None:
        weight *= settings.part
    if figure.qualifier in _ONE_SIDED:
        weight *= settings.one_sided
    return weight * (settings.plan if figure.role in _PLANS else 1.0)


def _choose(reports: Sequence[_Report], settings: TollSettings) -> Toll:
    support = {
        (killed, injured): sum(_bears_out(row, killed, injured, settings) for row in reports)
        for killed, injured in _candidates(reports)
    }
    best = max(support, key=lambda pair: (round(support[pair], 6), -sum(pair), pair))
    near = [pair for pair, found in support.items() if found >= support[best] - settings.close]
    killed = [pair[0] for pair in near]
    injured = [pair[1] for pair in near]
    return Toll(
        (min(killed), best[0], max(killed)),
        (min(injured), best[1], max(injured)),
    )


def _candidates(reports: Sequence[_Report]) -> list[tuple[float, float]]:
    """Return the pairs of totals that the reports' numbers allow."""
    said: dict[Family, set[float]] = defaultdict(set)
    for report in reports:
        for family in ("killed", "injured", "hit"):
            said[family] |= set(report.of(family))
    killed = {0.0, 1.0} | said["killed"] | said["hit"]
    injured = {0.0, 1.0} | said["injured"] | said["hit"]
    injured |= {both - dead for both in said["hit"] for dead in killed if both >= dead}
    return [(dead, hurt) for dead in sorted(killed) for hurt in sorted(injured)]


def _bears_out(report: _Report, killed: float, injured: float, settings: TollSettings) -> float:
    """Return how far one report speaks for a pair of totals."""
    found = _said(report.killed, killed, settings, settings.silence if killed == 0 else 0.0)
    quiet = injured == 0 and not report.hit
    found += _said(report.injured, injured, settings, settings.silence if quiet else 0.0)
    if report.hit:
        both = killed + injured
        found += max(
            settings.sum_of_both * report.hit.get(both, 0.0),
            settings.one_of_both * report.hit.get(injured, 0.0),
            settings.one_of_both * report.hit.get(killed, 0.0),
        )
        found -= settings.above * _most_above(report.hit, both)
    return found


def _said(
    said: Mapping[float, float], total: float, settings: TollSettings, if_silent: float
) -> float:
    if not said:
        return if_silent
    return said.get(total, 0.0) - settings.above * _most_above(said, total)


def _most_above(said: Mapping[float, float], total: float) -> float:
    return max((weight for value, weight in said.items() if value > total), default=0.0)
