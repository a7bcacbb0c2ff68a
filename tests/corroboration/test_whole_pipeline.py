"""What must hold of the record whatever the pile: over all stages, on reports as text."""

from __future__ import annotations

from collections import Counter

import pytest

from consilience.model.events import Event, EventStanding
from consilience.model.findings import Finding, Grade, SetMember
from consilience.pipeline.run import Rows, run_stages
from consilience.pipeline.stages import STAGES
from evals.pile import document_rows

REPORTS = {
    "lantern": (
        "Shells hit the mill of Garrada\n"
        "At least 12 people were killed when shells hit the mill of Garrada on 3 May 2031, the "
        "Oram Rights Monitor said.\n"
        "A spokesman for the army denied any involvement in the attack.\n"
    ),
    "post": (
        "Mill shelled in Garrada\n"
        "Fourteen people were killed and 31 wounded when shells hit the mill of Garrada on 3 May "
        "2031, a doctor at the town's hospital said.\n"
        "More than 300 families have fled the town since Monday, the district council said.\n"
    ),
    "herald": (
        "Dead in Garrada\n"
        "The district council said that 14 people were killed when shells hit the mill of Garrada "
        "on 3 May 2031.\n"
    ),
}


def rows_of(name: str, *, key: str | None = None) -> list:
    return document_rows(
        key or f"doc_{name}",
        REPORTS[name],
        title=REPORTS[name].split("\n", 1)[0],
        outlet=f"{(key or name).title()} Gazette",
        published="2031-05-04",
    )


def built(*reports: list) -> Rows:
    return run_stages(STAGES, [row for rows in reports for row in rows])


def concluded(rows: Rows) -> tuple[Counter, Counter, Counter]:
    """Return figures as reconciled, grades, and events, without what only counts reports."""
    sets = {row.figure_set for row in rows[SetMember]}
    findings = Counter(
        (row.low, row.best, row.high, row.agreement, row.n_independent, row.corroboration)
        for row in rows[Finding]
        if row.figure_set in sets
    )
    grades = Counter((row.axis, row.value, row.rule) for row in rows[Grade])
    events = Counter((row.kind, row.date_start, row.realis) for row in rows[Event])
    return findings, grades, events


@pytest.fixture(scope="module")
def alone() -> Rows:
    return built(*(rows_of(name) for name in REPORTS))


@pytest.mark.parametrize("name", list(REPORTS))
def test_copying_a_report_changes_no_figure_no_grade_and_no_event(alone, name):
    copied = built(*(rows_of(one) for one in REPORTS), rows_of(name, key="doc_copy"))
    assert concluded(copied) == concluded(alone)


def test_another_order_of_the_reports_changes_no_row(alone):
    turned = built(*(rows_of(name) for name in reversed(REPORTS)))
    assert turned == alone


def test_an_independent_report_that_confirms_never_lowers_what_is_known(alone):
    ranks = {"unattributed": 0, "provisional": 1, "corroborated": 2, "strong": 3}

    def best(rows):
        return max(ranks[row.corroboration] for row in rows[EventStanding])

    fewer = built(rows_of("lantern"), rows_of("post"))
    assert best(alone) >= best(fewer)
    assert best(fewer) >= best(built(rows_of("lantern")))
