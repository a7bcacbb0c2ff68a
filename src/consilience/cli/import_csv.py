"""The command `import-csv`."""

from __future__ import annotations

from pathlib import Path

import click

from consilience.cli.options import json_option, who_option


@click.command("import-csv", short_help="Bring an edited table back as decisions.")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@who_option
@click.option("--why", default="", metavar="TEXT", help="The reason, for all of the changes.")
@click.option("--dry-run", is_flag=True, help="Only say what would be decided.")
@json_option
def command(case: Path, file: Path, *, who: str, why: str, dry_run: bool, as_json: bool) -> int:
    """Bring back FILE, a table of `export --format csv` that was edited: each change decides.

    Rows are known by their id. Events, figures and statements take corrected fields, findings
    take low, best and high, contradictions take a state. One wrong cell, and nothing is decided:
    every wrong cell is named with its line and column. Export first, and edit that: a cell that
    differs from the case as it stands counts as changed.

    \b
    Example:
      consilience export mosul.case --format csv -o tables/
      consilience import-csv mosul.case tables/figures.csv --who "Ana Ruiz" --why "read again"
    """
    from consilience.cli.showing import count_line
    from consilience.outputs.printable import json_text, printable
    from consilience.workspace.decisions import ReviewDesk
    from consilience.workspace.decisions_csv import read_changes

    changes = read_changes(case, file, why=why)
    made = [] if dry_run else ReviewDesk(case, who=who).decide_all([c.request for c in changes])
    if as_json:
        told = [{"line": row.line, "id": row.request.subjects[0], "kind": row.request.kind,
                 "values": dict(row.request.values)} for row in changes]  # fmt: skip
        click.echo(json_text({"ok": True, "changes": told, "decisions": [row.id for row in made]}))
    else:
        for change in changes:
            click.echo(printable(f"line {change.line}: {change.text}"))
    then = f"; next: consilience build --case {case}" if made else ""
    count_line(f"import-csv: {len(changes):,} changes, {len(made):,} decisions{then}")
    return 0
