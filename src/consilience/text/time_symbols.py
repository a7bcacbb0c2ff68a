"""What does a relative time expression mean, once it is known when it was written?

A *symbol* is a short formal phrase that says what an expression means before an anchor is known:

========================  ======================================================================
``day -1``, ``week +0``   the calendar unit so many units from the anchor's own
``latest saturday``       the last one on or before the anchor; ``coming``: the first on or after
``nearest 10-17``         the coming one if it is three times nearer than the latest, else that one
``previous saturday``     the last one before the anchor; ``next``: the first one after it
``latest 10-17``          a day of a month; ``latest march``: a month; ``latest summer``: a season
``nearest 05-13@monday``  the same, in the nearest year in which it is that weekday
``this march``            the one in the anchor's own year
``10-17 year -1``         a day, month, season, quarter (``q3``) or half (``h1``) of such a year
``ago 3 week``            the unit in which the moment so long before the anchor lies; ``in 3 week``
``past 12 day``           the stretch of so many units that ends at the anchor; ``coming 12 day``
``now``                   the anchor itself, vaguely; ``past`` and ``future``: no more than that
========================  ======================================================================

Instead of a day or month a festival may be named (``nearest eid-al-fitr``). At the end may stand a
part of the day (``day -1 evening``), a part of the month (``week1`` to ``week4``, ``last-week``,
``first-days``, ``last-days``), or the last day of some days (``nearest 03-13 ..15``).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from consilience.model.scales import DatePrecision
from consilience.text.festivals import FESTIVALS, festival_in_year

Unit = Literal[
    "minute", "hour", "day", "days", "week", "weekend", "month", "quarter", "half", "season",
    "year", "decade", "century",
]  # fmt: skip

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
SEASONS: Final[dict[str, tuple[str, int]]] = {
    "spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "winter": ("WI", 12),
}  # fmt: skip
PARTS: Final[dict[str, str]] = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "12:00",
    "midday": "MI", "midnight": "24:00", "dawn": "DA", "overnight": "NI", "daytime": "DT",
    "dusk": "EV",
}  # fmt: skip

_PRECISION: Final[dict[Unit, DatePrecision]] = {
    "minute": "minute", "hour": "day", "day": "day", "days": "days", "week": "week",
    "weekend": "days", "month": "month", "quarter": "quarter", "half": "year", "season": "quarter",
    "year": "year", "decade": "decade", "century": "decade",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar with its TIMEX3 value."""

    unit: Unit
    start: date
    end: date  # included
    value: str

    @property
    def precision(self) -> DatePrecision:
        """How exact it is (METHOD 1.6)."""
        return _PRECISION[self.unit]


class SymbolError(ValueError):
    """A symbol is not in the language of the module's docstring."""


def period_of(unit: Unit, day: date) -> Period:
    """Return the calendar *unit* in which *day* lies."""
    if unit in {"minute", "hour", "day"}:
        return Period("day", day, day, day.isoformat())
    if unit in {"week", "weekend"}:
        return _week(unit, day)
    if unit in {"month", "quarter", "half", "season"}:
        return _part_of_year(unit, day)
    return _years(unit, day)


def _week(unit: Unit, day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    if unit == "week":
        return Period("week", monday, monday + timedelta(days=6), f"{year}-W{week:02d}")
    saturday = monday + timedelta(days=5)
    return Period("weekend", saturday, saturday + timedelta(days=1), f"{year}-W{week:02d}-WE")


def _part_of_year(unit: Unit, day: date) -> Period:
    if unit == "month":
        return _months("month", day.year, day.month, 1, f"{day.year:04d}-{day.month:02d}")
    if unit == "quarter":
        number = (day.month - 1) // 3
        return _months("quarter", day.year, number * 3 + 1, 3, f"{day.year:04d}-Q{number + 1}")
    if unit == "half":
        number = (day.month - 1) // 6
        return _months("half", day.year, number * 6 + 1, 6, f"{day.year:04d}-H{number + 1}")
    number = day.month % 12 // 3
    code = ("WI", "SP", "SU", "FA")[number]
    year = day.year - 1 if day.month < 3 else day.year
    return _months("season", year, 12 if number == 0 else number * 3, 3, f"{year:04d}-{code}")


def _years(unit: Unit, day: date) -> Period:
    if unit == "year":
        return Period("year", date(day.year, 1, 1), date(day.year, 12, 31), f"{day.year:04d}")
    length = 10 if unit == "decade" else 100
    first = day.year // length * length
    start, last = max(first, 1), min(first + length - 1, 9999)
    value = f"{first // length:03d}" if unit == "decade" else f"{first // length:02d}"
    return Period(unit, date(start, 1, 1), date(last, 12, 31), value)


def _months(unit: Unit, year: int, month: int, count: int, value: str) -> Period:
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    end = date(last_year, last_month + 1, calendar.monthrange(last_year, last_month + 1)[1])
    return Period(unit, date(year, month, 1), end, value)


def shifted(unit: Unit, day: date, count: int) -> date:
    """Return *day* moved by *count* units; the day of the month is kept where it exists.

    Raises:
        SymbolError: it would leave the calendar.

    """
    days = {"minute": 0, "hour": 0, "day": 1, "week": 7, "weekend": 7}.get(unit)
    try:
        if days is not None:
            return day + timedelta(days=days * count)
        months = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120}
        year, month = divmod(day.year * 12 + day.month - 1 + months.get(unit, 1200) * count, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError) as error:
        raise SymbolError(f"{count} {unit}s from {day} leaves the calendar") from error


