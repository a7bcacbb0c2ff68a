"""Which measure does a quantity give, of which group, in which unit?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consilience.extraction.figures.binding import (
    Counted,
    group_of,
    names_people,
    noun_lemma,
)
from consilience.extraction.figures.bounds import Bounds
from consilience.extraction.figures.verbs import Trigger
from consilience.model.scales import Group, Measure
from consilience.text.tokens import Token


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
    snapshot: bool = False  # the state at one time, by its form
    part: bool = False  # of the count that begins at base_at
    derived: bool = False  # from the count that begins at base_at: persons of families


OF_PEOPLE: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "executed", "missing", "abducted", "arrested",
     "detained", "displaced", "returned", "trapped", "rescued", "released", "surrendered",
     "trained", "bodies_found", "affected"}
)  # fmt: skip
CASUALTIES: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "executed", "bodies_found"}
)


def fitted_measure(trigger: Trigger | None, counted: Counted) -> tuple[Measure, str]:
    """Return the measure, where trigger and counted noun fit each other, and why."""
    noun = counted.noun
    if trigger is None:
        return untold_measure(noun)
    measure = trigger.measure
    people = noun is not None and names_people(noun)
    if measure == "captured_area" and (noun is None or people):
        taken = trigger.token.lemma.lower() in TAKING
        return ("detained", f"{trigger.rule}: people taken") if taken else ("other", _UNTOLD)
    if measure in OF_PEOPLE and trigger.token is not noun and not may_be_people(noun):
        return "other", f"{trigger.rule}, of no people"
    if measure in ("strength", "remaining") and not people:
        return "other", "of no people"
    if trigger.token.lemma == "lose" and group_of(noun) not in _LOST:
        return "other", "lost, not dead"
    return measure, trigger.rule


_LOST: Final = frozenset({"fighters", "soldiers", "police"})
"""Who is dead where a force "lost" them."""

_UNTOLD: Final = "no word tells a measure"


TAKING: Final = frozenset({"capture", "seize", "recapture"})
"""Verbs that take land, and that take people captive."""


def untold_measure(noun: Token | None) -> tuple[Measure, str]:
    """Return the measure of what no verb tells of: armed people are a strength."""
    if noun is not None and group_of(noun) in ("fighters", "soldiers"):
        return "strength", "armed people without a verb that tells more"
    return "other", _UNTOLD


def may_be_people(noun: Token | None) -> bool:
    """Tell whether a measure of people fits *noun*: people, a name, or no noun at all."""
    if noun is None or names_people(noun):
        return True
    return noun.pos in ("PRON", "PROPN", "NUM") or noun.name in ("NORP", "ORG", "PERSON", "GPE")


def counted_group(counted: Counted, trigger: Trigger | None, measure: Measure) -> Group:
    """Return the group of people that is counted."""
    noun = counted.noun
    if noun is None:
        return "unknown"
    if trigger is not None and trigger.token is noun and not names_people(noun):
        inner = _of_whom(noun)
        described = group_of(inner) if inner is not None else _by_word_before(noun)
        return described if described != "unknown" else "all" if measure in OF_PEOPLE else "unknown"
    return group_of(noun)


def _of_whom(noun: Token) -> Token | None:
    """Return whose: the prisoners of "500 bodies of prisoners"."""
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


def counted_unit(counted: Counted, measure: Measure) -> str:
    """Return what one of the counted is: persons, families, bodies, or the noun as written."""
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
