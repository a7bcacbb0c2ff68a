"""The command `documents`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("documents", short_help="List the reports.")
@case_argument
@filter_options("place", "actor", "date", "document", "speaker")
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List the reports: who published them, when, and how much of them is shared.

    A date that no report states stays empty; --json and --csv say why.
    The filter --date is about the day of publication.

    \b
    Example:
      consilience documents mosul.case
      consilience documents mosul.case --place Badush --csv > sources.csv
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.documents import list_documents

    show_list(find_case(case), list_documents, filters, as_json=as_json, as_csv=as_csv)
