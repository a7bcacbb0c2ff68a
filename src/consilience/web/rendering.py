"""Templates: every string that goes into a page is made harmless, and only then escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final

import jinja2
from markupsafe import Markup, escape

from consilience.outputs.listing import cell_text, number_text
from consilience.outputs.printable import printable
from consilience.outputs.wording import many, period_words, sentence_case, written_dates
from consilience.web.statics import asset

WITHHOLDER: Final = "withholder"
"""Name in a template's context of what takes out names that this viewer must not see."""


def render_template(name: str, **context: Any) -> str:
    """Return the page that template *name* makes of *context*."""
    page: str = _environment().get_template(name).render(**context)
    return page


@jinja2.pass_context
def harmless(context: jinja2.runtime.Context, value: object) -> object:
    """Return what is printed for *value*: no control characters, no names to be withheld.

    Runs over every expression of every template, before escaping.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return "" if value is None else value
    withholder = context.get(WITHHOLDER)
    shown = withholder.text(value) if withholder is not None else value
    return "\n".join(printable(line) for line in shown.split("\n"))


@jinja2.pass_context
def isolated(context: jinja2.runtime.Context, value: str | None) -> Markup:
    """Return words of a report in ``bdi``, so that their direction stays their own."""
    return Markup("<bdi>{}</bdi>").format(escape(harmless(context, value)))


def plain_words(value: str) -> str:
    """Return a word of a closed scale as people write it: ``air_strike`` is "air strike"."""
    return value.replace("_", " ")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_source),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=harmless,
    )
    environment.filters.update(
        bdi=isolated,
        cell=cell_text,
        number=number_text,
        plain=plain_words,
        capital=sentence_case,
        dates=written_dates,
    )
    environment.globals.update(asset=asset, many=many, period=period_words)
    return environment


def _source(name: str) -> str:
    return files("consilience.web").joinpath("templates", name).read_text("utf-8")
