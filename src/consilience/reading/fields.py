"""Which title, outlet, authors, agency, date and language does a report have, and who says so?

Every candidate is kept with the place where it was found; one is chosen per field, or none: an
abstention is better than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from consilience.reading.addresses import canonical_url, outlet_of
from consilience.reading.blocks import FoundBlock, FoundField
from consilience.reading.datelines import match_dateline
from consilience.reading.dates import FoundDate, find_leading_date
from consilience.reading.furniture import copyright_holder
from consilience.reading.labels import BYLINE, DATE_LEAD, URL_LINE
from consilience.reading.mastheads import masthead_fields
from consilience.text.agencies import find_agencies
from consilience.text.normalise import squeeze

MIN_CONFIDENCE: Final = 0.5
"""Candidates below it are kept and shown, never chosen."""

TRUSTED: Final = 0.9
"""Candidates from here on may contradict each other; then none is chosen."""

TOP_BLOCKS: Final = 12

_GLUED_DATELINE = re.compile(r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?)- (?=[A-Z])")
_CONTRIBUTORS = re.compile(r"\(?Reporting by (?P<names>[^;:()]{3,120})(?=[;)]|$)")
SIGN_OFF: Final = "line of contributors"
"""Who is named as reporting in the line under a report; who helped or edited is not an author."""

_REPORTING = re.compile(
    r"\((?:Reporting|Writing|Additional reporting|Editing|Compiled) by [^)]{4,200}\)?$"
)


def choose(candidates: list[FoundField]) -> dict[int, bool]:
    """Return, by index, which *candidates* are chosen: the best of a field, all of its authors."""
    best: dict[str, int] = {}
    for index, found in enumerate(candidates):
        leader = best.get(found.field)
        if leader is None or found.confidence > candidates[leader].confidence:
            best[found.field] = index
    chosen = {
        index: candidates[index].confidence >= MIN_CONFIDENCE for index in sorted(best.values())
    }
    if _dates_disagree(candidates):
        chosen[best["published"]] = False
    for index, found in enumerate(candidates):
        leader = best[found.field]
        same_place = found.where_found in (candidates[leader].where_found, SIGN_OFF)
        if found.field == "author" and same_place and chosen.get(leader):
            chosen[index] = True
    return chosen


def _dates_disagree(candidates: list[FoundField]) -> bool:
    """Tell whether trusted places give publication dates more than a day apart.

    What people read under the headline and what the publishing system says are equally good; a
    wrong date does more harm than none.
    """
    days = [
        date.fromisoformat(found.value[:10])
        for found in candidates
        if found.field == "published" and found.confidence >= TRUSTED
    ]
    return bool(days) and (max(days) - min(days)).days > 1


def find_text_fields(text: str, blocks: list[FoundBlock]) -> Iterator[FoundField]:
    """Yield the candidates that the words of the report itself hold."""
    yield from _titles(text, blocks)
    yield from masthead_fields(text, blocks)
    for index, block in enumerate(blocks):
        top = index < TOP_BLOCKS
        words = text[block.start : block.end]
        if block.kind == "furniture":
            yield from _from_furniture(words, block, top=top)
        elif block.kind == "byline":
            yield from author_names(words, "byline", at=block.start)
        elif block.kind == "dateline":
            yield from _from_dateline(words, block, top=top)
        elif block.kind == "paragraph":
            yield from _from_paragraph(text, block)
        elif block.kind == "credit" and _credits_text(blocks, index):
            yield from _agencies(words, block, "closing credit", 0.6)
        if block.kind in ("byline", "paragraph", "credit"):
            yield from _contributors(words, block)


def _titles(text: str, blocks: list[FoundBlock]) -> Iterator[FoundField]:
    for block in blocks[:TOP_BLOCKS]:
        if block.kind == "headline" and block.repeats is None:
            yield _spanned("title", text[block.start : block.end], block, ("headline", 0.7))
            return


def _from_furniture(words: str, block: FoundBlock, *, top: bool) -> Iterator[FoundField]:
    if top and URL_LINE.match(words):
        url = canonical_url(words)
        if url is not None:
            yield _spanned("url", url, block, ("address line", 0.9))
            yield from outlet_from_url(url, "address line", 0.8)
    holder = copyright_holder(words)
    if holder:
        yield _spanned("outlet", holder, block, ("copyright line", 0.5))


def outlet_from_url(url: str, where: str, confidence: float) -> Iterator[FoundField]:
    """Yield the outlet that an address names."""
    outlet = outlet_of(url)
    if outlet is not None:
        known = outlet[1] != "unknown"
        rule = "site is in the table of outlets" if known else "site of the address"
        yield FoundField(
            "outlet", outlet[0], where, rule, confidence if known else confidence - 0.2
        )


def _from_dateline(words: str, block: FoundBlock, *, top: bool) -> Iterator[FoundField]:
    lead = DATE_LEAD.match(words)
    date = find_leading_date(words[lead.end() :] if lead else words)
    if date is not None:
        if top:
            modified = lead is not None and re.match(r"(?i)last|updat|modif", words) is not None
            yield date_field("modified" if modified else "published", date[1], "date line", 0.75)
        return
    match = match_dateline(words + " X")
    if match is not None:
        yield _spanned("dateline_place", match.group("place").strip(" ,"), block, ("dateline", 0.8))
        yield from _agencies(match.groupdict().get("agency") or "", block, "dateline", 0.9)


def _contributors(words: str, block: FoundBlock) -> Iterator[FoundField]:
    """Yield the authors in a line such as "Reporting by Ada Example; Editing by Bo Sample"."""
    match = _CONTRIBUTORS.match(words)
    if match is not None:
        at = block.start + match.start("names")
        yield from author_names(match["names"], SIGN_OFF, at=at, confidence=0.6)


def _from_paragraph(text: str, block: FoundBlock) -> Iterator[FoundField]:
    glued = _GLUED_DATELINE.match(text, block.start, block.end)
    if glued is not None:
        start, end = glued.span("place")
        yield FoundField(
            "dateline_place",
            glued.group("place"),
            "paragraph",
            "a place and a dash",
            0.4,
            None,
            start,
            end,
        )
    if text.endswith(")", block.start, block.end):
        tail = _REPORTING.search(text, max(block.start, block.end - 220), block.end)
        if tail is not None:
            yield FoundField(
                "agency",
                "Reuters",
                "closing credit",
                "a sign-off in Reuters' form",
                0.4,
                None,
                tail.start(),
                tail.end(),
            )


def _credits_text(blocks: list[FoundBlock], index: int) -> bool:
    """Tell whether a credit stands under the prose, not under a picture."""
    before = [block for block in blocks[:index] if block.kind != "furniture"]
    after = [block for block in blocks[index + 1 :] if block.kind in ("paragraph", "caption")]
    return bool(before) and before[-1].kind == "paragraph" and not after


def _agencies(words: str, block: FoundBlock, where: str, confidence: float) -> Iterator[FoundField]:
    for agency in find_agencies(words):
        if agency.kind == "news":
            yield _spanned("agency", agency.name, block, (where, confidence))


def author_names(
    words: str, where: str, *, at: int | None, confidence: float = 0.7
) -> Iterator[FoundField]:
    """Yield the authors, and agencies, that a byline names.

    Args:
        words: Such as "By Ada Example and Bo Sample in Adrasan, Reuters".
        where: Where it was found.
        at: Where *words* begin in the frozen text, if they stand there.
    """
    match = BYLINE.match(words)
    names = match.group("names") if match else words
    for name in re.split(r",\s*|\s+(?:and|&|with|for)\s+|\s*[|/;]\s*", names):
        whole = squeeze(name).strip(" .,-–")
        bare = re.sub(r"\s+(?:in|at|of|from)\s+.*$", "", whole).strip(" .,-–")
        if bare != whole and " " not in bare:  # a body ("Union of …"), not a person in a place
            bare = whole
        found = find_agencies(bare.removeprefix("the ").removeprefix("The "))
        start = at + words.index(bare) if at is not None and bare and bare in words else None
        end = start + len(bare) if start is not None else None
        if found and found[0].kind == "news":
            yield FoundField(
                "agency", found[0].name, where, "an agency in the byline", 0.85, None, start, end
            )
        elif is_person_name(bare) or (_is_stated(where) and _may_sign(bare)):
            yield FoundField(
                "author", bare, where, "a name in the byline", confidence, None, start, end
            )


def is_person_name(words: str) -> bool:
    """Tell whether *words* may be a person's name and no desk or title."""
    parts = words.split()
    if not 2 <= len(parts) <= 5 or any(char.isdigit() for char in words):
        return False
    if _NO_NAME.search(words):
        return False
    return parts[0][0].isupper() and parts[-1].lstrip("'’(").strip()[:1].isupper()


