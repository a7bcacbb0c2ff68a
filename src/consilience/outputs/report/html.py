"""The situation report as one HTML file: no script, no network, text of reports always escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from consilience.outputs.charts.drawing import Drawing, render_svg
from consilience.outputs.listing import cell_text
from consilience.outputs.printable import printable
from consilience.outputs.report.parts import Report


def render_html(report: Report) -> str:
    """Return *report* as a self-contained page."""
    from markupsafe import Markup

    drawings = {
        drawing.key: Markup(_drawn(drawing))  # noqa: S704 - made by the renderer
        for section in report.sections
        for drawing in section.drawings
    }
    page: str = _template().render(report=report, drawings=drawings)
    return page


def _drawn(drawing: Drawing) -> str:
    """Return the picture, and beside it the one that a phone shows in its place."""
    wide = render_svg(drawing, themed=True)
    if drawing.narrow is None:
        return wide
    narrow = render_svg(drawing, themed=True, narrow=True)
    return f'<div class="wide">{wide}</div><div class="narrow">{narrow}</div>'


@cache
def _template() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_source),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["cell"] = cell_text
    environment.filters["safe_text"] = printable
    return environment.get_template("report.html")


def _source(name: str) -> str:
    return files("consilience.outputs").joinpath("data", name).read_text("utf-8")
