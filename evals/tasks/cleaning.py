"""Answers to `cleaning`: the article's text and its fields, from the reader of saved pages."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from consilience.model.documents import Block, Document, Text
from consilience.model.rows import Row
from consilience.model.scales import BlockKind
from consilience.reading.reports import RawReport, read_report
from consilience.reading.webarchives import address_fields
from evals.pile import read_lines, write_lines

ARTICLE: Final[frozenset[BlockKind]] = frozenset({"headline", "paragraph", "quote", "list"})
"""Kinds of block that the set's references call the article; title and captions are apart there."""


def predict(folder: Path, out: Path) -> None:
    write_lines(out, (_answer(folder, line) for line in read_lines(folder, "documents")))


def _answer(folder: Path, line: dict[str, Any]) -> dict[str, Any]:
    data = gzip.decompress((folder / line["html"]).read_bytes())
    given = address_fields(line["url"])
    rows = read_report(RawReport(name=f"{line['id']}.html", data=data, given=given))
    documents = [row for row in rows if isinstance(row, Document)]
    if not documents:
        return {"id": line["id"], "text": "", "title": None, "authors": [], "date": None}
    (document,) = documents
    days = {(end or "")[:10] for end in (document.published_start, document.published_end)}
    return {
        "id": line["id"],
        "text": _article(rows, document.title),
        "title": document.title,
        "authors": list(document.authors),
        "date": days.pop() or None if len(days) == 1 else None,  # the format has no interval
    }


def _article(rows: Sequence[Row], title: str | None) -> str:
    (text,) = [row.text for row in rows if isinstance(row, Text)]
    blocks = [row for row in rows if isinstance(row, Block)]
    return "\n\n".join(
        text[block.start : block.end]
        for block in blocks
        if block.kind in ARTICLE
        and block.repeats is None
        and not (block.kind == "headline" and text[block.start : block.end] == title)
    )
