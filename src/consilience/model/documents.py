"""Reports as they came in: captures, documents, their frozen text, blocks and fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from consilience.model.rows import DocumentRow, Life, Ref, Row
from consilience.model.scales import BlockKind, DatePrecision, OutletKind, Sensitivity
from consilience.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(DocumentRow):
    """One file (or member of an archive) in which a document was handed in."""

    table: ClassVar[str] = "captures"
    prefix: ClassVar[str] = "cap"
    life: ClassVar[Life] = "evidence"

    name: str  # file name below the folder that was given; never an absolute path
    member: str | None  # name inside an archive, where it came from one
    raw_sha256: str  # of the bytes as handed in, lower-case hex
    size_bytes: int  # of the bytes as handed in
    media_type: str  # such as text/html
    encoding: str  # as decoded, such as utf-8
    encoding_reason: str  # how the encoding was found
    url: str | None  # address of this capture, where the file states one
    retrieved_at: str | None  # UTC, ISO 8601, where the file states it; never the clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Row):
    """One report. Unknown fields are ``None``; `FieldCandidate` rows say why."""

    table: ClassVar[str] = "documents"
    prefix: ClassVar[str] = "doc"

    name: str  # of its first capture
    text_sha256: str  # of the frozen text in UTF-8, lower-case hex
    text_length: int  # code points
    title: str | None
    outlet: str | None  # who published it (UCDP source_office)
    outlet_kind: OutletKind
    authors: tuple[str, ...]
    agency: str | None  # agency credited for the whole text, such as Reuters
    url: str | None  # canonical address
    language: str | None  # ISO 639-1
    published_start: str | None  # ISO date or date-time, included
    published_end: str | None  # ISO date or date-time, included
    published_precision: DatePrecision | None
    published_reason: str  # where the date was found, or why there is none
    modified: str | None  # ISO date or date-time
    withdrawn: bool  # the publisher took it back
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Row):
    """The frozen text of a document, NFC with line ends ``\\n``; its id is the document's id."""

    table: ClassVar[str] = "texts"
    prefix: ClassVar[str] = "doc"
    life: ClassVar[Life] = "evidence"

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(DocumentRow):
    """One paragraph, caption, headline or piece of furniture of a document."""

    table: ClassVar[str] = "blocks"
    prefix: ClassVar[str] = "bl"

    ordinal: int  # from 0, in the order of the text
    kind: BlockKind
    start: int  # code points, included
    end: int  # code points, excluded
    reason: str  # why it has this kind
    repeats: Annotated[str, Ref("blocks")] | None  # the block of the same words that came first
    locator: str | None  # element path, or page and box, in the original


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLabel(DocumentRow):
    """A block's kind after the whole corpus was seen, where that differs from the page's own."""

    table: ClassVar[str] = "block_labels"
    prefix: ClassVar[str] = "lab"

    block: Annotated[str, Ref("blocks")]
    kind: BlockKind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCandidate(DocumentRow):
    """One possible value of a field of a document, and where it was found."""

    table: ClassVar[str] = "field_candidates"
    prefix: ClassVar[str] = "fld"

    field: str  # outlet, title, author, agency, published, modified, url, section …
    value: str
    precision: DatePrecision | None  # of a date
    where_found: str  # such as json-ld, og:site_name, byline, file name
    rule: str
    confidence: float  # 0 to 1
    chosen: bool
    span: Span | None  # where it stands in the frozen text, if it does
