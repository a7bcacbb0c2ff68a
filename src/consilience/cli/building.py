"""The command `build`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consilience.cli.options import json_option
from consilience.cli.watching import build_and_watch, watch_option

if TYPE_CHECKING:
    from consilience.workspace.build import BuildSummary


@click.command("build", short_help="Build a case from reports, or add to it.")
@click.argument("reports", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--case",
    required=True,
    type=click.Path(path_type=Path),
    help="The case file; made if it is not there.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to use."
)
@click.option(
    "--vocabulary",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file with your own bodies and groups; may be given again.",
)
@click.option(
    "--gazetteer",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file with your own places; may be given again.",
)
@watch_option
@json_option
def command(  # noqa: PLR0913 - one per option
    reports: tuple[Path, ...],
    *,
    case: Path,
    jobs: int,
    vocabulary: tuple[Path, ...],
    gazetteer: tuple[Path, ...],
    watch: Path | None,
    as_json: bool,
) -> int:
    """Build a case from REPORTS (files and folders), or add them to it.

    What the case holds already is not read again. Without REPORTS, an existing case is brought up
    to date. With --watch the command goes on and takes in what comes into the folder, until Ctrl-C.
    The exit code is 3 if the build finished but documents had to be skipped.

    \b
    Example:
      consilience build reports/ --case mosul.case --jobs 2
      consilience build new/report.html --case mosul.case
      consilience build --watch inbox/ --case mosul.case
      consilience build reports/ --case mosul.case --vocabulary groups.toml --gazetteer places.csv
    """
    from consilience.cli.progress import show_progress
    from consilience.workspace.build import build_case

    def build(found: tuple[Path, ...]) -> BuildSummary:
        with show_progress() as progress:
            return build_case(
                found,
                case=case,
                jobs=jobs,
                vocabulary=vocabulary,
                gazetteer=gazetteer,
                progress=progress,
            )

    return build_and_watch(build, reports, watch=watch, as_json=as_json)
