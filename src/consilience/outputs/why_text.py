"""The chain behind a finding as lines of styled words, for a terminal, a pipe or a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from consilience.outputs.printable import printable
from consilience.outputs.quotes import Quote
from consilience.outputs.why import Step

Style: TypeAlias = Literal["title", "id", "label", "text", "mark", "quiet"]
Line: TypeAlias = list[tuple[str, Style]]

_INDENT: Final = "  "


def why_lines(step: Step, *, depth: int = 0) -> Iterator[Line]:
    """Yield the chain below *step*, one line at a time; everything in it is printable."""
    pad = _INDENT * depth
    kind = step.table.replace("_", " ").removesuffix("s")
    field = step.field.replace("_", " ")
    lead = f"{field}: " if field not in ("", kind) else ""
    yield [
        (f"{pad}{lead}", "label"),
        (f"{kind} ", "label"),
        (f"{printable(step.title)}  " if step.title != step.id else "", "title"),
        (step.id, "id"),
    ]
    for quote in step.quotes:
        yield from _quote_lines(quote, pad=pad + _INDENT)
    for label, value in step.facts:
        yield [(f"{pad}{_INDENT}{label}: ", "label"), (printable(value), "text")]
    for below in step.steps:
        yield from why_lines(below, depth=depth + 1)
    if step.left_out:
        yield [(f"{pad}{_INDENT}and {step.left_out:,} more members", "quiet")]


def plain_line(line: Line) -> str:
    """Return *line* without styles; marked words stand in double square brackets."""
    return "".join(f"[[{text}]]" if style == "mark" else text for text, style in line)


def _quote_lines(quote: Quote, *, pad: str) -> Iterator[Line]:
    published = quote.published or "date not known"
    where = ", ".join(f"{field} {start}–{end}" for field, start, end in quote.spans)
    name = f" ({quote.name})" if quote.name != quote.source else ""
    yield [(f"{pad}│ ", "quiet"), *quoted_words(quote)]
    yield [(f"{pad}└ ", "quiet"), (printable(f"{quote.source}{name}, {published}"), "text")]
    yield [(f"{pad}  {quote.document}, characters {where}", "quiet")]
    if quote.place is not None:
        yield [(f"{pad}  in the original: {printable(quote.place)}", "quiet")]
    yield [(f"{pad}  lineage: {printable(quote.lineage)}", "quiet")]


def quoted_words(quote: Quote) -> Iterator[tuple[str, Style]]:
    """Yield the words of *quote*, on one line, with the evidence marked."""
    for piece in quote.pieces:
        yield printable(piece.text), "mark" if piece.marks else "text"
        if piece.cut:
            yield " […] ", "quiet"
