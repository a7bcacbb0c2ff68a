"""Decisions by form and by program: written down, shown, taken back, or refused in words."""

import json
import re
import shutil
import sqlite3

import pytest
from starlette.testclient import TestClient

from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.workspace.case import open_case
from tests.web.conftest import ADDRESS, VIEWER

OWN = {"origin": ADDRESS}


@pytest.fixture
def case(examples_case, tmp_path):
    return shutil.copy(examples_case, tmp_path / "own.case")


@pytest.fixture
def desk(enter, case):
    """Return the workbench over a case of one's own."""
    return enter(case=case)


def mark_of(client: TestClient) -> str:
    found = re.search(r'<meta name="csrf" content="(\w+)">', client.get("/log").text)
    assert found is not None
    return found[1]


def decide(client: TestClient, **fields: object):
    form = {"csrf": mark_of(client), **fields}
    return client.post("/decisions", data=form, headers=OWN, follow_redirects=False)


def log_of(case):
    with open_case(case) as opened:
        return opened.decisions()


def first(case, kind, **equal):
    with open_case(case) as opened:
        return next(opened.rows(kind, **equal))


def test_a_form_writes_a_decision_under_the_name_of_who_sends_it(desk, case):
    figure = first(case, Figure, measure="killed")
    answer = decide(
        desk, kind="reject", subject=figure.id, why="of another day", back="/figures?measure=killed"
    )
    (entry,) = log_of(case)
    assert (entry.kind, entry.who, entry.why) == ("reject", "Amal", "of another day")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/figures?measure=killed&noted={entry.id}"


def test_the_next_page_says_what_was_written_and_offers_to_take_it_back(desk, case):
    event = first(case, Event)
    decide(desk, kind="comment", subject=event.id, why="to be asked")
    (entry,) = log_of(case)
    page = desk.get(f"/log?noted={entry.id}").text
    assert 'class="noted"' in page
    assert f'action="/decisions/{entry.id}/undo"' in page
    assert "to be asked" in page


def test_a_correction_takes_values_and_the_words_that_carry_them(desk, case):
    figure = first(case, Figure, measure="killed")
    words = f"{figure.document}:{figure.span.start}:{figure.span.end}"
    bounds = {"value.low": "7", "value.best": "7", "value.high": "7"}
    decide(desk, kind="correct", subject=figure.id, words=words, **bounds)
    (entry,) = log_of(case)
    assert json.loads(entry.after) == {"low": 7, "best": 7, "high": 7}
    assert [anchor.span.quote for anchor in entry.anchors if anchor.role == "evidence"] == [
        figure.span.quote
    ]


