"""Invented articles for measuring: any number of them, the same ones for the same seed.

Words are made of syllables and drawn by Zipf's law, with function words, names and numbers among
them. A sixth or so of the articles carry passages of earlier ones: as they stand, edited, or with
content words swapped. Every outlet puts a line of its own under its pages.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

FUNCTION: Final = (
    "the of in a to and for on with by at from that was were had has been his their is it as an "
    "be this which or but not they who are have said would after will its about more when"
).split()
COPYING: Final = 0.15
"""Share of articles that carry passages of earlier ones."""

RECENT: Final = 5_000
"""Articles from which a later one may copy."""

_BLOCK: Final = 1_000
_OUTLETS: Final = 300


@dataclass(frozen=True, slots=True)
class Article:
    """An invented article; every line of its text is a paragraph."""

    id: str
    text: str
    outlet: str
    published: str


class _Language:
    """A vocabulary in the order of how common its words are."""

    def __init__(self, rng: np.random.Generator) -> None:
        syllables = [first + vowel for first in "bcdfghklmnprstvz" for vowel in "aeiou"]
        sizes = rng.integers(2, 5, 200_000)
        drawn = rng.integers(0, len(syllables), (sizes.size, 4)).tolist()
        made = dict.fromkeys(
            "".join(syllables[at] for at in row[:size])
            for row, size in zip(drawn, sizes.tolist(), strict=True)
        )
        content = [word for word in made if word not in FUNCTION]
        self.names = [word.capitalize() for word in content[100_000:]]
        self.words = [*FUNCTION, *content[:100_000], *self.names, *map(str, range(2, 900))]
        n_content = 100_000
        zipf = 1 / (np.arange(n_content) + 8.0)
        shares = [
            np.full(len(FUNCTION), 0.42 / len(FUNCTION)) * np.linspace(1.9, 0.1, len(FUNCTION)),
            0.48 * zipf / zipf.sum(),
            np.full(len(self.names), 0.08 / len(self.names)),
            np.full(898, 0.02 / 898),
        ]
        share = np.concatenate(shares)
        self.cumulated = np.cumsum(share / share.sum())

    def draw(self, rng: np.random.Generator, count: int) -> list[str]:
        places = np.searchsorted(self.cumulated, rng.random(count))
        words = self.words
        return [words[place] for place in np.minimum(places, len(words) - 1).tolist()]


def articles(count: int, *, seed: int = 7) -> Iterator[Article]:
    """Yield *count* invented articles of about 2.6 kB, in order of their dates."""
    rng = np.random.default_rng(seed)
    language = _Language(rng)
    recent: deque[list[list[str]]] = deque(maxlen=RECENT)
    for start in range(0, count, _BLOCK):
        for number in range(start, min(count, start + _BLOCK)):
            paragraphs = _paragraphs(rng, language)
            if recent and rng.random() < COPYING:
                _copy(rng, language, paragraphs, recent[int(rng.integers(len(recent)))])
            recent.append(paragraphs)
            yield _article(number, paragraphs)


def _paragraphs(rng: np.random.Generator, language: _Language) -> list[list[str]]:
    lengths = rng.integers(9, 27, 24).tolist()
    words = language.draw(rng, sum(lengths))
    sentences, at = [], 0
    for length in lengths:
        sentences.append(_sentence(words[at : at + length]))
        at += length
    return [sentences[first : first + 3] for first in range(0, 24, 3)]


def _sentence(words: list[str]) -> str:
    line = " ".join(words)
    quoted = len(words) % 7 == 0  # so that a copy of the sentence quotes as well
    return f'{words[0].capitalize()} "{line}".' if quoted else f"{line[0].upper()}{line[1:]}."


def _copy(
    rng: np.random.Generator,
    language: _Language,
    paragraphs: list[list[str]],
    source: list[list[str]],
) -> None:
    """Put one to three paragraphs of *source* in place of some of *paragraphs*."""
    size = int(rng.integers(1, 4))
    start = int(rng.integers(0, len(paragraphs) - size))
    share = (0.0, 0.0, 0.08, 0.5)[int(rng.integers(4))]
    for place in range(start, start + size):
        paragraphs[place] = [_reworded(rng, language, line, share) for line in source[place]]


def _reworded(rng: np.random.Generator, language: _Language, line: str, share: float) -> str:
    if share == 0.0:
        return line
    if '"' in line:
        return line
    words = line.rstrip(".").split(" ")
    other = language.draw(rng, len(words))
    swapped = rng.random(len(words)) < share
    return _sentence(
        [
            new if swap and old.islower() and new.islower() and old not in FUNCTION else old
            for old, new, swap in zip(words, other, swapped.tolist(), strict=True)
        ]
    )


def _article(number: int, paragraphs: list[list[str]]) -> Article:
    outlet = f"Courier {number * 7919 % _OUTLETS}"
    lines = [" ".join(sentences) for sentences in paragraphs]
    lines.append(f"{outlet} is read in the harbour, in the hills and on both sides of the river.")
    day = np.datetime64("2015-01-01") + np.timedelta64(number // 400, "D")
    return Article(f"d{number:08}", "\n".join(lines), outlet, str(day))
