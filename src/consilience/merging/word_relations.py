"""How two words for happenings hang together: the same, or told in turn by the news."""

from __future__ import annotations

import functools
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple

from consilience.merging.story_words import common_rank
from consilience.merging.word_stems import stem_of

WordRelation = Literal["same", "kin"]
"""One word or a noun made from the verb; words of which news reports use now one, now the other."""

_INFLECTIONS: Final = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
)  # fmt: skip
_SHORTEST: Final = 3
"""Letters that a word keeps when its ending is taken off."""
_OPPOSITE: Final = frozenset({("in", "out"), ("into", "out"), ("on", "off"), ("up", "down")})
_PARTICLES: Final = frozenset(
    "about across ahead along apart around aside away back by down forward in into off on out over "
    "through together under up upon ways with".split()
)


class EventWord(NamedTuple):
    """The word that tells of a happening, as far as it can be compared."""

    base: str
    phrase: str  # with the particle that makes it a word of its own ("pass away"), else the base
    particle: str | None  # that follows it


def event_word(lemma: str, *, written: str = "", following: str = "") -> EventWord:
    """Return the word *lemma* as it is told.

    Args:
        written: The word as it stands in the text: headlines write verbs like names, and the parser
            then leaves their endings on.
        following: The words behind it.

    Example:
        >>> event_word("dies", written="Dies").base
        'die'
        >>> event_word("pass", following="away early").phrase
        'pass away'

    """
    base = _without_ending(lemma) if written[:1].isupper() else lemma
    after = following.split(maxsplit=1)
    particle = after[0].lower() if after and after[0].lower() in _PARTICLES else None
    phrase = f"{base} {particle}"
    return EventWord(base, phrase if phrase in _kin() else base, particle)


@functools.lru_cache(maxsize=50_000)
def relation(left: EventWord, right: EventWord) -> WordRelation | None:
    """Return how two words hang together; ``None`` where they do not, or are opposites.

    Example:
        >>> relation(event_word("explode"), event_word("explosion"))
        'same'
        >>> relation(event_word("die"), event_word("pass", following="away"))
        'kin'
        >>> relation(event_word("check", following="in"), event_word("check", following="out"))

    """
    if _are_opposite(left, right):
        return None
    if left.base == right.base or stem_of(left.base) == stem_of(right.base):
        return "same"
    return None if _groups(left).isdisjoint(_groups(right)) else "kin"


def is_speech(word: EventWord) -> bool:
    """Whether *word* tells that somebody said something."""
    return word.base in _speech()


def _are_opposite(left: EventWord, right: EventWord) -> bool:
    """Whether particles turn one word into its opposite: "check in", "check out"."""
    pair = (left.particle or "", right.particle or "")
    return pair in _OPPOSITE or pair[::-1] in _OPPOSITE


@functools.lru_cache(maxsize=50_000)
def _without_ending(lemma: str) -> str:
    for ending, instead in _INFLECTIONS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= _SHORTEST - len(instead):
            base = lemma.removesuffix(ending) + instead
            if base in _kin() or common_rank(base) is not None:
                return base
    return lemma


@functools.lru_cache(maxsize=50_000)
def _groups(word: EventWord) -> frozenset[int]:
    kin = _kin()
    return kin.get(word.phrase, kin.get(word.base, frozenset()))


@functools.cache
def _kin() -> Mapping[str, frozenset[int]]:
    """Return the groups of each word that news reports use in turn."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_lists()["groups"]):
        for word in _words(line):
            found[word].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@functools.cache
def _speech() -> frozenset[str]:
    return frozenset(_words(_lists()["speech"]))


@functools.cache
def _lists() -> Mapping[str, Any]:
    source = files(__package__) / "data" / "word_kin.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _words(line: str) -> Iterator[str]:
    """Yield the words of *line*; a word of two parts is written with a hyphen."""
    return (word.replace("-", " ") for word in line.split())
