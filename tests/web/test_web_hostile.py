"""A report made of markup, scripts, bidi overrides and formulas is harmless text on every page."""

import html
import re

import pytest
from starlette.testclient import TestClient

from consilience.model.documents import Document
from consilience.web.app import create_app
from consilience.web.faults import Fault
from consilience.web.rendering import render_template
from consilience.web.settings import ServeSettings
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case
from tests.web.conftest import ADDRESS, EDITOR

HOSTILE = """<script>alert(1)</script> Shells hit "><img src=x onerror=alert(1)> Dervan

At least 40 civilians were killed on Tuesday, the <b onclick=alert(1)>Orsk</b> Union said.

javascript:alert(1) =HYPERLINK("http://evil.example") \u202ekcatta\u202c \x1b[31m {{ 7 * 7 }}
</style> At most 12 people died in Dervan on Tuesday, the army said. <style>*{display:none}</style>
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("<svg onload=alert(1)>.txt", "b.txt"):
        (folder / name).write_text(HOSTILE, encoding="utf-8")
    build_case([folder], case=folder / "h.case")
    return folder / "h.case"


def test_no_page_lets_it_do_anything(hostile):
    client = TestClient(create_app(ServeSettings(case=hostile, people=(EDITOR,))), base_url=ADDRESS)
    client.get("/", params={"token": EDITOR.token})
    with open_case(hostile) as record:
        documents = [row.id for row in record.rows(Document)]
    addresses = ["/", "/events", "/figures", "/statements", "/contradictions", "/sources"]
    addresses += [f"/documents/{key}" for key in documents] + [f"/why/{documents[0]}"]
    addresses += ["/search?q=alert", "/search?q=%3Cscript%3E", "/events?place=%22%3E%3Cscript%3E"]
    seen = ""
    for address in addresses:
        page = client.get(address)
        assert page.status_code in (200, 400), address
        tags = re.findall(r"<[^>]*>", page.text)
        assert not [tag for tag in tags if re.search(r"\son\w+\s*=(?![^\"]*&)", _outside(tag))]
        assert page.text.count("<script") == page.text.count('<script type="module" src="/static/')
        assert "<img src=x" not in page.text
        assert "<svg onload" not in page.text
        assert "\u202e" not in page.text
        assert "\x1b" not in page.text
        assert 'href="javascript' not in page.text
        seen += html.unescape(re.sub(r"<[^>]+>", "", page.text))
    assert "<script>alert(1)</script>" in seen
    assert "{{ 7 * 7 }}" in seen


def _outside(tag: str) -> str:
    """Return *tag* without the values of its attributes."""
    return re.sub(r'"[^"]*"', '""', tag)


def test_control_characters_become_visible_in_every_printed_string():
    fault = Fault(status=400, error="\u202ekcatta \x1b[31m <b>")
    page = render_template(fault.template, fault=fault)
    assert "\\u202ekcatta \\x1b[31m &lt;b&gt;" in page
