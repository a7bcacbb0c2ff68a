"""The model's parse of many sentences, the same as spaCy's and in a third of its time.

spaCy splits into tokens and finds the dependencies; the rest (vectors, tags, parts of speech,
lemmas, names) is worked out here from the model's own weights and rules, for all sentences of a
batch at once. `recognises` says for which pipelines that holds; any other is run as it is.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from consilience.extraction.parse.attributes import Attributes, AttributeTable
from consilience.extraction.parse.name_moves import NameMoves, NameTask
from consilience.extraction.parse.vectors import (
    MAX_TYPES,
    Convolution,
    Floats,
    Ids,
    Ints,
    TypeEmbeddings,
    lay_out,
)
from consilience.text.tokens import LEMMA_BREAK, NAME, Columns

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_KINDS: Final = {name: i for i, name in enumerate(NAME)}
_OWN_COLUMNS: Final = ("ORTH", "NORM", "SPACY", "IS_SPACE", "IDX", "LENGTH")
_ORTH, _NORM, _SPACY, _IS_SPACE, _IDX, _LENGTH = range(6)
_MAX_LENGTH: Final = 65_535
_NO_TOKENS: Final = Columns(*((),) * 8)


class QuickParser:
    """A pipeline that `recognises` knows, run over batches of sentences.

    What it keeps from batch to batch changes no answer; a lock keeps threads out of each other's.
    """

    def __init__(self, language: Language) -> None:
        pipes: dict[str, Any] = dict(language.pipeline)
        vectors = language.vocab.vectors
        shared, own = pipes["tok2vec"].model, pipes["ner"].model.get_ref("tok2vec").layers[0]
        self._language = language
        self._parser = pipes["parser"]
        self._embeddings = [
            TypeEmbeddings(model.get_ref("embed"), vectors) for model in (shared, own)
        ]
        self._convolutions = [Convolution(model.get_ref("encode")) for model in (shared, own)]
        output = pipes["tagger"].model.get_ref("output_layer")
        self._tagging = (output.get_param("W"), output.get_param("b"))
        self._ops = output.ops
        strings = language.vocab.strings
        self._tags = np.array([strings[tag] for tag in pipes["tagger"].labels], np.uint64)
        self._names = NameMoves(pipes["ner"], _KINDS)
        self._attributes = AttributeTable(language)
        self._asked: list[int | str] = [
            *_OWN_COLUMNS,
            *self._embeddings[0].columns,
            *self._embeddings[1].columns,
        ]
        self._types: dict[tuple[int, int, int], int] = {}
        self._lock = threading.Lock()

    def parse(self, sentences: Sequence[str]) -> list[tuple[Columns, str]]:
        """Return the tokens and the joined lemmas of each of *sentences*."""
        with self._lock:
            docs = [self._language.make_doc(words) for words in sentences]
            filled = sorted(
                (i for i, doc in enumerate(docs) if len(doc)), key=lambda i: -len(docs[i])
            )
            found = [(_NO_TOKENS, "")] * len(docs)
            if filled:
                for i, parsed in zip(filled, self._parse([docs[i] for i in filled]), strict=True):
                    found[i] = parsed
        return found

    def _parse(self, docs: list[Doc]) -> Iterator[tuple[Columns, str]]:
        """Yield the parses of *docs*, the longest first and none of them empty."""
        lengths = np.array([len(doc) for doc in docs])
        ends = np.cumsum(lengths)
        raw: Ids = np.concatenate([doc.to_array(self._asked) for doc in docs])
        shared, own = self._vectors(raw, lengths)
        heads, deps, starts = self._depend(docs, shared, ends)
        tags = self._tags[self._scores(shared).argmax(axis=1)]
        triples = zip(raw[:, _ORTH].tolist(), tags.tolist(), deps.tolist(), strict=True)
        attributes = self._attributes.look_up(list(triples), ends.tolist())
        moves = self._names.find(
            NameTask(
                vectors=own,
                lengths=lengths,
                is_space=raw[:, _IS_SPACE] != 0,
                starts_sentence=starts == 1,
            )
        )
        columns = self._columns(raw, heads, attributes, moves)
        lemmas = [token.lemma for token in attributes]
        for begin, end in zip((ends - lengths).tolist(), ends.tolist(), strict=True):
            yield columns.part(begin, end), LEMMA_BREAK.join(lemmas[begin:end])

    def _columns(
        self, raw: Ids, heads: Ints, attributes: Sequence[Attributes], moves: Ints
    ) -> Columns:
        return Columns(
            start=raw[:, _IDX].astype(np.int64),
            length=np.minimum(raw[:, _LENGTH], _MAX_LENGTH).astype(np.int64),
            head=heads,
            pos=np.array([token.pos for token in attributes], np.uint8),
            tag=np.array([token.tag for token in attributes], np.uint8),
            dep=np.array([token.dep for token in attributes], np.uint8),
            name=self._names.kind[moves],
            name_place=self._names.place[moves],
        )

    def _vectors(self, raw: Ids, lengths: Ints) -> list[Floats]:
        """Return each token's vectors: for the parser and the tagger, and for the name finder."""
        rows = self._rows(raw)
        layout = lay_out(lengths, self._convolutions[0].pad)
        return [
            convolution.encode(layout.spread(embeddings.table[rows]))[layout.rows]
            for embeddings, convolution in zip(self._embeddings, self._convolutions, strict=True)
        ]

    def _rows(self, raw: Ids) -> Ints:
        """Return the row of each token's type in the embeddings, working out those not met yet."""
        types = self._types
        if len(types) > MAX_TYPES:
            types.clear()
        tokens = list(
            zip(
                raw[:, _ORTH].tolist(), raw[:, _NORM].tolist(), raw[:, _SPACY].tolist(), strict=True
            )
        )
        first = len(types)
        new = []
        for i, token in enumerate(tokens):
            if token not in types:
                types[token] = len(types)
                new.append(i)
        if new:
            at = len(_OWN_COLUMNS)
            for embeddings in self._embeddings:
                wanted = raw[new, at : at + len(embeddings.columns)]
                embeddings.fill(first, raw[new, _ORTH], wanted)
                at += len(embeddings.columns)
        return np.array([types[token] for token in tokens])

    def _depend(self, docs: list[Doc], vectors: Floats, ends: Ints) -> tuple[Ints, Ids, Ints]:
        """Return each token's head in its sentence, its dependency, and 1 where one starts."""
        split: list[Any] = np.split(vectors, ends[:-1])
        for doc, rows in zip(docs, split, strict=True):
            doc.tensor = rows
        self._parser.set_annotations(docs, self._parser.predict(docs))
        found: Ids = np.concatenate([doc.to_array(["HEAD", "DEP", "SENT_START"]) for doc in docs])
        place = np.concatenate([np.arange(len(doc)) for doc in docs])
        signed = found.astype(np.int64)
        return place + signed[:, 0], found[:, 1], signed[:, 2]

    def _scores(self, vectors: Floats) -> Floats:
        weights, bias = self._tagging
        scores: Floats = self._ops.gemm(vectors, weights, trans2=True)
        scores += bias
        return scores
