# ruff: noqa: E501 - traps are written as they are found
"""Item by item: what is made to break a reader gives a message or a skipped row, and loses nothing else."""

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from consilience.model.case import SET_ASIDE, Skipped
from consilience.model.documents import Capture, Document, Text
from consilience.model.rows import Row
from consilience.reading import tables, webarchives
from consilience.reading.containers import expand_file
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

PROSE = (
    "At least 12 people were killed on 3 May 2019 when shells hit a market in Sorve, police said."
)
PAGE = f"<h1>Market hit</h1><p>{PROSE}</p>".encode()


def taken_out(name: str, data: bytes) -> tuple[list[RawReport], dict[str, str]]:
    found = list(expand_file(name, io.BytesIO(data)))
    skipped = {one.what: one.reason for one in found if isinstance(one, Skipped)}
    return [one for one in found if isinstance(one, RawReport)], skipped


def words(rows: list[Row]) -> str:
    return next(row.text for row in rows if isinstance(row, Text))


def record(
    body: bytes, *, address: str = "a", kind: str = "text/html", head: str = "", status: int = 200
) -> bytes:
    """Return a packed record of a web archive."""
    answer = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n{head}\r\n".encode() + body
    lines = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://dal.example/{address}\r\n"
        "WARC-Date: 2019-05-04T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(lines.encode() + answer + b"\r\n\r\n")


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_what_an_archive_holds_beside_reports_is_counted_and_no_fault() -> None:
    page = record(PAGE) + record(b"\x89PNG", kind="image/png")
    saved = {"a.html": PAGE, "a_files/b.png": b"\x89PNG", "a_files/c.js": b"", "a_files/d.JS": b""}
    parts = {"archive/1.warc.gz": page, "archive/2.warc.gz": page}
    for name, data, kinds in (
        ("x.warc.gz", page, {"files of type image/png"}),
        ("x.zip", packed(saved), {"files of type .js", "files of type .png"}),
        ("x.wacz", packed(parts), {f"{part}: files of type image/png" for part in parts}),
    ):
        found = list(expand_file(name, io.BytesIO(data)))
        rows = [one for one in found if isinstance(one, Skipped)]
        assert {row.what.removeprefix(f"{name}!") for row in rows} == kinds
        assert {row.stage for row in rows} == {SET_ASIDE}
        assert next(one.data for one in found if isinstance(one, RawReport)) == PAGE


def test_an_archive_of_nothing_but_pictures_holds_no_report() -> None:
    _, skipped = taken_out("x.zip", packed({"a.png": b"\x89PNG", "b.png": b"\x89PNG"}))
    assert skipped == {
        "x.zip!files of type .png": "2 of them: no reports",
        "x.zip": "no report in it",
    }


def test_a_web_archive_says_what_it_holds_that_is_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webarchives, "MAX_PAGE", 1_000)
    archive = (
        record(PAGE)
        + record(b"\x89PNG", kind="image/png") * 3
        + record(b"gone", status=404)
        + record(b"x" * 2_000, address="long")
    )
    reports, skipped = taken_out("x.warc.gz", archive)
    assert [report.data for report in reports] == [PAGE]
    assert skipped == {
        "x.warc.gz!files of type image/png": "3 of them: no pages",
        "x.warc.gz!answers with status 404": "1 of them: no page came back",
        "x.warc.gz!https://dal.example/long": "more than 1,000 bytes: no page",
    }


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (gzip.compress(PAGE), "Content-Encoding: gzip\r\n"),
        (b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Transfer-Encoding: chunked\r\n"),
    ],
)
def test_pages_of_a_web_archive_come_as_browsers_see_them(body: bytes, head: str) -> None:
    reports, skipped = taken_out("x.warc.gz", record(body, head=head))
    assert ([report.data for report in reports], skipped) == ([PAGE], {})


@pytest.mark.parametrize("lost", [1, 30, 80, 150, 250])
def test_a_web_archive_that_is_cut_off_anywhere_says_so(lost: int) -> None:
    whole = record(PAGE, address="one") + record(PAGE + b"<p>Two.</p>", address="two")
    reports, skipped = taken_out("x.warc.gz", whole[:-lost])
    assert reports[0].data == PAGE
    assert "x.warc.gz!end" in skipped


