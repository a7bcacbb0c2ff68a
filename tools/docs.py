"""Write the generated pages of ``docs/``, or check that they are current.

python -m tools.docs            write them
python -m tools.docs --check    exit with 1 and name the stale ones
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tools.cli_page import render_cli_page
from tools.dictionary_page import render_dictionary_page
from tools.pictures import write_pictures

ROOT: Final = Path(__file__).parent.parent
PAGES: Final[dict[str, Callable[[], str]]] = {
    "docs/reference/cli.md": render_cli_page,
    "docs/reference/data-dictionary.md": render_dictionary_page,
}


def find_stale_pages(root: Path = ROOT) -> list[str]:
    """Return the generated pages that are missing or differ from what would be written now."""
    return [name for name, render in PAGES.items() if _read(root / name) != render()]


def write_pages(root: Path = ROOT) -> list[str]:
    """Write every generated page and return those that have changed."""
    stale = find_stale_pages(root)
    for name in stale:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGES[name](), encoding="utf-8")
    return stale


def find_failing_scripts(root: Path = ROOT) -> list[str]:
    """Return the scripts of ``docs/`` that fail, with the last line of what they said."""
    failing = []
    for path in sorted(root.glob("docs/**/*.py")):
        done = subprocess.run(
            [sys.executable, str(path)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            failing.append(f"{path.relative_to(root).as_posix()}: {last}")
    return failing


def main(arguments: list[str]) -> int:
    """Write or check the pages; return the exit code."""
    if arguments == ["--check"]:
        stale = find_stale_pages()
        for name in stale:
            print(f"{name} is stale: run `make docs`", file=sys.stderr)
        failing = find_failing_scripts()
        for line in failing:
            print(line, file=sys.stderr)
        return 1 if stale or failing else 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    for name in [*write_pages(), *write_pictures(ROOT / "docs" / "images")]:
        print(name)
    return 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
