"""The command `statements`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("statements", short_help="List who says what.")
@case_argument
@filter_options("place", "actor", "date", "document", "speaker", "firmness", "topic")
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List who says what, on whose authority, and how firmly.

    A statement without a speaker is the report's own, or its speaker is left open by the report.

    \b
    Example:
      consilience statements mosul.case --speaker McGurk
      consilience statements mosul.case --firmness denied --json
      consilience statements mosul.case --topic killed --actor Airwars
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.statements import list_statements

    show_list(find_case(case), list_statements, filters, as_json=as_json, as_csv=as_csv)
