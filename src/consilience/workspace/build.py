"""Build a case: take the reports in, then run every stage that has something new to see."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from consilience.engines.local import LocalEngine
from consilience.errors import CaseError, PathError
from consilience.model.case import SET_ASIDE, Skipped
from consilience.model.decisions import Decision
from consilience.pipeline.stage import Stage
from consilience.pipeline.stages import STAGES
from consilience.store.casefile import CaseFile
from consilience.store.decisions import head_hash
from consilience.store.digests import Digests
from consilience.store.opening import open_for_build
from consilience.store.purge import finish_purge
from consilience.store.results import group_digest
from consilience.workspace.corpus_pass import RowsAtHand, run_corpus_stage, thawed_rows
from consilience.workspace.document_pass import DocumentTask, find_stale, run_document_pass
from consilience.workspace.files import find_files
from consilience.workspace.given import write_user_tables
from consilience.workspace.ingest import Taken, reread_originals, take_reports
from consilience.workspace.keys import corpus_key, whole_tables
from consilience.workspace.progress import Progress, Silent
from consilience.workspace.sentence_pass import (
    drop_stale_parses,
    drop_unused_parses,
    find_missing,
    run_sentence_stage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """How much work a stage had."""

    stage: str
    unit: str  # document, sentence or corpus
    ran: int  # documents or sentences that it ran over; for a corpus stage 1, or 0: nothing new
    seconds: float  # of the pass that it was part of; for people, never stored


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSummary:
    """What a build did."""

    case: Path
    files: int
    read: int
    known: int
    repeated: int
    skipped: int  # skipped rows in the case now, what was set aside not among them
    set_aside: int  # kinds of what archives hold beside reports, in the case now
    documents: int  # in the case now
    stages: tuple[StageCount, ...]
    rows: dict[str, int] = field(default_factory=dict)  # by table, in the case now


def build_case(
    reports: Sequence[Path],
    *,
    case: Path,
    jobs: int = 1,
    vocabulary: Sequence[Path] = (),
    gazetteer: Sequence[Path] = (),
    progress: Progress | None = None,
) -> BuildSummary:
    """Build *case* from *reports* (files and folders), or bring it up to date.

    Args:
        reports: May be empty for a case that exists: it is brought up to date.
        jobs: Processes to work with; never changes the result.
        vocabulary: The user's own bodies and groups; given once, the case remembers them.
        gazetteer: The user's own places; given once, the case remembers them.
        progress: Told of every step.

    Raises:
        InputError: what was given cannot be used.
        CaseBusyError: another process is building the case.
    """
    told = progress or Silent()
    if not reports and not case.exists():
        raise PathError(f"no report given, and there is no case {case} to bring up to date")
    files = find_files(reports)
    with open_for_build(case) as opened, LocalEngine(jobs=jobs) as engine, thawed_rows():
        since = Digests(opened)
        write_user_tables(opened, vocabulary=vocabulary, gazetteer=gazetteer)
        reread_originals(opened)
        told.start("read", len(files))
        taken = take_reports(opened, files, engine=engine, advance=told.advance)
        told.finish(
            f"read: {taken.files:,} files, {taken.known:,} known, {taken.skipped:,} skipped"
        )
        if taken.read:
            _prepare(engine, STAGES)
        counts = list(run_pipeline(opened, STAGES, engine=engine, progress=told, since=since))
        finish_purge(opened)
        return _summary(case, opened, taken, counts)


def add_to_case(
    reports: Sequence[Path], *, case: Path, jobs: int = 1, progress: Progress | None = None
) -> BuildSummary:
    """Add *reports* to a *case* that is there, and bring it up to date.

    Raises:
        CaseError: there is no such case.
        InputError: what was given cannot be used.
    """
    if not case.is_file():
        raise CaseError(f"no such case: {case}", hint="make one with: consilience build REPORTS…")
    return build_case(reports, case=case, jobs=jobs, progress=progress)


def _prepare(engine: LocalEngine, stages: Sequence[Stage]) -> None:
    """Let another process load what sentences need while this one looks for copies."""
    for stage in stages:
        if stage.prepare is not None:
            engine.prepare(stage.prepare)


def run_pipeline(
    case: CaseFile,
    stages: Sequence[Stage],
    *,
    engine: LocalEngine,
    progress: Progress,
    since: Digests | None = None,
) -> Iterator[StageCount]:
    """Run every stage that has something new to see; yield how much each had to do.

    Args:
        case: It is written to.
        stages: All of them.
        engine: Runs work over processes.
        progress: Told of every step.
        since: Digests of the case before anything was put into it, so that stages which saw it as
            it was then can be told what differs.

    """
    (parse,) = [stage for stage in stages if stage.unit == "sentence"]
    digests = Digests(case)
    at_hand = RowsAtHand(case, digests, since=since)
    # Decisions made from here on are for the next build.
    digests.put(Decision.table, {"": head_hash(case)})
    rest = list(stages)
    for unit, group in groupby(stages, key=lambda stage: stage.unit):
        members = list(group)
        if unit == "document":
            yield from _document_pass(
                case, members, parse, digests=digests, engine=engine, progress=progress
            )
            rest = rest[len(members) :]
            continue
        for stage in members:
            rest = rest[1:]
            if unit == "sentence":
                yield _sentence_stage(case, stage, engine=engine, progress=progress)
            else:
                yield _corpus_stage(case, stage, parse, at_hand=at_hand, progress=progress)
                at_hand.keep_only({kind for later in rest for kind in later.readable})


def _document_pass(
    case: CaseFile,
    stages: list[Stage],
    parse: Stage,
    *,
    digests: Digests,
    engine: LocalEngine,
    progress: Progress,
) -> Iterator[StageCount]:
    began = time.monotonic()
    tasks = find_stale(
        case,
        stages,
        digests=digests,
        whole=whole_tables(stages, digests),
        parsing=parse.fingerprint,
    )
    names = ", ".join(stage.name for stage in stages)
    progress.start(names, len(tasks))
    if tasks:
        run_document_pass(
            case, stages, tasks, engine=engine, digests=digests, advance=progress.advance
        )
    seconds = time.monotonic() - began
    progress.finish(f"{names}: {len(tasks):,} documents")
    yield from (
        StageCount(stage=stage.name, unit="document", ran=_ran(stage, tasks), seconds=seconds)
        for stage in stages
    )


def _ran(stage: Stage, tasks: list[DocumentTask]) -> int:
    return sum(stage in task.stages for task in tasks)


def _sentence_stage(
    case: CaseFile, stage: Stage, *, engine: LocalEngine, progress: Progress
) -> StageCount:
    began = time.monotonic()
    drop_stale_parses(case, stage)
    drop_unused_parses(case)
    words = find_missing(case)
    progress.start(stage.name, len(words))
    if words:
        run_sentence_stage(case, stage, words, engine=engine, advance=progress.advance)
    progress.finish(f"{stage.name}: {len(words):,} sentences")
    return StageCount(
        stage=stage.name, unit="sentence", ran=len(words), seconds=time.monotonic() - began
    )


def _corpus_stage(
    case: CaseFile, stage: Stage, parse: Stage, *, at_hand: RowsAtHand, progress: Progress
) -> StageCount:
    began = time.monotonic()
    digests, since = at_hand.digests, at_hand.since
    if Skipped in stage.reads:  # written by every stage, so that no stage keeps its digest
        digests.put(Skipped.table, {"": group_digest(case, Skipped, "")})
    given = corpus_key(stage, digests, parsing=parse.fingerprint)
    stale = digests.given(stage.name, "") != given
    progress.start(stage.name, 1)
    if stale:
        seen = since is not None and since.given(stage.name, "") == corpus_key(
            stage, since, parsing=parse.fingerprint
        )
        run_corpus_stage(case, stage, at_hand, given=given, seen=seen)
    progress.advance()
    progress.finish(f"{stage.name}: {'done' if stale else 'nothing new'}")
    return StageCount(
        stage=stage.name, unit="corpus", ran=int(stale), seconds=time.monotonic() - began
    )


def _summary(
    path: Path, case: CaseFile, taken: Taken, counts: Sequence[StageCount]
) -> BuildSummary:
    kinds = {kind.table for stage in STAGES for kind in stage.writes}
    rows = {table: case.size(table) for table in sorted(kinds)}
    aside = sum(row.stage == SET_ASIDE for row in case.rows(Skipped))
    return BuildSummary(
        case=path,
        files=taken.files,
        read=taken.read,
        known=taken.known,
        repeated=taken.repeated,
        skipped=case.size("skipped") - aside,
        set_aside=aside,
        documents=case.size("documents"),
        stages=tuple(counts),
        rows=rows,
    )
