"""What quantity do words state that a person picked out of a report?

No parse is at hand and none is needed: the person has said that these words are a number of
something. Modifiers count when they were picked, too: "at least 40", not "40" behind them.
"""

from __future__ import annotations

from consilience.extraction.figures.bounds import Bounds, modifier_after, modifier_before
from consilience.extraction.figures.numerals import find_numerals
from consilience.extraction.figures.quantities import bounds_as_written


def read_quantity(words: str) -> Bounds | None:
    """Return low, best, high and qualifier of the one number or range in *words*, else ``None``.

    Example:
        >>> read_quantity("at least 40 people")
        Bounds(low=40.0, best=40.0, high=None, qualifier='floor')

    """
    numerals = find_numerals(words)
    if not 1 <= len(numerals) <= 2:
        return None
    first, last = numerals[0], numerals[-1]
    before, behind = modifier_before(words, first.start), modifier_after(words, last.end)
    values = tuple(numeral.value for numeral in numerals)
    return bounds_as_written(
        first,
        values,
        before.qualifier if before else None,
        behind.qualifier if behind else None,
    )
