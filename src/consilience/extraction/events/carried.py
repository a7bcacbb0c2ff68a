"""What a telling takes over from its paragraph: place and time of the event told there first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from consilience.extraction.events.clauses import governing_verb, is_verbal
from consilience.extraction.events.lexicon import words_of
from consilience.extraction.events.moments import is_pluperfect
from consilience.extraction.events.nearness import Attached
from consilience.model.places import PlaceMention
from consilience.model.times import TimeMention
from consilience.text.tokens import Token

_OWN: Final = 1
"""Tier up to which a place or a time belongs to the event itself."""
_MEMORY: Final = 3
"""Sentences for which a paragraph's scene holds: some reports are one paragraph."""
_ELSEWHERE: Final = frozenset({"elsewhere", "meanwhile", "separately"})
_PRESENT: Final = frozenset({"VBZ", "VBP"})
_SPANS: Final = frozenset({"day", "week", "month", "year", "decade"})


@dataclass(slots=True)
class Lead:
    """The place and time of the event that the paragraph has told first, while it told no other.

    Behind two towns, or two days, "the attack" may be either's.
    """

    block: str = ""
    place: PlaceMention | None = None
    place_age: int = 0  # sentences since it was told
    two_places: bool = False
    time: TimeMention | None = None
    time_age: int = 0
    two_times: bool = False

    def grow_old(self) -> None:
        """Forget the scene that no event was told in for a few sentences."""
        self.place_age += 1
        self.time_age += 1
        if self.place_age > _MEMORY:
            self.place, self.two_places = None, False
        if self.time_age > _MEMORY:
            self.time, self.two_times = None, False

    def remember(
        self, place: Attached[PlaceMention] | None, time: Attached[TimeMention] | None
    ) -> None:
        """Remember the first scene of the paragraph that an event was told in."""
        if place is not None and _is_scene(place):
            if self.place is None or _is_wider(self.place, place.row):
                self.place, self.place_age = place.row, 0
            elif self.place.name != place.row.name and not _is_wider(place.row, self.place):
                self.two_places, self.place_age = True, 0
        if time is not None and time.tier <= _OWN and _is_of_days(time.row):
            if self.time is None:
                self.time, self.time_age = time.row, 0
            elif self.time.start != time.row.start:
                self.two_times, self.time_age = True, 0


def carried_place(lead: Lead, trigger: Token) -> Attached[PlaceMention] | None:
    """Return the paragraph's place, unless the sentence says that it turns to another."""
    first = trigger.sentence.tokens[0].lower if trigger.sentence.tokens else ""
    if (
        lead.place is None
        or lead.two_places
        or first in _ELSEWHERE
        or _is_since_then(trigger)
        or _is_habit(trigger)
    ):
        return None
    return Attached(row=lead.place, reason="is that of the event its paragraph began with", tier=4)


def carried_time(lead: Lead, trigger: Token) -> Attached[TimeMention] | None:
    """Return the paragraph's time, unless the trigger lies before it or outlasts it.

    "The army had killed" lies before; "the army is fighting", "has been fighting", "has besieged
    for a year" and "the town is a prize of the offensive" tell how things stand.
    """
    if lead.time is None or lead.two_times or is_pluperfect(trigger) or _is_lasting(trigger):
        return None
    if _is_since_then(trigger):
        return None
    return Attached(row=lead.time, reason="is that of the event its paragraph began with", tier=4)


def _is_wider(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether *one* is a part of a country, which a town does not contradict."""
    return one.kind == "part" and other.kind not in ("part", "country", "region")


def _is_since_then(trigger: Token) -> bool:
    """Whether its sentence sums up what came after ("Since then, thousands have been killed")."""
    return [token.lower for token in trigger.sentence.tokens[:2]] == ["since", "then"]


def _is_habit(trigger: Token) -> bool:
    """Whether its clause tells what is done again and again ("those who are displaced are …")."""
    verb = trigger if is_verbal(trigger) else governing_verb(trigger)
    if verb is None or verb.lemma.lower() in words_of("telling"):
        return False
    passive = any(child.dep == "auxpass" and child.tag in _PRESENT for child in verb.children)
    helped = any(child.dep == "aux" for child in verb.children)
    return verb.tag in _PRESENT or (passive and not helped)


def _is_of_days(time: TimeMention) -> bool:
    """Whether *time* is a day or a few: what else happened in that month or year is not told."""
    if time.precision is None:
        return time.symbol is not None and _A_DAY.match(time.symbol) is not None
    return time.precision in ("minute", "day", "days")


_LONG: Final = re.compile(r"(?:day|week|month|year)s?-(?:long|old)$|^(?:long|old)$")
"""What has lasted before it is told of: "a month-long offensive"."""
_A_DAY: Final = re.compile(r"latest |day |nearest \d")
"""A symbol of `TimeMention` that names a day, though nothing says yet which one."""


def _is_scene(place: Attached[PlaceMention]) -> bool:
    return place.tier <= _OWN and place.row.kind not in ("people", "country", "region")


def _is_lasting(trigger: Token) -> bool:
    """Whether the clause of *trigger* tells how things stand, and not what happened one day."""
    verb = trigger if is_verbal(trigger) else governing_verb(trigger)
    while verb is not None and verb.dep == "xcomp" and is_verbal(verb.head):
        verb = verb.head
    if verb is None or verb.lemma.lower() in words_of("telling"):
        return False
    children = [*verb.children]
    if any(_LONG.search(child.lower) for child in trigger.children):
        return True
    return verb.tag in _PRESENT or _is_going_on(verb, children) or _is_for_long(children)


def _is_going_on(verb: Token, children: Sequence[Token]) -> bool:
    helpers = [child for child in children if child.dep in ("aux", "auxpass")]
    present = any(child.tag in _PRESENT for child in helpers)
    perfect = any(child.lemma.lower() == "have" for child in helpers)
    return present and (verb.tag == "VBG" or not perfect)


def _is_for_long(children: Sequence[Token]) -> bool:
    """Whether one of *children* says how long it has lasted ("for more than a year")."""
    return any(
        child.lower == "for" and any(one.lemma.lower() in _SPANS for one in child.children)
        for child in children
    )
