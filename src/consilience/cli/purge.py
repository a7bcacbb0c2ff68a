"""The command `purge`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import json_option, who_option


@click.command("purge", short_help="Take a document out of a case for good.")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("document")
@click.option("--reason", required=True, metavar="TEXT", help="Why it has to go; the log keeps it.")
@who_option
@click.option("--yes", is_flag=True, help="Do not ask: it cannot be undone.")
@json_option
def command(case: Path, document: str, *, reason: str, who: str, yes: bool, as_json: bool) -> int:
    """Take DOCUMENT out of CASE for good: its bytes, its text, all that was made of it.

    The log keeps that it was purged, by whom, when and why, and the hashes of what it was; the
    same bytes are not read into the case again. What was decided about it is emptied. Freed parts
    of the file are overwritten; copies of the file, backups and what a disk keeps of deleted data
    are beyond the reach of this command.

    \b
    Example:
      consilience purge mosul.case doc_3jq4rcy2hx5ewxkz --reason "names a witness" --who "Ana Ruiz"
    """
    from consilience.cli.progress import show_progress
    from consilience.cli.showing import count_line
    from consilience.outputs.printable import json_text
    from consilience.workspace.decisions import check_name
    from consilience.workspace.purge import purge_document

    name = check_name(who)
    if not yes:
        click.confirm(
            f"Take {document} out of {case} for good? This cannot be undone.", abort=True, err=True
        )
    with show_progress() as progress:
        gone = purge_document(case, document, who=name, why=reason, progress=progress)
    if as_json:
        told = {"ok": True, "decision": gone.decision.id, "rows": gone.rows,
                "text_sha256": gone.text_sha256, "emptied": gone.emptied}  # fmt: skip
        click.echo(json_text(told))
    else:
        click.echo(gone.decision.id)
    count_line(f"purge: {gone.rows:,} rows and {gone.originals:,} originals are gone, "
               f"{gone.emptied:,} decisions emptied")  # fmt: skip
    return 0
