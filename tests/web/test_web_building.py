"""The background build: one at a time, told as it goes, stopped at will, and nothing is lost."""

import io
import re
import shutil
import time

import pytest
from starlette.testclient import TestClient

from consilience.web.orders import Advanced, Ended, Finished, Started
from consilience.web.work import Progress
from consilience.workspace.case import open_case
from tests.web.conftest import ADDRESS, VIEWER

OWN = {"origin": ADDRESS}
REPORT = b"""Four wounded in Harsik, mayor says

HARSIK, 14 March 2025 - Four people were wounded when a shell hit a bakery in Harsik on Thursday,
the mayor said.
"""


@pytest.fixture
def case(examples_case, tmp_path):
    return shutil.copy(examples_case, tmp_path / "own.case")


@pytest.fixture
def desk(enter, case):
    with enter(case=case) as client:  # with its lifetime: what runs is stopped at the end
        yield client


def mark_of(client: TestClient) -> str:
    found = re.search(r'<meta name="csrf" content="(\w+)">', client.get("/build").text)
    assert found is not None
    return found[1]


def begin(client: TestClient, files=None, **fields: str):
    form = {"csrf": mark_of(client), **fields}
    return client.post("/build", data=form, files=files, headers=OWN, follow_redirects=False)


def wait(client: TestClient) -> dict[str, object]:
    for _ in range(12_000):  # ten minutes, for a machine that is slow or busy
        news = client.get("/api/build").json()
        if not news["running"]:
            return news
        time.sleep(0.05)
    raise AssertionError("the build does not end")


def test_an_uploaded_report_is_in_the_case_when_the_build_is_done(desk, case):
    with open_case(case) as opened:
        before = opened.size("documents")
    files = {"reports": ("../../14 march.txt", io.BytesIO(REPORT), "text/plain")}
    assert begin(desk, files, adding="1").headers["location"] == "/build"
    news = wait(desk)
    assert news["outcome"] == "done", news
    with open_case(case) as opened:
        assert opened.size("documents") == before + 1
        assert opened.verify().first_bad is None
    assert "The last build is done" in desk.get("/build").text


def test_a_second_build_is_refused_while_one_runs_and_it_can_be_stopped(desk, case):
    begin(desk)
    second = begin(desk)
    stopped = desk.post("/build/stop", data={"csrf": mark_of(desk)}, headers=OWN)
    if second.status_code != 303:  # the first may be over already: nothing was new
        assert second.status_code == 409
        assert "is building this case already" in second.text
    assert stopped.status_code == 200
    assert desk.get("/api/build").json()["running"] is False
    with open_case(case) as opened:
        assert opened.verify().first_bad is None


def test_a_form_without_a_file_and_a_viewer_start_nothing(desk, enter, case):
    empty = {"reports": ("", io.BytesIO(b""), "application/octet-stream")}
    assert begin(desk, empty, adding="1").status_code == 400
    with enter(VIEWER, case=case) as viewer:
        assert begin(viewer).status_code == 403
        assert "Only an editor" in viewer.get("/build").text
    assert desk.get("/api/build").json()["outcome"] is None


def test_progress_follows_what_is_told_and_never_runs_over():
    told = (
        Started(step="parse", total=30),
        Advanced(count=25),
        Advanced(count=25),
        Finished(line="parse: 30 sentences"),
        Ended(outcome="failed", line="no room left", hint="make room"),
    )
    progress = Progress(running=True)
    seen = []
    for news in told:
        progress = progress.after(news)
        seen.append((progress.step, progress.done, progress.running))
    assert seen[2] == ("parse", 30, True)
    assert progress.lines == ("parse: 30 sentences",)
    assert (progress.running, progress.outcome, progress.hint) == (False, "failed", "make room")
