"""One pass of consecutive document stages: each stale document goes to a process once.

A document starts at its first stale stage; what the stages before it wrote is read from the case.
Rows travel as the values that SQLite holds and are unpacked in the process that needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from consilience.engines.local import LocalEngine
from consilience.model.case import Skipped
from consilience.model.rows import Row
from consilience.model.sentences import Parse, Sentence
from consilience.model.tables import BY_NAME, Tables, Views
from consilience.pipeline.run import check_written
from consilience.pipeline.stage import Stage, only_rows
from consilience.store.casefile import CaseFile
from consilience.store.columns import decode_row, digest_rows, encode_row, select_from
from consilience.store.digests import Digests
from consilience.store.results import DocumentResult, owner_of, write_documents
from consilience.workspace.keys import document_key

Values = tuple[Any, ...]

DOCUMENTS_A_TASK: Final = 8
DOCUMENTS_A_TRANSACTION: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTask:
    """One document on its way through the stages from its first stale one on."""

    document: str
    stages: tuple[Stage, ...]
    rows: Mapping[str, Sequence[Values]]  # by table
    digests: Mapping[str, str]  # by table, of this document
    whole: Mapping[str, str]  # digests of shared tables
    parsing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Tasks for one process, and the rows of the tables that all of them share."""

    tasks: tuple[DocumentTask, ...]
    shared: Mapping[str, Sequence[Values]]


def run_document_pass(
    case: CaseFile,
    stages: Sequence[Stage],
    tasks: Sequence[DocumentTask],
    *,
    engine: LocalEngine,
    digests: Digests,
    advance: Callable[[int], None],
) -> None:
    """Run *stages* over the documents of *tasks* and write what they make."""
    shared = _shared_rows(case, stages)
    batches = (
        Batch(
            tasks=tuple(_filled(case, task) for task in tasks[at : at + DOCUMENTS_A_TASK]),
            shared=shared,
        )
        for at in range(0, len(tasks), DOCUMENTS_A_TASK)
    )
    alone = len(tasks) <= 2 * DOCUMENTS_A_TASK
    waiting: list[DocumentResult] = []
    for results in engine.map(run_batch, batches, alone=alone):
        waiting.extend(results)
        advance(len({result.document for result in results}))
        if len({result.document for result in waiting}) >= DOCUMENTS_A_TRANSACTION:
            write_documents(case, waiting, kinds=BY_NAME, digests=digests)
            waiting = []
    write_documents(case, waiting, kinds=BY_NAME, digests=digests)


def find_stale(
    case: CaseFile,
    stages: Sequence[Stage],
    *,
    digests: Digests,
    whole: Mapping[str, str],
    parsing: str,
) -> list[DocumentTask]:
    """Return a task, still without rows, for every document that a stage has not seen as it is."""
    found = []
    tables = {kind.table for stage in stages for kind in (*stage.reads, *stage.writes)}
    for (document,) in case.connection.execute("SELECT id FROM documents ORDER BY id"):
        own = digests.for_document(tables, document)
        for at, stage in enumerate(stages):
            key = document_key(stage, own, whole=whole, parsing=parsing)
            if digests.given(stage.name, document) != key:
                found.append(
                    DocumentTask(
                        document=document,
                        stages=tuple(stages[at:]),
                        rows={},
                        digests=own,
                        whole=whole,
                        parsing=parsing,
                    )
                )
                break
    return found


def run_batch(batch: Batch) -> list[DocumentResult]:
    """Return what the stages make of the documents of *batch*; runs in a process of its own."""
    shared = {
        BY_NAME[table]: [decode_row(BY_NAME[table], values) for values in rows]
        for table, rows in batch.shared.items()
    }
    return [result for task in batch.tasks for result in _run_task(task, shared)]


def _run_task(
    task: DocumentTask, shared: Mapping[type[Row], list[Row]]
) -> Iterator[DocumentResult]:
    rows: dict[type[Row], Sequence[Row]] = {
        BY_NAME[table]: [decode_row(BY_NAME[table], values) for values in found]
        for table, found in task.rows.items()
    }
    digests = dict(task.digests)
    views: Views = {}
    for stage in task.stages:
        key = document_key(stage, digests, whole=task.whole, parsing=task.parsing)
        readable = {
            kind: found
            for kind, found in (*rows.items(), *shared.items())
            if kind in stage.readable
        }
        made = only_rows(stage.run(Tables(readable, readable=stage.readable, views=views)))
        check_written(stage, made)
        encoded: dict[str, list[Values]] = {}
        for kind in stage.writes:
            own = sorted((row for row in made if type(row) is kind), key=lambda row: row.id)
            rows[kind] = own
            encoded[kind.table] = [encode_row(row) for row in own]
            digests[kind.table] = digest_rows(encoded[kind.table])
        yield DocumentResult(
            stage=stage.name,
            document=task.document,
            input=key,
            rows=encoded,
            digests={table: digests[table] for table in encoded},
            skipped=[encode_row(row) for row in made if isinstance(row, Skipped)],
        )


def _filled(case: CaseFile, task: DocumentTask) -> DocumentTask:
    """Return *task* with the rows that its stages read and do not write themselves."""
    written = {kind for stage in task.stages for kind in stage.writes}
    wanted = {kind for stage in task.stages for kind in stage.reads} - written
    rows = {
        kind.table: _rows_of(case, kind, task.document)
        for kind in sorted(wanted, key=lambda kind: kind.table)
    }
    return DocumentTask(
        document=task.document,
        stages=task.stages,
        rows=rows,
        digests=task.digests,
        whole=task.whole,
        parsing=task.parsing,
    )


def _rows_of(case: CaseFile, kind: type[Row], document: str) -> list[Values]:
    if kind is Parse:
        query = (
            f"{select_from(Parse)} WHERE id IN (SELECT parse FROM {Sentence.table}"
            " WHERE document = ?) ORDER BY id"
        )
    else:
        query = f'{select_from(kind)} WHERE "{owner_of(kind)}" = ? ORDER BY id'
    return case.connection.execute(query, (document,)).fetchall()


def _shared_rows(case: CaseFile, stages: Sequence[Stage]) -> dict[str, list[Values]]:
    kinds = {kind for stage in stages for kind in stage.shared}
    return {
        kind.table: case.connection.execute(f"{select_from(kind)} ORDER BY id").fetchall()
        for kind in sorted(kinds, key=lambda kind: kind.table)
    }
