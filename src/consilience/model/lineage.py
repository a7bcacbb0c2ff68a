"""Copied passages, what was altered in them, and the lineages that they form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from consilience.model.rows import DocumentRow, Ref, Row
from consilience.model.scales import AlteredKind, PassageKind
from consilience.model.spans import Span, Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Row):
    """A run of text that stands in two documents. Side a is the document with the smaller id."""

    table: ClassVar[str] = "passages"
    prefix: ClassVar[str] = "pas"

    document_a: Annotated[str, Ref("documents")]
    document_b: Annotated[str, Ref("documents")]
    a: Stretch
    b: Stretch
    kind: PassageKind
    n_words: int  # aligned words
    identity: float  # share of aligned words that are the same, 0 to 1
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlteredFact(Row):
    """A number, name, negation, attribution or loaded noun that differs inside a copied passage."""

    table: ClassVar[str] = "altered_facts"
    prefix: ClassVar[str] = "alt"

    passage: Annotated[str, Ref("passages")]
    kind: AlteredKind
    a: Span | None  # None: the words stand on the other side only
    b: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyEdge(Row):
    """Who copied from whom, between two documents that share passages."""

    table: ClassVar[str] = "copy_edges"
    prefix: ClassVar[str] = "edg"

    document_a: Annotated[str, Ref("documents")]
    document_b: Annotated[str, Ref("documents")]
    passages: tuple[Annotated[str, Ref("passages")], ...]
    probability_a_first: float | None  # None: nothing decides
    common_source: str | None  # an agency, release or third document that both took it from
    agency: str | None = None  # news agency that either of them credits for what they share
    evidence: tuple[str, ...]  # time, credit, containment, spinner's traces …
    spans: tuple[Span, ...]  # the words that carry the evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage(Row):
    """A passage with all of its copies: one voice."""

    table: ClassVar[str] = "lineages"
    prefix: ClassVar[str] = "lin"

    previous_ids: tuple[str, ...]
    kind: PassageKind  # the weakest link that holds it together
    origin: Annotated[str, Ref("documents")] | None  # the earliest document, None: unknown
    common_source: str | None  # agency or statement behind all of them, unseen
    n_documents: int
    n_outlets: int
    n_words: int  # of its longest member
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageMember(DocumentRow):
    """One place where a lineage's passage stands."""

    table: ClassVar[str] = "lineage_members"
    prefix: ClassVar[str] = "lim"

    lineage: Annotated[str, Ref("lineages")]
    stretch: Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class RewordingTrace(DocumentRow):
    """A fixed expression broken as word-swapping software breaks it, or a learnt swap."""

    table: ClassVar[str] = "rewording_traces"
    prefix: ClassVar[str] = "rew"

    span: Span
    usual: str  # the expression as people write it
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwappedPair(Row):
    """A content word that stands in place of another inside of copies, over the whole case.

    Document pairs are unrelated when no document and no lineage joins them.
    """

    table: ClassVar[str] = "swapped_pairs"
    prefix: ClassVar[str] = "swp"

    original: str  # in small letters; of the earlier reports, as far as their order is known
    swapped: str  # in small letters
    n_pairs: int  # unrelated document pairs with this swap
    n_times: int  # places where the swapped word stands
    n_forward: int  # pairs of places where the report with the original is the earlier one
    n_backward: int  # where it is the later one; elsewhere the order is not known
    learnt: bool  # unrelated pairs agree on it: it may be read into other reports
    original_spans: tuple[Span, ...]  # examples, unrelated ones first
    swapped_spans: tuple[Span, ...]  # the same examples on the other side


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLineage(DocumentRow):
    """How much of a document is shared, and with how many others (one row a document)."""

    table: ClassVar[str] = "document_lineages"
    prefix: ClassVar[str] = "dli"

    shared_words: int
    words: int
    n_related: int  # other documents that share a passage
    spun_share: float | None  # share of its words in passages spun from other reports
