"""In which encoding is a file written, and how do we know?"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from consilience.text.normalise import REPLACEMENT

SAMPLE_BYTES: Final = 200_000
"""Looked at to recognise a legacy encoding; more changes nothing and costs time."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HIGH = re.compile(rb"[\x80-\xff]")
# WHATWG: pages that say latin-1 or ASCII mean Windows-1252.
_MEANT: Final = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
                 "us-ascii": "cp1252", "iso8859-1": "cp1252", "iso-8859-9": "cp1254",
                 "gb2312": "gb18030", "gbk": "gb18030"}  # fmt: skip
_MAGIC: Final = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"SQLite format 3\x00", "an SQLite file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"RIFF", "a sound or video file"),
    (b"OggS", "a sound or video file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"BZh", "a bzip2 file"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, and how they were read."""

    text: str
    encoding: str
    reason: str


def decode_report(data: bytes, *, markup: bool) -> Decoded:
    """Return the characters of *data*; no byte is lost without the reason saying so.

    Tried in this order: byte order mark, UTF-16 without one, the charset that the page declares,
    UTF-8, legacy encodings by their letter frequencies, UTF-8 with invalid bytes as U+FFFD.

    Args:
        data: As handed in; not binary (see `binary_reason`).
        markup: Whether a declaration inside the text counts.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name, "byte order mark")
    wide = _wide_without_mark(data)
    if wide is not None:
        return _lenient(data, wide, "every other byte is zero")
    if data.isascii():
        return Decoded(data.decode("ascii"), "utf-8", "all bytes are ASCII")
    declared = _declared(data) if markup else None
    found = _strict(data, declared, f"declared as {declared}") if declared else None
    note = "" if found or not declared else f"; declared as {declared}, which the bytes contradict"
    found = found or _strict(data, "utf-8", "valid UTF-8" + note)
    return found or _legacy(data, note)


def binary_reason(data: bytes) -> str | None:
    """Return why *data* is no text, or ``None`` where it may be text."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return f"binary file: {what}"
    if any(data.startswith(mark) for mark, _ in _MARKS) or _wide_without_mark(data):
        return None
    sample = data[:SAMPLE_BYTES]
    controls = len(sample.translate(None, _TEXT_BYTES))
    if controls > 0.02 * len(sample) + 2:
        return f"binary file: {controls:,} control bytes in the first {len(sample):,}"
    return None


_TEXT_BYTES: Final = bytes({7, 8, 9, 10, 11, 12, 13, 27} | set(range(0x20, 0x100)) - {0x7F})


def _wide_without_mark(data: bytes) -> str | None:
    sample = data[: min(len(data) // 2 * 2, 20_000)]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:8_192])
    if match is None:
        return None
    name = (match.group(1) or match.group(2)).decode("ascii").lower()
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    # A page that is read byte by byte cannot be UTF-16, whatever it says.
    return None if name.startswith(("utf-16", "utf16", "ucs")) else name


def _strict(data: bytes, name: str, reason: str) -> Decoded | None:
    meant = _MEANT.get(name, name)
    try:
        text = data.decode(meant)
    except (UnicodeDecodeError, LookupError):
        return None
    if not isinstance(text, str):
        return None
    return Decoded(text, meant, reason)


def _lenient(data: bytes, name: str, reason: str) -> Decoded:
    text = data.decode(name, errors="replace")
    own = REPLACEMENT.encode(name, errors="ignore")  # empty where the encoding has no such mark
    lost = text.count(REPLACEMENT) - (data.count(own) if own else 0)
    if lost > 0:
        reason += f"; {lost:,} invalid places replaced by U+FFFD"
    return Decoded(text, name, reason)


def _legacy(data: bytes, note: str) -> Decoded:
    """Choose between a damaged UTF-8 file and a legacy encoding."""
    as_utf8 = data.decode("utf-8", errors="replace")
    lost = as_utf8.count(REPLACEMENT)
    valid = sum(1 for char in as_utf8[:SAMPLE_BYTES] if char > "\x7f" and char != REPLACEMENT)
    if valid > as_utf8[:SAMPLE_BYTES].count(REPLACEMENT):
        return Decoded(
            as_utf8, "utf-8", f"mostly valid UTF-8; {lost:,} invalid bytes replaced by U+FFFD{note}"
        )
    name = _guess(data)
    found = _strict(data, name, f"recognised by its letters{note}")
    return found or _lenient(data, name, f"recognised by its letters{note}")


def _guess(data: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    # Start where the first foreign letter stands: a long plain start would drown it.
    first = _HIGH.search(data)
    start = max(0, first.start() - 2_000) if first else 0
    sample = data[start : start + SAMPLE_BYTES]
    name = _MEANT.get(detect_encoding(sample) or "cp1252", detect_encoding(sample) or "cp1252")
    high = _HIGH.findall(sample)
    # A handful of typographic marks tells nothing about letters: Windows-1252 is the usual writer.
    if len(set(high)) <= 8 and all(byte in _MARKS_OF_1252 for byte in high):
        return "cp1252"
    return name


_MARKS_OF_1252: Final = frozenset(
    bytes([value]) for value in (0x80, 0x82, 0x84, 0x85, 0x8B, *range(0x91, 0x98), 0x99, 0x9B, 0xA0,
                                 0xA3, 0xA9, 0xAB, 0xAE, 0xB0, 0xB7, 0xBB)
)  # fmt: skip
