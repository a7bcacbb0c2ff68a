"""Invented articles for measuring: any number of them, the same ones for the same seed.

Words are made of syllables and drawn by Zipf's law, with function words, names and numbers among
them. A sixth or so of the articles carry passages of earlier ones: as they stand, edited, or with
content words swapped. Every outlet puts a line of its own under its pages.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

FUNCTION: Final = (
    "the of in a to and for on with by at from that was were had has been his their is it as an "
    "be this which or but not they who are have said would after will its about more when"
).split()
COPYING: Final = 0.15
"""Share of articles that carry passages of earlier ones."""

_BLOCK: Final = 5_000
"""Articles that are made together, and among which copies are made."""

_SENTENCES: Final = 24
_OUTLETS: Final = 300
_CONTENT: Final = 100_000


@dataclass(frozen=True, slots=True)
class Article:
    """An invented article; every line of its text is a paragraph."""

    id: str
    text: str
    outlet: str
    published: str


@functools.cache
def _language() -> tuple[list[str], np.ndarray]:
    """Return all words, and for each the share of words up to it."""
    rng = np.random.default_rng(11)
    syllables = [first + vowel for first in "bcdfghklmnprstvz" for vowel in "aeiou"]
    sizes = rng.integers(2, 5, 200_000)
    drawn = rng.integers(0, len(syllables), (sizes.size, 4)).tolist()
    made = dict.fromkeys(
        "".join(syllables[at] for at in row[:size])
        for row, size in zip(drawn, sizes.tolist(), strict=True)
    )
    made_up = [word for word in made if word not in FUNCTION]
    content, names = made_up[:_CONTENT], [word.capitalize() for word in made_up[_CONTENT:]]
    zipf = 1 / (np.arange(_CONTENT) + 8.0)
    share = np.concatenate(
        [
            0.42 / len(FUNCTION) * np.linspace(1.9, 0.1, len(FUNCTION)),
            0.48 * zipf / zipf.sum(),
            np.full(len(names), 0.08 / len(names)),
            np.full(898, 0.02 / 898),
        ]
    )
    words = [*FUNCTION, *content, *names, *map(str, range(2, 900))]
    return words, np.cumsum(share / share.sum())


def _draw(rng: np.random.Generator, count: int) -> list[str]:
    words, cumulated = _language()
    places = np.minimum(np.searchsorted(cumulated, rng.random(count)), len(words) - 1)
    return [words[place] for place in places.tolist()]


def articles(
    count: int, *, seed: int = 7, run: Callable[..., Iterable[list[Article]]] = map
) -> Iterator[Article]:
    """Yield *count* invented articles of about 2.6 kB, in order of their dates.

    Args:
        count: Articles.
        seed: Others for another seed.
        run: Makes blocks of articles: `map`, or that of a pool of processes.
    """
    blocks = [(seed, start, min(_BLOCK, count - start)) for start in range(0, count, _BLOCK)]
    for block in run(_block, blocks):
        yield from block


def _block(task: tuple[int, int, int]) -> list[Article]:
    seed, start, count = task
    rng = np.random.default_rng([seed, start])
    choose = random.Random(seed * 1_000_003 + start)
    lengths = rng.integers(9, 27, _BLOCK * _SENTENCES)[: count * _SENTENCES].tolist()
    words = _draw(rng, sum(lengths))
    made: list[list[list[str]]] = []
    at = 0
    for number in range(count):
        sentences = []
        for length in lengths[number * _SENTENCES : (number + 1) * _SENTENCES]:
            sentences.append(_sentence(words[at : at + length]))
            at += length
        paragraphs = [sentences[first : first + 3] for first in range(0, _SENTENCES, 3)]
        if made and choose.random() < COPYING:
            _copy(rng, choose, paragraphs, choose.choice(made))
        made.append(paragraphs)
    return [_article(start + number, paragraphs) for number, paragraphs in enumerate(made)]


def _sentence(words: list[str]) -> str:
    line = " ".join(words)
    quoted = len(words) % 7 == 0  # so that a copy of the sentence quotes as well
    return f'{words[0].capitalize()} "{line}".' if quoted else f"{line[0].upper()}{line[1:]}."


def _copy(
    rng: np.random.Generator,
    choose: random.Random,
    paragraphs: list[list[str]],
    source: list[list[str]],
) -> None:
    """Put one to three paragraphs of *source* in place of some of *paragraphs*."""
    size = choose.randint(1, 3)
    start = choose.randrange(len(paragraphs) - size)
    share = choose.choice((0.0, 0.0, 0.08, 0.5))
    for place in range(start, start + size):
        paragraphs[place] = [_reworded(rng, choose, line, share) for line in source[place]]


def _reworded(rng: np.random.Generator, choose: random.Random, line: str, share: float) -> str:
    if share == 0.0 or '"' in line:
        return line
    words = line.rstrip(".").split(" ")
    return _sentence(
        [
            new
            if choose.random() < share and old.islower() and new.islower() and old not in FUNCTION
            else old
            for old, new in zip(words, _draw(rng, len(words)), strict=True)
        ]
    )


def _article(number: int, paragraphs: list[list[str]]) -> Article:
    outlet = f"Courier {number * 7919 % _OUTLETS}"
    lines = [" ".join(sentences) for sentences in paragraphs]
    lines.append(f"{outlet} is read in the harbour, in the hills and on both sides of the river.")
    day = np.datetime64("2015-01-01") + np.timedelta64(number // 400, "D")
    return Article(f"d{number:08}", "\n".join(lines), outlet, str(day))
