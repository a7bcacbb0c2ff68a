"""Which sentences are furniture: what an outlet puts on many pages, not what a report tells?

Two signs: the sentence's own words (a copyright line, "follow us"), and the pile: the same
sentence on many pages of one outlet over many days. What recurs over outlets on few days is copy.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

import numpy as np

from consilience.lineage.hashes import I64, Bools
from consilience.lineage.sentences import Sentences
from consilience.lineage.words import Corpus
from consilience.model.documents import Document

TRIGGERS: Final = frozenset(
    """
    rights copyright broadcast rewritten reproduction permission consent javascript java cookies
    browser twitter facebook instagram telegram youtube google newsletter newsletters subscribe sign
    click tap report submit send read see watch share shares tweet tweets print comment comments
    stoppers crimestoppers crimeline crime tip tipline tips hotline information call contact phone
    ring reach email e story article material post app terms privacy cookie advertisement sponsored
    views source sources photo image picture credit reported reports contributed reporting writing
    editing compiled edited written newspaper agency website broadcaster daily weekly magazine site
    launched founded established
    """.split()
)
"""Words without one of which no pattern of the data file fits; checked by a test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureSettings:
    """How often a sentence must recur inside one outlet."""

    min_pages: int = 4  # of one outlet
    min_outlet_share: float = 0.75  # of all documents that carry the sentence
    min_days: float = 3.0  # between the first and the last of them, where dates are known
    max_words: int = 120


@functools.cache
def furniture_pattern() -> re.Pattern[str]:
    """Return all patterns of ``data/furniture.txt`` as one."""
    lines = resources.files("consilience.lineage").joinpath("data/furniture.txt")
    patterns = [
        line
        for line in lines.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def reads_like_furniture(words: str) -> bool:
    """Tell whether a sentence is furniture by its own words."""
    return furniture_pattern().search(words.strip()) is not None


def find_recurring(
    corpus: Corpus,
    sentences: Sentences,
    documents: Mapping[str, Document],
    *,
    settings: FurnitureSettings,
) -> Bools:
    """Return which sentences recur on the pages of one outlet over days."""
    found = np.zeros(sentences.count, bool)
    if sentences.count == 0:
        return found
    order = np.lexsort((sentences.document, sentences.hash))
    hashes = sentences.hash[order]
    starts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1]))
    sizes = np.diff(np.append(starts, hashes.size))
    outlets = _outlets(corpus, documents)
    days = _days(corpus, documents)
    for start, size in zip(
        starts[sizes >= settings.min_pages].tolist(),
        sizes[sizes >= settings.min_pages].tolist(),
        strict=True,
    ):
        members = order[start : start + size]
        if sentences.length[members[0]] > settings.max_words:
            continue
        if _recurs(np.unique(sentences.document[members]), outlets, days, settings):
            found[members] = True
    return found


def _recurs(pages: I64, outlets: I64, days: Sequence[float], settings: FurnitureSettings) -> bool:
    own = outlets[pages]
    known = own[own >= 0]
    if known.size < settings.min_pages:
        return False
    most = np.bincount(known).argmax()
    inside = pages[own == most]
    if inside.size < max(settings.min_pages, settings.min_outlet_share * pages.size):
        return False
    dates = sorted(days[page] for page in inside.tolist() if days[page] == days[page])
    return len(dates) < 2 or dates[-1] - dates[0] >= settings.min_days


def _outlets(corpus: Corpus, documents: Mapping[str, Document]) -> I64:
    """Return a number for the outlet of each document, -1 where it is unknown."""
    names = [documents[key].outlet for key in corpus.ids]
    number = {name: index for index, name in enumerate(sorted({n for n in names if n}))}
    return np.array([number.get(name or "", -1) for name in names], np.int64)


def _days(corpus: Corpus, documents: Mapping[str, Document]) -> list[float]:
    """Return the day of each document counted from a fixed one, NaN where it is unknown."""
    found = []
    for key in corpus.ids:
        date = documents[key].published_start
        try:
            found.append(float(np.datetime64(date[:10], "D").astype(np.int64)) if date else np.nan)
        except ValueError:
            found.append(np.nan)
    return found
