"""Which figures are a fixed function of others: one number, not two sources (METHOD 1.2, test 5).

Small numbers agree by chance, so that a calculation links figures only from `LEAST` on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from consilience.model.figures import Figure

LEAST: Final = 100.0
"""Below this, sums and multiples coincide too often to prove that one was worked out of another."""

FACTORS: Final[dict[tuple[str, str], tuple[float, ...]]] = {
    ("families", "persons"): (6.0, 5.0),
    ("households", "persons"): (6.0, 5.0),
    ("miles", "km"): (1.609344, 1.6),
    ("acres", "km2"): (0.0040468564,),
    ("hectares", "km2"): (0.01,),
}
"""Persons a family by displacement monitors' conversion (6 in Iraq; 5 in other operations)."""


def derived_pairs(figures: Sequence[Figure]) -> Iterator[tuple[str, str]]:
    """Yield pairs of ids of figures of which one is worked out of the other."""
    known = {figure.id for figure in figures}
    for figure in figures:
        if figure.derived_from in known and figure.derived_from is not None:
            yield figure.derived_from, figure.id
    by_value: dict[float, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.best is not None and figure.best >= LEAST:
            by_value[figure.best].append(figure)
    if by_value:
        yield from _converted(figures, by_value)
        yield from _summed(figures, by_value)
        yield from _shares(figures, by_value)


def _converted(
    figures: Sequence[Figure], by_value: dict[float, list[Figure]]
) -> Iterator[tuple[str, str]]:
    for figure in figures:
        if figure.best is None:
            continue
        for (unit, other_unit), factors in FACTORS.items():
            if figure.unit != unit:
                continue
            wanted = (other_unit, figure.measure)
            for factor in factors:
                for other in by_value.get(figure.best * factor, ()):
                    if (other.unit, other.measure) == wanted:
                        yield figure.id, other.id


def _summed(
    figures: Sequence[Figure], by_value: dict[float, list[Figure]]
) -> Iterator[tuple[str, str]]:
    listed: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.best is not None:
            listed[(figure.sentence, figure.measure, figure.unit)].append(figure)
    for (_, measure, unit), parts in listed.items():
        total = sum(part.best or 0.0 for part in parts)
        if len(parts) < 2:
            continue
        for other in by_value.get(total, ()):
            if (other.measure, other.unit) == (measure, unit) and other not in parts:
                yield from ((part.id, other.id) for part in parts)


def _shares(
    figures: Sequence[Figure], by_value: dict[float, list[Figure]]
) -> Iterator[tuple[str, str]]:
    for figure in figures:
        if figure.unit != "percent" or figure.best is None or figure.base_value is None:
            continue
        for other in by_value.get(figure.best * figure.base_value / 100, ()):
            if other.measure == figure.measure:
                yield figure.id, other.id
