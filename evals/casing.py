"""Small and capital letters for texts that were set in capitals, without moving a character.

Of the ways to write a word, the most frequent one in the vocabulary of the parser's model; a word
that it does not know is a name; a body of the product's vocabulary is written as it is there; and
so is, all over a text, what stands beside the letters that it is short for.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from consilience.extraction.parsing import load_model
from consilience.text.gazetteer import load_gazetteer
from consilience.text.organisations import load_organisations

_SHORT = re.compile(r"[\[(]\s*([^\W\d_]{3,6})\s*[\])]")
_LONG = re.compile(r"([^\W\d_]{3,6})\s*[\[(]\s*([^\W\d_]+(?:[\s'-]+[^\W\d_]+){1,7})\s*[\])]")
_JOINING = frozenset({"of", "the", "for", "and", "de", "la", "del", "s"})


def restore_case(text: str) -> str:
    """Return *text* with small letters where the most frequent spelling has them."""
    found = list(re.finditer(r"[^\W\d_]+", text))
    small = [word.group().lower() for word in found]
    written = [_usual_case(word.group()) for word in found]
    for at, word in enumerate(found):
        if len(word.group()) == 1 and text[word.end() : word.end() + 1] == ".":
            written[at] = word.group()  # the letters of "U.S."
        elif len(word.group()) == 1 and re.match(r"-\d", text[word.end() :][:2]):
            written[at] = word.group()  # the letter of "M-19"
        elif text[word.start() - 1 : word.start()].isdigit():
            written[at] = small[at]  # the end of "1st"
        elif small[at] == "may" and _is_month(word):
            written[at] = "May"
    written = [_as_verb(word, way) for word, way in zip(small, written, strict=True)]
    names = {
        tuple(name)
        for name in [*_before_letters(found), *_behind_letters(text), *_movements(found, written)]
    }
    _write_names(small, written, [*_known(small), *_places(written), *sorted(names)])
    pieces, end = [], 0
    for word, way in zip(found, written, strict=True):
        between = text[end : word.start()]
        opens = not pieces or (len(pieces[-1]) > 1 and re.search(r"[.!?]\W*$", between))
        pieces += [between, way.capitalize() if opens and way.islower() else way]
        end = word.end()
    return "".join(pieces) + text[end:]


def _is_month(word: re.Match[str]) -> bool:
    """Whether a word that is a verb too stands where a month does: "25 May", "last May"."""
    before, after = word.string[: word.start()], word.string[word.end() :]
    return bool(_BEFORE_MONTH.search(before[-12:]) or re.match(r"\s+\d", after))


_BEFORE_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|since|until|till|last|this|during|early|late|mid|by))[\s-]+$",
    re.IGNORECASE,
)


def _write_names(
    small: Sequence[str], written: list[str], names: Sequence[tuple[str, ...]]
) -> None:
    """Write the words of *names* as there, wherever they follow each other in *small*."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        by_first.setdefault(name[0].lower(), []).append(name)
    for at, word in enumerate(small):
        for name in by_first.get(word, ()):
            if [*small[at : at + len(name)]] == [part.lower() for part in name]:
                written[at : at + len(name)] = name


def _before_letters(found: Sequence[re.Match[str]]) -> Iterator[list[str]]:
    """Yield the words whose first letters a bracket behind them repeats, in any order."""
    for at, word in enumerate(found):
        if not _SHORT.match(word.string, word.start() - 1):
            continue
        letters = Counter(word.group())
        missing, behind = len(word.group()), at
        for back in range(at - 1, max(-1, at - len(word.group()) - 5), -1):
            first = found[back].group()[0]
            if letters[first] > 0:
                letters[first] -= 1
                missing, behind = missing - 1, back
        between = word.string[found[behind].start() : word.start()]
        if missing <= 1 and at - behind > 1 and not re.search(r"[.,;:!?]", between):
            behind = _with_head(found, behind)
            yield _as_name([part.group() for part in found[behind:at]])
            yield [word.group()]


def _with_head(found: Sequence[re.Match[str]], first: int) -> int:
    """Return where a name begins whose words from *first* on hang on "army of", "front for"."""
    joined = first > 1 and found[first - 1].group().lower() in ("of", "for")
    return first - 2 if joined and found[first - 2].group().lower() in _BODIES else first


