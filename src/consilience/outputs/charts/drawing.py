"""What a chart is, how it looks, and how it becomes an SVG whose bytes repeat.

Colours tell nothing that shape, position or words do not tell as well: the charts can be read in
greyscale and by people who cannot tell red from green.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from consilience.outputs.listing import Listing
from consilience.outputs.printable import printable

INK: Final = "#1b2430"
QUIET: Final = "#566270"
FAINT: Final = "#c9d1da"
LAND: Final = "#e9edf1"
PAPER: Final = "#ffffff"
ACCENT: Final = "#0b4f8a"
SECOND: Final = "#c2620b"

THEMED: Final[dict[str, str]] = {
    INK: "--ink",
    QUIET: "--quiet",
    FAINT: "--faint",
    LAND: "--land",
    PAPER: "--paper",
    ACCENT: "--accent",
    SECOND: "--second",
}
"""Custom properties of the page that take the place of the colours in an inline drawing."""

WIDTH: Final = 640
NARROW_LABEL: Final = 22
"""Characters of a label on a phone."""
NARROW_PX: Final = 150
"""Width beside the labels on a phone."""
_FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"

_LINK: Final = re.compile(
    r'<a xlink:href="https?://[^"/]+(?:/[^"/]+)*/(/[^"]+)">(<\w+) aria-label="([^"]*)"'
)
"""A link as the renderer writes it, which puts an address of its own before ours."""
_LABEL: Final = " data-label="


def link_marks(base: Any, *, linked: bool) -> Any:
    """Return marks that lead to the ``href`` of their values under the name ``label``."""
    return base.encode(href="href:N", description="label:N", tooltip="label:N") if linked else base


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart with what it says in words and the data behind it."""

    key: str  # short and stable, such as timeline
    title: str
    alternative: str  # what the chart shows, for those who cannot see it
    data: Listing
    chart: Any  # an Altair chart; Altair is loaded only where charts are drawn
    narrow: Any | None = None  # the same for a phone: fewer characters a label


def label_axis(labels: Sequence[str], *, most: int, grid: bool = False) -> Any:
    """Return an axis that names each row of a chart, with room for the longest of *labels*.

    The room is fixed: the reader's own font may be wider than the one that the renderer measures.
    """
    import altair as alt

    shown = [printable(label) for label in labels]
    short = [label if len(label) <= most else label[: most - 1] + "…" for label in shown]
    room = 14 + round(6.9 * max(map(len, short), default=0))
    return alt.Axis(
        title=None,
        labelExpr=f"{json.dumps(short, ensure_ascii=False)}[datum.value]",
        labelLimit=room,
        minExtent=room,
        maxExtent=room,
        ticks=False,
        domain=False,
        grid=grid,
    )


def styled(chart: Any) -> Any:
    """Return *chart* in the house style."""
    return (
        chart.configure(background=PAPER, font=_FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=QUIET,
            domainColor=FAINT,
            tickColor=FAINT,
            gridColor=FAINT,
            gridOpacity=0.6,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
        )
        .configure_legend(labelColor=INK, titleColor=QUIET, labelFontSize=12, titleFontSize=12)
        .configure_text(color=INK, fontSize=12)
    )


def render_svg(drawing: Drawing, *, themed: bool = False, narrow: bool = False) -> str:
    """Return *drawing* as SVG, made without any network; the same drawing gives the same bytes.

    Args:
        drawing: The chart.
        themed: Take colours from the page (see `THEMED`) instead of fixed ones.
        narrow: Draw it for a phone, where there is a drawing for one.

    """
    import vl_convert

    for_phone = narrow and drawing.narrow is not None
    chart: Any = drawing.narrow if for_phone else drawing.chart
    spec = _harmless(chart.to_dict())
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    svg, links = _LINK.subn(_named_link, svg)
    # The drawing is one picture with one description; only links in it are announced each.
    svg = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg).replace(_LABEL, " aria-label=")
    svg = _numbered_ids(svg, f"{drawing.key}-narrow" if for_phone else drawing.key)
    if themed:
        for colour, name in THEMED.items():
            svg = svg.replace(f'"{colour}"', f'"var({name})"')
    label = _escaped(f"{drawing.title}. {drawing.alternative}")
    role = "group" if links else "img"
    return svg.replace("<svg ", f'<svg role="{role}" aria-label="{label}" ', 1)


def _harmless(value: Any) -> Any:
    """Return *value* with its texts made printable: the renderer dies of a control character."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_harmless(item) for item in value]
    if isinstance(value, dict):
        return {key: _harmless(item) for key, item in value.items()}
    return value


def _named_link(found: re.Match[str]) -> str:
    path, mark, label = found.groups()
    return f'<a href="{path}"{_LABEL}"{label}"><title>{label}</title>{mark}'


def _numbered_ids(svg: str, key: str) -> str:
    """Give every id a name that depends on its place only; the renderer counts over its life."""
    names: dict[str, str] = {}
    for found in re.findall(r'\bid="([^"]+)"', svg):
        names.setdefault(found, f"{key}-{len(names)}")
    for old, new in sorted(names.items(), key=lambda pair: -len(pair[0])):
        svg = svg.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    return svg


def _escaped(words: str) -> str:
    table = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    return "".join(table.get(mark, mark) for mark in words)
