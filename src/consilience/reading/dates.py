"""Publication dates as pages write them: in metadata, and on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from consilience.model.scales import DatePrecision
from consilience.reading.month_names import MONTHS, OTHER_MONTHS

_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = (
    r"(?:,?\s+(?:at\s+|-\s+|\|\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?"
    r"\s*(?P<half>[ap]\.?m\.?)?"
    r"(?:\s*(?P<zone>GMT|UTC|BST|EST|EDT|CET|CEST|ET|PT|IST|Z)\b)?)?"
)
_WORDS = re.compile(
    rf"{_WEEKDAY}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+"
    rf"{_MONTH}[\s,-]+(?P<year>(?:19|20)\d\d)"
    rf"|{_MONTH.replace('month', 'month2')}\s+(?P<day2>\d{{1,2}})"
    rf"(?:(?:st|nd|rd|th)?,?\s+|(?<=\d\d))"  # "Nov 142019", where a saved page lost its comma
    rf"(?P<year2>(?:19|20)\d\d)){_CLOCK}",
    re.IGNORECASE,
)
_OTHER = re.compile(  # "14 de marzo de 2017", "14. März 2017", "1er mars 2017"
    r"(?P<day>\d{1,2})(?:\.|er|º)?(?:\s+de)?\s+"
    rf"(?P<month>{'|'.join(sorted(OTHER_MONTHS, key=len, reverse=True))}),?(?:\s+del?)?"
    r"\s+(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)"
    r"(?:[T ]+(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?"
)
_YEAR_LED = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<mark>[-./])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)?(?P<zone>Z|[+-]\d\d:\d\d)?)?"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:[/.](?P<month>\d{1,2})[/.]|\s+(?P<name>[A-Za-z]{3,9})\.?\s+)"
    r"(?P<day>\d{1,2})(?!\d)"
)
_SLASHED = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)"
)
_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2]|[a-z]{3,9})[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)"
)
_ISSUED = re.compile(
    r"(?:date of publication|publication date|date published|(?:first )?(?:published|posted|issued)"
    r"(?: on)?)\s*:?\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as ISO 8601 (with a time where one is given), and how exact it is."""

    value: str
    precision: DatePrecision


def parse_date(words: str) -> FoundDate | None:
    """Return the date that *words* begin with, or ``None`` where they do not settle one.

    "03/04/2017" settles none: it is a day in March to some and in April to others.
    """
    words = words.strip().removeprefix("on ")
    match = _ISO.match(words)
    if match is not None and (not match.group("hour") or match.group("minute")):
        return _from_iso(match)
    match = _YEAR_FIRST.match(words)
    if match is not None:
        return _from_year_first(match)
    match = _WORDS.match(words)
    if match is not None:
        return _from_words(match)
    match = _OTHER.match(words)
    if match is not None:
        return _from_other(match)
    match = _SLASHED.match(re.sub(r"^[A-Z][a-z]{2,8},\s+", "", words))
    return _from_slashed(match) if match is not None else None


def find_leading_date(words: str, *, dots: bool = False) -> tuple[int, FoundDate] | None:
    """Return where the date at the head of *words* ends, and the date.

    With a month's name, or in digits that can only be read one way; behind "Published" and the
    like too.

    Args:
        words: Of a line or a paragraph.
        dots: Whether "06.04.2019" is a day in April, as in every country that writes dots.
    """
    issued = _ISSUED.match(words)
    at = issued.end() if issued is not None else 0
    match = _WORDS.match(words, at)
    if match is not None:
        found = _from_words(match)
        return (match.end(), found) if found is not None else None
    for pattern, read in (
        (_OTHER, _from_other),
        (_SLASHED, _from_line if dots else _from_slashed),
        (_YEAR_LED, _from_iso),
    ):
        match = pattern.match(words, at)
        behind = words[match.end() : match.end() + 1] if match is not None else ""
        glued = behind.isalpha() and "." in words[at : at + 3]  # "06.04.2019Read on"
        if match is not None and (glued or not behind.isalnum()):
            found = read(match)
            return (match.end(), found) if found is not None else None
    return None


def date_in_address(address: str) -> FoundDate | None:
    """Return the day that a web address holds, such as ``/2017/03/12/``."""
    match = _ADDRESS.search(address.lower())
    if match is None:
        return None
    year, month, day = match.groups()
    number = month if month.isdigit() else MONTHS.get(month)
    return _written(year, int(number), int(day)) if number else None


