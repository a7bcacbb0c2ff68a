"""Which figures of a report count the same people again, and which count a part of them?

A report says "three dead" in its headline, "three men were killed" in its lead, and names them one
by one below: one figure, its recounts and its parts. What is left without such a link can be
added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from consilience.extraction.figures.binding import noun_lemma
from consilience.extraction.figures.counts import Count
from consilience.model.scales import Group, Measure

FAMILIES: Final[dict[Measure, str]] = {
    "killed": "killed",
    "executed": "killed",
    "injured": "injured",
    "killed_or_injured": "hit",
    "arrested": "held",
    "detained": "held",
    "abducted": "abducted",
    "bodies_found": "bodies",
    "displaced": "displaced",
    "missing": "missing",
}
"""Measures whose counts are compared with one another within a report."""


@dataclass(slots=True)
class Party:
    """People counted together at one place of a report."""

    key: str  # of the figure
    value: float | None
    group: Group
    sex: str | None
    names: frozenset[str]
    fresh: bool  # "another", "a third": people not counted before
    known: bool  # "the man", "both": people counted before
    general: bool  # "people", "persons": may take in every group
    parts: list[Party] = field(default_factory=list)

    @property
    def left(self) -> float:
        """How many of them are not told one by one."""
        return (self.value or 0.0) - sum(part.value or 0.0 for part in self.parts)


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

    def add(self, together: Sequence[Party]) -> None:
        """Enter the parties of one clause, who are different people from one another."""
        if len(together) > 1 and self._enter_as_parts(together):
            return
        before = list(self.heads)
        for party in together:
            self._enter(
                party, [head for head in before if head in self.heads] or self._own(together)
            )

    def _own(self, together: Sequence[Party]) -> list[Party]:
        inside = {id(party) for party in together}
        return [head for head in self.heads if id(head) not in inside]

    def _enter_as_parts(self, together: Sequence[Party]) -> bool:
        """Enter "a woman and her two children" as the three that were counted before."""
        if any(party.value is None or party.fresh for party in together):
            return False
        total = sum(party.value or 0.0 for party in together)
        for head in self.heads:
            if head.value == total and all(_fits(head, party) for party in together):
                for party in together:
                    self._tie(party, Ties(of_whole=head.key))
                head.parts = head.parts or list(together)
                return True
        return False

    def _enter(self, party: Party, heads: Sequence[Party]) -> None:
        same = self._same_people(party, heads)
        if same is not None:
            self._tie(party, Ties(recount_of=same.key))
            return
        whole = self._whole_of(party, heads)
        if whole is not None:
            whole.parts.append(party)
            self._tie(party, Ties(of_whole=whole.key))
            return
        taken = self._taken_in(party, heads)
        if taken:
            for head in taken:
                self.heads.remove(head)
                recount = head.value is None or head.value == party.value
                self._tie(head, Ties(recount_of=party.key) if recount else Ties(of_whole=party.key))
            party.parts = [head for head in taken if head.value is not None]
            self.heads.append(party)
            return
        if heads and not party.fresh and self._must_be_known(party, heads):
            self._tie(party, Ties(recount_of=_nearest(party, heads).key))
            return
        self.heads.append(party)

    def _same_people(self, party: Party, heads: Sequence[Party]) -> Party | None:
        everyone = [one for head in heads for one in (head, *head.parts)]
        for one in everyone:
            if party.names and one.names & party.names:
                return one
        if party.fresh:
            return None
        for one in reversed(everyone) if party.known else everyone:
            if one.value is not None and one.value == party.value and _fits(one, party):
                return one
            if party.value is None and _fits(one, party):
                return one
        return None

    def _whole_of(self, party: Party, heads: Sequence[Party]) -> Party | None:
        if party.value is None:
            return None
        for head in heads:
            if head.value is not None and head.value > party.value and head.left >= party.value:
                if _fits(head, party):
                    return head
        return None

    def _taken_in(self, party: Party, heads: Sequence[Party]) -> list[Party]:
        """Return the earlier parties that a later, larger number takes in."""
        if party.value is None or party.fresh:
            return []
        fitting = [head for head in heads if _fits(party, head)]
        known = sum(head.value or 0.0 for head in fitting)
        if not fitting or known > party.value:
            return [head for head in fitting if head.value is None]
        return fitting

    def _must_be_known(self, party: Party, heads: Sequence[Party]) -> bool:
        """Tell whether people of whom all are told one by one are described once more."""
        if party.known:
            return True
        fitting = [head for head in heads if _fits(head, party)]
        return any((head.value or 0.0) > (party.value or 0.0) for head in fitting)

    def _tie(self, party: Party, ties: Ties) -> None:
        self.ties[party.key] = ties


def _nearest(party: Party, heads: Sequence[Party]) -> Party:
    fitting = [head for head in heads if _fits(head, party)]
    return (fitting or list(heads))[-1]


_ADULTS: Final = frozenset({"men", "women"})
_ARMED: Final = frozenset({"fighters", "soldiers", "police"})
_UNARMED: Final = frozenset(
    {"civilians", "children", "women", "journalists", "healthcare", "aid_workers"}
)
_OPEN: Final = frozenset({"all", "unknown", "families"})


def _fits(whole: Party, part: Party) -> bool:
    """Tell whether the people of *part* can be among those of *whole*, or the same."""
    if whole.sex and part.sex and whole.sex != part.sex:
        return False
    if whole.names and part.names and not whole.names & part.names:
        return False
    one, other = whole.group, part.group
    if one == other or one in _OPEN or other in _OPEN:
        return True
    if one in _ARMED and other in _ARMED:
        return False
    if (one in _ARMED and other in _UNARMED) or (one in _UNARMED and other in _ARMED):
        return False
    return True


_MALE: Final = frozenset(
    """man boy father husband brother son boyfriend uncle grandfather nephew grandson gentleman male
    policeman gunman fisherman cameraman he him himself guy groom stepfather serviceman""".split()
)
_FEMALE: Final = frozenset(
    """woman girl mother wife sister daughter girlfriend aunt grandmother niece granddaughter lady
    female she her herself bride policewoman widow stepmother servicewoman""".split()
)
_FRESH = re.compile(
    r"\b(?:another|second|third|fourth|fifth|sixth|additional|more|further|others?|also|remaining|two other)\b",
    re.IGNORECASE,
)
_OTHERS: Final = frozenset({"other"})


def party_of(key: str, count: Count) -> Party:
    """Return the people that *count* counts, for the ledger."""
    noun = count.noun
    lemma = noun_lemma(noun) if noun is not None else ""
    words = _phrase(count)
    bounds = count.bounds
    value = bounds.best if bounds.best is not None else bounds.high
    sentence = count.place.sentence
    names = frozenset(
        word.lower()
        for start, end in count.names
        for word in sentence.text[start:end].split()
        if len(word) > 2 and word[:1].isupper()
    )
    described = {word.lower() for word in words.split()} | {lemma}
    sex = "m" if described & _MALE else "f" if described & _FEMALE else None
    return Party(
        key=key,
        value=value,
        group=count.group,
        sex=sex if value == 1 or lemma in _MALE | _FEMALE else None,
        names=names,
        fresh=_FRESH.search(words) is not None or lemma in _OTHERS,
        known=count.definite,
        general=count.group in _OPEN,
    )


def _phrase(count: Count) -> str:
    """Return the words of the counted: from the number to the noun."""
    sentence = count.place.sentence
    end = count.end
    if count.noun is not None:
        end = max(end, count.noun.end - sentence.start)
    following = sentence.text[end : end + 12]
    more = re.match(r"\s+(?:more|others?)\b", following)
    before = sentence.text[max(0, count.start - 8) : count.start]
    ahead = re.search(r"\b(?:another|other|an additional|the remaining)\s+$", before)
    return (ahead.group() if ahead else "") + sentence.text[
        count.start : end + (more.end() if more else 0)
    ]


def tie_counts(counts: Iterable[tuple[str, Count]]) -> dict[str, Ties]:
    """Return how the figures of one report hang together, by their keys.

    Args:
        counts: Key and count, in the order of the text; only those of what the report is about.
    """
    ledgers: dict[str, Ledger] = {}
    for family, together in _clauses(counts):
        ledgers.setdefault(family, Ledger()).add([party_of(key, count) for key, count in together])
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
    if (
        one.trigger is None
        or other.trigger is None
        or one.place.sentence is not other.place.sentence
    ):
        return False
    return one.measure == other.measure and one.trigger.token is other.trigger.token
