"""A case built once from two short reports and a file that is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from consilience.cli.root import run

HERALD = """Shells hit the market of Dervan

At least 40 civilians were killed on Tuesday, the Orsk Relief Union said in a statement.

The army \x1b[31mdenied\x1b[0m the report.
"""
POST = """Dozens dead in Dervan

At least 40 civilians were killed on Tuesday, the Orsk Relief Union said in a statement.
"""


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def reports(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "herald.txt").write_text(HERALD)
    (folder / "post.txt").write_text(POST)
    return folder


@pytest.fixture(scope="session")
def case(tmp_path_factory, reports: Path) -> Path:
    path = tmp_path_factory.mktemp("case") / "dervan.case"
    assert run(["build", str(reports), "--case", str(path)]) == 0
    return path


@pytest.fixture
def consilience(capfd, monkeypatch) -> Run:
    monkeypatch.delenv("CONSILIENCE_CASE", raising=False)
    monkeypatch.delenv("CONSILIENCE_TRACEBACK", raising=False)

    def call(*words: object) -> Outcome:
        capfd.readouterr()
        code = run([str(word) for word in words])
        found = capfd.readouterr()
        return Outcome(code=code, out=found.out, err=found.err)

    return call
