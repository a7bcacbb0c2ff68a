"""Run stages over rows in memory, one after the other: for tests, evaluations and small piles.

The engines do the same over a case file, in parallel and without repeating work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from consilience.errors import StageError
from consilience.model.case import Skipped
from consilience.model.documents import Text
from consilience.model.rows import DocumentRow, Row
from consilience.model.sentences import Parse, Sentence, Words
from consilience.model.tables import Tables, Views
from consilience.pipeline.stage import Stage, only_rows
from consilience.text.sentences import sentence_words

Rows = dict[type[Row], list[Row]]


def run_stages(stages: Sequence[Stage], given: Iterable[Row]) -> Rows:
    """Return the rows *given* and those that *stages* make of them, by kind, sorted by id."""
    rows: Rows = defaultdict(list)
    for row in given:
        rows[type(row)].append(row)
    views: dict[str, Views] = defaultdict(dict)
    for stage in stages:
        for row in run_stage(stage, rows, views=views):
            rows[type(row)].append(row)
    return {kind: sorted(found, key=lambda row: row.id) for kind, found in rows.items()}


def run_stage(stage: Stage, rows: Rows, *, views: dict[str, Views]) -> list[Row]:
    """Return what *stage* makes of *rows*, checked against what it declares.

    Args:
        stage: Its unit tells how it is called.
        rows: All rows so far.
        views: Shared views by document, so that stages of one pass unpack a parse once.

    """
    if stage.unit == "document":
        made = list(_each_document(stage, rows, views))
    elif stage.unit == "sentence":
        made = only_rows(stage.run(Tables({Words: missing_words(rows)})))
    else:
        made = only_rows(stage.run(Tables(rows, readable=stage.readable)))
    check_written(stage, made)
    return made


def check_written(stage: Stage, made: Iterable[Row]) -> None:
    """Raise a `StageError` unless every row is of a declared kind, and no id comes twice."""
    allowed = {*stage.writes, Skipped}
    seen: set[str] = set()
    for row in made:
        if type(row) not in allowed:
            raise StageError(f"stage {stage.name} wrote {row.table}, which it does not declare")
        if row.id in seen:
            raise StageError(f"stage {stage.name} wrote {row.table} {row.id} twice")
        seen.add(row.id)


def missing_words(rows: Rows) -> list[Words]:
    """Return the words of every distinct sentence in *rows* that has no parse yet."""
    texts = {row.id: row.text for row in rows.get(Text, ()) if isinstance(row, Text)}
    known = {row.id for row in rows.get(Parse, ())}
    found: dict[str, Words] = {}
    for row in rows.get(Sentence, ()):
        if isinstance(row, Sentence) and row.parse not in known and row.parse not in found:
            words = sentence_words(texts[row.document][row.start : row.end])
            found[row.parse] = Words(id=row.parse, words=words)
    return sorted(found.values(), key=lambda words: words.id)


def _each_document(stage: Stage, rows: Rows, views: dict[str, Views]) -> Iterator[Row]:
    by_document: dict[str, Rows] = defaultdict(lambda: defaultdict(list))
    parses = {row.id: row for row in rows.get(Parse, ())}
    for kind in stage.reads:
        if kind is Parse:
            continue
        for row in rows.get(kind, ()):
            owner = row.document if isinstance(row, DocumentRow) else row.id
            by_document[owner][kind].append(row)
    shared: Rows = {kind: rows.get(kind, []) for kind in stage.shared}
    for owner in sorted(by_document):
        own = by_document[owner]
        if Parse in stage.reads:
            wanted = {row.parse for row in own[Sentence] if isinstance(row, Sentence)}
            own[Parse] = [parses[key] for key in sorted(wanted) if key in parses]
        tables = Tables({**own, **shared}, readable=stage.readable, views=views[owner])
        yield from only_rows(stage.run(tables))
