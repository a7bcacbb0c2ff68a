"""Which statements deny something, and what?

A statement denies by its own words ("Moscow denied any involvement"), or because a belligerent
says that it did not do a thing ("we fired nothing across the river").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from consilience.corroboration.disputes import ONE_SIDED
from consilience.corroboration.voices import Voice, plain_name
from consilience.corroboration.voicing import voicing
from consilience.model.events import EventMention
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
    r"\b(?:responsib\w+|involve\w+|accusations?|blame|behind|carr(?:y|ied) out|role|part in)\b",
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
_OWN_DEED: Final = re.compile(r"\b(?:we|our|its|his|their)\b", re.I)
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

    @property
    def answers(self) -> bool:
        """Whether it answers a charge told just before ("the reports", "any involvement")."""
        words = self.words
        return bool(_CHARGE.search(words) or self.of_authorship or _BARE.fullmatch(words))

    @property
    def of_authorship(self) -> bool:
        """Whether it denies who did it rather than that it happened.

        "It denied firing across the river", "we fired nothing": who denies a deed of its own says
        that somebody else did it, or nobody.
        """
        if _NOT_MINE.search(self.words) or _DID_NOT.search(self.words):
            return True
        return self.statement.polarity == "denies" and _DOING.match(self.words) is not None


def find_denying(tables: Tables) -> Iterator[Denial]:
    """Yield the statements of the case that deny something, in the order of their ids."""
    ordinals = {row.id: row.ordinal for row in tables.of(Sentence)}
    speaking, places = voicing(tables), places_of_sentences(tables)
    kinds: dict[str, set[EventKind]] = defaultdict(set)
    statements = tables.by_id(Statement)
    for mention in tables.of(EventMention):
        statement = statements.get(mention.statement)
        if statement is not None and mention.kind != "other" and _is_said(mention, statement):
            kinds[statement.id].add(mention.kind)
    not_done = _denied_deeds(tables)
    for statement in sorted(statements.values(), key=lambda row: row.id):
        said_not = statement.originator_kind in BELLIGERENT and _DID_NOT.search(_content(statement))
        if statement.id not in not_done and not said_not and not _is_denial(statement):
            continue
        voice = _denier(statement, speaking.of(statement))
        if voice is None or _NOBODY.match(voice.name):
            continue
        yield Denial(
            statement=statement,
            voice=voice,
            at=ordinals.get(statement.sentence, 0),
            kinds=frozenset(kinds[statement.id] or _territory_kinds(statement)),
            words=_content(statement),
            places=places.get(statement.sentence, frozenset()),
        )


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


def _denied_deeds(tables: Tables) -> set[str]:
    """Return the statements in which a belligerent says that it did not do something.

    "We fired nothing across the river" is a denial without a word for denying.
    """
    statements = tables.by_id(Statement)
    return {
        mention.statement
        for mention in tables.of(EventMention)
        if mention.realis == "denied"
        and mention.kind in ONE_SIDED
        and (statement := statements.get(mention.statement)) is not None
        and statement.originator_kind in BELLIGERENT
        and _OWN_DEED.search(_content(statement))
    }


def _is_denial(statement: Statement) -> bool:
    if statement.polarity != "denies":
        return False
    cue = " ".join(span.quote for span in statement.cue)
    if _DENYING.search(cue):
        return True
    return bool(_SETTING_ASIDE.search(cue) and _CHARGE.search(_content(statement)))


def places_of_sentences(tables: Tables) -> dict[str, frozenset[str]]:
    """Return the places that each sentence names."""
    place_of = {row.mention: row.place for row in tables.of(PlaceMember)}
    found: dict[str, set[str]] = defaultdict(set)
    for mention in tables.of(PlaceMention):
        if mention.id in place_of and not mention.metonym:
            found[mention.sentence].add(place_of[mention.id])
    return {sentence: frozenset(places) for sentence, places in found.items()}
