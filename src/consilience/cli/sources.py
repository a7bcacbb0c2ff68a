"""The command `sources`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("sources", short_help="List who is quoted by whom.")
@case_argument
@filter_options(
    "place", "actor", "date", "document", "speaker", "firmness", "topic", "originator_kind"
)
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List who is quoted by whom, how often, how firmly, and through which outlets.

    What an outlet says itself is left out. A line without a name counts what is said by somebody
    whom the report leaves open. With a filter, only the statements that it lets through are
    counted.

    \b
    Example:
      consilience sources mosul.case
      consilience sources mosul.case --kind military --csv
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.sources import list_sources

    show_list(find_case(case), list_sources, filters, as_json=as_json, as_csv=as_csv)
