"""The pictures of the README, made from the packaged examples: terminal, figures, map, report.

The picture of the report is a photograph of the page and needs Chromium; where there is none, the
picture that is there is left as it is.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

import consilience as co
from consilience.outputs.why_text import Line, why_lines
from tools.workbench_pictures import write_workbench_pictures

_STYLES: Final = {
    "title": "bold",
    "id": "cyan",
    "label": "dim",
    "mark": "bold reverse",
    "quiet": "dim",
}
_LINES: Final = 40
_WIDTH: Final = 116
_FRAME: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"
 aria-label="consilience why"
 font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
 font-size="20"><style>{styles}</style>
<defs>{lines}</defs><rect width="100%" height="100%" rx="8" fill="#292929"/>
<g transform="translate({terminal_x}, {terminal_y})">{backgrounds}<g>{matrix}</g></g></svg>
"""


def write_pictures(folder: Path) -> list[str]:
    """Write every picture into *folder* and return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, _examples(Path(place)) as case:
        most_told = max(case.findings, key=lambda row: (row.n_reports, row.n_independent, row.id))
        pictures = {
            "why.svg": _terminal(case, most_told.supporting[0]),
            "figures.svg": case.charts.svg(most_told.id),
            "timeline.svg": case.charts.svg("timeline"),
            "copies.svg": case.charts.svg("copies"),
        }
        page = case.sitrep(Path(place) / "report.html", title="Garrada: situation report")
        for name, svg in pictures.items():
            if svg is not None:
                (folder / name).write_text(svg, encoding="utf-8")
        return [
            *pictures,
            *_photographs(page, folder),
            *write_workbench_pictures(case.path, folder),
        ]


def _examples(folder: Path) -> co.Case:
    examples = Path(str(files("consilience") / "examples"))
    return co.build(
        [examples / "reports"],
        case=folder / "examples.case",
        vocabulary=[examples / "vocabulary.toml"],
        gazetteer=[examples / "gazetteer.csv"],
    )


def _terminal(case: co.Case, row_id: str) -> str:
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ consilience why examples.case {row_id}", style="bold green"))
    for line in list(why_lines(case.why(row_id).step))[:_LINES]:
        console.print(_styled(line), soft_wrap=False)
    return console.export_svg(title="", code_format=_FRAME, unique_id="why")


def _styled(line: Line) -> Text:
    return Text.assemble(*(Text(words, style=_STYLES.get(style, "")) for words, style in line))


def _photographs(page: Path, folder: Path) -> Iterator[str]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return
    target = folder / "report.png"
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    subprocess.run(
        [chromium, *options, "--window-size=900,1100", f"--screenshot={target}", page.as_uri()],
        check=True,
        capture_output=True,
    )
    yield target.name
