"""The command `queue`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("queue", short_help="List what a person should look at.")
@case_argument
@filter_options("review_kind")
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List what a person should look at, the most important first, each with the reason.

    Decisions that are to be looked at again come first, then contradictions that nobody has
    explained, grades, single voices, and events that may be one.

    \b
    Example:
      consilience queue mosul.case
      consilience queue mosul.case --kind suggested_merge
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.queue import list_queue

    show_list(find_case(case), list_queue, filters, as_json=as_json, as_csv=as_csv)
