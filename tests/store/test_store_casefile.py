"""The case file opens only what it knows, and says what it holds."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from consilience.errors import CaseBusyError, CaseError
from consilience.model.case import Count
from consilience.model.lineage import Lineage
from consilience.model.memory import Memory
from consilience.model.rows import Row
from consilience.model.tables import TABLES
from consilience.store.casefile import CaseFile
from consilience.store.columns import encode_row, has_earlier_ids, insert_into
from consilience.store.digests import Digests
from consilience.store.opening import open_case, open_for_build
from consilience.store.results import CorpusResult, CorpusRun, group_digest, write_corpus


def lineage(key: str, *previous: str, words: int = 9) -> Lineage:
    return Lineage(
        id=key,
        previous_ids=previous,
        kind="verbatim",
        origin=None,
        common_source=None,
        n_documents=2,
        n_outlets=2,
        n_words=words,
        reason="the same sentence",
    )


def write_lineages(case: CaseFile, rows: list[Lineage], *, previous: list[Lineage]) -> None:
    result = CorpusResult(kind=Lineage, rows=rows, previous=previous)
    run = CorpusRun(stage="trace", given="1", results=[result], skipped=(), memory=Memory())
    write_corpus(case, run, digests=Digests(case))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "x.case"
    with open_for_build(path):
        pass
    return path


def test_a_missing_case_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"no such case: .*x\.case"):
        open_case(tmp_path / "x.case")


def test_another_sqlite_file_is_no_case(tmp_path: Path) -> None:
    path = tmp_path / "x.case"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(CaseError, match="no consilience case"):
        open_case(path)
    with pytest.raises(CaseError, match="no consilience case"), open_for_build(path):
        pass


def test_a_newer_case_is_refused(case: Path) -> None:
    connection = sqlite3.connect(case)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CaseError, match="newer consilience"):
        open_case(case)


def test_a_derived_table_of_an_older_shape_is_made_anew(case: Path) -> None:
    connection = sqlite3.connect(case)
    connection.execute("DROP TABLE counts")
    connection.execute("CREATE TABLE counts (id TEXT PRIMARY KEY, old TEXT)")
    connection.execute("INSERT INTO counts VALUES ('cnt_1', 'x')")
    connection.execute("INSERT INTO stage_results VALUES ('tally', '', 'abc')")
    connection.commit()
    connection.close()
    with open_for_build(case) as opened:
        assert list(opened.rows(Count)) == []
        assert opened.connection.execute("SELECT count(*) FROM stage_results").fetchone() == (0,)


def test_a_row_answers_to_the_ids_that_it_once_had(case: Path) -> None:
    with open_for_build(case) as opened:
        opened.connection.execute(insert_into(Lineage), encode_row(lineage("lin_b", "lin_a")))
        found = opened.find("lin_a")
    assert found is not None
    assert found.id == "lin_b"


@pytest.mark.parametrize(
    "kind", [kind for kind in TABLES if has_earlier_ids(kind)], ids=lambda kind: kind.table
)
def test_an_id_that_nobody_has_is_looked_for_among_renamed_rows_only(
    case: Path, kind: type[Row]
) -> None:
    plans: list[str] = []
    with open_case(case) as opened:
        opened.connection.set_trace_callback(plans.append)
        assert opened.get(kind, f"{kind.prefix}_nobody") is None
        opened.connection.set_trace_callback(None)
        plan = str(opened.connection.execute(f"EXPLAIN QUERY PLAN {plans[-1]}").fetchall())
    assert f"USING INDEX {kind.table}_renamed" in plan


def test_a_field_called_kind_is_a_filter_like_any_other(case: Path) -> None:
    with open_for_build(case) as opened:
        write_lineages(opened, [lineage("lin_a")], previous=[])
        assert [row.id for row in opened.rows(Lineage, kind="verbatim")] == ["lin_a"]
        assert not list(opened.rows(Lineage, kind="spun"))


def test_unknown_filters_are_named(case: Path) -> None:
    with open_case(case) as opened, pytest.raises(CaseError, match="counts has no column nme"):
        list(opened.rows(Count, nme="x"))


def test_a_corpus_stage_writes_only_what_differs(case: Path) -> None:
    with open_for_build(case) as opened:
        write = opened.connection.execute
        first = [lineage("lin_a"), lineage("lin_b")]
        write_lineages(opened, first, previous=[])
        write("CREATE TABLE touched (id)")
        for verb in ("INSERT", "DELETE"):
            side = "new" if verb == "INSERT" else "old"
            write(
                f"CREATE TRIGGER t_{verb} AFTER {verb} ON lineages"
                f" BEGIN INSERT INTO touched VALUES ({side}.id); END"
            )
        second = [lineage("lin_b"), lineage("lin_c")]
        write_lineages(opened, second, previous=first)
        assert sorted(write("SELECT id FROM touched").fetchall()) == [("lin_a",), ("lin_c",)]
        assert list(opened.rows(Lineage)) == second
        assert Digests(opened).of("lineages", "") == group_digest(opened, Lineage, "")


def fill_up(case: Path, rows: list[Lineage]) -> None:
    with open_for_build(case) as opened:
        write_lineages(opened, rows[:1], previous=[])
        pages = opened.connection.execute("PRAGMA page_count").fetchone()[0]
        opened.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        write_lineages(opened, rows, previous=rows[:1])


def test_a_full_disk_is_no_damage_and_what_was_finished_stays(case: Path) -> None:
    rows = [lineage(f"lin_{number:016}") for number in range(2_000)]
    with pytest.raises(CaseError, match="the disk is full"):
        fill_up(case, rows)
    assert [row.id for row in open_case(case).rows(Lineage)] == [rows[0].id]


def test_a_transaction_that_fails_leaves_nothing(case: Path) -> None:
    def half() -> None:
        with opened.transaction() as connection:
            connection.execute(insert_into(Lineage), encode_row(lineage("lin_a")))
            raise KeyError

    with open_for_build(case) as opened:
        with pytest.raises(KeyError):
            half()
        assert list(opened.rows(Lineage)) == []


CUT_OFF = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")  # pages reach the file before the commit
connection.execute("BEGIN")
connection.execute("CREATE TABLE half (a)")
connection.executemany("INSERT INTO half VALUES (?)", (("x" * 3000,) for _ in range(200)))
os.kill(os.getpid(), signal.SIGKILL)
"""


