"""The command `contradictions`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("contradictions", short_help="List where the reports cannot all be right.")
@case_argument
@filter_options("place", "actor", "date", "document", "speaker", "contradiction_kind")
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List where the reports cannot all be right, face to face.

    \b
    Example:
      consilience contradictions mosul.case
      consilience contradictions mosul.case --kind figure --csv
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.contradictions import list_contradictions

    show_list(find_case(case), list_contradictions, filters, as_json=as_json, as_csv=as_csv)
