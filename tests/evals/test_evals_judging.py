"""The sheet for judging shows what was drawn with its words, the same for the same seed."""

from __future__ import annotations

import pytest

from consilience.workspace.build import build_case
from consilience.workspace.case import open_case
from evals.judging import draw_sheet, sheet_lines, tally
from tests.workspace.conftest import REPORTS


@pytest.fixture(scope="module")
def items(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    build_case([folder], case=folder.parent / "sorve.case")
    with open_case(folder.parent / "sorve.case") as record:
        found = draw_sheet(record, seed=3, size=5)
        assert found == draw_sheet(record, seed=3, size=5)
    return found


def test_events_of_several_reports_are_shown_with_the_words_of_each(items):
    passages = [row for item in items for side in item["sides"] for row in side["passages"]]
    assert {"one.txt", "two.txt"} <= {row["report"] for row in passages}
    assert all("[[" in row["words"] for row in passages)


def test_the_sheet_asks_a_question_and_leaves_the_verdict_open(items):
    assert items
    assert all(item["verdict"] is None and item["question"].endswith("?") for item in items)
    assert any(items[0]["title"] in line for line in sheet_lines(items))


def test_the_tally_counts_verdicts_and_leaves_open_ones_out():
    judged = [{"what": "event", "verdict": value} for value in (True, False, True, None)]
    assert next(tally(judged)) == "event: 2 of 3 right (67%), 4 drawn"
