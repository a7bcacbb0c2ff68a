"""The command `skipped`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("skipped", short_help="List what could not be made, and why.")
@case_argument
@filter_options(
    "document",
)
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List what could not be made, by which stage, and why.

    \b
    Example:
      consilience skipped mosul.case
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.skipped import list_skipped

    show_list(find_case(case), list_skipped, filters, as_json=as_json, as_csv=as_csv)
