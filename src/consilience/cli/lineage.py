"""The command `lineage`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("lineage", short_help="List the copied passages.")
@case_argument
@filter_options(
    "document",
)
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List the copied passages: in how many reports each stands, and where it comes from.

    \b
    Example:
      consilience lineage mosul.case
      consilience lineage mosul.case --document dal_post_04.html
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.lineages import list_lineages

    show_list(find_case(case), list_lineages, filters, as_json=as_json, as_csv=as_csv)
