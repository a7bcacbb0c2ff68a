"""Which statements deny something, and what?

A statement denies by its own words ("Moscow denied any involvement"), or because a belligerent
says that it did not do a thing ("we fired nothing across the river").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consilience.corroboration.disputes import ONE_SIDED
from consilience.corroboration.voices import Voice, plain_name
from consilience.corroboration.voicing import voicing
from consilience.model.events import EventMention
from consilience.model.held import Held
from consilience.model.memory import Work
from consilience.model.places import PlaceMember, PlaceMention
from consilience.model.scales import EventKind, OriginatorKind
from consilience.model.sentences import Sentence
from consilience.model.statements import Statement
from consilience.model.tables import Tables

_DENYING: Final = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|refut\w+|disavow\w*)\b", re.I)
_SETTING_ASIDE: Final = re.compile(r"\b(?:reject|dismiss|rebuff|contradict)\w*\b", re.I)
_CHARGE: Final = re.compile(
    r"\b(?:accusations?|allegations?|charges?|claims?|reports?|responsibility|involvement|blame)\b",
    re.I,
)
_NOT_MINE: Final = re.compile(
    r"\b(?:responsib\w+|involve\w+|accusations?|blame|behind|carr(?:y|ied) out|role|part in"
    r"|(?:being|been|any) (?:link\w*|connect\w*|ties?|tied))\b",
    re.I,
)
_DOING: Final = re.compile(
    r"\W*(?:having )?(?:fir|shell|bomb|attack|target|hitt|strik|launch|kill|plant|us|conduct"
    r"|carry)ing\b",
    re.I,
)
_DID_NOT: Final = re.compile(
    r"\b(?:we|our \w+) (?:(?:have )?(?:fired|shelled|bombed|attacked|targeted|hit|struck|launched"
    r"|killed|carried out) (?:nothing|nobody|no one|no|none)\b"
    r"|(?:did not|didn.t|never) (?:fired?|shell|bomb|attack|target|hit|strike|launch|kill)\b)",
    re.I,
)
_OWN_DEED: Final = re.compile(r"\b(?:we|our|it|its|he|his|their)\b", re.I)
_USE: Final = re.compile(
    r"\W*(?:that )?(?:(?:the |any )?uses? (?:of|the)\b|using\b"
    r"|(?:the )?(?:army|regime|government|military|\w+ forces) (?:had |has )?used?\b)",
    re.I,
)
_LEAD: Final = 70
"""Characters of what is denied within which its subject stands ("that its jets had bombed")."""
_FORECAST: Final = re.compile(r"\b(?:will|would|may|might|could|can|cannot|to)\b", re.I)
OBJECT: Final = re.compile(
    r"\b(?:accusation|allegation|charge|claim|report)s?,? (?:that |which )?$", re.I
)
_REPORTS: Final = re.compile(
    r"^\W*(?:the |these |those |such )?(?:reports?|claims?|accounts?)\b", re.I
)
_OF_OLD: Final = re.compile(
    r"\b(?:previous|earlier|past|prior)\s+(?:accusation|allegation|charge|claim|report)s?\b", re.I
)
"""What was laid on somebody before is not what is laid on him now."""
_STUMP: Final = 2
_SINCE: Final = re.compile(r"\bsince\b", re.I)
"""What somebody has not done since a day is no answer to a charge."""
_ASIDE: Final = re.compile(r"\b(?:which|who|whom)\b", re.I)
_TIED: Final = re.compile(r"\b(?:related|linked|connected|tied|due) to\b", re.I)
"""That something had to do with an event is denied, and not the event: "the move was linked to
the protests"."""
_NOBODY: Final = re.compile(r"^(?:no|none|nobody|neither)\b", re.I)
_BARE: Final = re.compile(r"(?:it|this|that|them|these|those|so)\W*", re.I)
_PRONOUN: Final = re.compile(r"(?:it|he|she|they|we|who|which)", re.I)
_RELATIVE: Final = re.compile(r",?\s+(?:which|who|that)\s*$", re.I)
TERRITORY: Final[frozenset[EventKind]] = frozenset({"territory_gain", "territory_loss", "siege"})
GROUND: Final[frozenset[EventKind]] = frozenset({*TERRITORY, "battle"})
_TAKING: Final = re.compile(
    r"\b(?:tak(?:e|en|ing)|took|captur\w+|recaptur\w+|retak\w+|seiz\w+|control|fall(?:en)?|fell"
    r"|overr[au]n|advanc\w+)\b",
    re.I,
)
BELLIGERENT: Final[frozenset[OriginatorKind]] = frozenset({"military", "armed_group", "government"})


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody's word that something is not so."""

    statement: Statement
    voice: Voice
    at: int  # ordinal of its sentence
    kinds: frozenset[EventKind]  # of what it denies; empty where it names no event
    words: str  # what is denied
    places: frozenset[str]  # that its sentence names
    mention: str | None = None  # of what it denies, where it names an event

    @property
    def answers(self) -> bool:
        """Whether it answers a charge told just before ("the reports", "any involvement")."""
        words = self.words
        return bool(_CHARGE.search(words) or self.of_authorship or _BARE.fullmatch(words))

    @property
    def of_reports(self) -> bool:
        """Whether it says that what was reported is not so, whoever is said to have done it."""
        own = self.of_authorship or _OWN_DEED.search(self.words[:_LEAD]) is not None
        return _REPORTS.search(self.words) is not None and not own

    @property
    def of_use(self) -> bool:
        """Whether it denies that something was used."""
        return _USE.match(self.words) is not None

    @property
    def of_own_deed(self) -> bool:
        """Whether it can be true although it happened: who denies says that it was not he."""
        if self.of_authorship or _USE.match(self.words) or _OWN_DEED.search(self.words[:_LEAD]):
            return True
        return self.answers and not self.kinds

    @property
    def of_authorship(self) -> bool:
        """Whether it denies who did it rather than that it happened.

        "It denied firing across the river", "we fired nothing": who denies a deed of its own says
        that somebody else did it, or nobody.
        """
        if _NOT_MINE.search(self.words) or _DID_NOT.search(self.words):
            return True
        return self.statement.polarity == "denies" and _DOING.match(self.words) is not None


