"""When was a report published, by everything that says so?

What the publishing system states and what people read under the headline are equally good. Where
they differ, the page was changed in between: then the publication is an interval, not a day. A
wrong day does more harm than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from consilience.model.scales import DatePrecision
from consilience.reading.blocks import FoundField

MIN_CONFIDENCE: Final = 0.5
"""Candidates below it are kept and shown, never chosen."""

SHOWN: Final = "line under the headline"
LINES: Final = ("address", "date line", "dateline", "closing date line")
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
        return _disagreement(candidates, firm, stated) or _with_change(candidates, stated)
    return _weak(candidates, found)


def _best(candidates: Sequence[FoundField], among: Iterable[int]) -> int | None:
    return max(among, key=lambda index: (candidates[index].confidence, -index), default=None)


def _both(candidates: Sequence[FoundField], shown: int, stated: int) -> Publication:
    """Settle what is read under the headline against what the metadata state."""
    day = _day(candidates[shown])
    stated_days = _days(candidates, "published", without=(SHOWN, *WEAK))
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
    candidates: Sequence[FoundField], firm: Sequence[int], stated: int
) -> Publication | None:
    """Return an abstention where the first JSON-LD and the first meta tag give different days."""
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
    values = f"{days[0]} and {days[-1]} are stated"
    return Publication(None, None, None, f"contradicting dates, none chosen: {values}")


def _with_change(candidates: Sequence[FoundField], stated: int) -> Publication:
    """Take in the day of the last change that the page shows to its readers."""
    for index, one in enumerate(candidates):
        if one.field == "modified" and one.where_found in (SHOWN, "date line"):
            if (_day(one) - _day(candidates[stated])).days > MAX_EDITED_DAYS:
                return _between(candidates, stated, index)
            break
    return _single(candidates, stated)


def _weak(candidates: Sequence[FoundField], found: Sequence[int]) -> Publication:
    if not found:
        seen = sum(one.field == "published" for one in candidates)
        reason = f"{seen} doubtful candidates, none chosen" if seen else "no date is stated"
        return Publication(None, None, None, reason)
    for where in LINES:
        first = next((i for i in found if candidates[i].where_found == where), None)
        if first is not None:
            return _single(candidates, first)
    changed = _days(candidates, "modified", without=())
    days = {_day(candidates[index]) for index in found}
    if len(days) > MAX_WEAK_DAYS:
        return Publication(None, None, None, f"{len(days)} different days, none chosen")
    if changed and min(days) > max(changed):
        return Publication(None, None, None, "the only day lies behind the last change")
    if days <= changed:
        return Publication(None, None, None, "only the day of the last change is stated")
    return _single(candidates, found[0])


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


def _days(candidates: Sequence[FoundField], field: str, *, without: Sequence[str]) -> set[date]:
    return {
        _day(one) for one in candidates if one.field == field and one.where_found not in without
    }


def _day(found: FoundField) -> date:
    return date.fromisoformat(found.value[:10])
