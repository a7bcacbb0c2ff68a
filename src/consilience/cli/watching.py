"""What `build` and `add` share: one build, and the folder that is watched after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consilience.errors import CaseBusyError

if TYPE_CHECKING:
    from consilience.workspace.build import BuildSummary

watch_option = click.option(
    "--watch",
    type=click.Path(path_type=Path),
    help="A folder; goes on and takes in what comes into it, until Ctrl-C.",
)


def build_and_watch(
    build: Callable[[tuple[Path, ...]], BuildSummary],
    reports: tuple[Path, ...],
    *,
    watch: Path | None,
    as_json: bool,
) -> int:
    """Build once from *reports*, then from *watch* until Ctrl-C; return the last exit code."""
    from consilience.cli.showing import count_line
    from consilience.cli.summaries import show_summary
    from consilience.workspace.watching import WatchSettings, list_files, watch_folder

    code = 0
    if watch is not None:
        list_files(watch)  # a folder that is not there is an error before anything is built
    if reports or watch is None:
        code = show_summary(build(reports), as_json=as_json)
    if watch is None:
        return code

    def take_in() -> None:
        nonlocal code
        try:
            code = show_summary(build((watch,)), as_json=as_json)
        except CaseBusyError as error:
            click.echo(f"{error.message}: tried again in a moment", err=True)
            raise

    click.echo(f"watching {watch}; end with Ctrl-C", err=True)
    builds = watch_folder(watch, take_in, settings=WatchSettings())
    count_line(f"watch: {builds:,} builds")
    return code
