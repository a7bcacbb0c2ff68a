"""The command `tolls`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("tolls", short_help="List what the main incidents cost, reports read together.")
@case_argument
@filter_options("place", "actor", "date", "document", "measure")
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List the killed and injured of the main incident of each story that several reports tell.

    Headlines, sums, parts and single victims of all the reports are read together. Clarity 1 says
    that the story is of this one incident; 2, that it tells of several or that it is hard to say.

    \b
    Example:
      consilience tolls mosul.case
      consilience tolls mosul.case --measure killed --json
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.tolls import list_tolls

    show_list(find_case(case), list_tolls, filters, as_json=as_json, as_csv=as_csv)
