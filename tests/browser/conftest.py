"""A workbench that runs, and a real browser before it that notes whatever should not happen.

Skipped where there is no Chromium. With the variable AXE_CORE naming axe.min.js, pages are also
held to axe-core.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from consilience.workspace.build import build_case

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = os.environ.get("AXE_CORE")
PATIENCE_MS = 300_000
"""How long a page may take on a machine that is slow or busy; by itself the browser waits 30 s."""
QUIET = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
    "--disable-dev-shm-usage",  # a container may have too little of it for a large page
)  # fmt: skip


@dataclass
class Bench:
    """One browser window before one workbench."""

    page: Any
    address: str  # without a slash at its end
    case: Path
    noted: list[str] = field(default_factory=list)  # complaints, and requests to anybody else

    def go(self, path: str) -> None:
        """Open the page at *path*."""
        self.page.goto(f"{self.address}{path}")

    def check(self) -> None:
        """Fail where a page complained, or asked another machine for something."""
        assert self.noted == []

    def faults(self) -> list[str]:
        """Return the serious faults that axe-core finds on the page, none where it is absent."""
        if AXE is None:
            return []
        # By the browser's own debugging channel: the page's policy lets no foreign script in.
        self.page.evaluate(Path(AXE).read_text(encoding="utf-8") + "; 0")
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']}: {node['html'][:200]}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(QUIET), timeout=PATIENCE_MS
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def browser(chromium) -> Any:
    return chromium


@pytest.fixture(scope="session")
def built_case(tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("bench") / "examples.case"
    with as_file(files("consilience") / "examples") as examples:
        build_case(
            [examples / "reports"],
            case=path,
            vocabulary=[examples / "vocabulary.toml"],
            gazetteer=[examples / "gazetteer.csv"],
        )
    return path


@pytest.fixture
def open_bench(chromium, built_case, tmp_path):
    """Return how to open a workbench over a case of its own in a new window."""
    running: list[subprocess.Popen[str]] = []
    windows: list[Any] = []

    def opened(*, width: int = 1280, dark: bool = False, case: Path | None = None) -> Bench:
        own = case or Path(shutil.copy(built_case, tmp_path / "own.case"))
        process = subprocess.Popen(
            [sys.executable, "-m", "consilience", "serve", str(own), "--port", "0",
             "--editor", "Amal"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )  # fmt: skip
        running.append(process)
        assert process.stdout is not None
        printed = process.stdout.readline().split()[-1]
        window = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
        )
        window.set_default_timeout(PATIENCE_MS)
        windows.append(window)
        bench = Bench(page=window.new_page(), address=printed.partition("/?")[0], case=own)
        bench.page.on("pageerror", lambda error: bench.noted.append(str(error)))
        bench.page.on(
            "console",
            lambda message: message.type == "error" and bench.noted.append(message.text),
        )
        bench.page.on(
            "request",
            lambda asked: (
                asked.url.startswith((bench.address, "data:", "blob:"))
                or bench.noted.append(asked.url)
            ),
        )
        bench.page.goto(printed)
        return bench

    yield opened
    for window in windows:
        window.close()
    for process in running:
        process.terminate()
        process.communicate(timeout=300)
