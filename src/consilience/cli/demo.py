"""The command `demo`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("demo", short_help="Build the packaged examples and look around.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Folder for the case; made if it is not there.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to use."
)
def command(folder: Path, *, jobs: int) -> int:
    """Build a case from the packaged examples, an invented crisis, and say what to look at.

    \b
    Example:
      consilience demo --to demo/
    """
    from consilience.cli.progress import show_progress
    from consilience.cli.summaries import show_summary
    from consilience.workspace.demo import build_demo, tour

    with show_progress() as progress:
        summary = build_demo(folder, jobs=jobs, progress=progress)
    code = show_summary(summary, as_json=False)
    for line in tour(summary.case):
        click.echo(line)
    return code
