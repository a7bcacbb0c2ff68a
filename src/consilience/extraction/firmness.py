"""How firmly something is said, and the word that decides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.extraction.cues import Cue
from consilience.extraction.statement_drafts import StatementDraft
from consilience.model.scales import Firmness, Polarity
from consilience.text.tokens import Token

_HEDGES: Final[Mapping[str, Firmness]] = {
    "allegedly": "claimed",
    "reportedly": "claimed",
    "apparently": "possible",
    "supposedly": "claimed",
    "purportedly": "claimed",
    "possibly": "possible",
    "perhaps": "possible",
    "maybe": "possible",
    "likely": "possible",
    "probably": "possible",
    "presumably": "possible",
    "unconfirmed": "claimed",
    "alleged": "claimed",
    "feared": "possible",
    "suspected": "possible",
    "unclear": "cannot_confirm",
    "unlikely": "possible",
    "estimated": "estimated",
}
_MODALS: Final[Mapping[str, Firmness]] = {
    "may": "possible",
    "might": "possible",
    "could": "possible",
    "would": "hypothetical",
    "will": "expected",
    "'ll": "expected",
    "’ll": "expected",
    "should": "command",
    "must": "command",
    "shall": "expected",
}
_NOT: Final = frozenset({"not", "n't", "n’t", "never", "cannot"})
_UNABLE: Final = frozenset({"could", "can", "unable", "impossible"})
_INNER: Final = frozenset({"xcomp", "acl", "ccomp", "relcl"})
_FAILING: Final = frozenset({"unable", "impossible", "refused", "declined", "failed"})
_BEING_ABLE: Final = frozenset({"position", "able", "possible"})
_KNOWING: Final = frozenset({"know", "understand", "remember", "realize", "realise"})
_CHECKING: Final = frozenset({"confirm", "find", "report"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """How firmly, with which polarity, and the word that decides it (``None``: the cue)."""

    firmness: Firmness
    polarity: Polarity
    word: Token | None = None


def grade_firmness(draft: StatementDraft) -> Firm:
    """Return how firmly *draft*'s content is said by the one who says it."""
    if draft.word is None or draft.verb is None:
        return Firm(firmness="claimed", polarity="asserts")
    negation = _negation(draft.verb)
    if negation is not None:
        return _negated(draft.word, draft.verb, negation)
    asked = _asked(draft)
    if asked is not None:
        return asked
    firm = Firm(firmness=draft.word.firmness, polarity=draft.word.polarity)
    if firm.firmness in {"claimed", "stated", "confirmed"}:
        hedge = _hedge(draft.root)
        if hedge is not None and _is_told_future(draft, hedge):
            return Firm(firmness="expected", polarity=firm.polarity, word=hedge.word)
        if hedge is not None and hedge.firmness not in {"command"}:
            return Firm(firmness=hedge.firmness, polarity=firm.polarity, word=hedge.word)
    return firm


def _is_told_future(draft: StatementDraft, hedge: Firm) -> bool:
    """Whether "would" is only the "will" of something said in the past."""
    past = draft.verb is not None and draft.verb.tag in {"VBD", "VBN"}
    return past and hedge.word is not None and hedge.word.lower == "would"


def grade_prose(tokens: Sequence[Token]) -> Firm:
    """Return how firmly the outlet itself says the sentence of *tokens*."""
    last = next((token for token in reversed(tokens) if token.pos != "SPACE"), None)
    if last is not None and last.text in {"?", "?”", '?"'}:
        return Firm(firmness="question", polarity="asserts", word=last)
    root = next((token for token in tokens if token.is_root), None)
    hedge = _hedge(root)
    if hedge is not None:
        return hedge
    return Firm(firmness="stated", polarity="asserts")


def _negation(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep == "neg" or child.lower in _NOT:
            return child
    if verb.dep in _INNER and verb.head.lower in _FAILING:
        return verb.head
    if verb.dep in _INNER and verb.head.lower in _BEING_ABLE:
        return next((up for token in _governors(verb) for up in _negations(token)), None)
    return None


def _governors(verb: Token) -> list[Token]:
    """Return the noun or adjective of "in a position to …", and the verb that it belongs to."""
    found = [verb.head]
    while found[-1].pos not in {"VERB", "AUX"} and not found[-1].is_root:
        found.append(found[-1].head)
    return found


def _negations(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep == "neg" or child.lower in _NOT]


def _negated(word: Cue, verb: Token, negation: Token) -> Firm:
    able = any(child.lower in _UNABLE for child in verb.children) or negation.lower == "unable"
    if word.sort in _CHECKING or able:
        return Firm(firmness="cannot_confirm", polarity="cannot_confirm", word=negation)
    if word.sort in {"deny", "dispute", "say", "warn"} or word.word in _KNOWING:
        return Firm(firmness="cannot_confirm", polarity="cannot_confirm", word=negation)
    return Firm(firmness="denied", polarity="denies", word=negation)


def _asked(draft: StatementDraft) -> Firm | None:
    """Return the question in "asked whether …"."""
    if draft.root is None or draft.word is None:
        return None
    for child in draft.root.children:
        if child.dep == "mark" and child.lower in {"whether", "if"} and child.i < draft.root.i:
            return Firm(firmness="question", polarity="asserts", word=child)
    return None


def _hedge(root: Token | None) -> Firm | None:
    """Return what the adverbs and modals of a clause, or an "if" beside it, make of it."""
    if root is None:
        return None
    for child in root.children:
        low = child.lower
        if child.dep == "advmod" and low in _HEDGES:
            return Firm(firmness=_HEDGES[low], polarity="asserts", word=child)
        if child.dep == "advcl" and any(
            mark.lower in {"if", "unless"} for mark in child.children if mark.dep == "mark"
        ):
            return Firm(firmness="hypothetical", polarity="asserts", word=child)
    for child in root.children:
        if child.dep == "aux" and child.lower in _MODALS:
            return Firm(firmness=_MODALS[child.lower], polarity="asserts", word=child)
    if root.lower in _HEDGES and any(child.dep == "auxpass" for child in root.children):
        return Firm(firmness=_HEDGES[root.lower], polarity="asserts", word=root)
    return None
