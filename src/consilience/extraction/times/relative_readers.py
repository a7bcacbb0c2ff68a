"""What expressions say that count from another time, and those that say how long or how often."""

from __future__ import annotations

from typing import Final

from consilience.extraction.times.readings import (
    FUTURE,
    PAST,
    SEASON_CODE,
    Matched,
    Reading,
    count_of,
    modifier_of,
    month_of,
    offset_of,
    part_of,
    season_of,
    unit_of,
    weekday_of,
)
from consilience.text.time_symbols import PARTS, WEEKDAYS, duration_value

_LONG_UNITS: Final = frozenset(
    {"day", "week", "weekend", "month", "quarter", "year", "decade", "century"}
)


def read_deictic_day(found: Matched) -> Reading | None:
    """Read "today", "yesterday morning", "tonight"."""
    word = found.word("day")
    offset = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    part = "night" if word == "tonight" else found.has("daypart") and part_of(found.word("daypart"))
    modifier = modifier_of(found.words("part"))
    symbol = f"day {offset:+d}" + (f" {part}" if part else "")
    return Reading("TIME" if part else "DATE", symbol=symbol, modifier=modifier)


def read_day_beside(found: Matched) -> Reading | None:
    """Read "the day before yesterday", and "the day before" with nothing behind it."""
    if found.word("unit") != "day":
        return None
    step = -1 if found.word("way") == "before" else 1
    if not found.has("day"):
        return Reading("DATE", symbol=f"day {step:+d}", on_mention=True)
    offset = {"yesterday": -1, "tomorrow": 1}.get(found.word("day"), 0)
    return Reading("DATE", symbol=f"day {offset + step:+d}")


def read_this_part(found: Matched) -> Reading | None:
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


def read_overnight(found: Matched) -> Reading | None:
    """Read "overnight" and "at midnight" alone; other parts of a day need a day beside them."""
    word = found.word("daypart")
    if word == "overnight":
        return Reading("TIME", symbol="day +0 overnight")
    if word not in {"midnight", "noon", "midday", "dawn", "dusk", "sunset", "sunrise"}:
        return None
    return Reading("TIME", symbol=f"day +0 {part_of(word)}", on_mention=True, needs_at=True)


def read_relative_unit(found: Matched) -> Reading | None:
    """Read "last week", "this year", "the following day", "that month", "the same day"."""
    unit, which = unit_of(found.word("unit")), found.word("which")
    if unit not in _LONG_UNITS:
        return Reading("DATE", symbol="now") if which in {"this", "that"} else None
    if found.word("unit") != unit and which in PAST | FUTURE:
        return Reading("DATE", symbol="past" if which in PAST else "future")
    if which in {"these", "those"}:
        return Reading("DATE", symbol="now") if which == "these" else None
    modifier = modifier_of(found.words("part"))
    on_mention = which in {"that", "same", "following", "preceding"} or (
        unit == "day" and which in {"next", "previous"}
    )
    if which == "past" and not modifier and _leads_to_stretch(found):
        return Reading("DURATION", value=_length("1", unit), symbol=f"past 1 {unit}")
    symbol = f"{unit} {offset_of(which)}"
    return Reading("DATE", symbol=symbol, on_mention=on_mention, modifier=modifier)


def read_same_unit(found: Matched) -> Reading | None:
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


def read_unit_apart(found: Matched) -> Reading | None:
    """Read "year-ago", "the year-earlier quarter"."""
    unit = unit_of(found.word("unit"))
    if found.word("way") not in {"ago", "earlier"} or unit not in {"year", "month", "week"}:
        return None
    return Reading("DATE", symbol=f"ago 1 {unit}", on_mention=True)


def read_unit_end(found: Matched) -> Reading | None:
    """Read "year-end", "year's end"."""
    if found.word("unit") != "year" or found.words()[-1] != "end":
        return None
    return Reading("DATE", symbol="12-31 year +0")


def read_recent(found: Matched) -> Reading | None:
    """Read "recent years", "recent weeks and months"."""
    word = found.word("unit")
    if found.word("count") != "recent" or not word.endswith("s"):
        return None
    return Reading("DATE", value=_length("X", unit_of(word)))


def read_year_ended(found: Matched) -> Reading | None:
    """Read "the year" of "the year ended June 30": a length with a known end."""
    unit = unit_of(found.word("unit"))
    return Reading("DURATION", value=_length("1", unit)) if unit in {"year", "quarter"} else None


def read_stretch(found: Matched) -> Reading | None:
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


def read_ago(found: Matched) -> Reading | None:
    """Read "three weeks ago", "two days later"."""
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


def read_duration(found: Matched) -> Reading | None:
    """Read "twelve days", "a two-week", "more than a year"."""
    unit = unit_of(found.word("unit"))
    count = count_of(found.words("count")) or "X"
    return Reading(
        "DURATION", value=_length(count, unit), modifier=modifier_of(found.words("approx"))
    )


def read_plural(found: Matched) -> Reading | None:
    """Read "for years", "weeks", "days or weeks": how many is not said."""
    word = found.word("unit")
    return Reading("DURATION", value=_length("X", unit_of(word))) if word.endswith("s") else None


def read_each(found: Matched) -> Reading | None:
    """Read "every day", "each Monday", "every summer"."""
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


def read_often(found: Matched) -> Reading | None:
    """Read "weekly"."""
    values = {
        "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "monthly": "P1M",
        "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
        "biweekly": "P2W", "bimonthly": "P2M", "biannually": "P2Y",
    }  # fmt: skip
    return Reading("SET", value=values[found.word("often")])


def read_vague(found: Matched) -> Reading | None:
    """Read "now", "recently", "the past"."""
    word = found.word("ref")
    symbol = {
        "recently": "past", "lately": "past", "previously": "past", "recent": "past",
        "past": "past", "soon": "future", "shortly": "future", "future": "future",
    }  # fmt: skip
    if word in PAST - {"past"} and word != "previously":
        return None
    return Reading("DATE", symbol=symbol.get(word, "now"))


def _leads_to_stretch(found: Matched) -> bool:
    """Tell "over the past year", a stretch of twelve months, from the calendar year."""
    words, start = found.lexed.words, found.start
    return start > 0 and words[start - 1] in {"over", "during", "in", "for", "within"}


def _length(count: str, unit: str) -> str:
    if unit == "week" and count == "1.5":
        return "P1.5W"
    return duration_value(count, unit)


def _whole(count: str, unit: str) -> int:
    return int(float(count))


def _weekday_number(word: str) -> int:
    return WEEKDAYS.index(weekday_of(word)) + 1
