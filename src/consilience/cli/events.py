"""The command `events`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("events", short_help="List what happened.")
@case_argument
@filter_options("place", "actor", "date", "document", "event_kind")
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List what happened: when, where, by whom, told by how many reports and voices.

    \b
    Example:
      consilience events mosul.case --place Mosul --date 2017-03
      consilience events mosul.case --kind air_strike --csv > strikes.csv
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.events import list_events

    show_list(find_case(case), list_events, filters, as_json=as_json, as_csv=as_csv)
