"""Who did it, to whom, and with what: the roles around a trigger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.extraction.events.blame import blame_of
from consilience.extraction.events.clauses import (
    agents,
    is_verbal,
    naming_bounds,
    patients,
    phrase_bounds,
)
from consilience.extraction.events.lexicon import words_of
from consilience.extraction.events.ties import find_ties
from consilience.extraction.events.triggers import Names, Trigger
from consilience.model.entities import Mention
from consilience.model.scales import Blame, EventKind
from consilience.model.statements import Statement
from consilience.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Roles:
    """The words in roles around one trigger."""

    actors: tuple[str, ...]  # ids of mentions
    targets: tuple[str, ...]
    target_words: tuple[int, int] | None
    weapon: tuple[int, int] | None
    blame: Blame | None  # None: no actor


def find_roles(
    trigger: Trigger, names: Names, event_heads: frozenset[int], statement: Statement | None
) -> Roles:
    """Return the roles around *trigger*.

    Args:
        names: The names of the sentence.
        event_heads: Indexes of the heads of all triggers there: an event is nobody's actor.
        statement: What carries the trigger's words.

    """
    ties = [tie for tie in find_ties(trigger.head, event_heads) if tie.token.i not in event_heads]
    own = [
        token
        for token in [*agents(trigger.head), *_attackers_before(trigger, names)]
        if token.i not in event_heads and not _is_nobody(token)
    ]
    own = [token for token in own if not _is_attacked(token, trigger, names)]
    doers = [*own, *(tie.token for tie in ties)]
    done_to = [token for token in patients(trigger.head) if token.i not in event_heads]
    done_to += [] if done_to else _attacked_before(trigger, names)
    somebody = [row for row in names.mentions if not _is_no_party(row, names, trigger)]
    telling = _tellers(somebody, trigger, statement, [tie.token for tie in ties])
    able = [row for row in somebody if row.id not in telling]
    actors = _named(doers, able, trigger) or _captors(trigger, done_to, able)
    doing = [row for row in names.mentions if row.id in actors]
    if names.meant is not None:
        actors += names.meant.by(doing, trigger.head.sentence)
        actors += () if actors else names.meant.it(own)
        doing += names.meant.rows(actors[len(doing) :])
    targets = tuple(name for name in _named(done_to, somebody, trigger) if name not in actors)
    return Roles(
        actors=actors,
        targets=targets,
        target_words=_outside(phrase_bounds(done_to[0]), trigger) if done_to else None,
        weapon=_weapon(trigger, [*doers, *agents(trigger.head)]),
        blame=blame_of(trigger.head, own, ties, statement, names=names, actors=doing)
        if actors
        else None,
    )


def _attackers_before(trigger: Trigger, names: Names) -> list[Token]:
    """Return the armed group or army of "a Delta Front attack"."""
    if trigger.head.lemma.lower() in words_of("befalling"):
        return []
    return [part for part in _before(trigger) if names.kind(part) in _FIGHTING]


def _attacked_before(trigger: Trigger, names: Names) -> list[Token]:
    """Return the union of "the Workers Union bombing"; an inquiry of its own is the union's."""
    if trigger.kind not in _BLOWS:
        return []
    return [part for part in _before(trigger) if names.kind(part) in _UNARMED][-1:]


def _is_attacked(token: Token, trigger: Trigger, names: Names) -> bool:
    """Whether *token* names a body without arms right in front of a word for an attack."""
    return token in _attacked_before(trigger, names)


def _before(trigger: Trigger) -> list[Token]:
    """Return the words that make a compound with *trigger*, a noun."""
    if is_verbal(trigger.head):
        return []
    return [
        child
        for child in trigger.head.children
        if child.i < trigger.head.i and child.dep in ("compound", "nmod", "amod")
    ]


_BLOWS: Final[frozenset[EventKind]] = frozenset(
    {"attack", "killing", "explosion", "suicide_bomb", "shooting", "shelling", "air_strike",
     "arson", "chemical_weapon"}
)  # fmt: skip
_FIGHTING: Final = frozenset({"armed_group", "force"})
_UNARMED: Final = frozenset(
    {"organisation", "ngo", "un", "outlet", "news_agency", "monitor", "aggregator", "facility"}
)


