"""Which figures go on counting what their report has just told, without telling it again?

"Another 27 people were still being treated", "the toll had stood at 14", and "Six people are
reported dead" behind a sentence on shells name no event of their own: each counts for the one that
was told before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from consilience.model.documents import Text
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.scales import EventKind, Measure
from consilience.model.sentences import Sentence
from consilience.model.tables import Tables

HARM: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "missing", "bodies_found"}
)
_VIOLENT: Final[frozenset[EventKind]] = frozenset(
    {"air_strike", "shelling", "explosion", "suicide_bomb", "chemical_weapon", "shooting", "attack",
     "killing", "battle"}
)  # fmt: skip
_REACH: Final = 3
"""Sentences over which "another 27" and "the toll" look back."""

_MORE: Final = re.compile(r"\b(?:another|more|others?|further|additional)\b", re.IGNORECASE)
_THE_TOLL: Final = re.compile(r"\bthe (?:death )?toll$", re.IGNORECASE)
_STILL: Final = re.compile(r"\b(?:still|remain\w*)\b[^.]{0,20}$", re.IGNORECASE)
_TREATED: Final = re.compile(r"(?:treat|hospital)\w*", re.IGNORECASE)


def continued_events(tables: Tables, events: Mapping[str, Event]) -> dict[str, Event]:
    """Return the events of figures that name none, by the figure's id.

    Args:
        tables: The case.
        events: Of the figures that name one, by the figure's id.

    """
    reports = _Reports(tables, events)
    return {figure.id: event for figure, event in reports.continued()}


def counts_the_rest(figure: Figure, text: Text | None) -> bool:
    """Tell whether *figure* counts those who are left of more: "still being treated"."""
    word = figure.trigger
    if text is None or word is None or not _TREATED.fullmatch(word.quote):
        return False
    return _STILL.search(text.text[max(0, word.start - 40) : word.start]) is not None


def is_the_toll(figure: Figure, text: Text | None) -> bool:
    """Tell whether *figure* is what a toll stood at ("the toll"): a whole, however small."""
    word = figure.trigger
    return (
        text is not None
        and word is not None
        and _THE_TOLL.search(text.text[max(0, word.end - 16) : word.end]) is not None
    )


class _Reports:
    """The sentences of each report with what is told and counted in them."""

    def __init__(self, tables: Tables, events: Mapping[str, Event]) -> None:
        self._events = events
        self._texts = tables.by_id(Text)
        self._at = {row.id: row.ordinal for row in tables.of(Sentence)}
        self._figures = tables.of(Figure)
        self._known = tables.by_id(Event)
        self._event_of = {row.mention: row.event for row in tables.of(EventMember)}
        self._mentions = tables.by_document(EventMention)
        self._told: dict[str, dict[int, list[Event]]] = {}

    def _told_in(self, document: str, at: int) -> Sequence[Event]:
        """Return the events that one sentence of a report tells, in the order of the text."""
        if document not in self._told:
            found: dict[int, list[Event]] = defaultdict(list)
            rows = self._mentions.get(document, ())
            for row in sorted(rows, key=lambda row: (row.trigger.start, row.id)):
                event = self._known.get(self._event_of.get(row.id, ""))
                number = self._at.get(row.sentence)
                if event is not None and number is not None:
                    found[number].append(event)
            self._told[document] = found
        return self._told[document].get(at, ())

    def continued(self) -> Iterator[tuple[Figure, Event]]:
        """Yield the figures that go on counting for an event told before them."""
        for figures in _by_document(self._figures):
            counted: list[tuple[int, Figure, Event]] = []
            again = self._recounted(figures)
            for figure in figures:
                at = self._at.get(figure.sentence, 0)
                event = self._events.get(figure.id)
                if event is None:
                    event = again.get(figure.id)
                    if event is None and self._is_open(figure):
                        event = self._before(figure, at, counted)
                    if event is not None:
                        yield figure, event
                if event is not None and figure.measure in HARM and not event.aggregate:
                    counted.append((at, figure, event))

    def _recounted(self, figures: Iterable[Figure]) -> dict[str, Event]:
        """Return the events of figures whose people are counted again where an event is told.

        A headline and its lead count the same dead.
        """
        found: dict[str, Event] = {}
        for figure in figures:
            if figure.recount_of is not None and not figure.background:
                for one, other in (
                    (figure.id, figure.recount_of),
                    (figure.recount_of, figure.id),
                ):
                    if one not in self._events and other in self._events:
                        found.setdefault(one, self._events[other])
        return found

    def _is_open(self, figure: Figure) -> bool:
        """Whether *figure* counts harm of one event and says neither where nor of what."""
        return (
            figure.measure in HARM
            and figure.count_kind in {"incident", "unstated"}
            and figure.scope_place is None
            and figure.role in {"observed", "estimate"}
            and not figure.background
            and figure.qualifier not in {"zero_claimed", "unquantified"}
        )

    def _before(
        self, figure: Figure, at: int, counted: list[tuple[int, Figure, Event]]
    ) -> Event | None:
        near = [row for row in counted if at - _REACH <= row[0] <= at]
        if near and self._points_back(figure):
            return near[-1][2]
        if figure.scope_time is not None or figure.low in (None, 1):
            return None
        if self._told_in(figure.document, at):
            return None
        told = [row for row in self._told_in(figure.document, at - 1) if _is_harmful(row)]
        alone = {row.id for row in told}
        taken = any(row[1].measure == figure.measure and row[0] == at - 1 for row in near)
        if len(alone) != 1 or taken:
            return None
        whole = self._events.get(figure.of_whole or "")
        among = figure.of_whole is not None and (whole is None or whole.id in alone)
        return None if among else told[0]  # a part of those just told is no further count

    def _points_back(self, figure: Figure) -> bool:
        if figure.document not in self._texts:
            return False
        text = self._texts[figure.document].text
        words = text[max(0, figure.span.start - 12) : (figure.noun or figure.span).end]
        if _MORE.search(words):
            return True
        return is_the_toll(figure, self._texts[figure.document])


def _is_harmful(event: Event) -> bool:
    happened = event.realis in {"happened", "ongoing"}
    return happened and event.kind in _VIOLENT and not event.aggregate


def _by_document(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.document].append(figure)
    for document in sorted(found):
        yield sorted(found[document], key=lambda row: (row.span.start, row.id))
