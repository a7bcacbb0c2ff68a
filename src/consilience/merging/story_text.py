"""What a report says itself: its headline and its first prose, without what its outlet adds."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.merging.story_words import common_rank
from consilience.model.documents import Block, BlockLabel, Document, Text
from consilience.model.scales import PROSE_KINDS, BlockKind
from consilience.model.tables import Tables

_PROSE: Final[frozenset[BlockKind]] = PROSE_KINDS - {"caption"}
"""A caption may belong to a picture of something else."""
_SITE: Final = re.compile(r" [|–—-] ")
_SITE_AFTER: Final = 4
"""Words of a headline behind which " - " and " | " begin the name of the site."""
_WORD: Final = re.compile(r"[^\W_][\w'’-]*")
_COMMON: Final = 150
"""Ranks of English words that two headlines share by chance."""
_LINE: Final = 15
"""Characters from which a line is looked at as the outlet's own."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a report is judged by."""

    headline: str
    lead: str


def read_openings(tables: Tables, documents: Sequence[Document], length: int) -> list[Opening]:
    """Return the openings of *documents*, with about *length* characters of prose."""
    texts = {row.id: row.text for row in tables.of(Text)}
    lines = _prose(tables, texts)
    headlines = {row.id: headline_of(row.title or "") for row in documents}
    own = _outlets_own(documents, lines, headlines)
    return [
        Opening(headlines[row.id], _lead(lines.get(row.id), own.get(row.id, frozenset()), length))
        for row in documents
    ]


@functools.lru_cache(maxsize=50_000)
def headline_of(title: str) -> str:
    """Return *title* without the name of the site.

    Example:
        >>> headline_of("Two men shot at a market in Osk - Channel 6 - News, Weather")
        'Two men shot at a market in Osk'
        >>> headline_of("Osk - what we know")
        'Osk - what we know'

    """
    for found in _SITE.finditer(title):
        if len(title[: found.start()].split()) >= _SITE_AFTER:
            return title[: found.start()]
    return title


@functools.lru_cache(maxsize=50_000)
def telling_words(headline: str) -> frozenset[str]:
    """Return the words of *headline* that are not everywhere."""
    words = {word.lower() for word in _WORD.findall(headline)}
    return frozenset(word for word in words if (common_rank(word) or _COMMON + 1) > _COMMON)


def _prose(tables: Tables, texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the lines of prose of each document, in order; of one without blocks, its text."""
    labels = {row.block: row.kind for row in tables.of(BlockLabel)}
    found: dict[str, list[str]] = defaultdict(list)
    known: set[str] = set()
    for block in sorted(tables.of(Block), key=lambda row: (row.document, row.ordinal, row.id)):
        known.add(block.document)
        if labels.get(block.id, block.kind) in _PROSE and block.document in texts:
            found[block.document].append(texts[block.document][block.start : block.end].strip())
    return {key: found[key] if key in known else [text] for key, text in texts.items()}


def _outlets_own(
    documents: Sequence[Document],
    lines: Mapping[str, Sequence[str]],
    headlines: Mapping[str, str],
) -> dict[str, frozenset[str]]:
    """Return, by document, the lines that are not its report's but its outlet's.

    Such a line stands in two reports of the outlet whose headlines share no telling word.
    """
    carriers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in documents:
        if row.outlet is not None:
            for line in sorted(set(lines.get(row.id, ()))):
                if len(line) > _LINE:
                    carriers[row.outlet, line].append(row.id)
    found: dict[str, set[str]] = defaultdict(set)
    for (_, line), keys in carriers.items():
        if len(keys) > 1:
            for key in _under_other_headlines(keys, headlines):
                found[key].add(line)
    return {key: frozenset(own) for key, own in found.items()}


def _under_other_headlines(keys: Sequence[str], headlines: Mapping[str, str]) -> set[str]:
    words = {key: telling_words(headlines[key]) for key in keys[:_MOST]}
    return {
        key
        for key, mine in words.items()
        if mine and any(theirs and mine.isdisjoint(theirs) for theirs in words.values())
    } | set(keys[_MOST:])


_MOST: Final = 40
"""Reports of an outlet beyond which a line that all of them carry is its own."""


def _lead(lines: Sequence[str] | None, own: frozenset[str], length: int) -> str:
    found, total = [], 0
    for line in lines or ():
        if line in own:
            continue
        found.append(line)
        total += len(line) + 1
        if total >= length:
            break
    return "\n".join(found)[:length]
