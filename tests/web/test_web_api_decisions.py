"""The deciding part of the JSON interface under whatever its own description allows."""

import re
import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from consilience.workspace.case import open_case
from tests.web.conftest import ADDRESS

PATHS = (
    ("POST", "/api/decisions"),
    ("POST", "/api/decisions/{decision}/undo"),
    ("GET", "/api/queue"),
    ("GET", "/api/build"),
    ("GET", "/tables/{name}.csv"),
)


@pytest.mark.parametrize(("method", "path"), PATHS, ids=str)
def test_no_request_that_the_description_allows_breaks_the_deciding_part(
    enter, examples_case, tmp_path, method, path
):
    case = shutil.copy(examples_case, tmp_path / "own.case")
    client = enter(case=case)
    mark = re.search(r'<meta name="csrf" content="(\w+)">', client.get("/log").text)
    assert mark is not None
    headers = {"origin": ADDRESS, "x-csrf-token": mark[1]}
    schema = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())

    @given(case=schema[path][method].as_strategy())
    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case):
        sent = case.as_transport_kwargs(base_url=ADDRESS)
        sent["headers"] = {**dict(sent.get("headers") or {}), **headers}
        sent.pop("cookies", None)
        answer = client.request(**sent)
        assert answer.status_code < 500
        if answer.status_code >= 400:
            assert answer.json()["ok"] is False if "/api/" in path else answer.text

    ask()
    with open_case(case) as opened:
        assert opened.verify().first_bad is None
