"""A build that is killed at any moment leaves a case that opens, verifies and finishes.

Moments are counted in steps of SQLite, not in seconds: each is met, however busy the machine is.
``CONSILIENCE_KILLS=200 make test`` tries more of them than the few that every run tries.
"""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from consilience.store.opening import open_case as open_file
from consilience.store.verify import verify_case
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case

KILLS = int(os.environ.get("CONSILIENCE_KILLS", "6"))
BUILD = """
import os, signal, sys
from pathlib import Path
from consilience.store import opening
from consilience.workspace.build import build_case

steps, last = 0, int(sys.argv[3])

def step():
    global steps
    steps += 1
    if steps == last:
        os.kill(os.getpid(), signal.SIGKILL)

def watched(path, mode, plain=opening._connect):
    connection = plain(path, mode)
    connection.set_progress_handler(step, 10)
    return connection

opening._connect = watched
build_case([Path(sys.argv[1])], case=Path(sys.argv[2]))
print(steps)
"""


def build(pile: Path, case: Path, *, last: int = 0) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own, which is killed at the step *last*."""
    return subprocess.run(
        [sys.executable, "-c", BUILD, str(pile), str(case), str(last)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )


def test_a_killed_build_loses_nothing(pile: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.case"
    steps = int(build(pile, whole).stdout)
    moments = random.Random(20190503)
    for number in range(KILLS):
        case = tmp_path / f"{number}.case"
        killed = build(pile, case, last=moments.randrange(1, int(0.98 * steps)))
        assert killed.returncode == -signal.SIGKILL
        with open_file(case) as opened:
            if opened.connection.execute("PRAGMA user_version").fetchone() != (0,):
                assert verify_case(opened).first_bad is None
        build_case([pile], case=case)
        with open_case(case) as one, open_case(whole) as other:
            assert one.verify().first_bad is None
            assert one.size("statements") == other.size("statements")
