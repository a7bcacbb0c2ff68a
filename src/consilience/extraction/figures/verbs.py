"""Which verb tells the measure: alone, or with the verbs that share its counted?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.extraction.figures.lexicon import Lexicon
from consilience.model.scales import Measure
from consilience.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that tells the measure, and by which rule it was found."""

    measure: Measure
    token: Token
    rule: str


STRONGEST_FIRST: Final = ("killed", "executed", "injured", "killed_or_injured")
"""If two verbs share their counted, the first of these that one of them has."""


def verb_trigger(verb: Token, words: Lexicon, *, voice: str) -> Trigger | None:
    """Return the trigger among *verb* and the verbs coordinated with it that share its counted."""
    found: dict[Measure, Trigger] = {}
    for token in _coordinated(verb):
        table = words.object if voice == "object" else words.subject
        measure = table.get(token.lemma.lower())
        if measure is None and token.i != verb.i:
            measure = words.subject.get(token.lemma.lower())
            if measure is None and voice == "subject" and token.tag == "VBN":
                measure = words.object.get(token.lemma.lower())
        if measure is None:
            continue
        if measure in ("killed_or_injured", "injured") and _fatal(token):
            measure = "killed"
        found.setdefault(measure, Trigger(measure, token, "verb"))
    if voice == "object" and _takes_both(verb, words):
        return Trigger("killed_or_injured", verb, "killed and injured")
    return _strongest(found, verb)


def _takes_both(verb: Token, words: Lexicon) -> bool:
    """Tell "killed and injured five": the verb before has no object of its own."""
    before = verb.head
    shared = verb.dep == "conj" and verb.i - before.i == _BESIDE and not has_object(before)
    if not shared or before.tag == "VBN":  # "left four killed and injured five"
        return False
    measures = {words.object.get(one.lemma.lower()) for one in (before, verb)}
    return measures == {"killed", "injured"}


_BESIDE: Final = 2
"""Words from a verb to one that only "and" or "or" stands before."""


def _fatal(verb: Token) -> bool:
    """Tell "shot dead", "fatally wounded" from "shot", "wounded"."""
    tokens = verb.sentence.tokens
    for child in verb.children:
        if child.lower in ("fatally", "mortally") and not _of_some(tokens[: child.i]):
            return True
        if child.lower == "dead" and child.i == verb.i + 1:
            return True
        if child.dep == "prep" and any(one.lower == "death" for one in child.children):
            return True
    return False


def _of_some(before: Sequence[Token]) -> bool:
    """Tell "five were shot, one fatally", "two of them fatally": not all of them died."""
    words = [token.lower for token in before[-2:]]
    if words in (["of", "them"], ["of", "whom"]):
        before = before[:-2]
    return bool(before) and before[-1].tag == "CD"


def _coordinated(verb: Token) -> Iterator[Token]:
    yield verb
    token = verb
    for _ in range(3):
        following = [
            child
            for child in token.children
            if child.dep == "conj"
            and child.pos == "VERB"
            and not has_subject(child)
            and not has_object(child)
            and not _of_others(child)
        ]
        if not following:
            return
        token = following[0]
        yield token


def _of_others(verb: Token) -> bool:
    """Tell "and five others, two of them women, were hurt", where the subject hangs on "were"."""
    return any(child.dep == "auxpass" and has_subject(child) for child in verb.children)


def has_subject(verb: Token) -> bool:
    """Tell whether *verb* has a subject of its own."""
    return any(child.dep in ("nsubj", "nsubjpass") for child in verb.children)


def _strongest(found: dict[Measure, Trigger], verb: Token) -> Trigger | None:
    if "killed" in found and "injured" in found:
        joined = any(
            child.lower == "or" for token in _coordinated(verb) for child in token.children
        )
        return Trigger(
            "killed_or_injured",
            found["killed"].token,
            "killed or injured" if joined else "killed and injured",
        )
    for measure in STRONGEST_FIRST:
        if measure in found:
            return found[measure]
    return next(iter(found.values()), None)


def has_object(verb: Token) -> bool:
    """Tell whether *verb* has a direct object."""
    return any(child.dep == "dobj" for child in verb.children)


def has_auxiliary(verb: Token) -> bool:
    """Tell "have killed" from "killed"."""
    return any(child.dep == "aux" and child.lemma == "have" for child in verb.children)


def has_passive(verb: Token) -> bool:
    """Tell whether *verb* is in the passive voice."""
    return any(child.dep in ("auxpass", "nsubjpass") for child in verb.children)
