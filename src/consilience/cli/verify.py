"""The command `verify`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import case_argument, find_case, json_option


@click.command("verify", short_help="Check all evidence and every quote.")
@case_argument
@json_option
def command(case: Path | None, *, as_json: bool) -> int:
    """Hash all evidence anew, check every quote against its text, and name the first bad one.

    The exit code is 0 if all of it holds and 1 if something does not.

    \b
    Example:
      consilience verify mosul.case
    """
    from consilience.cli.showing import count_line
    from consilience.outputs.printable import json_text, printable
    from consilience.workspace.case import open_case

    path = find_case(case)
    with open_case(path) as record:
        verdict = record.verify()
    holds = verdict.first_bad is None
    if as_json:
        told = {
            "ok": holds,
            "originals": verdict.n_originals,
            "documents": verdict.n_documents,
            "spans": verdict.n_spans,
            "decisions": verdict.n_decisions,
            "first_bad": verdict.first_bad,
        }
        click.echo(json_text(told))
    else:
        told_text = "holds" if holds else f"does not hold: {verdict.first_bad}"
        click.echo(f"{path} {printable(told_text)}")
    count_line(
        f"verify: {verdict.n_originals:,} originals, {verdict.n_documents:,} documents, "
        f"{verdict.n_spans:,} spans, {verdict.n_decisions:,} decisions checked"
    )
    return 0 if holds else 1
