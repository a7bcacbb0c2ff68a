"""The command `decisions`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, filter_options, find_case, form_options


@click.command("decisions", short_help="List who decided what, when and why.")
@case_argument
@filter_options("decision_kind", "who", "about", "date")
@form_options
def command(case: Path | None, *, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List the log of decisions, and whether each still holds.

    The hash of the last decision stands in the last line: keep it elsewhere, and nobody can
    change the log without your noticing.

    \b
    Example:
      consilience decisions mosul.case
      consilience decisions mosul.case --about ev_3jq4rcy2hx5ewxkz
    """
    from consilience.cli.showing import count_line, show_list
    from consilience.outputs.listings.decisions import list_decisions
    from consilience.workspace.case import open_case

    path = find_case(case)
    show_list(path, list_decisions, filters, as_json=as_json, as_csv=as_csv)
    with open_case(path) as record:
        head = record.head_hash()
    if head:
        count_line(f"last hash: {head}")
