"""How many does one report count in all, of what it is about? The figures left after recounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from consilience.extraction.figures.people import FAMILIES
from consilience.model.figures import Figure
from consilience.model.scales import Group


@dataclass(frozen=True, slots=True)
class Tally:
    """People of one measure in one report; a bound that no figure gives is ``None``."""

    low: float
    best: float
    high: float | None
    unquantified: int  # how many figures say "several", and add nothing to the bounds
    figures: tuple[str, ...]  # ids of those that were added up


_NONE: Final = Tally(0.0, 0.0, 0.0, 0, ())
_OTHERS: Final = ("other", "others", "another")


def heads_of(figures: Iterable[Figure], family: str) -> list[Figure]:
    """Return the figures of a family of measures that count different people, none twice."""
    rows = list(figures)
    family_of = {figure.id: FAMILIES.get(figure.measure) for figure in rows}
    return [
        figure
        for figure in rows
        if FAMILIES.get(figure.measure) == family
        and figure.recount_of is None
        and (figure.of_whole is None or family_of.get(figure.of_whole, family) != family)
        and not figure.background
        and figure.count_kind not in ("period_total", "cumulative")
        and figure.role not in ("planning", "target")
        and figure.qualifier != "zero_claimed"
        and figure.trigger is not None
    ]


def tally_report(
    figures: Iterable[Figure], *, without: frozenset[Group] = frozenset()
) -> dict[str, Tally]:
    """Return killed, injured and held people of one report.

    Args:
        figures: All of the report.
        without: Groups that do not count ("how many of the other side").
    """
    rows = [figure for figure in figures if figure.group not in without]
    killed = _added(heads_of(rows, "killed") or heads_of(rows, "bodies"))
    injured = _added(heads_of(rows, "injured"))
    hit = heads_of(rows, "hit")
    return {
        "killed": killed,
        "injured": _with_hit(killed, injured, hit),
        "held": _added(heads_of(rows, "held")),
    }


def _added(heads: Iterable[Figure]) -> Tally:
    low = best = 0.0
    high: float | None = 0.0
    unquantified = 0
    found = []
    for figure in heads:
        found.append(figure.id)
        if figure.qualifier == "unquantified":
            unquantified += 1
            continue
        low += figure.low or 0.0
        best += figure.best if figure.best is not None else figure.high or 0.0
        high = None if high is None or figure.high is None else high + figure.high
    return Tally(low, best, high, unquantified, tuple(found))


def _with_hit(killed: Tally, injured: Tally, hit: list[Figure]) -> Tally:
    """Read "five were shot, one fatally" as one killed and four injured."""
    if not hit:
        return injured
    apart = [figure for figure in hit if _others(figure)]
    rest = _added(figure for figure in hit if not _others(figure))
    known = killed.best + injured.best
    more = max(0.0, rest.best - known) if rest.best else 0.0
    added = _added(apart)
    high = injured.high
    return Tally(
        injured.low + more + added.low,
        injured.best + more + added.best,
        None if high is None else high + more + added.best,
        injured.unquantified + added.unquantified,
        injured.figures + rest.figures + added.figures,
    )


def _others(figure: Figure) -> bool:
    return figure.noun is not None and figure.noun.quote.lower().split()[-1] in _OTHERS
