"""Two people decide while a build runs, and the server is killed: nothing that was told is lost."""

import itertools
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import httpx
import pytest

from consilience.model.events import Event
from consilience.workspace.case import open_case

KILLS = int(os.environ.get("CONSILIENCE_KILLS", "2"))


def started(case):
    """Return the server's process, its address and a token for each of two people."""
    process = subprocess.Popen(
        [sys.executable, "-m", "consilience", "serve", str(case), "--port", "0",
         "--editor", "Amal", "--editor", "Bo"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip
    assert process.stdout is not None
    printed = [process.stdout.readline().split()[-1] for _ in range(2)]
    address = printed[0].partition("/?")[0]
    return process, address, [one.partition("token=")[2] for one in printed]


def keep_deciding(address, token, event, told, over):
    """Comment again and again until the server is killed, and note what was acknowledged."""
    with httpx.Client(base_url=address, headers={"authorization": f"Bearer {token}"}) as client:
        for number in itertools.count():
            wish = {"kind": "comment", "subjects": [event], "why": f"{token[:4]} {number}"}
            try:
                answer = client.post("/api/decisions", json=wish, timeout=300)
            except httpx.TransportError:  # a connection that rested may be closed at any time
                if over.is_set():
                    return
                continue
            if answer.status_code == 201:
                told.append(answer.json()["row"]["id"])


@pytest.mark.parametrize("run", range(KILLS))
def test_a_killed_server_has_lost_no_decision_that_it_acknowledged(examples_case, tmp_path, run):
    case = shutil.copy(examples_case, tmp_path / "own.case")
    with open_case(case) as opened:
        event = next(opened.rows(Event)).id
    process, address, tokens = started(case)
    told: list[list[str]] = [[], []]
    over = threading.Event()
    people = [
        threading.Thread(target=keep_deciding, args=(address, token, event, own, over))
        for token, own in zip(tokens, told, strict=True)
    ]
    try:
        httpx.post(
            f"{address}/build", headers={"authorization": f"Bearer {tokens[0]}"}, timeout=300
        )
        for person in people:
            person.start()
        deadline = time.monotonic() + 600
        while min(map(len, told)) < 3 + 5 * run and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    finally:
        over.set()
        process.kill()
        process.communicate()
    for person in people:
        person.join(timeout=600)
    acknowledged = {decision for own in told for decision in own}
    assert min(map(len, told)) >= 3
    with open_case(case) as opened:
        log = opened.decisions()
        assert acknowledged <= {row.id for row in log}
        assert {row.who for row in log} == {"Amal", "Bo"}
        assert opened.verify().first_bad is None
