"""The command `series`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("series", short_help="List who holds what when, and displacement, by place.")
@case_argument
@filter_options("place", "actor", "date", "document", "speaker", "measure")
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List the series of each place: who took and lost it, shares, and people displaced.

    Each line says for which day it holds and according to whom. Counts at one time and counts so
    far are different series and are never mixed.

    \b
    Example:
      consilience series mosul.case --place Mosul
      consilience series mosul.case --measure displaced --csv
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.series import list_series

    show_list(find_case(case), list_series, filters, as_json=as_json, as_csv=as_csv)
