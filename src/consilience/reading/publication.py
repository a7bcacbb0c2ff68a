"""When was a report published, by everything that says so?

What the publishing system states and what people read under the headline are equally good. Where
they differ, the page was changed in between: then the publication is an interval, not a day. A
wrong day does more harm than none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from consilience.model.scales import DatePrecision
from consilience.reading.blocks import FoundField

MIN_CONFIDENCE: Final = 0.5
"""Candidates below it are kept and shown, never chosen."""

SHOWN: Final = "line under the headline"
CLOSING: Final = "closing date line"
LABELLED: Final = "time labelled as published"
CHANGED: Final = "time labelled as a change"
LONE: Final = "last change"
LINES: Final = (LABELLED, "address", "date line", "dateline", CLOSING, LONE)
"""Weak places that tell of one article only, the best first."""

WEAK: Final = frozenset({"time element", "element called date", *LINES})
"""Places that date other articles too; asked where nothing better is there."""

TRUSTED: Final = 0.85
"""Candidates from here on may contradict each other."""

MAX_EDITED_DAYS: Final = 7
"""Days after publication within which a change leaves the report what it was."""

MAX_WEAK_DAYS: Final = 2
"""Different days in weak places; a page with more of them lists articles."""

_LENGTHS: Final[tuple[tuple[int, DatePrecision], ...]] = (
    (6, "days"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"), (3_660, "decade"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Publication:
    """The first and last day of publication, or none of both, with the reason."""

    start: str | None
    end: str | None
    precision: DatePrecision | None
    reason: str
    chosen: frozenset[int] = frozenset()  # of the candidates


def find_publication(candidates: Sequence[FoundField]) -> Publication:
    """Return when the report was published by its *candidates* of all fields."""
    found = [
        index
        for index, one in enumerate(candidates)
        if one.field == "published" and one.confidence >= MIN_CONFIDENCE
    ]
    firm = [index for index in found if candidates[index].where_found not in WEAK]
    shown = next((index for index in firm if candidates[index].where_found == SHOWN), None)
    stated = _best(candidates, [i for i in firm if candidates[i].where_found != SHOWN])
    if stated is not None and candidates[stated].where_found.startswith("record"):
        return _single(candidates, stated)
    if shown is not None and stated is not None:
        return _both(candidates, shown, stated)
    if shown is not None:
        return _single(candidates, shown)
    if stated is not None:
        return _disagreement(candidates, firm, stated, found) or _with_change(candidates, stated)
    return _weak(candidates, found)


def _best(candidates: Sequence[FoundField], among: Iterable[int]) -> int | None:
    return max(among, key=lambda index: (candidates[index].confidence, -index), default=None)


def _both(candidates: Sequence[FoundField], shown: int, stated: int) -> Publication:
    """Settle what is read under the headline against what the metadata state."""
    day = _day(candidates[shown])
    stated_days = _days(candidates, "published", without={SHOWN, *WEAK})
    late = (day - _day(candidates[stated])).days
    if _dated_again(candidates, stated, day):
        return _single(candidates, stated)
    if late <= 1 or day in stated_days:
        # An earlier day under the headline: the system dates a copy or a move.
        return _single(candidates, shown)
    if any(abs((day - one).days) <= 1 for one in _days(candidates, "modified", without=(SHOWN,))):
        return (
            _single(candidates, stated)
            if late <= MAX_EDITED_DAYS
            else _between(candidates, stated, shown)
        )
    values = f"{candidates[shown].value} is shown, {candidates[stated].value} stated"
    return Publication(None, None, None, f"contradicting dates, none chosen: {values}")


def _dated_again(candidates: Sequence[FoundField], stated: int, shown: date) -> bool:
    """Tell whether the page shows the stated day as well: then the other one is of something else.

    A first day under the headline is that of a change, or of another article.
    """
    seen = {
        _day(one)
        for one in candidates
        if one.where_found == "date line" and one.field == "published"
    }
    return _day(candidates[stated]) in seen and shown not in seen


def _disagreement(
    candidates: Sequence[FoundField], firm: Sequence[int], stated: int, found: Sequence[int]
) -> Publication | None:
    """Return an abstention where the first JSON-LD and the first meta tag give different days.

    What the page tells its readers to be its day of publication settles it.
    """
    first: dict[str, int] = {}
    # Microdata mark every article of a list; they say nothing against what two others agree on.
    agreed = (
        len({candidates[i].where_found.partition(" ")[0] for i in firm} & {"json-ld", "meta"}) == 2
    )
    for index in firm:
        if candidates[index].confidence >= TRUSTED and not (
            agreed and candidates[index].where_found.startswith("itemprop")
        ):
            first.setdefault(candidates[index].where_found.partition(" ")[0], index)
            first.setdefault(candidates[index].where_found, index)
    days = sorted(_day(candidates[index]) for index in {stated, *first.values()})
    if (days[-1] - days[0]).days <= 1:
        return None
    told = next((i for i in found if candidates[i].where_found in (LABELLED, CLOSING)), None)
    if told is not None:
        return _single(candidates, told)
    values = f"{days[0]} and {days[-1]} are stated"
    return Publication(None, None, None, f"contradicting dates, none chosen: {values}")


def _with_change(candidates: Sequence[FoundField], stated: int) -> Publication:
    """Take in the day of the last change that the page shows to its readers."""
    last = _first_change(candidates)
    if last is not None:
        late = _day(candidates[last]) - _day(candidates[stated])
        if late.days > MAX_EDITED_DAYS:
            return _between(candidates, stated, last)
    return _single(candidates, stated)


def _first_change(candidates: Sequence[FoundField]) -> int | None:
    """Return the first change that readers are told of; lists tell one of each article."""
    changed = [index for index, one in enumerate(candidates) if one.field == "modified"]
    shown = [i for i in changed if candidates[i].where_found in (SHOWN, "date line")]
    marked = [i for i in changed if candidates[i].where_found == CHANGED]
    if not shown and len({_day(candidates[index]) for index in marked}) == 1:
        return marked[0]
    return shown[0] if shown else None


def _weak(candidates: Sequence[FoundField], found: Sequence[int]) -> Publication:
    if not found:
        seen = sum(one.field == "published" for one in candidates)
        reason = f"{seen} doubtful candidates, none chosen" if seen else "no date is stated"
        return Publication(None, None, None, reason)
    for where in LINES:
        first = next((i for i in found if candidates[i].where_found == where), None)
        if first is not None:
            return _single(candidates, first)
    against = _objection(candidates, found)
    if against is not None:
        return Publication(None, None, None, against)
    return _single(candidates, found[0])


def _objection(candidates: Sequence[FoundField], found: Sequence[int]) -> str | None:
    """Return what speaks against the days *found* in weak places, ``None`` for nothing."""
    changed = _days(candidates, "modified", without=())
    days = {_day(candidates[index]) for index in found}
    if len(days) > MAX_WEAK_DAYS:
        return f"{len(days)} different days, none chosen"
    doubtful = _days(candidates, "published", without=WEAK)
    if doubtful and all(abs((one - day).days) > 1 for one in doubtful for day in days):
        return "a doubtful statement names another day"
    if changed and min(days) > max(changed):
        return "the only day lies behind the last change"
    if days <= _shown_changes(candidates) or (days <= changed and _are_unread(candidates, found)):
        return "only the day of the last change is stated"
    return None


def _shown_changes(candidates: Sequence[FoundField]) -> set[date]:
    """Return the days of change that are called so under the headline."""
    return {
        _day(one)
        for one in candidates
        if one.field == "modified" and one.where_found in (SHOWN, "date line")
    }


def _are_unread(candidates: Sequence[FoundField], found: Sequence[int]) -> bool:
    """Tell whether the days stand in attributes alone, where nobody reads them."""
    return all(candidates[index].where_found == "time element" for index in found)


def _single(candidates: Sequence[FoundField], index: int) -> Publication:
    one = candidates[index]
    reason = f"{one.where_found}: {one.rule}"
    return Publication(one.value, one.value, one.precision, reason, frozenset({index}))


def _between(candidates: Sequence[FoundField], first: int, last: int) -> Publication:
    start, end = candidates[first], candidates[last]
    length = (_day(end) - _day(start)).days + 1
    precision: DatePrecision = next((name for most, name in _LENGTHS if length <= most), "open")
    reason = (
        f"first published {start.value} ({start.where_found}), "
        f"shown as of {end.value} ({end.where_found})"
    )
    chosen = frozenset(i for i in (first, last) if candidates[i].field == "published")
    return Publication(start.value, end.value, precision, reason, chosen)


def _days(candidates: Sequence[FoundField], field: str, *, without: Collection[str]) -> set[date]:
    return {
        _day(one) for one in candidates if one.field == field and one.where_found not in without
    }


def _day(found: FoundField) -> date:
    return date.fromisoformat(found.value[:10])
