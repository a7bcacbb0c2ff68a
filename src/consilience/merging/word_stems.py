"""What a verb and the nouns made from it have in common: "explode", "explosion", "exploding"."""

from __future__ import annotations

import functools
from typing import Final

_ENDINGS: Final = (
    "ization", "ations", "ation", "itions", "ition", "tions", "tion", "sions", "sion", "ements",
    "ement", "ments", "ment", "ances", "ance", "ences", "ence", "als", "al", "ings", "ing", "ers",
    "er", "ors", "or", "ures", "ure", "ies", "y", "ed", "es", "e", "s",
)  # fmt: skip
"""Endings that make nouns of action and agents of verbs, longer ones first."""

_SHORTEST: Final = 4
"""Letters that a stem keeps; shorter ones would join words that have nothing in common."""

_CHANGING: Final = frozenset("sdtr")
"""Last letters that change between a verb and its noun: "explode", "explosion"."""

_UNLIKE: Final = {
    "dead": "die", "death": "die", "slay": "kill", "slain": "kill", "flight": "flee",
    "sale": "sell", "theft": "steal", "thief": "steal", "choice": "choose", "gift": "give",
    "loss": "lose", "belief": "believe", "proof": "prove", "speech": "speak", "shot": "shoot",
    "gunshot": "shoot", "growth": "grow", "arrival": "arrive", "victory": "win",
    "visitor": "visit", "birth": "bear", "purchase": "buy", "pursuit": "pursue",
}  # fmt: skip
"""Nouns of action that do not look like their verb."""


@functools.lru_cache(maxsize=50_000)
def stem_of(lemma: str) -> str:
    """Return what *lemma* shares with the words made from the same verb.

    Example:
        >>> stem_of("explosion") == stem_of("explode")
        True

    """
    word = _UNLIKE.get(lemma, lemma)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > _SHORTEST and word[-1] in _CHANGING else word
