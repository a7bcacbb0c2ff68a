import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.errors import SettingsError
from consilience.model.entities import Entity
from consilience.model.rows import Row
from consilience.model.times import InferredDate
from consilience.outputs.filters import (
    Wanted,
    folded,
    names_match,
    read_period,
    within_period,
)
from consilience.outputs.listings.contradictions import list_contradictions
from consilience.outputs.listings.documents import list_documents
from consilience.outputs.listings.events import list_events
from consilience.outputs.listings.figures import list_figures
from consilience.outputs.listings.findings import list_findings
from consilience.outputs.listings.lineages import list_lineages
from consilience.outputs.listings.skipped import count_skipped_documents, list_skipped
from consilience.outputs.listings.statements import list_statements
from consilience.outputs.memory import MemoryRecord


def ids(listing):
    return [row[0] for row in listing.rows]


def test_a_record_in_memory_can_be_asked_for_a_kind(record):
    assert [row.id for row in record.rows(Entity, kind="force")] == ["ent_1"]
    assert not list(record.rows(Entity, kind="person"))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2017", ("2017-01-01", "2017-12-31")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2017-03-05", ("2017-03-05", "2017-03-05")),
        ("2017-03-05..2017-04", ("2017-03-05", "2017-04-30")),
    ],
)
def test_a_period_is_read(words, period):
    assert read_period(words) == period


@pytest.mark.parametrize("words", ["", "March", "2017-13", "2017-02-30", "2017-05..2017-04", "17"])
def test_what_is_no_period_is_refused(words):
    with pytest.raises(SettingsError):
        read_period(words)


@given(st.dates(), st.dates())
def test_a_day_is_within_a_range_exactly_if_it_lies_between_its_ends(day, other):
    first, last = sorted((day.isoformat(), other.isoformat()))
    assert within_period((first, last), day.isoformat(), day.isoformat())
    assert not within_period((first, last), None, None)


def test_an_interval_without_an_end_reaches_on():
    assert within_period(("2017-05-01", "2017-05-31"), "2017-01-01", None)
    assert not within_period(("2016-05-01", "2016-05-31"), "2017-01-01", None)


def test_names_match_without_case_accents_and_hyphens():
    assert folded("Al-Aghâwat") == "al aghawat"
    assert names_match("aghawat", ["Al-Aghâwat"])
    assert not names_match("agha", ["Al-Aghâwat"])


def test_statements_are_filtered_by_speaker_firmness_document_and_place(record: MemoryRecord):
    assert ids(list_statements(record, Wanted(speaker="relief union"))) == ["st_1", "st_2"]
    assert ids(list_statements(record, Wanted(firmness="denied"))) == ["st_3"]
    assert ids(list_statements(record, Wanted(document="doc_b.txt"))) == ["st_2", "st_3"]
    assert ids(list_statements(record, Wanted(actor="northern army"))) == ["st_3"]
    assert ids(list_statements(record, Wanted(place="Atlantis"))) == []


def test_figures_are_filtered_by_measure_place_and_date(record: MemoryRecord):
    assert ids(list_figures(record, Wanted(measure="killed"))) == ["fig_1", "fig_2"]
    assert ids(list_figures(record, Wanted(measure="displaced"))) == []
    assert ids(list_figures(record, Wanted(place="Nineveh"))) == ["fig_1"]
    assert ids(list_figures(record, Wanted(date=("2031-05-01", "2031-05-31")))) == ["fig_1"]


def test_events_are_found_by_the_region_that_they_lie_in(record: MemoryRecord):
    assert ids(list_events(record, Wanted(place="nineveh"))) == ["ev_1"]
    assert ids(list_events(record, Wanted(place="dervan"))) == ["ev_1"]
    assert ids(list_events(record, Wanted(actor="army"))) == ["ev_1"]
    assert ids(list_events(record, Wanted(date=("2031-06-01", "2031-06-30")))) == []


def test_documents_are_filtered_by_what_they_name(record: MemoryRecord):
    assert ids(list_documents(record, Wanted(actor="Northern Army"))) == ["doc_b"]
    assert ids(list_documents(record, Wanted(date=("2031-05-04", "2031-05-04")))) == ["doc_a"]
    assert ids(list_documents(record, Wanted(speaker="army"))) == ["doc_b"]


def test_contradictions_follow_the_event_that_they_are_about(record: MemoryRecord):
    assert ids(list_contradictions(record, Wanted(place="Dervan"))) == ["con_1"]
    assert ids(list_contradictions(record, Wanted(document="doc_b"))) == ["con_1"]
    assert ids(list_contradictions(record, Wanted(kind="figure"))) == []


def test_findings_are_filtered_by_the_documents_of_their_figures(record: MemoryRecord):
    assert ids(list_findings(record, Wanted(document="doc_a"))) == ["fin_1"]
    assert ids(list_findings(record, Wanted(measure="injured"))) == []


def test_an_unknown_publication_date_stays_empty(record: MemoryRecord):
    (row,) = list_documents(record, Wanted(document="doc_b")).records()
    assert row["published_start"] is None
    assert row["related_documents"] == 1


def test_an_inferred_date_stands_beside_the_unknown_one_and_never_in_its_place(
    record_rows: list[Row], make_row
):
    reason = "inferred: tells of an event of that day"
    inferred = make_row(
        InferredDate, id="inf_1", document="doc_b", start="2031-05-03", end="2031-05-09",
        reason=reason,
    )  # fmt: skip
    listing = list_documents(MemoryRecord([*record_rows, inferred]), Wanted())
    dates = {
        row["source_id"]: (row["published_start"], row["inferred_start"], row["inferred_end"])
        for row in listing.records()
    }
    assert dates["doc_b"] == (None, "2031-05-03", "2031-05-09")
    assert dates["doc_a"][0] is not None
    assert dates["doc_a"][1:] == (None, None)


def test_an_event_carries_the_bounds_of_its_own_figures_and_leaves_others_blank(
    record: MemoryRecord,
):
    (row,) = list_events(record, Wanted()).records()
    assert (row["civilians_killed_low"], row["civilians_killed_high"]) == (40.0, None)
    assert row["killed_best"] is None
    assert row["iso3"] == "IRQ"
    assert row["harm_grade"] == "weak"
    assert "In dispute" in str(row["notes"])


def test_a_copied_passage_is_shown_with_its_opening_words(record: MemoryRecord):
    (row,) = list_lineages(record, Wanted()).records()
    assert str(row["passage"]).startswith("At least 40 civilians")
    assert row["n_documents"] == 2


def test_skipped_reports_are_counted_apart_from_skipped_rows(record: MemoryRecord):
    assert ids(list_skipped(record, Wanted())) == ["skp_1"]
    assert count_skipped_documents(record) == 1
