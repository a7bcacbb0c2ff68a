"""Who did it, to whom, and with what: the roles around a trigger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilience.extraction.events.clauses import (
    agents,
    blamed,
    naming_bounds,
    patients,
    phrase_bounds,
)
from consilience.extraction.events.lexicon import words_of
from consilience.extraction.events.triggers import Names, Trigger
from consilience.model.entities import Mention
from consilience.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Roles:
    """The words in roles around one trigger."""

    actors: tuple[str, ...]  # ids of mentions
    targets: tuple[str, ...]
    target_words: tuple[int, int] | None
    weapon: tuple[int, int] | None
    agent_tokens: tuple[Token, ...]
    patient_tokens: tuple[Token, ...]


def find_roles(trigger: Trigger, names: Names, event_heads: frozenset[int]) -> Roles:
    """Return the roles around *trigger*.

    Args:
        names: The names of the sentence.
        event_heads: Indexes of the heads of all triggers there: an event is nobody's actor.

    """
    doers = [
        token
        for token in [*agents(trigger.head), *blamed(trigger.head)]
        if token.i not in event_heads
    ]
    done_to = [token for token in patients(trigger.head) if token.i not in event_heads]
    actors = _named(doers, names.mentions, trigger)
    targets = tuple(name for name in _named(done_to, names.mentions, trigger) if name not in actors)
    return Roles(
        actors=actors,
        targets=targets,
        target_words=_outside(phrase_bounds(done_to[0]), trigger) if done_to else None,
        weapon=_weapon(trigger, [*doers, *agents(trigger.head)]),
        agent_tokens=tuple(agents(trigger.head)),
        patient_tokens=tuple(patients(trigger.head)),
    )


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
