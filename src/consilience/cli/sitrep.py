"""The command `sitrep`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import click

from consilience.cli.options import (
    REPORT_FORMS,
    case_argument,
    find_case,
    policy_option,
    profile_option,
)
from consilience.model.scales import PolicyName, ProfileName, ReportForm, ReportLength


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
@click.option("--brief", "length", flag_value="brief", help="One page: what matters most.")
@click.option("--full", "length", flag_value="full", help="Everything that the case holds.")
@click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="An earlier build of the case: what has changed since then stands first.",
)
@profile_option
@policy_option
def command(  # noqa: PLR0913 - one parameter an option
    case: Path | None,
    *,
    form: ReportForm | None,
    output: Path,
    title: str | None,
    length: ReportLength | None,
    since: Path | None,
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
      consilience sitrep mosul.case --brief --since last-week.case -o monday.html
      consilience sitrep mosul.case --policy ucdp-like -o ucdp.html
    """
    from consilience.cli.showing import count_line
    from consilience.outputs.report.writing import ReportRequest, write_report
    from consilience.workspace.case import read_case
    from consilience.workspace.policies import read_under

    path = find_case(case)
    request = ReportRequest(
        form=form,
        output=output,
        title=title or _title(path, policy),
        profile=profile,
        length=length or "default",
    )
    with ExitStack() as cases:
        record = read_under(cases.enter_context(read_case(path)), policy)
        before = None if since is None else cases.enter_context(read_case(since))
        earlier = None if before is None else read_under(before, policy)
        report = write_report(record, request, standard=sys.stdout, since=earlier)
    sentences = sum(len(section.items) for section in report.sections)
    count_line(
        f"sitrep: {sentences:,} sentences, {len(report.citations):,} citations, "
        f"under the profile {profile}"
    )


def _title(case: Path, policy: PolicyName | None) -> str:
    return f"{case.stem}: situation report" + (f" (figures {policy})" if policy else "")
