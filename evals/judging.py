"""A sheet on which a person judges merged events and contradictions against the texts.

    python -m evals.judging CASE --seed 7 -o sheet/

A sample is drawn by the seed, the same for the same case. ``sheet.txt`` is read by the judge, who
needs nothing else; answers go into ``sheet.json``, beside ``verdict`` (true, false or null for
cannot tell) and ``why``. ``--tally sheet.json`` counts them.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from consilience.model.documents import Document
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.findings import Contradiction, Side
from consilience.model.source import RowSource
from consilience.model.spans import Span
from consilience.workspace.case import open_case

BEFORE: Final = 260
AFTER: Final = 260
MOST_WORDS: Final = 6
"""Characters around the words in question, and places shown of one event or side."""
QUESTIONS: Final = {
    "event": "Do all these passages tell of one and the same happening?",
    "contradiction": (
        "Do the two sides speak of the same matter, and can they not both be right as said?"
    ),
}


def draw_sheet(record: RowSource, *, seed: int, size: int) -> list[dict[str, Any]]:
    """Return *size* merged events and as many contradictions, drawn by *seed*."""
    draw = random.Random(seed)
    events = [row for row in record.rows(Event) if row.n_reports > 1]
    contradictions = list(record.rows(Contradiction))
    chosen = draw.sample(events, min(size, len(events)))
    disputed = draw.sample(contradictions, min(size, len(contradictions)))
    items = [_event_item(row, record) for row in chosen]
    items += [_contradiction_item(row, record) for row in disputed]
    return items


def _event_item(event: Event, record: RowSource) -> dict[str, Any]:
    mentions = (
        record.get(EventMention, row.mention) for row in record.rows(EventMember, event=event.id)
    )
    first: dict[str, EventMention] = {}
    for mention in sorted(
        (row for row in mentions if row is not None), key=lambda row: (row.document, row.trigger)
    ):
        first.setdefault(mention.document, mention)
    passages = [_passage(row.trigger, record) for row in list(first.values())[:MOST_WORDS]]
    return _item("event", event.id, event.title, [{"value": event.kind, "passages": passages}])


def _contradiction_item(row: Contradiction, record: RowSource) -> dict[str, Any]:
    sides = [
        {
            "value": side.value,
            "origins": list(side.origins),
            "passages": [_passage(span, record) for span in _spread(side)],
        }
        for side in row.sides
    ]
    return {**_item("contradiction", row.id, row.title, sides), "explanation": row.explanation}


def _item(what: str, key: str, title: str, sides: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "what": what,
        "id": key,
        "question": QUESTIONS[what],
        "title": title,
        "sides": sides,
        "verdict": None,
        "why": "",
    }


def _spread(side: Side) -> list[Span]:
    """Return words of the side, of each report once before any comes twice."""
    turns: dict[str, int] = {}
    ranked = []
    for span in side.spans:
        turns[span.document] = turns.get(span.document, -1) + 1
        ranked.append((turns[span.document], span))
    return [span for _, span in sorted(ranked)][:MOST_WORDS]


def _passage(span: Span, record: RowSource) -> dict[str, str]:
    document = record.get(Document, span.document)
    text = record.text(span.document)
    before = text[max(0, span.start - BEFORE) : span.start]
    after = text[span.end : span.end + AFTER]
    return {
        "report": document.name if document else span.document,
        "published": (document.published_start or "not known")[:10] if document else "not known",
        "words": " ".join(f"{before}[[{span.quote}]]{after}".split()),
    }


def sheet_lines(items: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the sheet as a person reads it."""
    for number, item in enumerate(items, start=1):
        yield f"{number}. {item['what']} {item['id']}: {item['title']}"
        yield f"   {item['question']}"
        for side in item["sides"]:
            yield f"   - {side['value']}" + (
                f" ({', '.join(side['origins'][:4])})" if side.get("origins") else ""
            )
            for passage in side["passages"]:
                yield f"       {passage['report']}, {passage['published']}: {passage['words']}"
        yield ""


def tally(items: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield how many of each sort were judged right."""
    for what in QUESTIONS:
        verdicts = [item["verdict"] for item in items if item["what"] == what]
        judged = [verdict for verdict in verdicts if verdict is not None]
        share = f"{sum(judged) / len(judged):.0%}" if judged else "none judged"
        yield f"{what}: {sum(judged)} of {len(judged)} right ({share}), {len(verdicts)} drawn"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a sheet, or count the answers of one."""
    parser = argparse.ArgumentParser(prog="python -m evals.judging", description=__doc__)
    parser.add_argument("case", nargs="?", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=50)
    parser.add_argument("-o", "--output", type=Path, default=Path())
    parser.add_argument("--tally", type=Path)
    given = parser.parse_args(arguments)
    if given.tally is not None:
        items = json.loads(given.tally.read_text(encoding="utf-8"))
        sys.stdout.writelines(f"{line}\n" for line in tally(items))
        return 0
    if given.case is None:
        parser.error("name a case, or a sheet with --tally")
    with open_case(given.case) as record:
        items = draw_sheet(record, seed=given.seed, size=given.size)
    given.output.mkdir(parents=True, exist_ok=True)
    text = "\n".join(sheet_lines(items))
    (given.output / "sheet.txt").write_text(text, encoding="utf-8")
    (given.output / "sheet.json").write_text(
        json.dumps(items, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    sys.stdout.write(f"{len(items)} items in {given.output}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
