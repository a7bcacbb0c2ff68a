"""Who gets in, what is sent along with every answer, and where a change may come from."""

import re

import pytest
from fastapi import FastAPI, Request
from starlette.testclient import TestClient

from consilience.web.guards import HEADERS, Guard
from consilience.web.sessions import LIFETIME_SECONDS, Sessions
from consilience.web.settings import ServeSettings
from tests.web.conftest import ADDRESS, EDITOR, VIEWER


def test_without_a_session_nothing_of_the_case_is_shown(enter):
    stranger = enter(None)
    for path in ("/", "/events", "/api/openapi.json", "/no/such/page"):
        answer = stranger.get(path)
        assert answer.status_code == 401
        assert "Garrada" not in answer.text


def test_the_token_becomes_a_strict_cookie_and_leaves_the_address(enter):
    answer = enter(None).get("/events?kind=battle&token=editor-token", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/events?kind=battle"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "editor-token" not in cookie


def test_a_redirect_never_leads_to_another_host(enter):
    answer = enter(None).get("//elsewhere.example/x?token=editor-token", follow_redirects=False)
    assert re.fullmatch(r"/[^/].*", answer.headers["location"])


@pytest.mark.parametrize("token", ["", "x", "editor-toke", "editor-token "])
def test_a_wrong_token_opens_nothing(enter, token):
    answer = enter(None).get("/", params={"token": token}, follow_redirects=False)
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("cookie", ["", ".", "0.1.x.y", "0.9999999999.aa." + "0" * 64])
def test_a_forged_cookie_opens_nothing(enter, cookie):
    answer = enter(None).get("/", headers={"cookie": f"consilience_8711={cookie}"})
    assert answer.status_code == 401


def test_a_session_ends_after_a_working_day(examples_case):
    now = [1_000_000.0]
    settings = ServeSettings(case=examples_case, people=(EDITOR,))
    sessions = Sessions(settings, clock=lambda: now[0])
    cookie = sessions.issue(EDITOR)
    assert sessions.read(cookie) is not None
    now[0] += LIFETIME_SECONDS + 1
    assert sessions.read(cookie) is None


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8711", 200),
        ("localhost:9000", 200),
        ("[::1]:8711", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
def test_only_names_of_this_machine_are_served(editor, host, status):
    assert editor.get("/", headers={"host": host}).status_code == status


def test_others_are_served_under_addresses_and_named_names_only(enter):
    client = enter(host="0.0.0.0", names=("desk.example",))
    for host, status in (("10.1.2.3:8711", 200), ("desk.example", 200), ("evil.example", 421)):
        assert client.get("/", headers={"host": host}).status_code == status


def test_every_answer_carries_the_strict_headers(editor, enter):
    for answer in (editor.get("/"), editor.get("/nothing"), enter(None).get("/")):
        for name, value in HEADERS.items():
            assert answer.headers[name] == value


def test_static_files_are_kept_long_and_change_their_address_with_their_content(editor):
    page = editor.get("/").text
    address = re.search(r'href="(/static/\w+/workbench\.css)"', page)
    assert address is not None
    answer = editor.get(address[1])
    assert "immutable" in answer.headers["cache-control"]
    assert editor.get("/static/0123456789ab/workbench.css").status_code == 404
    assert editor.get("/static/0123456789ab/..%2fapp.py").status_code == 404


# --- changes -----------------------------------------------------------------------------------

OWN = {"origin": ADDRESS}


@pytest.fixture
def changing(examples_case):
    """Return how to send a change as somebody; the answer tells what the page received."""

    def opened(person=EDITOR, **given):
        app = FastAPI()

        @app.api_route("/change", methods=["POST", "DELETE", "PUT"])
        async def change(request: Request) -> dict[str, object]:
            async with request.form() as form:
                note = form.get("note")
            return {"got": note, "who": request.scope["state"]["viewer"].name}

        settings = ServeSettings(case=examples_case, people=(EDITOR, VIEWER), **given)
        sessions = Sessions(settings)
        client = TestClient(Guard(app, settings=settings, sessions=sessions), base_url=ADDRESS)
        cookie = sessions.issue(person)
        client.cookies.set(sessions.cookie_name, cookie)
        viewer = sessions.read(cookie)
        assert viewer is not None
        return client, viewer.csrf

    return opened


def test_a_change_from_our_own_form_arrives_whole(changing):
    client, csrf = changing()
    for kind in ("data", "files"):
        form = {"csrf": csrf, "note": "näher"}
        body = {"data": form} if kind == "data" else {"data": form, "files": {"f": b"x"}}
        assert client.post("/change", headers=OWN, **body).json() == {"got": "näher", "who": "Amal"}


def test_a_script_of_ours_sends_the_mark_as_a_header(changing):
    client, csrf = changing()
    assert client.delete("/change", headers={**OWN, "x-csrf-token": csrf}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_a_change_from_elsewhere_is_refused_even_with_the_mark(changing, headers):
    client, csrf = changing()
    answer = client.post("/change", headers=headers, data={"csrf": csrf})
    assert answer.status_code == 403


@pytest.mark.parametrize("form", [{}, {"csrf": ""}, {"csrf": "0" * 64}])
def test_a_change_without_the_mark_is_refused(changing, form):
    client, _ = changing()
    assert client.post("/change", headers=OWN, data=form).status_code == 403


def test_another_sessions_mark_is_refused(changing):
    client, _ = changing()
    _, other = changing()
    assert client.post("/change", headers=OWN, data={"csrf": other}).status_code == 403


def test_a_viewer_and_a_read_only_case_change_nothing(changing):
    for client, csrf in (changing(VIEWER), changing(read_only=True)):
        answer = client.post("/change", headers=OWN, data={"csrf": csrf})
        assert answer.status_code == 403


def test_a_program_sends_its_token_instead_of_a_cookie(changing):
    client, _ = changing()
    client.cookies.clear()
    assert client.put("/change", headers={"authorization": "Bearer editor-token"}).is_success
    assert client.put("/change", headers={"authorization": "Bearer nonsense"}).status_code == 401


def test_a_form_that_is_too_large_is_refused(changing, monkeypatch):
    monkeypatch.setattr("consilience.web.guards.MAX_FORM_BYTES", 1000)
    client, csrf = changing()
    form = {"csrf": csrf, "note": "x" * 2000}
    assert client.post("/change", headers=OWN, data=form).status_code == 413
