"""What tells two reports of one kind of incident apart: when, where, who, and how old who is.

Reports of two shootings in one town share most of their words. What they cannot share is the day,
the address and the names and ages of those who were hit; a report that gives an age or an address
tells of one incident, so that its days and towns are those of that incident. So does one whose
headline counts the victims: that is news for a day, and whoever comes back to it names the day.
Other reports (of a battle that lasts weeks, of a vote) are told apart by their words, by when they
came out and by whom.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consilience.merging.story_text import telling_words

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAY: Final = re.compile(rf"\b({'|'.join(day.capitalize() for day in _WEEKDAYS)})\b")
_DATE: Final = re.compile(
    rf"\b({'|'.join(month.capitalize() for month in _MONTHS)})[a-z]*\.? (\d{{1,2}})\b"
)
_NEAR: Final = re.compile(
    r"\b(?:(yesterday|last night|overnight)|today|tonight|this (?:morning|afternoon|evening))\b",
    re.I,
)
_AGE: Final = re.compile(
    r"\b(\d{1,2})[- ]years?[- ]old"
    r"|[A-Z][\w'’-]+(?: Jr\.| Sr\.| I{2,3})?, (\d{1,2})(?=[,.;)])"
    r"|\baged? (\d{1,2})\b"
)
_ADDRESS: Final = re.compile(
    r"\b(\d{2,5})(?:st|nd|rd|th)?[- ]block of (?:(?:[NSEW]\.?|North|South|East|West) )?([\w'’-]+)"
    r"|\b(\d{3,5}) (?:(?:[NSEW]\.?|North|South|East|West) )?([A-Z0-9][\w'’-]*) "
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Court|Ct|Place|Pl|Way|Highway)\b"
)
_DATELINE: Final = re.compile(
    r"(?:^|[\n.\"”] *|\) )([A-Z][A-Z.' -]{2,30}[A-Z])(?:, ?[A-Z][A-Za-z.]{1,12})?"
    r"(?: ?\([\w .,/-]{2,30}\))? ?(?:--?|–|—)(?= )"
)
_DATELINE_REACH: Final = 600
"""Characters in which a dateline stands, behind a credit or a note at most."""
_POLICE: Final = re.compile(
    r"\b((?:[A-Z][a-z'’]+|St\.)(?:[ -][A-Z][a-z'’]+)*) (?:[Pp]olice|County|Metro [Pp]olice)\b"
)
_NO_TOWN: Final = frozenset(
    "a according after an and at campus capitol chief city county department federal in local "
    "metro military more officer officers on park photo read related school secret state the then "
    "three transit two university update updated video when".split()
)
_NAME: Final = r"[A-Z][a-z'’]+(?: (?:[A-Z]\.|[A-Z][a-z'’]+|“[^”]{2,15}”))? [A-Z][\w'’-]+"
_AGED: Final = re.compile(
    rf"({_NAME})(?: Jr\.| Sr\.| I{{2,3}})?, (?:an? )?\d{{1,2}}\b"
    rf"|\d{{1,2}}[- ]years?[- ]old ({_NAME})"
    rf"|identified (?:\w+ ){{0,4}}as (?:\d+-year-old )?({_NAME})"
)
_NUMBER: Final = (
    r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|dozens?|scores|hundreds|several)"
)
_HARM: Final = (
    r"(?:kill\w*|dead|die[sd]?|deaths?|injur\w+|wound\w*|hurt|martyr\w*|slain|shot|casualt\w+"
    r"|victims?)"
)
_TOLL: Final = re.compile(
    rf"\b(?:{_NUMBER}\b(?:\W+\w+){{0,4}}?\W+{_HARM}|{_HARM}(?:\W+\w+){{0,3}}?\W+{_NUMBER})\b", re.I
)
_FIRST_WORDS: Final = 150
"""Characters that stand for the headline of a report without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a report states that another incident would not share."""

    days: frozenset[int] = frozenset()  # ordinals
    addresses: frozenset[tuple[str, str]] = frozenset()  # number, first word of the street
    ages: frozenset[int] = frozenset()  # years
    towns: frozenset[str] = frozenset()  # of the dateline and of the police
    people: frozenset[str] = frozenset()  # last names of those whose age is given
    headline: frozenset[str] = frozenset()  # its telling words
    counts: bool = False  # whether the headline, or what stands for it, counts killed or hurt
    published: int | None = None  # ordinal
    outlet: str | None = None

    of_one: bool = False  # whether it tells of one incident that befell somebody somewhere
    times: frozenset[int] = frozenset()  # the days that it names, and the one on which it came out
    near: frozenset[int] = frozenset()  # these days, and the day before and behind each


def read_particulars(
    headline: str, lead: str, published: str | None, *, outlet: str | None = None
) -> Particulars:
    """Return the particulars in a report's headline and first paragraphs."""
    text = f"{headline}\n{lead}"
    day = datetime.date.fromisoformat(published[:10]) if published else None
    days = frozenset(_days(text, day)) if day else frozenset[int]()
    addresses = frozenset(
        (found[1] or found[3], (found[2] or found[4]).lower()) for found in _ADDRESS.finditer(text)
    )
    ages = frozenset(
        int(age) for found in _AGE.finditer(text) if (age := next(filter(None, found.groups())))
    )
    times = days | {day.toordinal()} if day else days
    return Particulars(
        days=days,
        addresses=addresses,
        ages=ages,
        towns=frozenset(_towns(text, lead)),
        people=frozenset(
            next(filter(None, found.groups())).split()[-1].lower() for found in _AGED.finditer(text)
        ),
        headline=telling_words(headline),
        counts=_TOLL.search(headline or lead[:_FIRST_WORDS]) is not None,
        published=day.toordinal() if day else None,
        outlet=outlet,
        of_one=bool(addresses or ages),
        times=times,
        near=_and_neighbours(times),
    )


