"""What does a denial speak against?

A denial is set against what its own report tells of the matter: accounts of the same kind of
event, or, where it names no event, accounts that name the denying party as author, else the attack
told just before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from consilience.corroboration.accounts import Account, told_events
from consilience.corroboration.charges import Charges
from consilience.corroboration.denying import GROUND, Denial
from consilience.corroboration.disputes import ONE_SIDED, camp_of
from consilience.corroboration.laying import Laying, calls_false
from consilience.corroboration.party_words import (
    Named,
    PartyNames,
    parties_by_key,
    party_words,
)
from consilience.corroboration.same_deeds import Charge
from consilience.corroboration.scope import dated_documents
from consilience.corroboration.voices import plain_name
from consilience.model.events import Event
from consilience.model.sentences import Sentence
from consilience.model.tables import Tables

REACH: Final = 3
"""Sentences over which denied involvement looks back for the attack."""
REACH_OF_CHARGE: Final = 1
"""Sentences over which denied reports or charges look back: they were told just before."""
REACH_OF_KIND: Final = 10
"""Sentences over which a denial of a kind of deed reaches for accounts of one."""

ACCUSED: Final = 3
"""Sentences by which an account that names the denying party as author counts as nearer."""
ELSEWHERE: Final = 8
"""How far away, in sentences, what another report tells counts."""
OTHER_PLACE: Final = 8
"""Sentences by which what is told of another place than the denial's counts as further."""
DAYS_APART: Final = 4
"""Days between a denial's report and others that it can be aimed at."""
AFTER: Final = 4
"""Sentences by which what is told only later counts as further."""


OF_OTHERS: Final = 4
"""Sentences by which an account that names only other parties as author counts as further."""


_ANY_ATTACK: Final = frozenset({"attack"})


@dataclass(frozen=True, slots=True)
class _Telling:
    """An account with where it stands in its report."""

    event: Event
    account: Account
    at: int
    places: frozenset[str]


class Aim(NamedTuple):
    """A denial, and the account that it speaks against."""

    denial: Denial  # with who denies as its own sentence says
    camp: str  # of who denies
    charge: Charge


class Aims:
    """What the denials of some reports speak against."""

    def __init__(self, tables: Tables, documents: AbstractSet[str], names: PartyNames) -> None:
        """Read what *documents* tell.

        Args:
            tables: Of the stage.
            documents: In which something is denied.
            names: What the case says of the names of parties.

        """
        self._told, self._parties = told_events(tables), parties_by_key(tables)
        self._told.read_reports(documents)
        tables.asked(Sentence, "document").read(documents)
        self._tellings, self._charges = _Tellings(tables), Charges(tables)
        self._laying = Laying(tables, party_words(tables, documents, names))

    def of(self, said: Denial) -> Aim | None:
        """Return what a denial speaks against; ``None``: nothing that anybody tells."""
        party = self._parties.get(said.voice.key)
        camp = camp_of(party) if party is not None else said.voice.key
        if self._laying.is_of_clause_before(said):
            return None
        named = self._laying.deniers(said)
        camps = frozenset({camp, *(row.camp for row in named)})
        denial = _called(said, named, camp)
        charge = self._laying.find(denial, camps) if self._laying.is_own(denial, camps) else None
        if charge is None:
            charge = self._nearest(denial, camp, camps)
        return Aim(denial, camp, charge) if charge is not None else None

    def _nearest(self, denial: Denial, camp: str, camps: frozenset[str]) -> Charge | None:
        tellings = self._tellings
        near = [*tellings.of(denial.statement.document), *tellings.about_then(denial)]
        aim = _aim(denial, camp, near, denied=tellings.denied(denial))
        if aim is None:
            return None
        others = self._told[aim.event.id].accounts
        if not self._charges.is_laid(denial, camps, (aim.account, aim.at), others):
            return None
        return Charge(aim.event, aim.account, aim.at)


def _called(denial: Denial, named: Sequence[Named], camp: str) -> Denial:
    """Return *denial* with who denies as the sentence itself says, where it names another party."""
    others = [row for row in named if row.camp != camp and row.name[:1].isupper()]
    if not others or len(others) < len(named):
        return denial
    name = others[0].name
    return replace(denial, voice=replace(denial.voice, key=plain_name(name), name=name))


