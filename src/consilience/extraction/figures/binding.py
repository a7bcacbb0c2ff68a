"""What does a quantity count? The noun, by the parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consilience.extraction.figures.lexicon import load_groups
from consilience.extraction.figures.quantities import Quantity
from consilience.model.scales import Group
from consilience.text.tokens import ParsedSentence, Token

_INSIDE: Final = frozenset(
    {"nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "advmod", "det", "predet"}
)
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_HOLDERS: Final = frozenset(
    {
        "group",
        "total",
        "number",
        "team",
        "crowd",
        "maximum",
        "minimum",
        "pair",
        "trio",
        "couple",
        "estimate",
        "average",
    }
)
"""Nouns that only hold what is counted: "a group of 12 men"."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The word in whose grammatical place a quantity stands, and the noun that it counts."""

    place: Token
    noun: Token | None


def counted_noun(sentence: ParsedSentence, quantity: Quantity) -> Counted:
    """Return what *quantity* counts: "12 civilians", "hundreds of prisoners", "12 of them"."""
    place = sentence.tokens[quantity.last]
    for _ in range(4):
        head = place.head
        if (
            place.pos in _NOUNS
            and place.tag in ("NNS", "NN", "NNP", "NNPS")
            and place.i > quantity.last
        ):
            break
        if place.dep not in _INSIDE or place.is_root or head.pos in ("VERB", "AUX", "ADP"):
            break
        if head.pos not in _NOUNS and head.pos not in ("NUM", "ADJ", "SYM", "ADV", "PRON"):
            break
        if head.i < quantity.first and head.pos in _NOUNS:
            break
        place = head
    if place.i > quantity.last and place.pos in (*_NOUNS, "PRON", "ADJ"):
        return Counted(place, _inner(place))
    return Counted(place, _partitive(place) or _next_noun(sentence, quantity))


def _inner(noun: Token) -> Token:
    """Return the noun inside a holder: the men of "two groups of men" stay the groups' men."""
    return noun


def _partitive(place: Token) -> Token | None:
    """Return the noun behind "of": "dozens of fighters", "12 of the victims"."""
    for child in place.children:
        if child.dep == "prep" and child.lower == "of" and child.i > place.i:
            for inner in child.children:
                if inner.dep == "pobj":
                    return inner
    return None


def _next_noun(sentence: ParsedSentence, quantity: Quantity) -> Token | None:
    """Return a noun right behind the number, where the parse missed it."""
    for token in sentence.tokens[quantity.last + 1 : quantity.last + 4]:
        if token.tag in ("NNS", "NNPS") or token.lower == "people":
            return token
        if token.tag not in ("JJ", "NN", "NNP", "VBN", "CD", "HYPH", "JJR"):
            return None
    return None


def noun_lemma(noun: Token) -> str:
    """Return the lemma of *noun* in lower case, singular also where the parser left a plural."""
    lemma = noun.lemma.lower()
    if noun.tag in ("NNPS", "NNP") and lemma.endswith("s") and lemma not in load_groups():
        lemma = lemma[:-1]
    return lemma


def group_of(noun: Token | None) -> Group:
    """Return the group of people that *noun* names; ``unknown`` if it names no people."""
    if noun is None:
        return "unknown"
    groups = load_groups()
    lemma = noun_lemma(noun)
    before = noun.sentence.tokens[noun.i - 1] if noun.i else None
    if before is not None and before.dep in ("compound", "amod"):
        pair = groups.get(f"{before.lower} {lemma}")
        if pair:
            return pair
    group = groups.get(lemma)
    if group is None:
        return "unknown"
    return group if group not in ("all",) else _described(noun, groups.get("", "all"))


def _described(noun: Token, default: Group) -> Group:
    """Return the group that words before the noun name: "civilian casualties"."""
    groups = load_groups()
    for child in noun.children:
        if child.dep in ("compound", "amod") and child.i < noun.i:
            found = groups.get(child.lower) or groups.get(child.lemma.lower())
            if found and found != "all":
                return found
    return default


def names_people(noun: Token | None) -> bool:
    """Tell whether *noun* names people."""
    return noun is not None and (
        noun_lemma(noun) in load_groups() or noun.name in ("PERSON", "NORP")
    )


def noun_words(noun: Token) -> tuple[int, int]:
    """Return the offsets of *noun* with the adjectives and compounds before it."""
    start = noun.start
    for token in _modifiers(noun):
        start = min(start, token.start)
    return start, noun.end


def _modifiers(noun: Token) -> Iterator[Token]:
    at = noun.i - 1
    tokens = noun.sentence.tokens
    while at >= 0:
        token = tokens[at]
        inside = token.dep in ("amod", "compound", "nmod") or token.tag == "HYPH"
        if not inside or (token.pos in ("NUM", "DET", "PUNCT") and token.tag != "HYPH"):
            return
        if token.tag != "HYPH" and token.head.i < token.i:
            return
        yield token
        at -= 1
