"""Which reports share which passages, and where does each passage come from?"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from consilience.model.lineage import Lineage, LineageMember
from consilience.outputs.charts.drawing import (
    ACCENT,
    FAINT,
    NARROW_LABEL,
    NARROW_PX,
    PAPER,
    QUIET,
    WIDTH,
    Drawing,
    label_axis,
    link_marks,
    styled,
)
from consilience.outputs.listing import Cell, Column, make_listing
from consilience.outputs.lookup import Lookup

MOST_PASSAGES: Final = 16
MOST_REPORTS: Final = 24
_COLUMNS: Final = tuple(
    Column(name=name, shown=True)
    for name in ("passage", "lineage_id", "report", "words", "kind", "part")
)


def draw_copies(lookup: Lookup, *, linked: bool = False) -> Drawing | None:
    """Return the copied passages as lines between the reports that share them.

    Each column is a passage. A square is the report in which it stood first, as far as the case
    tells; a circle is a report that shares it. ``None`` where nothing is shared.
    """
    lineages = sorted(
        lookup.record.rows(Lineage), key=lambda row: (-row.n_documents, -row.n_words, row.id)
    )
    members: dict[str, list[LineageMember]] = defaultdict(list)
    for member in lookup.record.rows(LineageMember):
        members[member.lineage].append(member)
    kept = [row for row in lineages if len(_documents(members[row.id])) > 1][:MOST_PASSAGES]
    if not kept:
        return None
    records = [
        _record(number, lineage, document, lookup)
        for number, lineage in enumerate(kept, start=1)
        for document in _documents(members[lineage.id])[:MOST_REPORTS]
    ]
    more = len(lineages) - len(kept)
    left_out = f" {more:,} shorter passages are left out." if more > 0 else ""
    return Drawing(
        key="copies",
        title="Passages that reports share",
        alternative=" ".join(_spoken(number, row) for number, row in enumerate(kept, start=1))
        + left_out,
        data=make_listing("shared passages", _COLUMNS, records, total=len(records)),
        chart=_chart(records, linked=linked),
        narrow=_chart(records, linked=linked, label=NARROW_LABEL, width=NARROW_PX + 50),
    )


def _documents(members: list[LineageMember]) -> list[str]:
    return sorted({member.document for member in members})


def _record(number: int, lineage: Lineage, document: str, lookup: Lookup) -> dict[str, Cell]:
    found = lookup.documents.get(document)
    name = found.name if found else document
    outlet = f"{found.outlet} ({name})" if found and found.outlet else name
    return {
        "passage": number,
        "lineage_id": lineage.id,
        "report": outlet,
        "words": lineage.n_words,
        "kind": lineage.kind,
        "part": "first" if document == lineage.origin else "shares it",
    }


def _spoken(number: int, lineage: Lineage) -> str:
    kind = lineage.kind.replace("_", " ")
    return f"Passage {number}: {lineage.n_words:,} words, {kind}, {lineage.n_documents:,} reports."


def _short(name: str, most: int) -> str:
    """Return the two ends of a report's name, which tell reports of one file apart."""
    return name if len(name) <= most else f"{name[: most // 2 - 1]}…{name[-(most - most // 2) :]}"


def _chart(
    records: list[dict[str, Cell]], *, linked: bool, label: int = 40, width: int = WIDTH - 300
) -> Any:
    import altair as alt

    reports = list(dict.fromkeys(str(record["report"]) for record in records))
    values = [
        {
            "passage": record["passage"],
            "row": reports.index(str(record["report"])),
            "first": record["part"] == "first",
            "href": f"/lineages/{record['lineage_id']}",
            "label": f"Passage {record['passage']}: {record['report']}",
        }
        for record in records
    ]
    rows = alt.Y(
        "row:O", axis=label_axis([_short(name, label) for name in reports], most=label, grid=True)
    )
    columns = alt.X(
        "passage:O",
        axis=alt.Axis(
            title="passage, those in most reports first" if width > 2 * NARROW_PX else "passage",
            labelAngle=0,
            labelOverlap=True,
        ),
    )
    base = alt.Chart(alt.InlineData(values=values))
    lines = base.mark_rule(stroke=QUIET, strokeWidth=2).encode(
        x=columns, y=alt.Y("min(row):O"), y2=alt.Y2("max(row)")
    )
    shares = base.transform_filter("!datum.first").mark_point(
        shape="circle", size=100, fill=PAPER, stroke=ACCENT, strokeWidth=2, opacity=1
    )
    first = base.transform_filter("datum.first").mark_point(
        shape="square", size=130, fill=ACCENT, stroke=ACCENT, opacity=1
    )
    shares, first = (link_marks(marks, linked=linked) for marks in (shares, first))
    layers = lines + shares.encode(x=columns, y=rows) + first.encode(x=columns, y=rows)
    return styled(layers.properties(width=width, height=24 * len(reports))).configure_axisY(
        gridColor=FAINT
    )
