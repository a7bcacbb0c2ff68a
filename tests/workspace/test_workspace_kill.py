"""A build that is killed at any moment leaves a case that opens, verifies and finishes.

``CONSILIENCE_KILLS=200 make test`` tries more moments than the few that every run tries.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from consilience.store.casefile import open_case as open_file
from consilience.store.verify import verify_case
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case

KILLS = int(os.environ.get("CONSILIENCE_KILLS", "6"))
BUILD = (
    "import sys; from pathlib import Path; from consilience.workspace.build import build_case;"
    " build_case([Path(sys.argv[1])], case=Path(sys.argv[2]))"
)


def start(pile: Path, case: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", BUILD, str(pile), str(case)])


def test_a_killed_build_loses_nothing(pile: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.case"
    began = time.monotonic()
    assert start(pile, whole).wait() == 0
    length = time.monotonic() - began
    moments = random.Random(20190503)
    unfinished = 0
    for number in range(KILLS):
        case = tmp_path / f"{number}.case"
        process = start(pile, case)
        time.sleep(moments.uniform(0.3, 1.05) * length)
        process.send_signal(signal.SIGKILL)
        unfinished += process.wait() != 0
        if case.exists() and case.stat().st_size:
            with open_file(case) as opened:
                if opened.connection.execute("PRAGMA user_version").fetchone() != (0,):
                    assert verify_case(opened).first_bad is None
        build_case([pile], case=case)
        with open_case(case) as one, open_case(whole) as other:
            assert one.verify().first_bad is None
            assert one.size("statements") == other.size("statements")
    assert unfinished, "no build was cut off: the moments are too late"
