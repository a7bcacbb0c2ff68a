"""``python -m evals.gold_spans [SET ...]``: how well are places resolved whose names are given?

The field's usual "resolution" figure: the product is told where the toponyms stand (the spans of
the set's gold, never its coordinates) and says where on Earth they are. A name that the product
finds by itself keeps what it reads of it; of the others it has the words alone. Beside it stands
the share of those that have coordinates which got a point at all.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from consilience.extraction.places.locating import name_candidates
from consilience.model.places import Place, PlaceMention
from consilience.model.spans import Span
from consilience.pipeline.document_stages import LOCATE, NAME, PARSE, SPLIT
from evals.pile import document_rows, read_lines, run_cached, write_lines
from evals.scoring import run_scorer
from evals.sets import SHARED
from evals.tasks.places import resolve

SETS = ("lgl", "trnews")


def main(sets: Sequence[str]) -> int:
    """Print the figures of each of *sets*."""
    print(f"{'set':<8} {'acc@161':>8} {'with point':>11} {'exact id':>9}")
    for name in sets or SETS:
        folder = SHARED / "data" / "places" / name
        answers = list(_answers(folder))
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "answers.jsonl"
            write_lines(out, answers)
            score = run_scorer("places", folder, out)
        pointed = _with_point(folder, answers)
        accuracy, exact = score["res_acc161"], score["res_exact_id"]
        print(f"{name:<8} {accuracy:>8.3f} {pointed:>11.3f} {exact:>9.3f}")
    return 0


def _answers(folder: Path) -> Iterator[dict[str, Any]]:
    texts = {one["id"]: one["text"] for one in read_lines(folder, "documents")}
    given = [row for key, text in texts.items() for row in document_rows(key, text)]
    rows = run_cached((SPLIT, PARSE, NAME, LOCATE), given)
    found: dict[str, list[PlaceMention]] = {key: [] for key in texts}
    for row in rows.get(PlaceMention, ()):
        assert isinstance(row, PlaceMention)
        found[row.document].append(row)
    for line in read_lines(folder, "gold"):
        key = line["id"]
        spans = [(one["start"], one["end"]) for one in line["toponyms"]]
        yield {"id": key, "toponyms": list(_toponyms(key, texts[key], spans, found[key]))}


def _toponyms(
    key: str, text: str, spans: Sequence[tuple[int, int]], found: Sequence[PlaceMention]
) -> Iterator[dict[str, Any]]:
    named = {span: _mention(key, text, span, found) for span in spans}
    kept = {mention.id: mention for mention in (*found, *named.values())}
    placed, by_id = resolve(kept.values())
    for (start, end), mention in named.items():
        place = placed.get(mention.id)
        while place is not None and place.latitude is None and place.within in by_id:
            place = by_id[place.within or ""]
        yield {"start": start, "end": end, **_point(place)}


def _mention(
    key: str, text: str, span: tuple[int, int], found: Sequence[PlaceMention]
) -> PlaceMention:
    """Return the product's own mention at *span*, or one that knows the words alone."""
    start, end = span
    for mention in found:
        if mention.span.start < end and start < mention.span.end:
            # The sets count "Russian" as a toponym of Russia; the product names a people.
            people = mention.kind == "people"
            return replace(mention, kind="country") if people else mention
    name = text[start:end]
    kind, candidates = name_candidates(name)
    return PlaceMention(
        id=PlaceMention.make_id(key, start, end, "given"),
        document=key,
        sentence="",
        span=Span(document=key, start=start, end=end, quote=name),
        name=name,
        kind=kind,
        metonym=False,
        candidates=candidates,
        relation=None,
        anchor=None,
        second_anchor=None,
        distance_km=None,
        bearing=None,
        relation_span=None,
        rule="given",
    )


def _point(place: Place | None) -> dict[str, Any]:
    number = place.gazetteer if place else None
    return {
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "geonameid": int(number[3:]) if number and number.startswith("gn:") else None,
    }


def _with_point(folder: Path, answers: Sequence[dict[str, Any]]) -> float:
    placed = {
        (answer["id"], one["start"])
        for answer in answers
        for one in answer["toponyms"]
        if one["lat"] is not None
    }
    asked = [
        (line["id"], one["start"])
        for line in read_lines(folder, "gold")
        for one in line["toponyms"]
        if one["lat"] is not None
    ]
    return sum(key in placed for key in asked) / len(asked)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
