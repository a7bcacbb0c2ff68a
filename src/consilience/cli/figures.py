"""The command `figures`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("figures", short_help="List the figures as reported.")
@case_argument
@filter_options("place", "actor", "date", "document", "speaker", "firmness", "measure")
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List the figures as reported: low, best and high, of whom, where, by whom.

    What several figures come to is told by: consilience findings

    \b
    Example:
      consilience figures mosul.case --measure killed
      consilience figures mosul.case --document dal_post_04.html --json
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.figures import list_figures

    show_list(find_case(case), list_figures, filters, as_json=as_json, as_csv=as_csv)
