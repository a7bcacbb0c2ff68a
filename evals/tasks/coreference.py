"""Which given mentions are one event: `tell_given` and ``merge_events``, each topic a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from consilience.extraction.events.settings import TellSettings
from consilience.extraction.events.tell import tell_given
from consilience.merging.events import merge_events
from consilience.merging.settings import MergeSettings
from consilience.model.events import EventMember, EventMention, SuggestedMerge
from consilience.model.rows import DocumentRow, Row
from consilience.model.sentences import Parse, Sentence
from consilience.model.tables import Tables
from consilience.pipeline.document_stages import TELL
from consilience.pipeline.merging_stages import MERGE_EVENTS
from consilience.pipeline.run import Rows, run_stage
from consilience.pipeline.stages import STAGES
from consilience.pipeline.text_stages import GROUP_STORIES
from evals.pile import document_rows, read_lines, run_cached, write_lines

_BEFORE: Final = [stage for stage in STAGES[: STAGES.index(TELL)] if stage.unit != "corpus"]
_CORPUS: Final = [
    stage for stage in STAGES[: STAGES.index(MERGE_EVENTS)] if stage.name.startswith("resolve")
]
_SETTINGS: Final = MergeSettings(one_topic=True)


def predict(folder: Path, out: Path) -> None:
    """Write the events of the mentions of *folder*."""
    records = list(read_lines(folder, "documents"))
    given = [row for record in records for row in document_rows(record["id"], record["text"])]
    by_document = _split(run_cached(_BEFORE, given))
    topics: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        topics[record["topic"]].append(record)
    write_lines(
        out, [answer for found in topics.values() for answer in _answers(found, by_document)]
    )


def _answers(
    records: Sequence[Mapping[str, Any]], by_document: Mapping[str, Rows]
) -> Iterator[dict[str, Any]]:
    rows: Rows = {EventMention: []}
    for record in records:
        own = by_document[record["id"]]
        for kind, several in own.items():
            rows.setdefault(kind, []).extend(several)
        spans = [(mention["start"], mention["end"]) for mention in record["mentions"]]
        tables = Tables({**dict.fromkeys(TELL.reads, ()), **own})
        told = tell_given(tables, spans=spans, settings=TellSettings())
        rows[EventMention].extend(row for row in told if isinstance(row, EventMention))
    for stage in (*_CORPUS, GROUP_STORIES):
        for row in run_stage(stage, rows, views={}):
            rows.setdefault(type(row), []).append(row)
    empty: dict[type[Row], Any] = dict.fromkeys((*MERGE_EVENTS.readable, SuggestedMerge), ())
    merged = list(merge_events(Tables({**empty, **rows}), settings=_SETTINGS))
    events = {row.mention: row.event for row in merged if isinstance(row, EventMember)}
    told_at = {
        (row.document, row.trigger.start, row.trigger.end): row.id
        for row in rows[EventMention]
        if isinstance(row, EventMention)
    }
    for record in records:
        yield {
            "id": record["id"],
            "clusters": {
                mention["mention_id"]: events[told_at[key]]
                for mention in record["mentions"]
                if (key := (record["id"], mention["start"], mention["end"])) in told_at
            },
        }


def _split(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(dict)
    for kind, several in rows.items():
        for row in several:
            owner = row.document if isinstance(row, DocumentRow) else row.id
            found[owner].setdefault(kind, []).append(row)
    parses = {row.id: row for row in rows.get(Parse, ())}
    for own in found.values():
        wanted = {row.parse for row in own.get(Sentence, ()) if isinstance(row, Sentence)}
        own[Parse] = [parses[key] for key in sorted(wanted) if key in parses]
    return found