def cut_off(path: Path) -> None:
    """Kill a process that has written half of a change into the file."""
    ended = subprocess.run([sys.executable, "-c", CUT_OFF, str(path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    plain = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        plain.execute("PRAGMA user_version").fetchone()
    plain.close()


def test_a_case_whose_writer_was_killed_opens_as_it_was_before(case: Path) -> None:
    cut_off(case)
    with open_case(case) as opened:
        names = {name for (name,) in opened.connection.execute("SELECT name FROM sqlite_master")}
    assert "half" not in names
    assert "documents" in names


def test_a_protected_case_whose_writer_was_killed_says_what_to_do(case: Path) -> None:
    cut_off(case)
    case.chmod(0o444)
    with pytest.raises(CaseError, match="was cut off while it was written") as raised:
        open_case(case)
    assert "-journal" in (raised.value.hint or "")


def test_a_build_waits_for_a_decision_that_is_being_written(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(case, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    pauses: list[float] = []

    def decide(seconds: float) -> None:
        if not pauses:
            other.execute("COMMIT")
        pauses.append(seconds)

    clock = SimpleNamespace(monotonic=lambda: 0.0, sleep=decide)
    monkeypatch.setattr("consilience.store.opening.time", clock)
    with open_for_build(case) as opened:
        assert opened.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert opened.connection.execute("PRAGMA busy_timeout").fetchone()[0] > 1000
    other.close()
    assert len(pauses) == 1


def test_a_case_that_is_written_for_ever_is_told_to_be_in_use(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consilience.store.opening.PATIENCE_S", 0.5)
    other = sqlite3.connect(case, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CaseBusyError, match="in use"), open_for_build(case):
        pass
    other.close()
