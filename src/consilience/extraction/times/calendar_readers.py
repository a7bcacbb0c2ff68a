"""What expressions that name a part of the calendar say: days, months, years, weekdays, hours."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from consilience.extraction.times.lexicon import NUMBERS, festival_of, is_clock
from consilience.extraction.times.readings import (
    EITHER,
    MONTH_NAME,
    PAST,
    SAME,
    SEASON_CODE,
    Matched,
    Reading,
    choice_of,
    count_of,
    day_of_month,
    modifier_of,
    month_of,
    offset_of,
    ordinal_of,
    part_of,
    season_of,
    unit_of,
    weekday_of,
    year_of,
)
from consilience.text.time_symbols import PARTS, SymbolError, named_in_year

_DECADES: Final = {
    "twenties": "1920", "thirties": "1930", "forties": "1940", "fifties": "1950",
    "sixties": "1960", "seventies": "1970", "eighties": "1980", "nineties": "1990",
}  # fmt: skip


_HOURS: Final = frozenset({"hours", "hrs"})
_CLOCK_LEAD: Final = re.compile(
    r"(?i)\b(?:at|by|until|till|from|between|since|before|after|around|about|approximately)\s*$"
)
_CLOCK_TOLD: Final = re.compile(r"\s*(?:local\b|\(\s*\d{3,4}\s*(?:GMT|UTC|Z)\b)")


def read_calendar_day(found: Matched) -> Reading | None:
    """Read "March 13, 2017", "Monday, 13 March", "the 13th of March"."""
    day = day_of_month(found.word("day"))
    if day is None:
        return None
    name = f"{month_of(found.word('month')):02d}-{day:02d}"
    if found.has("year"):
        return Reading("DATE", value=f"{year_of(found.word('year'))}-{name}")
    if found.has("weekday"):
        name = f"{name}@{weekday_of(found.word('weekday'))}"
    if found.has("relative"):
        which = found.word("relative")
        symbol = f"{name} year {offset_of(which)}"
        return Reading("DATE", symbol=symbol, on_mention=which in SAME)
    return Reading("DATE", symbol=f"{EITHER} {name}")


def read_month(found: Matched) -> Reading | None:
    """Read "March 2017", "early March", "last March", "March of last year"."""
    month = month_of(found.word("month"))
    modifier = modifier_of(found.words("part"))
    if found.has("year"):
        year = year_of(found.word("year"))
        return Reading("DATE", value=f"{year}-{month:02d}", modifier=modifier)
    name = MONTH_NAME[month]
    if found.has("relative"):
        symbol = f"{name} year {offset_of(found.word('relative'))}"
    elif found.has("which"):
        symbol = f"{choice_of(found.word('which'))} {name}"
    else:
        symbol = f"{EITHER} {name}"
    on_mention = found.word("relative") in SAME
    return Reading("DATE", symbol=symbol, modifier=modifier, on_mention=on_mention)


def read_part_of_month(found: Matched) -> Reading | None:
    """Read "the first week of March", "the last days of June 2016"."""
    unit, which = unit_of(found.word("unit")), found.word("which_part")
    number = ordinal_of(which) if which not in PAST else 5
    if number is None or unit not in {"week", "day"} or (unit == "day" and number not in {1, 5}):
        return None
    if unit == "day":
        narrow = "first-days" if number == 1 else "last-days"
    else:
        narrow = "last-week" if number == 5 else f"week{number}"
    whole = read_month(found)
    return whole and replace(whole, narrow=narrow, modifier="START" if number < 3 else "END")


def read_some_days(found: Matched) -> Reading | None:
    """Read "March 13-15", "13-15 March 2017"."""
    day = read_calendar_day(found)
    last = day_of_month(found.word("last"))
    if day is None or last is None or last <= int(found.word("day")):
        return None
    return replace(day, narrow=f"..{last}")


def read_festival(found: Matched) -> Reading | None:
    """Read "Ramadan", "Christmas Day 2016", "last Easter"."""
    name = festival_of(found.word("festival"))
    if name is None:
        return None
    if found.has("year"):
        return _festival_of_year(name, int(found.word("year")))
    if found.has("relative"):
        return Reading("DATE", symbol=f"{name} year {offset_of(found.word('relative'))}")
    which = choice_of(found.word("which")) if found.has("which") else EITHER
    return Reading("DATE", symbol=f"{which} {name}", modifier=modifier_of(found.words("part")))


def read_season(found: Matched) -> Reading | None:
    """Read "the summer of 2014", "last spring"."""
    season = season_of(found.word("season"))
    modifier = modifier_of(found.words("part"))
    if found.has("year"):
        year = year_of(found.word("year"))
        return Reading("DATE", value=f"{year}-{SEASON_CODE[season]}", modifier=modifier)
    if found.has("relative"):
        return Reading(
            "DATE", symbol=f"{season} year {offset_of(found.word('relative'))}", modifier=modifier
        )
    if found.has("which"):
        return Reading(
            "DATE", symbol=f"{choice_of(found.word('which'))} {season}", modifier=modifier
        )
    return Reading("DATE", symbol=f"{EITHER} {season}", modifier=modifier)


def read_year(found: Matched) -> Reading | None:
    """Read "2014", "early 2014"."""
    value = year_of(found.word("year"))
    return value and Reading("DATE", value=value, modifier=modifier_of(found.words("part")))  # type: ignore[return-value]  # a value is never empty


def read_spelt_year(found: Matched) -> Reading | None:
    """Read "nineteen ninety-six", "two thousand"."""
    words = tuple(word for word in found.words("spelt") if word not in "-–")
    century = NUMBERS.get(words[0], 0)
    if words == ("two", "thousand"):
        return Reading("DATE", value="2000")
    rest = count_of(words[1:]) or ""
    if century not in {18, 19} or not rest.isdigit() or not 10 <= int(rest) < 100:
        return None
    value = f"{century}{int(rest):02d}"
    return Reading("DATE", value=value, modifier=modifier_of(found.words("part")))


def read_decade(found: Matched) -> Reading | None:
    """Read "the 1990s", "the nineties"."""
    digits = _DECADES.get(found.word("decade")) or re.sub(r"\D", "", found.word("decade"))
    value = (
        digits[:3]
        if len(digits) == 4
        else "19" + digits[:1]
        if digits >= "30"
        else "20" + digits[:1]
    )
    return Reading("DATE", value=value, modifier=modifier_of(found.words("part")))


def read_century(found: Matched) -> Reading | None:
    """Read "the 19th century"."""
    number = ordinal_of(found.word("ordinal"))
    if number is None or unit_of(found.word("unit")) not in {"century", "quarter", "half"}:
        return None
    if unit_of(found.word("unit")) == "century":
        return Reading("DATE", value=f"{number - 1:02d}", modifier=modifier_of(found.words("part")))
    return None


def read_quarter(found: Matched) -> Reading | None:
    """Read "the third quarter of 2016", "this year's first half", "fourth-quarter"."""
    number = ordinal_of(found.word("ordinal") or found.word("ordinal2"))
    unit = unit_of(found.word("unit") or found.word("unit2"))
    letter = {"quarter": "q", "half": "h"}.get(unit, "")
    if number is None or not letter or number > (4 if letter == "q" else 2):
        return None
    if found.has("year"):
        year = year_of(found.word("year"))
        return Reading("DATE", value=f"{year}-{letter.upper()}{number}")
    if found.has("relative"):
        return Reading("DATE", symbol=f"{letter}{number} year {offset_of(found.word('relative'))}")
    return Reading("DATE", symbol=f"{EITHER} {letter}{number}", of_quarter=True)


def read_weekday(found: Matched) -> Reading | None:
    """Read "Monday", "last Monday", "early on Monday"."""
    way = choice_of(found.word("which")) if found.has("which") else EITHER
    symbol = f"{way} {weekday_of(found.word('weekday'))}"
    return Reading("DATE", symbol=symbol, modifier=modifier_of(found.words("part")))


def read_weekday_part(found: Matched) -> Reading | None:
    """Read "Monday night", "noon on Monday"."""
    day = read_weekday(found)
    return day and Reading(
        "TIME", symbol=f"{day.symbol} {part_of(found.word('daypart'))}", modifier=day.modifier
    )


def read_part_of_day(found: Matched) -> Reading | None:
    """Read "the night of March 3", "the morning of Sunday"."""
    part = part_of(found.word("daypart"))
    day = read_weekday(found) if found.has("weekday") else read_calendar_day(found)
    if day is None:
        return None
    if day.value is not None:
        return Reading("TIME", value=f"{day.value}T{PARTS[part]}")
    return Reading("TIME", symbol=f"{day.symbol} {part}")


def read_numeric(found: Matched) -> Reading | None:
    """Read "2017-03-13", "13/03/2017"."""
    word = found.word("date")
    if re.match(r"\d{4}-", word):
        return Reading("DATE", value=word[:10])
    parts = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})", word)
    if parts is None:
        return None
    first, second, year = (int(part) for part in parts.groups())
    if first > 31 or second > 31 or (first > 12 and second > 12) or not first or not second:
        return None
    year += (1900 if year > 40 else 2000) if year < 100 else 0
    day, month = (first, second) if first > 12 or "." in word else (second, first)
    return Reading("DATE", value=f"{year:04d}-{month:02d}-{day:02d}")


def read_clock(found: Matched) -> Reading | None:
    """Read "10 p.m.", "9:30 a.m. Monday", "10 p.m. on Wednesday"."""
    time = _time_of(found)
    if time is None:
        return None
    if found.has("weekday"):
        return Reading("TIME", symbol=f"{EITHER} {weekday_of(found.word('weekday'))}", before=time)
    if found.has("day"):
        offset = {"yesterday": -1, "tomorrow": 1}.get(found.word("day"), 0)
        return Reading("TIME", symbol=f"day {offset:+d}", before=time)
    return Reading("TIME", symbol="day +0", before=time, on_mention=True)


def read_bare_clock(found: Matched) -> Reading | None:
    """Read "0430 hours", "1645 local time", "at 1645 (2245 GMT)": digits that others call a time.

    Without such words "at 1645" is left alone: neither a year nor surely a time of the day.
    """
    text, clock = found.lexed.text, found.word("clock").replace(":", "")
    before, after = (
        text[: found.lexed.starts[found.start]],
        text[found.lexed.ends[found.end - 1] :],
    )
    if not is_clock(clock.zfill(4)):
        return None
    if found.has("unit"):
        told = found.word("unit") in _HOURS and (clock[0] == "0" or _CLOCK_LEAD.search(before))
    else:
        told = _CLOCK_TOLD.match(after) is not None
    return read_clock(found) if told else None


def read_clock_on_day(found: Matched) -> Reading | None:
    """Read "5 p.m. EST Nov. 6"."""
    day, time = read_calendar_day(found), _time_of(found)
    if day is None or time is None:
        return None
    if day.value is not None:
        return Reading("TIME", value=f"{day.value}T{time}")
    return Reading("TIME", symbol=day.symbol, before=time)


def _festival_of_year(name: str, year: int) -> Reading | None:
    try:
        return Reading("DATE", value=named_in_year(name, year).value)
    except SymbolError:
        return None


def _time_of(found: Matched) -> str | None:
    clock = found.word("clock")
    if re.fullmatch(r"\d{4}", clock):
        clock = f"{clock[:2]}:{clock[2:]}"
    numbers = re.findall(r"\d+", clock)
    hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    half = found.word("half").replace(".", "")
    if half in {"am", "pm"}:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None
