"""Tables leave as CSV, come back edited, and become decisions; wrong cells are all named."""

import csv
import io
import re
import shutil

import pytest
from starlette.testclient import TestClient

from consilience.workspace.case import open_case
from tests.web.conftest import ADDRESS, VIEWER

OWN = {"origin": ADDRESS}


@pytest.fixture
def case(examples_case, tmp_path):
    return shutil.copy(examples_case, tmp_path / "own.case")


@pytest.fixture
def desk(enter, case):
    return enter(case=case)


def rows_of(client: TestClient, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(f"/tables/{name}.csv").text, newline="")))


def bring(client: TestClient, rows: list[list[str]], **fields: str):
    mark = re.search(r'<meta name="csrf" content="(\w+)">', client.get("/tables").text)
    assert mark is not None
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    files = {"table": ("edited.csv", out.getvalue().encode(), "text/csv")}
    return client.post("/tables", data={"csrf": mark[1], **fields}, files=files, headers=OWN)


def log_of(case):
    with open_case(case) as opened:
        return opened.decisions()


def edited(rows: list[list[str]], column: str, value: str) -> list[list[str]]:
    """Return *rows* with another value in *column* of the first line of data."""
    at = rows[0].index(column)
    first = next(i for i, row in enumerate(rows[1:], 1) if row[at] != value)
    return [[*row[:at], value, *row[at + 1 :]] if i == first else row for i, row in enumerate(rows)]


def test_a_table_that_comes_back_as_it_left_decides_nothing(desk, case):
    answer = bring(desk, rows_of(desk, "contradictions"), trying="1")
    assert "it says what the case says" in answer.text
    assert log_of(case) == []


def test_an_edited_cell_becomes_a_decision_and_can_be_tried_before(desk, case):
    changed = edited(rows_of(desk, "contradictions"), "state", "accepted")
    assert "accepted" in bring(desk, changed, trying="1").text
    assert log_of(case) == []
    assert "1 decision" in bring(desk, changed, why="the ministry said so").text
    (entry,) = log_of(case)
    assert (entry.kind, entry.who, entry.why) == ("resolve", "Amal", "the ministry said so")


def test_every_wrong_cell_is_named_and_nothing_is_decided(desk, case):
    rows = edited(rows_of(desk, "events"), "date_start", "someday")
    answer = bring(desk, edited(rows, "title", "=cmd()"))
    assert answer.status_code == 400
    assert "column date_start" in answer.text
    assert "column title" in answer.text
    assert log_of(case) == []


def test_a_viewer_takes_tables_away_without_names_and_brings_none_back(enter, case):
    viewer = enter(VIEWER, case=case)
    assert bring(viewer, rows_of(viewer, "events")).status_code == 403
    assert "Bring an edited table back" not in viewer.get("/tables").text


def test_there_is_no_table_of_another_name(desk):
    assert desk.get("/tables/decisions_secret.csv").status_code == 404