def test_a_web_archive_with_a_broken_middle_keeps_its_beginning_and_says_so() -> None:
    broken = record(PAGE) + record(PAGE)[:60] + b"\x00" * 200 + record(PAGE)
    reports, skipped = taken_out("x.warc.gz", broken)
    assert reports
    assert "damaged from here on" in skipped["x.warc.gz!end"]


def test_the_same_page_from_a_web_archive_and_from_a_disk_is_one_document_with_two_captures() -> (
    None
):
    page = b'<link rel="canonical" href="https://dal.example/market">' + PAGE
    archived, _ = taken_out("x.warc.gz", record(page, address="market?from=mail"))
    rows = [read_report(report) for report in (*archived, RawReport("market.html", page))]
    documents = {row.id for each in rows for row in each if isinstance(row, Document)}
    captures = {row.id for each in rows for row in each if isinstance(row, Capture)}
    assert (len(documents), len(captures)) == (1, 2)


@pytest.mark.parametrize(
    "name", ["x.zip", "x.warc", "x.jsonl", "x.csv", "x.json", "x.rss", "x.tar"]
)
def test_a_container_without_a_report_says_so(name: str) -> None:
    empty = {"x.zip": packed({}), "x.json": b"[]", "x.rss": b"<rss><channel/></rss>"}
    reports, skipped = taken_out(name, empty.get(name, b""))
    assert not reports
    assert list(skipped) == [name]


def test_one_damaged_member_of_a_zip_does_not_hide_the_others() -> None:
    data = packed({"a.txt": b"0123456789" * 9, "b.txt": PROSE.encode()})
    at = data.index(b"a.txt") + 7
    reports, skipped = taken_out("x.zip", data[:at] + b"\xff\xff" + data[at + 2 :])
    assert [report.member for report in reports] == ["b.txt"]
    assert "damaged" in skipped["x.zip!a.txt"]


def test_a_link_in_a_tar_leads_nowhere() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        link = tarfile.TarInfo("report.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    assert taken_out("x.tar", stream.getvalue()) == ([], {"x.tar!report.txt": "a link or device"})


def test_a_line_without_end_is_skipped_and_the_next_one_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tables, "MAX_LINE", 200)
    lines = b"x" * 1_000 + b"\n" + json.dumps({"title": "Market hit", "body": PROSE}).encode()
    reports, skipped = taken_out("a.jsonl", lines)
    assert [report.member for report in reports] == ["line 2"]
    assert skipped == {"a.jsonl!line 1": "more than 200 bytes"}
    limit = csv.field_size_limit()
    try:
        _, skipped = taken_out("a.csv", b"title,body\n" + b"x" * 1_000)
    finally:
        csv.field_size_limit(limit)
    assert "line 2 has more than 200 bytes" in next(iter(skipped.values()))


def test_a_table_that_mixes_encodings_loses_no_letter() -> None:
    table = "title\nCafé\n".encode() + "Müller\n".encode("cp1252")
    reports, _ = taken_out("a.csv", table)
    assert [json.loads(report.data)["title"] for report in reports] == ["Café", "Müller"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"[" * 100_000 + b"]" * 100_000),
        ("a.rss", b"<rss>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</rss>"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss>&b;</rss>'),
    ],
    ids=["json", "xml", "laughs"],
)
def test_nesting_and_entities_without_end_are_refused(name: str, data: bytes) -> None:
    reports, skipped = taken_out(name, data)
    assert not reports
    assert list(skipped) == [name]


