"""Where does a place name begin and end ("al-Sheikh Maqsoud", "Deir Ezzor"), and is it a name?

The model reads a half of many a name, and takes words that only a headline writes large for names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from consilience.extraction.places.words import KIND_IN_NAME, KIND_OF_NOUN
from consilience.text.gazetteer import load_gazetteer
from consilience.text.tokens import ParsedSentence, Token

_FIRST: Final = frozenset(
    """
    abu ain ayn bab bani banu bayt beit bir burj dayr deir der ein jabal jebel jeb jisr jub
    kafar kafr kefr kfar khan maaret maarat maarrat marj ras shaykh sheikh souq tal tall tel tell
    um umm wadi
    """.split()
)
"""Words that places of the Arab world begin with; alone they name none."""
_ARTICLE: Final = re.compile(r"^(?:al|as|ash|ad|an|ar|at|az|el|es|ez)-(?=[A-Z])")
_SMALL: Final = frozenset({"al", "as", "ash", "ad", "an", "ar", "at", "az", "el", "es", "ez", "-"})
_MOST_BEHIND: Final = 4
"""Words looked at behind a first one."""
_CREEDS: Final = frozenset(
    """
    alawite alawites arab arabs christian christians druze ismaili jewish kurd kurdish kurds
    maronite muslim muslims shia shiite shiites sunni sunnis yazidi yazidis
    """.split()
)
_ADDRESS: Final = re.compile(r"[a-z]\.[a-z]|[/@#_]")


def whole_name(sentence: ParsedSentence, tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* with what belongs to the name before and behind them."""
    row, found = sentence.tokens, [*tokens]
    if found[0].i > 0:
        before = row[found[0].i - 1]
        if _is_first(before) and _is_beside(sentence, before, found[0]):
            found.insert(0, before)
    if _is_first(found[-1]):
        found += _behind(sentence, found[-1])
    return found


def is_no_name(sentence: ParsedSentence, tokens: Sequence[Token], small: frozenset[str]) -> bool:
    """Whether *tokens* are words of the language, or an address, and no name.

    Args:
        small: Nouns that the document writes in small letters.

    """
    if not any(token.text[:1].isupper() or not token.text[:1].isascii() for token in tokens):
        return True
    if any(_ADDRESS.search(token.text) for token in tokens):
        return True
    return len(tokens) == 1 and _is_word(tokens[0], small)


def _is_word(token: Token, small: frozenset[str]) -> bool:
    word = token.lower
    if word in _CREEDS:
        return True
    if word in KIND_OF_NOUN or word in KIND_IN_NAME or load_gazetteer().lookup(token.text):
        return False  # "the Courthouse" is one that everybody knows
    return word in small or _is_owner(token)


def _is_owner(token: Token) -> bool:
    """Whether *token* lost its apostrophe, and what is left names no place ("Kerins forces")."""
    owns = token.dep in ("compound", "poss", "nmod") and token.head.i > token.i
    if token.head.lower in KIND_OF_NOUN:
        return False  # "the Kerins bridge"
    return owns and token.text.endswith("s") and not load_gazetteer().named(token.text[:-1])


def small_nouns(sentences: Sequence[ParsedSentence]) -> frozenset[str]:
    """Return the nouns that *sentences* write in small letters, as they write them."""
    return frozenset(
        token.text
        for sentence in sentences
        for token in sentence.tokens
        if token.pos == "NOUN" and token.text.islower()
    )


def _is_first(token: Token) -> bool:
    word = _ARTICLE.sub("", token.text)
    return word[:1].isupper() and word.lower() in _FIRST


def _behind(sentence: ParsedSentence, first: Token) -> list[Token]:
    """Return the words up to the first with a capital that stand right behind *first*."""
    found: list[Token] = []
    last = first
    for token in sentence.tokens[first.i + 1 : first.i + 1 + _MOST_BEHIND]:
        if not _is_beside(sentence, last, token):
            return []
        found.append(token)
        last = token
        if token.text[:1].isupper() or _ARTICLE.match(token.text):
            return found if token.tag.startswith("NNP") else []
        if token.lower not in _SMALL:
            return []
    return []


def _is_beside(sentence: ParsedSentence, left: Token, right: Token) -> bool:
    gap = sentence.text[left.end - sentence.start : right.start - sentence.start]
    return gap in ("", " ")
