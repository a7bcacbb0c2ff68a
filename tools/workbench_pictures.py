"""Photographs of the workbench for the documentation, made over the packaged examples.

Every page is taken wide and on a phone, light and dark, into ``out/workbench``, to be looked at;
two of the four go into the documentation. Where there is no Chromium, all is left as it is.
"""

from __future__ import annotations

import itertools
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from consilience.model.events import Event
from consilience.model.findings import Finding
from consilience.model.lineage import Lineage, LineageMember
from consilience.web.app import create_app
from consilience.web.settings import Person, ServeSettings
from consilience.workspace.case import open_case

_TOKEN: Final = "picture"
_FORMS: Final = (("", (1120, 860)), ("-phone", (375, 760)))
ALL: Final = Path(__file__).parent.parent / "out" / "workbench"


def write_workbench_pictures(case: Path, folder: Path) -> Iterator[str]:
    """Write two pictures of each page of *case* into *folder* and yield their names."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return
    from playwright.sync_api import sync_playwright

    ALL.mkdir(parents=True, exist_ok=True)
    with _serving(case) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for (form, size), dark in itertools.product(_FORMS, (False, True)):
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme="dark" if dark else "light",
            )
            page = context.new_page()
            page.goto(f"{address}/?token={_TOKEN}")
            for name, path in _addresses(case).items():
                page.goto(f"{address}{path}")
                taken = ALL / f"{name}{form}-{'dark' if dark else 'light'}.png"
                page.screenshot(path=taken)
                if dark == (bool(form) != (name in ("figures", "document"))):
                    target = f"workbench-{name}{form}.png"
                    shutil.copyfile(taken, folder / target)
                    yield target
            context.close()
        browser.close()


def _addresses(case: Path) -> dict[str, str]:
    with open_case(case) as record:
        finding = max(record.rows(Finding), key=lambda row: (row.n_reports, row.id))
        span = record.find(finding.supporting[0]).span  # type: ignore[union-attr]
        event = max(record.rows(Event), key=lambda row: (row.n_reports, row.id))
        own = next(iter(record.browse(Lineage, order="documents", limit=1).rows))
        left, right = sorted({row.document for row in record.rows(LineageMember, lineage=own.id)})[
            :2
        ]
        return {
            "overview": "/",
            "events": "/events",
            "map": "/events?view=map",
            "timeline": "/events?view=timeline",
            "figures": "/figures",
            "figure": f"/figures/{finding.figure_set}",
            "statements": "/statements",
            "contradictions": "/contradictions",
            "sources": "/sources?view=copies",
            "document": f"/documents/{span.document}?start={span.start}&end={span.end}#m",
            "compare": f"/compare?left={left}&right={right}",
            "search": "/search?q=hospital",
            "review": "/review",
            "log": "/log",
            "event": f"/events/{event.id}",
            "lineage": f"/lineages/{own.id}",
            "why": f"/why/{finding.id}",
            "skipped": "/skipped",
            "build": "/build",
            "tables": "/tables",
        }


@contextmanager
def _serving(case: Path) -> Iterator[str]:
    import uvicorn

    person = Person(name="Amal", role="editor", token=_TOKEN)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        port = listening.getsockname()[1]
        app = create_app(ServeSettings(case=case, people=(person,), port=port))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()
