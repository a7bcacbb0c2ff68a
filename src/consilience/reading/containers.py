"""Files that hold many reports: archives, web archives, tables and feeds.

Opened as a stream, member by member, with bounds on how much comes out of how little: an archive
may be made to fill a disk. Names inside an archive are labels only; nothing is ever written there.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import IO, Final

from consilience.model.case import SET_ASIDE, Skipped
from consilience.reading.feeds import Record, read_json_feed, read_xml_feed
from consilience.reading.gzipped import open_gzip
from consilience.reading.raw import RawReport, set_aside, skipped_part
from consilience.reading.records import RECORD_TYPE, write_record
from consilience.reading.tables import open_lines, open_table
from consilience.reading.webarchives import open_warc

MAX_MEMBER: Final = 64_000_000
"""Bytes of one member; a report is smaller."""
MAX_TOTAL: Final = 20_000_000_000
"""Bytes that may come out of one file."""
MAX_RATIO: Final = 200
"""How many times larger than packed a member may be; text packs about 10 times."""
MAX_DEPTH: Final = 2
"""Archives inside of archives."""
_NO_REPORTS: Final = frozenset(
    (
        ".png .jpg .jpeg .jpe .gif .webp .avif .svg .ico .bmp .tif .tiff .heic "
        ".js .mjs .map .css .woff .woff2 .ttf .otf .eot "
        ".mp3 .m4a .ogg .wav .mp4 .webm .mov .avi .mkv"
    ).split()
)
"""Ends of names of pictures, programs, style sheets, fonts, sound and film."""
MAX_FEED: Final = 256_000_000
"""Bytes of a feed or JSON file, which is read whole."""

Found = RawReport | Skipped
Opener = Callable[[str, IO[bytes]], Iterator[Found]]


def expand_file(name: str, stream: IO[bytes], *, depth: int = 0) -> Iterator[Found]:
    """Yield the reports of the file *name*, or nothing where it is no container.

    What cannot be read of it is a `Skipped` row; the rest still comes out.
    """
    opener = _opener(name)
    if opener is None:
        return
    if depth >= MAX_DEPTH:
        yield skipped_part(name, None, f"archives nested more than {MAX_DEPTH} deep")
        return
    empty = True
    try:
        for found in opener(name, stream):
            empty = empty and isinstance(found, Skipped) and found.stage == SET_ASIDE
            yield from _opened_further(found, depth)
        if empty:
            yield skipped_part(name, None, "no report in it")
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, OSError) as error:
        yield skipped_part(name, None, f"the archive is damaged from here on: {error}")


def is_container(name: str) -> bool:
    """Tell by its name whether a file may hold several reports."""
    return _opener(name) is not None


def _opened_further(found: Found, depth: int) -> Iterator[Found]:
    """Yield *found*, or what is inside of it where it is a container itself."""
    if isinstance(found, Skipped) or found.member is None or found.media_type is not None:
        yield found
        return
    if not is_container(found.member):
        yield found
        return
    for inner in expand_file(found.member, io.BytesIO(found.data), depth=depth + 1):
        if isinstance(inner, Skipped) and inner.stage == SET_ASIDE:
            yield set_aside(found.name, inner.what, inner.reason)
        elif isinstance(inner, Skipped):
            yield skipped_part(found.name, found.member, inner.reason)
        else:
            member = f"{found.member}!{inner.member}"
            yield RawReport(
                found.name, inner.data, member, inner.media_type, inner.given, inner.retrieved_at
            )


def _opener(name: str) -> Opener | None:
    lower = name.lower()
    for ending, opener in _OPENERS.items():
        if lower.endswith(ending):
            return opener
    return None


def _zip(name: str, stream: IO[bytes]) -> Iterator[Found]:
    total = 0
    with zipfile.ZipFile(stream) as archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        yield from tell_beside(name, (info.filename for info in members))
        for info in sorted(members, key=lambda info: info.filename):
            if _hidden(info.filename) or is_no_report(info.filename):
                continue
            reason = _refused(info.file_size, info.compress_size, total)
            if info.flag_bits & 1:
                reason = "locked with a password"
            if reason is not None:
                yield skipped_part(name, info.filename, reason)
                continue
            try:
                with archive.open(info) as member:
                    data = member.read(MAX_MEMBER + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                yield skipped_part(name, info.filename, f"damaged, or packed oddly: {error}")
                continue
            total += len(data)
            yield RawReport(name, data, info.filename)


def is_no_report(member: str) -> bool:
    """Tell by its name whether a file is a picture, program, style sheet, font, sound or film."""
    return PurePosixPath(member).suffix.lower() in _NO_REPORTS


def tell_beside(name: str, members: Iterable[str]) -> Iterator[Skipped]:
    """Yield what the archive or folder *name* holds beside reports, a row for each kind of file."""
    kinds = Counter(
        PurePosixPath(member).suffix.lower()
        for member in members
        if is_no_report(member) and not _hidden(member)
    )
    for kind, count in sorted(kinds.items()):
        yield set_aside(name, f"files of type {kind}", f"{count:,} of them: no reports")


def _refused(size: int, packed: int, total: int) -> str | None:
    if size > MAX_MEMBER:
        return f"{size:,} bytes, more than {MAX_MEMBER:,}"
    if packed and size > 1_000_000 and size / packed > MAX_RATIO:
        return f"unpacks to {size // packed:,} times its size"
    if total + size > MAX_TOTAL:
        return f"the archive unpacks to more than {MAX_TOTAL:,} bytes"
    return None


def _hidden(member: str) -> bool:
    parts = PurePosixPath(member).parts
    return any(part.startswith((".", "__MACOSX")) for part in parts if part not in ("..", "."))


def _tar(name: str, stream: IO[bytes]) -> Iterator[Found]:
    total = 0
    head = stream.read(6)
    stream.seek(0)
    packing = next((name for magic, name in _PACKINGS.items() if head.startswith(magic)), "")
    # Told by its first bytes: asked to find out, tarfile unpacks half a gigabyte of nothing.
    beside: list[str] = []
    with tarfile.open(fileobj=stream, mode=f"r:{packing}") as archive:  # type: ignore[call-overload]
        for info in archive:
            if info.isdir() or _hidden(info.name):
                continue
            if info.isfile() and is_no_report(info.name):
                beside.append(info.name)
                continue
            reason = _refused(info.size, 0, total) if info.isfile() else "a link or device"
            member = archive.extractfile(info) if reason is None else None
            if member is None:
                yield skipped_part(name, info.name, reason or "no plain file")
                continue
            data = member.read(MAX_MEMBER + 1)
            total += len(data)
            yield RawReport(name, data, info.name)
    yield from tell_beside(name, beside)


_PACKINGS: Final = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz"}


def _gzip(name: str, stream: IO[bytes]) -> Iterator[Found]:
    """Yield the file that is packed in *stream*, or what is inside of it where it holds many."""
    inside, unpacked = PurePosixPath(name).name[: -len(".gz")], open_gzip(stream)
    lines = _BY_LINE.get(PurePosixPath(inside).suffix.lower())
    if lines is not None:  # of any length
        yield from lines(name, unpacked)
        return
    data = unpacked.read(MAX_MEMBER + 1)
    if len(data) > MAX_MEMBER:
        yield skipped_part(name, inside, f"more than {MAX_MEMBER:,} bytes")
    else:
        yield RawReport(name, data, inside)


def _wacz(name: str, stream: IO[bytes]) -> Iterator[Found]:
    with zipfile.ZipFile(stream) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.filename.startswith("archive/"):
                with archive.open(info) as member:
                    for found in open_warc(name, member):
                        yield _of_part(found, name, info.filename)


def _of_part(found: Found, name: str, part: str) -> Found:
    """Return *found* with the part of the archive that it tells of: there may be several."""
    if not isinstance(found, Skipped):
        return found
    what = f"{part}: {found.what.removeprefix(f'{name}!')}"
    make = set_aside if found.stage == SET_ASIDE else skipped_part
    return make(name, what, found.reason)


def _feed(read: Callable[[bytes], Iterator[Record] | str]) -> Opener:
    def open_feed(name: str, stream: IO[bytes]) -> Iterator[Found]:
        data = stream.read(MAX_FEED + 1)
        found = read(data) if len(data) <= MAX_FEED else f"more than {MAX_FEED:,} bytes"
        if isinstance(found, str):
            yield skipped_part(name, None, found)
            return
        for number, record in enumerate(found, 1):
            filled = {key: value for key, value in record.items() if value not in (None, "", [])}
            if filled:
                yield RawReport(name, write_record(filled), f"item {number}", RECORD_TYPE)

    return open_feed


_BY_LINE: Final[dict[str, Opener]] = {
    ".jsonl": open_lines,
    ".ndjson": open_lines,
    ".csv": open_table,
    ".tsv": open_table,
}
_OPENERS: Final[dict[str, Opener]] = {
    ".zip": _zip,
    ".wacz": _wacz,
    ".tar": _tar,
    ".tar.gz": _tar,
    ".tgz": _tar,
    ".tar.bz2": _tar,
    ".tar.xz": _tar,
    ".warc": open_warc,
    ".warc.gz": open_warc,
    **_BY_LINE,
    ".rss": _feed(read_xml_feed),
    ".atom": _feed(read_xml_feed),
    ".xml": _feed(read_xml_feed),
    ".json": _feed(read_json_feed),
    ".gz": _gzip,
}
