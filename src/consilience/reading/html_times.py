"""Which days do the elements state that are marked as times?

What stands before a time in its line says what it dates, and people read it: "Published" and
"Updated" are believed more than the name of a class.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from consilience.reading.blocks import FoundField
from consilience.reading.dates import parse_date
from consilience.reading.fields import date_field
from consilience.reading.html_source import is_whole
from consilience.reading.publication import CHANGED, CLOSING, LABELLED, LONE, SHOWN
from consilience.text.normalise import freeze_text, squeeze

MAX_LABEL: Final = 40
"""Code points before a time that may be its label."""
MAX_UP: Final = 3
"""Elements around a time that may begin with it and stand behind its label."""

_PUBLISHED: Final = re.compile(
    r"(?i)\b(?:published|posted|publication date|publish date)(?: on)?\s*[:|]?$"
)
_CHANGED: Final = re.compile(r"(?i)\b(?:updated|modified|edited)(?: on)?\s*:?$")
_REVIEWED: Final = re.compile(r"(?i)\breviewed(?: on)?\s*:?$")
SHOWN_CHANGES: Final = (SHOWN, "date line", CHANGED, CLOSING)
"""Where readers are told of a change, the place that they look at first before the others."""
_STATING: Final = ("datePublished", "dateCreated", "dateModified")


def find_marked_times(elements: Iterable[Any]) -> Iterator[FoundField]:
    """Yield the days that microdata and ``<time>`` among *elements* state."""
    for element in elements:
        prop = element.get("itemprop")
        if prop in _STATING:
            value = element.get("datetime") or element.get("content") or "".join(element.itertext())
            field = "modified" if prop == "dateModified" else "published"
            read = field == "modified" and not element.get("content") and element.tag != "meta"
            yield from _dated(field, value, CHANGED if read else f"itemprop {prop}", 0.88)
        elif element.tag == "time" and element.get("datetime"):
            yield from _time(element)


def _time(element: Any) -> Iterator[FoundField]:
    names = f"{element.get('class') or ''} {element.get('pubdate') or ''}".lower()
    label = _label(element)
    value = element.get("datetime")
    if _CHANGED.search(label):
        yield from _dated("modified", value, CHANGED, 0.55)
    elif re.search(r"updat|modif", names) or _REVIEWED.search(label):
        yield from _dated("modified", value, "time element", 0.55)
    elif _PUBLISHED.search(label):
        yield from _dated("published", value, LABELLED, 0.8)
    else:
        strong = element.get("pubdate") is not None or re.search(
            r"publish|entry-date|post-date", names
        )
        yield from _dated("published", value, "time element", 0.8 if strong else 0.55)


def find_lone_change(fields: Sequence[FoundField], text: str) -> Iterator[FoundField]:
    """Yield the day of the last change as that of publication, where a whole page has no other.

    The page as it stands is of that day, and so it is cited.

    Args:
        fields: What the page states, in its metadata and to its readers.
        text: The page's source.
    """
    changed = [one for one in fields if one.field == "modified"]
    told = [[one for one in changed if one.where_found == where] for where in SHOWN_CHANGES]
    first = next(filter(None, told), [])  # of the place that people look at first
    days = {one.value[:10] for one in first}
    others = {one.value[:10] for one in fields if one.field == "published"} - days
    if len(days) == 1 and not others and is_whole(text):
        rule = "no other day on a page with its programs"
        yield FoundField("published", first[0].value, LONE, rule, 0.55, first[0].precision)


def is_called_change(element: Any) -> bool:
    """Tell whether the words before *element* call what it dates a change."""
    return _CHANGED.search(_label(element)) is not None


def _label(element: Any) -> str:
    """Return the words that stand right before *element*, in its line or as a line of their own."""
    for _ in range(MAX_UP):
        words = squeeze(freeze_text(_words_before(element)))
        if words or element.getparent() is None:
            return words[-MAX_LABEL:]
        element = element.getparent()
    return ""


def _words_before(element: Any) -> str:
    before = element.getprevious()
    if before is None:
        parent = element.getparent()
        return (parent.text or "") if parent is not None else ""
    return f"{''.join(before.itertext())} {before.tail or ''}"


def _dated(field: str, value: str, where: str, confidence: float) -> Iterator[FoundField]:
    # Values in attributes are often escaped once too often.
    date = parse_date(squeeze(freeze_text(html.unescape(value))))
    if date is not None:
        yield date_field(field, date, where, confidence)
