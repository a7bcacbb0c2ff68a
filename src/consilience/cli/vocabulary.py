"""The command `vocabulary`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import json_option


@click.command("vocabulary", short_help="Give a case your own bodies, groups and outlets.")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def command(case: Path, files: tuple[Path, ...], *, as_json: bool) -> int:
    """Give CASE your own bodies, groups and outlets from FILES.

    They take the place of those that it holds. A file is TOML with [[entry]] tables: key, name,
    kind, aliases, exact_case, side, owner, since, until. What depends on them is worked out
    again at the next build.

    \b
    Example:
      consilience vocabulary mosul.case groups.toml
      consilience build --case mosul.case
    """
    from consilience.cli.showing import count_line
    from consilience.outputs.printable import json_text
    from consilience.workspace.given import give

    given = give(case, vocabulary=files)
    if as_json:
        click.echo(json_text({"ok": True, "entries": given.entries, "changed": given.changed}))
    then = f"; next: consilience build --case {case}" if given.changed else "; nothing new"
    count_line(f"vocabulary: {given.entries:,} entries{then}")
    return 0
