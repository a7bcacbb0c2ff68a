"""Build the sentences that a report shares: findings, events and contradictions, each cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from consilience.model.events import Event, EventMention
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, Origin, Side
from consilience.model.source import RowSource
from consilience.model.spans import Span
from consilience.outputs.listing import number_text
from consilience.outputs.listings.findings import finding_figures
from consilience.outputs.lookup import Lookup
from consilience.outputs.notes import signed_off
from consilience.outputs.profiles import Profile
from consilience.outputs.report.attributed import voice_name
from consilience.outputs.report.called import force_words, is_under_treatment
from consilience.outputs.report.citations import Citations, Cited, numbers
from consilience.outputs.report.counted import finding_text
from consilience.outputs.report.disputed import dispute_words, short_dispute
from consilience.outputs.report.happenings import event_text, what_happened, whether_taken
from consilience.outputs.report.lengths import LENGTHS, Length
from consilience.outputs.report.parts import Item
from consilience.outputs.wording import kind_words, sentence_case, set_phrase, written_dates

_MOST_QUOTED: Final = 320


class Writer:
    """Writes sentences out of the rows of one record, under one profile."""

    def __init__(
        self,
        record: RowSource,
        profile: Profile,
        length: Length = LENGTHS["default"],
        earlier: RowSource | None = None,
    ) -> None:
        self.length = length
        self.lookup = Lookup(record)
        self.profile = profile
        self.citations = Citations(record, profile, earlier=earlier)
        self._origins: dict[str, list[Origin]] = {}
        for origin in record.rows(Origin):
            self._origins.setdefault(origin.subject, []).append(origin)

    def finding_item(self, finding: Finding, *, with_voices: bool = True) -> Item | None:
        """Return the sentence of *finding*, with what each voice says; ``None`` if uncited."""
        cited = self.finding_sentence(finding)
        if cited is None:
            return None
        own = self.lookup.figure_sets[finding.figure_set]
        voices = tuple(self._voices(finding)) if with_voices else ()
        revised = self.revised(finding)
        return Item(
            cited=cited,
            sentences=(revised,) if revised and with_voices else (),
            voices=voices,
            badges=(
                kind_words(own),
                *self._as_written(finding),
                *(written_dates(words) for words in signed_off(self.lookup, own.id, finding.id)),
                *self._grades(own),
            ),
        )

    def finding_sentence(self, finding: Finding) -> Cited | None:
        """Return what the figures of *finding* come to, from how many voices."""
        own = self.lookup.figure_sets.get(finding.figure_set)
        carried = self._figure_citations(finding_figures(finding))
        if own is None or not carried:
            return None
        text = finding_text(
            finding,
            own,
            self.counted(finding),
            lookup=self.lookup,
            origins=self.origins(own.id),
        )
        return Cited(text=self.safe(text), citations=carried)

    def counted(self, finding: Finding) -> list[Figure]:
        """Return the figures of *finding* that count: not revised since, not excluded."""
        found = (*finding.supporting, *finding.compatible, *finding.contradicting)
        return [self.lookup.figures[key] for key in found if key in self.lookup.figures]

    def revised(self, finding: Finding) -> Cited | None:
        """Return which earlier figures of *finding* their own source has revised since."""
        rows = [
            self.lookup.figures[key] for key in finding.superseded if key in self.lookup.figures
        ]
        carried = numbers(self._cite_each(row.sentence for row in rows))
        words = list(dict.fromkeys(f"“{' '.join(row.span.quote.split())}”" for row in rows))
        if not carried:
            return None
        of = "figures" if len(words) > 1 else "figure"
        text = f"Earlier {of} of the same source, revised since: {', '.join(words)}."
        return Cited(text=self.safe(text), citations=carried)

    def label(self, finding: Finding, carried: tuple[int, ...]) -> Cited:
        """Return what *finding* counts, without its numbers."""
        own = self.lookup.figure_sets[finding.figure_set]
        return Cited(text=self.safe(self._counted(finding, own)), citations=carried)

    def event_sentence(self, event: Event) -> Cited | None:
        """Return what is reported of *event*; ``None`` if no passage can be cited."""
        tellings = self.lookup.mentions_of_event.get(event.id, [])
        carried = numbers(self._cite_each(row.sentence for row in one_a_report(tellings)))
        if not carried:
            return None
        return Cited(text=self.safe(event_text(event, self.lookup)), citations=carried)

    def event_items(self, events: Iterable[Event], *, quoted: bool = True) -> Iterator[Item]:
        """Yield what happened and who tells of it; what one passage tells stands together."""
        groups: dict[tuple[tuple[int, ...], str | None, str | None], list[tuple[Event, Cited]]] = {}
        for event in events:
            cited = self.event_sentence(event)
            if cited is not None:
                key = (cited.citations, event.date_start, event.date_end)
                groups.setdefault(key, []).append((event, cited))
        for together in groups.values():
            said = list(dict.fromkeys(cited for _, cited in together))
            yield Item(
                cited=said[0],
                sentences=tuple(said[1:]),
                voices=(self.telling(together[0][0]),) if quoted and self.length.voices else (),
                badges=tuple(dict.fromkeys(self._harm_badges(event for event, _ in together))),
            )

    def telling(self, event: Event) -> Cited:
        """Return the passage that tells most of *event*."""
        tellings = told_best(self.lookup.mentions_of_event[event.id])
        fullest = [row for row in tellings if _said(row) == _said(tellings[0])]
        first = self.lookup.first_out(row.document for row in fullest)
        chosen = next(row for row in fullest if row.document == first)
        return self._own_words(None, numbers(self._cite_each([chosen.sentence]))[0])

    def _harm_badges(self, events: Iterable[Event]) -> Iterator[str]:
        for event in events:
            yield from (written_dates(words) for words in signed_off(self.lookup, event.id))
            grade = self.lookup.grade(event.id, "harm")
            if grade is not None and grade.value != "ungraded":
                yield f"proposed harm grade: {grade.value}"

    def _counted(self, finding: Finding, own: FigureSet) -> str:
        """Return what is counted; a strength of no known group by the words of its report."""
        phrase = set_phrase(own, self.lookup)
        if own.measure == "injured" and is_under_treatment(self.counted(finding)):
            return phrase.replace("injured", "under treatment", 1)
        if own.measure != "strength":
            return phrase
        words = force_words(self.counted(finding), self.lookup)
        return f"{phrase}: “{words}”" if words is not None else phrase

    def _figures(self, finding: Finding) -> list[Figure]:
        found = (self.lookup.figures.get(key) for key in finding_figures(finding))
        return [row for row in found if row is not None]

    def _as_written(self, finding: Finding) -> Iterator[str]:
        """Yield what vague words such as "dozens" are counted as."""
        figures = self._figures(finding)
        if finding.low is not None and all(row.qualifier == "vague" for row in figures):
            yield f"counted as at least {number_text(finding.low)}"

    def _grades(self, own: FigureSet) -> Iterator[str]:
        event = self.lookup.events.get(own.event or "")
        return self._harm_badges([event] if event else [])

    def contradiction_item(self, row: Contradiction, *, behind: bool = False) -> Item | None:
        """Return a contradiction with the words of each side; *behind* what it is about, short."""
        sides = [*self._sides(row)]
        carried = numbers(number for side in sides for number in side.citations)
        if not carried:
            return None
        words = short_dispute(row, self.lookup) if behind else None
        text = f"{words or self._disputed(row)} ({row.level}, {row.state})."
        return Item(
            cited=Cited(text=self.safe(text), citations=carried),
            voices=tuple(sides) if self.length.voices else (),
            badges=(row.kind,) if self.length.voices else (),
        )

    def _sides(self, row: Contradiction) -> Iterator[Cited]:
        """Yield the words of each side; of sides that one passage tells of, once."""
        told: dict[int, list[str]] = {}
        for side in row.sides:
            number = self._side_citation(side, row.subject)
            if number is not None:
                told.setdefault(number, []).append(side.value)
        for number, values in told.items():
            yield self._own_words(", and ".join(values), number)

    def _disputed(self, row: Contradiction) -> str:
        event = self.lookup.events.get(row.subject)
        if event is None:
            return sentence_case(written_dates(row.title)).rstrip(".")
        taken = whether_taken(event, self.lookup) if row.kind in ("happened", "control") else None
        if taken is not None:
            return f"It is disputed whether {taken}"
        words = dispute_words(row, what_happened(event, self.lookup), self.lookup)
        return words or sentence_case(written_dates(row.title)).rstrip(".")

    def origins(self, subject: str) -> list[Origin]:
        """Return the voices on *subject*, those with most reports first."""
        return sorted(self._origins.get(subject, ()), key=lambda row: (-len(row.documents), row.id))

    def _voices(self, finding: Finding) -> Iterator[Cited]:
        for origin in self.origins(finding.figure_set)[: self.length.voices]:
            carried = self._figure_citations(origin.figures)
            if carried:
                yield self._own_words(
                    _voice_name(origin, self.lookup), carried[0], also=carried[1:]
                )

    def _side_citation(self, side: Side, subject: str) -> int | None:
        tellings = told_best(self.lookup.mentions_of_event.get(subject, []))
        rank = {row.trigger: place for place, row in enumerate(tellings)}
        for span in sorted(side.spans, key=lambda span: _fullest(span, rank)):
            sentence = self._sentence_at(side, span.document, span.start)
            number = self.citations.cite_sentence(sentence) if sentence else None
            return self.citations.cite(span) if number is None else number
        return None

    def _sentence_at(self, side: Side, document: str, start: int) -> str | None:
        for key in side.statements:
            statement = self.lookup.statements.get(key)
            if statement and statement.document == document:
                sentence = self.lookup.sentences.get(statement.sentence)
                if sentence and sentence.start <= start < sentence.end:
                    return sentence.id
        return None

    def _own_words(self, name: str | None, number: int, *, also: Sequence[int] = ()) -> Cited:
        source = self.citations.all()[number - 1].source
        quote = self.citations.quote(number)
        short = quote if len(quote) <= _MOST_QUOTED else quote[: _MOST_QUOTED - 1] + "…"
        lead = source if name is None or name == source else f"{name} ({source})"
        return Cited(text=self.safe(f"{lead}: “{short}”"), citations=(number, *also))

    def _figure_citations(self, keys: Iterable[str]) -> tuple[int, ...]:
        figures = [self.lookup.figures[key] for key in keys if key in self.lookup.figures]
        return numbers(self._cite_each(figure.sentence for figure in _spread(figures)))

    def _cite_each(self, sentences: Iterable[str]) -> Iterator[int | None]:
        for key in list(dict.fromkeys(sentences))[: self.length.citations]:
            yield self.citations.cite_sentence(key)

    def safe(self, words: str) -> str:
        """Return *words* as they may leave the case."""
        return self.profile.text(words)


def _fullest(span: Span, rank: Mapping[Span, int]) -> tuple[int, int, Span]:
    return rank.get(span, len(rank)), -len(span.quote), span


R = TypeVar("R", Figure, EventMention)


def one_a_report(rows: Sequence[EventMention]) -> list[EventMention]:
    """Return of each report the telling that says most: what it says besides carries nothing."""
    best: dict[str, EventMention] = {}
    for row in told_best(rows):
        best.setdefault(row.document, row)
    return list(best.values())


def _spread(rows: Sequence[R]) -> list[R]:
    """Return *rows* so that each document comes once before any comes twice."""
    turn: dict[str, int] = {}
    ranked = []
    for place, row in enumerate(rows):
        turn[row.document] = turn.get(row.document, -1) + 1
        ranked.append((turn[row.document], place, row))
    return [row for _, _, row in sorted(ranked, key=lambda entry: entry[:2])]


def told_best(rows: Sequence[EventMention]) -> list[EventMention]:
    """Return *rows*, those first that tell most of where, when, to whom and at what cost."""
    return sorted(rows, key=lambda row: (-_said(row), row.document, row.trigger.start, row.id))


def _said(row: EventMention) -> int:
    """Return how much a telling says of where, when, to whom and at what cost."""
    parts = (row.place, row.time, row.target_words, row.figures)
    return sum(bool(part) for part in parts) + (row.realis != "denied")


def _voice_name(origin: Origin, lookup: Lookup) -> str | None:
    if origin.originator_kind == "open":
        return "speaker not named"
    return None if origin.originator.startswith("unattributed:") else voice_name(origin, lookup)
