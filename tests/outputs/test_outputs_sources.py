"""The list of sources counts who is quoted, by whom and how firmly."""

from consilience.model.statements import Link, Statement
from consilience.outputs.filters import Wanted
from consilience.outputs.listings.sources import list_sources
from consilience.outputs.memory import MemoryRecord


def by_name(record, **wanted):
    return {row["quoted"]: row for row in list_sources(record, Wanted(**wanted)).records()}


def said(make_row, key, **given):
    return make_row(Statement, id=key, document="doc_a", sentence="sen_doc_a_1", **given)


def test_a_source_is_counted_over_its_reports_and_outlets(record_rows, make_row):
    # The second report of the record leaves the kind of its source open; here both say the same.
    rows = [row for row in record_rows if row.id not in ("st_1", "st_2")]
    union = {"originator": "Orsk Relief Union", "originator_kind": "ngo_monitor"}
    told = Link(role="told", name="Dervan Wire", entity=None, span=None)
    rows += [
        said(make_row, "st_1", firmness="claimed", chain=(told,), **union),
        said(make_row, "st_4", firmness="denied", anonymous=True, **union),
        make_row(Statement, id="st_2", document="doc_b", sentence="sen_doc_b_0", **union),
    ]
    row = by_name(MemoryRecord(rows))["Orsk Relief Union"]
    assert (row["n_statements"], row["n_documents"], row["n_outlets"]) == (3, 2, 1)
    assert row["quoted_by"] == "Dervan Herald 2; doc_b.txt 1"
    assert row["through"] == "Dervan Wire 1"
    assert (row["n_claimed"], row["n_denied"], row["n_stated"], row["n_expected"]) == (1, 1, 1, 0)
    assert row["n_anonymous"] == 1


def test_an_article_before_a_name_makes_no_second_source(make_row, make_document):
    rows = [
        *make_document("doc_a", "Words."),
        said(make_row, "st_1", speaker_name="The army", originator_kind="military"),
        said(make_row, "st_2", speaker_name="the army", originator_kind="military"),
    ]
    (row,) = list_sources(MemoryRecord(rows), Wanted()).records()
    assert row["n_statements"] == 2


def test_what_an_outlet_says_itself_quotes_nobody(make_row, make_document):
    rows = [
        *make_document("doc_a", "Words."),
        said(make_row, "st_1", originator_kind="outlet"),
        said(make_row, "st_2", originator_kind="open"),
    ]
    (row,) = list_sources(MemoryRecord(rows), Wanted()).records()
    assert (row["quoted"], row["kind"], row["n_statements"]) == (None, "open", 1)


def test_the_list_can_be_filtered_and_keeps_its_total(record):
    assert set(by_name(record, document="doc_b")) == {"Orsk Relief Union", "army"}
    assert set(by_name(record, kind="ngo_monitor")) == {"Orsk Relief Union"}
    assert set(by_name(record, firmness="denied")) == {"army"}
    listing = list_sources(record, Wanted(firmness="denied"))
    assert (len(listing.rows), listing.total) == (1, 3)
