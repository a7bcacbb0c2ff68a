"""How reports are grouped by what they report."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.merging.linkage import average_link, settle
from consilience.merging.stories import StorySettings, group_stories
from consilience.merging.stories import _particulars as read_of_document
from consilience.merging.story_text import Opening, headline_of, read_openings
from consilience.model.documents import Block, BlockLabel, Document, Text
from consilience.model.events import Story
from consilience.model.lineage import LineageMember
from consilience.model.rows import Row
from consilience.model.scales import DatePrecision
from consilience.model.spans import Stretch
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
            Block: [],
            BlockLabel: [],
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


@pytest.mark.parametrize(
    ("precision", "known"), [("day", True), ("minute", True), ("month", False)]
)
def test_a_report_came_out_on_a_day_only_where_the_day_is_known(
    precision: DatePrecision, known: bool
) -> None:
    row = replace(
        document("doc_a", title="Ferry sinks", outlet=None),
        published_start="2031-05-01",
        published_precision=precision,
    )
    found = read_of_document(row, Opening("Ferry sinks", "It sank on Friday."), Tables({}))
    assert (found.published is not None) is known
    assert bool(found.days) is known


@pytest.mark.parametrize(
    ("end", "gap", "n"), [("this morning", 0, 1), ("this morning", 12, 2), ("after a vote", 0, 2)]
)
def test_a_passage_printed_again_days_later_or_without_a_rare_word_is_background(
    end: str, gap: int, n: int
) -> None:
    same = "They said that it was to be as it was before."
    texts = {
        "doc_a": f"Coastguard seeks the ferry Halcyon off Port Lumen this morning. {same}",
        "doc_b": f"Teachers in Varnholm strike over pay and pensions {end}. {same}",
    }
    rows: dict[type[Row], list[Row]] = {kind: [] for kind in (Block, BlockLabel, Story)}
    for key, number in (("doc_a", 1), ("doc_b", 1 + gap)):
        dated = f"2031-05-{number:02}"
        row = replace(
            document(key, title="", outlet=None),
            published_start=dated,
            published_end=dated,
            published_precision="day",
        )
        start, end = texts[key].index("They"), len(texts[key])
        stretch = Stretch(document=key, start=start, end=end, sha256="0")
        member = LineageMember(id=f"lim_{key}", document=key, lineage="lin_a", stretch=stretch)
        rows.setdefault(Document, []).append(row)
        rows.setdefault(Text, []).append(Text(id=key, text=texts[key]))
        rows.setdefault(LineageMember, []).append(member)
    opening_only = StorySettings(lead_length_chars=63)
    assert len(list(group_stories(Tables(rows), settings=opening_only))) == n


def document(key: str, *, title: str, outlet: str | None) -> Document:
    return Document(id=key, name=key, text_sha256="0", text_length=0, title=title, outlet=outlet,
                    outlet_kind="unknown", authors=(), agency=None, url=None, language="en",
                    published_start=None, published_end=None, published_precision=None,
                    published_reason="by hand", modified=None, withdrawn=False,
                    sensitivity="none")  # fmt: skip


def leads(documents: list[Document], *, furniture: str = "") -> list[str]:
    """The leads of reports whose first line is one and the same, their second a line of theirs."""
    same = "Follow us wherever you are, day and night."
    rows: dict[type[Row], list[Row]] = {Document: list(documents), BlockLabel: []}
    for row in documents:
        text = f"{same}\n{row.title} indeed."
        rows.setdefault(Text, []).append(Text(id=row.id, text=text))
        for ordinal, (start, end) in enumerate([(0, len(same)), (len(same) + 1, len(text))]):
            block = Block(id=f"bl_{row.id}_{ordinal}", document=row.id, ordinal=ordinal,
                          kind="paragraph", start=start, end=end, reason="by hand",
                          repeats=None, locator=None)  # fmt: skip
            rows.setdefault(Block, []).append(block)
            if furniture and ordinal == 0:
                label = BlockLabel(id=f"bll_{row.id}", document=row.id, block=block.id,
                                   kind="furniture", reason=furniture)  # fmt: skip
                rows[BlockLabel].append(label)
    return [opening.lead for opening in read_openings(Tables(rows), documents, 1_000)]


def test_a_line_that_an_outlet_carries_under_other_headlines_is_not_the_reports() -> None:
    ferry = document("doc_a", title="Ferry sinks", outlet="Osk Herald")
    strike = document("doc_b", title="Teachers strike", outlet="Osk Herald")
    again = document("doc_c", title="Ferry salvaged", outlet="Mirsal Post")
    assert leads([ferry, strike]) == ["Ferry sinks indeed.", "Teachers strike indeed."]
    assert all("Follow us" in lead for lead in leads([ferry, again]))


def test_a_line_in_follow_ups_of_one_outlet_is_the_reports() -> None:
    ferry = document("doc_a", title="Ferry sinks", outlet="Osk Herald")
    again = document("doc_b", title="Ferry salvaged", outlet="Osk Herald")
    assert all("Follow us" in lead for lead in leads([ferry, again]))


def test_furniture_is_not_what_a_report_says() -> None:
    lone = document("doc_a", title="Ferry sinks", outlet=None)
    assert leads([lone], furniture="by hand") == ["Ferry sinks indeed."]


def test_the_name_of_a_site_is_no_part_of_a_headline() -> None:
    assert headline_of("Teachers walk out in Osk | Osk Herald") == "Teachers walk out in Osk"
    assert headline_of("Osk – a week on") == "Osk – a week on"


def test_a_lone_report_joins_a_story_sooner_than_two_stories_join() -> None:
    least = StorySettings().least
    assert least(1, 3) < least(1, 1) < least(3, 3)
    pairs = {(0, 1): 0.5, (0, 2): 0.5, (1, 2): 0.5, (0, 3): 0.1, (1, 3): 0.1, (2, 3): 0.1}
    assert average_link(4, pairs, least) == [[0, 1, 2, 3]]
    apart = {(a, b): 0.5 if a // 3 == b // 3 else 0.13 for b in range(6) for a in range(b)}
    assert average_link(6, apart, least) == [[0, 1, 2], [3, 4, 5]]


def test_two_reports_that_found_each_other_first_are_not_a_story_yet() -> None:
    least = StorySettings().least
    assert least(1, 3) < least(2, 3) < least(3, 3)
    apart = {(a, b): 0.5 if a // 3 == b // 3 else 0.11 for b in range(5) for a in range(b)}
    assert average_link(5, apart, least) == [[0, 1, 2, 3, 4]]


def test_a_report_that_its_story_has_left_behind_moves_to_the_one_it_is_like() -> None:
    alike = {(0, 1): 0.3, (0, 2): 0.02, (1, 2): 0.02, (2, 3): 0.2, (2, 4): 0.2, (3, 4): 0.3}
    assert settle([[0, 1, 2], [3, 4]], alike, 0.08) == [[0, 1], [2, 3, 4]]
    assert settle([[0, 1, 2], [3, 4]], {**alike, (1, 2): 0.2}, 0.08) == [[0, 1, 2], [3, 4]]


def test_without_headlines_no_line_is_the_outlets() -> None:
    both = [document(key, title="", outlet="Osk Herald") for key in ("doc_a", "doc_b")]
    assert all("Follow us" in lead for lead in leads(both))
