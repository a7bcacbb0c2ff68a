"""How fast saved pages are read beside other article readers, and thousands from one web archive.

Processor seconds in one process. `read_report` finds text, labels and fields with their places, so
it is held against trafilatura with its metadata; its text alone and resiliparse, which keeps too
much and has no fields, stand beside them.
"""

from __future__ import annotations

import gzip
import io
import itertools
import logging
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from fastwarc.warc import WarcRecord, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

from benchmarks.processes import time_python
from consilience.reading.containers import expand_file
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

SETS: Final = ("../shared/data/cleaning/scrapinghub", "../shared/data/cleaning/wcxb_dev")
BATCH: Final = 20
"""Readers take turns, so that all of them meet the same busy or idle machine; each reads a page
once, so that none has kept what it found there."""

ARCHIVED: Final = 1_000
_FOREIGN: Final = f"<h1>Мост закрыт</h1><p>{'Мост через реку закрыт до утра. ' * 9}</p>".encode()
"""A page that is not English: the model that names its language is loaded for the first of them."""

_WARC: Final = "pages.warc.gz"


def main() -> Iterator[str]:
    """Yield the lines of the report."""
    paths = [path for folder in SETS for path in sorted(Path(folder, "html").glob("*.html.gz"))]
    pages = [gzip.decompress(path.read_bytes()) for path in paths]
    if not pages:
        yield f"cleaning: no data at {' or '.join(SETS)}"
        return
    size_mb = sum(map(len, pages)) / 1e6
    yield f"cleaning: {len(pages)} pages, {size_mb:,.0f} MB; processor seconds"
    yield from _beside_others(pages)
    yield from _archived(pages)


def _beside_others(pages: list[bytes]) -> Iterator[str]:
    logging.disable(logging.CRITICAL)  # trafilatura writes a line about every odd page
    readers: dict[str, Callable[[bytes], object]] = {
        "consilience": lambda page: read_report(RawReport("page.html", page)),
        "trafilatura": lambda page: bare_extraction(page, with_metadata=True),
        "trafilatura, text alone": lambda page: bare_extraction(page, with_metadata=False),
        "resiliparse": lambda page: extract_plain_text(
            page.decode("utf-8", errors="replace"), main_content=True
        ),
    }
    taken = dict.fromkeys(readers, 0.0)
    for read in readers.values():  # what is loaded once is not the price of a page
        read(pages[0])
        read(_FOREIGN)
    for at in range(0, len(pages), BATCH):
        for name, read in readers.items():
            began = time.process_time()
            for page in pages[at : at + BATCH]:
                read(page)
            taken[name] += time.process_time() - began
    logging.disable(logging.NOTSET)
    for name, seconds in taken.items():
        speed, ratio = len(pages) / seconds, taken["trafilatura"] / seconds
        yield f"  {name:24} {speed:6.1f} pages/s, {ratio:5.2f} x trafilatura"


def _archived(pages: list[bytes]) -> Iterator[str]:
    """Yield what reading a web archive costs beside the same pages as files of their own."""
    with TemporaryDirectory() as folder:
        for count in (ARCHIVED // 10, ARCHIVED):
            taken = dict(enumerate(itertools.islice(itertools.cycle(pages), count)))
            _save(Path(folder), taken)
            single, archive = (
                time_python(["-m", "benchmarks.cleaning", kind, folder])
                for kind in ("files", "warc")
            )
            yield (
                f"  {count:,} pages: files {single.cpu:.1f} s, {single.peak_mb:,.0f} MB; one WARC "
                f"{archive.cpu:.1f} s, {archive.peak_mb:,.0f} MB; "
                f"{single.cpu / archive.cpu:.0%} of the speed; rows {archive.output.strip()}"
                f" and {single.output.strip()}"
            )


def _save(folder: Path, pages: dict[int, bytes]) -> None:
    """Write *pages* into *folder*, one by one and as a web archive with an address for each."""
    with (folder / _WARC).open("wb") as stream:
        for number, page in pages.items():
            (folder / f"{number:05}.html.gz").write_bytes(gzip.compress(page, 1))
            record = WarcRecord()
            record.init_headers(record_type=WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://pages.example/{number}"
            record.headers["Content-Type"] = "application/http; msgtype=response"
            head = (
                f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n"
            )
            record.set_bytes_content(head.encode() + page)
            packed = io.BytesIO()
            record.write(packed)
            stream.write(gzip.compress(packed.getvalue(), 1))


def _reports(kind: str, folder: Path) -> Iterator[RawReport]:
    if kind == "files":
        for path in sorted(folder.glob("*.html.gz")):
            yield RawReport(path.stem, gzip.decompress(path.read_bytes()))
        return
    with (folder / _WARC).open("rb") as stream:
        for found in expand_file(_WARC, stream):
            if isinstance(found, RawReport):
                yield found


if __name__ == "__main__":
    reports = _reports(sys.argv[1], Path(sys.argv[2]))
    print(sum(len(read_report(report)) for report in reports))
