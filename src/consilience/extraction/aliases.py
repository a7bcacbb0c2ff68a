"""Which words name a body of the vocabulary: one look-up a word, whatever the vocabulary's size."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from anyascii import anyascii

from consilience.text.organisations import (
    Country,
    Organisation,
    load_countries,
    load_organisations,
    load_state_bodies,
)

_WORD: Final = re.compile(r"[^\W_]+(?:(?:\.[^\W\d_])+\.?|(?:['’ʼ`](?![sS]\b)[^\W_]+)+)?")
_MARKS: Final = str.maketrans("", "", ".'’ʼ`")
_GAP: Final = re.compile(r"[ \n\-–/&'’\"“”‘]{0,3}|['’]s? ?|, ")
_ENGLISH: Final = frozenset(
    {"is", "who", "us", "it", "un", "tip", "site", "care", "mag", "now", "act", "ap", "pa", "as"}
)
"""Acronyms that read as plain words in a headline set in capitals."""
_MODIFIERS: Final = frozenset(
    {
        "elite", "regular", "national", "federal", "local", "joint", "state",
        "army", "military", "ground", "senior", "top", "interim", "transitional", "armed",
    }
)  # fmt: skip
"""Words that may stand between a country's adjective and a body ("Kenyan special army units")."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, with its form for look-up."""

    start: int
    end: int
    cased: str  # without full stops and apostrophes
    key: str  # the same in lower-case ASCII


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Words that name one of several bodies."""

    start: int  # offsets in the words that were searched
    end: int
    keys: tuple[str, ...]  # of bodies, in the order of the vocabulary
    rule: str
    country: str | None = None  # of a state's body


@dataclass(frozen=True, slots=True)
class _Form:
    key: str
    cased: tuple[str, ...]
    exact: bool
    capital: bool  # the alias has a capital letter


@dataclass(slots=True)
class AliasIndex:
    """Every way to write every body, by its words."""

    forms: dict[tuple[str, ...], list[_Form]] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)  # by first word, longest first

    def add(self, organisation: Organisation) -> None:
        """Add the ways to write *organisation*."""
        for alias in (organisation.name, *organisation.aliases):
            self._add(organisation.key, alias, exact=False)
        for alias in organisation.exact_case:
            self._add(organisation.key, alias, exact=True)

    def _add(self, key: str, alias: str, *, exact: bool) -> None:
        words = list(find_words(alias))
        cased = tuple(word.cased for word in words)
        form = _Form(key, cased, exact, any(word[:1].isupper() for word in cased))
        place = tuple(word.key for word in words)
        if not place:
            return
        self.forms.setdefault(place, []).append(form)
        lengths = self.lengths.setdefault(place[0], [])
        if len(place) not in lengths:
            lengths.append(len(place))
            lengths.sort(reverse=True)


@functools.cache
def curated_index() -> AliasIndex:
    """Return the index of the curated bodies; never add to it."""
    index = AliasIndex()
    for organisation in load_organisations().values():
        index.add(organisation)
    return index


def index_of(organisations: Iterable[Organisation]) -> AliasIndex:
    """Return the index of *organisations*."""
    index = AliasIndex()
    for organisation in organisations:
        index.add(organisation)
    return index


def find_words(text: str) -> Iterator[Word]:
    """Yield the words of *text*; a possessive "s" is a word of its own."""
    for match in _WORD.finditer(text):
        cased = match.group().translate(_MARKS)
        plain = cased if cased.isascii() else anyascii(cased)
        yield Word(match.start(), match.end(), cased, plain.lower())


def find_names(text: str, indexes: Iterable[AliasIndex]) -> list[NameMatch]:
    """Return the names of bodies in *text*, longest first where they overlap.

    Args:
        text: One sentence.
        indexes: Searched in this order; where two find the same words, the first wins.
    """
    words = list(find_words(text))
    found: list[NameMatch] = []
    indexes = tuple(indexes)
    at = 0
    while at < len(words):
        match = _longest_at(text, words, at, indexes)
        if match is not None and words[at].key == "the":
            behind = _longest_at(text, words, at + 1, indexes)
            match = behind if behind is not None and behind[1] > match[1] else match
        found_state = _state_body_at(text, words, at)
        if found_state is not None and (match is None or found_state[1] > match[1]):
            match = found_state
        if match is None:
            at += 1
            continue
        found.append(match[0])
        at = match[1]
    return found


def _longest_at(
    text: str, words: list[Word], at: int, indexes: tuple[AliasIndex, ...]
) -> tuple[NameMatch, int] | None:
    best: tuple[NameMatch, int] | None = None
    if at >= len(words):
        return best
    for index in indexes:
        for length in index.lengths.get(words[at].key, ()):
            stop = at + length
            if stop > len(words) or (best is not None and stop <= best[1]):
                continue
            keys = _keys_at(text, words[at:stop], index.forms)
            if keys:
                best = NameMatch(words[at].start, words[stop - 1].end, keys, "vocabulary"), stop
                break
    return best


def _keys_at(
    text: str,
    words: list[Word],
    forms: Mapping[tuple[str, ...], list[_Form]],
) -> tuple[str, ...]:
    hits = forms.get(tuple(word.key for word in words))
    if not hits or not _joined(text, words):
        return ()
    cased = tuple(word.cased for word in words)
    upper = any(word[:1].isupper() for word in cased)
    found: list[str] = []
    for form in hits:
        if form.exact:
            plain_word = len(words) == 1 and words[0].key in _ENGLISH and text.isupper()
            fits = form.cased == cased and not plain_word
        else:
            fits = upper or not form.capital
        if fits and form.key not in found:
            found.append(form.key)
    return tuple(found)


def _joined(text: str, words: list[Word]) -> bool:
    return all(
        _GAP.fullmatch(text, before.end, after.start) for before, after in itertools.pairwise(words)
    )


@functools.cache
def _country_forms() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for country in load_countries().values():
        for form, genitive in _forms_of(country):
            words = tuple(word.key for word in find_words(form))
            found.setdefault(words[0], []).append((words, country.key, genitive))
    for forms in found.values():
        forms.sort(key=lambda form: -len(form[0]))
    return found


def _forms_of(country: Country) -> Iterator[tuple[str, bool]]:
    yield from ((adjective, False) for adjective in country.adjectives)
    yield from ((name, True) for name in country.names)


@functools.cache
def _head_forms() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for body in load_state_bodies().values():
        for head in body.heads:
            words = tuple(word.key for word in find_words(head))
            found.setdefault(words[0], []).append((words, body.key))
    for forms in found.values():
        forms.sort(key=lambda form: -len(form[0]))
    return found


def _state_body_at(text: str, words: list[Word], at: int) -> tuple[NameMatch, int] | None:
    for country, behind, genitive in countries_at(words, at):
        owned = genitive and behind < len(words) and words[behind].key == "s"
        head = _find_head(words, behind + owned)
        if head is None or not _joined(text, words[at : head[1]]):
            continue
        body, stop = head
        key = f"{country}_{body}"
        return NameMatch(words[at].start, words[stop - 1].end, (key,), "state body", country), stop
    return None


def _find_head(words: list[Word], at: int) -> tuple[str, int] | None:
    """Return the body that the words from *at* on name, with up to two modifiers before it."""
    for skipped in range(3):
        head = _head_at(words, at + skipped)
        if head is not None:
            return head
        if at + skipped >= len(words) or words[at + skipped].key not in _MODIFIERS:
            return None
    return None


def countries_at(words: list[Word], at: int) -> Iterator[tuple[str, int, bool]]:
    """Yield the countries that the words from *at* on name: key, end, and whether as a noun."""
    word = words[at]
    if not word.cased[:1].isupper():
        return
    if word.key == "us" and not word.cased.isupper():
        return
    for form, country, genitive in _country_forms().get(word.key, ()):
        if all(at + i < len(words) and words[at + i].key == part for i, part in enumerate(form)):
            yield country, at + len(form), genitive


def _head_at(words: list[Word], at: int) -> tuple[str, int] | None:
    if at >= len(words):
        return None
    for form, body in _head_forms().get(words[at].key, ()):
        if tuple(word.key for word in words[at : at + len(form)]) == form:
            return body, at + len(form)
    return None
