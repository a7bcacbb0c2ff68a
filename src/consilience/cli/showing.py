"""How results reach the reader: tables on a terminal, plain text in a pipe, JSON and CSV."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.text import Text

from consilience.cli.tables import draw_listing
from consilience.model.scales import PolicyName
from consilience.model.source import RowSource
from consilience.outputs.filters import Wanted, read_period
from consilience.outputs.listing import (
    Listing,
    render_csv,
    render_json,
    render_plain,
)
from consilience.outputs.why_text import Line, Style, plain_line
from consilience.workspace.case import read_case
from consilience.workspace.policies import read_under

_STYLES: Final[dict[Style, str]] = {
    "title": "bold",
    "id": "cyan",
    "label": "dim",
    "text": "",
    "mark": "bold reverse",
    "quiet": "dim",
}


def show_list(
    case: Path,
    list_rows: Callable[[RowSource, Wanted], Listing],
    filters: Mapping[str, str | None],
    *,
    as_json: bool,
    as_csv: bool,
    policy: PolicyName | None = None,
) -> None:
    """Print what *list_rows* makes of *case*, in the form asked for, and its count line."""
    if as_json and as_csv:
        raise click.UsageError("choose one of --json and --csv")
    with read_case(case) as record:
        listing = list_rows(read_under(record, policy), read_wanted(filters))
    if as_json:
        click.echo(render_json(listing))
    elif as_csv:
        click.echo(render_csv(listing), nl=False)
    elif sys.stdout.isatty():
        console = Console()
        console.print(draw_listing(listing, console))
    else:
        click.echo(render_plain(listing))
    count_line(_counted(listing))


def read_wanted(filters: Mapping[str, str | None]) -> Wanted:
    """Return the filters as the lists take them.

    Raises:
        SettingsError: a date cannot be read.

    """
    date = filters.get("date")
    others = {name: value for name, value in filters.items() if name != "date"}
    return Wanted(date=read_period(date) if date else None, **others)


def show_lines(lines: Iterable[Line]) -> None:
    """Print styled *lines*; in a pipe, marked words stand in double square brackets."""
    if not sys.stdout.isatty():
        for line in lines:
            click.echo(plain_line(line))
        return
    console = Console(highlight=False)
    for line in lines:
        parts = [Text(text, style=_STYLES[style]) for text, style in line]
        console.print(Text.assemble(*parts), soft_wrap=False)


def count_line(words: str) -> None:
    """Print the line that every command ends with, on standard error."""
    click.echo(words, err=True)


def _counted(listing: Listing) -> str:
    shown = f"{len(listing.rows):,}"
    of = "" if len(listing.rows) == listing.total else f" of {listing.total:,}"
    return f"{listing.name}: {shown}{of}"