Denying = tuple[tuple[str, str | None], ...]
"""Statements of one report that deny something, with the mention of what each denies."""


def denying_reports(tables: Tables) -> dict[str, Denying]:
    """Return the reports in which anything is denied, with the statements that do so."""
    found = tables.each(_DENYING_OF, (Statement, EventMention), _denying_of_report)
    return {report: rows for report, rows in found.items() if rows}


def read_denials(tables: Tables, denying: Iterable[Denying]) -> Iterator[Denial]:
    """Yield the denials of reports, as far as anybody is told to deny, in the order of their ids.

    Args:
        tables: Of the stage.
        denying: The statements that deny something, by report.

    """
    denied = dict(row for rows in denying for row in rows)
    statements = tables.where(Statement, "id", denied.keys())
    told = frozenset(filter(None, denied.values()))
    mentions = {row.id: row for row in tables.where(EventMention, "id", told)}
    said = {row.sentence for row in statements}
    ordinals = {row.id: row.ordinal for row in tables.where(Sentence, "id", said)}
    places, speaking = _places_of(tables, statements), voicing(tables)
    for statement in sorted(statements, key=lambda row: row.id):
        mention = mentions.get(denied[statement.id] or "")
        voice = _denier(statement, speaking.of(statement))
        words = _content(statement)
        if voice is None or _NOBODY.match(voice.name) or _is_stump(words) or _OF_OLD.search(words):
            continue
        yield Denial(
            statement=statement,
            voice=voice,
            at=ordinals[statement.sentence],
            kinds=frozenset({mention.kind}) if mention else _territory_kinds(statement),
            words=words,
            places=places.get(statement.sentence, frozenset()),
            mention=mention.id if mention else None,
        )


_DENYING_OF: Final[Work[dict[str, Denying]]] = Work("denials of a report", dict[str, Denying])


def _denying_of_report(report: Held) -> Denying:
    statements = {row.id: row for row in report.of(Statement)}
    mentions = report.of(EventMention)
    not_done = _denied_deeds(mentions, statements)
    denying = {
        key: row
        for key, row in statements.items()
        if key in not_done or _is_denial(row) or _says_not(row)
    }
    denied = _denied_mentions(mentions, denying)
    return tuple((key, denied[key].id if key in denied else None) for key in denying)


