"""Under which key does a report name somebody, and which keys of the case are one?

What a report's names are is read from that report alone (`Names`). Three things are told by the
case only: what an acronym stands for, who bears a lone surname, and which longer name is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, NamedTuple

from consilience.merging.entity_names import acronym_key, same_person, unknown_key
from consilience.model.entities import Mention
from consilience.model.held import Held

Key = tuple[str, ...]

Joined = dict[Key, tuple[Key, str]]
"""The key that another one is taken for, and why."""

DESCRIBED: Final = "described: "
"""Rules of mentions that name nobody ("the rebels"): only what they are short for counts."""


class Slot(NamedTuple):
    """What a mention is known by in its report."""

    key: Key
    acronym: str | None  # that it is written as; the case may know what it stands for


class Names(NamedTuple):
    """The names of one report, and the acronyms that it gives to some of them."""

    slots: tuple[Slot, ...]
    given: tuple[tuple[str, Key], ...]


class Home(NamedTuple):
    """Where the mentions of a slot belong, over the case."""

    base: Key  # by what the reports say
    by_acronym: bool  # since one says what the acronym stands for
    key: Key  # of the entity
    why: str | None  # this is another one than the base


def names_of(rows: Held, *, transliterations: bool) -> Names:
    """Return the names of the report that *rows* belong to."""
    mentions = naming(rows.of(Mention))
    by_id = {mention.id: mention for mention in mentions}
    slots, given = set(), set()
    for mention in mentions:
        full = fullest(mention, by_id)
        slots.add(slot_of(mention, full, transliterations=transliterations))
        acronym = acronym_key(mention)
        if acronym is not None and full is not mention and not mention.candidates:
            given.add((acronym, unknown_key(full, transliterations=True)))
    ordered = sorted(slots, key=lambda slot: (slot.key, slot.acronym or ""))
    return Names(tuple(ordered), tuple(sorted(given)))


def naming(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the *mentions* that name somebody, in the order of their ids."""
    found = (row for row in mentions if row.same_as or not row.rule.startswith(DESCRIBED))
    return sorted(found, key=lambda row: row.id)


def fullest(mention: Mention, by_id: Mapping[str, Mention]) -> Mention:
    """Return the mention of the same report that *mention* is short for, or itself."""
    seen = {mention.id}
    while mention.same_as is not None and mention.same_as in by_id and mention.same_as not in seen:
        mention = by_id[mention.same_as]
        seen.add(mention.id)
    return mention


def slot_of(mention: Mention, full: Mention, *, transliterations: bool) -> Slot:
    """Return what *mention*, which is short for *full*, is known by in its report."""
    for row in (mention, full):
        if row.candidates:
            return Slot(("body", row.candidates[0]), None)
    return Slot(unknown_key(full, transliterations=transliterations), acronym_key(full))


@dataclass(frozen=True, slots=True)
class Keys:
    """What the reports of a case say altogether of their keys."""

    acronyms: Mapping[str, Key]
    joined: Joined

    def home(self, slot: Slot) -> Home:
        """Return where the mentions of *slot* belong."""
        known = slot.acronym is not None and slot.acronym in self.acronyms
        base = self.acronyms[slot.acronym] if slot.acronym and known else slot.key
        key, why = base, None
        while key in self.joined:
            key, why = self.joined[key]
        return Home(base, known, key, why)


def keys_of(names: Mapping[str, Names]) -> Keys:
    """Return what the reports that have *names* say altogether of their keys."""
    plain = Keys(_acronyms(names.values()), {})
    documents: dict[Key, set[str]] = defaultdict(set)
    bases: dict[Slot, Key] = {}
    for document, own in names.items():
        for slot in own.slots:
            if slot not in bases:
                bases[slot] = plain.home(slot).base
            documents[bases[slot]].add(document)
    joined = {
        **_longer_names(documents), **_only_bearers(documents), **_lost_genitives(documents)
    }  # fmt: skip
    return Keys(plain.acronyms, joined)


def _acronyms(names: Iterable[Names]) -> dict[str, Key]:
    """Return the bodies by the acronyms that reports give them, where only one body has it."""
    found: dict[str, set[Key]] = defaultdict(set)
    for own in names:
        for acronym, key in own.given:
            found[acronym].add(key)
    return {acronym: min(keys) for acronym, keys in found.items() if len(keys) == 1}


def _longer_names(documents: Mapping[Key, AbstractSet[str]]) -> Joined:
    """Return for each person's name the only longer one with the same ends, with the reason."""
    by_ends: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in sorted(documents):
        if key[0] == "person":
            by_ends[key[1], key[-1]].append(key)
    joined: Joined = {}
    for keys in by_ends.values():
        for key in keys if len(keys) > 1 else ():
            longer = [other for other in keys if same_person(key[1:], other[1:])]
            if len(longer) == 1:
                joined[key] = longer[0], "the same name in a longer form"
    return joined


def _lost_genitives(documents: Mapping[Key, AbstractSet[str]]) -> Joined:
    """Return for "Anna Bergs" the "Anna Berg" of the same report: an apostrophe was lost."""
    joined: Joined = {}
    for key in sorted(documents):
        if key[0] != "person" or not key[-1].endswith("s"):
            continue
        base = (*key[:-1], key[-1][:-1])
        if base in documents and documents[key] & documents[base]:
            joined[key] = base, "the same name with its genitive"
    return joined


def _only_bearers(documents: Mapping[Key, AbstractSet[str]]) -> Joined:
    """Return for each lone surname the only person of that name, if two reports name them.

    A lone surname that stands beside the same office in several reports is one person, too.
    """
    bearers: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(documents):
        if key[0] == "person" and len(key) > 2:
            bearers[key[-1]].append(key)
    joined: Joined = {}
    for key in sorted(documents):
        if key[0] != "alone":
            continue
        known = bearers.get(key[1], [])
        if len(known) == 1 and len(documents[known[0]]) > 1:
            joined[key] = known[0], "the only person of that surname in the case"
        elif not known and key[2]:
            office = ("office", key[1], key[2].lower())
            joined[key] = office, "the same surname beside the same office"
    return joined
