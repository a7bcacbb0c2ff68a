"""`add` adds to a case that is there, and makes none by mistake."""

from pathlib import Path
from shutil import copy

import pytest

from consilience.workspace import watching

NEW = """Bridge closed in Dervan

The bridge over the Orsk was closed on Wednesday, the town's engineers said.
"""


def test_add_takes_reports_into_a_case(consilience, case: Path, tmp_path: Path) -> None:
    mine = Path(copy(case, tmp_path / "mine.case"))
    (tmp_path / "bridge.txt").write_text(NEW)
    found = consilience("add", mine, tmp_path / "bridge.txt")
    assert (found.code, "3 documents" in found.err) == (0, True)


def test_add_names_a_case_that_is_not_there(consilience, reports: Path, tmp_path: Path) -> None:
    found = consilience("add", tmp_path / "mistyped.case", reports)
    assert found.code == 2
    assert "no such case" in found.err
    assert "consilience build" in found.err
    assert not (tmp_path / "mistyped.case").exists()


def test_add_without_reports_says_what_to_name(consilience, case: Path) -> None:
    found = consilience("add", case)
    assert found.code == 2
    assert "--watch" in found.err


def test_a_watched_folder_is_built_from_until_an_interrupt(
    consilience, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Path(copy(case, tmp_path / "mine.case"))
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "bridge.txt").write_text(NEW)
    waits = iter([None])

    def wait(seconds: float) -> None:
        if next(waits, "over") == "over":
            raise KeyboardInterrupt

    monkeypatch.setattr(watching, "pause", wait)
    found = consilience("add", mine, "--watch", inbox)
    assert found.code == 0
    assert "3 documents" in found.err
    assert "watch: 1 build" in found.err
