"""The command `despin`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import find_case, json_option, profile_option, split_case
from consilience.model.scales import ProfileName


@click.command("despin", short_help="Show a report with what its swapped words stood for.")
@click.argument("words", metavar="[CASE] DOC", nargs=-1, required=True)
@click.option("--case", "named", type=click.Path(path_type=Path), help="The case, if not first.")
@profile_option
@json_option
def command(
    words: tuple[str, ...], *, named: Path | None, profile: ProfileName, as_json: bool
) -> None:
    """Show a report whose words software has swapped, with a second reading beside each of them.

    DOC is the id of a document, the name of its file, or the start of that name. Swapped words
    stand as {swapped|reading}. A reading comes from the report that this one was made from, from
    pairs that unrelated copies in the case show, or from a fixed expression of English that is
    broken. It is made for reading only: the record keeps the report's own words.

    \b
    Example:
      consilience despin mosul.case flash24.html
      consilience despin mosul.case flash24.html --json
    """
    from consilience.cli.showing import count_line
    from consilience.outputs.compare import find_document
    from consilience.outputs.despin import despin
    from consilience.outputs.despin_text import count_readings, despun_json, despun_lines
    from consilience.outputs.printable import json_text
    from consilience.outputs.profiles import Profile
    from consilience.workspace.case import read_case

    case, names = (find_case(named), words) if named else split_case(words)
    if len(names) != 1:
        raise click.UsageError("name one document")
    with read_case(case) as record:
        document = find_document(record, names[0])
        despun = despin(record, document, profile=Profile(record, profile))
    if as_json:
        click.echo(json_text(despun_json(despun), indent=2))
    else:
        for line in despun_lines(despun):
            click.echo(line)
    count_line(f"despin: {count_readings(despun)}")
