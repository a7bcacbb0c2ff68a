"""Pages out of web archives (WARC), thousands from one file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from fastwarc.warc import ArchiveIterator, WarcRecordType

from consilience.model.case import Skipped
from consilience.reading.blocks import FoundField
from consilience.reading.raw import RawReport

MAX_PAGE: Final = 16_000_000
"""Bytes of one page; what is larger is no page."""

_PAGES: Final = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "application/pdf": "application/pdf",
}


def address_field(address: str) -> FoundField:
    """Return the address of a record as a candidate: a canonical one on the page outranks it."""
    return FoundField("url", address, "web archive", "address of the record", 0.6)


def open_warc(name: str, stream: IO[bytes]) -> Iterator[RawReport | Skipped]:
    """Yield the pages of a web archive: successful responses that are documents."""
    records = ArchiveIterator(
        stream, record_types=WarcRecordType.response | WarcRecordType.resource, parse_http=True
    )
    for record in records:
        address = record.headers.get("WARC-Target-URI") or ""
        media_type = _PAGES.get((record.http_content_type or "").lower())
        status = record.http_headers.status_code if record.http_headers is not None else 200
        if media_type is None or status != 200:
            continue
        data = record.reader.read(MAX_PAGE + 1)
        if len(data) > MAX_PAGE:
            continue
        yield RawReport(
            name,
            data,
            address,
            media_type,
            (address_field(address),),
            record.headers.get("WARC-Date"),
        )
