"""By whom and to whom, as far as the sentence of a figure names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from consilience.extraction.figures.verbs import Trigger
from consilience.model.entities import Mention
from consilience.text.tokens import Token

_DOERS: Final = frozenset(
    {"armed_group", "force", "government", "people", "person", "organisation", "un"}
)
_TELLING: Final = frozenset({"outlet", "news_agency", "aggregator", "monitor"})
"""Who tells the news is named beside a figure ("Paper: 30 killed") and is not who was hit."""
_VIOLENCE = re.compile(
    r"strike|raid|bomb|attack|shell|fire|offensive|assault|bombardment|massacre|ambush|operation",
    re.IGNORECASE,
)


def find_victims(noun: Token | None, place: Token, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return the ids of mentions that name who is counted ("12 Taliban fighters")."""
    low = min(place.start, noun.start if noun else place.start)
    high = max(place.end, noun.end if noun else place.end)
    for token in (noun, place):
        if token is None:
            continue
        for child in token.children:
            if child.dep in ("compound", "amod", "nmod", "appos"):
                low, high = min(low, child.start), max(high, child.end)
    return tuple(
        row.id
        for row in mentions
        if row.kind not in _TELLING and row.span.start < high and low < row.span.end
    )


def find_perpetrators(
    trigger: Trigger | None, victims: Sequence[str], mentions: Sequence[Mention]
) -> tuple[str, ...]:
    """Return the ids of mentions that the sentence makes the doer of what is counted."""
    if trigger is None or not mentions:
        return ()
    spans = [(token.start, token.end) for token in _doers(trigger.token)]
    found = [
        row.id
        for row in mentions
        if row.kind in _DOERS
        and row.id not in victims
        and any(row.span.start < end and start < row.span.end for start, end in spans)
    ]
    return tuple(found)


def _doers(trigger: Token) -> list[Token]:
    """Return the words of the agent, the active subject, or the violence that a victim died in."""
    verb = trigger
    found: list[Token] = []
    for _ in range(3):
        passive = any(child.dep in ("nsubjpass", "auxpass") for child in verb.children)
        for child in verb.children:
            if child.dep == "agent":
                found.extend(_heads(child))
            elif child.dep == "nsubj" and not passive and verb.tag != "VBN" and verb.lemma != "die":
                if any(other.dep == "dobj" for other in verb.children):
                    found.extend(_phrase(child))
            elif child.dep == "prep" and child.lower in ("in", "during", "by", "from", "at"):
                for inner in child.children:
                    if inner.dep == "pobj" and _VIOLENCE.search(inner.lower):
                        found.extend(_phrase(inner))
        if found or verb.is_root or verb.dep not in ("conj", "advcl", "xcomp", "oprd", "acomp"):
            break
        verb = verb.head
    return found


def _heads(agent: Token) -> list[Token]:
    return [token for child in agent.children for token in _phrase(child)]


def _phrase(noun: Token) -> list[Token]:
    """Return *noun* and what is joined to it, without clauses that hang on it."""
    found = [noun]
    for token in found:
        found.extend(
            child
            for child in token.children
            if child.dep
            in ("compound", "amod", "nmod", "poss", "conj", "appos", "npadvmod", "pobj")
            or (child.dep == "prep" and child.lower in ("of", "by", "from"))
        )
    return sorted(found, key=lambda token: token.i)
