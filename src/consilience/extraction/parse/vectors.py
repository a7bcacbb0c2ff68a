"""What vector does the model give each token of its sentence? The same bits as spaCy's own layers.

Two savings. A token's embedding depends on the token alone (its word, its norm, whether a blank
follows), so it is worked out once for each such type and kept. And the convolution keeps the three
pieces of a maxout in three blocks of columns, so that their maximum is two vector operations.

The matrices go through the model's own `gemm` (BLIS): there a row comes out with the same bits
whatever stands in the other rows, which numpy's (OpenBLAS) does not promise on every processor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

MAX_TYPES: Final = 50_000
"""Types whose embedding is kept; then the store is begun anew. Changes speed only."""

_FIRST_ROWS: Final = 4_096
_TINY: Final = np.float32(1e-08)  # what thinc adds to a variance


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """One convolution: a window of three vectors, maxout of three pieces, layer norm, residual."""

    weights: Floats  # (3 * width, 3 * width), the rows piece by piece
    bias: Floats  # (3 * width,)
    scale: Floats  # (width,)
    shift: Floats  # (width,)


class TypeEmbeddings:
    """The embedding of each type of token, worked out when it is first met.

    Args:
        model: The ``embed`` part of a spaCy ``Tok2Vec`` with ``MultiHashEmbed`` and vectors.
        vectors: The vectors of the vocabulary.

    """

    def __init__(self, model: Any, vectors: Any) -> None:
        joined, mixed = model.layers[0], model.layers[1]
        features, static = joined.layers
        self.columns: list[int] = features.layers[0].attrs["columns"]
        self._hashed = features.layers[2].layers[0]
        self._mixed = mixed.layers[0]
        self._static = static.get_param("W")
        self._ops = static.ops
        self._vectors = vectors
        self.width: int = self._static.shape[0]
        self.table: Floats = np.zeros((_FIRST_ROWS, self.width), np.float32)

    def fill(self, first: int, words: Ids, features: Ids) -> None:
        """Work out the rows from *first* on.

        Args:
            first: Row of the table that the first of them takes.
            words: The word's key in the vectors, one a type.
            features: One row a type, in the order of ``columns``.

        """
        last = first + len(words)
        while last > len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
        hashed = self._hashed.predict(np.ascontiguousarray(features))
        rows = self._vectors.find(keys=words)
        known = self._ops.gemm(self._vectors.data[rows], self._static, trans2=True)
        known[rows < 0] = 0
        self.table[first:last] = self._mixed.predict(np.hstack([hashed, known]))


class Convolution:
    """The ``encode`` part of a spaCy ``Tok2Vec``: four windows over the tokens of each sentence."""

    def __init__(self, model: Any) -> None:
        self.pad: int = model.attrs["pad"]
        maxouts = [node for node in model.walk() if node.name == "maxout"]
        norms = [node for node in model.walk() if node.name == "layernorm"]
        self._ops = model.ops
        self._layers = [
            _Layer(
                weights=_by_piece(maxout.get_param("W")),
                bias=_by_piece(maxout.get_param("b")),
                scale=norm.get_param("G"),
                shift=norm.get_param("b"),
            )
            for maxout, norm in zip(maxouts, norms, strict=True)
        ]

    def encode(self, embedded: Floats) -> Floats:
        """Return the vectors of all rows; sentences stand `pad` rows of zeros apart."""
        found = embedded
        for layer in self._layers:
            found = found + self._convolve(layer, found)
        return found

    def _convolve(self, layer: _Layer, rows: Floats) -> Floats:
        width = rows.shape[1]
        windows = np.zeros((len(rows), 3 * width), np.float32)
        windows[1:, :width] = rows[:-1]
        windows[:, width : 2 * width] = rows
        windows[:-1, 2 * width :] = rows[1:]
        pieces = self._ops.gemm(windows, layer.weights, trans2=True)
        pieces += layer.bias
        best: Floats = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        np.maximum(best, pieces[:, 2 * width :], out=best)
        return _normalise(best, layer)


def _normalise(rows: Floats, layer: _Layer) -> Floats:
    """Return *rows* with mean 0 and variance 1, scaled and shifted; the steps are thinc's."""
    width = np.float32(rows.shape[1])
    rows -= np.add.reduce(rows, axis=1, keepdims=True) / width
    variance = np.add.reduce(rows * rows, axis=1, keepdims=True) / width + _TINY
    rows *= variance**-0.5
    rows *= layer.scale
    rows += layer.shift
    return rows


def _by_piece(weights: Floats) -> Floats:
    """Return maxout weights (output, piece, …) as rows (piece, output)."""
    moved = np.moveaxis(weights, 1, 0)
    return np.ascontiguousarray(moved.reshape(-1, *weights.shape[2:]))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the tokens of a batch of sentences stand when sentences are set apart by padding."""

    rows: Ints  # of each token
    length: int

    def spread(self, tokens: Floats) -> Floats:
        """Return *tokens* in their places, zeros between sentences."""
        found = np.zeros((self.length, tokens.shape[1]), np.float32)
        found[self.rows] = tokens
        return found


def lay_out(lengths: Ints, pad: int) -> Layout:
    """Return the layout of sentences of *lengths* tokens with *pad* rows around each."""
    number = np.repeat(np.arange(1, len(lengths) + 1), lengths)
    total = int(lengths.sum())
    return Layout(rows=np.arange(total) + pad * number, length=total + pad * (len(lengths) + 1))
