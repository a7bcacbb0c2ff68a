"""Charts on pages: drawn once for each state of the case, with the data behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from consilience.outputs.charts.drawing import Drawing, render_svg
from consilience.outputs.listing import Listing
from consilience.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing in a page: SVG that works alone, and the address of its interactive form."""

    key: str
    address: str  # of its interactive form, below /api/charts
    title: str
    alternative: str
    svg: Markup
    data: Listing


def keep_chart(
    visit: Visit, key: str, draw: Callable[[], Drawing | None], *, address: str | None = None
) -> Chart | None:
    """Return the chart that *draw* draws, drawn once until the case changes."""
    kept = ("chart", visit.viewer.profile, key)
    return visit.keep(kept, lambda: _chart(visit, draw(), address=address))


def _chart(visit: Visit, drawing: Drawing | None, *, address: str | None) -> Chart | None:
    if drawing is None:
        return None
    svg = visit.profile.text(render_svg(drawing, themed=True))
    return Chart(
        key=drawing.key,
        address=address or drawing.key,
        title=drawing.title,
        alternative=drawing.alternative,
        svg=Markup(svg),  # noqa: S704 - made by the renderer, which escapes every text
        data=drawing.data,
    )
