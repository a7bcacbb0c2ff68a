"""House rules that no other tool holds."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MAX_LINES = 600
TOP_EDGES = {"cli/root.py", "engines/apart.py", "web/orders.py"}  # the others: tops of processes
"""Where any exception may be caught: it becomes one line for the user."""


def name(path: Path) -> str:
    return path.relative_to(ROOT / "src" / "consilience").as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_file_is_too_long_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name != "__init__.py"], ids=name)
def test_every_module_says_which_question_it_answers(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "helpers", "misc", "core", "common"}
    assert not [name(path) for path in SOURCES if path.stem in drawers]


def test_only_the_top_edges_catch_everything() -> None:
    found = {
        name(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }
    assert found <= TOP_EDGES


def test_nothing_names_a_machine_or_a_registry() -> None:
    # Whoever owns the checkout: it is only listed here.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this is no git checkout, or there is no git")
    tracked = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    machine = re.compile(r"(?<![\w.\-/])/(?:home|root|Users)/\w|--(?:extra-)?index-url")
    bad = []
    for line in tracked.split("\0"):
        path = ROOT / line
        if not line or not path.is_file() or path.suffix in {".npz", ".bin", ".gz", ".png"}:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        if path != Path(__file__) and machine.search(text):
            bad.append(line)
    assert bad == []


def test_the_wheel_carries_its_notices() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "GeoNames" in notice
    assert "CC BY 4.0" in notice
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
