"""A build is the same whatever the order, does only what is new, and loses nothing."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from consilience.errors import CaseBusyError, CaseError, PathError
from consilience.model.case import Skipped
from consilience.model.documents import Capture, Document
from consilience.model.rows import to_json
from consilience.model.tables import TABLES
from consilience.pipeline.stages import STAGES
from consilience.store.opening import open_for_build
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case


def record(case: Path) -> list[str]:
    with open_case(case) as opened:
        return [
            json.dumps([kind.table, to_json(row)], ensure_ascii=False)
            for kind in TABLES
            for row in opened.rows(kind)
        ]


def build(reports: Sequence[Path], case: Path, *, jobs: int = 1) -> list[str]:
    build_case(reports, case=case, jobs=jobs)
    return record(case)


def test_the_pile_becomes_a_record(built: Path) -> None:
    with open_case(built) as case:
        assert case.size("documents") == 3
        assert case.size("statements") > 3
        assert case.size("figures") > 3
        assert case.verify().first_bad is None


def test_the_order_of_arguments_changes_nothing(pile: Path, tmp_path: Path) -> None:
    files = sorted(pile.iterdir())
    assert build(files, tmp_path / "a.case") == build(files[::-1], tmp_path / "b.case")


def test_the_number_of_processes_changes_nothing(pile: Path, tmp_path: Path) -> None:
    for number in range(45):  # enough files that the work is really shared out
        text = f"Report {number}\n\nOn Monday {number + 2} people fled the village, a guard said.\n"
        (pile / f"more{number:02}.txt").write_text(text, encoding="utf-8")
    assert build([pile], tmp_path / "a.case") == build([pile], tmp_path / "b.case", jobs=2)


def test_building_again_does_no_work(pile: Path, case: Path) -> None:
    build_case([pile], case=case)
    before = record(case)
    summary = build_case([pile], case=case)
    assert {count.stage: count.ran for count in summary.stages} == {
        stage.name: 0 for stage in STAGES
    }
    assert (summary.read, summary.known) == (0, 3)
    assert record(case) == before


def test_one_more_report_is_all_that_document_stages_see(pile: Path, case: Path) -> None:
    build_case([pile], case=case)
    (pile / "four.txt").write_text("Quiet day\n\nNobody was hurt in Dal on Monday.\n")
    summary = build_case([pile], case=case)
    units = {stage.name: stage.unit for stage in STAGES}
    ran = {count.ran for count in summary.stages if units[count.stage] == "document"}
    assert ran == {1}


def test_a_case_that_grew_says_what_a_fresh_one_says(pile: Path, tmp_path: Path) -> None:
    late = pile / "two.txt"
    text = late.read_text()
    late.unlink()
    build_case([pile], case=tmp_path / "grown.case")
    late.write_text(text)
    build_case([pile], case=tmp_path / "grown.case")
    build_case([pile], case=tmp_path / "fresh.case")
    with open_case(tmp_path / "grown.case") as grown, open_case(tmp_path / "fresh.case") as fresh:
        for kind in TABLES:
            assert grown.size(kind.table) == fresh.size(kind.table), kind.table


def test_kept_work_is_only_a_cache(pile: Path, tmp_path: Path) -> None:
    late = pile / "two.txt"
    text = late.read_text()
    late.unlink()
    for name in ("kept.case", "emptied.case"):
        build_case([pile], case=tmp_path / name)
    with open_for_build(tmp_path / "emptied.case") as opened, opened.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM kept_work").fetchone()[0] > 0
        connection.execute("DELETE FROM kept_work")
    late.write_text(text)
    assert build([pile], tmp_path / "kept.case") == build([pile], tmp_path / "emptied.case")


def test_the_same_bytes_under_two_names_are_one_document(pile: Path, case: Path) -> None:
    shutil.copy(pile / "one.txt", pile / "again.txt")
    summary = build_case([pile], case=case)
    assert summary.repeated == 1
    with open_case(case) as opened:
        names = [document.name for document in opened.rows(Document)]
        assert sorted(names) == ["again.txt", "three.html", "two.txt"]
        assert opened.size("captures") == 4


def test_the_same_path_twice_is_one_capture(pile: Path, case: Path) -> None:
    build_case([pile, pile / "one.txt", pile], case=case)
    with open_case(case) as opened:
        assert len(list(opened.rows(Capture))) == 3


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("sheet.xls", b"\xd0\xcf\x11\xe0" + bytes(64), "unsupported"),
    ],
)
def test_what_cannot_be_read_is_skipped_with_a_reason(
    pile: Path, case: Path, name: str, data: bytes, reason: str
) -> None:
    (pile / name).write_bytes(data)
    summary = build_case([pile], case=case)
    assert summary.documents == 3
    with open_case(case) as opened:
        (skipped,) = opened.rows(Skipped)
        assert skipped.what == name
        assert reason in skipped.reason


def test_a_file_that_was_mended_is_no_longer_skipped(pile: Path, case: Path) -> None:
    (pile / "late.txt").write_bytes(b"")
    assert build_case([pile], case=case).skipped == 1
    (pile / "late.txt").write_text("Late report\n\nTwo people were killed in Dal.\n")
    summary = build_case([pile], case=case)
    assert (summary.skipped, summary.documents) == (0, 4)


def test_a_path_that_is_not_there_is_named(case: Path) -> None:
    with pytest.raises(PathError, match=r"nowhere\.txt"):
        build_case([Path("nowhere.txt")], case=case)
    assert not case.exists()


def test_an_empty_folder_is_named(tmp_path: Path, case: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PathError, match="the folder is empty"):
        build_case([tmp_path / "empty"], case=case)


def test_a_file_that_is_no_case_stays_as_it_is(pile: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes.case"
    other.write_text("my notes, no case\n" * 100)
    with pytest.raises(CaseError, match="not an SQLite file"):
        build_case([pile], case=other)
    assert other.read_text() == "my notes, no case\n" * 100


def test_a_write_protected_case_is_refused_and_can_still_be_read(pile: Path, case: Path) -> None:
    build_case([pile], case=case)
    case.chmod(0o444)
    with pytest.raises(CaseError, match="write-protected"):
        build_case([pile], case=case)
    with open_case(case) as opened:
        assert opened.size("documents") == 3


def test_a_case_in_no_folder_is_refused(pile: Path, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="there is no folder"):
        build_case([pile], case=tmp_path / "nowhere" / "x.case")
    assert not (tmp_path / "nowhere").exists()


def test_without_reports_there_must_be_a_case(case: Path) -> None:
    with pytest.raises(PathError, match="no report given"):
        build_case([], case=case)
    assert not case.exists()


def test_a_case_that_is_being_built_is_busy(pile: Path, case: Path) -> None:
    with open_for_build(case), pytest.raises(CaseBusyError, match="another process"):
        build_case([pile], case=case)
    build_case([pile], case=case)


def test_only_one_file_is_left_behind(built: Path) -> None:
    left = [path.name for path in built.parent.iterdir() if path.name.startswith(built.name)]
    assert left == [built.name]
