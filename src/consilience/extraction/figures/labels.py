"""Which numbers are years, or name a thing ("Game 2"), and count nothing? Read off the parse."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from consilience.extraction.figures.numerals import Numeral
from consilience.extraction.figures.units import currency_before, unit_after
from consilience.text.tokens import ParsedSentence, Token


def is_yearlike(numeral: Numeral) -> bool:
    """Tell whether a number can be a year of the reports' time or of history."""
    return 1500 <= numeral.value <= 2100 and numeral.value == int(numeral.value)


def is_label(sentence: ParsedSentence, numeral: Numeral) -> bool:
    """Tell years, and numbers that name a thing ("Game 2"), from numbers that count."""
    words = sentence.text
    token = sentence.tokens[token_at(sentence, numeral.start)]
    if numeral.form == "words" and numeral.value == 1:
        return _is_pronoun(sentence, token)
    if currency_before(words, numeral.start) or unit_after(words, numeral.end):
        return False
    if numeral.form == "words":
        return token.i > 0 and token.text[:1].isupper() and _names_thing(sentence, token)
    if numeral.form != "digits" or not numeral.plain or not numeral.plain.isdigit():
        return False
    if len(numeral.plain) == 4 and is_yearlike(numeral):
        return _is_year(sentence, token)
    return _names_thing(sentence, token)


_ONE_OF_KIND: Final = frozenset(
    {"the", "this", "that", "same", "each", "every", "any", "some", "which", "another", "no", "new"}
)


def _is_pronoun(sentence: ParsedSentence, token: Token) -> bool:
    """Tell "the same one", "no one", "Apple One" from "one man"."""
    before = sentence.tokens[token.i - 1] if token.i else None
    if before is None or token.lower != "one":
        return False
    named = token.text[:1].isupper() and before.tag == "NNP"
    return named or (before.lower in _ONE_OF_KIND and token.dep != "nummod")


_COUNTABLE_NAMES: Final = frozenset({"GPE", "NORP", "PERSON", "ORG"})


_LABELLED: Final = frozenset({"NNP", "NNPS"})


def _names_thing(sentence: ParsedSentence, token: Token) -> bool:
    """Tell "Planet 9", "iPhone 14 Pro", "787 Dreamliner" from "12 Taliban fighters"."""
    head = token.head
    if head.i > token.i and head.tag in ("NNS", "NNPS"):
        return False
    before = sentence.tokens[token.i - 1] if token.i else None
    after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
    if before is not None and _is_station(before) and token.i + 1 < len(sentence.tokens):
        return after is None or after.tag not in ("NNS", "JJ")
    if before is not None and before.tag in _LABELLED and before.end + 1 == token.start:
        return before.name not in ("GPE", "NORP", "DATE") and not (
            before.name == "PERSON" and token.name != "PERSON"
        ) and (head.i < token.i or head.tag in _LABELLED)  # fmt: skip
    named = after is not None and after.tag == "NNP" and after.name not in _COUNTABLE_NAMES
    return named and head.tag == "NNP" and head.name not in _COUNTABLE_NAMES


def _is_station(token: Token) -> bool:
    """Tell "CBS 58", where the number belongs to the letters."""
    return (
        token.tag == "NNP"
        and 2 <= token.length <= 4
        and token.text.isupper()
        and token.name == "ORG"
    )


_IN_A_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|from|during|before|after|early|late|mid|summer|spring|fall|autumn"
    r"|winter|year|circa|between|to|through|of)\s(?:the\s)?$",
    re.IGNORECASE,
)


def _is_year(sentence: ParsedSentence, token: Token) -> bool:
    if token.name in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT"):
        following = sentence.tokens[token.i + 1 : token.i + 2]
        return bool(following) and following[0].tag in ("NNP",)
    if token.name == "DATE" or int(token.text[:2] or 0) in (19, 20):
        return True
    return _IN_A_YEAR.search(sentence.text, 0, token.start - sentence.start) is not None


def token_at(sentence: ParsedSentence, offset: int) -> int:
    """Return the index of the token that covers *offset* (from the sentence's first character)."""
    return max(0, bisect_right(sentence.columns.start, offset) - 1)
