"""Does a text tell of a day long after it says it was published? Then its stated date is wrong.

Copies are often stamped anew, sometimes with a wrong year; such a date must not turn who was first.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

DAYS_AHEAD: Final = 60
"""Reports look ahead too ("on 5 May"), but seldom name a day with its year that lies further off
behind a word that looks back."""

_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
_NAMES: Final = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_SINCE: Final = re.compile(
    # Begun or done then: "since it launched its offensive … on 19 January 2018".
    r"\b(?:since|after|launched|began|begun|started|killed|died|was|were|had)\b[^.!?\n]{0,120}?\b"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_NAMES})\.?,? |"
    rf"(?P<month2>{_NAMES})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? )(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def tells_of_later(text: str, stated: str) -> bool:
    """Return whether *text* looks back on a day well after *stated*, an ISO date or date-time.

    Example:
        >>> tells_of_later("It began on 3 May 2018, the mayor said.", "2017-05-04")
        True
        >>> tells_of_later("They will vote on 3 May 2018.", "2017-05-04")
        False

    """
    published = date.fromisoformat(stated[:10])
    if str(published.year) not in text and not re.search(r"(?:19|20)\d\d", text):
        return False
    return any(
        (day - published).days >= DAYS_AHEAD
        for match in _SINCE.finditer(text)
        if (day := _day(match)) is not None
    )


def _day(match: re.Match[str]) -> date | None:
    month = (match["month"] or match["month2"]).lower()[:3]
    number = next(at for at, name in enumerate(_MONTHS, start=1) if name.startswith(month))
    try:
        return date(int(match["year"]), number, int(match["day"] or match["day2"]))
    except ValueError:
        return None
