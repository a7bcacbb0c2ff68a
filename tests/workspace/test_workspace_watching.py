"""A watched folder is built from when its files have settled, and the watch ends cleanly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consilience.errors import CaseBusyError, PathError
from consilience.workspace.watching import (
    Listing,
    WatchSettings,
    list_files,
    watch_folder,
)

FOLDER = Path("inbox")
ONE: Listing = {FOLDER / "a.txt": (10, 1)}
GROWN: Listing = {FOLDER / "a.txt": (20, 2)}
TWO: Listing = {**GROWN, FOLDER / "b.txt": (5, 3)}


def watched(*listings: Listing, settings: WatchSettings | None = None) -> list[int]:
    """Return after which looks (from 1) a build ran."""
    seen: list[Listing] = []
    built: list[int] = []

    def look(folder: Path) -> Listing:
        assert folder == FOLDER
        seen.append(listings[len(seen)])
        return seen[-1]

    builds = watch_folder(
        FOLDER,
        lambda: built.append(len(seen)),
        settings=settings or WatchSettings(),
        look=look,
        wait=lambda seconds: None,
        looks=len(listings),
    )
    assert builds == len(built)
    return built


def test_a_build_runs_once_the_files_have_settled() -> None:
    assert watched({}, ONE, GROWN, GROWN, GROWN, GROWN) == [4]


def test_every_new_or_changed_file_is_taken_in() -> None:
    assert watched(ONE, ONE, ONE, GROWN, GROWN, TWO, TWO, TWO) == [2, 5, 7]


def test_a_case_that_somebody_else_builds_is_waited_for() -> None:
    refused = [True, True, False]
    tried: list[int] = []

    def build() -> None:
        tried.append(len(tried))
        if refused[len(tried) - 1]:
            raise CaseBusyError("being built by another process")

    builds = watch_folder(
        FOLDER,
        build,
        settings=WatchSettings(),
        look=lambda folder: ONE,
        wait=lambda seconds: None,
        looks=10,
    )
    assert (builds, tried) == (1, [0, 1, 2])


def test_a_file_that_goes_builds_nothing() -> None:
    assert watched(TWO, TWO, GROWN, GROWN, {}, {}) == [2]


def test_a_folder_that_never_rests_is_built_all_the_same() -> None:
    busy = [{FOLDER / "a.txt": (size, size)} for size in range(1, 8)]
    assert watched(*busy, settings=WatchSettings(longest_looks=3)) == [3, 6]


def test_an_interrupt_ends_the_watch() -> None:
    waits: Iterator[None] = iter([None, None])

    def wait(seconds: float) -> None:
        assert seconds == 2.0
        if next(waits, "over") == "over":
            raise KeyboardInterrupt

    built: list[int] = []
    builds = watch_folder(
        FOLDER,
        lambda: built.append(1),
        settings=WatchSettings(),
        look=lambda folder: ONE,
        wait=wait,
    )
    assert (builds, built) == (1, [1])


def test_hidden_files_are_not_listed_and_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a.txt").write_text("words")
    (tmp_path / ".part").write_text("words")
    assert [path.name for path in list_files(tmp_path)] == ["a.txt"]
    with pytest.raises(PathError, match="no such folder to watch"):
        list_files(tmp_path / "gone")
