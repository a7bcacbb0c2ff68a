"""The same case read by the habits of other projects."""

from __future__ import annotations

import pytest

from consilience.model.findings import FigureSet, Finding
from consilience.outputs.filters import Wanted
from consilience.outputs.listings.figures import list_figures
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case
from consilience.workspace.policies import read_under
from tests.workspace.conftest import REPORTS


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    case = folder.parent / "sorve.case"
    build_case([folder], case=case)
    with open_case(case) as opened:
        yield opened


def killed(record) -> list[Finding]:
    sets = {row.id for row in record.rows(FigureSet) if row.measure == "killed"}
    return [row for row in record.rows(Finding) if row.figure_set in sets]


def test_the_habits_that_the_case_was_built_by_give_the_findings_that_it_holds(record):
    assert list(read_under(record, "consilience").rows(Finding)) == list(record.rows(Finding))


def test_no_policy_leaves_the_record_as_it_is(record):
    assert read_under(record, None) is record


def test_a_policy_without_a_best_gives_none_and_leaves_the_case_alone(record):
    before = list(record.rows(Finding))
    read = read_under(record, "ibc-like")
    assert killed(read)
    assert {row.best for row in killed(read)} == {None}
    assert list(record.rows(Finding)) == before


def test_the_conservative_policy_takes_the_lowest(record):
    for row in killed(read_under(record, "acled-like")):
        assert row.best_rule == "lowest"
        assert row.best == row.low


def test_a_finding_is_found_by_its_id_under_a_policy_too(record):
    read = read_under(record, "ibc-like")
    one = killed(read)[0]
    assert read.get(Finding, one.id) == one == read.find(one.id)
    assert next(read.rows(Finding, figure_set=one.figure_set)) == one


def test_figures_show_what_their_set_comes_to_under_the_policy(record):
    def bests(read):
        listed = list_figures(read, Wanted(measure="killed")).records()
        return {row["set_best"] for row in listed if row["set_best_rule"]}

    assert bests(record) != {None}
    assert bests(read_under(record, "ibc-like")) == {None}
