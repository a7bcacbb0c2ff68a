"""Parse every distinct sentence that has no parse yet, in batches over the processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from consilience.engines.local import LocalEngine
from consilience.model.sentences import Parse, Words
from consilience.model.tables import Tables
from consilience.pipeline.stage import Stage, only_rows
from consilience.store.casefile import CaseFile
from consilience.store.columns import encode_row, insert_into
from consilience.text.sentences import sentence_words

SENTENCES_A_BATCH: Final = 256
ALONE_BELOW: Final = 1_500
"""Sentences; fewer are parsed sooner by one process than a second one has loaded its model."""

_MISSING: Final = (
    "SELECT s.parse, s.document, s.start, s.end FROM sentences s"
    " JOIN (SELECT min(id) AS id FROM sentences WHERE parse NOT IN (SELECT id FROM parses)"
    " GROUP BY parse) first ON first.id = s.id ORDER BY s.document, s.start"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseTask:
    """A batch of sentences for one process."""

    stage: Stage
    words: tuple[Words, ...]


def drop_stale_parses(case: CaseFile, stage: Stage) -> None:
    """Forget all parses if another model, or another version of the stage, made them."""
    found = case.connection.execute("SELECT value FROM facts WHERE name = 'parsing'").fetchone()
    if found is not None and found[0] == stage.fingerprint:
        return
    with case.transaction() as connection:
        connection.execute("DELETE FROM parses")
        connection.execute(
            "INSERT OR REPLACE INTO facts VALUES ('parsing', ?)", (stage.fingerprint,)
        )


def drop_unused_parses(case: CaseFile) -> None:
    """Forget the parses of sentences that no document carries any more: they hold its words."""
    carried = case.connection.execute("SELECT count(DISTINCT parse) FROM sentences").fetchone()[0]
    if case.size(Parse.table) <= carried:
        return
    with case.transaction() as connection:
        connection.execute("DELETE FROM parses WHERE id NOT IN (SELECT parse FROM sentences)")


def find_missing(case: CaseFile) -> list[Words]:
    """Return the words of every sentence that has no parse yet, each once, sorted by id."""
    found = []
    document, text = "", ""
    for parse, owner, start, end in case.connection.execute(_MISSING).fetchall():
        if owner != document:
            document, text = owner, case.text(owner)
        found.append(Words(id=parse, words=sentence_words(text[start:end])))
    return sorted(found, key=lambda words: words.id)


def run_sentence_stage(
    case: CaseFile,
    stage: Stage,
    words: list[Words],
    *,
    engine: LocalEngine,
    advance: Callable[[int], None],
) -> None:
    """Parse *words* and write the parses, a transaction a batch."""
    tasks = (
        ParseTask(stage=stage, words=tuple(words[at : at + SENTENCES_A_BATCH]))
        for at in range(0, len(words), SENTENCES_A_BATCH)
    )
    alone = len(words) < ALONE_BELOW and not engine.is_prepared
    for encoded in engine.map(run_parse_task, tasks, alone=alone):
        with case.transaction() as connection:
            connection.executemany(insert_into(Parse), encoded)
        advance(len(encoded))


def run_parse_task(task: ParseTask) -> list[tuple[Any, ...]]:
    """Return the encoded parses of *task*; runs in a process of its own."""
    return [encode_row(row) for row in _parses(task)]


def _parses(task: ParseTask) -> Iterator[Parse]:
    for row in only_rows(task.stage.run(Tables({Words: task.words}))):
        if isinstance(row, Parse):
            yield row
