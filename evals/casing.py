"""Small and capital letters for texts that were set in capitals, without moving a character.

Of the ways to write a word, the most frequent one in the vocabulary of the parser's model; a word
that it does not know is a name; a body of the product's vocabulary is written as it is there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from consilience.extraction.parsing import load_model
from consilience.text.organisations import load_organisations


def restore_case(text: str) -> str:
    """Return *text* with small letters where the most frequent spelling has them."""
    found = list(re.finditer(r"[^\W\d_]+", text))
    small = [word.group().lower() for word in found]
    written = [_usual_case(word.group()) for word in found]
    for at, word in enumerate(small):
        for name in _bodies().get(word, ()):
            if small[at : at + len(name)] == [part.lower() for part in name]:
                written[at : at + len(name)] = name
    for start, length in _spelt_out(text, found):
        written[start : start + length] = [
            way.capitalize() for way in small[start : start + length]
        ]
    pieces, end = [], 0
    for word, way in zip(found, written, strict=True):
        between = text[end : word.start()]
        opens = not pieces or re.search(r"[.!?\]]\W*$", between)
        pieces += [between, way.capitalize() if opens and way.islower() else way]
        end = word.end()
    return "".join(pieces) + text[end:]


def _spelt_out(text: str, found: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Yield where words stand whose first letters a bracket behind them repeats, and how many."""
    for at, word in enumerate(found):
        letters = word.group()
        if at < len(letters) or text[word.start() - 1 : word.start()] not in ("[", "("):
            continue
        before = found[at - len(letters) : at]
        if len(letters) > 2 and [part.group()[0] for part in before] == list(letters):
            yield at - len(letters), len(letters)


@functools.cache
def _bodies() -> Mapping[str, list[list[str]]]:
    """Return the names of the product's vocabulary, as words, by their first word."""
    names: dict[str, list[list[str]]] = {}
    for body in load_organisations().values():
        for name in (body.name, *body.aliases):
            words = re.findall(r"[^\W\d_]+", name)
            if len(words) > 1:
                names.setdefault(words[0].lower(), []).append(words)
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
    return word.upper() if large < capital else word.capitalize()
