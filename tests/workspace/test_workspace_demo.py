"""The demo: the packaged examples, laid out and built."""

from pathlib import Path

import pytest

from consilience.errors import PathError
from consilience.workspace.case import open_case
from consilience.workspace.demo import build_demo, tour
from consilience.workspace.progress import Silent


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "there"
    return build_demo(folder, jobs=1, progress=Silent()).case


def test_the_files_lie_beside_the_case_for_everybody_to_read(demo: Path) -> None:
    beside = {path.name for path in demo.parent.iterdir()}
    assert {"demo.case", "reports", "vocabulary.toml", "gazetteer.csv", "truth.json"} <= beside
    assert len(list((demo.parent / "reports").iterdir())) == 16


def test_the_demo_holds_every_report_and_verifies(demo: Path) -> None:
    with open_case(demo) as case:
        assert case.size("documents") == 16
        assert case.size("skipped") == 0
        assert case.verify().first_bad is None


def test_the_tour_names_what_was_found_and_how_to_see_more(demo: Path) -> None:
    lines = list(tour(demo))
    assert any("16 reports" in line for line in lines)
    assert any("one text, one voice" in line for line in lines)
    assert all(str(demo) in line for line in lines if "more:" in line)


def test_building_the_demo_twice_changes_nothing(demo: Path) -> None:
    before = list(tour(demo))
    again = build_demo(demo.parent, jobs=1, progress=Silent())
    assert again.known == 16
    assert list(tour(demo)) == before


def test_a_folder_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(PathError, match="cannot write to the folder"):
        build_demo(blocked / "demo", jobs=1, progress=Silent())
