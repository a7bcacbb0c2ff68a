"""Does a sentence speak of what is to come? It decides what a bare "Friday" or "March" means."""

from __future__ import annotations

import re
from typing import Final

from consilience.text.tokens import ParsedSentence, Token

_MODALS: Final = frozenset({"will", "'ll", "’ll", "shall", "wo", "may", "can", "must", "should"})
_BEGUN: Final = re.compile(r"\b(?:since|launched|began|begun|broke out)\b")
_START: Final = frozenset("launch begin start open mount undertake commence wage".split())
_AHEAD: Final = frozenset(
    "plan expect schedule intend hope aim agree set due prepare threaten promise vow likely "
    "begin-to".split()
)


def looks_ahead(sentence: ParsedSentence, offset: int) -> bool:
    """Tell whether the verb that the words at *offset* hang on is about the future.

    Args:
        sentence: Parsed.
        offset: From the document's first character.

    """
    token = next((token for token in sentence.tokens if token.end > offset), None)
    while token is not None and not token.is_root:
        token = token.head
        if token.pos in {"VERB", "AUX"}:
            return _verb_looks_ahead(token)
    return token is not None and token.pos in {"VERB", "AUX"} and _verb_looks_ahead(token)


def looks_back(sentence: ParsedSentence, offset: int) -> bool:
    """Tell whether the sentence speaks of the day at *offset* as the one on which something began.

    Dates in the past tense alone do not tell: bonds "were priced" that fall due years later.
    """
    return _BEGUN.search(sentence.text, 0, max(offset - sentence.start, 0)) is not None


def _verb_looks_ahead(verb: Token) -> bool:
    helpers = [child for child in verb.children if child.dep in {"aux", "auxpass"}]
    if any(child.lower in _MODALS for child in helpers):
        return True
    if verb.tag not in {"VB", "VBG"}:
        return False
    infinitive = any(child.tag == "TO" for child in helpers)
    head = verb.head
    if not infinitive or verb.is_root:
        return False
    if head.tag == "NN" and _was_begun(head):
        return False
    return head.lemma in _AHEAD or head.tag in {"VBP", "VBZ", "NN"} or _verb_looks_ahead(head)


def _was_begun(noun: Token) -> bool:
    """Tell whether *noun* is what somebody began ("launched an assault to retake the town")."""
    verb = noun.head
    return noun.dep in {"dobj", "nsubjpass"} and verb.tag in {"VBD", "VBN"} and verb.lemma in _START
