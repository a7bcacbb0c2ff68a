"""How an evaluation reads the inputs of a set and runs the product's own stages over them.

Parses are kept in ``out/parses.sqlite`` between runs, keyed by the model's identity: an evaluation
that is run twice parses nothing the second time. Everything else is worked out afresh.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from consilience.extraction.parsing import model_identity
from consilience.model.documents import Block, Document, Text
from consilience.model.ids import content_id
from consilience.model.rows import Row
from consilience.model.sentences import Parse, Words
from consilience.model.tables import Tables
from consilience.pipeline.run import Rows, missing_words, run_stage
from consilience.pipeline.stage import Stage

CACHE: Final = Path(__file__).parent.parent / "out" / "parses.sqlite"


def read_lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of ``folder/name.jsonl`` or ``folder/name.jsonl.gz``.

    Raises:
        FileNotFoundError: there is neither.

    """
    packed = folder / f"{name}.jsonl.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
        return
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def write_lines(path: Path, answers: Iterable[object]) -> None:
    """Write *answers* to *path*, one JSON object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for answer in answers:
            lines.write(json.dumps(answer, ensure_ascii=False) + "\n")


def document_rows(  # noqa: PLR0913 - the fields that sets state
    key: str,
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    blocks: Sequence[tuple[int, int, str]] | None = None,
) -> list[Row]:
    """Return the rows that reading would make of a text whose offsets must stay as they are.

    Args:
        key: The set's own id of the document; it becomes the row's id.
        text: Frozen as given.
        published: ISO date, where the set states one.
        blocks: Start, end and kind; by default, the paragraphs of *text*.

    """
    document = Document(
        id=key,
        name=key,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        text_length=len(text),
        title=title,
        outlet=outlet,
        outlet_kind="unknown",
        authors=(),
        agency=None,
        url=url,
        language="en",
        published_start=published,
        published_end=published,
        published_precision="day" if published else None,
        published_reason="given with the set" if published else "not given with the set",
        modified=None,
        withdrawn=False,
        sensitivity="none",
    )
    found = [*blocks] if blocks is not None else list(_paragraphs(text))
    return [
        document,
        Text(id=key, text=text),
        *(
            Block(
                id=content_id("bl", key, start, end),
                document=key,
                ordinal=ordinal,
                kind=kind,  # type: ignore[arg-type]  # the caller's own kinds
                start=start,
                end=end,
                reason="given",
                repeats=None,
                locator=None,
            )
            for ordinal, (start, end, kind) in enumerate(found)
        ),
    ]


def run_cached(stages: Sequence[Stage], given: Iterable[Row]) -> Rows:
    """Return what ``consilience.pipeline.run.run_stages`` returns, with parses from the cache."""
    rows: Rows = {}
    for row in given:
        rows.setdefault(type(row), []).append(row)
    views: dict[str, dict[object, object]] = {
        document.id: {} for document in rows.get(Document, ())
    }
    for stage in stages:
        made = (
            _parse_cached(stage, rows)
            if stage.unit == "sentence"
            else run_stage(stage, rows, views=views)
        )
        for row in made:
            rows.setdefault(type(row), []).append(row)
    return {kind: sorted(found, key=lambda row: row.id) for kind, found in rows.items()}


def _parse_cached(stage: Stage, rows: Rows) -> list[Row]:
    CACHE.parent.mkdir(exist_ok=True)
    cache = sqlite3.connect(CACHE, timeout=600)
    cache.execute(
        "CREATE TABLE IF NOT EXISTS parses (model, id, n, packed, lemmas, PRIMARY KEY (model, id))"
    )
    model = f"{model_identity()} {stage.fingerprint}"
    wanted = missing_words(rows)
    found: list[Row] = []
    missing: list[Words] = []
    for words in wanted:
        hit = cache.execute(
            "SELECT n, packed, lemmas FROM parses WHERE model = ? AND id = ?", (model, words.id)
        ).fetchone()
        if hit is None:
            missing.append(words)
        else:
            found.append(Parse(id=words.id, n_tokens=hit[0], packed=hit[1], lemmas=hit[2]))
    for at in range(0, len(missing), 5_000):
        made = list(stage.run(Tables({Words: missing[at : at + 5_000]})))
        with cache:
            cache.executemany(
                "INSERT OR IGNORE INTO parses VALUES (?, ?, ?, ?, ?)",
                [
                    (model, row.id, row.n_tokens, row.packed, row.lemmas)
                    for row in made
                    if isinstance(row, Parse)
                ],
            )
        found.extend(made)
    cache.close()
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line), "paragraph"
        at += len(line) + 1
