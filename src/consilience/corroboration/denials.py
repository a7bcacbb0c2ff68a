"""Who denies what others report?

A denial is set against accounts of the same event; against the accounts of the same kind of event
just before it in its own report; and, where it names no event ("denied any responsibility"),
against the accounts just before it that name the denying party as author.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.accounts import Account, told_events
from consilience.corroboration.disputes import ONE_SIDED, camp_of, dispute
from consilience.corroboration.voices import Voice, known_names, voice_of
from consilience.model.documents import Document
from consilience.model.entities import Entity
from consilience.model.events import Event, EventMention
from consilience.model.findings import Contradiction, Side
from consilience.model.sentences import Sentence
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.tables import Tables

REACH: Final = 4
"""Sentences that a denial looks back over, for what it denies."""


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody's word that something is not so."""

    statement: Statement
    voice: Voice
    span: Span
    at: int  # ordinal of its sentence


@dataclass(frozen=True, slots=True)
class _Telling:
    """An account with where it stands in its report."""

    event: Event
    account: Account
    at: int


def find_denials(tables: Tables) -> Iterator[Contradiction]:
    """Yield the events that one voice reports and another denies."""
    told = told_events(tables)
    accounts = _asserted_by_document(tables)
    denied: dict[str, list[Denial]] = defaultdict(list)
    against: dict[str, list[Account]] = defaultdict(list)
    for denial, event, targets in _aimed_denials(tables, accounts):
        denied[event].append(denial)
        against[event].extend(targets)
    for event in sorted(denied):
        deniers = {denial.voice.key for denial in denied[event]}
        tellers = [row for row in told[event].accounts if row.asserted]
        tellers = [row for row in (*tellers, *against[event]) if row.voice.key not in deniers]
        if tellers:
            sides = [_side_of_tellers(tellers), _side_of_deniers(denied[event])]
            yield _denial(told[event].event, sides)


def _denial(event: Event, sides: Sequence[Side]) -> Contradiction:
    if event.kind in {"territory_gain", "territory_loss", "siege"}:
        return dispute("control", event, sides, opening="One side denies reports")
    return dispute("happened", event, sides, opening="One side denies reports")


def _asserted_by_document(tables: Tables) -> dict[str, list[_Telling]]:
    ordinals = {row.id: row.ordinal for row in tables.of(Sentence)}
    found: dict[str, list[_Telling]] = defaultdict(list)
    for told in told_events(tables).values():
        for account in told.accounts:
            if account.asserted:
                at = ordinals.get(account.mention.sentence, 0)
                found[account.document.id].append(_Telling(told.event, account, at))
    for rows in found.values():
        rows.sort(key=lambda row: (row.at, row.account.mention.id))
    return found


def _aimed_denials(
    tables: Tables, accounts: Mapping[str, Sequence[_Telling]]
) -> Iterator[tuple[Denial, str, list[Account]]]:
    """Yield each denial with the event that it is aimed at and the accounts that it denies."""
    ordinals = {row.id: row.ordinal for row in tables.of(Sentence)}
    documents, names = tables.by_id(Document), known_names(tables)
    telling_denials: set[str] = set()
    for told in told_events(tables).values():
        for account in told.accounts:
            if not account.denied:
                continue
            telling_denials.add(account.statement.id)
            at = ordinals.get(account.mention.sentence, 0)
            denial = Denial(account.statement, account.voice, account.mention.trigger, at)
            yield from _aim_by_event(denial, told.event, account, accounts)
    parties = _parties_by_key(tables)
    for statement in sorted(tables.of(Statement), key=lambda row: row.id):
        if statement.polarity != "denies" or statement.id in telling_denials:
            continue
        voice = voice_of(statement, documents[statement.document], names)
        span = (statement.cue or statement.content)[0]
        denial = Denial(statement, voice, span, ordinals.get(statement.sentence, 0))
        yield from _aim_by_party(denial, parties.get(voice.key), accounts)


def _aim_by_event(
    denial: Denial, event: Event, account: Account, accounts: Mapping[str, Sequence[_Telling]]
) -> Iterator[tuple[Denial, str, list[Account]]]:
    before = [
        row
        for row in accounts.get(denial.statement.document, ())
        if denial.at - REACH <= row.at <= denial.at
        and row.account.voice.key != denial.voice.key
        and _same_matter(row, event, account.mention)
    ]
    if before:
        yield denial, before[-1].event.id, [before[-1].account]
    else:
        yield denial, event.id, []


def _same_matter(row: _Telling, event: Event, denied: EventMention) -> bool:
    mention = row.account.mention
    if row.event.id == event.id:
        return True
    return mention.kind == denied.kind != "other" or mention.lemma == denied.lemma


def _aim_by_party(
    denial: Denial, party: Entity | None, accounts: Mapping[str, Sequence[_Telling]]
) -> Iterator[tuple[Denial, str, list[Account]]]:
    if party is None:
        return
    before = [
        row
        for row in accounts.get(denial.statement.document, ())
        if denial.at - REACH <= row.at <= denial.at
        and row.event.kind in ONE_SIDED
        and row.account.voice.key != denial.voice.key
        and camp_of(party) in {camp_of(actor) for actor in row.account.parties}
    ]
    if before:
        yield denial, before[-1].event.id, [before[-1].account]


def _parties_by_key(tables: Tables) -> dict[str, Entity]:
    names = known_names(tables)
    return {
        names.key(entity.vocabulary or entity.name): entity
        for entity in sorted(tables.of(Entity), key=lambda row: row.id, reverse=True)
    }


def _side_of_tellers(accounts: Sequence[Account]) -> Side:
    return Side(
        value="it happened",
        statements=tuple(sorted({account.statement.id for account in accounts})),
        origins=tuple(sorted({account.voice.name for account in accounts})),
        spans=tuple(sorted({account.mention.trigger for account in accounts})),
    )


def _side_of_deniers(denials: Sequence[Denial]) -> Side:
    return Side(
        value="it is denied",
        statements=tuple(sorted({denial.statement.id for denial in denials})),
        origins=tuple(sorted({denial.voice.name for denial in denials})),
        spans=tuple(sorted({denial.span for denial in denials})),
    )
