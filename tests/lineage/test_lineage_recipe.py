"""The script that the how-to gives for large piles does what it says."""

import json
import re
import subprocess
import sys
from pathlib import Path

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "copies.md"
LINE = "Fishermen had found the boat at dawn and towed it to the old pier of Kuzova."


def test_the_script_of_the_how_to_prints_the_passages_of_a_pile(tmp_path: Path) -> None:
    (script,) = re.findall(r"```python\n(import json.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
    (tmp_path / "search.py").write_text(script, "utf-8")
    reports = [
        {"id": "herald", "text": f"One was hurt.\n{LINE}", "published": "2018-03-01"},
        {"id": "post", "text": f"Nobody was hurt, the police said.\n{LINE}", "outlet": "Post"},
    ]
    lines = "".join(json.dumps(report) + "\n" for report in reports)
    (tmp_path / "reports.jsonl").write_text(lines, "utf-8")
    done = subprocess.run(
        [sys.executable, "search.py", "reports.jsonl", "archive", "2"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    (row,) = [line.split("\t") for line in done.stdout.splitlines()]
    a, a_start, a_end, b, b_start, b_end, kind, same = row
    assert (a, b, kind, same) == ("herald", "post", "verbatim", "16")
    assert reports[0]["text"][int(a_start) : int(a_end)] == LINE
    assert reports[1]["text"][int(b_start) : int(b_end)] == LINE
