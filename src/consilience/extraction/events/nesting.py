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

_IN: Final = frozenset({"in", "by", "during", "from", "after", "following", "amid", "of", "with"})
_WHEN: Final = frozenset({"when", "as", "after", "while", "during"})


def find_larger_events(triggers: Sequence[Trigger]) -> dict[int, int]:
    """Return, by position in *triggers*, the position of the event that a trigger is part of."""
    by_head = {trigger.head.i: at for at, trigger in enumerate(triggers)}
    found: dict[int, int] = {}
    for at, trigger in enumerate(triggers):
        if trigger.kind not in EFFECTS:
            continue
        larger = _cause(trigger.head, by_head)
        if larger is not None and _may_hold(triggers[larger], trigger) and found.get(larger) != at:
            found[at] = larger
    return found


def _may_hold(larger: Trigger, part: Trigger) -> bool:
    if larger.kind not in CAUSES:
        return False
    return larger.kind != part.kind or not is_verbal(larger.head)


def _cause(token: Token, by_head: Mapping[int, int]) -> int | None:
    for candidate in _possible_causes(token):
        at = by_head.get(candidate.i)
        if at is not None and candidate.i != token.i:
            return at
    return None


def _possible_causes(token: Token) -> list[Token]:
    found = [*agents(token), *prepositional_objects(token, _IN)]
    found += [
        child
        for child in token.children
        if child.dep == "advcl" and any(part.lower in _WHEN for part in child.children)
    ]
    if token.dep in ("advcl", "relcl", "acl") and (token.tag == "VBG" or token.dep == "relcl"):
        found.append(token.head)
    if token.dep == "conj" and is_verbal(token):
        found.extend(_possible_causes(token.head))
        if token.head.i != token.i:
            found.append(token.head)
    return found
