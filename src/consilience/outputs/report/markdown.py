"""The situation report as Markdown with footnotes; text of reports cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from consilience.outputs.listing import Listing, cell_text
from consilience.outputs.printable import printable
from consilience.outputs.report.citations import Citation, Cited
from consilience.outputs.report.parts import Card, Report, Section

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")
_STARTS: Final = re.compile(r"^(\s*\d*)([-+=:.)])")


def render_markdown(report: Report) -> str:
    """Return *report* as Markdown."""
    lines = [f"# {escape(report.title)}", "", *(escape(line) + "  " for line in report.lead), ""]
    for section in report.sections:
        lines.extend(_section(section))
    lines += ["## Citations", ""]
    lines.extend(_footnote(citation) for citation in report.citations)
    return "\n".join(lines).rstrip() + "\n"


def escape(words: str) -> str:
    """Return *words* as Markdown that shows them as they are.

    Example:
        >>> escape("<b>*5*</b>")
        '\\\\<b\\\\>\\\\*5\\\\*\\\\</b\\\\>'

    """
    safe = _SPECIAL.sub(r"\\\1", printable(words))
    return _STARTS.sub(r"\1\\\2", safe)


def _section(section: Section) -> Iterator[str]:
    yield f"## {escape(section.title)}"
    yield ""
    for item in section.items:
        badges = "".join(f" *{escape(badge)}*" for badge in item.badges)
        said = " ".join(_cited(cited) for cited in (item.cited, *item.sentences))
        yield f"- {said}{badges}"
        for voice in item.voices:
            yield f"  - {_cited(voice)}"
    if section.items:
        yield ""
    if section.figures:
        yield from _figures(section)
    for card in section.cards:
        yield from _card(card)
    for drawing in section.drawings:
        yield f"*{escape(drawing.title)}.* {escape(drawing.alternative)}"
        yield ""
    if section.table is not None:
        yield from _table(section.table)
    for note in section.notes:
        yield escape(note)
        yield ""


def _figures(section: Section) -> Iterator[str]:
    yield "| what | low | best | high | kind of count | reports | voices | grade |"
    yield "|---|--:|--:|--:|---|--:|--:|---|"
    for line in section.figures:
        cells = (line.low, line.best, line.high, line.kind, line.reports, line.voices, line.grade)
        yield f"| {_cited(line.cited)} | " + " | ".join(escape(str(cell)) for cell in cells) + " |"
    yield ""


def _card(card: Card) -> Iterator[str]:
    yield f"**{_cited(card.cited)}**"
    yield ""
    for name, value in card.facts:
        yield f"- {escape(name)}: {escape(value)}"
    for words in card.words:
        yield f"- {_cited(words)}"
    yield ""


def _table(listing: Listing) -> Iterator[str]:
    yield "| " + " | ".join(column.name.replace("_", " ") for column in listing.columns) + " |"
    yield "|" + "---|" * len(listing.columns)
    for row in listing.rows:
        yield "| " + " | ".join(escape(cell_text(cell)) for cell in row) + " |"
    yield ""


def _cited(cited: Cited) -> str:
    return escape(cited.text) + "".join(f"[^{number}]" for number in cited.citations)


def _footnote(citation: Citation) -> str:
    published = citation.published or "date not known"
    title = f", {escape(citation.title)}" if citation.title else ""
    return (
        f"[^{citation.number}]: {escape(citation.source)}{title}, {published}: "
        f"“{escape(citation.quote)}” ({escape(citation.name)}, {citation.document}, characters "
        f"{citation.start}–{citation.end}, text SHA-256 {citation.text_sha256})\n"
    )
