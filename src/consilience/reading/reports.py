"""From one file to the rows of one document.

Pure: the same name and bytes give the same rows, whenever and wherever they are read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from consilience.model.documents import Block, Capture, Document, FieldCandidate, Text
from consilience.model.rows import Row
from consilience.model.scales import OutletKind
from consilience.model.spans import Span, span_of
from consilience.reading.addresses import bare_address, known_sites, site_of
from consilience.reading.blocks import FoundField, Page
from consilience.reading.encoding import Decoded, binary_reason, decode_report
from consilience.reading.fields import choose, find_text_fields
from consilience.reading.formats import BYTE_READERS
from consilience.reading.html import read_html
from consilience.reading.language import find_language
from consilience.reading.plain import find_blocks
from consilience.reading.publication import find_publication
from consilience.reading.raw import RawReport, skipped_part
from consilience.reading.records import RECORD_TYPE, read_record
from consilience.text.normalise import freeze_text

__all__ = ["MEDIA_TYPES", "READER_VERSION", "RawReport", "media_type_of", "read_report"]

MEDIA_TYPES: Final = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".mhtml": "message/rfc822",
    ".mht": "message/rfc822",
}
"""Media type by the end of a file's name; other files are skipped."""

READER_VERSION: Final = 13
"""Raise it whenever blocks or fields come out differently: every case reads its originals again."""

_AS_PROSE: Final = frozenset({"headline", "paragraph", "quote", "list", "caption"})


def read_report(report: RawReport) -> list[Row]:
    """Return capture, document, text, blocks and field candidates of *report*.

    Returns:
        A single `Skipped` row with the reason where nothing can be read.
    """
    media_type = media_type_of(report)
    if media_type is None:
        return [skipped_part(report.name, report.member, _unsupported(report))]
    if not report.data.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf"):
        return [
            skipped_part(
                report.name,
                report.member,
                "empty file" if not report.data else "empty file: only blanks",
            )
        ]
    if media_type in BYTE_READERS:
        decoded = Decoded("", "binary", f"read as {media_type}")
        page = BYTE_READERS[media_type](report.data)
    else:
        binary = binary_reason(report.data)
        if binary is not None:
            return [skipped_part(report.name, report.member, binary)]
        decoded = decode_report(report.data, markup=media_type == "text/html")
        page = _READERS[media_type](decoded.text)
    if isinstance(page, str):
        return [skipped_part(report.name, report.member, page)]
    if not any(char.isalnum() for char in page.text):
        return [skipped_part(report.name, report.member, "nothing readable: no words in it")]
    return list(_rows(report, media_type, decoded, page))


def media_type_of(report: RawReport) -> str | None:
    """Return the media type of *report* by its name, or by its head where the name has no end."""
    if report.media_type is not None:
        return report.media_type
    suffix = PurePosixPath(report.member or report.name).suffix.lower()
    if suffix:
        return MEDIA_TYPES.get(suffix)
    head = report.data[:1_000].lstrip().lower()
    return "text/html" if head.startswith((b"<!doctype html", b"<html")) else "text/plain"


def _unsupported(report: RawReport) -> str:
    binary = binary_reason(report.data)
    suffix = PurePosixPath(report.member or report.name).suffix
    allowed = " ".join(sorted(MEDIA_TYPES))
    return (
        f"unsupported type {suffix}" + (f" ({binary})" if binary else "") + f"; read are {allowed}"
    )


def _read_plain(text: str) -> Page:
    frozen = freeze_text(text)
    blocks = find_blocks(frozen)
    return Page(frozen, blocks, list(find_text_fields(frozen, blocks)))


def _read_html(text: str) -> Page:
    return read_html(text)


_READERS: Final[dict[str, Callable[[str], Page | str]]] = {
    RECORD_TYPE: read_record,
    "text/plain": _read_plain,
    "text/markdown": _read_plain,
    "text/html": _read_html,
}


