"""Which sentences tell of the beginning of one long undertaking: an offensive, a siege, a truce?

A month without a year ("last October") gets its year from another report that tells the
beginning of the same thing, at the same place, with the year. Two undertakings are the same only
where place and time of year agree: an offensive on a city and a later one on its western half
are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from consilience.model.times import TimeMention
from consilience.text.time_symbols import MONTHS

UNDERTAKING: Final = re.compile(
    r"\b(?:offensives?|operations?|campaigns?|battles?|fighting|wars?|sieges?|assaults?|pushe?s?"
    r"|ceasefires?|cease-fires?|truces?|uprisings?|conflicts?)\b",
    re.IGNORECASE,
)
BEGINNING: Final = re.compile(
    r"\b(?:starts?|started|begins?|began|begun|beginning|launch(?:ed)?|since|erupted|outbreak"
    r"|broke out|got under ?way|took effect)\b",
    re.IGNORECASE,
)
BEGUN: Final = re.compile(
    r"\b(?:started|began|begun|launched|since|erupted|broke out|got under ?way|took effect)\b",
    re.IGNORECASE,
)
_MONTH_DAY: Final = re.compile(r"(?:latest|nearest|previous|this) (\d{2})-(\d{2})(?:@\w+)?$")
_MONTH: Final = re.compile(rf"(?:latest|nearest|previous|this) ({'|'.join(MONTHS)})$")


@dataclass(frozen=True, slots=True)
class Beginning:
    """A sentence that tells when an undertaking began."""

    mention: TimeMention
    places: frozenset[str]
    year: int | None
    month: int
    day: int | None

    def same_as(self, other: Beginning) -> bool:
        """Return whether both can tell of one undertaking."""
        days = {self.day, other.day} - {None}
        return self.month == other.month and len(days) < 2 and bool(self.places & other.places)


def with_years(beginnings: Sequence[Beginning]) -> Iterator[tuple[Beginning, Beginning, date]]:
    """Yield each beginning without a year, the one that gives the year, and the first day.

    Nothing is given where two tellings of the same undertaking differ in the year.
    """
    stated = [row for row in beginnings if row.year is not None]
    for row in beginnings:
        if row.year is not None:
            continue
        same = [other for other in stated if row.same_as(other)]
        years = {other.year for other in same}
        if len(years) == 1:
            yield row, same[0], date(same[0].year or 1, row.month, row.day or same[0].day or 1)


def date_parts(mention: TimeMention) -> tuple[int | None, int, int | None] | None:
    """Return year, month and day of a time expression, as far as it tells them."""
    if mention.anchor == "absolute" and mention.start is not None:
        year, month, day = (int(part) for part in mention.start[:10].split("-"))
        if mention.precision == "month":
            return year, month, None
        return (year, month, day) if mention.precision == "day" else None
    if mention.symbol is None or mention.start is not None:
        return None
    if found := _MONTH_DAY.match(mention.symbol):
        return None, int(found[1]), int(found[2])
    if found := _MONTH.match(mention.symbol):
        return None, MONTHS.index(found[1]) + 1, None
    return None
