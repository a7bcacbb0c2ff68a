"""The command `sitrep`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from consilience.cli.options import (
    REPORT_FORMS,
    case_argument,
    find_case,
    policy_option,
    profile_option,
)
from consilience.model.scales import PolicyName, ProfileName, ReportForm


@click.command("sitrep", short_help="Write a cited situation report.")
@case_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(REPORT_FORMS),
    help="md or html; told by the ending of the output file if it is left out.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write, or - for standard output.",
)
@click.option("--title", help="Title of the report; by default, made from the name of the case.")
@profile_option
@policy_option
def command(
    case: Path | None,
    *,
    form: ReportForm | None,
    output: Path,
    title: str | None,
    profile: ProfileName,
    policy: PolicyName | None,
) -> None:
    """Write a situation report in which every sentence has a citation.

    The HTML file is complete in itself: it needs no network and no script. The same case gives the
    same bytes.

    \b
    Example:
      consilience sitrep mosul.case -o mosul.html
      consilience sitrep mosul.case --format md --title "Mosul" -o - | less
      consilience sitrep mosul.case --profile internal -o internal.html
      consilience sitrep mosul.case --policy ucdp-like -o ucdp.html
    """
    from consilience.cli.showing import count_line
    from consilience.outputs.report.writing import ReportRequest, write_report
    from consilience.workspace.case import open_case
    from consilience.workspace.policies import read_under

    path = find_case(case)
    request = ReportRequest(
        form=form, output=output, title=title or _title(path, policy), profile=profile
    )
    with open_case(path) as record:
        report = write_report(read_under(record, policy), request, standard=sys.stdout)
    sentences = sum(len(section.items) for section in report.sections)
    count_line(
        f"sitrep: {sentences:,} sentences, {len(report.citations):,} citations, "
        f"under the profile {profile}"
    )


def _title(case: Path, policy: PolicyName | None) -> str:
    return f"{case.stem}: situation report" + (f" (figures {policy})" if policy else "")
