"""Photographs of the workbench for the documentation, made over the packaged examples.

Wide and phone, light and dark in turn. Where there is no Chromium, what is there is left as it is.
"""

from __future__ import annotations

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
_WIDE: Final = (1120, 860)
_PHONE: Final = (375, 760)


def write_workbench_pictures(case: Path, folder: Path) -> Iterator[str]:
    """Write a picture of each page of *case* into *folder* and yield their names."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return
    from playwright.sync_api import sync_playwright

    with _serving(case) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, path in _addresses(case).items():
            for form, size in (("", _WIDE), ("-phone", _PHONE)):
                dark = bool(form) != (name in ("figures", "document"))
                context = browser.new_context(
                    viewport={"width": size[0], "height": size[1]},
                    color_scheme="dark" if dark else "light",
                )
                page = context.new_page()
                page.goto(f"{address}/?token={_TOKEN}")
                page.goto(f"{address}{path}")
                target = f"workbench-{name}{form}.png"
                page.screenshot(path=folder / target)
                context.close()
                yield target
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
