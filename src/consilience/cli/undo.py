"""The command `undo`."""

from __future__ import annotations

import click

from consilience.cli.options import json_option, split_case, who_option


@click.command("undo", short_help="Take a decision back.")
@click.argument("words", nargs=-1, required=True, metavar="[CASE] DECISION")
@who_option
@click.option("--why", default="", metavar="TEXT", help="The reason.")
@json_option
def command(words: tuple[str, ...], *, who: str, why: str, as_json: bool) -> int:
    """Take DECISION back by a further entry of the log; an undo can be taken back, too.

    \b
    Example:
      consilience undo mosul.case dec_3jq4rcy2hx5ewxkz --who "Ana Ruiz"
    """
    from consilience.cli.showing import count_line
    from consilience.model.rows import to_json
    from consilience.outputs.printable import json_text
    from consilience.workspace.decisions import ReviewDesk

    case, rest = split_case(words)
    if len(rest) != 1:
        raise click.UsageError("name one decision")
    made = ReviewDesk(case, who=who).undo(rest[0], why=why)
    click.echo(json_text(to_json(made)) if as_json else made.id)
    count_line(f"undo: number {made.number:,} of the log; next: consilience build --case {case}")
    return 0
