"""Neutral words for measures, groups, dates and places, as a report prints them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from consilience.model.findings import FigureSet
from consilience.outputs.lookup import Lookup

_VERBS: Final[dict[str, str]] = {
    "killed": "killed",
    "injured": "injured",
    "killed_or_injured": "killed or injured",
    "missing": "missing",
    "detained": "detained",
    "abducted": "abducted",
    "displaced": "displaced",
    "returned": "returned",
    "trapped": "trapped",
    "executed": "executed",
    "arrested": "arrested",
    "surrendered": "surrendered",
    "destroyed": "destroyed or damaged",
    "trained": "trained",
    "affected": "affected",
    "rescued": "rescued",
    "released": "released",
    "remaining": "remaining",
}
_NOUNS: Final[dict[str, str]] = {
    "bodies_found": "Bodies found",
    "strength": "Strength",
    "strikes": "Strikes",
    "attacks": "Attacks",
    "captured_area": "Area captured",
    "captured_share": "Share captured",
    "distance": "Distance",
    "duration": "Duration",
    "aid": "Aid delivered",
    "money": "Money",
    "rate": "Rate",
    "other": "Other figure",
}
_KINDS: Final[dict[str, str]] = {
    "incident": "in one event",
    "period_total": "total over a period",
    "cumulative": "total so far",
    "snapshot": "at one time",
    "unstated": "kind of count not stated",
}
_ISO_DATES: Final = re.compile(
    r"(?<!\d)(?P<start>\d{4}-\d\d-\d\d)(?: to (?P<end>\d{4}-\d\d-\d\d))?(?!\d)"
)
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)


def set_phrase(own: FigureSet, lookup: Lookup) -> str:
    """Return what a comparable set counts, such as "Civilians killed, Homs, 3 March 2017"."""
    words = _counted(own)
    place = lookup.places.get(own.scope_place or "")
    if own.base:
        words += f" of “{own.base}”"
    if place and place.name.casefold() not in (own.base or "").casefold():
        words += f", {place.name}"
    when = period_words(own.scope_start, own.scope_end)
    if when is None and own.scope_text:
        when = own.scope_text if own.scope_text.isdigit() else f"“{own.scope_text}”"
    if when and when.strip("“”").casefold() not in words.casefold():
        words += f", {when}"
    return words


def written_dates(words: str) -> str:
    """Return *words* with every ISO date, or pair of them, as people write it.

    Example:
        >>> written_dates("Attack in Osk, 2017-03-01 to 2017-03-31 (planned)")
        'Attack in Osk, March 2017 (planned)'

    """
    return _ISO_DATES.sub(_written, words)


def kind_words(own: FigureSet) -> str:
    """Return what kind of count a set is of."""
    return _KINDS[own.count_kind]


def period_words(start: str | None, end: str | None) -> str | None:
    """Return an interval of ISO dates as people write it; ``None`` where both ends are unknown.

    Example:
        >>> period_words("2017-03-01", "2017-03-31")
        'March 2017'
        >>> period_words("2017-03-01", "2017-03-10")
        '1–10 March 2017'

    """
    if start is None or end is None:
        if start is not None:
            return f"since {_day_words(_day(start))}"
        return f"until {_day_words(_day(end))}" if end is not None else None
    first, last = _day(start), _day(end)
    if first == last:
        return _day_words(first)
    whole = _whole_period(first, last)
    if whole is not None:
        return whole
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day_words(last)}"
    return f"{_day_words(first)} to {_day_words(last)}"


def many(number: int, noun: str) -> str:
    """Return a number with its noun, such as "1 report" or "1,200 voices"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def sentence_case(words: str) -> str:
    """Return *words* with their first letter as a capital."""
    return words[:1].upper() + words[1:]


def _written(match: re.Match[str]) -> str:
    try:
        return period_words(match["start"], match["end"] or match["start"]) or match.group()
    except ValueError:  # digits that only look like a date
        return match.group()


def _counted(own: FigureSet) -> str:
    if own.measure in _VERBS:
        return sentence_case(f"{_group_or_unit(own)} {_VERBS[own.measure]}")
    noun = _NOUNS[own.measure]
    if own.measure in ("captured_share", "distance", "duration", "money", "rate", "captured_area"):
        return noun
    if own.group not in ("all", "unknown"):
        group = own.group.replace("_", " ")
        return f"Bodies of {group} found" if own.measure == "bodies_found" else f"{noun} of {group}"
    return noun if own.unit in ("persons", "bodies", "percent") else f"{noun}: {own.unit}"


def _group_or_unit(own: FigureSet) -> str:
    if own.unit in ("persons", "bodies", "percent"):
        return "people" if own.group in ("all", "unknown") else own.group.replace("_", " ")
    if own.group in ("all", "unknown", own.unit):
        return own.unit
    return f"{own.group.replace('_', ' ')} ({own.unit})"


def _whole_period(first: date, last: date) -> str | None:
    after = last + timedelta(days=1)
    if first.day != 1 or after.day != 1:
        return None
    if (first.month, after.month) == (1, 1):
        years = after.year - first.year
        return str(first.year) if years == 1 else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return None


def _day(words: str) -> date:
    return date.fromisoformat(words[:10])


def _day_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
