"""What Python does with sets differs from process to process, and what a build says does not."""

import os
import subprocess
import sys
from pathlib import Path

BUILD = """
import sys
from importlib.resources import as_file, files
from pathlib import Path
from consilience.outputs.exports.writing import ExportRequest, write_export
from consilience.workspace.build import build_case
from consilience.workspace.case import read_case

folder = Path(sys.argv[1])
with as_file(files("consilience") / "examples") as examples:
    build_case(
        [examples / "reports"],
        case=folder / "examples.case",
        vocabulary=[examples / "vocabulary.toml"],
        gazetteer=[examples / "gazetteer.csv"],
    )
with read_case(folder / "examples.case") as record:
    request = ExportRequest(form="json", output=folder / "out", profile="internal")
    write_export(record, request, standard=sys.stdout)
"""


def exported(folder: Path, *, seed: int) -> dict[str, bytes]:
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)],
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    written = sorted((folder / "out").rglob("*"))
    return {path.name: path.read_bytes() for path in written if path.is_file()}


def test_the_order_of_sets_changes_no_byte_of_an_export(tmp_path: Path) -> None:
    first = exported(tmp_path / "1", seed=1)
    assert any(b"events" in data for data in first.values())
    assert exported(tmp_path / "2", seed=2) == first
