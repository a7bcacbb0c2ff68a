"""Every adapter answers a small invented set in the form that its scorer takes."""

import gzip
import importlib
import inspect
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from evals.predict import TASKS
from evals.sets import SHARED

TEXTS = (
    "GARRADA, March 12 - Shells hit a bus station in Garrada on Saturday, killing six people and "
    "wounding 11, the health office said. A spokesman for the Upper River Front denied firing "
    "across the river.\n\nMore than 40 soldiers have been killed since January 19, he said.",
    "Six people were killed when shells hit a bus station in Garrada on Saturday. Nobody was "
    'arrested. "We fired nothing," said Jonas Tarkh, a spokesman.',
)
PAGE = (
    "<html><head><title>Shells hit station</title></head><body><nav><a href='/'>Home</a></nav>"
    f"<article><h1>Shells hit station</h1><p>{TEXTS[0]}</p><p>{TEXTS[1]}</p></article>"
    "</body></html>"
)


def documents_of(task: str) -> list[dict]:
    """Two documents with every key that a set of *task* gives."""
    found = []
    for number, text in enumerate(TEXTS):
        at = text.index("hit")
        found.append(
            {
                "id": f"d{number}",
                "text": text,
                "title": "Shells hit station",
                "url": f"http://paper{number}.example/a",
                "outlet": f"Paper {number}",
                "publisher": f"Paper {number}",
                "source": f"Paper {number}",
                "published": "2018-03-12",
                "dct": "2018-03-12",
                "date": "2018-03-12",
                "incident": "i1",
                "pile": "p1",
                "topic": "1",
                "mentions": [{"mention_id": "m1", "start": at, "end": at + 3}],
                "html": f"html/d{number}.html.gz",
            }
        )
    return [{**one, "text": one["text"].upper()} for one in found] if task == "incidents" else found


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    made = tmp_path / "set"
    (made / "html").mkdir(parents=True)
    documents = documents_of(request.param)
    for document in documents:
        (made / document["html"]).write_bytes(gzip.compress(PAGE.encode()))
    at = [document["text"].lower().index("bus station") for document in documents]
    mentions = [[f"d{n}", start, start + 11] for n, start in enumerate(at)]
    claim = {"claim_id": "c1", "documents": ["d0", "d1"], "mentions": mentions}
    for name, lines in (
        ("documents", documents),
        ("claims", [claim]),
        ("pairs", [{"a": "d0", "b": "d1"}]),
    ):
        (made / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return made


def module_of(task: str) -> ModuleType:
    return importlib.import_module(f"evals.tasks.{task}")


def ids_in(path: Path) -> list[str]:
    return sorted(json.loads(line)["id"] for line in path.read_text().splitlines())


def gold_of(task: str, folder: Path, out: Path) -> Path:
    """Gold to hold the answers against: the answers themselves, where they can be."""
    if task == "figures":
        gold = folder / "gold.jsonl"
        gold.write_text(json.dumps({"id": "i1", "killed": 6, "injured": 11, "articles": 2}) + "\n")
        return gold
    if task == "lineage":
        shutil.copy(out / "gold.jsonl", folder / "gold.jsonl")
        claim = json.loads((folder / "claims.jsonl").read_text())
        (folder / "origins.jsonl").write_text(json.dumps({**claim, "origins": 1}) + "\n")
        return folder
    return out


@pytest.mark.parametrize(("folder", "task"), [(task, task) for task in TASKS], indirect=["folder"])
def test_answers_are_in_the_form_that_the_scorer_takes(folder: Path, task: str) -> None:
    out = folder.parent / ("answers" if task == "lineage" else "answers.jsonl")
    module_of(task).predict(folder, out)
    if task != "lineage":
        assert ids_in(out) == (["i1"] if task == "figures" else ["d0", "d1"])
    gold = gold_of(task, folder, out)
    scorer = SHARED / "scorers" / f"{task}.py"
    if not scorer.exists():
        pytest.skip("the scorers are not beside the project")
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


@pytest.mark.parametrize("task", TASKS)
def test_an_adapter_is_short_and_knows_no_answers(task: str) -> None:
    source = inspect.getsource(module_of(task))
    assert source.count("\n") <= 150
    assert 'read_lines(folder, "gold")' not in source
