"""Pairs of sentences that were made from one another, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from consilience.model.scales import PassageKind

KINDS: Final[tuple[PassageKind, ...]] = (
    "verbatim", "edited", "spun", "paraphrase", "furniture", "common_quotation",
)  # fmt: skip
CODES: Final[dict[PassageKind, int]] = {kind: code for code, kind in enumerate(KINDS)}
FURNITURE: Final = CODES["furniture"]


class SentencePair(NamedTuple):
    """Two sentences that share words, and where."""

    a: int  # number of the sentence
    b: int
    code: int  # of its kind, see `KINDS`
    same: int  # aligned words that are equal
    first_a: int  # number of the first copied word in the corpus, included
    last_a: int  # included
    first_b: int
    last_b: int

    @property
    def kind(self) -> PassageKind:
        """How one was made from the other."""
        return KINDS[self.code]


@dataclass(frozen=True, slots=True)
class SentencePairs:
    """Many of them; one row each, columns as in `SentencePair`."""

    rows: NDArray[np.int64]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rows)

    def __getitem__(self, chosen: Any) -> SentencePairs:
        """Return those that an index, a mask or a slice chooses."""
        return SentencePairs(self.rows[chosen])

    def __iter__(self) -> Iterator[SentencePair]:
        """Yield them one by one."""
        return map(SentencePair._make, self.rows.tolist())

    def column(self, name: str) -> NDArray[np.int64]:
        """Return one field of all of them."""
        column: NDArray[np.int64] = self.rows[:, SentencePair._fields.index(name)]
        return column

    def replaced(self, name: str, values: NDArray[np.int64]) -> SentencePairs:
        """Return them with another value in one field."""
        rows = self.rows.copy()
        rows[:, SentencePair._fields.index(name)] = values
        return SentencePairs(rows)

    def sorted(self) -> SentencePairs:
        """Return them in order of side a, then b."""
        return self[np.lexsort((self.column("b"), self.column("a")))]


def as_pairs(found: Iterable[SentencePair]) -> SentencePairs:
    """Return pairs given one by one as columns."""
    rows = np.array(list(found), np.int64)
    return SentencePairs(rows.reshape(-1, len(SentencePair._fields)))


def join_pairs(found: Sequence[SentencePairs]) -> SentencePairs:
    """Return *found* one behind the other."""
    return SentencePairs(np.concatenate([as_pairs(()).rows, *(pairs.rows for pairs in found)]))


def follows_another(pairs: SentencePairs) -> NDArray[np.int64]:
    """Return for each the place of the pair just before it on both sides, -1 where none is.

    Args:
        pairs: In order of side a, then b.
    """
    a, b = pairs.column("a"), pairs.column("b")
    if a.size == 0:
        return np.zeros(0, np.int64)
    width = int(b.max()) + 2
    keys = a * width + b
    wanted = (a - 1) * width + b - 1
    place = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
    return np.where(keys[place] == wanted, place, -1)
