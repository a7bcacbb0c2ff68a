"""The grammar of time expressions: patterns over class letters, and how each is read.

A pattern is written over the letters of `lexicon`; the longest match at a word wins, among equal
ones the earlier rule. Groups are named after what they hold. A reader returns ``None`` where the
words only look like a time expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from consilience.extraction.times.lexicon import NUMBERS, festival_of
from consilience.extraction.times.readings import (
    EITHER,
    MONTH_NAME,
    SEASON_CODE,
    Matched,
    Reading,
    count_of,
    day_of_month,
    modifier_of,
    month_of,
    ordinal_of,
    part_of,
    season_of,
    unit_of,
    weekday_of,
    year_of,
)
from consilience.text.time_symbols import (
    PARTS,
    WEEKDAYS,
    SymbolError,
    duration_value,
    named_in_year,
)

_PAST: Final = frozenset({"last", "past", "previous", "preceding", "prior"})
_FUTURE: Final = frozenset({"next", "coming", "following", "upcoming"})
_SAME: Final = frozenset({"that", "same"})
_DECADES: Final = {
    "twenties": "1920", "thirties": "1930", "forties": "1940", "fifties": "1950",
    "sixties": "1960", "seventies": "1970", "eighties": "1980", "nineties": "1990",
}  # fmt: skip
Reader = Callable[[Matched], Reading | None]

_LONG_UNITS: Final = frozenset(
    {"day", "week", "weekend", "month", "quarter", "year", "decade", "century"}
)


def _calendar_day(found: Matched) -> Reading | None:
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
        symbol = f"{name} year {_offset(which)}"
        return Reading("DATE", symbol=symbol, on_mention=which in _SAME)
    return Reading("DATE", symbol=f"{EITHER} {name}")


def _month(found: Matched) -> Reading | None:
    """Read "March 2017", "early March", "last March", "March of last year"."""
    month = month_of(found.word("month"))
    modifier = modifier_of(found.words("part"))
    if found.has("year"):
        year = year_of(found.word("year"))
        return Reading("DATE", value=f"{year}-{month:02d}", modifier=modifier)
    name = MONTH_NAME[month]
    if found.has("relative"):
        symbol = f"{name} year {_offset(found.word('relative'))}"
    elif found.has("which"):
        symbol = f"{_which(found.word('which'))} {name}"
    else:
        symbol = f"{EITHER} {name}"
    on_mention = found.word("relative") in _SAME
    return Reading("DATE", symbol=symbol, modifier=modifier, on_mention=on_mention)


def _part_of_month(found: Matched) -> Reading | None:
    """Read "the first week of March", "the last days of June 2016"."""
    unit, which = unit_of(found.word("unit")), found.word("which_part")
    number = ordinal_of(which) if which not in _PAST else 5
    if number is None or unit not in {"week", "day"} or (unit == "day" and number not in {1, 5}):
        return None
    if unit == "day":
        narrow = "first-days" if number == 1 else "last-days"
    else:
        narrow = "last-week" if number == 5 else f"week{number}"
    whole = _month(found)
    return whole and replace(whole, narrow=narrow, modifier="START" if number < 3 else "END")


def _some_days(found: Matched) -> Reading | None:
    """Read "March 13-15", "13-15 March 2017"."""
    day = _calendar_day(found)
    last = day_of_month(found.word("last"))
    if day is None or last is None or last <= int(found.word("day")):
        return None
    return replace(day, narrow=f"..{last}")


def _festival(found: Matched) -> Reading | None:
    """Read "Ramadan", "Christmas Day 2016", "last Easter"."""
    name = festival_of(found.word("festival"))
    if name is None:
        return None
    if found.has("year"):
        return _festival_of_year(name, int(found.word("year")))
    if found.has("relative"):
        return Reading("DATE", symbol=f"{name} year {_offset(found.word('relative'))}")
    which = _which(found.word("which")) if found.has("which") else EITHER
    return Reading("DATE", symbol=f"{which} {name}", modifier=modifier_of(found.words("part")))


def _festival_of_year(name: str, year: int) -> Reading | None:
    try:
        return Reading("DATE", value=named_in_year(name, year).value)
    except SymbolError:
        return None


def _season(found: Matched) -> Reading | None:
    season = season_of(found.word("season"))
    modifier = modifier_of(found.words("part"))
    if found.has("year"):
        year = year_of(found.word("year"))
        return Reading("DATE", value=f"{year}-{SEASON_CODE[season]}", modifier=modifier)
    if found.has("relative"):
        return Reading(
            "DATE", symbol=f"{season} year {_offset(found.word('relative'))}", modifier=modifier
        )
    if found.has("which"):
        return Reading("DATE", symbol=f"{_which(found.word('which'))} {season}", modifier=modifier)
    return Reading("DATE", symbol=f"{EITHER} {season}", modifier=modifier)


def _year(found: Matched) -> Reading | None:
    value = year_of(found.word("year"))
    return value and Reading("DATE", value=value, modifier=modifier_of(found.words("part")))  # type: ignore[return-value]  # a value is never empty


def _decade(found: Matched) -> Reading | None:
    digits = _DECADES.get(found.word("decade")) or re.sub(r"\D", "", found.word("decade"))
    value = (
        digits[:3]
        if len(digits) == 4
        else "19" + digits[:1]
        if digits >= "30"
        else "20" + digits[:1]
    )
    return Reading("DATE", value=value, modifier=modifier_of(found.words("part")))


def _century(found: Matched) -> Reading | None:
    number = ordinal_of(found.word("ordinal"))
    if number is None or unit_of(found.word("unit")) not in {"century", "quarter", "half"}:
        return None
    if unit_of(found.word("unit")) == "century":
        return Reading("DATE", value=f"{number - 1:02d}", modifier=modifier_of(found.words("part")))
    return None


def _quarter(found: Matched) -> Reading | None:
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
        return Reading("DATE", symbol=f"{letter}{number} year {_offset(found.word('relative'))}")
    return Reading("DATE", symbol=f"{EITHER} {letter}{number}", of_quarter=True)


def _weekday(found: Matched) -> Reading | None:
    way = _which(found.word("which")) if found.has("which") else EITHER
    symbol = f"{way} {weekday_of(found.word('weekday'))}"
    return Reading("DATE", symbol=symbol, modifier=modifier_of(found.words("part")))


def _weekday_part(found: Matched) -> Reading | None:
    day = _weekday(found)
    return day and Reading(
        "TIME", symbol=f"{day.symbol} {part_of(found.word('daypart'))}", modifier=day.modifier
    )


def _deictic_day(found: Matched) -> Reading | None:
    word = found.word("day")
    offset = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    part = "night" if word == "tonight" else found.has("daypart") and part_of(found.word("daypart"))
    modifier = modifier_of(found.words("part"))
    symbol = f"day {offset:+d}" + (f" {part}" if part else "")
    return Reading("TIME" if part else "DATE", symbol=symbol, modifier=modifier)


def _day_beside(found: Matched) -> Reading | None:
    """Read "the day before yesterday", and "the day before" with nothing behind it."""
    if found.word("unit") != "day":
        return None
    step = -1 if found.word("way") == "before" else 1
    if not found.has("day"):
        return Reading("DATE", symbol=f"day {step:+d}", on_mention=True)
    offset = {"yesterday": -1, "tomorrow": 1}.get(found.word("day"), 0)
    return Reading("DATE", symbol=f"day {offset + step:+d}")


def _part_of_day(found: Matched) -> Reading | None:
    """Read "the night of March 3", "the morning of Sunday"."""
    part = part_of(found.word("daypart"))
    day = _weekday(found) if found.has("weekday") else _calendar_day(found)
    if day is None:
        return None
    if day.value is not None:
        return Reading("TIME", value=f"{day.value}T{PARTS[part]}")
    return Reading("TIME", symbol=f"{day.symbol} {part}")


def _this_part(found: Matched) -> Reading | None:
    """Read "this morning", "last night", "that evening"."""
    part, which = part_of(found.word("daypart")), found.word("which")
    on_mention = which in {"that", "same"}
    offset = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(which, 0)
    return Reading(
        "TIME",
        symbol=f"day {offset:+d} {part}",
        on_mention=on_mention,
        modifier=modifier_of(found.words("part")),
    )


def _overnight(found: Matched) -> Reading | None:
    """Read "overnight" and "at midnight" alone; other parts of a day need a day beside them."""
    word = found.word("daypart")
    if word == "overnight":
        return Reading("TIME", symbol="day +0 overnight")
    if word not in {"midnight", "noon", "midday", "dawn", "dusk", "sunset", "sunrise"}:
        return None
    return Reading("TIME", symbol=f"day +0 {part_of(word)}", on_mention=True, needs_at=True)


def _same_unit(found: Matched) -> Reading | None:
    """Read "the weekend", "the quarter", "the end of the month", "the fiscal year"."""
    unit = unit_of(found.word("unit"))
    modifier = modifier_of(found.words("part"))
    if unit == "weekend":
        return Reading("DATE", symbol="latest weekend", modifier=modifier)
    if unit not in {"week", "month", "quarter", "year"} or found.word("unit") != unit:
        return None
    before = found.match[0][:-1]
    if unit == "quarter":
        last = "O" in before
        return Reading("DATE", symbol="quarter -1", on_mention=not last, modifier=modifier)
    return Reading("DATE", symbol=f"{unit} +0", on_mention=unit != "year", modifier=modifier)


def _unit_apart(found: Matched) -> Reading | None:
    """Read "year-ago", "the year-earlier quarter"."""
    unit = unit_of(found.word("unit"))
    if found.word("way") not in {"ago", "earlier"} or unit not in {"year", "month", "week"}:
        return None
    return Reading("DATE", symbol=f"ago 1 {unit}", on_mention=True)


def _unit_end(found: Matched) -> Reading | None:
    """Read "year-end", "year's end"."""
    if found.word("unit") != "year" or found.words()[-1] != "end":
        return None
    return Reading("DATE", symbol="12-31 year +0")


def _recent(found: Matched) -> Reading | None:
    """Read "recent years", "recent weeks and months"."""
    word = found.word("unit")
    if found.word("count") != "recent" or not word.endswith("s"):
        return None
    return Reading("DATE", value=_length("X", unit_of(word)))


def _spelt_year(found: Matched) -> Reading | None:
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


def _relative_unit(found: Matched) -> Reading | None:
    """Read "last week", "this year", "the following day", "that month", "the same day"."""
    unit, which = unit_of(found.word("unit")), found.word("which")
    if unit not in _LONG_UNITS:
        return Reading("DATE", symbol="now") if which in {"this", "that"} else None
    if found.word("unit") != unit and which in _PAST | _FUTURE:
        return Reading("DATE", symbol="past" if which in _PAST else "future")
    if which in {"these", "those"}:
        return Reading("DATE", symbol="now") if which == "these" else None
    modifier = modifier_of(found.words("part"))
    on_mention = which in {"that", "same", "following", "preceding"} or (
        unit == "day" and which in {"next", "previous"}
    )
    if which == "past" and not modifier and _leads_to_stretch(found):
        return Reading("DURATION", value=_length("1", unit), symbol=f"past 1 {unit}")
    symbol = f"{unit} {_offset(which)}"
    return Reading("DATE", symbol=symbol, on_mention=on_mention, modifier=modifier)


def _leads_to_stretch(found: Matched) -> bool:
    """Tell "over the past year", a stretch of twelve months, from the calendar year."""
    words, start = found.lexed.words, found.start
    return start > 0 and words[start - 1] in {"over", "during", "in", "for", "within"}


def _year_ended(found: Matched) -> Reading | None:
    """Read "the year" of "the year ended June 30": a length with a known end."""
    unit = unit_of(found.word("unit"))
    return Reading("DURATION", value=_length("1", unit)) if unit in {"year", "quarter"} else None


def _stretch(found: Matched) -> Reading | None:
    """Read "the past 12 days", "the next two weeks", "the first nine months"."""
    unit, which = unit_of(found.word("unit")), found.word("which")
    count = count_of(found.words("count")) or "X"
    value = _length(count, unit)
    modifier = modifier_of(found.words("approx"))
    way = {"last": "past", "past": "past", "previous": "past", "next": "coming", "coming": "coming"}
    if count.isdigit() and which in way and unit not in {"second", "weekend"}:
        symbol = f"{way[which]} {_whole(count, unit)} {unit}"
        return Reading("DURATION", value=value, symbol=symbol, modifier=modifier)
    return Reading("DURATION", value=value, modifier=modifier)


def _ago(found: Matched) -> Reading | None:
    unit = unit_of(found.word("unit"))
    count = count_of(found.words("count")) or "X"
    modifier = modifier_of(found.words("approx"))
    later = found.has("later") and found.word("later") in {"later", "after"}
    if not count.isdigit() or unit in {"second", "minute", "hour", "weekend"}:
        symbol = "future" if later else "past"
        if unit in {"minute", "hour"} and count.isdigit() and not found.has("later"):
            symbol = "day +0"
        return Reading("DATE", symbol=symbol, modifier=modifier)
    way = "in" if later else "ago"
    symbol = f"{way} {_whole(count, unit)} {unit}"
    on_mention = found.has("later") or symbol == "ago 1 year"
    return Reading("DATE", symbol=symbol, on_mention=on_mention, modifier=modifier)


def _duration(found: Matched) -> Reading | None:
    unit = unit_of(found.word("unit"))
    count = count_of(found.words("count")) or "X"
    return Reading(
        "DURATION", value=_length(count, unit), modifier=modifier_of(found.words("approx"))
    )


def _plural(found: Matched) -> Reading | None:
    """Read "for years", "weeks", "days or weeks": how many is not said."""
    word = found.word("unit")
    return Reading("DURATION", value=_length("X", unit_of(word))) if word.endswith("s") else None


def _each(found: Matched) -> Reading | None:
    word = found.word("unit")
    if found.match["unit"] == "w":
        return Reading("SET", value=f"XXXX-WXX-{_weekday_number(word)}")
    if found.match["unit"] == "m":
        return Reading("SET", value=f"XXXX-{month_of(word):02d}")
    if found.match["unit"] == "s":
        return Reading("SET", value=f"XXXX-{SEASON_CODE[season_of(word)]}")
    if word.rstrip(".") in PARTS:
        return Reading("SET", value=f"XXXX-XX-XXT{PARTS[part_of(word)]}")
    return Reading("SET", value=_length("1", unit_of(word)))


def _weekday_number(word: str) -> int:
    return WEEKDAYS.index(weekday_of(word)) + 1


def _often(found: Matched) -> Reading | None:
    values = {
        "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "monthly": "P1M",
        "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
        "biweekly": "P2W", "bimonthly": "P2M", "biannually": "P2Y",
    }  # fmt: skip
    return Reading("SET", value=values[found.word("often")])


def _vague(found: Matched) -> Reading | None:
    word = found.word("ref")
    symbol = {
        "recently": "past", "lately": "past", "previously": "past", "recent": "past",
        "past": "past", "soon": "future", "shortly": "future", "future": "future",
    }  # fmt: skip
    if word in _PAST - {"past"} and word != "previously":
        return None
    return Reading("DATE", symbol=symbol.get(word, "now"))


def _numeric(found: Matched) -> Reading | None:
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


def _clock(found: Matched) -> Reading | None:
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


def _clock_on_day(found: Matched) -> Reading | None:
    """Read "5 p.m. EST Nov. 6"."""
    day, time = _calendar_day(found), _time_of(found)
    if day is None or time is None:
        return None
    if day.value is not None:
        return Reading("TIME", value=f"{day.value}T{time}")
    return Reading("TIME", symbol=day.symbol, before=time)


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


def _length(count: str, unit: str) -> str:
    if unit == "week" and count == "1.5":
        return "P1.5W"
    return duration_value(count, unit)


def _whole(count: str, unit: str) -> int:
    return int(float(count))


def _offset(which: str) -> str:
    if which in _PAST:
        return "-1"
    return "+1" if which in _FUTURE else "+0"


def _which(which: str) -> str:
    return {"-1": "previous", "+1": "next", "+0": "this"}[_offset(which)]


_APPROX = r"(?P<approx>(?:[AM]N?|lN|iZ|\^R|v(?=[dnc]))?)"
_NUMBER = r"[dnc](?:[-&]?c)*"
_COUNT = rf"(?P<count>a?vf?|{_NUMBER}(?:[R&]{_NUMBER})?|a)"
_PART = r"(?P<part>(?:t?bf|t?e[-–]?|E|t?Ohf)?)"
_RELATIVE = r"(?:f?t?(?P<relative>[TLXHW])u)"
_ORDINAL_UNIT = r"(?:(?P<ordinal>[Oo])(?P<unit>[uh])|(?P<ordinal2>[Oo])[-–](?P<unit2>[uh]))"

RULES: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?:w,?)?(?P<month>m)(?P<day>d|o),?(?P<year>y)", _calendar_day),
        (r"(?:w,?)?t?(?P<day>d|o|O)f?(?P<month>m),?(?P<year>y)", _calendar_day),
        (rf"(?:w,?)?(?P<month>m)(?P<day>d|o),?{_RELATIVE}", _calendar_day),
        (r"(?:(?P<weekday>w),?)?(?P<month>m)t?(?P<day>d|o)(?!,?[dn])", _calendar_day),
        (r"(?:(?P<weekday>w),?)?t?(?P<day>d|o)f?(?P<month>m)", _calendar_day),
        (r"t(?P<day>O)f(?P<month>m)", _calendar_day),
        (r"(?:w,?)?(?P<month>m)(?P<day>d)[-–](?P<last>d)(?:,?(?P<year>y))?", _some_days),
        (r"(?P<day>d)[-–](?P<last>d)(?P<month>m)(?:,?(?P<year>y))?", _some_days),
        (
            rf"t(?P<which_part>[OoL])(?P<unit>u)f(?P<month>m)(?:,?(?P<year>y)|{_RELATIVE})?",
            _part_of_month,
        ),
        (rf"{_PART}t?(?P<which>[TLX])?(?P<festival>r)(?:,?(?P<year>y)|{_RELATIVE})?", _festival),
        (rf"{_PART}(?P<month>m),?f?(?P<year>y|Y)", _month),
        (rf"{_PART}(?P<month>m),?{_RELATIVE}", _month),
        (rf"{_PART}(?P<which>[TLX])(?P<month>m)", _month),
        (rf"{_PART}(?P<month>m)", _month),
        (rf"{_PART}t?(?P<season>s)f?(?P<year>y)", _season),
        (rf"{_PART}t?(?P<season>s){_RELATIVE}", _season),
        (rf"{_PART}T?(?P<which>[TLX])(?P<season>s)", _season),
        (rf"{_PART}t?(?P<season>s)", _season),
        (rf"t?j?{_ORDINAL_UNIT}fj?u?(?P<year>y)", _quarter),
        (rf"{_PART}j?(?P<year>y)", _year),
        (rf"{_PART}(?P<spelt>c[-–]?c[-–]?c?)", _spelt_year),
        (r"(?P<year>Y)", _year),
        (r"t?(?P<part>e?[-–]?)(?P<decade>C)", _decade),
        (r"t?(?P<part>e?[-–]?)(?P<ordinal>o|O)[-–]?(?P<unit>u)", _century),
        (r"tj?(?P<ordinal>[Oo])(?P<unit>[uh])", _quarter),
        (rf"j?{_ORDINAL_UNIT}", _quarter),
        (rf"t?j?{_ORDINAL_UNIT}{_RELATIVE}", _quarter),
        (rf"(?P<relative>[TLX])u'j?{_ORDINAL_UNIT}", _quarter),
        (rf"{_PART}(?:t?(?P<which>[TLX]))?(?P<weekday>w)", _weekday),
        (rf"{_PART}(?:t?(?P<which>[TLX]))?(?P<weekday>w)(?P<daypart>p)", _weekday_part),
        (r"(?P<daypart>p)[,i]?(?P<weekday>w)", _weekday_part),
        (rf"{_PART}(?P<day>k)(?P<daypart>p)?", _deictic_day),
        (r"(?P<part>e|E)i(?P<weekday>w)", _weekday),
        (r"t(?P<unit>u)(?P<way>B)(?P<day>k)", _day_beside),
        (r"t(?P<unit>u)(?P<way>B)(?=,)", _day_beside),
        (r"t(?P<daypart>p)f(?P<month>m)(?P<day>d|o)(?:,?(?P<year>y))?", _part_of_day),
        (r"t(?P<daypart>p)ft?(?P<day>d|o)f?(?P<month>m)(?:,?(?P<year>y))?", _part_of_day),
        (r"t(?P<daypart>p)f(?P<weekday>w)", _part_of_day),
        (rf"{_PART}(?P<which>[TLH])(?P<daypart>p)", _this_part),
        (r"(?P<daypart>p)", _overnight),
        (rf"{_PART}t?(?P<which>[TLXHW])(?P<unit>u)", _relative_unit),
        (r"tj?(?P<unit>u)(?=P)", _year_ended),
        (rf"{_PART}t(?:J|K|O)?j?(?P<unit>u)(?![-–][gE])", _same_unit),
        (r"(?P<unit>u)[-–](?P<way>g|E)", _unit_apart),
        (r"t(?P<unit>u)[-–](?P<way>g|E)u", _unit_apart),
        (r"t?(?P<year>y)j?(?P<ordinal>[Oo])(?P<unit>u)", _quarter),
        (r"(?P<unit>u)(?:[-–]|')?b", _unit_end),
        (r"(?P<count>K)(?P<unit>u)(?:&u)?", _recent),
        (rf"t?(?P<which>[LX])(?P<approx>){_COUNT}(?P<unit>u)", _stretch),
        (rf"t?(?P<which>O)(?P<approx>){_COUNT}(?P<unit>u)", _stretch),
        (rf"{_APPROX}{_COUNT}(?P<unit>u)(?:g|(?P<later>E))", _ago),
        (rf"{_APPROX}{_COUNT}[-–]?M?(?P<unit>u)(?![-–][gE])", _duration),
        (r"t(?P<approx>)(?P<count>[dnc])(?P<unit>u)", _duration),
        (r"(?P<unit>u)(?:&u)?", _plural),
        (r"V(?P<unit>[uwpms])", _each),
        (r"(?P<often>S)", _often),
        (r"(?P<ref>K)", _vague),
        (r"t(?P<ref>L|F)", _vague),
        (r"(?P<ref>F)", _vague),
        (r"(?P<date>D)", _numeric),
        (r"(?P<clock>[ny])(?P<half>q)", _clock),
        (r"(?P<clock>[xd])(?P<half>q)(?:,?i?(?P<weekday>w)|i?(?P<day>k))?", _clock),
        (r"(?P<clock>[xd])q?,?(?P<month>m)(?P<day>d)(?:,?(?P<year>y))?", _clock_on_day),
        (r"(?P<clock>[xd])(?P<half>q)q?,?(?P<month>m)(?P<day>d)(?:,?(?P<year>y))?", _clock_on_day),
        (r"(?P<clock>x)(?:,?i?(?P<weekday>w)|(?P<day>k))?", _clock),
    )
)
