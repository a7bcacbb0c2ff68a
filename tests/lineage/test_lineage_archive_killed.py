"""An archive is grown in one step: whatever moment a run is killed at, the archive is whole.

No process is killed here. Every change of a folder goes through `archive.disk`; one after the
other of these is torn in its middle, so that every moment is tried and none is left to chance.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from consilience.errors import InputError
from consilience.lineage.archive import disk
from consilience.lineage.archive.archive import Archive, ArchiveSettings
from consilience.lineage.archive.building import build_archive
from consilience.lineage.archive.growing import extend_archive
from consilience.lineage.archive.shelf import Shelf, ShelfDocument
from consilience.lineage.copies import TraceSettings
from consilience.lineage.proposals import ProposalSettings
from tests.lineage.test_lineage_archive import Found, archive_of, entangled, found_in

SETTINGS = ArchiveSettings()
EFFECTS = ("save", "write", "append", "cut", "make", "remove", "sync", "replace")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk: only a power cut would tell the difference."""
    monkeypatch.setattr(os, "fsync", lambda number: None)


class Killed(BaseException):
    """Stands for the end of a process: nothing of the product catches it."""


class Killer:
    """Lets so many changes of a folder happen; the next one is torn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
        self.left = after
        for name in EFFECTS:
            monkeypatch.setattr(disk, name, self._counted(name, getattr(disk, name)))

    def _counted(self, name: str, effect: Callable[..., None]) -> Callable[..., None]:
        def counted(*given: Any) -> None:
            if self.left == 0:
                _tear(name, effect, *given)
                raise Killed(name)
            self.left -= 1
            effect(*given)

        return counted


def _tear(name: str, effect: Callable[..., None], *given: Any) -> None:
    """Do about half of what *effect* does."""
    if name == "append":
        effect(given[0], given[1][: len(given[1]) // 2])
    elif name in ("save", "write"):
        effect(*given)
        with given[0].open("r+b") as file:
            file.truncate(given[0].stat().st_size // 2)
    elif name == "replace":
        given[0].with_suffix(".new").write_text(given[1][: len(given[1]) // 2])
    elif name == "remove" and given[0].is_dir():
        for path in sorted(given[0].iterdir())[::2]:
            path.unlink()


def moments(folder: Path, act: Callable[[Path], object], *, step: int = 1) -> Iterator[Path]:
    """Yield a copy of *folder* for each moment at which *act* on it can be killed."""
    for after in range(0, 10_000, step):
        place = folder.parent / f"killed-{after}"
        shutil.copytree(folder, place)
        with pytest.MonkeyPatch.context() as monkeypatch:
            Killer(monkeypatch, after=after)
            try:
                act(place)
            except Killed:
                pass
            else:
                shutil.rmtree(place)
                return
        yield place
        shutil.rmtree(place)


@pytest.fixture(scope="module")
def documents() -> list[ShelfDocument]:
    return random.Random(1).sample(entangled(1), 20)


def reread(folder: Path) -> Found:
    return found_in(Archive(folder, SETTINGS))


def test_a_killed_addition_leaves_the_archive_or_has_made_the_new_one(
    documents: list[ShelfDocument], tmp_path: Path
) -> None:
    old, more = documents[:14], documents[14:]
    before = found_in(archive_of(tmp_path / "old", old, SETTINGS))
    whole = found_in(archive_of(tmp_path / "whole", documents, SETTINGS))
    assert before != whole

    def grow(folder: Path) -> None:
        extend_archive(Archive(folder, SETTINGS), more)

    seen = []
    for place in moments(tmp_path / "old", grow):
        found = reread(place)
        seen.append(found == whole)
        if found != whole:
            assert found == before
            assert Archive(place, SETTINGS).shelf.count == len(old)
        if found != whole and len(seen) % 4 == 0:
            grow(place)
            assert reread(place) == whole
    # Old to a moment, new from it on; both have been seen.
    assert seen == sorted(seen)
    assert set(seen) == {False, True}
    assert len(seen) > 30


def test_a_killed_build_is_no_archive_and_can_be_built_again(
    documents: list[ShelfDocument], tmp_path: Path
) -> None:
    whole = found_in(archive_of(tmp_path / "whole", documents, SETTINGS))
    (tmp_path / "shelf").mkdir()
    Shelf(tmp_path / "shelf").add(documents)
    killed = 0
    for place in moments(
        tmp_path / "shelf", lambda folder: build_archive(Archive(folder, SETTINGS)), step=19
    ):
        killed += 1
        with pytest.raises(InputError, match="never built"):
            Archive(place, SETTINGS).passages()
        assert found_in(build_archive(Archive(place, SETTINGS))) == whole
    assert killed > 5


def test_what_a_killed_run_left_on_the_shelf_is_cut_off(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.add([ShelfDocument(id="d1", text="One text.", outlet="Courier")])
    torn = Shelf(tmp_path)
    disk.append(tmp_path / "texts", b"Half a te")
    disk.append(tmp_path / "id", b"d2")
    torn.add([ShelfDocument(id="d3", text="Größe", outlet=None)])
    now = Shelf(tmp_path)
    assert now.lines("id") == ["d1", "d3"]
    assert now.lines("outlet") == ["Courier", ""]
    assert now.texts([0, 1]) == ["One text.", "Größe"]


def test_an_archive_is_opened_with_the_settings_that_made_it(
    documents: list[ShelfDocument], tmp_path: Path
) -> None:
    archive_of(tmp_path / "one", documents[:8], SETTINGS)
    smaller = ArchiveSettings(run_documents=3, judged_pairs=1)
    assert np.array_equal(
        Archive(tmp_path / "one", smaller).passages(), Archive(tmp_path / "one").passages()
    )
    tighter = TraceSettings(propose=ProposalSettings(max_places=20))
    other = ArchiveSettings(trace=tighter)
    with pytest.raises(InputError, match="other settings"):
        Archive(tmp_path / "one", other).passages()
