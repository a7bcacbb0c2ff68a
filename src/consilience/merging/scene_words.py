"""What stands around the word that tells of an event: for comparing tellings of one scene."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from consilience.merging.story_words import common_rank
from consilience.merging.told import Told
from consilience.merging.word_relations import EventWord, event_word
from consilience.merging.word_stems import stem_of

_TOKEN: Final = re.compile(r"[^\W_](?:[\w'’.-]*\w)?|[.!?\n;]")
_STOPS: Final = frozenset(".!?\n;")
_NEAR: Final = 6
"""Words to each side of a telling in which who did what to whom mostly stands."""
_REACH: Final = 400
"""Characters to each side beyond which nothing belongs to the sentence."""
_COMMON: Final = 150
"""Ranks of English words that say nothing of who or what."""

Words = frozenset[str]


class Surroundings(NamedTuple):
    """One telling with the words around it."""

    told: Told
    word: EventWord
    near: Words
    sentence: Words
    target: Words


def surroundings_of(told: Told, text: str) -> Surroundings:
    """Return *told* with the words around it in the document's *text*."""
    start, end = told.row.trigger.start, told.row.trigger.end
    before = _until_stop(reversed(_TOKEN.findall(text[max(0, start - _REACH) : start])))
    after = _until_stop(_TOKEN.findall(text[end : end + _REACH]))
    rest = " ".join([*told.row.trigger.quote.split()[1:], *after[:1]])
    target = told.row.target_words
    return Surroundings(
        told=told,
        word=event_word(told.row.lemma, written=told.row.trigger.quote, following=rest),
        near=_telling_words([*before[:_NEAR], *after[:_NEAR]]),
        sentence=_telling_words([*before, *after]),
        target=_telling_words(_TOKEN.findall(target.quote)) if target else frozenset(),
    )


def likeness(left: Words, right: Words) -> float:
    """Return the share of two sets of words that they have in common, rare words counting more."""
    both = left & right
    if not both:
        return 0.0
    return _weight(both) / math.sqrt(_weight(left) * _weight(right))


def _weight(words: Words) -> float:
    return sum([_rarity(word) for word in sorted(words)])


@functools.lru_cache(maxsize=100_000)
def _rarity(word: str) -> float:
    return math.log(1 + (common_rank(word) or 12_000) / 100)


def _until_stop(tokens: Iterable[str]) -> list[str]:
    found: list[str] = []
    for token in tokens:
        if token in _STOPS:
            break
        found.append(token)
    return found


def _telling_words(written: Iterable[str]) -> Words:
    return frozenset([word for one in written if (word := _telling_word(one)) is not None])


@functools.lru_cache(maxsize=100_000)
def _telling_word(written: str) -> str | None:
    word = written.lower().replace("’", "'").removesuffix("'s")
    if len(word) < 2 and not word.isdigit():
        return None
    if (common_rank(word) or _COMMON + 1) <= _COMMON:
        return None
    return word if written[0].isupper() or word[0].isdigit() else stem_of(word)