_BODIES = frozenset(
    {"army", "front", "forces", "force", "movement", "party", "militia", "militias", "brigade",
     "brigades", "commandos", "coalition", "council", "union", "squad", "squads"}
)  # fmt: skip
_OF_MOVEMENTS = frozenset(
    {"liberation", "revolutionary", "resistance", "patriotic", "popular", "people", "salvation"}
)
_BEFORE_BODIES = _OF_MOVEMENTS | frozenset(
    {"national", "armed", "democratic", "social", "islamic", "christian", "workers", "united", "s"}
)


def _movements(found: Sequence[re.Match[str]], written: Sequence[str]) -> Iterator[list[str]]:
    """Yield names of movements, by the words that these are made of: "… liberation front"."""
    for at, word in enumerate(found):
        if word.group().lower() not in _BODIES:
            continue
        first = at
        while first and _goes_on(found[first - 1], found[first], written[first - 1]):
            first -= 1
        words = [part.group() for part in found[first : at + 1]]
        if any(part.lower() in _OF_MOVEMENTS for part in words[:-1]) and len(words) > 2:
            yield _as_name(words)


def _goes_on(word: re.Match[str], behind: re.Match[str], way: str) -> bool:
    """Whether *word* belongs to the name of a movement that goes on with *behind*."""
    between = word.string[word.end() : behind.start()]
    known = word.group().lower() in _BEFORE_BODIES
    return between.strip() in ("", "'") and (known or not way.islower())


def _as_verb(small: str, way: str) -> str:
    """Return *way*, but *small* letters for a form of a word that the model does not know."""
    form = _FORM.fullmatch(small)
    return (
        small if form and way.istitle() and small not in _ranks() and way not in _ranks() else way
    )


_FORM = re.compile(r"[a-z]{4,}(?:ed|ing|ly|ness|ment|ism|ists?)")


def _behind_letters(text: str) -> Iterator[list[str]]:
    """Yield the words that a bracket behind unknown letters spells out."""
    for found in _LONG.finditer(text):
        words = re.findall(r"[^\W\d_]+", found.group(2))
        shared = Counter(found.group(1)) & Counter(word[0] for word in words)
        if shared.total() >= len(found.group(1)) - 1:
            yield _as_name(words)


def _as_name(words: Sequence[str]) -> list[str]:
    return [word.lower() if word.lower() in _JOINING else word.capitalize() for word in words]


def _known(small: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for word in sorted(set(small)):
        yield from _bodies().get(word, ())


def _places(written: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield places of several words of which one is written like a name already."""
    for length in (2, 3, 4):
        for at in range(len(written) - length + 1):
            words = written[at : at + length]
            if len({way.islower() for way in words}) == 2 and _is_place(" ".join(words)):
                first, *rest = _as_name(words)
                yield (first.capitalize(), *rest)


@functools.lru_cache(maxsize=200_000)
def _is_place(name: str) -> bool:
    return bool(load_gazetteer().named(name))


@functools.cache
def _bodies() -> Mapping[str, list[tuple[str, ...]]]:
    """Return the names of the product's vocabulary, as words, by their first word."""
    names: dict[str, list[tuple[str, ...]]] = {}
    for body in load_organisations().values():
        for name in (body.name, *body.aliases):
            words = re.findall(r"[^\W\d_]+", name)
            if len(words) > 1:
                names.setdefault(words[0].lower(), []).append(tuple(words))
    return names


@functools.cache
def _ranks() -> Mapping[str, int]:
    """Return how frequent the spellings are that the parser's model knows (0 is the most)."""
    vocabulary = load_model().vocab
    return {vocabulary.strings[key]: at for at, key in enumerate(vocabulary.vectors.key2row)}


def _usual_case(word: str) -> str:
    """Return *word* small, unless capitals are clearly usual beyond the starts of sentences."""
    small, capital, large = (
        _ranks().get(way, 1_000_000) for way in (word.lower(), word.capitalize(), word.upper())
    )
    if small <= 3 * min(capital, large) and small < 1_000_000:
        return word.lower()
    unknown = min(small, capital, large) == 1_000_000
    if unknown and len(word) < 6 and not set(word.lower()) & set("aeiouy"):
        return word.upper()  # nobody can say it: letters that stand for words
    return word.upper() if large < capital else word.capitalize()
