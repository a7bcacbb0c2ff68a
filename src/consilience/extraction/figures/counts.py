"""Which measure does a quantity give, of which group, in which unit?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from consilience.extraction.figures.binding import (
    Counted,
    counted_noun,
    group_of,
    names_people,
    noun_lemma,
)
from consilience.extraction.figures.bounds import Bounds
from consilience.extraction.figures.quantities import Quantity
from consilience.extraction.figures.triggers import Trigger, find_trigger
from consilience.model.scales import Group, Measure
from consilience.text.tokens import ParsedSentence, Token


@dataclass(frozen=True, slots=True)
class Count:
    """A figure in the making. Offsets count from the sentence's first character."""

    start: int
    end: int
    place: Token
    noun: Token | None
    trigger: Trigger | None
    measure: Measure
    reason: str
    group: Group
    unit: str
    bounds: Bounds
    base: tuple[int, int] | None = None
    base_value: float | None = None
    base_at: int | None = None  # where the quantity that is the base begins
    definite: bool = False  # "the two men": people already spoken of
    names: tuple[tuple[int, int], ...] = ()  # of people counted by name
    single: bool = False  # counted without a number


OF_PEOPLE: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "executed", "missing", "abducted", "arrested",
     "detained", "displaced", "returned", "trapped", "rescued", "released", "surrendered",
     "trained", "bodies_found", "affected"}
)  # fmt: skip
CASUALTIES: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "executed", "bodies_found"}
)
_DIMENSIONS: Final[dict[str, Measure]] = {
    "length": "distance", "time": "duration", "money": "money", "rate": "rate", "speed": "rate",
}  # fmt: skip
_STRONG = re.compile(r"[-\s]strong\b", re.IGNORECASE)


def counts_of(sentence: ParsedSentence, quantities: list[Quantity]) -> list[Count]:
    """Return what each of *quantities* counts; ages count nothing."""
    found = [_count(sentence, quantity) for quantity in quantities if quantity.kind != "age"]
    kept = [count for count in found if count is not None]
    return _with_bases(kept)


def _count(sentence: ParsedSentence, quantity: Quantity) -> Count | None:
    counted = counted_noun(sentence, quantity)
    if quantity.unit is not None:
        return _measured(sentence, quantity, counted)
    if _STRONG.match(sentence.text, quantity.end):
        return _strong(quantity, counted)
    trigger = find_trigger(counted.place, counted.noun)
    measure, reason = _fitted(trigger, counted)
    if quantity.change is not None and reason == "death toll":
        measure, reason = "other", "a change of a toll, no toll"
    if trigger is None and (counted.noun is None or _is_one(sentence, quantity)):
        return None
    if quantity.kind == "fraction":
        return _fraction(sentence, quantity, counted, trigger)
    return Count(
        start=quantity.start,
        end=quantity.end,
        place=counted.place,
        noun=counted.noun,
        trigger=trigger if measure != "other" else None,
        measure=measure,
        reason=reason,
        group=_group(counted, trigger, measure),
        unit=_unit(counted, measure),
        bounds=quantity.bounds,
        definite=is_definite(sentence, quantity),
    )


def _fitted(trigger: Trigger | None, counted: Counted) -> tuple[Measure, str]:
    """Return the measure, where trigger and counted noun fit each other."""
    noun = counted.noun
    if trigger is None:
        return _untold(noun)
    measure = trigger.measure
    if measure == "captured_area" and (noun is None or names_people(noun)):
        if trigger.token.lemma.lower() in TAKING:
            return "detained", f"{trigger.rule}: people taken"
        return "other", "no word tells a measure"
    if measure in OF_PEOPLE and trigger.token is not noun and not may_be_people(noun):
        return "other", f"{trigger.rule}, of no people"
    if measure == "strength" and not names_people(noun):
        return "other", "of no people"
    if measure == "remaining" and not names_people(noun):
        return "other", "of no people"
    return measure, trigger.rule


TAKING: Final = frozenset({"capture", "seize", "recapture"})
"""Verbs that take land, and that take people captive."""


def _untold(noun: Token | None) -> tuple[Measure, str]:
    if noun is not None and group_of(noun) in ("fighters", "soldiers"):
        return "strength", "armed people without a verb that tells more"
    return "other", "no word tells a measure"


def may_be_people(noun: Token | None) -> bool:
    """Tell whether a measure of people fits *noun*: people, a name, or no noun at all."""
    if noun is None or names_people(noun):
        return True
    return noun.pos in ("PRON", "PROPN", "NUM") or noun.name in ("NORP", "ORG", "PERSON", "GPE")


def _is_one(sentence: ParsedSentence, quantity: Quantity) -> bool:
    """Tell "one of the best", "one man", which are hardly counts."""
    return sentence.tokens[quantity.first].lower == "one" and quantity.values == (1.0,)


