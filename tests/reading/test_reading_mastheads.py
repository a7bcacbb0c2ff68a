"""The lines above a bulletin or statement name its body and day; a headline stays a headline."""

import pytest

from consilience.model.documents import Block, Document, FieldCandidate
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

PROSE = "\n\nTwo people were killed in Sorve on Monday, the district council said.\n"


def read(head: str) -> tuple[Document, list[str]]:
    text = head + PROSE
    rows = read_report(RawReport(name="a.txt", data=text.encode()))
    (document,) = [row for row in rows if isinstance(row, Document)]
    return document, [row.kind for row in rows if isinstance(row, Block)]


@pytest.mark.parametrize(
    ("head", "outlet", "published", "title"),
    [
        (
            "RADIO DAL - 98.2 FM\nMorning bulletin, Friday 3 May 2019, 07:00\nTranscript",
            "Radio Dal",
            "2019-05-03T07:00",
            None,
        ),
        (
            "OPEN HAND RELIEF\nStatement\nSorve, 4 May 2019\n\nSORVE: TENTS NEEDED BEFORE THE RAIN",
            "Open Hand Relief",
            "2019-05-04",
            "SORVE: TENTS NEEDED BEFORE THE RAIN",
        ),
        (
            "COUNCIL FOR THE DISPLACED\nData as of 1 May 2019. Published 2 May 2019.",
            "Council for the Displaced",
            "2019-05-02",
            None,
        ),
        ("Ferry sinks off Dal\nFriday 3 May 2019", None, "2019-05-03", "Ferry sinks off Dal"),
        (
            "Ferry sinks off Dal\n\nThe Dal Post | World | Staff",
            "The Dal Post",
            None,
            "Ferry sinks off Dal",
        ),
    ],
)
def test_who_and_when_are_read_off_the_first_lines(
    head: str, outlet: str | None, published: str | None, title: str | None
) -> None:
    document, _ = read(head)
    assert document.outlet == outlet
    assert document.published_start == published
    assert document.title == title


def test_the_day_of_the_data_alone_is_no_day_of_issue() -> None:
    text = "COUNCIL FOR THE DISPLACED\nData as of 1 May 2019." + PROSE
    rows = read_report(RawReport(name="a.txt", data=text.encode()))
    (document,) = [row for row in rows if isinstance(row, Document)]
    assert document.published_start is None
    assert [
        row.value for row in rows if isinstance(row, FieldCandidate) and row.field == "published"
    ]


def test_masthead_lines_are_furniture() -> None:
    _, kinds = read("OPEN HAND RELIEF\nStatement\nSorve, 4 May 2019\n\nTENTS NEEDED IN SORVE")
    assert kinds[:4] == ["furniture", "furniture", "furniture", "headline"]
