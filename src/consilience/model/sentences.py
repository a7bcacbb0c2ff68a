"""Sentences, and their parse as packed arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from consilience.model.rows import DocumentRow, Ref, Row
from consilience.model.scales import BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(DocumentRow):
    """One sentence of a document's prose."""

    table: ClassVar[str] = "sentences"
    prefix: ClassVar[str] = "sen"

    block: Annotated[str, Ref("blocks")]
    block_kind: BlockKind
    ordinal: int  # from 0 within the document
    start: int  # code points, included
    end: int  # code points, excluded
    parse: Annotated[str, Ref("parses")]  # id of the parse of its words, shared by all copies


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse(Row):
    """Tokens, tags, dependencies and names of one distinct sentence; offsets from its start.

    Its id is made from the sentence's words (line breaks as blanks) and the model's identity.
    """

    table: ClassVar[str] = "parses"
    prefix: ClassVar[str] = "par"

    n_tokens: int
    packed: bytes  # arrays, see text/tokens.py
    lemmas: str  # one a token, joined by U+001F


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Row):
    """The words of one distinct sentence, on the way to its parse; never stored."""

    table: ClassVar[str] = "words"
    prefix: ClassVar[str] = "par"

    words: str
