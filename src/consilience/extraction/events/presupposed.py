"""What a report takes for granted: the murder that is to be investigated was committed."""

from __future__ import annotations

from typing import Final

from consilience.extraction.events.clauses import is_verbal, prepositional_objects
from consilience.extraction.events.lexicon import words_of
from consilience.text.tokens import Token

_POINTING: Final = frozenset({"the", "this", "that", "these", "those"})
_ANCHORS: Final = frozenset({"after", "following", "since", "despite", "because", "due", "with"})
"""Prepositions that hang something on an event that they take as known."""
_WHOM: Final = frozenset({"of", "against", "on", "in", "at"})
_NAMES: Final = frozenset({"NNP", "NNPS"})
_PLURALS: Final = frozenset({"NNS", "NNPS"})


def is_presupposed(trigger: Token) -> bool:
    """Whether *trigger* names one event that its clause does not itself bring about.

    What is said about such an event (that it will be investigated, that nobody has claimed it,
    that somebody is charged with it) leaves it as it happened. What is to be carried out,
    foiled, denied or asked for is as real as the verb makes it.
    """
    if is_verbal(trigger):
        return _is_charge(trigger)
    top = _whole(trigger)
    if _is_imagined(top):
        return False
    if top.dep == "pobj" and top.head.lower in _ANCHORS:
        return _points(trigger) or _is_one(trigger)
    above = top.head.head if top.dep == "pobj" else top.head
    if above.lemma.lower() in words_of("taking_for_granted"):
        return _points(trigger) or _is_one(trigger)
    return _points(trigger) and not _is_made(top, above)


def _is_imagined(noun: Token) -> bool:
    """Whether *noun* does something only in thought: "its capture would (not) spell the end".

    What "would be the third raid", or "would have killed more", has happened or is said to have.
    """
    verb = noun.head
    if noun.dep != "nsubj" or not is_verbal(verb) or verb.lemma.lower() == "be":
        return False
    helpers = {child.lower for child in verb.children if child.dep == "aux"}
    return bool(helpers & {"would", "could", "might"}) and "have" not in helpers


def is_reacted_to(trigger: Token) -> bool:
    """Whether *trigger* is what somebody speaks or does something about later: "mourn the dead"."""
    if is_verbal(trigger):
        return False
    top = _whole(trigger)
    if top.dep not in ("dobj", "pobj", "nsubjpass"):
        return False
    above = top.head.head if top.dep == "pobj" else top.head
    lemma = above.lemma.lower()
    known = lemma in words_of("taking_for_granted") or lemma in words_of("reacting")
    return known and is_verbal(above)


def is_told_beside(token: Token) -> bool:
    """Whether *token* is a clause that only says which people or things are meant, as a fact.

    "They asked for an inquiry into the deaths of six people *who were shot* in their homes."
    """
    if is_verbal(token.head) or token.dep not in ("relcl", "acl"):
        return False
    tags = {token.tag, *(child.tag for child in token.children if child.dep.startswith("aux"))}
    if token.dep == "relcl":
        return "VBD" in tags and "MD" not in tags
    return token.tag == "VBN" and "TO" not in tags and _points(token.head)


def _is_charge(verb: Token) -> bool:
    """Whether *verb* is what somebody is charged with ("accused of killing six priests")."""
    return verb.dep == "pcomp" and verb.head.head.lemma.lower() in words_of("taking_for_granted")


def _points(noun: Token) -> bool:
    """Whether *noun* means one thing that hearers know or are told: "the raid", "his death"."""
    marks = {child.lower for child in noun.children if child.dep == "det"}
    if marks & _POINTING or any(child.dep == "poss" for child in noun.children):
        return True
    return not marks and noun.tag not in _PLURALS and _is_one(noun)


def _is_one(noun: Token) -> bool:
    """Whether *noun* was done to somebody who is named, known or counted."""
    return any(
        part.tag in _NAMES or any(_tells_which(child) for child in part.children)
        for part in prepositional_objects(noun, _WHOM)
    )


def _tells_which(child: Token) -> bool:
    pointing = child.dep == "det" and child.lower in _POINTING
    return pointing or child.dep in ("poss", "nummod")


def _whole(noun: Token) -> Token:
    """Return what *noun* is one of, or joined to: the series of "a series of attacks"."""
    top = noun
    while True:
        if top.dep in ("conj", "appos") and not is_verbal(top.head):
            top = top.head
        elif top.dep == "pobj" and top.head.head.lemma.lower() in words_of("number_of"):
            top = top.head.head
        else:
            return top


def _is_made(noun: Token, above: Token) -> bool:
    """Whether the word above *noun* says if there is such an event at all."""
    lemma = above.lemma.lower()
    if is_verbal(above):
        if lemma in words_of("halting") and noun.tag in _PLURALS:
            return False  # "stop the bombings"
        return any(lemma in words_of(name) for name in _MAKING)
    if noun.dep not in ("pobj", "pcomp"):
        return True
    return lemma in words_of("risk") or lemma in words_of("account")


_MAKING: Final = ("light", "foil", "refuse", "plan_verbs", "going_on", "fearing",
                  "taking_place")  # fmt: skip
