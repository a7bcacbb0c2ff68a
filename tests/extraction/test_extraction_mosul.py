"""The five real reports of ../shared: who says what, and who they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilience.model.entities import Entity
from consilience.model.rows import Row
from consilience.model.statements import Statement
from consilience.pipeline.document_stages import ATTRIBUTE, NAME, PARSE, SPLIT
from consilience.pipeline.merging_stages import RESOLVE_ENTITIES
from consilience.pipeline.run import Rows, run_stages
from evals.pile import document_rows

CASE = Path(__file__).parents[2].parent / "shared" / "cases" / "mosul"
pytestmark = pytest.mark.skipif(not CASE.exists(), reason="the case of ../shared is not here")


@pytest.fixture(scope="module")
def rows() -> Rows:
    """All rows of naming, attribution and resolution."""
    given: list[Row] = []
    for path in sorted(CASE.glob("0*.txt")):
        given.extend(document_rows(path.name[:3], path.read_text(encoding="utf-8")))
    return run_stages((SPLIT, PARSE, NAME, ATTRIBUTE, RESOLVE_ENTITIES), given)


def told(rows: Rows, document: str, words: str) -> Statement:
    """Return the outermost attributed statement of *document* whose content has *words*."""
    found = [
        row
        for row in rows[Statement]
        if isinstance(row, Statement)
        and row.document == document
        and row.parent is None
        and row.reason != "the outlet's own words"
        and any(words in span.quote for span in row.content)
    ]
    assert len(found) == 1
    return found[0]


def test_human_rights_watch_says_it_and_the_united_nations_verify_it(rows: Rows) -> None:
    said = told(rows, "000", "as many as 600")
    verified = told(rows, "000", "The account")
    assert (said.originator, said.originator_kind) == ("hrw", "ngo_monitor")
    assert verified.originator == "un"
    assert [(link.role, link.entity) for link in verified.chain] == [("verified", "un")]


def test_the_next_quotation_is_not_the_brigadiers(rows: Rows) -> None:
    his = told(rows, "001", "an irregular enemy")
    orphan = told(rows, "001", "Any of the fighters")
    assert his.speaker_name == "Yahya Rasool"
    assert (orphan.speaker_name, orphan.originator, orphan.originator_kind) == (None, None, "open")


def test_the_he_who_told_the_agency_stays_open(rows: Rows) -> None:
    row = told(rows, "002", "65 percent")
    assert (row.speaker, row.speaker_name, row.originator_kind) == (None, None, "open")
    assert [(link.role, link.entity) for link in row.chain] == [("told", "anadolu")]


def test_the_us_envoy_is_the_envoy_named_before(rows: Rows) -> None:
    first, second = told(rows, "003", "ISIS is trapped"), told(rows, "003", "trained almost")
    assert first.speaker_name == second.speaker_name == "Brett McGurk"
    assert "envoy" in second.reason


def test_an_allegation_without_an_accuser_is_one(rows: Rows) -> None:
    row = told(rows, "003", "to have killed")
    assert (row.originator_kind, row.firmness, row.source) == ("open", "claimed", ())


@pytest.mark.parametrize(
    ("document", "words", "originator"),
    [
        ("002", "370 civilians", "airwars"),
        ("003", "More than 215,000", "unhcr"),
        ("001", "a large mass grave", "popular_mobilisation_forces"),
        ("003", "large mass grave", "iraq_army"),
        ("001", "remains of about 500", None),
    ],
)
def test_the_originator_is_the_one_that_the_sentence_names(
    rows: Rows, document: str, words: str, originator: str | None
) -> None:
    assert told(rows, document, words).originator == originator


def test_the_bbc_is_only_the_way_by_which_it_came(rows: Rows) -> None:
    assert [link.name for link in told(rows, "001", "remains of about 500").chain] == ["BBC"]


def test_all_names_of_a_group_are_one_entity(rows: Rows) -> None:
    entities = {row.vocabulary: set(row.aliases) for row in rows[Entity] if isinstance(row, Entity)}
    assert {"ISIS", "IS", "ISIL", "Isis", "Daesh", "Islamic State"} <= entities["islamic_state"]
    assert "Is" not in entities["islamic_state"]
    militia = entities["popular_mobilisation_forces"]
    assert {"Hashed al-Shaabi", "Popular Mobilization group"} <= militia
