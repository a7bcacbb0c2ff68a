"""Which sentences are furniture: what an outlet puts on many pages, not what a report tells?

Two signs: the sentence's own words (a copyright line, "follow us"), and the pile: the same
sentence on many pages of one outlet over many days. What recurs over outlets on few days is copy.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.hashes import I64, U64, Bools, distinct, sort_by_hash
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


@dataclass(frozen=True, slots=True)
class Imprints:
    """Where and when documents came out, as far as it is known."""

    outlet: I64  # number of the outlet of each document, -1: unknown
    day: NDArray[np.float64]  # counted from a fixed one, NaN: unknown


def imprints_of(documents: Sequence[Document]) -> Imprints:
    """Return the outlets and days of *documents*."""
    names = [document.outlet for document in documents]
    number = {name: index for index, name in enumerate(sorted({n for n in names if n}))}
    outlet = np.array([number.get(name or "", -1) for name in names], np.int64)
    return Imprints(outlet, np.array([day_of(row.published_start) for row in documents]))


def find_recurring(
    hashes: U64, length: I64, document: I64, imprints: Imprints, *, settings: FurnitureSettings
) -> Bools:
    """Return which sentences recur on the pages of one outlet over days.

    Args:
        hashes: Of the sentences; every place of each among them.
        length: Their words.
        document: Of each.
        imprints: Of the documents.
        settings: How often is often.
    """
    found = np.zeros(hashes.size, bool)
    if hashes.size == 0:
        return found
    order = sort_by_hash(hashes)
    fresh = np.append(True, hashes[order][1:] != hashes[order][:-1])
    starts = np.flatnonzero(fresh)
    sizes = np.diff(np.append(starts, hashes.size))
    wanted = (sizes >= settings.min_pages) & (length[order[starts]] <= settings.max_words)
    for start, size in zip(starts[wanted].tolist(), sizes[wanted].tolist(), strict=True):
        members = order[start : start + size]
        if _recurs(distinct(document[members]), imprints, settings):
            found[members] = True
    return found


def _recurs(pages: I64, imprints: Imprints, settings: FurnitureSettings) -> bool:
    own = imprints.outlet[pages]
    known = own[own >= 0]
    if known.size < settings.min_pages:
        return False
    most = np.bincount(known).argmax()
    inside = pages[own == most]
    if inside.size < max(settings.min_pages, settings.min_outlet_share * pages.size):
        return False
    days = imprints.day[inside]
    days = days[~np.isnan(days)]
    return bool(days.size < 2 or days.max() - days.min() >= settings.min_days)


def day_of(date: str | None) -> float:
    """Return the day of a date counted from a fixed one, NaN where it is unknown."""
    try:
        return float(np.datetime64(date[:10], "D").astype(np.int64)) if date else np.nan
    except ValueError:
        return np.nan
