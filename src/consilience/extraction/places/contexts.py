"""Do the words around a doubtful name make it a place, and does the gazetteer know it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from consilience.extraction.places.words import DIRECTION, DISTANCE, KIND_OF_NOUN
from consilience.text.gazetteer import load_gazetteer
from consilience.text.tokens import ParsedSentence, Token

_INTO: Final = frozenset(
    "in near at from to into toward towards around outside inside across throughout within".split()
)


def context_says_place(sentence: ParsedSentence, tokens: Sequence[Token]) -> bool:
    """Tell whether the words around a doubtful name make it a place."""
    before, after = _neighbours(sentence, tokens)
    if tokens[0].name == "NORP" and not tokens[0].lower.startswith(("al", "el")):
        return before is not None and _says_beside(sentence, before)
    behind = sentence.text[tokens[-1].end - sentence.start :]
    return (
        (before is not None and _says_beside(sentence, before))
        or (after is not None and after.lower in _SURE_NOUNS and after.tag in {"NN", "NNS"})
        or _named_as_kind(sentence, tokens)
        or _FOLLOWED.match(behind) is not None
        or (before is not None and _leads_to_place(before) and _may_be_known(sentence, tokens))
    )


def _says_beside(sentence: ParsedSentence, before: Token) -> bool:
    return _BESIDE.search(sentence.text[: before.end - sentence.start]) is not None


def _may_be_known(sentence: ParsedSentence, tokens: Sequence[Token]) -> bool:
    name = sentence.text[tokens[0].start - sentence.start : tokens[-1].end - sentence.start]
    return tokens[0].name in {"PERSON", "NORP", ""} and is_known(name)


def _leads_to_place(before: Token) -> bool:
    if before.pos == "VERB":
        return before.lemma.lower() in _REACHED
    return before.pos == "ADP" and before.lower in _INTO


_REACHED: Final = frozenset(
    "approach besiege bomb bombard capture cross encircle enter evacuate flee invade leave "
    "liberate occupy overrun raid reach recapture retake seize shell storm surround visit".split()
)
"""Verbs whose object, where a gazetteer knows it, is a place."""
_FOLLOWED: Final = re.compile(
    rf"^\s?,?\s+(?:(?:some|about|around|roughly|just)\s+)*(?:{DISTANCE}\s+(?:to\s+the\s+)?"
    rf"(?:{DIRECTION})|(?:to\s+the\s+)?(?:{DIRECTION}))\s+of\s+(?:the\s+\w+\s+of\s+)?[A-Z]"
)
_BESIDE: Final = re.compile(
    rf"\b(?:{DIRECTION}\s+of|(?:km|kilomet(?:re|er)s?|miles)(?:\s*\([^)]*\))?\s+(?:away\s+)?from"
    r"|outskirts\s+of)$",
    re.IGNORECASE,
)
_SURE_NOUNS: Final = frozenset(
    noun for noun, kind in KIND_OF_NOUN.items() if kind in {"neighbourhood", "settlement"}
) | frozenset({"prison", "province", "governorate", "river", "airport", "dam", "jail"})


def _named_as_kind(sentence: ParsedSentence, tokens: Sequence[Token]) -> bool:
    """Tell "the town of X" and "the neighbourhoods of X and Y"."""
    at = tokens[0].i - 1
    row = sentence.tokens
    while at > 1 and (row[at].lower in {",", "and", "-"} or row[at].text[:1].isupper()):
        at -= 1
    return at > 0 and row[at].lower == "of" and row[at - 1].lower in KIND_OF_NOUN


def is_known(name: str) -> bool:
    """Tell whether the gazetteer has a place of *name*, or of one spelt like it."""
    return any(
        not place.alias or place.population >= 5_000 or len(name.split()) > 1
        for place in load_gazetteer().lookup(name)[:3]
    )


def is_surely_known(name: str) -> bool:
    """Tell whether *name* is the first name of an area or of more than a hamlet."""
    places = load_gazetteer().named(name)
    return any(
        not place.alias and (place.kind != "settlement" or place.population >= 2_000)
        for place in places[:3]
    )


def _neighbours(
    sentence: ParsedSentence, tokens: Sequence[Token]
) -> tuple[Token | None, Token | None]:
    row = sentence.tokens
    first, last = tokens[0].i, tokens[-1].i
    at = first - 1
    while at >= 0 and row[at].tag == "DT":
        at -= 1
    return (row[at] if at >= 0 else None), (row[last + 1] if last + 1 < len(row) else None)
