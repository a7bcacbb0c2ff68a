"""Tokens of a parsed sentence, packed into bytes for the case file and unpacked for the stages.

Layout of ``Parse.packed``: a little-endian header (version, count), then one array a column:
start (u4), length (u2), head (i4, index within the sentence), and as single bytes the indexes of
part of speech, tag, dependency and name type in the closed lists below, and the name's position
(0 outside, 1 inside, 2 beginning).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

POS: Final = (
    "", "ADJ", "ADP", "ADV", "AUX", "CONJ", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART",
    "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X", "SPACE",
)  # fmt: skip
TAG: Final = (
    "", "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW",
    "HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS",
    "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP",
    "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "_SP", "``", "#", "GW", "NIL", "BES", "HVS",
)  # fmt: skip
DEP: Final = (
    "", "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux",
    "auxpass", "case", "cc", "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep",
    "det", "dobj", "expl", "intj", "mark", "meta", "neg", "nmod", "npadvmod", "nsubj",
    "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj", "predet",
    "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
NAME: Final = (
    "", "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP",
    "ORDINAL", "ORG", "PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
)  # fmt: skip
LEMMA_BREAK: Final = "\x1f"
_HEADER: Final = struct.Struct("<BI")
_VERSION: Final = 1


Column = Sequence[int] | npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """A sentence's tokens as columns; all of the same length."""

    start: Column  # code points from the sentence's first character
    length: Column  # code points
    head: Column  # index of the head; of the root, its own
    pos: Column  # index into POS
    tag: Column  # index into TAG
    dep: Column  # index into DEP
    name: Column  # index into NAME
    name_place: Column  # 0 outside, 1 inside, 2 beginning

    def part(self, start: int, end: int) -> Columns:
        """Return the tokens from *start* to *end*, their offsets and heads left as they are."""
        return Columns(
            start=self.start[start:end],
            length=self.length[start:end],
            head=self.head[start:end],
            pos=self.pos[start:end],
            tag=self.tag[start:end],
            dep=self.dep[start:end],
            name=self.name[start:end],
            name_place=self.name_place[start:end],
        )


def pack_tokens(columns: Columns) -> bytes:
    """Return *columns* as bytes."""
    head = _HEADER.pack(_VERSION, len(columns.start))
    wide = np.asarray(columns.start, "<u4").tobytes() + np.asarray(columns.length, "<u2").tobytes()
    heads = np.asarray(columns.head, "<i4").tobytes()
    narrow = (columns.pos, columns.tag, columns.dep, columns.name, columns.name_place)
    return head + wide + heads + b"".join(np.asarray(column, "u1").tobytes() for column in narrow)


def unpack_tokens(packed: bytes) -> Columns:
    """Return the columns that *packed* holds."""
    _, count = _HEADER.unpack_from(packed)
    at = _HEADER.size
    found: list[list[int]] = []
    for kind, width in (("<u4", 4), ("<u2", 2), ("<i4", 4), *((("u1", 1),) * 5)):
        found.append(np.frombuffer(packed, kind, count, at).tolist())
        at += width * count
    return Columns(*found)


class Token:
    """One token of a sentence. Offsets count from the document's first character."""

    __slots__ = (
        "dep",
        "head_index",
        "i",
        "lemma",
        "length",
        "name",
        "name_place",
        "pos",
        "sentence",
        "start",
        "tag",
    )

    def __init__(self, sentence: ParsedSentence, i: int) -> None:
        columns = sentence.columns
        self.sentence = sentence
        self.i = i
        self.start = sentence.start + columns.start[i]
        self.length = columns.length[i]
        self.head_index = columns.head[i]
        self.pos: str = POS[columns.pos[i]]
        self.tag: str = TAG[columns.tag[i]]
        self.dep: str = DEP[columns.dep[i]]
        self.name: str = NAME[columns.name[i]]
        self.name_place = columns.name_place[i]
        self.lemma = sentence.lemmas[i]

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + self.length

    @property
    def text(self) -> str:
        """Its words as written."""
        base = self.sentence.start
        return self.sentence.text[self.start - base : self.end - base]

    @property
    def lower(self) -> str:
        """Its words in lower case."""
        return self.text.lower()

    @property
    def head(self) -> Token:
        """The token that it hangs on; of the root, itself."""
        return self.sentence.tokens[self.head_index]

    @property
    def children(self) -> list[Token]:
        """The tokens that hang on it, in order."""
        return [self.sentence.tokens[i] for i in self.sentence.children_of[self.i]]

    @property
    def is_root(self) -> bool:
        """Whether it hangs on nothing."""
        return self.head_index == self.i

    def ancestors(self) -> Iterator[Token]:
        """Its head, its head's head, and so on up to the root."""
        token = self
        while not token.is_root:
            token = token.head
            yield token

    def subtree(self) -> list[Token]:
        """Itself and all that hangs on it, in order."""
        found = [self.i]
        for i in found:
            found.extend(self.sentence.children_of[i])
        return [self.sentence.tokens[i] for i in sorted(found)]

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.tag}, {self.dep})"


@dataclass(eq=False)
class ParsedSentence:
    """A sentence of a document with its tokens; made from a `Sentence` and its `Parse`."""

    id: str  # of the sentence
    document: str
    block_kind: str
    start: int  # of the sentence in the document, code points
    text: str  # the words of the sentence
    columns: Columns
    lemmas: Sequence[str]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens in order."""
        return tuple(Token(self, i) for i in range(len(self.columns.start)))

    @cached_property
    def children_of(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indexes of those that hang on it."""
        found: list[list[int]] = [[] for _ in self.columns.head]
        for i, head in enumerate(self.columns.head):
            if head != i:
                found[head].append(i)
        return tuple(tuple(children) for children in found)

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.text)

    @cached_property
    def names(self) -> tuple[tuple[Token, ...], ...]:
        """The names that the model found, each as its tokens."""
        groups: list[list[Token]] = []
        for token in self.tokens:
            if token.name_place == 2:
                groups.append([token])
            elif token.name_place == 1 and groups and groups[-1][-1].i == token.i - 1:
                groups[-1].append(token)
        return tuple(tuple(group) for group in groups)


def join_lemmas(lemmas: Sequence[str]) -> str:
    """Return *lemmas* as one string."""
    return LEMMA_BREAK.join(lemma.replace(LEMMA_BREAK, " ") for lemma in lemmas)
