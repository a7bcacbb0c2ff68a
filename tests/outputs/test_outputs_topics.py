"""Statements are found by what they tell of; a report says who is quoted."""

from consilience.model.figures import Figure
from consilience.outputs.filters import Wanted
from consilience.outputs.listings.sources import list_sources
from consilience.outputs.listings.statements import list_statements
from consilience.outputs.profiles import Profile
from consilience.outputs.report.situation import make_report


def test_a_topic_is_a_measure_or_a_kind_of_event(record):
    killed = {row.statement for row in record.rows(Figure) if row.measure == "killed"}
    found = {row[0] for row in list_statements(record, Wanted(topic="killed")).rows}
    assert killed
    assert found == killed
    assert not list_statements(record, Wanted(topic="trained")).rows


def test_the_report_says_who_is_quoted(record):
    report = make_report(record, title="Dervan", profile=Profile(record, "internal"))
    (section,) = [section for section in report.sections if section.key == "quoted"]
    assert section.table is not None
    quoted = {record["quoted"] for record in section.table.records()}
    assert quoted == {r["quoted"] for r in list_sources(record, Wanted()).records()}