_OFFSET: Final = re.compile(
    r"(minute|hour|day|week|weekend|month|quarter|half|season|year|decade|century) ([+-]\d{1,4})$"
)
_DISTANCE: Final = re.compile(
    r"(ago|in|past|coming) (\d{1,5}) "
    r"(minute|hour|day|week|weekend|month|quarter|year|decade|century)$"
)
_CHOICE: Final = re.compile(r"(latest|coming|nearest|previous|next|this) (\S+)$")
_OF_YEAR: Final = re.compile(r"(\S+) year ([+-]\d{1,4})$")
_MONTH_DAY: Final = re.compile(r"(\d{2})-(\d{2})$")
_NUMBERED: Final = re.compile(r"([qh])([1-4])$")


def resolve_symbol(symbol: str, anchor: date) -> Period | None:
    """Return what *symbol* means at *anchor*; ``None`` where it names no stretch of the calendar.

    Raises:
        SymbolError: *symbol* is malformed, or leaves the calendar.

    Example:
        >>> resolve_symbol("latest saturday", date(2017, 3, 13)).value
        '2017-03-11'

    """
    if symbol in {"past", "future"}:
        return None
    if symbol == "now":
        return replace(period_of("day", anchor), value="PRESENT_REF")
    words, _, part = symbol.rpartition(" ")
    if words and (part in PARTS or _NARROW.match(part)):
        whole = resolve_symbol(words, anchor)
        return whole and (with_part(whole, part) if part in PARTS else narrowed(whole, part))
    return _resolve_plain(symbol, anchor)


def with_part(day: Period, part: str) -> Period:
    """Return the *part* (a key of `PARTS`) of *day*."""
    return replace(day, value=f"{day.value}T{PARTS[part]}")


def narrowed(whole: Period, part: str) -> Period:
    """Return the *part* of a month (``week2``, ``last-days``), or the days up to a day (``..15``).

    Raises:
        SymbolError: there is no such part.

    """
    start, end, value = whole.start, whole.end, whole.value
    if part.startswith("..") and whole.unit == "day" and start.day < int(part[2:]) <= 31:
        try:
            end = start.replace(day=int(part[2:]))
        except ValueError as error:
            raise SymbolError(f"no day {part[2:]} in {start:%Y-%m}") from error
        return Period("days", start, end, f"{start}/{end}")
    if part in {"first-days", "last-days"}:
        four = timedelta(days=4)
        ends = (start, start + four) if part == "first-days" else (end - four, end)
        return Period("days", *ends, value)
    if part == "last-week":
        return Period("week", end - timedelta(days=6), end, value)
    if not re.match(r"week[1-4]$", part):
        raise SymbolError(f"no {part} of {value}")
    start += timedelta(days=7 * (int(part[4:]) - 1))
    return Period("week", start, start + timedelta(days=6), value)


_NARROW: Final = re.compile(r"week[1-4]$|last-week$|first-days$|last-days$|\.\.\d{1,2}$")


def _resolve_plain(symbol: str, anchor: date) -> Period:
    if found := _OFFSET.match(symbol):
        unit: Unit = found[1]  # type: ignore[assignment]  # of the pattern's own words
        return period_of(unit, shifted(unit, anchor, int(found[2])))
    if found := _DISTANCE.match(symbol):
        return _distance(found[1], int(found[2]), found[3], anchor)  # type: ignore[arg-type]
    if found := _CHOICE.match(symbol):
        return _choose(found[1], found[2], anchor)
    if found := _OF_YEAR.match(symbol):
        return named_in_year(found[1], shifted("year", anchor, int(found[2])).year)
    raise SymbolError(f"unknown symbol {symbol!r}")


def _distance(way: str, count: int, unit: Unit, anchor: date) -> Period:
    if way in {"ago", "in"}:
        return period_of(unit, shifted(unit, anchor, -count if way == "ago" else count))
    far = _end_of_stretch(unit, anchor, -count if way == "past" else count)
    start, end = (far, anchor) if way == "past" else (anchor, far)
    return Period(unit, start, end, duration_value(str(count), unit))


