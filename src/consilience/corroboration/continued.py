"""Which figures go on counting what their report has just told, without telling it again?

"Another 27 people were still being treated", "the toll had stood at 14", and "Six people are
reported dead" behind a sentence on shells name no event of their own: each counts for the one that
was told before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from consilience.model.documents import Text
from consilience.model.events import Event, EventMention
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


def sentence_ordinals(tables: Tables) -> Mapping[str, int]:
    """Return the number of each sentence in its report."""
    return tables.view(sentence_ordinals, lambda: dict(tables.columns(Sentence, "id", "ordinal")))


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


class Tellings(Protocol):
    """Who knows the events that the mentions of a report tell of."""

    def tellings(self, document: str) -> Iterable[tuple[EventMention, Event]]:
        """Return the mentions of one report, each with its event."""


class ContinuedEvents:
    """The events that figures go on counting for, of each report when it is asked for."""

    def __init__(self, tables: Tables, told: Tellings) -> None:
        """Read the reports of *tables*; *told* which events they tell of."""
        self._texts, self._ordinals = tables.by_id(Text), sentence_ordinals(tables)
        self._told = told

    def of(
        self, document: str, figures: Iterable[Figure], events: Mapping[str, Event]
    ) -> dict[str, Event]:
        """Return the events of those figures of a report that name none, by the figure's id.

        Args:
            document: The report.
            figures: All that stand in it.
            events: Of the figures that name one, by the figure's id.

        """
        report = _Report(
            text=self._texts.get(document),
            ordinals=self._ordinals,
            events=events,
            tellings=tuple(self._told.tellings(document)),
        )
        ordered = sorted(figures, key=lambda row: (row.span.start, row.id))
        return {figure.id: event for figure, event in report.continued(ordered)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """The sentences of a report with what is told and counted in them."""

    text: Text | None
    ordinals: Mapping[str, int]  # of sentences
    events: Mapping[str, Event]  # of figures that name one
    tellings: Sequence[tuple[EventMention, Event]]

    def _told_in(self, at: int) -> Sequence[Event]:
        """Return the events that one sentence tells, in the order of the text."""
        told = [one for one in self.tellings if self.ordinals.get(one[0].sentence) == at]
        told.sort(key=lambda one: (one[0].trigger.start, one[0].id))
        return [event for _, event in told]

    def continued(self, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Event]]:
        """Yield those of *figures*, in the order of the text, that go on counting for an event."""
        counted: list[tuple[int, Figure, Event]] = []
        again = self._recounted(figures)
        for figure in figures:
            at = self.ordinals.get(figure.sentence, 0)
            event = self.events.get(figure.id)
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
                    if one not in self.events and other in self.events:
                        found.setdefault(one, self.events[other])
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
        if self._told_in(at):
            return None
        told = [row for row in self._told_in(at - 1) if _is_harmful(row)]
        alone = {row.id for row in told}
        taken = any(row[1].measure == figure.measure and row[0] == at - 1 for row in near)
        if len(alone) != 1 or taken:
            return None
        whole = self.events.get(figure.of_whole or "")
        among = figure.of_whole is not None and (whole is None or whole.id in alone)
        return None if among else told[0]  # a part of those just told is no further count

    def _points_back(self, figure: Figure) -> bool:
        if self.text is None:
            return False
        start, end = max(0, figure.span.start - 12), (figure.noun or figure.span).end
        return _MORE.search(self.text.text[start:end]) is not None or is_the_toll(figure, self.text)


def _is_harmful(event: Event) -> bool:
    happened = event.realis in {"happened", "ongoing"}
    return happened and event.kind in _VIOLENT and not event.aggregate
