"""Several people decide while a build runs and processes are killed: no decision is lost."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from consilience.model.events import Event
from consilience.review.drafting import Request
from consilience.store.casefile import CaseFile
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case
from consilience.workspace.decisions import ReviewDesk

KILLS = int(os.environ.get("CONSILIENCE_KILLS", "6"))
DECIDE = """
import sys
from pathlib import Path
from consilience.review.drafting import Request
from consilience.workspace.decisions import ReviewDesk
desk = ReviewDesk(Path(sys.argv[1]), who=sys.argv[2])
for number in range(int(sys.argv[4])):
    made = desk.decide(Request(kind="comment", subjects=(sys.argv[3],), why=f"{number}"))
    print(made.id, flush=True)
"""
BUILD = (
    "import sys; from pathlib import Path; from consilience.workspace.build import build_case;"
    " build_case([Path(sys.argv[1])], case=Path(sys.argv[2]))"
)


def event(case: Path) -> str:
    with open_case(case) as opened:
        return next(opened.rows(Event)).id


def start(case: Path, who: str, subject: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", DECIDE, str(case), who, subject, str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_decision_may_come_before_whatever_a_build_writes(
    pile: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = Request(kind="comment", subjects=(event(built),), why="between two of its writes")
    desk = ReviewDesk(built, who="Ana")
    plain = CaseFile.transaction
    made: list[str] = []

    def after_a_decision(case: CaseFile) -> AbstractContextManager[sqlite3.Connection]:
        with monkeypatch.context() as deciding:
            deciding.setattr(CaseFile, "transaction", plain)
            made.append(desk.decide(wish).id)
        return plain(case)

    (pile / "late.txt").write_text("Quiet day\n\nNobody was hurt in Dal on Monday.\n")
    with monkeypatch.context() as building:
        building.setattr(CaseFile, "transaction", after_a_decision)
        build_case([pile], case=built)
    assert len(made) > 15, "the build writes in many transactions"
    with open_case(built) as opened:
        assert [row.id for row in opened.decisions()] == made
        assert opened.verify().first_bad is None


def test_two_people_and_a_build_at_once_lose_nothing(pile: Path, built: Path) -> None:
    subject = event(built)
    (pile / "late.txt").write_text("Quiet day\n\nNobody was hurt in Dal on Monday.\n")
    people = [start(built, name, subject, 20) for name in ("Ana", "Ben")]
    build = subprocess.Popen([sys.executable, "-c", BUILD, str(pile), str(built)])
    printed = [process.communicate(timeout=1200)[0].split() for process in people]
    assert [process.returncode for process in people] == [0, 0]
    assert build.wait(timeout=1200) == 0
    with open_case(built) as opened:
        log = opened.decisions()
        assert [row.number for row in log] == list(range(1, 41))
        assert {row.id for row in log} == {key for keys in printed for key in keys}
        assert opened.verify().first_bad is None
        assert opened.size("documents") == 4


def test_what_was_said_to_be_decided_is_there_after_any_kill(pile: Path, built: Path) -> None:
    subject = event(built)
    moments = random.Random(20180310)
    said: list[str] = []
    for _ in range(KILLS):
        person = start(built, "Ana", subject, 1_000)
        build = subprocess.Popen([sys.executable, "-c", BUILD, str(pile), str(built)])
        assert person.stdout is not None
        said.append(person.stdout.readline().strip())
        time.sleep(moments.uniform(0.0, 0.3))
        for process in (person, build):
            process.send_signal(signal.SIGKILL)
        said.extend(line.strip() for line in person.stdout if line.endswith("\n"))
        person.stdout.close()
        person.wait()
        build.wait()
    with open_case(built) as opened:
        kept = {row.id for row in opened.decisions()}
        assert set(said) <= kept
        assert opened.verify().first_bad is None
    build_case([], case=built)
    with open_case(built) as opened:
        assert {row.id for row in opened.decisions()} == kept
        assert opened.verify().first_bad is None
