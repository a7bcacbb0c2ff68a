"""Which day does a line around the headline give the page?

The words before a day say what it dates: "Updated" is a change, a sentence or a period dates
something else, and a line that is nothing but such a word speaks for the line behind it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from consilience.reading.blocks import FoundField
from consilience.reading.dates import FoundDate, find_leading_date, find_readings
from consilience.reading.fields import date_field
from consilience.reading.labels import DATE_LABEL, OF_TODAY

SHOWN: Final = "line under the headline"
MAX_AROUND: Final = 10
"""Words beside the date on a line of names, section and day."""
MAX_PLAIN: Final = 3
"""Of these, words in lower case ("min read"); a sentence has more."""

MAX_TODAY: Final = 40
"""Code points at the end of the line before that may say that a day is the one of saving."""

MAX_LABEL: Final = 30
"""Code points before a day that may call it a change in another language."""

_SIGN: Final = (
    r"(?:last |first |originally )?"
    r"(?:updated|modified|reviewed|active|published|posted|date|on|edited)?"
)
_DATED: Final = re.compile(
    rf"(?i)(?P<sign>{_SIGN})(?: on| at)?(?: the)?\s*:?\s*"
    r"(?=(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d))"
)
_CHANGED: Final = re.compile(r"(?i)updat|modif|review|edit|active")
_CHANGED_ELSEWHERE: Final = re.compile(
    r"(?i)actuali[sz]|mise? à jour|aktualisi|geändert|aggiorna|atualiz|bijgewerkt|güncelle|обновл"
    r"|измен|оновл|تحديث|تعديل"
)
"""Words for a change in the other languages whose months are known."""
_UNTIL: Final = re.compile(r"\s*(?:[-–—]|to\b|until\b)\s*")


def find_line_dates(words: str, before: str, stated: Collection[str]) -> Iterator[FoundField]:
    """Yield the day that the line *words* gives the page; and that of a change beside it.

    Args:
        words: Of the line.
        before: The line before it, which may be a label ("Last updated:").
        stated: Days that the page states elsewhere; they tell how "03/04/2017" is meant.
    """
    if OF_TODAY.search(f"{before[-MAX_TODAY:]} {words}"):
        return
    line = f"{before} {words}" if DATE_LABEL.fullmatch(before) else words
    for match in _DATED.finditer(line):
        date = _leading(line[match.end() :], stated)
        if date is None:
            continue
        ends = match.end() + date[0]
        if _is_period(line[ends:]) or line.endswith(":"):
            return  # something else than the page is dated, or what follows
        sign = match.group("sign").lower()
        if sign in ("", "on") and _is_prose(line[: match.start()], line[ends:]):
            continue  # a day in a sentence is when something happened
        called = line[max(0, match.start() - MAX_LABEL) : match.start()]
        if _CHANGED.search(sign) or _CHANGED_ELSEWHERE.search(called):
            yield date_field("modified", date[1], SHOWN, 0.8)
        else:
            yield from _published(date[1], _leading(line[ends:].lstrip(), stated))
        return


def _published(date: FoundDate, glued: tuple[int, FoundDate] | None) -> Iterator[FoundField]:
    """Yield the day of publication; of two days side by side the other is that of a change."""
    first, *others = sorted([date] if glued is None else [date, glued[1]], key=_day)
    yield date_field("published", first, SHOWN, 0.96)
    for other in others:
        if _day(other) != _day(first):
            yield date_field("modified", other, SHOWN, 0.8)


def _leading(words: str, stated: Collection[str]) -> tuple[int, FoundDate] | None:
    """Return the date at the head of *words*, digits read as another day of the page tells."""
    found = find_leading_date(words)
    if found is not None:
        return found
    either = find_readings(words)
    if either is None:
        return None
    meant = [date for date in either[1] if date.value in stated]
    return (either[0], meant[0]) if len(meant) == 1 else None


def _day(date: FoundDate) -> str:
    return date.value[:10]


def _is_prose(before: str, behind: str) -> bool:
    """Tell whether the words around a date are more than names and places."""
    around = re.findall(r"[^\W\d_]+", f"{before} {behind}")
    plain = [word for word in around if word.islower() and len(word) > 2]
    return len(around) > MAX_AROUND or len(plain) > MAX_PLAIN


def _is_period(behind: str) -> bool:
    """Tell whether a day stands before the words *behind* as the first of two."""
    until = _UNTIL.match(behind)
    return until is not None and find_leading_date(behind[until.end() :]) is not None
