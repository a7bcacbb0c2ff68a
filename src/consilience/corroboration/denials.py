"""Who denies what others report?

A denial is set against what its own report tells of the matter: accounts of the same kind of
event, or, where it names no event, accounts that name the denying party as author, else the attack
told just before it. Other reports' accounts of that event stand on the same side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from consilience.corroboration.accounts import Account, told_events
from consilience.corroboration.charges import Charges
from consilience.corroboration.denying import GROUND, TERRITORY, Denial, find_denying
from consilience.corroboration.disputes import ONE_SIDED, camp_of
from consilience.corroboration.laying import Laying, calls_false
from consilience.corroboration.party_words import Named
from consilience.corroboration.same_deeds import Charge
from consilience.corroboration.scope import dated_documents
from consilience.corroboration.voices import Voice, known_names, plain_name
from consilience.corroboration.wording import shortened, sides_words
from consilience.model.entities import Entity
from consilience.model.events import Event
from consilience.model.findings import Contradiction, Side
from consilience.model.scales import ContradictionKind
from consilience.model.sentences import Sentence
from consilience.model.spans import Span
from consilience.model.tables import Tables

DENIED: Final = "it is denied"
"""What the denying side of a contradiction says."""

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


def find_denials(tables: Tables) -> Iterator[Contradiction]:
    """Yield the events that one voice reports and another denies."""
    told, parties = told_events(tables), _parties_by_key(tables)
    said: set[tuple[str, Span]] = set()
    for (event, camp), (denials, against) in sorted(_aimed(tables, parties).items()):
        deniers = {denial.voice.key for denial in denials}
        here = {denial.statement.document for denial in denials}
        also = (row for row in told[event].accounts if _accuses(row, camp, against, here=here))
        tellers = [
            row
            for row in {row.mention.id: row for row in (*against, *also)}.values()
            if row.voice.key not in deniers and camp_of_voice(row.voice, parties) != camp
        ]
        words = {(event, span) for denial in denials for span in denial.statement.content}
        if tellers and not _told_already(words, said):
            said |= words
            yield _contradiction(told[event].event, camp, tellers, denials)


def _aimed(
    tables: Tables, parties: Mapping[str, Entity]
) -> dict[tuple[str, str], tuple[list[Denial], list[Account]]]:
    """Return the denials by event and denying party, each with the accounts it is aimed at."""
    tellings, told = _Tellings(tables), told_events(tables)
    found: dict[tuple[str, str], tuple[list[Denial], list[Account]]] = {}
    denying = list(find_denying(tables))
    charges = Charges(tables)
    laying = Laying(tables, {said.statement.document for said in denying})
    for said in denying:
        party = parties.get(said.voice.key)
        camp = camp_of(party) if party is not None else said.voice.key
        if laying.is_of_clause_before(said):
            continue
        named = laying.deniers(said)
        camps = frozenset({camp, *(row.camp for row in named)})
        denial = _called(said, named, camp)
        charge = laying.find(denial, camps) if laying.is_own(denial, camps) else None
        if charge is None:
            near = [*tellings.of(denial.statement.document), *tellings.about_then(denial)]
            aim = _aim(denial, camp, near, denied=tellings.denied(denial))
            if aim is None:
                continue
            others = told[aim.event.id].accounts
            if not charges.is_laid(denial, camps, (aim.account, aim.at), others):
                continue
            charge = Charge(aim.event, aim.account, aim.at)
        denials, against = found.setdefault((charge.event.id, camp), ([], []))
        denials.append(denial)
        against.append(charge.account)
    return found


def _called(denial: Denial, named: Sequence[Named], camp: str) -> Denial:
    """Return *denial* with who denies as the sentence itself says, where it names another party."""
    others = [row for row in named if row.camp != camp and row.name[:1].isupper()]
    if not others or len(others) < len(named):
        return denial
    name = others[0].name
    return replace(denial, voice=replace(denial.voice, key=plain_name(name), name=name))


def _accuses(account: Account, camp: str, against: Sequence[Account], *, here: set[str]) -> bool:
    """Return whether an account stands on the side of those that are denied.

    It names the denying party as author in another report than those of the denials (*here*), or
    stands beside a denied account in its report.
    """
    if not account.asserted:
        return False
    if account.document.id not in here and camp in {camp_of(party) for party in account.parties}:
        return True
    return account.mention.sentence in {row.mention.sentence for row in against}


def _told_already(words: set[tuple[str, Span]], said: set[tuple[str, Span]]) -> bool:
    """Return whether all of a denial's words stand within those of another of the same event."""
    return all(
        any(event == other and _overlap(span, seen) for other, seen in said)
        for event, span in words
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


def camp_of_voice(voice: Voice, parties: Mapping[str, Entity]) -> str:
    """Return the party that a voice belongs to, or its own key."""
    party = parties.get(voice.key)
    return camp_of(party) if party is not None else voice.key


class _Tellings:
    """What reports assert, by report: read when it is asked for."""

    def __init__(self, tables: Tables) -> None:
        self._told, self._dates = told_events(tables), dated_documents(tables)
        self._sentences = tables.by_id(Sentence)
        self._by_day: dict[str, list[str]] = defaultdict(list)
        for document, day in sorted(self._dates.items()):
            if day is not None:
                self._by_day[day].append(document)
        self._of: dict[str, list[_Telling]] = {}

    def of(self, document: str) -> list[_Telling]:
        """Return what one report asserts, in the order of its text."""
        if document not in self._of:
            found = [
                _Telling(
                    event,
                    account,
                    self._sentences[account.mention.sentence].ordinal,
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
        documents = (
            document
            for at in days
            for document in self._by_day.get(date.fromordinal(at).isoformat(), ())
            if document != here
        )
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


def _parties_by_key(tables: Tables) -> dict[str, Entity]:
    names = known_names(tables)
    return {
        names.key(entity.vocabulary or entity.name): entity
        for entity in sorted(tables.of(Entity), key=lambda row: row.id, reverse=True)
    }


def _contradiction(
    event: Event, camp: str, tellers: Sequence[Account], denials: Sequence[Denial]
) -> Contradiction:
    kind = _kind(event, denials)
    both = {denial.statement.sentence for denial in denials}  # that tell of it to deny it
    telling = [row for row in tellers if row.statement.sentence not in both] or tellers
    sides = (_side_of_tellers(telling), _side_of_deniers(denials))
    opening = "Responsibility is denied" if kind == "perpetrator" else "Reports are denied"
    denied = shortened(min(denial.words for denial in denials))
    return Contradiction(
        id=Contradiction.make_id("denied", event.id, camp),
        kind=kind,
        level="major",
        subject=event.id,
        title=f"{opening}: {event.title}",
        sides=sides,
        explanation=f"{opening} ({event.title}): {sides_words(sides)} (“{denied}”).",
        state="open",
    )


def _kind(event: Event, denials: Sequence[Denial]) -> ContradictionKind:
    if event.kind in TERRITORY or all(denial.kinds == GROUND for denial in denials):
        return "control"
    return "perpetrator" if all(denial.of_authorship for denial in denials) else "happened"


def _side_of_tellers(accounts: Sequence[Account]) -> Side:
    return Side(
        value="it is reported",
        statements=tuple(sorted({account.statement.id for account in accounts})),
        origins=tuple(sorted({account.voice.name for account in accounts})),
        spans=tuple(sorted({account.mention.trigger for account in accounts})),
    )


def _side_of_deniers(denials: Sequence[Denial]) -> Side:
    spans: set[Span] = set()
    for denial in denials:
        spans.update(denial.statement.content or denial.statement.cue)
    return Side(
        value=DENIED,
        statements=tuple(sorted({denial.statement.id for denial in denials})),
        origins=tuple(sorted({denial.voice.name for denial in denials})),
        spans=tuple(sorted(spans)),
    )
