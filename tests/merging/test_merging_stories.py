"""How reports are grouped by what they report."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.merging.stories import StorySettings, group_stories
from consilience.model.documents import Document, Text
from consilience.model.events import Story
from consilience.model.lineage import LineageMember
from consilience.model.rows import Row
from consilience.model.tables import Tables

TEXTS = {
    "doc_a": "Ferry Halcyon sinks off Port Lumen with 40 passengers aboard, coastguard says",
    "doc_b": "Coastguard searches for passengers of the ferry Halcyon off Port Lumen",
    "doc_c": "Teachers in Varnholm strike over pay as talks with the ministry collapse",
    "doc_d": "Varnholm teachers walk out; ministry says pay talks will resume",
    "doc_e": "Scientists date a meteorite that fell on a vineyard",
}


def stories(texts: dict[str, str]) -> list[Story]:
    rows: list[Row] = []
    for key, text in texts.items():
        day = "2031-05-20"
        rows.append(Document(id=key, name=key, text_sha256="0", text_length=len(text), title=None,
                             outlet=None, outlet_kind="unknown", authors=(), agency=None, url=None,
                             language="en", published_start=day, published_end=day,
                             published_precision="day", published_reason="by hand", modified=None,
                             withdrawn=False, sensitivity="none"))  # fmt: skip
        rows.append(Text(id=key, text=text))
    tables = Tables(
        {
            Document: [row for row in rows if isinstance(row, Document)],
            Text: [row for row in rows if isinstance(row, Text)],
            LineageMember: [],
            Story: [],
        }
    )
    return list(group_stories(tables, settings=StorySettings()))


def test_reports_of_one_thing_are_one_story() -> None:
    found = {story.documents for story in stories(TEXTS)}
    assert found == {("doc_a", "doc_b"), ("doc_c", "doc_d"), ("doc_e",)}


def test_reports_of_one_kind_of_thing_are_told_apart_by_who_and_where() -> None:
    found = stories(
        {
            "doc_a": "Ida Moor, a nurse, was shot dead at home in Brackley; her husband is held",
            "doc_b": "Brackley nurse Ida Moor found shot; husband Carl Moor in custody",
            "doc_c": "A student, Eva Holm, was shot dead at a petrol station in Tillworth",
            "doc_d": "Tillworth mourns Eva Holm, the student shot at a petrol station",
        }
    )
    assert {story.documents for story in found} == {("doc_a", "doc_b"), ("doc_c", "doc_d")}


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_order_changes_no_story_and_every_document_is_in_one(seed: int) -> None:
    keys = list(TEXTS)
    random.Random(seed).shuffle(keys)
    shuffled = stories({key: TEXTS[key] for key in keys})
    assert shuffled == stories(TEXTS)
    assert sorted(key for story in shuffled for key in story.documents) == sorted(TEXTS)
