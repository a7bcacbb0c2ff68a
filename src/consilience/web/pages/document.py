"""What stands in one report, and what was read out of each of its words?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from consilience.errors import InputError, NotInCaseError
from consilience.model.documents import Block, BlockLabel, Capture, Document, FieldCandidate
from consilience.model.lineage import CopyEdge, DocumentLineage
from consilience.model.scales import PROSE_KINDS, BlockKind
from consilience.model.times import InferredDate
from consilience.outputs.graphic import is_graphic
from consilience.web.correcting import Correcting, asked_to_correct
from consilience.web.document_facts import Fact, list_facts
from consilience.web.document_marks import document_marks, withheld_marks
from consilience.web.evidence import day_words
from consilience.web.histories import Line, decided_about
from consilience.web.marks import Mark, TextPiece, cut_text
from consilience.web.visits import Visit, visiting

router = APIRouter(include_in_schema=False)
PART_CHARACTERS: Final = 24_000
"""Characters of a long document that one page shows; a page of marks stays below 300 kB."""
_SET_APART: Final[frozenset[BlockKind]] = frozenset({"caption", "credit"})
_SMALL: Final[frozenset[BlockKind]] = frozenset({"byline", "dateline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """One block of the text as it stands, cut into pieces."""

    kind: BlockKind
    look: str  # prose, small, apart or dimmed
    reason: str
    pieces: tuple[TextPiece, ...]
    graphic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Another report that shares passages."""

    id: str
    name: str
    published: str | None
    agency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """The context of one document, or of a part of a long one."""

    template: ClassVar[str] = "document.html"

    title: str
    document: Document
    published: str | None
    inferred: InferredDate | None
    captures: tuple[Capture, ...]
    fields: tuple[FieldCandidate, ...]
    lineage: DocumentLineage | None
    relatives: tuple[Relative, ...]
    runs: tuple[tuple[str, tuple[ShownBlock, ...]], ...]  # look, and blocks of it in a row
    facts: tuple[tuple[str, tuple[Fact, ...]], ...]
    asked: tuple[int, int] | None
    before: str | None  # address of the part before this one
    after: str | None
    part: tuple[int, int]
    correcting: Correcting | None
    history: tuple[Line, ...]


@router.get("/documents/{row_id}")
def show_document(request: Request, row_id: str) -> Response:
    """Return a document with everything marked that was read out of it."""
    with visiting(request) as visit:
        document = _find(visit, row_id)
        return visit.show(_page(visit, document))


@router.get("/documents/{row_id}/original")
def show_original(request: Request, row_id: str) -> Response:
    """Return the bytes that were handed in, as plain text or to be saved; never run, never shown.

    Only for those who may see everything: nothing can be withheld in a file.
    """
    with visiting(request) as visit:
        document = _find(visit, row_id)
        if visit.viewer.profile != "internal":
            raise InputError("the original may hold names that are withheld from you")
        capture = next(visit.case.rows(Capture, document=document.id), None)
        if capture is None:
            raise NotInCaseError(f"there is no original of {row_id!r}")
        data = visit.case.original(capture.raw_sha256)
    headers = {"content-security-policy": "sandbox; default-src 'none'"}
    if b"\0" in data[:4096]:
        headers["content-disposition"] = f'attachment; filename="{document.id}.bin"'
        return Response(data, media_type="application/octet-stream", headers=headers)
    text = data.decode(capture.encoding, errors="replace") if _known(capture.encoding) else None
    return PlainTextResponse(text or data.decode("utf-8", "replace"), headers=headers)


def _known(encoding: str) -> bool:
    try:
        "".encode(encoding)
    except LookupError:
        return False
    return True


def _find(visit: Visit, row_id: str) -> Document:
    found = visit.case.get(Document, row_id)
    if found is None:
        raise NotInCaseError(f"there is no document {row_id!r} in this case")
    return found


