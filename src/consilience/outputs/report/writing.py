"""Write a situation report: in which form, under which profile, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from consilience.errors import SettingsError
from consilience.model.scales import ProfileName, ReportForm, ReportLength
from consilience.model.source import RowSource
from consilience.outputs.exports.files import write_file
from consilience.outputs.profiles import Profile
from consilience.outputs.report.html import render_html
from consilience.outputs.report.markdown import render_markdown
from consilience.outputs.report.parts import Report
from consilience.outputs.report.situation import make_report

_ENDINGS: Final[dict[str, ReportForm]] = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """What a reader wants to have written, and where."""

    output: Path  # a file, or - for the standard output
    title: str
    form: ReportForm | None = None  # None: told by the ending of the file
    profile: ProfileName = "public"
    length: ReportLength = "default"


def write_report(
    record: RowSource,
    request: ReportRequest,
    *,
    standard: TextIO,
    since: RowSource | None = None,
) -> Report:
    """Write the situation report of *record*, with what changed *since* an earlier build.

    Raises:
        SettingsError: the form is neither given nor told by the ending of the file.
        PathError: the file cannot be written.

    """
    form = request.form or _ENDINGS.get(request.output.suffix.casefold())
    if form is None:
        raise SettingsError(
            f"no telling which form {str(request.output)!r} should have",
            hint="add --format md or --format html",
        )
    report = make_report(
        record,
        title=request.title,
        profile=Profile(record, request.profile, also=since),
        length=request.length,
        since=since,
    )
    page = render_html(report) if form == "html" else render_markdown(report)
    if request.output == Path("-"):
        standard.write(page)
    else:
        write_file(request.output, [page])
    return report