def _denied_mentions(
    mentions: Iterable[EventMention], statements: Mapping[str, Statement]
) -> dict[str, EventMention]:
    """Return what each of *statements* tells of first: that is what is denied.

    "Denied a report that it had bombed a depot, which killed hundreds" denies the bombing.
    """
    first: dict[str, EventMention] = {}
    for mention in sorted(mentions, key=lambda row: (row.trigger.start, row.id)):
        statement = statements.get(mention.statement)
        if statement is None or mention.kind == "other" or not _is_said(mention, statement):
            continue
        before = _content(statement).split(mention.trigger.quote, maxsplit=1)[0]
        if not _ASIDE.search(before) and not _TIED.search(before):
            first.setdefault(statement.id, mention)
    return first


def _is_said(mention: EventMention, statement: Statement) -> bool:
    """Return whether a mention stands in what is said, and not in the words around it."""
    trigger = mention.trigger
    return any(
        span.start <= trigger.start and trigger.end <= span.end for span in statement.content
    )


def _content(statement: Statement) -> str:
    return " ".join(span.quote for span in statement.content)


def _territory_kinds(statement: Statement) -> frozenset[EventKind]:
    """Return the kinds of event that a denial of a gain of ground is about."""
    return GROUND if _TAKING.search(_content(statement)) else frozenset()


def _is_stump(words: str) -> bool:
    """Return whether too little of what is denied was read to tell what it is ("its forces")."""
    short = len(words.split()) <= _STUMP and _OWN_DEED.match(words) is not None
    return short and not (
        _BARE.fullmatch(words) or _CHARGE.search(words) or _NOT_MINE.search(words)
    )


def _denier(statement: Statement, voice: Voice) -> Voice | None:
    """Return who denies, by the words of the report where it gives no name; None: nobody is told.

    "The army denied it" is the army's word and not its outlet's.
    """
    if voice.named:
        return voice
    said = _RELATIVE.sub("", " ".join(span.quote for span in statement.source)).strip()
    if not said or (voice.kind == "outlet" and statement.originator_kind == "outlet"):
        return None
    if _PRONOUN.fullmatch(said):
        return replace(voice, key=f"unnamed {statement.id}", name=f"“{said}”, not named")
    return replace(voice, key=f"unnamed {plain_name(said)}", name=said)


def _denied_deeds(
    mentions: Iterable[EventMention], statements: Mapping[str, Statement]
) -> set[str]:
    """Return the statements in which a belligerent says that it did not do something.

    "We fired nothing across the river" is a denial without a word for denying.
    """
    return {
        mention.statement
        for mention in mentions
        if mention.realis == "denied"
        and mention.kind in ONE_SIDED
        and (statement := statements.get(mention.statement)) is not None
        and not _SINCE.search(_content(statement))
        and not _FORECAST.search(" ".join(span.quote for span in statement.cue))
        and statement.originator_kind in BELLIGERENT
        and _OWN_DEED.search(_content(statement))
    }


def _says_not(statement: Statement) -> bool:
    """Return whether a belligerent says that it did not do something: "we fired nothing"."""
    own = statement.originator_kind in BELLIGERENT
    return own and _DID_NOT.search(_content(statement)) is not None


def _is_denial(statement: Statement) -> bool:
    if statement.polarity != "denies":
        return False
    cue = " ".join(span.quote for span in statement.cue)
    if _FORECAST.search(cue):
        return False
    if _DENYING.search(cue):
        return True
    return bool(_SETTING_ASIDE.search(cue) and _CHARGE.search(_content(statement)))


def _places_of(tables: Tables, statements: Sequence[Statement]) -> dict[str, frozenset[str]]:
    """Return the places that the sentence of each of *statements* names."""
    sentences = {row.sentence for row in statements}
    documents = {row.document for row in statements}
    members = tables.where(PlaceMember, "document", documents)
    place_of = {row.mention: row.place for row in members}
    found: dict[str, set[str]] = defaultdict(set)
    for mention in tables.where(PlaceMention, "document", documents):
        if mention.sentence in sentences and mention.id in place_of and not mention.metonym:
            found[mention.sentence].add(place_of[mention.id])
    return {sentence: frozenset(places) for sentence, places in found.items()}