def _end_of_stretch(unit: Unit, anchor: date, count: int) -> date:
    """Return the day so many units away; hours reach over the days that they touch."""
    if unit == "hour":
        return shifted("day", anchor, -(-count // 24) if count > 0 else count // 24)
    return shifted(unit, anchor, count)


def _choose(way: str, name: str, anchor: date) -> Period:
    if "@" in name:
        return _choose_dated_weekday(way, name, anchor)
    if way == "nearest":
        latest, coming = _choose("latest", name, anchor), _choose("coming", name, anchor)
        ahead = (coming.start - anchor).days * 3 < (anchor - latest.end).days
        return coming if ahead else latest
    if name in WEEKDAYS:
        return _choose_weekday(way, WEEKDAYS.index(name), anchor)
    return _choose_weekend(way, anchor) if name == "weekend" else _choose_named(way, name, anchor)


def _choose_named(way: str, name: str, anchor: date) -> Period:
    here = named_in_year(name, anchor.year)
    if way == "this":
        return here
    if way in {"latest", "previous"}:
        late = here.start > anchor or (way == "previous" and here.end >= anchor)
        return named_in_year(name, anchor.year - 1) if late else here
    early = here.end < anchor or (way == "next" and here.start <= anchor)
    return named_in_year(name, anchor.year + 1) if early else here


def _choose_weekday(way: str, wanted: int, anchor: date) -> Period:
    back = (anchor.weekday() - wanted) % 7
    if way == "this":
        return period_of("day", anchor + timedelta(days=wanted - anchor.weekday()))
    if way in {"latest", "previous"}:
        days = -(back or (7 if way == "previous" else 0))
    else:
        days = (7 - back) % 7 or (7 if way == "next" else 0)
    return period_of("day", anchor + timedelta(days=days))


def _choose_dated_weekday(way: str, name: str, anchor: date) -> Period:
    """Return the day of a month that falls on its weekday, in the nearest year in which it does."""
    plain, _, weekday = name.partition("@")
    first = _choose(way, plain, anchor)
    for years in (0, -1, 1, -2, -3, -4, -5, -6):
        try:
            found = named_in_year(plain, first.start.year + years)
        except SymbolError:
            continue
        if WEEKDAYS[found.start.weekday()] == weekday:
            return found
    return first


def _choose_weekend(way: str, anchor: date) -> Period:
    weekend = period_of("weekend", anchor)
    if way in {"latest", "previous"} and weekend.start > anchor:
        return period_of("weekend", anchor - timedelta(days=7))
    return weekend


def named_in_year(name: str, year: int) -> Period:
    """Return the day (``10-17``), month, season, quarter (``q3``) or half (``h1``) of *year*.

    Raises:
        SymbolError: there is none of that name in that year.

    """
    try:
        if name in MONTHS:
            return period_of("month", date(year, MONTHS.index(name) + 1, 1))
        if name in FESTIVALS:
            return _festival(name, year)
        if name in SEASONS:
            return period_of("season", date(year, SEASONS[name][1], 1))
        if found := _MONTH_DAY.match(name):
            return period_of("day", date(year, int(found[1]), int(found[2])))
        if found := _NUMBERED.match(name):
            unit: Unit = "quarter" if found[1] == "q" else "half"
            return period_of(
                unit, date(year, (int(found[2]) - 1) * (3 if unit == "quarter" else 6) + 1, 1)
            )
    except (ValueError, KeyError) as error:
        raise SymbolError(f"no {name} in {year}") from error
    raise SymbolError(f"unknown name {name!r}")


def _festival(name: str, year: int) -> Period:
    days = festival_in_year(name, year)
    if days.exact:
        return Period("day", days.start, days.end, days.start.isoformat())
    unit: Unit = "month" if (days.end - days.start).days > 7 else "days"
    return Period(unit, days.start, days.end, f"{days.start:%Y-%m}")


_LETTERS: Final[dict[str, str]] = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "weekend": "WE",
    "month": "M", "quarter": "Q", "season": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip


def duration_value(count: str, unit: str) -> str:
    """Return the TIMEX3 value of *count* (a number, or ``X``) units.

    Example:
        >>> duration_value("12", "day")
        'P12D'
        >>> duration_value("2", "hour")
        'PT2H'

    """
    letters = _LETTERS[unit]
    years = {"decade": 10, "century": 100}.get(unit)
    if years is not None and count.isdigit():
        return f"P{int(count) * years}Y"
    if letters.startswith("T"):
        return f"PT{count}{letters[1:]}"
    return f"P{count}{letters}"


_VALUE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?$")


def period_of_value(value: str) -> Period | None:
    """Return the stretch that an absolute TIMEX3 *value* stands for, if it has an interval.

    Raises:
        SymbolError: there is no such day.

    """
    if found := _VALUE.match(value):
        year, month, day = (int(part) if part else None for part in found.groups())
        unit: Unit = "year" if month is None else "month" if day is None else "day"
        try:
            return replace(period_of(unit, date(year or 1, month or 1, day or 1)), value=value)
        except ValueError as error:
            raise SymbolError(f"no such day: {value}") from error
    if len(value) == 3 and value.isdigit():
        return period_of("decade", date(max(int(value) * 10, 1), 1, 1))
    if len(value) == 2 and value.isdigit():
        return period_of("century", date(max(int(value) * 100, 1), 1, 1))
    year_part, _, name = value.partition("-")
    names = {code: season for season, (code, _) in SEASONS.items()}
    named = names.get(name, name.lower())
    if year_part.isdigit() and (named in SEASONS or _NUMBERED.match(named)):
        return named_in_year(named, int(year_part))
    return None
