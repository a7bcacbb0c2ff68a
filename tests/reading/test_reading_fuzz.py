"""Whatever bytes come in, reading answers with sound rows or one skipped row."""

from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.model.case import Skipped
from consilience.model.documents import Block, Document, FieldCandidate, Text
from consilience.model.spans import check_span
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

PIECES = st.sampled_from(
    [
        b"<p>",
        b"</p>",
        b"<div",
        b" class='x'>",
        b"<!--",
        b"-->",
        b"<script>",
        b"</script>",
        b"<![CDATA[",
        b"]]>",
        b"<table><tr><td>",
        b"&#0;",
        b"&#xD800;",
        b"&amp",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
        b"\xe2\x80\x8b",
        b"\r\n\r",
        b"1/28 A man walks Reuters\n",
        b"Image copyright AFP Image caption A boat ",
        b"\xc2\xa9 2015 The Dal Post. All rights reserved.\n",
        b'<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"20',
        b"<time datetime='2018-13-45'>",
        b"<title>Ferry sinks",
        b"SORVE (Corvane) - ",
        b"Two people were killed in Sorve on Monday, police said.\n\n",
        b"http://dal.example/a?b=c\n",
        b"<svg><template><p>",
        b"<a href='javascript:alert(1)'>x</a>",
        b"]]>]]>",
        b"154\n15\n",
    ]
)
REPORTS = st.one_of(
    st.binary(max_size=300), st.lists(PIECES, min_size=1, max_size=30).map(b"".join)
)


@given(data=REPORTS, name=st.sampled_from(["a.txt", "a.html", "a.md", "a"]))
@settings(max_examples=250, deadline=None)
def test_reading_never_fails_and_its_offsets_hold(data: bytes, name: str) -> None:
    rows = read_report(RawReport(name=name, data=data))
    if isinstance(rows[0], Skipped):
        assert len(rows) == 1
        assert rows[0].reason
        return
    (document,) = [row for row in rows if isinstance(row, Document)]
    (text,) = [row for row in rows if isinstance(row, Text)]
    assert len(text.text) == document.text_length
    at = 0
    for block in sorted((row for row in rows if isinstance(row, Block)), key=lambda b: b.ordinal):
        assert at <= block.start < block.end <= len(text.text)
        at = block.end
    for row in rows:
        if isinstance(row, FieldCandidate) and row.span is not None:
            check_span(row.span, text.text)


@given(data=REPORTS)
@settings(max_examples=50, deadline=None)
def test_reading_twice_gives_the_same_rows(data: bytes) -> None:
    report = RawReport(name="a.html", data=data)
    assert read_report(report) == read_report(report)
