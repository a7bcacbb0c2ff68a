"""Over which days do the words that tell when a thing happened reach?

"Since April" is not April, and "between Monday and Friday" is not Monday: what is told so happened
at any time from then on. Only dates of events are made of these days; tellings are compared by the
day that is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from consilience.model.times import TimeMention

_SINCE: Final = re.compile(
    r"\bsince\s+(?:(?:at least|about|around|roughly|early|late|mid|the)\s+)?$", re.IGNORECASE
)
_SINCE_BEGINNING: Final = re.compile(
    r"\bsince\s+(?:the\s+)?(?:beginning|start|outbreak|onset)\s+of\s+(?:[\w'’]+\s+){1,6}$",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(r"['’]s?\s")
_WHEN: Final = re.compile(r"[\s,]*when\b")
_JOINS: Final = re.compile(
    r"\s*(?:and|to|until|till|through|[-–—])\s*(?:(?:on|in|the|early|late)\s+)?$", re.IGNORECASE
)
_LONGEST_JOIN: Final = 16
_WORDS_BEFORE: Final = 80


class Spell(NamedTuple):
    """The first and the last day; ``None`` for a last one that nothing tells."""

    first: str
    last: str | None


def spell_of(
    time: TimeMention,
    text: str,
    times: Sequence[TimeMention],
    *,
    trigger: int,
    published: str | None,
) -> Spell | None:
    """Return the days over which *time* and the words beside it reach, where that is more.

    Args:
        time: With a start and an end.
        text: Of its report.
        times: All of the report, in order.
        trigger: Where the word that tells of it begins.
        published: ISO day of the report, up to which "since" reaches.

    """
    if time.start is None or time.end is None:
        return None
    other = _joined(time, text, times)
    if other is not None and other.start is not None and other.end is not None:
        return Spell(min(time.start[:10], other.start[:10]), max(time.end[:10], other.end[:10]))
    before = text[max(0, time.span.start - _WORDS_BEFORE) : time.span.start]
    since = _SINCE.search(before) or _SINCE_BEGINNING.search(before)
    if since is None or _OWNED.match(text, time.span.end) is not None:
        return None
    if trigger > time.span.end and _WHEN.match(text, time.span.end) is not None:
        return None  # "it has lasted since 2031, when rebels took the town"
    first = time.start[:10]
    return Spell(first, published if published is not None and published >= first else None)


def _joined(time: TimeMention, text: str, times: Sequence[TimeMention]) -> TimeMention | None:
    """Return the end of "between … and …", "from … to …", "in … and …"."""
    for other in times:
        if other.span.start < time.span.end:
            continue
        gap = text[time.span.end : other.span.start]
        near = len(gap) <= _LONGEST_JOIN and _JOINS.fullmatch(gap) is not None
        return other if near else None
    return None