def _page(visit: Visit, document: Document) -> DocumentPage:
    text = visit.case.text(document.id)
    asked = _asked(visit, len(text))
    blocks = sorted(visit.case.rows(Block, document=document.id), key=lambda row: row.ordinal)
    start = asked[0] if asked else visit.asked.number("from") or 0
    parts = cut_parts(blocks, len(text))
    at = max((i for i, part in enumerate(parts) if part[0] <= start), default=0)
    part = parts[at]
    marks = document_marks(visit.case, document.id)
    extra = withheld_marks(text, visit.profile)
    if asked:
        extra.append(Mark(start=asked[0], end=asked[1], kind="asked", row="", label=""))
    shown = [block for block in blocks if part[0] <= block.start < part[1]]
    return DocumentPage(
        title=document.title or document.name,
        document=document,
        published=day_words(document.published_start),
        inferred=next(visit.case.rows(InferredDate, document=document.id), None),
        captures=tuple(visit.case.rows(Capture, document=document.id)),
        fields=tuple(visit.case.rows(FieldCandidate, document=document.id)),
        lineage=next(visit.case.rows(DocumentLineage, document=document.id), None),
        relatives=_relatives(visit, document.id),
        runs=_runs(_shown_blocks(visit, document.id, shown, text=text, marks=[*marks, *extra])),
        facts=list_facts(visit.case, document.id, part=part),
        asked=asked,
        before=f"/documents/{document.id}?from={parts[at - 1][0]}" if at else None,
        after=f"/documents/{document.id}?from={part[1]}" if at + 1 < len(parts) else None,
        part=part,
        correcting=asked_to_correct(visit, document.id),
        history=decided_about(visit, [document.id]),
    )


def _asked(visit: Visit, length: int) -> tuple[int, int] | None:
    start, end = visit.asked.number("start"), visit.asked.number("end")
    if start is None or end is None:
        return None
    if not start < end <= length:
        raise InputError(
            f"characters {start} to {end} do not stand in this document",
            hint=f"it has {length:,} characters, counted from 0",
        )
    return start, end


def cut_parts(blocks: Sequence[Block], length: int) -> list[tuple[int, int]]:
    """Return the parts in which a document is shown, each of whole blocks."""
    starts = [0]
    for block in blocks:
        if block.end - starts[-1] > PART_CHARACTERS and block.start > starts[-1]:
            starts.append(block.start)
    return list(zip(starts, [*starts[1:], length + 1], strict=True))


def _shown_blocks(
    visit: Visit, document: str, blocks: Iterable[Block], *, text: str, marks: Sequence[Mark]
) -> tuple[ShownBlock, ...]:
    labels = {row.block: row for row in visit.case.rows(BlockLabel, document=document)}
    shown = []
    for block in blocks:
        label = labels.get(block.id)
        kind = label.kind if label else block.kind
        shown.append(
            ShownBlock(
                kind=kind,
                look=_look(kind),
                reason=label.reason if label else block.reason,
                pieces=cut_text(text, marks, part=(block.start, block.end)),
                graphic=is_graphic(text[block.start : block.end]),
            )
        )
    return tuple(shown)


def _runs(blocks: Sequence[ShownBlock]) -> tuple[tuple[str, tuple[ShownBlock, ...]], ...]:
    return tuple((look, tuple(run)) for look, run in groupby(blocks, key=lambda block: block.look))


def _look(kind: BlockKind) -> str:
    if kind in _SET_APART:
        return "apart"
    if kind in _SMALL:
        return "small"
    return "prose" if kind in PROSE_KINDS else "dimmed"


def _relatives(visit: Visit, document: str) -> tuple[Relative, ...]:
    edges = [
        *visit.case.rows(CopyEdge, document_a=document),
        *visit.case.rows(CopyEdge, document_b=document),
    ]
    agency = {
        row.document_b if row.document_a == document else row.document_a: row for row in edges
    }
    found = visit.case.among(Document, "id", agency)
    ordered = sorted(found, key=lambda row: (row.published_start or "~", row.name, row.id))
    return tuple(
        Relative(
            id=row.id,
            name=row.outlet or row.name,
            published=day_words(row.published_start),
            agency=agency[row.id].agency,
        )
        for row in ordered
    )
