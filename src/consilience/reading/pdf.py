"""The text layer of a PDF in reading order, and the page and box in which each block stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from consilience.reading.blocks import FoundBlock, Page
from consilience.reading.fields import find_text_fields
from consilience.reading.plain import find_blocks
from consilience.text.normalise import freeze_text

MAX_PAGES: Final = 2_000
"""Pages of a PDF that are read; a report has fewer."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left corner of the page."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its letters, counted without blanks, and its box where there is one."""

    start: int
    end: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class _PdfPage:
    """The frozen text of a page, and its lines."""

    text: str
    lines: tuple[_Line, ...]


def read_pdf(data: bytes) -> Page | str:
    """Return the text layer of a PDF in reading order, or the reason why there is none."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return f"no PDF that can be read: {error}"
    try:
        if len(document) > MAX_PAGES:
            return f"{len(document):,} pages, more than {MAX_PAGES:,}"
        pages = [_read_page(document[at]) for at in range(len(document))]
    except pypdfium2.PdfiumError as error:
        return f"a page cannot be read: {error}"
    finally:
        document.close()
    text = "\n\n".join(page.text for page in pages)
    if not text.strip():
        return "no text layer: a scan, perhaps"
    blocks = list(_placed(find_blocks(text), pages))
    return Page(text, blocks, list(find_text_fields(text, blocks)))


def _read_page(page: Any) -> _PdfPage:
    words = page.get_textpage()
    raw = words.get_text_range()
    text = freeze_text(_unbroken(raw))
    lines = tuple(_lines(words, raw))
    whole = not lines or lines[-1].end == len(_letters(text))
    return _PdfPage(text, lines if whole else ())


def _unbroken(page: str) -> str:
    """Return a page's text with words that were broken at a line's end whole again.

    PDFium marks such a hyphen with U+0002 or U+FFFE.
    """
    text = page.replace("\r\n", "\n").replace("\r", "\n")
    for mark in ("\x02\n", "\ufffe\n", "\x02", "\ufffe"):
        text = text.replace(mark, "")
    return text


def _lines(words: Any, raw: str) -> Iterator[_Line]:
    """Yield the lines of a page; the letters before and in each are those of the frozen text."""
    from pypdfium2.raw import FPDFText_GetCharIndexFromTextIndex as char_index

    straight = words.count_chars() == len(raw)
    at = letters = 0
    for line in raw.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        count = len(_letters(freeze_text(_unbroken(bare))))
        if count:
            start = at if straight else char_index(words, at)
            yield _Line(letters, letters + count, _box(words, start, len(bare)))
        letters += count
        at += len(line)


def _letters(text: str) -> list[int]:
    """Return where in *text* characters that are no blanks stand."""
    return [at for at, char in enumerate(text) if not char.isspace()]


def _box(words: Any, start: int, count: int) -> Box | None:
    if start < 0:
        return None
    boxes = [words.get_rect(at) for at in range(words.count_rects(start, count))]
    return _around(boxes)


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _placed(blocks: Sequence[FoundBlock], pages: Sequence[_PdfPage]) -> Iterator[FoundBlock]:
    """Yield *blocks* with page and box as their locators; none goes over the end of a page."""
    starts = [0]
    for page in pages:
        starts.append(starts[-1] + len(page.text) + 2)
    letters: dict[int, list[int]] = {}
    for block in blocks:
        number = bisect_right(starts, block.start) - 1
        page = pages[number]
        if number not in letters:
            letters = {number: _letters(page.text)}  # blocks come in order
        first, last = (
            bisect_left(letters[number], place - starts[number])
            for place in (block.start, block.end)
        )
        inside = [line.box for line in page.lines if line.start < last and line.end > first]
        yield replace(block, locator=_locator(number + 1, [box for box in inside if box]))


def _locator(page: int, boxes: Sequence[Box]) -> str:
    """Return how people and programs find the place, such as "page 2, box 72 653 430 679"."""
    box = _around(boxes)
    if box is None:
        return f"page {page}"
    return f"page {page}, box {' '.join(f'{side:.0f}' for side in box)}"
