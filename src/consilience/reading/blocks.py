"""Blocks and fields as the readers find them, before they become rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from consilience.model.scales import BlockKind, DatePrecision
from consilience.text.normalise import fold_words

MIN_REPEATED_WORDS = 3
"""Shorter lines ("Reuters", "Getty") may stand twice without being a repetition."""

MAX_FOLDED = 5_000
"""Code points; longer blocks are compared as they are."""


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A run of frozen text and what it is."""

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
