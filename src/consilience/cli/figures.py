"""The command `figures`."""

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


@click.command("figures", short_help="List the figures as reported.")
@case_argument
@filter_options("place", "actor", "date", "document", "speaker", "firmness", "measure")
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
    """List the figures as reported: low, best and high, of whom, where, by whom.

    What the figures that may be compared come to stands beside each of them, by the rule that
    --policy names; in a list of its own: consilience findings

    \b
    Example:
      consilience figures mosul.case --measure killed
      consilience figures mosul.case --document dal_post_04.html --json
      consilience figures mosul.case --measure killed --policy acled-like
    """
    from consilience.cli.showing import show_list
    from consilience.outputs.listings.figures import list_figures

    show_list(find_case(case), list_figures, filters, as_json=as_json, as_csv=as_csv, policy=policy)