def weigh_particulars(a: Particulars, b: Particulars) -> float:
    """Return what the particulars of two reports add to, or take from, how alike their words are.

    What differs weighs more than what is shared: of two incidents in one town, many fall on
    neighbouring days and have victims of one age, but one incident has one day and one address.
    """
    gap = _gap(a, b)
    found = _weigh_report(a, b, gap) - _weigh_days(a, b, gap)
    if a.of_one or b.of_one:
        if a.towns and b.towns:
            found += _SAME_TOWN if _share_town(a.towns, b.towns) else -_OTHER_TOWNS
        if a.of_one and b.of_one:
            found += _weigh_incident(a, b)
    if a.people and b.people:
        found += _SAME_PEOPLE if a.people & b.people else -_OTHER_PEOPLE
    return found


def are_outlets_own(a: Particulars, b: Particulars) -> bool:
    """Whether what the two reports copy is their outlet's: it stands under other headlines."""
    one = a.outlet is not None and a.outlet == b.outlet
    return one and bool(a.headline and b.headline) and a.headline.isdisjoint(b.headline)


def are_of_other_days(a: Particulars, b: Particulars) -> bool:
    """Whether neither report came out on, or names, a day of the other or its neighbour."""
    return _are_of_other_days(a, b, _gap(a, b))


def _are_of_other_days(a: Particulars, b: Particulars, gap: int | None) -> bool:
    return gap is not None and gap > 1 and b.times.isdisjoint(a.near)


def _gap(a: Particulars, b: Particulars) -> int | None:
    """Return the days between two reports; ``None`` where one is not known."""
    if a.published is None or b.published is None:
        return None
    return abs(a.published - b.published)


def _weigh_report(a: Particulars, b: Particulars, gap: int | None) -> float:
    """Return what speaks from outside of the text: when two reports came out, and where."""
    found = 0.0
    if gap is not None:
        if gap <= 1:
            found += _TOGETHER
        elif _SOON <= gap <= _LATE:
            found -= _APART
    if a.outlet is not None and a.outlet == b.outlet:
        found -= _ONE_OUTLET
    if len(a.headline) >= _WORDY and a.headline == b.headline:
        found += _SAME_HEADLINE
    return found