@pytest.mark.parametrize(
    "part", [b"Content-Type: message/rfc822\r\n\r\n", b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n"]
)  # fmt: skip
def test_a_mail_of_mails_of_mails_is_skipped(part: bytes) -> None:
    parts = [part % (number, number) if b"%d" in part else part for number in range(3_000)]
    (row,) = read_report(RawReport("a.eml", b"Subject: x\r\n" + b"".join(parts) + PROSE.encode()))
    assert isinstance(row, Skipped)
    assert row.reason == "its parts are nested too deep"


def test_a_word_file_that_swells_is_not_unpacked() -> None:
    whole, bomb = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            out.writestr(name, parts.read(name) + b" " * (name == "word/document.xml") * 21_000_000)
    assert len(bomb.getvalue()) < 100_000
    (row,) = read_report(RawReport("a.docx", bomb.getvalue()))
    assert isinstance(row, Skipped)
    assert "of markup" in row.reason


def _nested(tag: bytes) -> bytes:
    return tag * 10_000 + b"<p>" + PROSE.encode()


def _data(script: bytes) -> bytes:
    return b'<script type="application/ld+json">' + script + b"</script>" + PAGE


@pytest.mark.parametrize(
    "page",
    [
        _nested(b"<div>"), _nested(b"<b>"), _nested(b"<table><tr><td>"), _nested(b"<a href=x>"),
        _nested(b"<!-- --><svg></svg>"), _nested(b"<script></script>"), _nested(b"<p class=a>"),
        _data(b"[" * 100_000), _data(b'{"@type":"NewsArticle","author":' * 20_000),
        b"<p class='" + b"a-" * 200_000 + b"'>" + PROSE.encode(), b"<!--" * 9 + b"-->" + PAGE,
    ],
)  # fmt: skip
def test_pages_built_to_choke_parsers_keep_their_words(page: bytes) -> None:
    assert PROSE in words(read_report(RawReport("a.html", page)))


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_marks_that_hide_or_turn_words_are_left_out_of_the_frozen_text(name: str) -> None:
    hidden = PROSE.replace("killed", "k\u200bil\u00adl\u2060ed\ufeff").replace(
        "12", "\u202e12\u202c"
    )
    (text,) = [r for r in read_report(RawReport(name, hidden.encode())) if isinstance(r, Text)]
    assert text.text == PROSE


def test_null_bytes_in_a_page_are_seen_and_split_no_page() -> None:
    found = words(read_report(RawReport("a.html", PAGE.replace(b"market", b"mar\x00ket"))))
    assert "mar\ufffdket" in found or "market" in found
    assert "police said." in found


def test_a_page_that_lies_about_its_charset_and_one_that_mixes_two_are_read() -> None:
    accents = "Müller and Đorđević said so in Sorve, near the river, on Monday."
    lies = b'<meta charset="utf-16"><meta charset="shift_jis">' + f"<p>{accents}</p>".encode()
    assert accents in words(read_report(RawReport("a.html", lies)))
    mixed = f"<p>{accents}</p><p>Caf".encode() + b"\xe9 in Sorve</p>"
    rows = read_report(RawReport("a.html", mixed))
    (capture,) = [row for row in rows if isinstance(row, Capture)]
    assert accents in words(rows)
    assert "1 invalid bytes replaced" in capture.encoding_reason


@pytest.mark.parametrize("pack", [packed, lambda m: packed({"in.zip": packed(m)})])
def test_names_of_members_never_reach_the_disk(
    pack: Callable[[dict[str, bytes]], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    climbing = {"../climbed.txt": PROSE.encode(), "/root.txt": PROSE.encode(), "C:\\x.txt": b"Yes."}
    reports, _ = taken_out("x.zip", pack(climbing))
    assert len(reports) == 3
    assert [path.name for path in tmp_path.rglob("*")] == ["inner"]


@pytest.mark.parametrize("name", ["pile.jsonl.gz", "a.html.gz"])
def test_a_packed_file_that_swells_or_breaks_off_is_named(name: str) -> None:
    bomb = gzip.compress(bytes(70_000_000))
    reports, skipped = taken_out(name, bomb)
    assert not reports
    assert "it unpacks to more than 200 times its size" in " ".join(skipped.values())
    reports, skipped = taken_out(name, gzip.compress(PAGE * 4_000)[:-20])
    assert not reports
    assert "damaged from here on" in " ".join(skipped.values())
