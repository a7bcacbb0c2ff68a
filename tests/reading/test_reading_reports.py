"""A file becomes the rows of one document, or one skipped row with the reason."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.model.case import Skipped
from consilience.model.documents import Block, Capture, Document, FieldCandidate, Text
from consilience.model.rows import Row
from consilience.model.spans import check_span
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

PROSE = "Police in Adrasan said two people were killed on Monday. Five were wounded, a doctor said."
MOSUL = Path(__file__).parents[3] / "shared" / "cases" / "mosul"


def one(rows: list[Row], kind: type[Row]):  # type: ignore[no-untyped-def]
    (found,) = [row for row in rows if isinstance(row, kind)]
    return found


def test_plain_text_gives_all_rows() -> None:
    rows = read_report(RawReport("a/report.txt", PROSE.encode()))
    assert [type(row) for row in rows][:4] == [Capture, Document, Text, Block]
    assert one(rows, Capture).name == "a/report.txt"
    assert one(rows, Text).text == PROSE
    assert one(rows, Document).language == "en"
    assert one(rows, Document).published_start is None


def test_the_same_rows_come_out_every_time() -> None:
    report = RawReport("report.txt", PROSE.encode())
    assert read_report(report) == read_report(report)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty file"),
        ("blank.txt", b" \r\n\t ", "empty file"),
        ("nulls.txt", b"\x00" * 40, "empty file"),
        ("noise.txt", bytes(range(256)) * 20, "binary file"),
        ("paper.txt", b"%PDF-1.7 and so on", "a PDF file"),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42", "unsupported type .mp4"),
        ("marks.txt", b"... --- ...", "nothing readable"),
        ("script.html", b"<html><script>var a = 1;</script></html>", "nothing readable"),
    ],
)
def test_what_cannot_be_read_is_skipped_with_the_reason(
    name: str, data: bytes, reason: str
) -> None:
    (row,) = read_report(RawReport(name, data))
    assert isinstance(row, Skipped)
    assert (row.what, row.stage) == (name, "read")
    assert reason in row.reason


FRENCH = (
    "Le président a déclaré que l’armée n’était pas présente à Alep. « Nous y étions », a-t-il dit."
)
ARABIC = "قال مسؤول في الشرطة إن شخصين قتلا في سوق المدينة القديمة يوم السبت بعد معارك عنيفة"


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "utf-8-sig", "utf-8"),
        (FRENCH, "utf-16", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH.replace("’", "'"), "latin-1", "cp1252"),
        (ARABIC, "cp1256", "cp1256"),
    ],
)
def test_encodings_are_found_without_a_declaration(text: str, encoding: str, expected: str) -> None:
    rows = read_report(RawReport("report.txt", text.encode(encoding)))
    assert one(rows, Text).text == text
    assert one(rows, Capture).encoding == expected
    assert one(rows, Capture).encoding_reason


def test_a_declared_charset_counts_only_if_the_bytes_agree() -> None:
    page = '<html><head><meta charset="{}"></head><body><p>Un café à Adrasan.</p></body></html>'
    rows = read_report(RawReport("a.html", page.format("iso-8859-1").encode("latin-1")))
    assert "café" in one(rows, Text).text
    assert one(rows, Capture).encoding_reason == "declared as iso-8859-1"
    rows = read_report(RawReport("a.html", page.format("ascii").encode("utf-8")))
    assert "declared" in one(rows, Capture).encoding_reason
    rows = read_report(RawReport("a.html", page.format("utf-8").encode("cp1252")))
    assert "café" in one(rows, Text).text
    assert "contradict" in one(rows, Capture).encoding_reason


def test_invalid_bytes_become_replacement_characters_and_are_told() -> None:
    rows = read_report(
        RawReport("a.txt", (FRENCH + "\n").encode() + b"Fin \xff de la d\xc3\xa9p\xc3\xaache.")
    )
    assert "Fin \ufffd de la dépêche." in one(rows, Text).text
    assert "1 invalid" in one(rows, Capture).encoding_reason


def test_null_bytes_and_line_ends_are_made_readable() -> None:
    rows = read_report(
        RawReport("a.txt", b"Two kil\x00led in Adrasan.\r\nA doctor said so.\rOn Monday.")
    )
    assert one(rows, Text).text == "Two kil\ufffdled in Adrasan.\nA doctor said so.\nOn Monday."


def test_the_same_page_saved_twice_is_one_document_with_two_captures() -> None:
    page = (
        "<html><head><link rel=canonical href='https://example.org/a?utm_source={}'></head>"
        "<body><p>PROSE</p></body></html>"
    ).replace("PROSE", PROSE)
    first = read_report(RawReport("one.html", page.format("mail").encode()))
    second = read_report(RawReport("two.html", page.format("feed").encode()))
    assert one(first, Document).id == one(second, Document).id
    assert one(first, Capture).id != one(second, Capture).id


def test_a_copyright_line_gives_an_outlet_and_never_a_date() -> None:
    rows = read_report(
        RawReport("a.txt", f"{PROSE}\n\n© 2015 Example Courier. All Rights reserved.".encode())
    )
    document = one(rows, Document)
    assert document.outlet == "Example Courier"
    assert document.published_start is None
    assert not [r for r in rows if isinstance(r, FieldCandidate) and r.field == "published"]


def test_an_address_line_gives_address_and_outlet() -> None:
    rows = read_report(
        RawReport("a.txt", f"https://www.theguardian.com/world/a?ref=x\n12\n{PROSE}".encode())
    )
    document = one(rows, Document)
    assert (document.url, document.outlet) == (
        "https://www.theguardian.com/world/a",
        "The Guardian",
    )
    assert document.outlet_kind == "traditional_media"


@pytest.mark.parametrize(
    ("line", "value", "precision"),
    [
        ("Published: 12 March 2017", "2017-03-12", "day"),
        ("Sunday 12 March 2017 10:39", "2017-03-12T10:39", "minute"),
        ("March 12, 2017", "2017-03-12", "day"),
    ],
)
def test_a_date_line_dates_the_report(line: str, value: str, precision: str) -> None:
    document = one(
        read_report(RawReport("a.txt", f"Two dead in Adrasan\n\n{line}\n\n{PROSE}".encode())),
        Document,
    )
    assert (document.published_start, document.published_precision) == (value, precision)


def test_a_byline_gives_authors_and_agencies() -> None:
    head = "Two dead in Adrasan\n\nBy Ada Example and Bo Sample\n\nADRASAN (AFP) - "
    rows = read_report(RawReport("a.txt", (head + PROSE).encode()))
    document = one(rows, Document)
    assert document.authors == ("Ada Example", "Bo Sample")
    assert document.agency == "Agence France-Presse"


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_rows_whose_spans_hold(data: bytes) -> None:
    for name in ("a.txt", "a.html"):
        rows = read_report(RawReport(name, data))
        if isinstance(rows[0], Skipped):
            assert len(rows) == 1
            continue
        text = one(rows, Text).text
        for row in rows:
            if isinstance(row, Block):
                assert 0 <= row.start < row.end <= len(text)
            if isinstance(row, FieldCandidate) and row.span is not None:
                check_span(row.span, text)


LONG_LINE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))  # seconds of work, whatever else runs here
from consilience.model.documents import Document
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report
rows = read_report(RawReport(sys.argv[1], b"words of a report. " * 150_000))
print(next(row for row in rows if isinstance(row, Document)).text_length)
"""