def _is_stated(where: str) -> bool:
    """Tell whether the place is metadata that names the author, so that one word may be a name."""
    return where.startswith(("json-ld author", "meta "))


def _may_sign(words: str) -> bool:
    parts = words.split()
    return 1 <= len(parts) <= 4 and _NO_SIGNATURE.search(words) is None and words[:1].isalpha()


_NO_SIGNATURE = re.compile(
    r"(?i)^(?:admin\w*|author|editor\w*|staff|guest|user|null|none|root)$|[@:/\\]"
)
_NO_NAME = re.compile(
    r"(?i)\b(?:staff|desk|editor(?:ial|s)?|correspondents?|reporters?|writers?|news|team|agenc(?:y|ies)|bureau|"
    r"press|media|service|online|admin|guest|contributors?|producer|journalist|magazine|department|office|"
    r"university|company|inc|ltd|llc|network|group|daily|times|post|today|https?)\b|[@#:/\\]|\.com"
)


def date_field(field: str, date: FoundDate, where: str, confidence: float) -> FoundField:
    """Return a date as a candidate of *field*."""
    return FoundField(field, date.value, where, "a full date", confidence, date.precision)


def _spanned(field: str, value: str, block: FoundBlock, found: tuple[str, float]) -> FoundField:
    where, confidence = found
    return FoundField(field, value, where, block.reason, confidence, None, block.start, block.end)