def _rows(report: RawReport, media_type: str, decoded: Decoded, page: Page) -> Iterator[Row]:
    language, why = find_language(_prose(page))
    candidates = [
        *report.given,
        *page.fields,
        *([FoundField("language", language, "text", why, 0.9)] if language else []),
    ]
    chosen = choose(candidates)
    document = _document(
        report, page, _Chosen([candidates[i] for i, yes in chosen.items() if yes], candidates)
    )
    raw_sha256 = hashlib.sha256(report.data).hexdigest()
    yield Capture(
        id=Capture.make_id(document.id, raw_sha256, report.name, report.member),
        document=document.id,
        name=report.name,
        member=report.member,
        raw_sha256=raw_sha256,
        size_bytes=len(report.data),
        media_type=media_type,
        encoding=decoded.encoding,
        encoding_reason=decoded.reason,
        url=next((found.value for found in candidates if found.field == "url"), None),
        retrieved_at=report.retrieved_at,
    )
    yield document
    yield Text(id=document.id, text=page.text)
    yield from _blocks(document.id, page)
    for index, found in enumerate(candidates):
        yield _candidate(
            document.id, page.text, found, index=index, chosen=chosen.get(index, False)
        )


def _prose(page: Page) -> str:
    found: list[str] = []
    length = 0
    for block in page.blocks:
        if block.kind in _AS_PROSE and block.repeats is None:
            found.append(page.text[block.start : min(block.end, block.start + 4_000)])
            length += len(found[-1])
        if length > 4_000:
            break
    return "\n".join(found)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The chosen candidates of a document."""

    found: list[FoundField]
    all: list[FoundField]

    def value(self, field: str) -> str | None:
        """Return the chosen value of *field*."""
        return next((found.value for found in self.found if found.field == field), None)


def _document(report: RawReport, page: Page, chosen: _Chosen) -> Document:
    text_sha256 = hashlib.sha256(page.text.encode("utf-8")).hexdigest()
    url, outlet = chosen.value("url"), chosen.value("outlet")
    publication = find_publication(chosen.all)
    address = bare_address(url) if url else outlet or ""
    return Document(
        id=Document.make_id(text_sha256, address),
        name=report.label,
        text_sha256=text_sha256,
        text_length=len(page.text),
        title=chosen.value("title"),
        outlet=outlet,
        outlet_kind=_outlet_kind(url, outlet),
        authors=tuple(dict.fromkeys(f.value for f in chosen.found if f.field == "author")),
        agency=chosen.value("agency"),
        url=url,
        language=chosen.value("language"),
        published_start=publication.start,
        published_end=publication.end,
        published_precision=publication.precision,
        published_reason=publication.reason,
        modified=chosen.value("modified"),
        withdrawn=chosen.value("withdrawn") is not None,
        sensitivity="none",
    )


def _outlet_kind(url: str | None, outlet: str | None) -> OutletKind:
    known = known_sites()
    site = site_of(url) if url else None
    if site in known:
        return known[site][1]
    named = {name.lower(): kind for name, kind in known.values()}
    return named.get((outlet or "").lower(), "unknown")


def _blocks(document: str, page: Page) -> Iterator[Block]:
    ids = [Block.make_id(document, block.start, block.end) for block in page.blocks]
    for ordinal, block in enumerate(page.blocks):
        yield Block(
            id=ids[ordinal],
            document=document,
            ordinal=ordinal,
            kind=block.kind,
            start=block.start,
            end=block.end,
            reason=block.reason,
            repeats=None if block.repeats is None else ids[block.repeats],
            locator=block.locator,
        )


def _candidate(
    document: str, text: str, found: FoundField, *, index: int, chosen: bool
) -> FieldCandidate:
    span: Span | None = None
    if found.start is not None and found.end is not None:
        span = span_of(document, text, found.start, found.end)
    return FieldCandidate(
        id=FieldCandidate.make_id(document, found.field, found.value, found.where_found, index),
        document=document,
        field=found.field,
        value=found.value,
        precision=found.precision,
        where_found=found.where_found,
        rule=found.rule,
        confidence=found.confidence,
        chosen=chosen,
        span=span,
    )
