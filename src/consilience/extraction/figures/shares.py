"""What do measured quantities and shares give: distance, money, "65 percent of the city"?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from consilience.extraction.figures.binding import Counted, group_of
from consilience.extraction.figures.bounds import Bounds
from consilience.extraction.figures.counts import Count, fitted_measure, untold_measure
from consilience.extraction.figures.quantities import Quantity
from consilience.extraction.figures.triggers import find_trigger
from consilience.extraction.figures.verbs import Trigger
from consilience.model.scales import Measure
from consilience.text.tokens import ParsedSentence, Token

_DIMENSIONS: Final[dict[str, Measure]] = {
    "length": "distance", "time": "duration", "money": "money", "rate": "rate", "speed": "rate",
}  # fmt: skip


def count_fraction(
    sentence: ParsedSentence, quantity: Quantity, counted: Counted, trigger: Trigger | None
) -> Count | None:
    """Return "half the 5,000 fighters" with its base; the value is filled in by the base's."""
    measure, reason = fitted_measure(trigger, counted)
    base = _base(sentence, quantity) or _noun_base(sentence, counted)
    if measure == "other":
        return None
    return Count(
        start=quantity.start,
        end=quantity.end,
        place=counted.place,
        noun=counted.noun,
        trigger=trigger,
        measure=measure,
        reason=reason,
        group=group_of(counted.noun),
        unit="share",
        bounds=quantity.bounds,
        base=base,
    )


def count_measured(sentence: ParsedSentence, quantity: Quantity, counted: Counted) -> Count | None:
    """Return what a quantity with a unit gives: a distance, a share of a place, money."""
    unit = quantity.unit
    if unit is None:
        return None
    if unit.name == "percentage":
        return _count_share(sentence, quantity, counted)
    measure: Measure = _DIMENSIONS.get(unit.dimension, "other")
    reason, trigger = f"unit {unit.name}", None
    if unit.dimension == "area":
        found = find_trigger(counted.place, None)
        if found is not None and found.measure == "captured_area":
            measure, trigger = "captured_area", found
    elif unit.dimension == "mass" and _AID.search(sentence.text):
        measure, reason = "aid", "a weight of aid"
    return Count(
        start=quantity.start,
        end=quantity.end,
        place=counted.place,
        noun=None,
        trigger=trigger,
        measure=measure,
        reason=reason,
        group="unknown",
        unit=unit.name,
        bounds=quantity.bounds,
    )


def _count_share(sentence: ParsedSentence, quantity: Quantity, counted: Counted) -> Count:
    whole = _based_on(sentence, quantity)
    base = _base(sentence, quantity)
    trigger = find_trigger(counted.place, whole)
    measure, reason = _share(sentence, trigger, base)
    bounds = quantity.bounds
    return Count(
        start=quantity.start,
        end=quantity.end,
        place=counted.place,
        noun=None,
        trigger=trigger if measure != "other" else None,
        measure=measure,
        reason=reason,
        group=group_of(whole),
        unit="percent",
        bounds=replace(bounds, qualifier="percent") if bounds.qualifier == "exact" else bounds,
        base=base,
    )


_AID = re.compile(r"\b(?:aid|relief|food|flour|medicines?|medical supplies|humanitarian)\b", re.I)


_HOLD = re.compile(
    r"\b(?:control\w*|captur\w+|recaptur\w+|seiz\w+|retak\w+|retook|liberat\w+|hold\w*|held|clear\w+|overr[au]n\w*)\b",
    re.I,
)


def _share(
    sentence: ParsedSentence, trigger: Trigger | None, base: tuple[int, int] | None
) -> tuple[Measure, str]:
    if base is not None and _HOLD.search(sentence.text[: base[0]]):
        words = sentence.text[base[0] : base[1]]
        if any(word[:1].isupper() for word in words.split()) or re.search(
            r"\b(?:city|town|territory|area|village|province|district|country|land|neighbou?rhood)\b",
            words,
        ):
            return "captured_share", "a share of a place that is held"
    if trigger is not None and trigger.measure != "captured_area" and trigger.token.lemma != "lose":
        return trigger.measure, f"share of {trigger.measure}"
    return "other", "a share"


def _based_on(sentence: ParsedSentence, quantity: Quantity) -> Token | None:
    """Return the noun that a share is of."""
    for token in sentence.tokens[quantity.last + 1 : quantity.last + 4]:
        if token.lower == "of":
            for child in token.children:
                if child.dep == "pobj":
                    return child
    return None


def _base(sentence: ParsedSentence, quantity: Quantity) -> tuple[int, int] | None:
    """Return the words behind "of": "western Mosul" of "65 percent of western Mosul"."""
    noun = _based_on(sentence, quantity)
    if noun is None:
        return None
    inside = [token for token in noun.subtree() if _in_base(token, noun)]
    return inside[0].start - sentence.start, inside[-1].end - sentence.start


def _in_base(token: Token, noun: Token) -> bool:
    if token.i <= noun.i:
        return True
    above = token
    while above.i != noun.i:
        if above.dep in (
            "relcl",
            "acl",
            "punct",
            "appos",
            "cc",
            "conj",
            "advcl",
        ) or above.lower in ("in", "on", "by", "since", "from", "after"):
            return False
        above = above.head
    return True


def _noun_base(sentence: ParsedSentence, counted: Counted) -> tuple[int, int] | None:
    noun = counted.noun
    if noun is None:
        return None
    inside = [
        token
        for token in noun.subtree()
        if (token.i <= noun.i and token.i > counted.place.i) or token is noun
    ]
    inside = [
        token
        for token in inside
        if token.dep != "predet" and token.lower not in ("about", "around", "half", "of")
    ]
    return inside[0].start - sentence.start, inside[-1].end - sentence.start


def with_bases(counts: list[Count]) -> list[Count]:
    """Work out fractions whose base is itself a quantity: half of 5,000 is 2,500."""
    found = list(counts)
    for at, count in enumerate(counts):
        whole = next((i for i, other in enumerate(counts) if _is_base(count, other)), None)
        if whole is None or counts[whole].bounds.best is None:
            continue
        base = counts[whole]
        if base.noun is count.noun and base.noun is not None:  # only the part was killed
            measure, reason = untold_measure(base.noun)
            base = replace(base, trigger=None, measure=measure, reason=reason)
            found[whole] = base
        found[at] = _part_of(count, base)
    return found


def _part_of(count: Count, base: Count) -> Count:
    value = base.bounds.best or 0.0
    parts = (count.bounds.low, count.bounds.best, count.bounds.high)
    low, best, high = (None if part is None else part * value for part in parts)
    return replace(
        count,
        bounds=Bounds(low, best, high, "fraction"),
        unit=base.unit,
        group=base.group if count.group == "unknown" else count.group,
        base=(base.start, max(count.base[1], base.end) if count.base else base.end),
        base_value=value,
        base_at=base.start,
    )


def _is_base(count: Count, other: Count) -> bool:
    if count.unit != "share" or other is count or other.unit == "share":
        return False
    return other.start >= count.end and (
        (other.noun is count.noun and count.noun is not None)
        or (count.base is not None and count.base[0] - 2 <= other.start < count.base[1])
    )
