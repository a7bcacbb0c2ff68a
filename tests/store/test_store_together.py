"""Several have a case open at once: each waits for the others, and each sees one whole case.

Nothing here waits for the clock: the other one acts at the very moment that matters.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from consilience.errors import CaseBusyError
from consilience.model.lineage import Lineage
from consilience.store import opening, verify
from consilience.store.casefile import CaseFile
from consilience.store.opening import open_case, open_for_build
from tests.store.test_store_casefile import cut_off, lineage, write_lineages


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "x.case"
    with open_for_build(path) as opened:
        write_lineages(opened, [lineage("lin_a")], previous=[])
    return path


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a plain connection of somebody else."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def ids(case: CaseFile) -> list[str]:
    return [row.id for row in case.rows(Lineage)]


def journal_of(path: Path) -> str:
    with writing(path) as other:
        return str(other.execute("PRAGMA journal_mode").fetchone()[0])


def test_a_reader_goes_on_after_a_writer_was_killed_in_mid_write(case: Path) -> None:
    with open_case(case) as reader:
        assert ids(reader) == ["lin_a"]
        cut_off(case)
        assert ids(reader) == ["lin_a"]
    assert not case.with_name("x.case-journal").exists()


def test_reading_changes_nothing(case: Path) -> None:
    before = case.read_bytes()
    with open_case(case) as reader:
        ids(reader)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.connection.execute("DELETE FROM lineages")
    assert case.read_bytes() == before
    assert sorted(path.name for path in case.parent.iterdir()) == ["x.case"]


def test_one_state_is_that_of_its_beginning(case: Path) -> None:
    with open_for_build(case) as build, open_case(case) as reader:
        with reader.one_state():
            write_lineages(build, [lineage("lin_b")], previous=[lineage("lin_a")])
            assert ids(reader) == ["lin_a"]
        assert ids(reader) == ["lin_b"]


def test_what_is_written_while_it_is_verified_is_no_damage(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = verify.group_digest
    written: list[bool] = []

    def meanwhile(*given: object) -> str:
        if not written:  # the digests have been read, the rows have not
            written.append(True)
            write_lineages(build, [lineage("lin_b")], previous=[lineage("lin_a")])
        return plain(*given)

    monkeypatch.setattr(verify, "group_digest", meanwhile)
    with open_for_build(case) as build, open_case(case) as reader:
        assert verify.verify_case(reader).first_bad is None
    assert written


def test_damage_is_found_also_while_somebody_writes(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = verify.group_digest

    def meanwhile(*given: object) -> str:
        build.connection.execute("UPDATE facts SET value = value || 'x' WHERE name = 'shape'")
        return plain(*given)

    monkeypatch.setattr(verify, "group_digest", meanwhile)
    with open_for_build(case) as build, open_case(case) as reader:
        build.connection.execute("UPDATE lineages SET n_words = 10")
        assert "rows of lineages differ" in str(verify.verify_case(reader).first_bad)


def test_a_build_leaves_one_file_when_the_last_reader_goes(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers: list[CaseFile] = []
    clock = SimpleNamespace(monotonic=lambda: 0.0, sleep=lambda seconds: readers.pop().close())
    monkeypatch.setattr(opening, "time", clock)
    with open_for_build(case):
        readers.append(open_case(case))
    assert readers == []
    assert journal_of(case) == "delete"
    assert sorted(path.name for path in case.parent.iterdir()) == ["x.case"]


def test_where_a_reader_stays_the_file_alone_is_the_whole_case(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LINGER_S", 0)
    with open_case(case) as reader:
        with open_for_build(case) as build:
            ids(reader)
            write_lineages(build, [lineage("lin_b")], previous=[lineage("lin_a")])
        copy = shutil.copy(case, case.with_name("copy.case"))
        assert ids(reader) == ["lin_b"]
    with open_case(Path(copy)) as opened:
        assert ids(opened) == ["lin_b"]


def test_a_build_in_the_same_process_leaves_a_reader_its_lock(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE_S", 0.1)
    with open_case(case) as reader, reader.one_state():
        with pytest.raises(CaseBusyError, match="in use"), open_for_build(case):
            pass
        assert ids(reader) == ["lin_a"]
    with open_for_build(case) as build:
        assert ids(build) == ["lin_a"]


def test_a_full_disk_is_told_as_what_it_is(case: Path) -> None:
    with open_for_build(case) as build:
        (pages,) = build.connection.execute("PRAGMA page_count").fetchone()
        build.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError, match="full"), build.transaction() as into:
            into.executemany(
                "INSERT INTO facts VALUES (?, ?)", ((f"f{n}", "x" * 900) for n in range(500))
            )
        assert ids(build) == ["lin_a"]
