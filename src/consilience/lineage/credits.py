"""Whom does a text credit: an agency, or another outlet of the case?

A credit is what stands in a dateline, a byline, a closing line ("--Reuters", "Source: …",
"… contributed to this report"), or a copyright line. A reporter "of" an agency in the body is a
weaker sign.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from consilience.model.documents import Document
from consilience.text.agencies import agency_by_writing, credit_pattern

HEAD: Final = 250
FOOT: Final = 320
"""Code points at both ends of a text in which an agency's name alone is a credit."""

_NAME = r"(?:The |the )?[A-Z][\w’'&.-]*(?: (?:of |for )?[A-Z][\w’'&.-]*){0,5}"
_LINE = re.compile(
    rf"(?:(?<=[.!?\n]\s)|(?<=\n)|^)(?:Source\s*:\s*(?P<source>{_NAME})"
    rf"|(?P<reported>{_NAME}) (?:reported|contributed to this (?:report|story|article)))"
    r"\s*(?:[.\n]|$)"
)
_AGENCY_LIKE = re.compile(r"(?:News|Press|Media) Agency$|(?:News ?)?Wires?$|Newswire$|Agence\b")


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody whom a text names as its source."""

    name: str
    kind: Literal["agency", "outlet"]
    firm: bool  # a credit; otherwise a mention in the body
    start: int
    end: int


_DATELINE = re.compile(r"\)\s*(?:--|—|–|-)")
_CLOSING = re.compile(r"(?:--|—|–|\(|^)\s*$")
_COPYRIGHT = re.compile(r"(?i)(?:copyright|©)[\s\d,©]*(?:the )?$")
_PICTURE = re.compile(r"(?i)(?:photo|image|picture|via|file|caption|copyright)\W*$|/\s?$")
_TOLD = re.compile(r"(?i)\b(?:told|to|reported)(?: the)? $")
_FLOWS_ON = re.compile(r"['’]?s?,?\s+[a-z]|['’]s\b")
_STAFF = re.compile(
    r"(?:['’]?s)? (?:correspondent|reporter|photographer|photographs|journalist|news agency)"
)


def find_credits(text: str, places: Iterable[int], outlets: Mapping[str, str]) -> list[Credit]:
    """Return whom *text* credits, the firm credits first.

    Args:
        text: Frozen text of a document.
        places: Offsets of the words that may begin an agency's name (see `agency_openers`).
        outlets: Names of the outlets of the case, by their plain form (see `plain_name`).
    """
    found = [*_lines(text, outlets), *_known_agencies(text, places)]
    distinct: dict[tuple[str, str], Credit] = {}
    for credit in sorted(found, key=lambda credit: (not credit.firm, credit.start)):
        distinct.setdefault((credit.kind, plain_name(credit.name)), credit)
    return list(distinct.values())


def find_signature(text: str, outlet: str) -> Credit | None:
    """Return where *text* names its own *outlet* as the one that reports, if it does.

    In the dateline ("TOWN, March 3 (Agency) -") or as whom somebody told it ("told Agency").
    """
    name = re.escape(re.sub(r"^[Tt]he ", "", outlet))
    head = re.search(rf"\({name}\)\s*(?:--|—|–|-)", text[: 4 * HEAD])
    told = re.search(rf"\btold (?:the )?{name}\b", text)
    match = head or told
    if match is None:
        return None
    return Credit(name=outlet, kind="outlet", firm=True, start=match.start(), end=match.end())


def known_outlets(documents: Iterable[Document]) -> dict[str, str]:
    """Return the names of the outlets of *documents*, by their plain form."""
    names = {row.outlet for row in documents if row.outlet}
    return {plain_name(name): name for name in sorted(names)}


@functools.cache
def agency_openers() -> frozenset[str]:
    """Return the first words of agencies' names, in lower case."""
    return frozenset(re.split(r"\W", writing, maxsplit=1)[0] for writing in agency_by_writing())


def plain_name(name: str) -> str:
    """Return *name* for comparing: lower case, without article."""
    return re.sub(r"^the ", "", name.strip().lower())


def _lines(text: str, outlets: Mapping[str, str]) -> Iterator[Credit]:
    if not any(sign in text for sign in ("Source:", " reported.", " contributed to this ")):
        return
    for match in _LINE.finditer(text):
        group = "source" if match.group("source") else "reported"
        name = match.group(group).strip()
        agency = agency_by_writing().get(plain_name(name))
        if agency is not None:
            yield _credit(agency.name, "agency", match.span(group))
        elif plain_name(name) in outlets:
            yield _credit(outlets[plain_name(name)], "outlet", match.span(group))
        elif _AGENCY_LIKE.search(name):
            yield _credit(name, "agency", match.span(group))


def _credit(name: str, kind: Literal["agency", "outlet"], span: tuple[int, int]) -> Credit:
    return Credit(name=name, kind=kind, firm=True, start=span[0], end=span[1])


@functools.cache
def _agency_here() -> re.Pattern[str]:
    return re.compile(rf"(?:{credit_pattern()})(?!\w)")


def _known_agencies(text: str, places: Iterable[int]) -> Iterator[Credit]:
    for place in places:
        match = _agency_here().match(text, place)
        if match is None:
            continue
        first = re.split(r"\s?[/,&]\s?|\s+(?:via|and)\s+", match.group())[0]
        agency = agency_by_writing().get(first.lower())
        if agency is None or agency.kind != "news" or agency.name == "Wires":
            continue
        firm = _is_credit(text, match.start(), match.end())
        if firm is not None:
            yield Credit(
                name=agency.name, kind="agency", firm=firm, start=place, end=place + len(first)
            )


def _is_credit(text: str, start: int, end: int) -> bool | None:
    """Return whether an agency's name is a firm credit, a mention, or (``None``) neither."""
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if before.endswith("(") and _DATELINE.match(after):
        return True
    if _COPYRIGHT.search(before):
        return True
    if _PICTURE.search(before):
        return None
    if _TOLD.search(before) or _STAFF.match(after):
        return False
    # A name that stands alone at either end is a credit; one inside a sentence is talked about.
    at_edge = (start < HEAD or end > len(text) - FOOT) and not _FLOWS_ON.match(after)
    if _CLOSING.search(before) and not after.strip(" ).\n"):
        return True
    return True if at_edge else None
