# ruff: noqa: E501 - feeds are written as they are found
"""Archives, tables, feeds and office files: every report comes out, every trap stays shut."""

import email.message
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from consilience.model.case import Skipped
from consilience.model.documents import Capture, Document, Text
from consilience.reading.containers import expand_file
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case

PROSE = (
    "At least 12 people were killed on 3 May 2019 when shells hit a market in Sorve, police said."
)
PAGE = f"<html><head><title>Market hit</title></head><body><article><h1>Market hit</h1><p>{PROSE}</p></article></body></html>"


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def warc(pages: int) -> bytes:
    parts = []
    for number in range(pages):
        body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}<!--{number}-->".encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: https://dal.example/{number}\r\nWARC-Date: 2019-05-04T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        parts.append(gzip.compress(head.encode() + body + b"\r\n\r\n"))
    return b"".join(parts)


def found_in(name: str, data: bytes) -> tuple[list[RawReport], list[Skipped]]:
    found = list(expand_file(name, io.BytesIO(data)))
    return (
        [one for one in found if isinstance(one, RawReport)],
        [one for one in found if isinstance(one, Skipped)],
    )


def documents(name: str, data: bytes) -> list[Document]:
    reports, _ = found_in(name, data)
    rows = [row for report in reports for row in read_report(report)]
    return [row for row in rows if isinstance(row, Document)]


RECORD = {"url": "https://dal.example/a", "title": "Market hit", "publisher": "The Dal Post",
          "author": "Ada Vale", "date": "2019-05-04", "body": PROSE}  # fmt: skip
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Dal Post</title><item>
<title>Market hit</title><link>https://dal.example/a</link><pubDate>Sat, 04 May 2019 10:00:00 GMT</pubDate>
<description>&lt;p&gt;{PROSE}&lt;/p&gt;</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Dal Post</title><entry><title>Market hit</title>
<link href="https://dal.example/a"/><published>2019-05-04T10:00:00Z</published>
<content type="html">&lt;p&gt;{PROSE}&lt;/p&gt;</content></entry></feed>"""
NEWSML = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta>
<versionCreated>2019-05-04T10:00:00Z</versionCreated><pubStatus qcode="stat:canceled"/>
<provider literal="The Dal Post"/></itemMeta><contentMeta><headline>Market hit</headline></contentMeta>
<contentSet><inlineXML><html><body><p>{PROSE}</p></body></html></inlineXML></contentSet></newsItem>"""
FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "The Dal Post", "items": [
    {"url": "https://dal.example/a", "title": "Market hit", "content_text": PROSE,
     "date_published": "2019-05-04T10:00:00Z"}]}  # fmt: skip
RELIEF = {"data": [{"fields": {"title": "Market hit", "url": "https://dal.example/a", "body": PROSE,
    "source": [{"name": "The Dal Post"}], "date": {"original": "2019-05-04T00:00:00+00:00"}}}]}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", json.dumps(RECORD).encode() + b"\n"),
        ("a.csv", f'url,title,publisher,date,body\nhttps://dal.example/a,Market hit,The Dal Post,2019-05-04,"{PROSE}"\n'.encode()),
        ("a.json", json.dumps([RECORD]).encode()),
        ("feed.json", json.dumps(FEED).encode()),
        ("relief.json", json.dumps(RELIEF).encode()),
        ("a.rss", RSS.encode()),
        ("a.atom", ATOM.encode()),
        ("a.xml", NEWSML.encode()),
    ],
)  # fmt: skip
def test_records_bring_their_fields(name: str, data: bytes) -> None:
    (document,) = documents(name, data)
    assert document.title == "Market hit"
    assert document.outlet == "The Dal Post"
    assert (document.published_start or "").startswith("2019-05-04")


def test_a_canceled_item_is_withdrawn() -> None:
    (document,) = documents("a.xml", NEWSML.encode())
    assert document.withdrawn
    ninjs = {"uri": "urn:a", "pubstatus": "canceled", "headline": "Market hit", "body_text": PROSE}
    (document,) = documents("a.json", json.dumps(ninjs).encode())
    assert document.withdrawn


@pytest.mark.parametrize("pack", [packed, tarred])
def test_archives_are_opened_and_archives_inside_of_them(pack: Callable[..., bytes]) -> None:
    data = pack({"a.txt": PROSE.encode(), "in/b.zip": packed({"c.html": PAGE.encode()})})
    name = "x.zip" if pack is packed else "x.tgz"
    reports, skipped = found_in(name, data)
    assert [report.member for report in reports] == ["a.txt", "in/b.zip!c.html"]
    assert not skipped


