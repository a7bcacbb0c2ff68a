"""Captions and credits of pictures inside plain words.

Saved pages glue counter, caption and credit into one line ("3/9 A street in the old town Reuters",
"Image copyright AFP Image caption A street …"). Each part becomes a block of its own: a caption is
evidence and is parsed, a credit and a counter are not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from consilience.model.scales import BlockKind
from consilience.reading.blocks import FoundBlock
from consilience.text.agencies import any_credit_name, credit_pattern

MAX_LENGTH: Final = 20_000
"""Code points; a longer paragraph is not searched for glued captions."""

_COUNTER = re.compile(
    r"(?:(?:image|photo|slide|picture)\s+)?(\d{1,3})\s*(?:/|\bof\b)\s*(\d{1,3})(?=[\s.:)]|$)[.:)]?",
    re.I,
)
_LABEL = re.compile(
    r"\b(?P<label>(?:Image|Media|Video|Photo|Picture)\s+"
    r"(?P<what>copyright|source|caption|credit)\b:?)(?:\s*,?\s+|$)"
)
_WHATS: Final = ("copyright", "source", "caption", "credit")
_QUESTION = re.compile(
    r"(?<=[\w)])\s+(?P<q>(?:What|Who|Why|How|When|Where|Which)\b[^.?!]{3,80}\?)$"
)
_LEAD = re.compile(
    r"^(?:(?:file )?(?:photo|photograph|picture|image|pictured|caption|file)"
    r"(?: caption)?(?: by)?)\s*:\s*",
    re.IGNORECASE,
)

_LABELLED_CREDIT = re.compile(
    # "… on Saturday. Photograph: Ada Example/Sample Pictures", whoever that is.
    r"(?<=[.!?)”\"’'])\s+(?P<credit>(?:(?i:file )?(?i:photo|photograph|picture|image|credit)s?"
    r"(?i:\s+(?:by|courtesy of|courtesy|credit))?\s*:\s*)"
    r"[A-Z][\w.'’-]+(?:(?:\s*/\s*|\s+(?:(?:for|of|and|via)\s+(?:the\s+)?)?)[A-Z][\w.'’-]+){0,7})\.?$"
)
_CREDIT_LINE = re.compile(
    r"(?i)[(\[]?(?:file )?(?:photo(?:graph)?s?|image|picture|credit|photo credit|courtesy)"
    r"(?:\s+(?:by|courtesy of|courtesy|credit))?\s*:\s*.{2,80}"
    r"|[(\[](?:reporting|editing|writing|additional reporting) by .{4,}"
)

Part = tuple[int, int, BlockKind, str]


@functools.cache
def _credit_at_end() -> re.Pattern[str]:
    name = r"[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3}"
    return re.compile(
        rf"[\s.,;:]*(?:[(\[]\s*)?"
        rf"(?P<credit>(?:(?i:(?:file )?(?:photo(?:graph)?|image|picture|credit|source)s?"
        rf"(?:\s+(?:by|courtesy of|courtesy|credit))?)\s*:?\s*)?(?:{name}\s?/\s?)?"
        rf"{credit_pattern()}(?:\s?/\s?{name})?)\s*[)\]]?\.?$"
    )


def is_credit_line(words: str) -> bool:
    """Tell whether *words* are nothing but the credit of a picture or a text."""
    if len(words) > 120:
        return False
    match = _credit_at_end().match(words)
    if match is not None and match.end() == len(words):
        return True
    return _CREDIT_LINE.fullmatch(words) is not None


def split_gallery_line(text: str, start: int, end: int) -> list[FoundBlock]:
    """Return counter, caption and credit of a gallery line, or an empty list for any other line."""
    match = _COUNTER.match(text, start, end)
    if match is None or not 1 <= int(match.group(1)) <= int(match.group(2)) > 1:
        return []
    counter: Part = (match.start(), match.end(), "counter", "place in a gallery")
    return _blocks(text, [counter, *_caption_and_credit(text, match.end(), end, "gallery")])


def split_labelled_pictures(text: str, start: int, end: int) -> list[FoundBlock]:
    """Return the parts of a line that glues "Image copyright … Image caption …" together."""
    if end - start > MAX_LENGTH:
        return []
    if not any(text.find(what, start, end) >= 0 for what in _WHATS):
        return []
    labels = list(_LABEL.finditer(text, start, end))
    whats = {match.group("what").lower() for match in labels}
    if not labels or (labels[0].start() > start and len(labels) < 2):
        return []
    if not whats & {"copyright", "source", "credit"} and labels[0].start() > start:
        return []
    parts: list[Part] = [(start, labels[0].start(), "paragraph", "words before a picture's label")]
    for match, stop in zip(labels, [*(m.start() for m in labels[1:]), end], strict=True):
        parts.append((match.start("label"), match.end("label"), "furniture", "label of a picture"))
        parts.extend(_labelled(text, match, stop))
    return _blocks(text, parts)


def _labelled(text: str, match: re.Match[str], stop: int) -> Iterator[Part]:
    what = match.group("what").lower()
    if what != "caption":
        yield match.end(), stop, "credit", f"stands behind {match.group('label')!r}"
        return
    # The last caption of a glued line may run into the next sub-heading.
    question = _QUESTION.search(text, match.end(), stop)
    cut = question.start("q") if question else stop
    yield match.end(), cut, "caption", f"stands behind {match.group('label')!r}"
    if question:
        yield cut, stop, "headline", "sub-heading: a question behind a caption"


def split_caption_with_credit(text: str, start: int, end: int) -> list[FoundBlock]:
    """Return caption and credit of a line like "A street in the old town. (Reuters)"."""
    if end - start > 600:
        return []
    words = text[start:end]
    lead = _LEAD.match(words)
    bracketed = words.rstrip(".").endswith((")", "]"))
    if lead is None and not bracketed:
        return []
    named = any_credit_name().search(words)
    found = _credit_at_end().search(words) if named else None
    if found is None or found.start() < 12:
        return _blocks(text, [(start, end, "caption", "opens like a caption")]) if lead else []
    return _blocks(text, list(_caption_and_credit(text, start, end, "line")))


def split_caption(text: str, start: int, end: int) -> list[FoundBlock]:
    """Return caption and credit of words that are known to stand under a picture."""
    return _blocks(text, list(_caption_and_credit(text, start, end, "page's")))


def _caption_and_credit(text: str, start: int, end: int, where: str) -> Iterator[Part]:
    stop = min(end, start + 2_000)
    named = any_credit_name().search(text, start, stop)
    match = _credit_at_end().search(text, start, stop) if named else None
    match = match or _LABELLED_CREDIT.search(text, start, stop)
    cut = match.start("credit") if match else end
    yield start, cut, "caption", f"words of a {where} picture"
    if match:
        yield cut, match.end("credit"), "credit", "credit at the end of a caption"


def _blocks(text: str, parts: list[Part]) -> list[FoundBlock]:
    found = []
    for start, end, kind, reason in parts:
        words = text[start:end]
        bare = words.strip(" \t\n([") if kind in ("caption", "paragraph") else words.strip()
        if not bare:
            continue
        at = start + words.index(bare)
        found.append(FoundBlock(at, at + len(bare), kind, reason))
    return found
