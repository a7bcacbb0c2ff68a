"""The command `export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from consilience.cli.options import (
    EXPORT_FORMS,
    case_argument,
    find_case,
    policy_option,
    profile_option,
)
from consilience.model.scales import ExportForm, PolicyName, ProfileName


@click.command("export", short_help="Write the record out as files.")
@case_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(EXPORT_FORMS),
    required=True,
    help="json: the whole record, by table; csv: the tables that people work on; geojson: events.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder to write into; but for csv also one file (name.json, name.geojson) or -.",
)
@click.option("--hxl", is_flag=True, help="CSV: a row of HXL hashtags under each header.")
@profile_option
@policy_option
@click.option("--texts", is_flag=True, help="JSON under internal: the frozen texts too.")
def command(
    case: Path | None,
    *,
    form: ExportForm,
    output: Path,
    profile: ProfileName,
    policy: PolicyName | None,
    **flags: bool,
) -> None:
    """Write the record out: the same case gives the same bytes each time.

    Offsets in an export point into the frozen texts, which stay in the case.

    \b
    Example:
      consilience export mosul.case --format json -o record/
      consilience export mosul.case --format csv --hxl -o tables/
      consilience export mosul.case --format geojson -o events.geojson
      consilience export mosul.case --format csv --policy acled-like -o acled/
      consilience export mosul.case --format json -o - | gzip > record.json.gz
    """
    from consilience.cli.showing import count_line
    from consilience.outputs.exports.writing import ExportRequest, write_export
    from consilience.workspace.case import read_case
    from consilience.workspace.policies import read_under

    request = ExportRequest(form=form, output=output, profile=profile, **flags)
    with read_case(find_case(case)) as record:
        summary = write_export(read_under(record, policy), request, standard=sys.stdout)
    for path in summary.paths:
        click.echo(path)
    for note in summary.notes:
        count_line(note)
    under = f", figures {policy}" if policy else ""
    count_line(f"export: {len(summary.paths):,} files under the profile {profile}{under}")
