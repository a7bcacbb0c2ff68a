"""Who signs a page by its markup, and on which day?

Elements called author, byline or date say so wherever they stand: in a box under the article, in a
column beside it. The first behind the headline counts, since pages sign and date their teasers too.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from consilience.reading.blocks import FoundField
from consilience.reading.dates import find_leading_date, parse_date
from consilience.reading.fields import author_names, date_field, is_person_name
from consilience.reading.html_times import is_called_change
from consilience.text.normalise import freeze_text, squeeze

MAX_SIGNATURE: Final = 80
"""Code points of an element that holds nothing but a name or a date."""

_NAMED: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:(?:post|entry|article|story|blog|the)?[_-]*(?:author|byline|writer)s?"
    r"[_-]*(?:names?|link|title|details|text)?|byline)(?=$|[\s_-])|author-?_*name"
)
_DATED: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:(?:post|entry|article|story|blog|publish(?:ed)?|pub|meta)[_-]*"
    r"(?:date|time)|date|datetime|publi(?:sh|cation)\w*|timestamp)(?=$|[\s_-])"
)
_AROUND: Final = re.compile(
    r"(?i)comment|related|recirc|recommend|sidebar|footer|teaser|popular|trending|latest|more-|"
    r"similar|carousel|slider|card-?(?:list|grid)|swiper|testimon|newsletter"
)
_LEAD: Final = re.compile(
    r"(?i)^(?:(?:articles?|story|words|posted|written|published|reported|authored)\s+)?by\s*:?\s+"
    r"|^(?:authors?|writer)\s*:?\s+"
)
_LABEL: Final = re.compile(
    r"(?i)^(?:published|posted|publication date|date)(?:\s+(?:on|at))?\s*:?\s*"
)
_CHANGED: Final = re.compile(r"(?i)\W*(?:last\s+|date\s+)?(?:updat|modif)")
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_BEHIND: Final = re.compile(
    r"\s*(?:[|•·●⋅–—(]|\s-\s|\b(?i:updated|published|posted|last|on|in|min|founder)\b|\d"
    rf"|(?<=[a-z\s])(?={_MONTH}[\s.,]*\d|{_MONTH}\.?$)).*$"
)


def cut_behind_name(words: str) -> str:
    """Return the names that *words* begin with, without day, place and time to read."""
    return _BEHIND.sub("", words)


def find_signatures(elements: Sequence[Any]) -> Iterator[FoundField]:
    """Yield the names and days that the first fit *elements* behind the headline are called."""
    heading = next((at for at, element in enumerate(elements) if element.tag == "h1"), -1)
    signed: Any = None
    dated = False
    for element in elements[heading + 1 :]:
        if element.tag in ("body", "html", "meta", "link", "script", "img", "h1"):
            continue
        words = _words(element)
        if not words or len(words) > MAX_SIGNATURE or _is_around(element):
            continue
        if not dated:
            found = list(_day(element, words))
            dated = bool(found)
            yield from found
        if signed is None or _stands_by(element, signed):
            names = list(_names(element, words))
            signed = element if names else signed
            yield from names


def _words(element: Any) -> str:
    """Return the words of *element*, of long ones only as many as show that they are long."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        words = squeeze(freeze_text(piece))
        if words:
            pieces.append(words)
            length += len(words)
        if length > MAX_SIGNATURE:
            break
    return " ".join(pieces)


def _is_around(element: Any) -> bool:
    """Tell whether *element* stands in a part of the page that shows other articles."""
    at, steps = element, 0
    while at is not None and steps < 8:
        if at.tag == "footer" or _names_others(at.get("class"), at.get("id")):
            return at.tag not in ("body", "html", "main")
        at, steps = at.getparent(), steps + 1
    return False


@functools.lru_cache(maxsize=20_000)
def _names_others(classes: str | None, ident: str | None) -> bool:
    return _AROUND.search(f"{classes or ''} {ident or ''}") is not None


def _stands_by(element: Any, signed: Any) -> bool:
    """Tell whether *element* belongs to the byline in which *signed* stands."""
    parents = {signed.getparent(), signed.getparent().getparent()}
    return element is not signed and element.getparent() in parents


def _names(element: Any, words: str) -> Iterator[FoundField]:
    where = _called(element)
    name = cut_behind_name(_LEAD.sub("", words))
    if where is not None and name:
        for found in author_names(name, where[0], at=None, confidence=where[1]):
            if found.field == "agency" or is_person_name(found.value):
                yield found


def _called(element: Any) -> tuple[str, float] | None:
    """Return how *element* is called an author's, and how far that is to be believed."""
    if element.get("itemprop") == "author":
        return "itemprop author", 0.8
    if "author" in (element.get("rel") or "").lower().split():
        return "rel author", 0.7
    if _NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
        return "element called author", 0.66
    if re.search(r"/authors?/[^/]+", element.get("href") or ""):
        return "link to an author", 0.64
    return None


def _day(element: Any, words: str) -> Iterator[FoundField]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    dated = element.tag == "time" or _DATED.search(names) is not None
    changed = re.search(r"(?i)updat|modif", names) or _CHANGED.match(words)
    if not dated or changed is not None or is_called_change(element):
        return
    bare = _LABEL.sub("", words)
    leading = find_leading_date(bare)
    date = leading[1] if leading is not None else parse_date(bare)
    if date is not None and (leading is None or len(bare) - leading[0] < 40):
        yield date_field("published", date, "element called date", 0.62)
