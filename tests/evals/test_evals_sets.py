"""The labelled sets and their quick subsets."""

import json
from pathlib import Path

import pytest

from evals import sets
from evals.predict import TASKS
from evals.sets import LabelledSet, load_sets, quick_folder, value_at


def test_every_task_has_a_set_and_every_set_a_known_task() -> None:
    assert {one.task for one in load_sets()} == set(TASKS)


def test_every_peer_is_measured_by_a_figure_that_is_shown() -> None:
    for one in load_sets():
        shown = {path.lstrip("-") for path in one.metrics}
        for peer, figures in one.peers.items():
            assert set(figures) <= shown, (one.folder, peer)


def test_every_task_but_huge_sets_is_in_the_quick_subset() -> None:
    assert {one.task for one in load_sets() if one.quick} == set(TASKS)


def test_a_value_is_found_by_its_path() -> None:
    assert value_at({"killed": {"exact": 0.5}}, "killed.exact") == 0.5
    assert value_at({"over_merge": 0.25}, "-over_merge") == 0.25
    assert value_at({}, "killed.exact") is None


@pytest.fixture
def small_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LabelledSet:
    monkeypatch.setattr(sets, "SHARED", tmp_path / "shared")
    monkeypatch.setattr(sets, "OUT", tmp_path / "out")
    folder = tmp_path / "shared" / "data" / "grouping" / "made"
    folder.mkdir(parents=True)
    lines = [{"id": f"d{n}", "pile": f"p{n // 3}", "text": "One."} for n in range(30)]
    for name in ("documents", "gold"):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text)
    (folder / "README.txt").write_text("beside")
    return LabelledSet(
        task="grouping", folder="grouping/made", together="pile", quick=7, metrics=("b_cubed.f1",)
    )


def test_a_quick_subset_keeps_groups_whole_and_answers_beside_inputs(
    small_set: LabelledSet,
) -> None:
    folder = quick_folder(small_set)
    documents, gold = (
        [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]
        for name in ("documents", "gold")
    )
    piles = [line["pile"] for line in documents]
    assert len(documents) == 9
    assert all(piles.count(pile) == 3 for pile in piles)
    assert {line["id"] for line in gold} == {line["id"] for line in documents}
    assert (folder / "README.txt").read_text() == "beside"


def test_a_quick_subset_is_the_same_every_time(small_set: LabelledSet) -> None:
    folder = quick_folder(small_set)
    before = (folder / "documents.jsonl").read_bytes()
    (folder / "done").unlink()
    assert (quick_folder(small_set) / "documents.jsonl").read_bytes() == before


def test_absent_data_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "SHARED", sets.ROOT.parent / "nowhere")
    one = LabelledSet(task="times", folder="times/none", together="id", quick=1, metrics=())
    assert one.missing() == "no data: ../nowhere/data/times/none is absent"
