"""What one report tells of days: what happened when, what began when, how long it has gone on.

Read from the rows of that report alone, so that a build reads it of new reports only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from consilience.merging.campaigns import BEGINNING, BEGUN, UNDERTAKING, date_parts
from consilience.model.documents import Text
from consilience.model.events import EventMention
from consilience.model.figures import Figure
from consilience.model.held import Held
from consilience.model.memory import Work
from consilience.model.places import PlaceMention
from consilience.model.rows import Row
from consilience.model.sentences import Sentence
from consilience.model.spans import Span
from consilience.model.tables import Tables
from consilience.model.times import TimeMention

_PAST_DAYS: Final = re.compile(r"past (\d{1,3}) day$")
_NEAR_WORDS: Final = 40
"""Code points behind a count of days in which the undertaking is named."""


class Begun(NamedTuple):
    """Words that tell when an undertaking began."""

    mention: TimeMention
    places: tuple[str, ...]  # mentions of places in the same sentence


class DaysInto(NamedTuple):
    """Words that count the days of an undertaking so far."""

    mention: TimeMention
    days: int


class ToldTimes(NamedTuple):
    """What one report tells of days."""

    past: tuple[str, Span] | None  # the last day, as a date, of which it tells what happened
    begun: tuple[Begun, ...]
    into: tuple[DaysInto, ...]


_TOLD: Final[Work[dict[str, ToldTimes]]] = Work("told times", dict[str, ToldTimes])
_READ: Final[tuple[type[Row], ...]] = (
    Text, Sentence, TimeMention, PlaceMention, EventMention, Figure,
)  # fmt: skip


def told_times(tables: Tables) -> dict[str, ToldTimes]:
    """Return what each report tells of days."""
    return tables.each(_TOLD, _READ, read_times)


def read_times(rows: Held) -> ToldTimes:
    """Return what the report that *rows* belong to tells of days."""
    text = next((row.text for row in rows.of(Text)), "")
    sentences = {row.id: row for row in rows.of(Sentence)}
    mentions = [
        (row, sentences.get(row.sentence))
        for row in sorted(rows.of(TimeMention), key=lambda row: row.id)
    ]
    return ToldTimes(
        past=_last_told(rows, text, mentions),
        begun=tuple(_begun(rows, text, mentions)),
        into=tuple(_days_into(text, mentions)),
    )


_Mentions = list[tuple[TimeMention, Sentence | None]]


def _last_told(rows: Held, text: str, mentions: _Mentions) -> tuple[str, Span] | None:
    """Return the last day of what the report tells as having happened, the first of equals."""
    told = {
        row.time
        for row in rows.of(EventMention)
        if row.realis in {"happened", "ongoing", "background"}
    }
    told |= {row.scope_time for row in rows.of(Figure) if row.role in {"observed", "estimate"}}
    days = [
        (row.start[:10], row.span)
        for row, sentence in mentions
        if row.anchor == "absolute"
        and row.start is not None
        and (row.id in told or _tells_of_beginning(row, sentence, text))
    ]
    return max(days, key=lambda day: day[0], default=None)


def _tells_of_beginning(mention: TimeMention, sentence: Sentence | None, text: str) -> bool:
    """Whether its sentence tells of something begun then ("since January 19, 2018")."""
    return sentence is not None and bool(BEGUN.search(text[sentence.start : mention.span.start]))


def _begun(rows: Held, text: str, mentions: _Mentions) -> Iterator[Begun]:
    for mention, sentence in mentions:
        if sentence is None or date_parts(mention) is None:
            continue
        words = text[sentence.start : sentence.end]
        if UNDERTAKING.search(words) and BEGINNING.search(words):
            named = (row.id for row in rows.of(PlaceMention) if row.sentence == sentence.id)
            yield Begun(mention, tuple(sorted(named)))


def _days_into(text: str, mentions: _Mentions) -> Iterator[DaysInto]:
    for mention, sentence in mentions:
        count = _PAST_DAYS.match(mention.symbol or "")
        if count is None or sentence is None or mention.start is not None:
            continue
        behind = text[mention.span.end : sentence.end]
        if UNDERTAKING.search(behind[:_NEAR_WORDS]):
            yield DaysInto(mention, int(count[1]))
