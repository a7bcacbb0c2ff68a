"""What a build did, in one count line or as JSON, and the exit code that goes with it."""

from __future__ import annotations

from typing import Final

import click

from consilience.cli.showing import count_line
from consilience.model.rows import Json
from consilience.outputs.listings.skipped import count_skipped_documents
from consilience.outputs.printable import json_text
from consilience.outputs.wording import many
from consilience.workspace.build import BuildSummary
from consilience.workspace.case import open_case

SKIPPED_DOCUMENTS: Final = 3
_COUNTED: Final = ("lineages", "statements", "figures", "events", "findings", "contradictions")


def show_summary(summary: BuildSummary, *, as_json: bool) -> int:
    """Print what a build did and return its exit code: 3 if documents had to be skipped."""
    with open_case(summary.case) as record:
        skipped = count_skipped_documents(record)
    if as_json:
        click.echo(json_text(_json(summary, skipped)))
    counted = [("documents", summary.documents)]
    counted += [(name, summary.rows[name]) for name in _COUNTED if name in summary.rows]
    rows = ", ".join(many(number, name.removesuffix("s")) for name, number in counted)
    note = f", {summary.skipped:,} skipped"
    if summary.set_aside:  # pictures of an archive and the like
        note += f", {many(summary.set_aside, 'kind')} of other files set aside"
    told = summary.skipped or summary.set_aside
    see = f" (see: consilience skipped {summary.case})" if told else ""
    count_line(f"build: {rows}{note}{see}")
    return SKIPPED_DOCUMENTS if skipped else 0


def _json(summary: BuildSummary, skipped: int) -> dict[str, Json]:
    return {
        "ok": True,
        "case": str(summary.case),
        "files": summary.files,
        "read": summary.read,
        "known": summary.known,
        "repeated": summary.repeated,
        "documents": summary.documents,
        "skipped": summary.skipped,
        "set_aside": summary.set_aside,
        "skipped_documents": skipped,
        "rows": dict(summary.rows),
        "stages": [
            {
                "stage": stage.stage,
                "unit": stage.unit,
                "ran": stage.ran,
                "seconds": round(stage.seconds, 3),
            }
            for stage in summary.stages
        ],
    }
