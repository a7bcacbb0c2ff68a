"""How long the server of the workbench takes for each page of a case of ten thousand documents.

Median and worst of 50 answers, in process, wall and processor milliseconds; the size of the page
with its style and script; and how long opening takes beside a case of sixteen documents.
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.big_case import make_big_case
from consilience.model.documents import Document
from consilience.model.events import Event
from consilience.model.findings import Contradiction, Finding
from consilience.model.lineage import CopyEdge, Lineage
from consilience.model.statements import Statement
from consilience.web.app import create_app
from consilience.web.settings import Person, ServeSettings
from consilience.workspace.case import open_case

COPIES: Final = int(os.environ.get("WEB_COPIES", "625"))  # of sixteen examples: 10,000 documents
ANSWERS: Final = 50
MOST_MS: Final = 200
MOST_KB: Final = 300


def main() -> Iterator[str]:
    """Yield the lines of the report."""
    with TemporaryDirectory() as folder:
        small, big = Path(folder) / "small.case", Path(folder) / "big.case"
        make_big_case(small, copies=1)
        documents = make_big_case(big, copies=COPIES)
        size_mb = big.stat().st_size / 1e6
        yield f"web: {documents:,} documents, {size_mb:,.0f} MB, median of {ANSWERS}"
        yield from _opening(small, big)
        yield from _pages(big)


def _opening(small: Path, big: Path) -> Iterator[str]:
    for path in (small, big):
        taken = []
        for _ in range(ANSWERS):
            began = time.perf_counter()
            open_case(path).close()
            taken.append(1000 * (time.perf_counter() - began))
        yield f"  open {path.stem}: {statistics.median(taken):.2f} ms"


def _pages(case: Path) -> Iterator[str]:
    from starlette.testclient import TestClient

    person = Person(name="bench", role="editor", token="t")
    app = create_app(ServeSettings(case=case, people=(person,)))
    client = TestClient(app, base_url="http://127.0.0.1:8711")
    client.get("/", params={"token": "t"})
    front = client.get("/").text
    extra = sum(
        len(client.get(address).content)
        for address in re.findall(r'"(/static/[^"]+\.(?:css|js|svg))"', front)
        if not address.endswith("vega.js")  # loaded when a reader explores a chart
    )
    for address in _addresses(case):
        first = time.perf_counter()
        page = client.get(address)
        first_ms = 1000 * (time.perf_counter() - first)
        wall, busy = [], []
        for _ in range(ANSWERS):
            began, used = time.perf_counter(), _processor()
            client.get(address)
            wall.append(1000 * (time.perf_counter() - began))
            busy.append(1000 * (_processor() - used))
        charts = sum(len(svg) for svg in re.findall(r"<svg role.*?</svg>", page.text, re.DOTALL))
        size_kb = (len(page.content) - charts + extra) / 1000
        median = statistics.median(wall)
        told = "" if page.status_code == 200 and median <= MOST_MS and size_kb <= MOST_KB else "  !"
        yield (
            f"  {address[:58]:58} {median:6.1f} ms  processor {statistics.median(busy):6.1f}"
            f"  worst {max(wall):6.1f}  first {first_ms:6.0f}  {size_kb:5.0f} kB{told}"
        )


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _addresses(case: Path) -> list[str]:
    with open_case(case) as record:
        finding = record.browse(Finding, order="reports", limit=1).rows[0]
        event = record.browse(Event, order="reports", limit=1).rows[0]
        dispute = record.browse(Contradiction, order="level", limit=1).rows[0]
        statement = record.browse(Statement, order="text", limit=1).rows[0]
        document = record.browse(Document, order="published", limit=1).rows[0]
        lineage = record.browse(Lineage, order="documents", limit=1).rows[0]
        edge = record.browse(CopyEdge, limit=1).rows[0]
        late = record.browse(Statement, order="text", limit=500).next
    return [
        "/",
        "/events",
        "/events?kind=air_strike&corroboration=strong",
        "/events?place=Garrada",
        "/events?actor=Veskaran+Army",
        "/events?date=2015-03",
        "/events?view=map",
        "/events?view=timeline",
        f"/events/{event.id}",
        "/figures",
        "/figures?measure=killed&group=civilians",
        "/figures?place=Garrada",
        f"/figures/{finding.figure_set}",
        "/statements",
        f"/statements?after={late}",
        "/statements?speaker=Interior+Ministry",
        "/statements?firmness=denied&topic=killed",
        "/statements?topic=chemical_weapon",
        f"/statements/{statement.id}",
        "/contradictions",
        "/contradictions?kind=figure&level=major",
        f"/contradictions/{dispute.id}",
        "/sources",
        "/sources?view=outlets",
        "/sources?view=originators",
        "/sources?view=copies",
        f"/lineages/{lineage.id}",
        f"/documents/{document.id}",
        f"/compare?left={edge.document_a}&right={edge.document_b}",
        "/search?q=hospital",
        "/search?q=%22market+strike%22&outlet=Corvane",
        f"/why/{finding.id}",
        "/review",
        "/review?kind=single_origin",
        "/log",
        "/tables",
        "/build",
    ]


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in main())