def _captors(
    trigger: Trigger, captives: Sequence[Token], mentions: Sequence[Mention]
) -> tuple[str, ...]:
    """Return the armed groups that hold, or let go, whom nobody is said to have abducted."""
    if trigger.kind != "abduction":
        return ()
    groups = [mention for mention in mentions if mention.kind == "armed_group"]
    wholes = [_one_of(captive) for captive in captives]
    held = [one.head for one in wholes if one.dep in ("dobj", "nsubjpass")]
    return tuple(
        key
        for verb in held
        if verb.lemma.lower() in words_of("captivity")
        for key in _named(agents(verb), groups, trigger)
    )


def _one_of(noun: Token) -> Token:
    """Return the one of "one of the men"."""
    inside = noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.tag == "CD"
    return noun.head.head if inside else noun


def _is_nobody(token: Token) -> bool:
    """Whether *token* says that nobody did it: "none of the rebels", "no group"."""
    marks = (child.lower for child in token.children if child.dep == "det")
    return token.lower in ("none", "nobody") or any(mark in ("no", "neither") for mark in marks)


def _is_no_party(mention: Mention, names: Names, trigger: Trigger) -> bool:
    """Whether *mention* is the town itself, or stands in the dateline: neither did anything."""
    sentence = trigger.head.sentence
    dateline = _DATELINE.match(sentence.text)
    if dateline is not None and mention.span.end <= sentence.start + dateline.end():
        return True
    return mention.rule.startswith("model: ") and any(
        place.span.start == mention.span.start
        and place.span.end == mention.span.end
        and not place.metonym
        and place.kind != "people"
        for place in names.places
    )


def _tellers(
    mentions: Sequence[Mention],
    trigger: Trigger,
    statement: Statement | None,
    tied: Sequence[Token],
) -> frozenset[str]:
    """Return those of *mentions* that only tell of it: a monitor, whoever speaks behind the deed.

    Where a comma is lost, the parse takes who says so for who did it: "air strikes killed seven
    people the Observatory said". Who claims it (*tied* to it by other words) speaks and did it.
    """
    sources = () if statement is None else statement.source
    speaking = {
        mention.id
        for mention in mentions
        for span in sources
        if mention.span.start < span.end and span.start < mention.span.end
    } - {*_named(tied, mentions, trigger)}
    return frozenset(
        mention.id
        for mention in mentions
        if (mention.kind in _MEDIA and trigger.kind in _BY_FORCE)
        or (mention.id in speaking and mention.span.start >= trigger.end)
    )


_MEDIA: Final = frozenset({"outlet", "news_agency", "monitor", "aggregator"})
_BY_FORCE: Final[frozenset[EventKind]] = _BLOWS | {
    "battle", "territory_gain", "territory_loss", "abduction", "looting", "robbery", "siege"
}  # fmt: skip
"""What takes arms, or at least force."""
_DATELINE: Final = re.compile(r"[A-Z][^()]{1,60}\([^)]{1,40}\)\s*(?:--?|–|—)\s")
"""Where a report was filed and by whom: "Osk, Mar. 12 (Agency) - "."""


def _named(
    tokens: Iterable[Token], mentions: Sequence[Mention], trigger: Trigger
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for token in tokens:
        start, end = naming_bounds(token)
        for mention in mentions:
            overlaps = mention.span.start < end and start < mention.span.end
            apart = mention.span.end <= trigger.start or trigger.end <= mention.span.start
            if overlaps and apart:
                found[mention.id] = None
    return tuple(found)


def _outside(bounds: tuple[int, int], trigger: Trigger) -> tuple[int, int] | None:
    """Return *bounds* unless they hold the trigger itself ("the wounded")."""
    start, end = bounds
    if start < trigger.end and trigger.start < end:
        return (trigger.end + 1, end) if trigger.end + 1 < end else None
    return bounds


def _weapon(trigger: Trigger, doers: Iterable[Token]) -> tuple[int, int] | None:
    """Return the words that name a weapon near *trigger*: by, with, or in its own name."""
    words = words_of("weapon")
    head = trigger.head
    near = [
        *(child for child in head.children if child.dep in ("compound", "amod", "nmod")),
        *doers,
        *(
            part
            for child in head.children
            if child.dep in ("prep", "dobj", "agent")
            for part in (child, *child.children)
        ),
    ]
    for token in [head, *near]:
        if token.lemma.lower() in words and token.pos in ("NOUN", "PROPN", "ADJ"):
            return phrase_start_without_article(token), token.end
    return None


def phrase_start_without_article(token: Token) -> int:
    """Return where the compound of *token* starts ("car bomb" of "a car bomb")."""
    first = token
    for child in token.children:
        if child.dep in ("compound", "nmod") and child.i < first.i:
            first = child
    return first.start
