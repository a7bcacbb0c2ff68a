"""Build the sentences that a report shares: findings, events and contradictions, each cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from consilience.model.events import Event, EventMention
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, Origin, Side
from consilience.model.source import RowSource
from consilience.outputs.listings.findings import finding_figures
from consilience.outputs.lookup import Lookup
from consilience.outputs.notes import range_text
from consilience.outputs.profiles import Profile
from consilience.outputs.report.citations import Citations, Cited, numbers
from consilience.outputs.report.parts import Item
from consilience.outputs.wording import kind_words, many, sentence_case, set_phrase, written_dates

MOST_VOICES: Final = 6
MOST_CITATIONS: Final = 12
_MOST_QUOTED: Final = 320


class Writer:
    """Writes sentences out of the rows of one record, under one profile."""

    def __init__(self, record: RowSource, profile: Profile) -> None:
        self.lookup = Lookup(record)
        self.profile = profile
        self.citations = Citations(record, profile)
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
        return Item(
            cited=cited,
            voices=voices,
            badges=(kind_words(own), *self._as_written(finding), *self._grades(own)),
        )

    def finding_sentence(self, finding: Finding) -> Cited | None:
        """Return what the figures of *finding* come to, from how many voices."""
        own = self.lookup.figure_sets.get(finding.figure_set)
        carried = self._figure_citations(finding_figures(finding))
        if own is None or not carried:
            return None
        unit = " percent" if own.unit == "percent" else ""
        text = (
            f"{self._counted(finding, own)}: {self._bounds(finding)}{unit} "
            f"({many(finding.n_reports, 'report')}, {many(finding.n_independent, 'voice')}, "
            f"{finding.corroboration}{_dispute(finding)})."
        )
        return Cited(text=self._safe(text), citations=carried)

    def label(self, finding: Finding, carried: tuple[int, ...]) -> Cited:
        """Return what *finding* counts, without its numbers."""
        own = self.lookup.figure_sets[finding.figure_set]
        return Cited(text=self._safe(self._counted(finding, own)), citations=carried)

    def event_items(self, events: Iterable[Event]) -> Iterator[Item]:
        """Yield what happened and who tells of it; what one passage tells stands together."""
        groups: dict[tuple[tuple[int, ...], str | None, str | None], list[Event]] = {}
        for event in events:
            tellings = self.lookup.mentions_of_event.get(event.id, [])
            carried = numbers(self._cite_each(telling.sentence for telling in _spread(tellings)))
            if carried:
                groups.setdefault((carried, event.date_start, event.date_end), []).append(event)
        for (carried, _, _), together in groups.items():
            yield Item(
                cited=Cited(text=self._safe(self._told(together)), citations=carried),
                voices=(self._own_words(None, carried[0]),),
                badges=tuple(dict.fromkeys(self._harm_badges(together))),
            )

    def _told(self, events: Sequence[Event]) -> str:
        titles = dict.fromkeys(written_dates(event.title) for event in events)
        first, *rest = titles
        listed = "; ".join([first, *(f"{title[:1].lower()}{title[1:]}" for title in rest)])
        reports = max(
            len({telling.document for telling in self.lookup.mentions_of_event[event.id]})
            for event in events
        )
        voices = max(self._n_voices(event) for event in events)
        counted = f", {many(voices, 'voice')}" if voices else ""
        return f"{listed} ({many(reports, 'report')}{counted})."

    def _n_voices(self, event: Event) -> int:
        standing = self.lookup.standing_of.get(event.id)
        return standing.n_independent if standing else 0

    def _harm_badges(self, events: Iterable[Event]) -> Iterator[str]:
        for event in events:
            grade = self.lookup.grade(event.id, "harm")
            if grade is not None and grade.value != "ungraded":
                yield f"proposed harm grade: {grade.value}"

    def _counted(self, finding: Finding, own: FigureSet) -> str:
        """Return what is counted; a strength of no known group by the words of its report."""
        phrase = set_phrase(own, self.lookup)
        if own.measure != "strength" or own.group not in ("all", "unknown"):
            return phrase
        figures = [row for row in self._figures(finding) if row.noun is not None]
        nouns = sorted({row.noun.quote for row in figures if row.noun is not None})
        return f"{phrase} of “{nouns[0]}”" if len(nouns) == 1 else phrase

    def _bounds(self, finding: Finding) -> str:
        """Return the bounds; what every report calls approximate is not made exact."""
        qualifiers = {row.qualifier for row in self._figures(finding)} - {"unquantified"}
        return f"{'about ' if qualifiers == {'approx'} else ''}{range_text(finding)}"

    def _figures(self, finding: Finding) -> list[Figure]:
        found = (self.lookup.figures.get(key) for key in finding_figures(finding))
        return [row for row in found if row is not None]

    def _as_written(self, finding: Finding) -> Iterator[str]:
        """Yield the vague words out of which bounds were read, such as "dozens"."""
        figures = self._figures(finding)
        vague = sorted({row.span.quote for row in figures if row.qualifier == "vague"})
        if vague:
            yield "as written: " + ", ".join(f"“{self._safe(words)}”" for words in vague)

    def _grades(self, own: FigureSet) -> Iterator[str]:
        event = self.lookup.events.get(own.event or "")
        return self._harm_badges([event] if event else [])

    def contradiction_item(self, row: Contradiction) -> Item | None:
        """Return a contradiction with the words of each side."""
        sides = [voice for side in row.sides for voice in self._side(side)]
        carried = numbers(number for side in sides for number in side.citations)
        if not carried:
            return None
        title = sentence_case(written_dates(row.title)).rstrip(".")
        text = f"{title} ({row.level}, {row.state})."
        return Item(
            cited=Cited(text=self._safe(text), citations=carried),
            voices=tuple(sides),
            badges=(row.kind,),
        )

    def origins(self, subject: str) -> list[Origin]:
        """Return the voices on *subject*, those with most reports first."""
        return sorted(self._origins.get(subject, ()), key=lambda row: (-len(row.documents), row.id))

    def _voices(self, finding: Finding) -> Iterator[Cited]:
        for origin in self.origins(finding.figure_set)[:MOST_VOICES]:
            carried = self._figure_citations(origin.figures)
            if carried:
                yield self._own_words(_voice_name(origin), carried[0], also=carried[1:])

    def _side(self, side: Side) -> Iterator[Cited]:
        for span in side.spans[:MOST_VOICES]:
            sentence = self._sentence_at(side, span.document, span.start)
            number = self.citations.cite_sentence(sentence) if sentence else None
            number = self.citations.cite(span) if number is None else number
            yield self._own_words(side.value, number)
            return

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
        return Cited(text=self._safe(f"{lead}: “{short}”"), citations=(number, *also))

    def _figure_citations(self, keys: Iterable[str]) -> tuple[int, ...]:
        figures = [self.lookup.figures[key] for key in keys if key in self.lookup.figures]
        return numbers(self._cite_each(figure.sentence for figure in _spread(figures)))

    def _cite_each(self, sentences: Iterable[str]) -> Iterator[int | None]:
        for key in list(dict.fromkeys(sentences))[:MOST_CITATIONS]:
            yield self.citations.cite_sentence(key)

    def _safe(self, words: str) -> str:
        return self.profile.text(words)


R = TypeVar("R", Figure, EventMention)


def _spread(rows: Sequence[R]) -> list[R]:
    """Return *rows* so that each document comes once before any comes twice."""
    turn: dict[str, int] = {}
    ranked = []
    for place, row in enumerate(rows):
        turn[row.document] = turn.get(row.document, -1) + 1
        ranked.append((turn[row.document], place, row))
    return [row for _, _, row in sorted(ranked, key=lambda entry: entry[:2])]


def _voice_name(origin: Origin) -> str | None:
    if origin.originator_kind == "open":
        return "speaker not named"
    return None if origin.originator.startswith("unattributed:") else origin.originator_name


def _dispute(finding: Finding) -> str:
    return "" if finding.agreement == "uncontested" else f", {finding.agreement}"