class _Tellings:
    """What reports assert, by report: read when it is asked for."""

    def __init__(self, tables: Tables) -> None:
        self._told, self._dates = told_events(tables), dated_documents(tables)
        self._sentences = tables.asked(Sentence, "document")
        self._by_day: dict[str, list[str]] = defaultdict(list)
        for document, day in sorted(self._dates.items()):
            if day is not None:
                self._by_day[day].append(document)
        self._of: dict[str, list[_Telling]] = {}

    def of(self, document: str) -> list[_Telling]:
        """Return what one report asserts, in the order of its text."""
        if document not in self._of:
            ordinals = {row.id: row.ordinal for row in self._sentences.of(document)}
            found = [
                _Telling(
                    event,
                    account,
                    ordinals[account.mention.sentence],
                    frozenset({account.place or event.place or ""} - {""}),
                )
                for event, account in self._told.told_in(document)
                if account.asserted and not event.aggregate and not calls_false(account)
            ]
            self._of[document] = sorted(found, key=lambda row: (row.at, row.account.mention.id))
        return self._of[document]

    def denied(self, denial: Denial) -> tuple[Event, Account] | None:
        """Return the account that a denial itself gives of what it denies."""
        found = self._told.told_in(denial.statement.document)
        return next((row for row in found if row[1].mention.id == denial.mention), None)

    def about_then(self, denial: Denial) -> list[_Telling]:
        """Return what other reports of those days tell of who took the places it names."""
        here = denial.statement.document
        day = self._dates.get(here)
        if day is None or denial.kinds != GROUND:
            return []
        middle = date.fromisoformat(day).toordinal()
        days = range(middle - DAYS_APART, middle + DAYS_APART + 1)
        documents = [
            document
            for at in days
            for document in self._by_day.get(date.fromordinal(at).isoformat(), ())
            if document != here
        ]
        self._told.read_reports({*documents})
        self._sentences.read({*documents})
        near = [row for key in documents for row in self.of(key) if row.places & denial.places]
        return sorted(near, key=lambda row: row.account.mention.id)


def _aim(
    denial: Denial,
    camp: str,
    tellings: Sequence[_Telling],
    *,
    denied: tuple[Event, Account] | None,
) -> _Telling | None:
    """Return the account that a denial speaks against: of the event that it names, the nearest."""

    def fit(row: _Telling) -> tuple[bool, int, bool]:
        blamed = {camp_of(party) for party in row.account.parties}
        accused = camp in blamed
        behind = row.at > denial.at
        far = abs(row.at - denial.at) + (AFTER if behind else 0)
        if row.account.document.id != denial.statement.document:
            far = ELSEWHERE
        if denial.places and row.places and not denial.places & row.places:
            far += OTHER_PLACE
        if blamed and not accused:
            far += OF_OTHERS
        return not _is_named(row, denied), far - (ACCUSED if accused else 0), behind

    others = [row for row in tellings if row.account.voice.key != denial.voice.key]
    others = [row for row in others if not _is_within(row.account, denial)]
    here = denial.statement.document
    if denial.kinds:
        same = [
            row
            for row in others
            if _of_kind(row, denial)
            and (row.account.document.id != here or abs(row.at - denial.at) <= REACH_OF_KIND)
        ]
        return min(same, key=fit, default=None)
    if not denial.answers:
        return None
    reach = REACH if denial.of_authorship else REACH_OF_CHARGE
    near = [
        row
        for row in others
        if row.event.kind in ONE_SIDED
        and row.account.document.id == here
        and denial.at - reach <= row.at <= denial.at
    ]
    return min(near, key=fit, default=None)


def _is_named(row: _Telling, denied: tuple[Event, Account] | None) -> bool:
    """Return whether an account is of the very event, or day, that a denial names."""
    if denied is None:
        return False
    event, account = denied
    day = row.account.start or row.event.date_start
    return row.event.id == event.id or (account.start is not None and day == account.start)


def _of_kind(row: _Telling, denial: Denial) -> bool:
    """Return whether an account is of what is denied; "the attack" may be any, told close by."""
    told = row.account.mention.kind
    if told in denial.kinds:
        return True
    near = row.account.document.id == denial.statement.document
    near = near and abs(row.at - denial.at) <= REACH_OF_CHARGE
    return near and denial.kinds == _ANY_ATTACK and told in ONE_SIDED


def _is_within(account: Account, denial: Denial) -> bool:
    """Return whether an account is part of what is denied."""
    trigger = account.mention.trigger
    return account.statement.id == denial.statement.id or any(
        span.document == trigger.document
        and span.start <= trigger.start
        and trigger.end <= span.end
        for span in denial.statement.content
    )
