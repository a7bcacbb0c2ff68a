"""Who is said to be behind an event, and how: told, claimed, accused, suspected, possible.

What a report ties somebody to by another word than the verb of the deed ("blamed on", "claimed
responsibility for") is found here; so is how firm the tie is, whatever the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.extraction.events.clauses import (
    agents,
    is_blame,
    is_verbal,
    prepositional_objects,
    subjects,
    verb_patients,
    with_conjuncts,
)
from consilience.extraction.events.lexicon import words_of
from consilience.model.scales import Blame
from consilience.model.statements import Statement
from consilience.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Tie:
    """A word for somebody, and the words that tie an event to them."""

    token: Token
    blame: Blame
    blamer: Token | None  # who does the accusing, where it is said


def find_ties(trigger: Token) -> list[Tie]:
    """Return whoever claims, or is said to have done, what *trigger* tells."""
    found: list[Tie] = []
    for verb in [trigger.head, *(child for child in trigger.children if child.dep == "acl")]:
        lemma = verb.lemma.lower()
        if is_verbal(verb) and lemma in words_of("attributing"):
            objects = prepositional_objects(verb, frozenset({"to", "on", "upon", "by"}))
            found += _ties(list(objects), _ATTRIBUTED.get(lemma, "accused"), verb)
    if is_blame(trigger):
        objects = prepositional_objects(trigger, frozenset({"on", "upon"}))
        found += _ties(list(objects), "accused", trigger.head)
    if trigger.dep in ("pobj", "pcomp") and trigger.head.lower in ("for", "of", "in", "with"):
        found += _answerable(trigger.head.head)
    return found


def blame_of(
    trigger: Token, doers: Sequence[Token], ties: Sequence[Tie], statement: Statement | None
) -> Blame:
    """Return how the report ties the *doers* of *trigger* to it; the words beside them first."""
    if any(tie.blame == "claimed" for tie in ties):
        return "claimed"
    official = statement is not None and statement.originator_kind in _AUTHORITIES
    if ties:
        named = [tie.blamer for tie in ties if tie.blamer is not None]
        official = any(_is_authority(token) for token in named) if named else official
        return "accused by authorities" if official else "accused"
    hedged = [trigger, *doers, *(doer.head for doer in doers)]
    if any(_is_hedged(token) for token in hedged):
        return "accused by authorities" if official else "suspected"
    return _by_statement(statement, trigger)


def _by_statement(statement: Statement | None, trigger: Token) -> Blame:
    maybe = any(
        child.dep == "aux" and child.lower in ("may", "might", "could")
        for verb in (trigger, trigger.head)
        for child in verb.children
    )
    if maybe or (statement is not None and statement.firmness == "possible"):
        return "possible"
    if statement is None or not statement.cue or statement.firmness in ("confirmed", "stated"):
        return "told"
    if statement.originator_kind == "armed_group":
        return "claimed"
    return "accused by authorities" if statement.originator_kind in _AUTHORITIES else "accused"


_ATTRIBUTED: Final[dict[str, Blame]] = {"claim": "claimed", "perpetrate": "told"}
_AUTHORITIES: Final = frozenset({"government", "military", "unnamed_official"})
_HEDGES: Final = frozenset(
    {"presumably", "allegedly", "apparently", "reportedly", "supposedly", "suspected", "presumed",
     "alleged", "supposed", "probably", "possibly", "suspect"}
)  # fmt: skip
_OFFICE: Final = frozenset(
    {"police", "army", "military", "government", "ministry", "minister", "president", "official",
     "authority", "prosecutor", "judge", "court", "commander", "general", "colonel", "spokesman",
     "governor", "mayor", "intelligence", "force"}
)  # fmt: skip


def _is_authority(token: Token) -> bool:
    near = [token, *(child for child in token.children if child.dep in ("compound", "appos"))]
    return any(part.lemma.lower() in _OFFICE for part in near)


def _is_hedged(token: Token) -> bool:
    return any(child.lower in _HEDGES for child in token.children)


def _ties(tokens: list[Token], blame: Blame, verb: Token) -> Iterator[Tie]:
    blamer = next(iter(agents(verb)), None) if blame != "told" else None
    for token in with_conjuncts(tokens):
        yield Tie(token, blame, blamer)


def _answerable(word: Token) -> Iterator[Tie]:
    """Yield who is behind "claimed responsibility", "accused", "responsible" (*word*)."""
    lemma = word.lemma.lower()
    verb = word.head
    if lemma in words_of("responsibility") and is_verbal(verb):
        if verb.lemma.lower() in words_of("owning_up") and not _is_negated(verb):
            yield from (Tie(token, "claimed", None) for token in with_conjuncts(subjects(verb)))
    elif lemma in words_of("accusing") and is_verbal(word):
        yield from _ties(verb_patients(word), "accused", word)
    elif word.dep in ("dobj", "nsubjpass") and verb.lemma.lower() in words_of("accusing"):
        # "accused the army of shelling it", where "of" hangs on the army
        yield from _ties([word], "accused", verb)
    elif lemma == "responsible":
        held = [child for child in verb.children if child.dep in ("nsubj", "dobj")]
        yield from _ties(held, "accused", verb)


def _is_negated(verb: Token) -> bool:
    """Whether nobody does what *verb* tells ("no group has claimed")."""
    near = [*verb.children, *(part for subject in subjects(verb) for part in subject.children)]
    return any(part.dep == "neg" or part.lower in ("no", "neither", "nor") for part in near)
