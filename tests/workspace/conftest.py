"""A small pile, written for these tests, and how to build it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from consilience.workspace.build import BuildSummary, build_case

REPORTS = {
    "one.txt": (
        "Shelling hits market in Sorve\n\n"
        "At least 12 people were killed on 3 May 2019 when shells hit a market in Sorve, "
        "the Oram Rights Monitor said.\n\n"
        'The army said it had "no knowledge" of the strike.\n'
    ),
    "two.txt": (
        "Market shelled\n\n"
        "At least 12 people were killed on 3 May 2019 when shells hit a market in Sorve, "
        "the Oram Rights Monitor said.\n\n"
        "A doctor at the town's hospital put the number of dead at 15.\n"
    ),
    "three.html": (
        "<!doctype html><html><head><title>Families leave Sorve</title></head><body>"
        "<nav><a href='/a'>Home</a> <a href='/b'>World</a></nav><article>"
        "<h1>Families leave Sorve</h1><p>More than 300 families have fled Sorve since the "
        "shelling, the district council said on Sunday. Many walked for two days along the river "
        "to reach the camp at Dal.</p><p>The council has asked for tents and water.</p>"
        "</article><footer>Copyright 2018 The Dal Post</footer></body></html>"
    ),
}

Build = Callable[..., BuildSummary]


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder with three reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Where the case is to be."""
    return tmp_path / "sorve.case"


@pytest.fixture
def built(pile: Path, case: Path) -> Path:
    """The case of the pile."""
    build_case([pile], case=case)
    return case
