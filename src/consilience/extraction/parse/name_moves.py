"""Which tokens are names, and of which kind? The model's own moves, for many sentences at a time.

spaCy's name finder walks through a sentence: at each token it may begin, go on with, end or leave
out a name, as the scores of a small network say. Here all sentences of a batch take their step at
once. Sums are made in spaCy's order and products by its `gemm`, so that the scores are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from consilience.extraction.parse.vectors import Floats, Ints

Flags = npt.NDArray[np.bool_]

OUTSIDE: Final = 0
INSIDE: Final = 1
BEGINNING: Final = 2

_PLACES: Final = {"B": BEGINNING, "I": INSIDE, "L": INSIDE, "U": BEGINNING, "O": OUTSIDE}
_NONE_OPEN: Final = -1

# What a token allows while no name is open; behind these, two states for each kind of open name.
_ALL: Final = 0
_NO_BEGINNING: Final = 1
_ONLY_OUT: Final = 2
_OPEN_STATES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTask:
    """The tokens of a batch of sentences, one behind the other, the longest sentence first."""

    vectors: Floats  # one row a token
    lengths: Ints  # tokens of each sentence, falling
    is_space: Flags  # of each token
    starts_sentence: Flags  # of each token, as the parser has it


class NameMoves:
    """The name finder's network, read from a spaCy ``EntityRecognizer``.

    Args:
        recogniser: The component.
        kinds: Index of each kind of name in the rows of parses.

    """

    def __init__(self, recogniser: Any, kinds: Mapping[str, int]) -> None:
        model = recogniser.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        linear = model.get_ref("tok2vec").layers[-1]
        self._ops = model.ops
        self._linear = (linear.get_param("W"), linear.get_param("b"))
        weights = lower.get_param("W")  # (features, hidden, pieces, width)
        self._features, self._hidden, _, width = weights.shape
        self._lower = np.ascontiguousarray(weights.swapaxes(1, 2).reshape(-1, width))
        padding = lower.get_param("pad")[0].swapaxes(1, 2)
        self._padding = np.ascontiguousarray(padding).reshape(-1)
        self._bias = np.ascontiguousarray(lower.get_param("b").T).reshape(-1)
        self._upper = (upper.get_param("W"), upper.get_param("b"))
        moves = recogniser.moves
        names = [moves.get_class_name(i) for i in range(moves.n_moves)]
        self._read_moves([name.partition("-")[::2] for name in names], kinds)

    def _read_moves(self, moves: list[tuple[str, str]], kinds: Mapping[str, int]) -> None:
        labels = sorted({label for _, label in moves if label})
        self.kind = np.array([kinds.get(label, 0) for _, label in moves], np.uint8)
        self.place = np.array([_PLACES[move] for move, _ in moves], np.uint8)
        self._letter = np.array([move for move, _ in moves])
        self._label = np.array([labels.index(label) if label else -1 for _, label in moves])
        allowed = np.zeros((_OPEN_STATES + 2 * len(labels), len(moves)), bool)
        named = self._label >= 0  # a unit without a kind stands for a name that was forbidden
        outside = self._letter == "O"
        single = (self._letter == "U") & named
        allowed[_ALL] = outside | single | ((self._letter == "B") & named)
        allowed[_NO_BEGINNING] = outside | single
        allowed[_ONLY_OUT] = outside
        for at in range(len(labels)):
            last = (self._letter == "L") & (self._label == at)
            allowed[_OPEN_STATES + 2 * at] = last | ((self._letter == "I") & (self._label == at))
            allowed[_OPEN_STATES + 2 * at + 1] = last
        self._barred = np.where(allowed, np.float32(0), np.float32(-np.inf))

    def find(self, task: NameTask) -> Ints:
        """Return the move of each token, as an index into ``kind`` and ``place``."""
        features = self._precompute(task.vectors)
        ends = np.cumsum(task.lengths)
        starts = ends - task.lengths
        found = np.zeros(len(task.vectors), np.int64)
        label = np.full(len(starts), _NONE_OPEN)
        opened = np.zeros(len(starts), np.int64)
        may_go_on = _may_go_on(task, ends)
        for step in range(int(task.lengths[0]) if len(starts) else 0):
            count = int(np.searchsorted(-task.lengths, -step))  # those longer than *step*
            at = starts[:count] + step
            label, opened = label[:count], opened[:count]
            scores = self._score(features, at, np.where(label >= 0, opened, _NONE_OPEN))
            scores += self._barred[_states(label, may_go_on[at], task.is_space[at])]
            move = scores.argmax(axis=1)
            found[at] = move
            letter = self._letter[move]
            opened = np.where(letter == "B", at, opened)
            label = np.where(letter == "B", self._label[move], label)
            label = np.where(letter == "L", _NONE_OPEN, label)
        return found

    def _precompute(self, vectors: Floats) -> Floats:
        """Return what each token adds in each place of a state; the first row is for none."""
        weights, bias = self._linear
        tokens = self._ops.gemm(vectors, weights, trans2=True)
        tokens += bias
        found = np.empty((len(tokens) + 1, len(self._lower)), np.float32)
        found[0] = self._padding
        self._ops.gemm(tokens, self._lower, out=found[1:], trans2=True)
        return found.reshape(len(found), self._features, -1)

    def _score(self, features: Floats, at: Ints, opened: Ints) -> Floats:
        """Return the scores of all moves: this token, a name's first token, the one before."""
        before = np.where(opened >= 0, at - 1, _NONE_OPEN)
        hidden = features[at + 1, 0] + features[opened + 1, 1]
        hidden += features[before + 1, 2]
        hidden += self._bias
        best = np.maximum(hidden[:, : self._hidden], hidden[:, self._hidden :])
        weights, bias = self._upper
        scores: Floats = self._ops.gemm(best, weights, trans2=True)
        scores += bias
        return scores


def _may_go_on(task: NameTask, ends: Ints) -> Flags:
    """Whether a name may run on behind each token: not over the end, nor into a new sentence."""
    found = np.ones(len(task.vectors), bool)
    found[:-1] = ~task.starts_sentence[1:]
    found[ends - 1] = False
    return found


def _states(label: Ints, may_go_on: Flags, is_space: Flags) -> Ints:
    closed = np.where(is_space, _ONLY_OUT, np.where(may_go_on, _ALL, _NO_BEGINNING))
    opened = _OPEN_STATES + 2 * label + ~may_go_on
    return np.where(label >= 0, opened, closed)
