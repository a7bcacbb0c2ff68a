"""Take reports into a case: bytes in, evidence and blocks out."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from consilience.engines.limits import within_limit
from consilience.engines.local import LocalEngine
from consilience.errors import ConsilienceError, OutOfTimeError
from consilience.model.case import SET_ASIDE, Skipped
from consilience.model.documents import Capture, Document
from consilience.model.rows import Row
from consilience.reading.blocks import FoundField
from consilience.reading.containers import expand_file, is_container, tell_beside
from consilience.reading.raw import RawReport, skipped_part
from consilience.reading.reports import READER_VERSION, read_report
from consilience.reading.webarchives import address_fields
from consilience.store.casefile import CaseFile
from consilience.store.evidence import Read, add_reports, known_captures, original, sha256
from consilience.store.purge import purged_hashes
from consilience.workspace.files import MAX_BYTES, ReportFile

_PURGED: Final = "taken out of this case for good by a purge; it is not read in again"
FILES_A_TRANSACTION: Final = 64
ALONE_BELOW: Final = 40
"""Files; fewer are read sooner by one process than another one has started."""
ALONE_BYTES: Final = 4_000_000
"""A larger file is read in another process, which can be stopped."""
MAX_SECONDS: Final = 120.0
"""Of processor time for one report; the longest of 969 saved pages takes a quarter of a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of the files that were given."""

    files: int
    read: int  # files read now
    known: int  # files that the case held already
    repeated: int  # files whose bytes stand in another of the files given
    skipped: int


def take_reports(
    case: CaseFile,
    files: Sequence[ReportFile],
    *,
    engine: LocalEngine,
    advance: Callable[[int], None],
) -> Taken:
    """Read *files* into *case*, those left out that it holds already."""
    known, purged = known_captures(case), purged_hashes(case)
    counts = {"known": 0, "repeated": 0, "skipped": 0, "read": 0}
    hashes: set[str] = set()

    def fresh() -> Iterator[RawReport | Skipped]:
        yield from _set_aside(files)
        for file in files:
            for found in () if file.is_beside else _load(file):
                key = sha256(found.data) if isinstance(found, RawReport) else ""
                counts["repeated"] += key in hashes
                if key:
                    hashes.add(key)
                if key in purged:
                    yield skipped_part(f"sha256:{key[:16]}", None, _PURGED)
                elif isinstance(found, RawReport) and (found.name, key) in known:
                    counts["known"] += 1
                else:
                    yield found
            advance(1)

    waiting: list[Read] = []
    found = engine.map(read_one, fresh(), alone=_are_few(files), lost=_lost, apart=_is_long)
    for read in found:
        waiting.append(read)
        counts["read"] += 1
        counts["skipped"] += any(
            isinstance(row, Skipped) and row.stage != SET_ASIDE for row in read.rows
        )
        if len(waiting) >= FILES_A_TRANSACTION:
            add_reports(case, waiting)
            waiting = []
    add_reports(case, waiting)
    return Taken(files=len(files), **counts)


def _set_aside(files: Sequence[ReportFile]) -> Iterator[Skipped]:
    """Yield what lies beside reports in each folder, by kind of file."""
    folders: dict[str, list[str]] = defaultdict(list)
    for file in files:
        if file.is_beside:
            folder = str(PurePosixPath(file.name).parent)
            folders["this folder" if folder == "." else folder].append(file.name)
    for folder, names in sorted(folders.items()):
        yield from tell_beside(folder, names)


def _are_few(files: Sequence[ReportFile]) -> bool:
    """Tell whether *files* are few and short; the others are read where they can be stopped."""
    return len(files) < ALONE_BELOW and not any(
        is_container(file.name) or file.path.stat().st_size > ALONE_BYTES for file in files
    )


def _is_long(report: RawReport | Skipped) -> bool:
    """Tell whether *report* is read in a process that can be ended even with one job."""
    return isinstance(report, RawReport) and len(report.data) > ALONE_BYTES


def read_one(report: RawReport | Skipped, *, seconds: float = MAX_SECONDS) -> Read:
    """Return what reading makes of *report*; runs in a process of its own.

    Args:
        report: A report, or what was skipped in place of one.
        seconds: Of processor time that it may take.
    """
    if isinstance(report, Skipped):
        return Read(name=report.what, data=b"", rows=[report])
    rows: list[Row] = []
    try:
        rows = within_limit(lambda: read_report(report), seconds=seconds)
    except OutOfTimeError:
        reason = f"took longer than {seconds:,.0f} s of processor time"
        rows = [skipped_part(report.label, None, reason)]
    except (RecursionError, MemoryError) as error:
        rows = [skipped_part(report.label, None, f"too deep or too large to be read: {error}")]
    return Read(name=report.label, data=report.data, rows=rows)


def _lost(report: RawReport | Skipped) -> Read:
    """Return the result for a *report* over which a process came to its end."""
    name = report.what if isinstance(report, Skipped) else report.label
    reason = f"stopped: more than {2 * MAX_SECONDS:,.0f} s of processor time, or too little memory"
    return Read(name=name, data=b"", rows=[skipped_part(name, None, reason)])


def reread_originals(case: CaseFile) -> int:
    """Read the originals anew where another version of the reader read them; return how many.

    Frozen texts stay as they are: a document whose text the reader would now freeze otherwise
    keeps its text and blocks, and a skipped row says so.
    """
    found = case.connection.execute("SELECT value FROM facts WHERE name = 'reader'").fetchone()
    present = case.connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    texts = case.connection.execute("SELECT count(*) FROM texts").fetchone()[0]
    if found is not None and found[0] == str(READER_VERSION) and present == texts:
        return 0
    captures = list(case.rows(Capture))
    for capture in captures:
        _reread(case, capture)
    with case.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO facts VALUES ('reader', ?)", (str(READER_VERSION),)
        )
    return len(captures)


def _reread(case: CaseFile, capture: Capture) -> None:
    data = original(case, capture.raw_sha256)
    report = _as_captured(capture, data)
    rows = read_one(report).rows
    documents = [row.id for row in rows if isinstance(row, Document)]
    if documents == [capture.document]:
        add_reports(case, [Read(name=report.label, data=data, rows=rows)], replace=True)
    else:
        reason = "this version of the reader would freeze another text; the frozen one stays"
        add_reports(
            case,
            [Read(name=report.label, data=data, rows=[skipped_part(report.label, None, reason)])],
        )


def _as_captured(capture: Capture, data: bytes) -> RawReport:
    """Return the report as it was handed in, from what the case keeps of it."""
    given: tuple[FoundField, ...] = ()
    if capture.retrieved_at is not None and capture.member is not None:
        given = address_fields(capture.member)
    return RawReport(
        capture.name, data, capture.member, capture.media_type, given, capture.retrieved_at
    )


def _load(file: ReportFile) -> Iterator[RawReport | Skipped]:
    """Yield the report that *file* is, or those that it holds."""
    try:
        with file.path.open("rb") as stream:
            if is_container(file.name):
                yield from expand_file(file.name, stream)
            elif os.fstat(stream.fileno()).st_size > MAX_BYTES:
                yield skipped_part(file.name, None, f"larger than {MAX_BYTES:,} bytes")
            else:
                yield RawReport(name=file.name, data=stream.read(MAX_BYTES))
    except OSError as error:
        raise ConsilienceError(f"cannot read {file.path}: {error.strerror or error}") from error