def test_a_web_archive_gives_page_address_and_day_of_capture() -> None:
    reports, _ = found_in("x.warc.gz", warc(3))
    assert [report.member for report in reports] == [f"https://dal.example/{n}" for n in range(3)]
    (capture,) = [row for row in read_report(reports[0]) if isinstance(row, Capture)]
    assert capture.retrieved_at == "2019-05-04T00:00:00Z"
    (document,) = [row for row in read_report(reports[0]) if isinstance(row, Document)]
    assert document.published_start is None  # the day of capture is no day of issue


def test_a_zip_bomb_is_not_unpacked() -> None:
    _, skipped = found_in("x.zip", packed({"bomb.txt": b"0" * 50_000_000}))
    assert "times its size" in skipped[0].reason


def test_a_matryoshka_ends() -> None:
    inner = packed({"a.txt": PROSE.encode()})
    for _ in range(6):
        inner = packed({"a.zip": inner})
    _, skipped = found_in("x.zip", inner)
    assert "nested" in skipped[0].reason


def test_names_that_climb_out_are_labels_only(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(packed({"../../evil.txt": PROSE.encode()}))
    build_case([path], case=tmp_path / "x.case")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.case", "x.zip"]
    with open_case(tmp_path / "x.case") as case:
        assert case.size("documents") == 1
        assert case.verify().first_bad is None


def test_external_entities_are_refused() -> None:
    xml = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>'
    reports, skipped = found_in("a.rss", xml.encode())
    assert not reports
    assert "no XML that can be read" in skipped[0].reason


def test_a_truncated_archive_gives_what_it_has_and_says_so() -> None:
    data = tarred({f"{n}.txt": f"{n} {PROSE}".encode() for n in range(200)})
    reports, skipped = found_in("x.tgz", data[: len(data) // 2])
    assert reports
    assert "damaged" in skipped[-1].reason
    assert found_in("x.zip", packed({"a.txt": b"x"})[:-30])[1]
    assert len(found_in("x.warc.gz", warc(3)[:-200])[0]) == 2


def test_a_mail_has_subject_and_day() -> None:
    mail = email.message.EmailMessage()
    mail["Subject"], mail["Date"] = "Market hit", "Sat, 04 May 2019 10:00:00 +0000"
    mail.set_content(PROSE)
    rows = read_report(RawReport("a.eml", bytes(mail)))
    (document,) = [row for row in rows if isinstance(row, Document)]
    assert (document.title, document.published_start) == ("Market hit", "2019-05-04T10:00+00:00")


def test_a_word_file_and_a_broken_one() -> None:
    import docx

    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Market hit")
    document.add_paragraph(PROSE)
    document.save(stream)
    rows = read_report(RawReport("a.docx", stream.getvalue()))
    assert any(isinstance(row, Text) and PROSE in row.text for row in rows)
    for name in ("a.docx", "a.pdf"):
        (row,) = read_report(RawReport(name, b"PK\x03\x04 broken"))
        assert isinstance(row, Skipped)


def test_a_line_that_is_no_record_is_skipped_by_its_number() -> None:
    data = json.dumps(RECORD).encode() + b"\nnot json\n[1]\n{}\n"
    reports, _ = found_in("a.jsonl", data)
    rows = [read_report(report)[0] for report in reports]
    assert [row.what for row in rows if isinstance(row, Skipped)] == [
        "a.jsonl!line 2",
        "a.jsonl!line 3",
        "a.jsonl!line 4",
    ]


def test_a_pile_in_one_file_builds_and_is_known_the_second_time(tmp_path: Path) -> None:
    path = tmp_path / "pile.jsonl"
    lines = [json.dumps({**RECORD, "url": f"https://dal.example/{n}"}) for n in range(5)]
    path.write_text("\n".join(lines))
    summary = build_case([path], case=tmp_path / "x.case")
    assert (summary.files, summary.read, summary.documents) == (1, 5, 5)
    again = build_case([path], case=tmp_path / "x.case")
    assert (again.read, again.known) == (0, 5)


def test_a_file_packed_alone_is_read_as_what_it_holds() -> None:
    lines = "\n".join(json.dumps({"title": f"Report {n}", "text": PROSE}) for n in range(3))
    reports, _ = found_in("pile.jsonl.gz", gzip.compress(lines.encode()))
    assert [report.member for report in reports] == ["line 1", "line 2", "line 3"]
    table = f"title\ttext\nMarket hit\t{PROSE}\n"
    (report,), _ = found_in("pile.tsv.gz", gzip.compress(table.encode()))
    assert json.loads(report.data)["text"] == PROSE
    (report,), _ = found_in("a.html.gz", gzip.compress(PAGE.encode()))
    assert (report.member, report.data) == ("a.html", PAGE.encode())
    reports, _ = found_in("all.zip.gz", gzip.compress(packed({"a.html": PAGE.encode()})))
    assert [report.member for report in reports] == ["all.zip!a.html"]