@pytest.mark.parametrize("name", ["line.txt", "line.html"])
def test_one_long_line_is_read_in_bounded_work(name: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LONG_LINE, name], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr or "stopped: a line of 2.8 MB takes over a minute"
    assert int(ran.stdout) > 2_800_000


def test_deeply_nested_pages_lose_no_words() -> None:
    page = b"<div>" * 10_000 + b"<p>" + PROSE.encode() + b"</p>" + b"</div>" * 10_000
    rows = read_report(RawReport("deep.html", page))
    assert PROSE in one(rows, Text).text


@pytest.mark.skipif(not MOSUL.exists(), reason="the shared cases are not beside this checkout")
def test_the_mosul_reports_read_as_expected() -> None:
    files = sorted(MOSUL.glob("0*.txt"))
    found = [read_report(RawReport(file.name, file.read_bytes())) for file in files]
    documents = [one(rows, Document) for rows in found]
    assert len(documents) == 5
    assert all(document.published_start is None for document in documents)
    assert documents[4].outlet == "The Independent"
    kinds = [row.kind for row in found[4] if isinstance(row, Block)]
    assert (kinds.count("caption"), kinds.count("counter"), kinds.count("credit")) == (28, 28, 27)
    assert kinds.count("share_count") == 2
    third = [row for row in found[2] if isinstance(row, Block)]
    captions = [row for row in third if row.kind == "caption"]
    assert len([row for row in captions if row.repeats is None]) == 3
    assert third[-1].kind == "furniture"
