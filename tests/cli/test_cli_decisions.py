"""Deciding from the command line, and bringing an edited table back."""

import csv
import json
import shutil
from pathlib import Path

import pytest

WHO = ("--who", "Ana Ruiz")


@pytest.fixture
def own(case: Path, tmp_path: Path) -> Path:
    """A copy of the case in which a test decides."""
    return Path(shutil.copyfile(case, tmp_path / "own.case"))


def listed(consilience, name, case):
    return json.loads(consilience(name, case, "--json").out)


def exported(consilience, case, folder, name) -> list[list[str]]:
    assert consilience("export", case, "--format", "csv", "-o", folder).code == 0
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_a_decision_is_made_listed_shown_and_undone(own, consilience):
    figure = listed(consilience, "figures", own)[0]
    done = consilience(
        "decide",
        own,
        "correct",
        figure["figure_id"],
        "best=77",
        "high=77",
        *WHO,
        "--why",
        "misread",
    )
    assert done.code == 0, done.err
    decision = done.out.strip()
    (row,) = listed(consilience, "decisions", own)
    assert (row["decision_id"], row["who"], row["state"]) == (decision, "Ana Ruiz", "waiting")
    assert consilience("build", "--case", own).code == 0
    now = {row["figure_id"]: row for row in listed(consilience, "figures", own)}
    assert now[figure["figure_id"]]["best"] == 77
    assert listed(consilience, "decisions", own)[0]["state"] == "applied"
    shown = consilience("why", own, figure["figure_id"]).out
    assert decision in shown
    assert "correct by Ana Ruiz" in shown
    assert "Ana Ruiz" in consilience("why", own, decision).out
    assert "last hash: " in consilience("decisions", own).err
    assert consilience("undo", own, decision, *WHO).code == 0
    assert consilience("build", "--case", own).code == 0
    now = {row["figure_id"]: row for row in listed(consilience, "figures", own)}
    assert now[figure["figure_id"]]["best"] == figure["best"]
    assert [row["state"] for row in listed(consilience, "decisions", own)] == ["undone", "applied"]
    assert "2 decisions checked" in consilience("verify", own).err


def test_what_was_decided_about_a_row_is_found_by_its_id(own, consilience):
    one, two = (row["figure_id"] for row in listed(consilience, "figures", own)[:2])
    consilience("decide", own, "comment", one, *WHO, "--why", "look")
    consilience("decide", own, "comment", two, *WHO, "--why", "look, too")
    found = json.loads(consilience("decisions", own, "--about", two, "--json").out)
    assert [row["why"] for row in found] == ["look, too"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("marry",), "unknown kind 'marry'; choose from accept"),
        (("merge", "ev_none", "ev_other", *WHO), "there is no 'ev_none' in the case"),
        (("comment", "ev_none", "--why", "x"), "who decides is not said"),
        (("purge", "doc_none"), "unknown kind 'purge'"),
    ],
)
def test_a_wrong_request_is_one_line(own, consilience, words, message):
    shown = consilience("decide", own, *words)
    assert shown.code == 2
    assert message in shown.err


def test_the_queue_tells_what_to_look_at_and_why(own, consilience):
    rows = listed(consilience, "queue", own)
    assert rows
    importance = [row["importance"] for row in rows]
    assert importance == sorted(importance, reverse=True)
    assert all(row["reason"] for row in rows)
    subject = rows[0]["subject"]
    consilience("decide", own, "accept", subject, *WHO)
    assert subject not in {row["subject"] for row in listed(consilience, "queue", own)}


def test_an_edited_table_comes_back_as_decisions(own, consilience, tmp_path):
    rows = exported(consilience, own, tmp_path / "out", "figures.csv")
    header = rows[0]
    rows[1][header.index("best")] = "1,234"
    rows[1][header.index("high")] = "1234"
    rows[2][header.index("measure")] = "injured"
    path = tmp_path / "edited.csv"
    write(path, rows)
    dry = consilience("import-csv", own, path, "--dry-run")
    assert (dry.code, listed(consilience, "decisions", own)) == (0, [])
    done = consilience("import-csv", own, path, *WHO, "--json")
    assert done.code == 0, done.err
    changes = json.loads(done.out)["changes"]
    assert [row["values"] for row in changes] == [
        {"best": 1234, "high": 1234},
        {"measure": "injured"},
    ]
    assert [row["line"] for row in changes] == [2, 3]
    consilience("build", "--case", own)
    now = {row["figure_id"]: row for row in listed(consilience, "figures", own)}
    assert now[rows[1][0]]["best"] == 1234
    assert now[rows[2][0]]["measure"] == "injured"


def test_a_table_that_was_not_edited_asks_for_nothing(own, consilience, tmp_path):
    exported(consilience, own, tmp_path / "out", "figures.csv")
    names = ("events", "figures", "statements", "findings", "contradictions")
    for name in names:
        done = consilience("import-csv", own, tmp_path / "out" / f"{name}.csv", *WHO)
        assert (done.code, done.out) == (0, ""), (name, done.err)


def test_every_wrong_cell_is_named_and_nothing_is_decided(own, consilience, tmp_path):
    rows = exported(consilience, own, tmp_path / "out", "figures.csv")
    header = rows[0]
    rows[1][header.index("best")] = "about twelve"
    rows[2][header.index("measure")] = "hurt"
    rows[2][header.index("value_text")] = "other words"
    rows[3][header.index("best")] = "55"
    rows[4][0] = "fig_none"
    path = tmp_path / "edited.csv"
    write(path, rows)
    done = consilience("import-csv", own, path, *WHO)
    assert done.code == 2
    assert "line 2, column best: best cannot be 'about twelve'; write a number" in done.err
    assert "line 3, column measure: measure cannot be 'hurt'; choose from killed" in done.err
    assert "line 3, column value_text: cannot be changed here" in done.err
    assert "line 5, column figure_id: there is no 'fig_none' in the case" in done.err
    assert listed(consilience, "decisions", own) == []


def test_findings_and_contradictions_come_back_too(own, consilience, tmp_path):
    rows = exported(consilience, own, tmp_path / "out", "findings.csv")
    for name in ("low", "best", "high"):
        rows[1][rows[0].index(name)] = "5"
    path = tmp_path / "edited.csv"
    write(path, rows)
    assert consilience("import-csv", own, path, *WHO, "--why", "counted again").code == 0
    (row,) = listed(consilience, "decisions", own)
    assert (row["kind"], row["why"], row["after"]) == (
        "choose_best", "counted again", "best 5, high 5, low 5",
    )  # fmt: skip


def test_what_is_no_table_of_an_export_is_refused(own, consilience, tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text("name,number\nx,1\n", encoding="utf-8")
    shown = consilience("import-csv", own, path, *WHO)
    assert shown.code == 2
    assert "choose a table that starts with event_id" in shown.err
    path.write_bytes(b"event_id\n\xff\xfe")
    assert "is not UTF-8" in consilience("import-csv", own, path, *WHO).err


def test_a_purge_asks_before_it_acts(own, consilience):
    document = listed(consilience, "documents", own)[0]["source_id"]
    shown = consilience("purge", own, document, "--reason", "x", *WHO)
    assert shown.code != 0
    assert document in {row["source_id"] for row in listed(consilience, "documents", own)}
    done = consilience("purge", own, document, "--reason", "names a witness", *WHO, "--yes")
    assert done.code == 0, done.err
    assert document not in {row["source_id"] for row in listed(consilience, "documents", own)}
    assert consilience("verify", own).code == 0
