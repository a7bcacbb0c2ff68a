"""The command `findings`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import (
    case_argument,
    filter_options,
    find_case,
    form_options,
    policy_option,
)
from consilience.model.scales import PolicyName


@click.command("findings", short_help="List what comparable figures come to.")
@case_argument
@filter_options("place", "actor", "date", "document", "speaker", "measure")
@policy_option
@form_options
def command(
    case: Path | None,
    *,
    as_json: bool,
    as_csv: bool,
    policy: PolicyName | None,
    **filters: str | None,
) -> None:
    """List what comparable figures come to: low, best, high, and from how many voices.

    \b
    Example:
      consilience findings mosul.case
      consilience findings mosul.case --measure displaced --json
      consilience findings mosul.case --policy ibc-like
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.findings import list_findings

    show_list(
        find_case(case), list_findings, filters, as_json=as_json, as_csv=as_csv, policy=policy
    )
