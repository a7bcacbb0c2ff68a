"""The command `compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from consilience.cli.options import find_case, profile_option, split_case
from consilience.model.scales import ProfileName

_PAIR: Final = 2


@click.command("compare", short_help="Show two reports side by side.")
@click.argument("words", metavar="[CASE] DOC DOC", nargs=-1, required=True)
@click.option("--case", "named", type=click.Path(path_type=Path), help="The case, if not first.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="HTML file to write, or - for standard output; left out, the reports are shown here.",
)
@profile_option
def command(
    words: tuple[str, ...], *, named: Path | None, output: Path | None, profile: ProfileName
) -> None:
    """Show two reports side by side: what was copied, swapped or altered, and what is their own.

    DOC is the id of a document, the name of its file, or the start of that name. Copied words are
    plain; swapped words and altered facts are followed by the reading of the other report; own
    words are dim. In a pipe, swaps stand as {own|other} and altered facts as [[own|kind: other]].

    The HTML file is complete in itself: it needs no network and no script.

    \b
    Example:
      consilience compare mosul.case herald.txt post.txt
      consilience compare mosul.case herald.txt post.txt -o compared.html
    """
    from consilience.cli.columns import show_comparison
    from consilience.cli.showing import count_line
    from consilience.outputs.compare import compare_documents, find_document
    from consilience.outputs.compare_text import shared_words
    from consilience.outputs.profiles import Profile
    from consilience.workspace.case import read_case

    case, names = (find_case(named), words) if named else split_case(words)
    if len(names) != _PAIR:
        raise click.UsageError("name two documents")
    with read_case(case) as record:
        kept = Profile(record, profile)
        left, right = (find_document(record, name) for name in names)
        if left.id == right.id:
            raise click.UsageError("name two different documents")
        comparison = compare_documents(record, left, right, profile=kept)
        show_comparison(comparison, profile=kept, output=output)
    count_line(f"compare: {shared_words(comparison)}")
