"""The command `add`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consilience.cli.options import json_option
from consilience.cli.watching import build_and_watch, watch_option

if TYPE_CHECKING:
    from consilience.workspace.build import BuildSummary


@click.command("add", short_help="Add reports to a case that is there.")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("reports", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to use."
)
@watch_option
@json_option
def command(
    case: Path, reports: tuple[Path, ...], *, jobs: int, watch: Path | None, as_json: bool
) -> int:
    """Add REPORTS (files and folders) to CASE, and bring it up to date.

    The case must be there: a mistyped name makes no new one. The exit code is 3 if documents had to
    be skipped.

    \b
    Example:
      consilience add mosul.case new/report.html late/
      consilience add mosul.case --watch inbox/
    """
    from consilience.cli.progress import show_progress
    from consilience.workspace.build import add_to_case

    if not reports and watch is None:
        raise click.UsageError("name the REPORTS to add, or a folder with --watch")

    def build(found: tuple[Path, ...]) -> BuildSummary:
        with show_progress() as progress:
            return add_to_case(found, case=case, jobs=jobs, progress=progress)

    return build_and_watch(build, reports, watch=watch, as_json=as_json)