def find_readings(words: str) -> tuple[int, list[FoundDate]] | None:
    """Return where the digits at the head of *words* end, and both days that they may mean.

    "03/04/2017" is a day in March or one in April; what else a page states tells which.
    """
    match = _SLASHED.match(words)
    if match is None or words[match.end() : match.end() + 1].isalnum():
        return None
    one, two = int(match["a"]), int(match["b"])
    found = [_written(match["year"], month, day) for month, day in ((one, two), (two, one))]
    return match.end(), [date for date in found if date is not None]


def find_dates(words: str) -> Iterator[tuple[int, int, FoundDate]]:
    """Yield start, end and value of the full dates with month names in *words*."""
    for match in _WORDS.finditer(words):
        found = _from_words(match)
        if found is not None:
            yield match.start(), match.end(), found


def _from_iso(match: re.Match[str]) -> FoundDate | None:
    day = _day(match.group("year"), match.group("month"), match.group("day"))
    if day is None:
        return None
    if match.group("hour") is None:
        return FoundDate(day.strftime("%Y-%m-%d"), "day")
    try:
        moment = day.replace(hour=int(match.group("hour")), minute=int(match.group("minute")))
    except ValueError:
        return FoundDate(day.strftime("%Y-%m-%d"), "day")
    return _moment(moment, match.group("zone"))


def _moment(moment: datetime, zone: str | None) -> FoundDate:
    """Return *moment* in UTC where its zone is known, else its local time without a zone."""
    if zone is None:
        return FoundDate(moment.strftime("%Y-%m-%dT%H:%M"), "minute")
    if zone in ("Z", "UTC", "GMT"):
        return FoundDate(moment.strftime("%Y-%m-%dT%H:%MZ"), "minute")
    digits = zone[1:].replace(":", "").ljust(4, "0")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    shift = -shift if zone[0] == "-" else shift
    if abs(shift) >= timedelta(hours=24):
        return FoundDate(moment.strftime("%Y-%m-%d"), "day")
    offset = moment.replace(tzinfo=timezone(shift))
    return FoundDate(offset.isoformat(timespec="minutes"), "minute")


def _from_words(match: re.Match[str]) -> FoundDate | None:
    month = MONTHS[(match.group("month") or match.group("month2")).lower()]
    day = _day(
        match.group("year") or match.group("year2"),
        month,
        match.group("day") or match.group("day2"),
    )
    if day is None:
        return None
    hour = match.group("hour")
    if hour is None:
        return FoundDate(day.strftime("%Y-%m-%d"), "day")
    half = (match.group("half") or "").lower()[:1]
    value = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
    zone = match.group("zone")
    if value > 23 or int(match.group("minute")) > 59:
        return FoundDate(day.strftime("%Y-%m-%d"), "day")
    moment = day.replace(hour=value, minute=int(match.group("minute")))
    return _moment(moment, zone if zone in ("GMT", "UTC", "Z") else None)


def _from_other(match: re.Match[str]) -> FoundDate | None:
    return _written(match["year"], OTHER_MONTHS[match["month"].lower()], int(match["day"]))


def _from_year_first(match: re.Match[str]) -> FoundDate | None:
    month = match.group("month") or MONTHS.get(match.group("name").lower())
    found = _day(match.group("year"), month, match.group("day")) if month else None
    return None if found is None else FoundDate(found.strftime("%Y-%m-%d"), "day")


def _from_slashed(match: re.Match[str]) -> FoundDate | None:
    one, two = int(match.group("a")), int(match.group("b"))
    if one <= 12 and two <= 12 and one != two:
        return None
    day, month = (one, two) if two <= 12 else (two, one)
    return _written(match.group("year"), month, day)


def _from_line(match: re.Match[str]) -> FoundDate | None:
    """Return a date that readers see; with dots its day stands first, in every country of dots."""
    if match.group("mark") == ".":
        return _written(match.group("year"), int(match.group("b")), int(match.group("a")))
    return _from_slashed(match)


def _written(year: str, month: int, day: int) -> FoundDate | None:
    found = _day(year, month, day)
    return None if found is None else FoundDate(found.strftime("%Y-%m-%d"), "day")


def _day(year: str | int, month: str | int, day: str | int) -> datetime | None:
    try:
        return datetime(int(year), int(month), int(day), tzinfo=None)  # noqa: DTZ001 - a date
    except ValueError:
        return None
