"""Which event of a sentence is part or effect of another: the deaths that a strike caused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from consilience.extraction.events.clauses import agents, is_verbal, prepositional_objects
from consilience.extraction.events.triggers import Trigger
from consilience.model.scales import EventKind
from consilience.text.tokens import Token

EFFECTS: Final[frozenset[EventKind]] = frozenset(
    {"killing", "attack", "displacement", "looting", "arson", "heritage_damage", "explosion",
     "shooting"}
)  # fmt: skip
"""Kinds that may be what a larger event did."""

CAUSES: Final[frozenset[EventKind]] = frozenset(
    {"battle", "air_strike", "shelling", "explosion", "suicide_bomb", "chemical_weapon",
     "shooting", "attack", "abduction", "riot", "protest", "siege", "crash", "disaster",
     "robbery", "territory_gain", "arson", "killing"}
)  # fmt: skip

_IN: Final = frozenset({"in", "by", "during", "from", "after", "following", "amid"})
_WHEN: Final = frozenset({"when", "as", "after", "while", "during"})


def find_larger_events(triggers: Sequence[Trigger]) -> dict[int, int]:
    """Return, by position in *triggers*, the position of the event that a trigger is part of."""
    by_head = {trigger.head.i: at for at, trigger in enumerate(triggers)}
    found: dict[int, int] = {}
    for at, trigger in enumerate(triggers):
        if trigger.kind not in CAUSES and trigger.kind not in EFFECTS:
            continue
        larger = _cause(trigger.head, by_head)
        if larger is None and _is_in_which(trigger.head):
            larger = next((back for back in range(at - 1, -1, -1)), None)
        if larger is not None and _may_hold(triggers[larger], trigger) and found.get(larger) != at:
            found[at] = larger
    return _shared(triggers, by_head, found)


def _shared(
    triggers: Sequence[Trigger], by_head: Mapping[int, int], found: dict[int, int]
) -> dict[int, int]:
    """Return *found*, and "killed" in the attack that the "wounded" beside it were hurt in."""
    for at, trigger in enumerate(triggers):
        if at in found or trigger.kind not in EFFECTS:
            continue
        for child in trigger.head.children:
            whole = found.get(by_head.get(child.i, -1)) if child.dep == "conj" else None
            if whole is not None and whole != at:
                found[at] = whole
                break
    return found


def _is_in_which(token: Token) -> bool:
    """Whether *token* is told of what stands before it: "in which three people died"."""
    verb = token
    while verb.dep in ("conj", "nsubj", "nsubjpass", "dobj") and not verb.is_root:
        verb = verb.head
    return verb.dep == "relcl" and any(
        part.lower == "which"
        for prep in verb.children
        if prep.dep == "prep"
        for part in prep.children
    )


def _may_hold(larger: Trigger, part: Trigger) -> bool:
    if larger.kind not in CAUSES:
        return False
    if part.kind in EFFECTS:
        return larger.kind != part.kind or not is_verbal(larger.head) or _is_joined(part.head)
    return larger.kind == part.kind


def _is_joined(token: Token) -> bool:
    return token.dep in ("conj", "relcl", "advcl")


def _cause(token: Token, by_head: Mapping[int, int]) -> int | None:
    for candidate in _possible_causes(token):
        at = by_head.get(candidate.i)
        if at is not None and candidate.i != token.i:
            return at
    return None


def _possible_causes(token: Token) -> list[Token]:
    found = [*agents(token), *prepositional_objects(token, _IN), *_results(token)]
    found += [
        child
        for child in token.children
        if child.dep == "advcl" and any(part.lower in _WHEN for part in child.children)
    ]
    if token.dep in ("advcl", "relcl", "acl") and (token.tag == "VBG" or token.dep == "relcl"):
        found.append(token.head)
    if token.dep == "relcl":
        found += [above for above, _ in zip(token.head.ancestors(), range(3), strict=False)]
    if token.dep == "conj" and is_verbal(token):
        found.extend(agents(token.head))
        if token.head.i != token.i:
            found.append(token.head)
    return found


def _results(token: Token) -> list[Token]:
    """Return what hangs below "as a result of", "because of", "due to" on *token*."""
    found = []
    for result in prepositional_objects(token, frozenset({"as", "in"})):
        found += list(prepositional_objects(result, frozenset({"of"})))
    for child in token.children:
        if child.lower in ("because", "due", "owing", "thanks"):
            found += [*child.children, *(part for at in child.children for part in at.children)]
    return found
