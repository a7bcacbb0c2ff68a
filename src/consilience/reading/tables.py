"""Reports that stand one a line: JSONL, and tables with a column for each field."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO, Final

from consilience.model.case import Skipped
from consilience.reading.raw import RawReport, skipped_part
from consilience.reading.records import RECORD_TYPE, write_record

MAX_LINE: Final = 64_000_000
"""Bytes of one line; a report is shorter. A longer one is never held in memory."""


def open_lines(name: str, stream: IO[bytes]) -> Iterator[RawReport | Skipped]:
    """Yield a report for each line that is not empty."""
    for number, line in _lines(stream):
        if line is None:
            yield skipped_part(name, f"line {number}", f"more than {MAX_LINE:,} bytes")
        elif line.strip():
            yield RawReport(name, line, f"line {number}", RECORD_TYPE)


def open_table(name: str, stream: IO[bytes]) -> Iterator[RawReport | Skipped]:
    """Yield a report for each row of a table, by the names in its first row."""
    csv.field_size_limit(MAX_LINE)
    delimiter = "\t" if name.lower().removesuffix(".gz").endswith(".tsv") else ","
    reader = csv.DictReader(_decoded(stream), delimiter=delimiter, restkey="", strict=False)
    try:
        for row in reader:
            record = {key: value for key, value in row.items() if key and value}
            if record:
                yield RawReport(name, write_record(record), f"line {reader.line_num}", RECORD_TYPE)
    except csv.Error as error:
        reason = f"no row of a table, and none behind it is read: {error}"
        yield skipped_part(name, f"line {reader.line_num}", reason)


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and bytes of each line, ``None`` for one that is too long."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        whole = len(line) <= MAX_LINE
        if not whole:
            while line and not line.endswith(b"\n"):
                line = stream.readline(65_536)
        yield number, line if whole else None


def _decoded(stream: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a table; those that are no UTF-8 as spreadsheets on Windows write them."""
    for number, line in _lines(stream):
        if line is None:
            raise csv.Error(f"line {number} has more than {MAX_LINE:,} bytes")
        bare = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        try:
            yield bare.decode("utf-8")
        except UnicodeDecodeError:
            yield bare.decode("cp1252", errors="replace")