def test_what_is_taken_back_stays_in_the_log(desk, case):
    decide(desk, kind="comment", subject=first(case, Event).id, why="wrong")
    (entry,) = log_of(case)
    form = {"csrf": mark_of(desk), "why": "a slip", "back": "//evil.example/x"}
    answer = desk.post(
        f"/decisions/{entry.id}/undo", data=form, headers=OWN, follow_redirects=False
    )
    assert answer.headers["location"].startswith("/log?noted=dec_")
    assert [row.kind for row in log_of(case)] == ["comment", "undo"]
    assert "a slip" in desk.get("/log").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "shout"}, "nknown kind"),
        ({"kind": "purge", "subject": "doc_1"}, "nknown kind"),
        ({"kind": "comment", "subject": "ev_0", "why": "x"}, "ev_0"),
        ({"kind": "comment", "subject": "ev_0", "why": "x", "words": "nowhere"}, "names no words"),
        ({"kind": "comment", "why": "x"}, "about one thing"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_words_and_writes_nothing(desk, case, fields, words):
    answer = decide(desk, **fields)
    assert answer.status_code in (400, 404)
    assert words in answer.text
    assert log_of(case) == []


def test_a_viewer_and_a_read_only_workbench_decide_nothing(enter, case):
    event = first(case, Event)
    for client in (enter(VIEWER, case=case), enter(case=case, read_only=True)):
        assert decide(client, kind="comment", subject=event.id, why="x").status_code == 403
        assert "Take it back" not in client.get("/log").text
    assert log_of(case) == []


def test_a_program_decides_and_reads_the_log_in_one_shape(desk, case):
    event = first(case, Event)
    headers = {**OWN, "x-csrf-token": mark_of(desk)}
    wish = {"kind": "comment", "subjects": [event.id], "why": "seen"}
    made = desk.post("/api/decisions", json=wish, headers=headers)
    assert made.status_code == 201
    decision = made.json()["row"]["id"]
    undone = desk.post(f"/api/decisions/{decision}/undo", json={"why": "no"}, headers=headers)
    assert undone.status_code == 201
    log = {row["kind"]: row for row in desk.get("/api/decisions").json()["rows"]}
    assert log.keys() == {"comment", "undo"}
    assert log["undo"]["undoes"] == decision
    assert log["undo"]["id"] == undone.json()["row"]["id"]
    again = desk.post(f"/api/decisions/{decision}/undo", json={}, headers=headers)
    assert again.status_code == 400
    assert again.json()["ok"] is False


def test_the_overview_tells_what_people_changed_last_and_what_waits(desk, case):
    assert "What people changed last" not in desk.get("/").text
    figure = first(case, Figure, measure="killed")
    decide(desk, kind="reject", subject=figure.id, why="of another day")
    page = desk.get("/").text
    assert "of another day" in page
    assert "1 decision will take effect with the next build" in page


def test_hostile_words_in_a_decision_are_shown_as_words(desk, case):
    why = '<script>alert(1)</script><img src=x onerror=alert(1)>\u202e"=cmd()'
    decide(desk, kind="comment", subject=first(case, Event).id, why=why)
    page = desk.get("/log").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page


def test_a_spoilt_chain_is_told_on_the_log(desk, case):
    decide(desk, kind="comment", subject=first(case, Event).id, why="as written")
    with sqlite3.connect(case) as connection:
        connection.execute("DROP TRIGGER IF EXISTS decisions_stay")
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        connection.execute("UPDATE decisions SET why = 'as forged'")
    connection.close()
    assert "The chain does not hold" in desk.get("/log").text


def history_on(page: str) -> str:
    return page.partition('<h2 id="history">')[2].partition("</section>")[0]


def test_what_was_decided_about_a_row_stands_on_its_page(desk, case):
    event, figure = first(case, Event), first(case, Figure, measure="killed")
    assert history_on(desk.get(f"/events/{event.id}").text) == ""
    decide(desk, kind="sign_off", subject=event.id, why="seen", **{"value.axis": "place"})
    decide(desk, kind="comment", subject=figure.id, why="ask <b>again</b>")
    signed, noted = log_of(case)
    told = history_on(desk.get(f"/events/{event.id}").text)
    assert "Sign off" in told
    assert "Amal" in told
    assert f"/log#{signed.id}" in told
    assert f'action="/decisions/{signed.id}/undo"' in told
    assert noted.id not in told
    told = history_on(desk.get(f"/figures/{figure.id}").text)
    assert "ask &lt;b&gt;again&lt;/b&gt;" in told
    assert signed.id not in told


def test_what_was_taken_back_is_told_beside_it(desk, case):
    event = first(case, Event)
    decide(desk, kind="comment", subject=event.id, why="wrong")
    (entry,) = log_of(case)
    form = {"csrf": mark_of(desk), "why": "a slip", "back": f"/events/{event.id}"}
    desk.post(f"/decisions/{entry.id}/undo", data=form, headers=OWN)
    told = history_on(desk.get(f"/events/{event.id}").text)
    assert "Taken back by" in told
    assert "/undo" not in told


def test_a_viewer_sees_what_was_decided_and_cannot_take_it_back(desk, enter, case):
    event = first(case, Event)
    decide(desk, kind="comment", subject=event.id, why="to be asked")
    told = history_on(enter(VIEWER, case=case).get(f"/events/{event.id}").text)
    assert "to be asked" in told
    assert "/undo" not in told
