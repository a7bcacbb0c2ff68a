"""Places: the product's place mentions, resolved one article at a time, in the scorer's form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.rows import Row
from consilience.model.tables import Tables
from consilience.pipeline.document_stages import LOCATE, NAME, PARSE, SPLIT
from consilience.pipeline.merging_stages import RESOLVE_PLACES
from consilience.pipeline.run import Rows
from evals.pile import document_rows, read_lines, run_cached, write_lines

Toponym = dict[str, object]


def predict(folder: Path, out: Path) -> None:
    """Write the toponyms of each article of *folder* to *out*; every article is a case."""
    articles = list(read_lines(folder, "documents"))
    given: list[Row] = []
    for article in articles:
        given += document_rows(article["id"], article["text"])
    rows = run_cached((SPLIT, PARSE, NAME, LOCATE), given)
    mentions: dict[str, list[PlaceMention]] = {article["id"]: [] for article in articles}
    for row in rows.get(PlaceMention, ()):
        assert isinstance(row, PlaceMention)
        mentions[row.document].append(row)
    write_lines(
        out,
        ({"id": key, "toponyms": list(_toponyms(found))} for key, found in mentions.items()),
    )


def resolve(mentions: Iterable[PlaceMention]) -> tuple[dict[str, Place], dict[str, Place]]:
    """Return the places of one article by the mention's id, and by their own."""
    rows: Rows = {PlaceMention: list(mentions)}
    made = list(RESOLVE_PLACES.run(Tables(rows, readable=RESOLVE_PLACES.readable)))
    places = {row.id: row for row in made if isinstance(row, Place)}
    return {row.mention: places[row.place] for row in made if isinstance(row, PlaceMember)}, places


def _toponyms(mentions: list[PlaceMention]) -> Iterator[Toponym]:
    """Yield names of places; the scorer leaves out demonyms and stretches between places."""
    placed, by_id = resolve(mentions)
    for mention in mentions:
        if mention.kind == "people" or mention.second_anchor is not None:
            continue
        start, end = _name_span(mention)
        place = placed.get(mention.id)
        while place is not None and place.latitude is None and place.within in by_id:
            place = by_id[place.within or ""]
        number = place.gazetteer if place else None
        yield {
            "start": start,
            "end": end,
            "lat": place.latitude if place else None,
            "lon": place.longitude if place else None,
            "geonameid": int(number[3:]) if number and number.startswith("gn:") else None,
        }


def _name_span(mention: PlaceMention) -> tuple[int, int]:
    """Return where the name itself stands: the scorer's "Homs", not "western Homs"."""
    words = mention.span.quote
    at = words.find(mention.name) if words[:1].islower() else 0
    return mention.span.start + max(at, 0), mention.span.end