def _weigh_days(a: Particulars, b: Particulars, gap: int | None) -> float:
    """Return what it takes away that two reports tell of different days."""
    some, counted = a.of_one or b.of_one, a.counts and b.counts
    long = not some and (gap or 0) > _LONG
    if (counted or long) and _are_of_other_days(a, b, gap):
        return counted * _OTHER_DAYS + long * _OTHER_TIMES
    if not some or not (a.days and b.days) or _meet(a.days, b.days):
        return 0.0
    return _OTHER_DAYS if a.of_one and b.of_one else _OTHER_DAYS_OF_SOME


def _weigh_incident(a: Particulars, b: Particulars) -> float:
    found = 0.0
    if a.addresses and b.addresses:
        found += _SAME_ADDRESS if a.addresses & b.addresses else -_OTHER_ADDRESS
    if a.ages and b.ages:
        found += _SAME_AGE if a.ages & b.ages else -_OTHER_AGES
    if a.days and b.days and _meet(a.days, b.days):
        found += _SAME_DAY
    return found


_SAME_ADDRESS: Final = 0.15
_OTHER_ADDRESS: Final = 0.15
_SAME_AGE: Final = 0.06
_OTHER_AGES: Final = 0.1
_SAME_DAY: Final = 0.03
_OTHER_DAYS: Final = 0.15
_OTHER_DAYS_OF_SOME: Final = 0.05
_SAME_TOWN: Final = 0.02
_OTHER_TOWNS: Final = 0.05
_SAME_PEOPLE: Final = 0.1
_OTHER_PEOPLE: Final = 0.03
"""In the unit of the cosine, of which 0.12 makes a story: a day or an address that differs
outweighs what reports of one kind share in words (up to 0.1), an age that differs does so nearly.
Chosen among a few values each by the developers' half of the crime reports, where halving or
doubling one of the later ones moves B-cubed by 0.001; reports of other kinds give neither ages nor
addresses, and are left as they are."""

_TOGETHER: Final = 0.02
_APART: Final = 0.02
_SOON: Final = 3
_LATE: Final = 14
"""Days between reports: most of a thing come out within a day or two; those of weeks later are
follow-ups (an arrest, a trial), which do not speak against it."""
_OTHER_TIMES: Final = 0.08
_LONG: Final = 90
"""Days after which a war, a market or a party is news for something else, unless a day of then is
named or somebody was hit who can be told by age or address (of whom there are trials). News of all
sorts belong together half the time where reports are as alike as 0.09 if they came out on one day,
as 0.2 if they are that far apart; up to here that costs none of its stories."""
_ONE_OUTLET: Final = 0.08
"""Reports of one outlet share its habits and furniture: of pairs as alike as 0.12 to 0.2, two
thirds are one incident where outlets differ, and one third where they do not."""
_WORDY: Final = 4
_SAME_HEADLINE: Final = 0.2


def _share_town(left: frozenset[str], right: frozenset[str]) -> bool:
    return any(a in b or b in a for a in left for b in right)


def _towns(text: str, lead: str) -> Iterator[str]:
    for found in _DATELINE.finditer(lead[:_DATELINE_REACH]):
        words = found[1].lower().split()
        if words and _NO_TOWN.isdisjoint(words):
            yield " ".join(words)
    for found in _POLICE.finditer(text):
        words = found[1].lower().split()
        while words and words[0] in _NO_TOWN:
            del words[0]
        if words:
            yield " ".join(words)


def _meet(left: frozenset[int], right: frozenset[int]) -> bool:
    """Whether any two days are the same or neighbours: a night belongs to both of its days."""
    return not right.isdisjoint(_and_neighbours(left))


def _and_neighbours(days: frozenset[int]) -> frozenset[int]:
    return frozenset(day + gap for day in days for gap in (-1, 0, 1))


def _days(text: str, published: datetime.date) -> Iterator[int]:
    for found in _WEEKDAY.finditer(text):
        back = (published.weekday() - _WEEKDAYS.index(found[1].lower())) % 7
        yield published.toordinal() - back
    for found in _NEAR.finditer(text):
        yield published.toordinal() - (found[1] is not None)
    for found in _DATE.finditer(text):
        month, day = _MONTHS.index(found[1].lower()) + 1, int(found[2])
        if 1 <= day <= _LENGTHS[month - 1]:
            year = published.year - ((month, day) > (published.month, published.day))
            yield datetime.date(year, month, day).toordinal()


_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
