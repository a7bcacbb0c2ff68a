"""Which quantities does a sentence state, with bounds and unit, whatever they are of?

A range and a unit conversion ("15km (9.3 miles)") are one quantity. Dates, clock times,
designations and addresses are none; ages are marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from consilience.extraction.figures.bounds import (
    Bounds,
    bounds_of,
    modifier_after,
    modifier_before,
    range_of,
)
from consilience.extraction.figures.changes import Direction, find_change
from consilience.extraction.figures.labels import is_label, token_at
from consilience.extraction.figures.numerals import NUMBER_LEMMAS, Numeral, find_numerals
from consilience.extraction.figures.ranges import BETWEEN, is_range, scaled
from consilience.extraction.figures.shapes import Shape, find_shapes
from consilience.extraction.figures.units import Unit, currency_before, rate_after, unit_after
from consilience.text.tokens import ParsedSentence

Kind = Literal["count", "measure", "age", "fraction"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of a sentence. Offsets count from the sentence's first character."""

    start: int  # with modifier and currency sign
    end: int  # with unit sign or word, and with its conversion
    first: int  # index of the first token of the (first) number
    last: int  # index of the last token of the (last) number
    bounds: Bounds
    values: tuple[float, ...]  # as written: one, or the two ends of a range
    unit: Unit | None
    kind: Kind
    vague: bool = False  # written with a word such as "dozens"
    change: Direction | None = None  # it says by how much something rose or fell
    conversion: Quantity | None = None  # the same in another unit


def find_quantities(sentence: ParsedSentence) -> list[Quantity]:
    """Return the quantities that *sentence* states, in order."""
    words = sentence.text
    if not _may_count(sentence):
        return []
    numerals = find_numerals(words)
    if not numerals:
        return []
    shapes = find_shapes(words)
    counted = [
        numeral
        for numeral in numerals
        if _shape_at(shapes, numeral) in (None, "age") and not is_label(sentence, numeral)
    ]
    found: list[Quantity] = []
    at = 0
    while at < len(counted):
        numeral, following = counted[at], counted[at + 1 : at + 2]
        pair = is_range(words, numeral, following[0]) if following else None
        aged = _shape_at(shapes, numeral) == "age"
        found.append(_quantity(sentence, numeral, following[0] if pair else None, aged=aged))
        at += 2 if pair else 1
    return _with_conversions(found, words)


_DIGIT = re.compile(r"\d")


def _may_count(sentence: ParsedSentence) -> bool:
    """Tell quickly whether a sentence may write a number at all."""
    if _DIGIT.search(sentence.text):
        return True
    return any(lemma.lower() in NUMBER_LEMMAS or "-" in lemma for lemma in sentence.lemmas)


def _shape_at(shapes: Sequence[tuple[int, int, Shape]], numeral: Numeral) -> Shape | None:
    for start, end, shape in shapes:
        if start < numeral.end and numeral.start < end:
            return shape
    return None


def _quantity(
    sentence: ParsedSentence, numeral: Numeral, second: Numeral | None, *, aged: bool
) -> Quantity:
    words = sentence.text
    first = numeral if second is None else scaled(numeral, second)
    ends = numeral.end if second is None else second.end
    currency = currency_before(words, numeral.start)
    start = currency.start if currency else numeral.start
    after = unit_after(words, ends)
    if after is None and currency is not None:
        after = rate_after(words, ends, currency.unit)
    unit = _unit(currency.unit if currency else None, after.unit if after else None)
    end = after.end if after and (unit is not None) else ends
    values = (first.value,) if second is None else (first.value, second.value)
    before = modifier_before(words, start)
    behind = modifier_after(words, ends) or modifier_after(words, end)
    bounds = bounds_as_written(
        numeral, values, before.qualifier if before else None, behind.qualifier if behind else None
    )
    if second is not None and (between := BETWEEN.search(words, 0, start)):
        start = between.start()
    if before:
        start = before.start
    if behind:
        end = max(end, behind.end)
    return Quantity(
        start=start,
        end=end,
        first=token_at(sentence, numeral.start),
        last=token_at(sentence, ends - 1),
        bounds=bounds,
        values=values,
        unit=unit,
        kind=_kind(numeral, unit, aged=aged),
        vague=numeral.form == "vague",
        change=find_change(sentence, start),
    )


def _unit(currency: Unit | None, after: Unit | None) -> Unit | None:
    if currency is None:
        return after
    if after is not None and after.dimension == "money":
        return currency if after.name in ("dollar", "pound", "cent") else after
    if after is not None and after.dimension == "rate" and " per " in after.name:
        return Unit(f"{currency.name} per {after.name.split(' per ', 1)[1]}", "rate")
    return currency


def _kind(numeral: Numeral, unit: Unit | None, *, aged: bool) -> Kind:
    if aged:
        return "age"
    if numeral.form == "fraction" and unit is None:
        return "fraction"
    return "measure" if unit is not None else "count"


_FIRST_OF: Final = ("floor_strict", "floor", "ceiling_strict", "ceiling", "approx")


def bounds_as_written(
    numeral: Numeral, values: tuple[float, ...], before: str | None, behind: str | None
) -> Bounds:
    """Return the bounds of a number, or of the two ends of a range, as its words qualify it."""
    if len(values) == 2:
        return range_of(values[0], values[1])
    for qualifier in _FIRST_OF:
        if qualifier in (before, behind):
            return bounds_of(values[0], qualifier)
    if numeral.form == "vague":
        return bounds_of(values[0], "vague")
    return bounds_of(values[0], "fraction" if numeral.form == "fraction" else "exact")


_CONVERTED = re.compile(r"\s*[(\[/]\s*(?:about\s+|around\s+|or\s+)?$|,\s+or\s+(?:about\s+)?$")


def _with_conversions(found: list[Quantity], words: str) -> list[Quantity]:
    """Join "(9.3 miles)" to the "15km" before it."""
    joined: list[Quantity] = []
    for quantity in found:
        previous = joined[-1] if joined else None
        if previous is None or not _converts(previous, quantity, words):
            joined.append(quantity)
            continue
        end = quantity.end + (words[quantity.end : quantity.end + 1] in (")", "]"))
        bounds = replace(quantity.bounds, qualifier=previous.bounds.qualifier)
        same = replace(quantity, bounds=bounds, change=previous.change)
        joined[-1] = replace(previous, end=end, conversion=same)
    return joined


def _converts(previous: Quantity, quantity: Quantity, words: str) -> bool:
    first, second = previous.unit, quantity.unit
    if first is None or second is None or first.name == second.name:
        return False
    both_paid = first.name.split(" per ")[0] in _MONEY and second.dimension in ("money", "rate")
    return (first.dimension == second.dimension or both_paid) and (
        _CONVERTED.fullmatch(words[previous.end : quantity.start]) is not None
    )


_MONEY: Final = frozenset({"dollar", "euro", "pound sterling"})
