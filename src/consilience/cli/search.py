"""The command `search`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import find_case, json_option, split_case


@click.command("search", short_help="Search the texts.")
@click.argument("words", metavar="[CASE] WORDS...", nargs=-1, required=True)
@click.option("--case", "named", type=click.Path(path_type=Path), help="The case, if not first.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Documents at most."
)
@json_option
def command(words: tuple[str, ...], named: Path | None, *, limit: int, as_json: bool) -> None:
    """Search the texts for all of the words, the best documents first.

    \b
    Example:
      consilience search mosul.case mass grave
      consilience search mosul.case '"mass grave"' prison* --limit 5
    """
    from consilience.cli.showing import count_line, show_lines
    from consilience.outputs.hits import hit_json, hit_lines
    from consilience.outputs.printable import json_text
    from consilience.outputs.quotes import Quoter
    from consilience.workspace.case import read_case

    case, sought = (find_case(named), words) if named else split_case(words)
    with read_case(case) as record:
        quoter = Quoter(record)
        hits = [
            (hit.document, quoter.around(hit.spans, field="found"))
            for hit in record.search(" ".join(sought), limit=limit)
        ]
    if as_json:
        click.echo(json_text([hit_json(document, quotes) for document, quotes in hits], indent=2))
    else:
        for document, quotes in hits:
            show_lines(hit_lines(document, quotes))
    count_line(f"search: {len(hits):,} documents")
