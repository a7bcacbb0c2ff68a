"""Pages out of web archives (WARC), thousands from one file.

What an archive holds and is no report (pictures, style sheets, answers that say "not found") is
told in one row for each kind, with how many there are: nothing is left out unsaid.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any, Final

from fastwarc.warc import ArchiveIterator, WarcRecordType

from consilience.model.case import Skipped
from consilience.reading.blocks import FoundField
from consilience.reading.fields import address_date
from consilience.reading.raw import RawReport, set_aside, skipped_part

MAX_PAGE: Final = 16_000_000
"""Bytes of one page; what is larger is no page."""

_PAGES: Final = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "application/pdf": "application/pdf",
}
_HELD: Final = (
    WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
    | WarcRecordType.conversion
)  # fmt: skip


def address_fields(address: str) -> tuple[FoundField, ...]:
    """Return what the address of a record states: itself, and the day that it may hold.

    A canonical address on the page outranks it.
    """
    own = FoundField("url", address, "web archive", "address of the record", 0.6)
    return own, *address_date(address)


def open_warc(name: str, stream: IO[bytes]) -> Iterator[RawReport | Skipped]:
    """Yield the pages of a web archive, successful responses that are documents, and what is left.

    Bodies come out as a browser sees them: unpacked, and whole where they were sent in chunks.
    """
    left: Counter[tuple[str, str]] = Counter()
    last, damage = 0, ""
    try:
        records = ArchiveIterator(stream, record_types=_HELD, parse_http=True, auto_decode="all")
        for record in records:
            last = record.stream_pos
            kind = _left_out(record)
            if kind is not None:
                left[kind] += 1
            else:
                yield from _page(name, record)
        damage = "cut off" if _ends_early(stream, last) else ""
    except OSError as error:
        damage = str(error)
    for (what, reason), count in sorted(left.items()):
        yield set_aside(name, what, f"{count:,} of them: {reason}")
    if damage:
        yield skipped_part(name, "end", f"the web archive is damaged from here on: {damage}")


def _left_out(record: Any) -> tuple[str, str] | None:
    """Return what sort of record this is and why it is no report, ``None`` where it may be one."""
    if record.record_type == WarcRecordType.revisit:
        return "unchanged pages", "the same as in an earlier archive, which holds them"
    if record.record_type == WarcRecordType.conversion:
        return "conversions", "made from pages that the archive holds"
    status = record.http_headers.status_code if record.http_headers is not None else 200
    if status != 200:
        return f"answers with status {status}", "no page came back"
    media_type = (record.http_content_type or "").lower()
    if media_type not in _PAGES:
        return f"files of type {media_type or 'unknown'}", "no pages"
    return None


def _page(name: str, record: Any) -> Iterator[RawReport | Skipped]:
    address = record.headers.get("WARC-Target-URI") or ""
    whole = record.content_length
    data = record.reader.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        yield skipped_part(name, address, f"more than {MAX_PAGE:,} bytes: no page")
        return
    if len(data) < whole and not _is_encoded(record):
        reason = f"cut off: {len(data):,} of {whole:,} bytes are there, and are read"
        yield skipped_part(name, address, reason)
    yield RawReport(
        name,
        data,
        address,
        _PAGES[record.http_content_type.lower()],
        address_fields(address),
        record.headers.get("WARC-Date"),
    )


def _is_encoded(record: Any) -> bool:
    headers = record.http_headers
    return headers is not None and bool(
        headers.get("Content-Encoding") or headers.get("Transfer-Encoding")
    )


def _ends_early(stream: IO[bytes], last: int) -> bool:
    """Tell whether a packed archive goes on behind its *last* record and does not end well.

    The reader stops at what it cannot unpack as if the file ended there.
    """
    if not stream.seekable():
        return False
    stream.seek(last)
    if stream.read(2) != b"\x1f\x8b":
        return False
    stream.seek(last)
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        while data := member.unused_data or stream.read(16_384):
            if member.eof:
                member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            member.decompress(data)
    except zlib.error:
        return True
    return not member.eof
