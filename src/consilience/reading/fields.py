"""Which title, outlet, authors, agency, date and language does a report have, and who says so?

Every candidate is kept with the place where it was found; one is chosen per field, or none: an
abstention is better than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Final

from consilience.reading.addresses import canonical_url, outlet_of
from consilience.reading.blocks import FoundBlock, FoundField
from consilience.reading.datelines import match_dateline, wire_line
from consilience.reading.dates import (
    FoundDate,
    date_in_address,
    find_dates,
    find_leading_date,
)
from consilience.reading.furniture import copyright_holder
from consilience.reading.labels import BYLINE, DATE_LABEL, DATE_LEAD, OF_TODAY, URL_LINE
from consilience.reading.mastheads import masthead_fields
from consilience.reading.publication import CLOSING, MIN_CONFIDENCE, find_publication
from consilience.text.agencies import find_agencies
from consilience.text.normalise import fold_words, squeeze

TOP_BLOCKS: Final = 12

MAX_LABEL: Final = 42
"""Code points of a line, and the break behind it, that says what the date below it is of."""

_GLUED_DATELINE = re.compile(r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?)- (?=[A-Z])")
MAX_WIRE_LINE: Final = 400
"""Code points of the first words in which a headline, an agency and a day may run together."""
_BEGINS = re.compile(r"\s+[\"'“‘]?(?:[A-Z][a-z]+|An?|[A-Z]{2,})[\s-]|\s*$")
_CONTRIBUTORS = re.compile(r"\(?Reporting by (?P<names>[^;:()]{3,120})(?=[;)]|$)")
SIGN_OFF: Final = "line of contributors"
"""Who is named as reporting in the line under a report; who helped or edited is not an author."""

_REPORTING = re.compile(
    r"\((?:Reporting|Writing|Additional reporting|Editing|Compiled) by [^)]{4,200}\)?$"
)


def choose(candidates: list[FoundField]) -> dict[int, bool]:
    """Return, by index, which *candidates* are chosen: the best of a field, all of its authors."""
    ranked = _ranked(candidates)
    best: dict[str, int] = {}
    for index, found in enumerate(candidates):
        leader = best.get(found.field)
        if leader is None or ranked[index] > ranked[leader]:
            best[found.field] = index
    chosen = {
        index: candidates[index].confidence >= MIN_CONFIDENCE
        for field, index in best.items()
        if field != "published"
    }
    chosen.update(dict.fromkeys(find_publication(candidates).chosen, True))
    leader = best.get("author")
    for index, found in enumerate(candidates):
        if found.field != "author" or leader is None or not chosen.get(leader):
            continue
        beside = found.where_found in (candidates[leader].where_found, SIGN_OFF)
        chosen[index] = chosen.get(index, False) or (
            beside and ranked[index][0] == ranked[leader][0]
        )
    return dict(sorted(chosen.items()))


def _ranked(candidates: Sequence[FoundField]) -> list[tuple[bool, float]]:
    """Return how good each candidate is; who publishes a report is hardly its author."""
    outlets = {fold_words(found.value) for found in candidates if found.field == "outlet"}
    outlets |= {
        name.rpartition(" ")[0] for name in outlets if re.search(r" (?:com|org|net)$", name)
    }
    return [
        (
            found.confidence >= MIN_CONFIDENCE
            and not (found.field == "author" and _is_outlet(found.value, outlets)),
            found.confidence,
        )
        for found in candidates
    ]


def _is_outlet(name: str, outlets: Collection[str]) -> bool:
    folded = fold_words(name)
    bare = folded.removeprefix("the ")
    return bool({folded, bare, f"the {bare}", bare.replace(" ", "")} & set(outlets))


def find_text_fields(text: str, blocks: list[FoundBlock]) -> Iterator[FoundField]:
    """Yield the candidates that the words of the report itself hold."""
    yield from _titles(text, blocks)
    signed = _signed_day(blocks)
    yield from masthead_fields(text, blocks)
    for index, block in enumerate(blocks):
        top = index < TOP_BLOCKS
        words = text[block.start : block.end]
        if block.kind == "furniture":
            yield from _from_furniture(words, block, top=top)
        elif block.kind == "byline":
            yield from author_names(words, "byline", at=block.start)
        elif block.kind == "dateline":
            before = _line_before(text, block.start)
            if OF_TODAY.search(before) is None:
                lead = f"{before} " if DATE_LABEL.fullmatch(before) else ""
                yield from _from_dateline(lead + words, block, top=top, signed=index == signed)
        elif block.kind == "paragraph":
            yield from _from_paragraph(text, block)
            if top:
                yield from _from_wire_line(words, block)
        elif block.kind == "credit" and _credits_text(blocks, index):
            yield from _agencies(words, block, "closing credit", 0.6)
        if block.kind in ("byline", "paragraph", "credit"):
            yield from _contributors(words, block)


def _titles(text: str, blocks: list[FoundBlock]) -> Iterator[FoundField]:
    for block in blocks[:TOP_BLOCKS]:
        if block.kind == "headline" and block.repeats is None:
            trust = 0.55 if block.reason.startswith("sub-heading") else 0.7
            yield _spanned("title", text[block.start : block.end], block, ("headline", trust))
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


def _line_before(text: str, start: int) -> str:
    return text[max(0, start - MAX_LABEL) : start].rstrip().rpartition("\n")[2]


def _signed_day(blocks: Sequence[FoundBlock]) -> int | None:
    """Return the date line behind the byline that closes a report; in lists there are several."""
    found = [
        index
        for index in range(max(1, TOP_BLOCKS), len(blocks))
        if blocks[index].kind == "dateline" and blocks[index - 1].kind in ("byline", "credit")
    ]
    return found[0] if len(found) == 1 else None


def address_date(address: str) -> Iterator[FoundField]:
    """Yield the day that a web address holds as a candidate."""
    date = date_in_address(address)
    if date is not None:
        yield date_field("published", date, "address", 0.6)


def _from_dateline(
    words: str, block: FoundBlock, *, top: bool, signed: bool
) -> Iterator[FoundField]:
    lead = DATE_LEAD.match(words)
    date = find_leading_date(words[lead.end() :] if lead else words, dots=True)
    if date is not None:
        changed = lead is not None and re.match(r"(?i)last|updat|modif", words) is not None
        if top:
            yield date_field("modified" if changed else "published", date[1], "date line", 0.75)
        elif changed:
            yield date_field("modified", date[1], CLOSING, 0.6)
        elif signed or (lead is not None and re.match(r"(?i)publish|post", words)):
            yield date_field("published", date[1], CLOSING, 0.6)
        return
    match = match_dateline(words + " X")
    if match is not None:
        for _, _, day in islice(find_dates(match.group()), 1):
            yield date_field("published", day, "dateline", 0.7)
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


def _from_wire_line(words: str, block: FoundBlock) -> Iterator[FoundField]:
    """Yield the agency and the day of a line "… AFP Tuesday 20 May 2031" that prose runs into."""
    match = wire_line().search(words, 0, MAX_WIRE_LINE)
    found = find_leading_date(words[match.end() :]) if match is not None else None
    if match is None or found is None:
        return
    if _BEGINS.match(words, match.end() + found[0]) is not None:
        yield date_field("published", found[1], "dateline", 0.7)
        yield from _agencies(match["agency"], block, "dateline", 0.6)


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
    if _NO_AUTHOR.search(words):
        return
    match = BYLINE.match(words)
    for name in _split_names(match.group("names") if match else words, stated=_is_stated(where)):
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


def _split_names(names: str, *, stated: bool) -> Iterator[str]:
    """Yield the names in a byline, without degrees and offices ("Ada Example, MD, Editor")."""
    if stated and _BODY_NAME.search(names) and "," not in names:
        yield names  # one body, whatever small words are in its name
        return
    parts = re.split(r",\s*|\s+(?:and|&|with|for)\s+|\s*[|/;]\s*", names)
    for at, part in enumerate(parts):
        if at == 0 or not (_DEGREE.fullmatch(part.strip(" .")) or _OFFICE.search(part)):
            yield _LAST_DEGREE.sub("", part)


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
    if len(parts) == 1 and not words[:1].isupper():
        return False  # the name of an account
    return 1 <= len(parts) <= 6 and _NO_SIGNATURE.search(words) is None and words[:1].isalpha()


_NO_AUTHOR = re.compile(r"(?i)https?:|www\.|\.com/|@\w+\.\w")
_BODY_NAME = re.compile(
    r"(?i)\b(?:center|centre|department|institute|ministry|office|college|university|association|"
    r"society|council|agency|foundation|committee|commission|team|staff)\b.*\b(?:for|and|&|of)\b"
)
_DEGREE = re.compile(
    r"(?:[A-Z][A-Za-z]{0,3}\.?-?){0,3}[A-Z®]{2,}[a-z]?®?|(?:[A-Z][a-z]?\.\s?){2,}[A-Z]?[a-z]?\.?|"
    r"(?i:ph\.?\s?d|m\.?d|r\.?d|esq|jr|sr|ii|iii|mba|msc|bsc|cpa|cfp|rn|lcsw|dds|dvm)[®.]?"
)
_LAST_DEGREE = re.compile(
    r"(?:\s+(?:Ph\.?\s?D|M\.?D|R\.?D|MBA|MPH|CPA|CFP|RN|LCSW|DDS|DVM|JD|PsyD|EdD|RDN|MSc?)\.?®?)+$"
)
_OFFICE = re.compile(
    r"(?i)(?:(?:senior|sr\.?|chief|associate|assistant|deputy|managing|executive|vice|lead|head|"
    r"contributing|staff|founder|co-?founder|director|editor|manager|president|author|writer|"
    r"reporter|correspondent|producer|professor|contributor|ceo|cto|cfo|attorney|lawyer|consultant|"
    r"specialist|analyst|engineer|strategist|marketer|expert|years?|institute|inc|llc|ltd|newsroom)"
    r"\b)"
)
_NO_SIGNATURE = re.compile(
    r"(?i)^(?:admin\w*|webmaster|author|editor\w*|staff|guest|user|null|none|root)$|[@:/\\]"
)
_NO_NAME = re.compile(
    r"(?i)\b(?:staff|desk|editor(?:ial|s)?|correspondents?|reporters?|writers?|news|team|agenc(?:y|ies)|bureau|"
    r"press|media|service|online|admin|guest|contributors?|producer|journalist|magazine|department|office|"
    r"author|written|by|articles?|read|more|university|company|inc|ltd|llc|network|group|daily|times|post|today|https?)\b|[@#:/\\]|\.com"
)


def date_field(field: str, date: FoundDate, where: str, confidence: float) -> FoundField:
    """Return a date as a candidate of *field*."""
    return FoundField(field, date.value, where, "a full date", confidence, date.precision)


def _spanned(field: str, value: str, block: FoundBlock, found: tuple[str, float]) -> FoundField:
    where, confidence = found
    return FoundField(field, value, where, block.reason, confidence, None, block.start, block.end)
