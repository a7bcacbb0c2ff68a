"""The command `why`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import find_case, json_option, split_case


@click.command("why", short_help="Say what an id rests on.")
@click.argument("words", metavar="[CASE] ID...", nargs=-1, required=True)
@click.option("--case", "named", type=click.Path(path_type=Path), help="The case, if not first.")
@json_option
def command(words: tuple[str, ...], named: Path | None, *, as_json: bool) -> None:
    """Say what an id rests on, down to the quoted characters of the documents.

    ID is any id of the record: of a finding, an event, a figure, a statement, a contradiction, a
    grade, an origin, a place. The words that are evidence are marked in their sentence.

    \b
    Example:
      consilience why mosul.case fin_3jq4rcy2hx5ewxkz
      consilience why --case mosul.case ev_5cl7bmrnh2v6kqzt --json
    """
    from consilience.cli.showing import count_line, show_lines
    from consilience.outputs.printable import json_text
    from consilience.outputs.why import count_steps, explain, step_json
    from consilience.outputs.why_text import why_lines
    from consilience.workspace.case import read_case

    case, ids = (find_case(named), words) if named else split_case(words)
    if not ids:
        raise click.UsageError("name an id of the record")
    with read_case(case) as record:
        steps = [explain(record, row_id) for row_id in ids]
    if as_json:
        chains = [step_json(step) for step in steps]
        click.echo(json_text(chains[0] if len(chains) == 1 else chains, indent=2))
    else:
        for step in steps:
            show_lines(why_lines(step))
    rows, quotes = count_steps(steps)
    count_line(f"why: {rows:,} rows, {quotes:,} quotes")
