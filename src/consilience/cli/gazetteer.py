"""The command `gazetteer`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import json_option


@click.command("gazetteer", short_help="Give a case your own places.")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def command(case: Path, files: tuple[Path, ...], *, as_json: bool) -> int:
    """Give CASE your own places from FILES.

    They take the place of those that it holds. A file is CSV with a header line, a
    GeoNames dump, or GeoJSON. What depends on them is worked out again at the next build.

    \b
    Example:
      consilience gazetteer mosul.case villages.csv
      consilience build --case mosul.case
    """
    from consilience.cli.showing import count_line
    from consilience.outputs.printable import json_text
    from consilience.workspace.given import give

    given = give(case, gazetteer=files)
    if as_json:
        click.echo(json_text({"ok": True, "places": given.places, "changed": given.changed}))
    then = f"; next: consilience build --case {case}" if given.changed else "; nothing new"
    count_line(f"gazetteer: {given.places:,} places{then}")
    return 0
