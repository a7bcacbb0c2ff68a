"""The JSON interface: every table, one error shape, pages that add up, and its own description."""

import json
import re
from urllib.parse import quote

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilience.model.documents import Document
from consilience.model.findings import Finding
from consilience.model.rows import to_json
from consilience.outputs.severity import severe_names
from consilience.web.api.rows import SHOWN
from consilience.web.api.schemas import ERROR, row_schema
from consilience.workspace.case import open_case
from tests.web.conftest import VIEWER


@pytest.fixture(scope="module")
def record(examples_case):
    with open_case(examples_case) as opened:
        yield opened


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.table)
def test_every_table_is_read_a_page_at_a_time_and_keeps_its_schema(editor, record, kind):
    found, cursor = [], None
    while True:
        params = {"limit": 300} | ({"cursor": cursor} if cursor else {})
        answer = editor.get(f"/api/{kind.table}", params=params).json()
        found += answer["rows"]
        cursor = answer["next"]
        if cursor is None:
            break
    assert found == [json.loads(json.dumps(to_json(row))) for row in record.rows(kind)]
    for row in found[:20]:
        jsonschema.validate(row, row_schema(kind))
    if found:
        one = editor.get(f"/api/{kind.table}/{found[0]['id']}").json()
        assert one == {"ok": True, "row": found[0]}


def test_rows_are_filtered_by_any_plain_field(editor):
    answer = editor.get("/api/figures", params={"measure": "killed", "background": "false"}).json()
    assert answer["rows"]
    assert {row["measure"] for row in answer["rows"]} == {"killed"}
    undated = editor.get("/api/documents", params={"published_start": ""}).json()["rows"]
    assert [row["published_start"] for row in undated] == [None] * len(undated)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/nothing", 404),
        ("/api/events/ev_none", 404),
        ("/api/events?shoes=1", 400),
        ("/api/events?cursor=x", 400),
        ("/api/events?limit=0", 400),
        ("/api/events?limit=99999", 400),
        ("/api/figures?low=much", 400),
        ("/api/search", 400),
        ("/api/search?q=%2A", 400),
        ("/api/why/x", 404),
        ("/api/charts/pie", 404),
        ("/api/documents/doc_none/text", 404),
        ("/api/compare?left=doc_a&right=doc_b", 404),
    ],
)
def test_every_error_has_the_one_shape(editor, address, status):
    answer = editor.get(address)
    assert answer.status_code == status
    jsonschema.validate(answer.json(), ERROR)
    assert answer.json()["status"] == status


def test_a_method_that_is_not_there_and_a_missing_session_have_it_too(editor, enter):
    refused = editor.delete("/api/events", headers={"origin": "http://127.0.0.1:8711"})
    for answer in (refused, enter(None).get("/api/case")):
        jsonschema.validate(answer.json(), ERROR)


def test_a_program_reads_with_its_token(enter):
    client = enter(None)
    answer = client.get("/api/case", headers={"authorization": "Bearer editor-token"}).json()
    assert answer["viewer"]["name"] == "Amal"
    assert answer["totals"]["documents"] == 16


def test_the_text_of_a_document_is_the_frozen_one(editor, record):
    document = next(iter(record.rows(Document)))
    answer = editor.get(f"/api/documents/{document.id}/text").json()
    assert answer == {
        "ok": True,
        "document": document.id,
        "text": record.text(document.id),
        "exact": True,
    }


def test_search_chain_and_comparison_are_told(editor, record):
    found = editor.get("/api/search", params={"q": "hospital", "limit": 3}).json()
    assert found["total"] > 3
    assert len(found["documents"]) == 3
    finding = next(iter(record.rows(Finding)))
    assert editor.get(f"/api/why/{finding.id}").json()["chain"]["id"] == finding.id
    left, right = [row["document"] for row in found["documents"]][:2]
    compared = editor.get("/api/compare", params={"left": left, "right": right}).json()
    assert compared["comparison"]["bands"]


@pytest.mark.parametrize("name", ["map", "timeline", "pace", "copies"])
def test_charts_are_told_as_vega_lite(editor, name):
    answer = editor.get(f"/api/charts/{name}").json()
    assert answer["spec"]["$schema"].startswith("https://vega.github.io/schema/vega-lite")
    assert answer["alternative"]


def test_a_viewer_gets_no_withheld_name_from_any_table(enter, record):
    desk = enter(VIEWER)
    told = "".join(desk.get(f"/api/{kind.table}?limit=500").text for kind in SHOWN)
    told += "".join(desk.get(f"/api/documents/{row.id}/text").text for row in record.rows(Document))
    names = [name for name in severe_names(record) if len(name) > 3]
    assert names
    assert [n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", told)] == []


def test_generated_requests_find_no_fault_of_ours(editor):
    schema = schemathesis.openapi.from_dict(editor.get("/api/openapi.json").json())
    operations = [result.ok() for result in schema.get_all_operations()]
    wanted = re.compile(r"/api/(case|search|compare|charts|why|documents|events|figures)\b")
    chosen = [one for one in operations if wanted.match(one.path)]
    assert len(chosen) > 10
    for operation in chosen:

        @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
        @given(asked=operation.as_strategy())
        def probe(asked):
            path = asked.formatted_path
            answer = editor.request(asked.method, path, params=asked.query or {})
            assert answer.status_code < 500, (asked.method, path, asked.query)
            if answer.headers["content-type"] == "application/json":
                shape = ERROR if not answer.is_success else {"required": ["ok"]}
                jsonschema.validate(answer.json(), shape)

        probe()


_NAMES = "q after start end from view kind place actor date order measure speaker topic left right"
_PATHS = "/ /events /figures /statements /contradictions /sources /compare /search /documents/{}"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    path=st.sampled_from([*_PATHS.split(), "/events/{}", "/why/{}", "/go/{}", "/api/why/{}"]),
    row=st.sampled_from(["ev_", "doc_x", "fin_a", "_", "x"]) | st.text(min_size=1, max_size=8),
    query=st.dictionaries(
        st.sampled_from(_NAMES.split()),
        st.sampled_from(["list", "map", "2018", "0", "WzFd", "%", '"', "-1"])
        | st.text(max_size=12),
        max_size=4,
    ),
)
def test_no_address_however_odd_is_a_fault_of_ours(editor, path, row, query):
    address = path.replace("{}", quote(row, safe=""))
    assert editor.get(address, params=query, follow_redirects=False).status_code < 500
