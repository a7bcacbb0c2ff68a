"""Two reports side by side as one HTML file: no script, no network, text always escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from consilience.outputs.compare import Comparison
from consilience.outputs.compare_text import (
    band_title,
    piece_text,
    reading_text,
    shared_words,
    shown_bands,
    trim_side,
)
from consilience.outputs.printable import printable
from consilience.outputs.profiles import Profile


def render_comparison(comparison: Comparison, *, profile: Profile) -> str:
    """Return *comparison* as a self-contained page, with what *profile* left out."""
    page: str = _template().render(
        comparison=comparison,
        bands=shown_bands(comparison),
        shared=shared_words(comparison),
        notes=profile.notes(),
    )
    return page


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
    environment.filters["safe_text"] = printable
    environment.filters["words"] = piece_text
    environment.filters["reading"] = reading_text
    environment.filters["trimmed"] = trim_side
    environment.filters["title_of"] = band_title
    return environment.get_template("compare.html")


def _source(name: str) -> str:
    return files("consilience.outputs").joinpath("data", name).read_text("utf-8")
