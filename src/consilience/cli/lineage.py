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
@click.option("--swaps", is_flag=True, help="List the words that were swapped inside of copies.")
@form_options
def command(
    case: Path | None, *, swaps: bool, as_json: bool, as_csv: bool, **filters: str | None
) -> None:
    """List the copied passages: in how many reports each stands, and where it comes from.

    With --swaps, list instead which words stand in place of which inside of copies, with the
    number of unrelated pairs of reports that show it.

    \b
    Example:
      consilience lineage mosul.case
      consilience lineage mosul.case --document dal_post_04.html
      consilience lineage mosul.case --swaps
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.lineages import list_lineages
    from consilience.outputs.listings.swaps import list_swaps

    listing = list_swaps if swaps else list_lineages
    show_list(find_case(case), listing, filters, as_json=as_json, as_csv=as_csv)
