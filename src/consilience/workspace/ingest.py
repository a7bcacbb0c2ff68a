"""Take reports into a case: bytes in, evidence and blocks out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.engines.local import LocalEngine
from consilience.errors import ConsilienceError
from consilience.model.case import Skipped
from consilience.model.documents import Capture, Document
from consilience.model.rows import Row
from consilience.reading.blocks import FoundField
from consilience.reading.containers import expand_file, is_container
from consilience.reading.raw import RawReport
from consilience.reading.reports import READER_VERSION, read_report
from consilience.reading.webarchives import address_field
from consilience.store.casefile import CaseFile
from consilience.store.evidence import Read, add_reports, known_captures, original, sha256
from consilience.store.purge import purged_hashes
from consilience.workspace.files import MAX_BYTES, ReportFile

_PURGED: Final = "taken out of this case for good by a purge; it is not read in again"
FILES_A_TRANSACTION: Final = 64
ALONE_BELOW: Final = 40
"""Files; fewer are read sooner by one process than another one has started."""


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
        for file in files:
            for found in _load(file):
                key = sha256(found.data) if isinstance(found, RawReport) else ""
                counts["repeated"] += key in hashes
                if key:
                    hashes.add(key)
                if key in purged:
                    yield _skipped(f"sha256:{key[:16]}", _PURGED)
                elif isinstance(found, RawReport) and (found.name, key) in known:
                    counts["known"] += 1
                else:
                    yield found
            advance(1)

    waiting: list[Read] = []
    few = len(files) < ALONE_BELOW and not any(is_container(file.name) for file in files)
    for read in engine.map(read_one, fresh(), alone=few):
        waiting.append(read)
        counts["read"] += 1
        counts["skipped"] += any(isinstance(row, Skipped) for row in read.rows)
        if len(waiting) >= FILES_A_TRANSACTION:
            add_reports(case, waiting)
            waiting = []
    add_reports(case, waiting)
    return Taken(files=len(files), **counts)


def read_one(report: RawReport | Skipped) -> Read:
    """Return what reading makes of *report*; runs in a process of its own."""
    if isinstance(report, Skipped):
        return Read(name=report.what, data=b"", rows=[report])
    if len(report.data) > MAX_BYTES:
        rows: list[Row] = [_skipped(report.label, f"larger than {MAX_BYTES:,} bytes")]
    else:
        rows = list(read_report(report))
    return Read(name=report.label, data=report.data, rows=rows)


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
    rows = read_report(report)
    documents = [row.id for row in rows if isinstance(row, Document)]
    if documents == [capture.document]:
        add_reports(case, [Read(name=report.label, data=data, rows=rows)], replace=True)
    else:
        reason = "this version of the reader would freeze another text; the frozen one stays"
        add_reports(
            case,
            [Read(name=report.label, data=data, rows=[_skipped(report.label, reason)])],
        )


def _as_captured(capture: Capture, data: bytes) -> RawReport:
    """Return the report as it was handed in, from what the case keeps of it."""
    given: tuple[FoundField, ...] = ()
    if capture.retrieved_at is not None and capture.member is not None:
        given = (address_field(capture.member),)
    return RawReport(
        capture.name, data, capture.member, capture.media_type, given, capture.retrieved_at
    )


def _load(file: ReportFile) -> Iterator[RawReport | Skipped]:
    """Yield the report that *file* is, or those that it holds."""
    try:
        with file.path.open("rb") as stream:
            if is_container(file.name):
                yield from expand_file(file.name, stream)
            else:
                yield RawReport(name=file.name, data=stream.read(MAX_BYTES + 1))
    except OSError as error:
        raise ConsilienceError(f"cannot read {file.path}: {error.strerror or error}") from error


def _skipped(name: str, reason: str) -> Skipped:
    return Skipped(
        id=Skipped.make_id("read", name), what=name, document=None, stage="read", reason=reason
    )
