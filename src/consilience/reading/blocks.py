"""Blocks and fields as the readers find them, before they become rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from consilience.model.scales import BlockKind, DatePrecision
from consilience.text.normalise import fold_words

MIN_REPEATED_WORDS = 3
"""Shorter lines ("Reuters", "Getty") may stand twice without being a repetition."""

MIN_REPEATED_PROSE = 20
"""Words of a paragraph or list item that is a repetition on a page with markup."""

MAX_FOLDED = 5_000
"""Code points; longer blocks are compared as they are."""


_OPENING = re.compile(r"\W*(\w+)\W*(\w*)")
"""The first two words; what has none is no repetition."""

_ASIDE: Final[frozenset[BlockKind]] = frozenset({"furniture", "related", "counter", "share_count"})
_PROSE: Final[frozenset[BlockKind]] = frozenset({"paragraph", "list", "quote"})


@dataclass(slots=True)  # not frozen: pages make thousands, and freezing doubles what each costs
class FoundBlock:
    """A run of frozen text and what it is; never changed once it is made."""

    start: int  # code points, included
    end: int  # code points, excluded
    kind: BlockKind
    reason: str
    locator: str | None = None  # element path in the original
    repeats: int | None = None  # index of the block of the same words that came first


@dataclass(frozen=True, slots=True)
class FoundField:
    """One possible value of a field of the document."""

    field: str
    value: str
    where_found: str
    rule: str
    confidence: float
    precision: DatePrecision | None = None
    start: int | None = None  # where it stands in the frozen text
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A report as read: frozen text, blocks in order, candidates for its fields."""

    text: str
    blocks: list[FoundBlock]
    fields: list[FoundField] = field(default_factory=list)


def mark_page_repeats(text: str, blocks: Iterable[FoundBlock]) -> list[FoundBlock]:
    """Return the *blocks* of a page with markup, repetitions pointing to what stood first.

    Markup says what a block is, so each keeps its kind; words in a menu are no first occurrence of
    those of the article; and what lists, tables and interviews say again is no repetition.
    """
    found = list(blocks)
    repeated = _repeated(text, found)
    long = [index for index in range(len(found)) if _is_long(text, found[index])]
    again = [index in repeated for index in long]
    marked: list[FoundBlock] = []
    for index, block in enumerate(found):
        first = repeated.get(index)
        if first is None or not _counts(
            text, found, (first, index), again=_near(long, again, index)
        ):
            marked.append(block)
            continue
        reason = f"the same words as an earlier {found[first].kind} ({block.reason})"
        marked.append(replace(block, repeats=first, reason=reason))
    return marked


def _repeated(text: str, blocks: Sequence[FoundBlock]) -> dict[int, int]:
    """Return, by index, the first block of the same words, for those that are not the first."""
    # Folding all would be the dearest: what begins with other words needs none.
    alike: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        opening = _OPENING.match(text, block.start, block.end)
        if opening is not None and block.kind not in _ASIDE:
            alike[f"{opening[1]} {opening[2]}".lower()].append(index)
    found: dict[int, int] = {}
    for group in alike.values():
        if len(group) > 1:
            found.update(_same(text, blocks, group))
    return found


def _same(
    text: str, blocks: Sequence[FoundBlock], group: Iterable[int]
) -> Iterator[tuple[int, int]]:
    seen: dict[str, int] = {}
    for index in group:
        words = text[blocks[index].start : blocks[index].end]
        # Folding megabytes of one line would cost seconds and find nothing.
        folded = fold_words(words) if len(words) < MAX_FOLDED else words
        first = seen.setdefault(folded, index)
        if first != index and folded.count(" ") + 1 >= MIN_REPEATED_WORDS:
            yield index, first


def _is_long(text: str, block: FoundBlock) -> bool:
    return (
        block.kind in _PROSE and text.count(" ", block.start, block.end) + 1 >= MIN_REPEATED_PROSE
    )


def _near(long: Sequence[int], again: Sequence[bool], index: int) -> bool:
    """Tell whether the long blocks before and behind *index* are repetitions themselves."""
    at = bisect_left(long, index)
    around = again[max(0, at - 1) : at + 1]
    return bool(around) and all(around)


def _counts(text: str, blocks: Sequence[FoundBlock], pair: tuple[int, int], *, again: bool) -> bool:
    """Tell whether the second of *pair* is a repetition, not a line that the article has twice."""
    first, second = blocks[pair[0]], blocks[pair[1]]
    prose = first.kind in _PROSE and second.kind in _PROSE
    return again or not prose or _is_long(text, second)


def mark_repeats(text: str, blocks: Iterable[FoundBlock]) -> list[FoundBlock]:
    """Return *blocks* with those that say the same as an earlier one pointing to it."""
    seen: dict[str, int] = {}
    marked: list[FoundBlock] = []
    for index, found in enumerate(blocks):
        block = found
        words = text[block.start : block.end]
        # Folding megabytes of one line would cost seconds and find nothing.
        words = fold_words(words) if len(words) < MAX_FOLDED else words
        first = seen.setdefault(words, index)
        if first != index and words.count(" ") + 1 >= MIN_REPEATED_WORDS:
            kind = marked[first].kind
            block = replace(
                found,
                repeats=first,
                kind=kind,
                reason=f"the same words as an earlier {kind} ({block.reason})",
            )
        marked.append(block)
    return marked
