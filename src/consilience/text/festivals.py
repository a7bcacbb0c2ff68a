"""On which days does a festival fall in a given year?

Fixed days, days counted from Easter (the anonymous Gregorian computus), and days of the Islamic
year by the tabular calendar (civil epoch). The moon is mostly sighted on the table's day or one
later, so Islamic festivals are given with the day behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_EPOCH: Final = 227_014  # 16 July 622 (Julian) as a proleptic Gregorian ordinal
_FIXED: Final[dict[str, tuple[int, int]]] = {
    "christmas": (12, 25), "christmas-eve": (12, 24), "boxing-day": (12, 26),
    "new-year": (1, 1), "new-years-eve": (12, 31), "nowruz": (3, 21), "valentines-day": (2, 14),
    "may-day": (5, 1), "orthodox-christmas": (1, 7), "halloween": (10, 31),
}  # fmt: skip
_FROM_EASTER: Final = {"good-friday": -2, "easter": 0, "palm-sunday": -7, "easter-monday": 1}
_ISLAMIC: Final[dict[str, tuple[int, int, int]]] = {  # month, first day, days
    "ramadan": (9, 1, 30), "eid-al-fitr": (10, 1, 3), "eid-al-adha": (12, 10, 4),
    "ashura": (1, 10, 1), "arbaeen": (2, 20, 1), "mawlid": (3, 12, 1), "muharram": (1, 1, 30),
}  # fmt: skip

FESTIVALS: Final = frozenset((*_FIXED, *_FROM_EASTER, *_ISLAMIC))
"""Names of the festivals that can be dated."""


@dataclass(frozen=True, slots=True)
class Festival:
    """The days of a festival in one year."""

    start: date
    end: date
    exact: bool  # False: the moon may move it by a day


def festival_in_year(name: str, year: int) -> Festival:
    """Return the days of the festival called *name* that begins in *year*.

    Raises:
        KeyError: there is no such festival, or none begins in that year.

    """
    if name in _FIXED:
        day = date(year, *_FIXED[name])
        return Festival(day, day, exact=True)
    if name in _FROM_EASTER:
        day = easter(year) + timedelta(days=_FROM_EASTER[name])
        return Festival(day, day, exact=True)
    month, first, days = _ISLAMIC[name]
    for islamic_year in (int((year - 622) * 33 / 32) + shift for shift in (0, 1, 2, -1)):
        start = islamic_day(islamic_year, month, first)
        if start.year == year:
            return Festival(start, start + timedelta(days=days), exact=False)
    raise KeyError(f"no {name} begins in {year}")


def islamic_day(year: int, month: int, day: int) -> date:
    """Return the Gregorian day of a day of the tabular Islamic calendar.

    Example:
        >>> islamic_day(1438, 10, 1)
        datetime.date(2017, 6, 25)

    """
    months = 29 * (month - 1) + month // 2
    return date.fromordinal(_EPOCH + day + months + (year - 1) * 354 + (3 + 11 * year) // 30 - 1)


def easter(year: int) -> date:
    """Return Easter Sunday of the Western churches.

    Example:
        >>> easter(2017)
        datetime.date(2017, 4, 16)

    """
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
