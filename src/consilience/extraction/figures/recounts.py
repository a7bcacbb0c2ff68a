"""Which figures of a report count the same people again, and which count a part of them?

A report says "three dead" in its headline, "three men were killed" in its lead, and names them one
by one below: one figure, its recounts and its parts. What is left without such a link can be
added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.extraction.figures.counts import Count
from consilience.extraction.figures.people import FAMILIES, Party, fits, is_included, party_of


@dataclass(frozen=True, slots=True)
class Ties:
    """How a figure hangs on others: by the keys of those."""

    recount_of: str | None = None
    of_whole: str | None = None


class Ledger:
    """The people of one measure that a report has counted so far, none of them twice."""

    def __init__(self) -> None:
        self.heads: list[Party] = []
        self.ties: dict[str, Ties] = {}
        self.everyone: list[Party] = []

    def add(self, together: Sequence[Party]) -> None:
        """Enter the parties of one clause, who are different people from one another."""
        self.everyone.extend(together)
        apart = [party for party in together if not party.included]
        if len(apart) < 2 or not self._enter_as_parts(apart):
            self._enter_beside(apart)
        for party in together:
            if party.included:
                self._enter(party, self.heads)

    def _enter_beside(self, together: Sequence[Party]) -> None:
        apart: list[Party] = []
        complete: list[Party] = []  # told of again, all of them
        for party in together[1:]:
            party.beside = True
        for party in together:
            others = [head for head in self.heads if head not in apart]
            if not (party.names or party.age):
                others = [head for head in others if head not in complete]
            tied = self._enter(party, others)
            apart.append(tied if tied is not None and not tied.plural else party)
            complete += [tied] if tied is not None and _is_all_of(party, tied) else []

    def _enter_as_parts(self, together: Sequence[Party]) -> bool:
        """Enter "a woman and her two children" as the three that were counted before."""
        if any(party.value is None or party.fresh for party in together):
            return False
        total = sum(party.value or 0.0 for party in together)
        for head in self.heads:
            if head.value == total and all(fits(head, party) for party in together):
                for party in together:
                    self._tie(party, Ties(of_whole=head.key))
                head.parts = head.parts or list(together)
                return True
        return False

    def _enter(self, party: Party, heads: Sequence[Party]) -> Party | None:
        """Enter *party*; return the earlier one that it repeats, if it repeats one."""
        same = None if party.included else self._same_people(party, heads)
        if same is not None:
            self._tie(party, Ties(recount_of=same.key))
            _learn(same, party)
            return same
        whole = self._whole_of(party, heads)
        if whole is not None:
            whole.parts.append(party)
            self._tie(party, Ties(of_whole=whole.key))
            return None
        same = self._same_people(party, heads) if party.included else None
        if same is not None:
            self._tie(party, Ties(recount_of=same.key))
            _learn(same, party)
            return same
        taken = self._taken_in(party, heads)
        for head in taken:
            self.heads.remove(head)
            recount = head.value is None or head.value == party.value
            self._tie(head, Ties(recount_of=party.key) if recount else Ties(of_whole=party.key))
        party.parts = [head for head in taken if head.value is not None]
        if not taken and heads and not party.fresh and self._must_be_known(party, heads):
            nearest = _nearest(party, heads)
            self._tie(party, Ties(recount_of=nearest.key))
            _learn(nearest, party)
            return nearest
        self.heads.append(party)
        return None

    def _same_people(self, party: Party, heads: Sequence[Party]) -> Party | None:
        everyone = [one for head in heads for one in (head, *head.parts)]
        for one in everyone:
            if party.names and one.names & party.names:
                return one
        if party.itself:
            return next((one for one in everyone if _is_actor(one, party)), None)
        if party.fresh:
            return next((one for one in everyone if _told_again(party, one)), None)
        for one in reversed(everyone) if party.known else everyone:
            if not fits(one, party):
                continue
            if one.value is not None and one.value == party.value:
                return one
            if party.value is None and one.plural:
                return one
        return None

    def _whole_of(self, party: Party, heads: Sequence[Party]) -> Party | None:
        """Return the earlier party that this one is a part of."""
        fitting = [head for head in heads if head.plural and (fits(head, party) or party.included)]
        if party.itself:
            fitting = [head for head in fitting if head.sentence != party.sentence]
        for head in reversed(fitting) if party.included else fitting:
            if head.value is None:
                if party.included or not (party.plural or party.fresh):
                    return head
            elif party.value is None:
                if party.included:
                    return head
            elif head.value > party.value and (party.included or head.left >= party.value):
                return head
        return None

    def _taken_in(self, party: Party, heads: Sequence[Party]) -> list[Party]:
        """Return the earlier parties that a later, larger number takes in."""
        if party.value is None or party.fresh:
            return []
        fitting = [head for head in heads if fits(party, head) and _takes_in(party, head)]
        if sum(head.value or 0.0 for head in fitting) > party.value:
            return [head for head in fitting if head.value is None]
        return fitting

    def _must_be_known(self, party: Party, heads: Sequence[Party]) -> bool:
        """Tell whether people of whom all are told one by one are described once more."""
        if party.itself:
            return False
        if party.known and not (party.plural and party.value):
            return not party.doer or any(head.doer for head in heads)
        fitting = [head for head in heads if head.plural and fits(head, party)]
        return any((head.value or 0.0) > (party.value or 0.0) for head in fitting)

    def tie_to_dead(self, dead: Ledger) -> None:
        """Take out the wounded who are told to have died: they are counted among the dead."""
        killed = dead.everyone
        for head in list(self.heads):
            again = next((one for one in killed if _died_later(head, one)), None)
            if again is not None:
                self.heads.remove(head)
                self._tie(head, Ties(recount_of=again.key))

    def _tie(self, party: Party, ties: Ties) -> None:
        self.ties[party.key] = ties


def _is_all_of(party: Party, one: Party) -> bool:
    """Tell whether nobody else of the clause of *party* can be among those it tells of again.

    "The six monks and two women" are eight, however often the monks are told of; of "the three
    people, two women and a man" all are among the three.
    """
    return one.value == party.value and party.lemma not in _ANYBODY


_ANYBODY: Final = frozenset(
    {"person", "people", "victim", "man", "boy", "other", "individual", "civilian", "resident",
     "adult", "suspect", "body", "one", "them", ""}
)  # fmt: skip
"""Nouns whose people may be told of one by one, or by other nouns, right behind them."""


def _learn(one: Party, again: Party) -> None:
    """Keep what a recount adds: the name and age of "a man"."""
    if one.value == 1 == again.value:
        one.names |= again.names
        one.age = one.age or again.age
        one.sex = one.sex or again.sex


def _told_again(party: Party, one: Party) -> bool:
    """Tell whether "one more guard" is the guard who was told beside others before."""
    if one.value != party.value:
        return False
    if party.other and one.plural and one.sentence != party.sentence:
        return fits(one, party)  # "two others", who are others than the dead of their sentence
    same = one.group == party.group and one.lemma == party.lemma
    return same and (one.fresh or one.beside)


def _died_later(hurt: Party, dead: Party) -> bool:
    """Tell whether somebody wounded is the one who is told to be dead."""
    if hurt.names and dead.names:
        return bool(hurt.names & dead.names)
    if hurt.value != 1 or hurt.fresh or hurt.sentence == dead.sentence or not fits(dead, hurt):
        return False
    return hurt.known or (dead.value == 1 and hurt.lemma == dead.lemma)


def _takes_in(party: Party, head: Party) -> bool:
    """Tell whether "two people" can be told of "a woman" and one more."""
    if head.value is None:
        return party.plural and head.plural
    if not party.plural:
        return False
    return party.known or party.general or party.lemma == head.lemma or bool(head.names)


def _nearest(party: Party, heads: Sequence[Party]) -> Party:
    fitting = [head for head in heads if fits(head, party)]
    return (fitting or list(heads))[-1]


def _is_actor(one: Party, party: Party) -> bool:
    """Tell whether *one*, counted before, is the one who killed himself."""
    if one.itself or one.doer:
        return True
    if party.actor is None or one.value != 1:
        return False
    return one.lemma == party.actor or party.actor in one.names


def tie_counts(
    counts: Iterable[tuple[str, Count]], recalled: Iterable[tuple[str, Count]] = ()
) -> dict[str, Ties]:
    """Return how the figures of one report hang together, by their keys.

    Args:
        counts: Key and count, in the order of the text; only those of what the report is about.
        recalled: Those of what it recalls; they may name who has died.
    """
    ledgers: dict[str, Ledger] = {}
    for family, together in _clauses(counts):
        ledgers.setdefault(family, Ledger()).add([party_of(key, count) for key, count in together])
    dead = ledgers.get("killed")
    if dead is not None:
        dead.everyone.extend(
            party_of(key, count)
            for key, count in recalled
            if FAMILIES.get(count.measure) == "killed" and count.names
        )
        for family in ("injured", "hit"):
            if family in ledgers:
                ledgers[family].tie_to_dead(dead)
    return {key: tie for ledger in ledgers.values() for key, tie in ledger.ties.items()}


def _clauses(
    counts: Iterable[tuple[str, Count]],
) -> Iterator[tuple[str, list[tuple[str, Count]]]]:
    """Yield what is counted together: same measure, same trigger."""
    waiting: list[tuple[str, Count]] = []
    for key, count in counts:
        family = FAMILIES.get(count.measure)
        if family is None or count.bounds.qualifier == "zero_claimed" or count.trigger is None:
            continue
        if waiting and not _together(waiting[-1][1], count):
            yield FAMILIES[waiting[0][1].measure], waiting
            waiting = []
        waiting.append((key, count))
    if waiting:
        yield FAMILIES[waiting[0][1].measure], waiting


def _together(one: Count, other: Count) -> bool:
    if one.trigger is None or other.trigger is None or one.measure != other.measure:
        return False
    if one.place.sentence is not other.place.sentence or is_included(other):
        return False
    return one.trigger.token is other.trigger.token
