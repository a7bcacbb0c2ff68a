"""What a report says of the toll of an incident, all that its reports count read together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.model.findings import Toll
from consilience.outputs.listings.tolls import toll_figures, toll_text
from consilience.outputs.report.citations import Cited, numbers
from consilience.outputs.report.parts import Item
from consilience.outputs.report.selection import voices_tell
from consilience.outputs.report.writer import Writer
from consilience.outputs.wording import many, written_dates

MOST_TOLLS: Final = 6
MOST_CITED: Final = 12


def toll_items(writer: Writer) -> Iterator[Item]:
    """Yield the tolls of clear incidents that several reports count, most reports first."""
    found = [
        row
        for row in writer.lookup.record.rows(Toll)
        if row.clarity == 1
        and row.n_reports > 1
        and row.high is not None
        and not voices_tell(writer, row)
    ]
    found.sort(key=lambda row: (-row.n_tellings, row.event, row.measure != "killed", row.id))
    for toll in found[:MOST_TOLLS]:
        item = _item(toll, writer)
        if item is not None:
            yield item


def _item(toll: Toll, writer: Writer) -> Item | None:
    figures = (writer.lookup.figures.get(key) for key in toll_figures(toll))
    sentences = dict.fromkeys(figure.sentence for figure in figures if figure is not None)
    carried = numbers(writer.citations.cite_sentence(key) for key in list(sentences)[:MOST_CITED])
    if not carried:
        return None
    text = (
        f"{written_dates(toll.title)}: {toll_text(toll)} "
        f"({many(toll.n_reports, 'report')} read together)."
    )
    return Item(
        cited=Cited(text=writer.profile.text(text), citations=carried),
        badges=("toll of one incident, whole and parts",),
    )