def _group(counted: Counted, trigger: Trigger | None, measure: Measure) -> Group:
    noun = counted.noun
    if noun is None:
        return "unknown"
    if trigger is not None and trigger.token is noun and not names_people(noun):
        inner = _of_whom(noun)
        described = group_of(inner) if inner is not None else _by_word_before(noun)
        return described if described != "unknown" else "all" if measure in OF_PEOPLE else "unknown"
    return group_of(noun)


def _of_whom(noun: Token) -> Token | None:
    """Return whose: the prisoners of "500 bodies of prisoners", the civilians of "deaths among civilians"."""
    for child in noun.children:
        if child.dep == "prep" and child.lower in ("of", "among"):
            for inner in child.children:
                if inner.dep == "pobj":
                    return inner
    return None


def _by_word_before(noun: Token) -> Group:
    for child in noun.children:
        if child.dep in ("amod", "compound") and child.i < noun.i and names_people(child):
            return group_of(child)
    return "unknown"


def _unit(counted: Counted, measure: Measure) -> str:
    noun = counted.noun
    if measure == "bodies_found":
        return "bodies"
    if noun is None:
        return "persons"
    lemma = noun_lemma(noun)
    if lemma in ("family", "household"):
        return "families" if lemma == "family" else "households"
    if measure in OF_PEOPLE or names_people(noun):
        return "persons"
    return noun.lower


def is_definite(sentence: ParsedSentence, quantity: Quantity) -> bool:
    """Tell "the two men", "both of them", which count again, from "two men"."""
    before = sentence.tokens[quantity.first - 1] if quantity.first else None
    return before is not None and before.lower in (
        "the", "these", "those", "both", "all", "his", "her", "their",
    )  # fmt: skip


def _strong(quantity: Quantity, counted: Counted) -> Count:
    place = counted.place
    for token in (place, place.head):
        if token.pos in ("NOUN", "PROPN"):
            place = token
            break
    return Count(
        start=quantity.start,
        end=quantity.end + len("-strong"),
        place=place,
        noun=place if place.pos in ("NOUN", "PROPN") else None,
        trigger=None,
        measure="strength",
        reason="-strong",
        group=group_of(place),
        unit="persons",
        bounds=quantity.bounds,
    )


def _fraction(
    sentence: ParsedSentence, quantity: Quantity, counted: Counted, trigger: Trigger | None
) -> Count | None:
    """Return "half the 5,000 fighters" with its base; the value is filled in by the base's."""
    measure, reason = _fitted(trigger, counted)
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


def _measured(sentence: ParsedSentence, quantity: Quantity, counted: Counted) -> Count | None:
    unit = quantity.unit
    if unit is None:
        return None
    measure: Measure = _DIMENSIONS.get(unit.dimension, "other")
    reason, trigger, base = f"unit {unit.name}", None, None
    bounds = quantity.bounds
    group: Group = "unknown"
    if unit.dimension == "share" and unit.name == "percentage":
        base = _base(sentence, quantity)
        trigger = find_trigger(counted.place, _based_on(sentence, quantity))
        measure, reason = _share(sentence, trigger, base)
        group = group_of(_based_on(sentence, quantity))
        if bounds.qualifier == "exact":
            bounds = replace(bounds, qualifier="percent")
    elif unit.dimension == "area":
        trigger = find_trigger(counted.place, None)
        measure = "captured_area" if trigger and trigger.measure == "captured_area" else "other"
    elif unit.dimension == "mass" and _AID.search(sentence.text):
        measure, reason = "aid", "a weight of aid"
    return Count(
        start=quantity.start,
        end=quantity.end,
        place=counted.place,
        noun=None,
        trigger=trigger if measure not in ("other", "rate") else None,
        measure=measure,
        reason=reason,
        group=group,
        unit="percent" if unit.name == "percentage" else unit.name,
        bounds=bounds,
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
    if trigger is not None and trigger.measure != "captured_area":
        return trigger.measure, f"share of {trigger.measure}"
    return "other", "a share"


_OF = re.compile(r"\s+(?:of\s+)?(?=\S)")


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


def _with_bases(counts: list[Count]) -> list[Count]:
    """Work out fractions whose base is itself a quantity: half of 5,000 is 2,500."""
    found = list(counts)
    for at, count in enumerate(counts):
        whole = next((i for i, other in enumerate(counts) if _is_base(count, other)), None)
        if whole is None or counts[whole].bounds.best is None:
            continue
        base = counts[whole]
        if base.noun is count.noun and base.noun is not None:  # only the part was killed
            measure, reason = _untold(base.noun)
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
        bounds=Bounds(low, best, high, count.bounds.qualifier),
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
