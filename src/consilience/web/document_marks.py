"""Everything that the record knows of one document's text, as marks over its characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.model.entities import Mention
from consilience.model.events import EventMention
from consilience.model.figures import Figure
from consilience.model.lineage import AlteredFact, LineageMember, Passage, RewordingTrace
from consilience.model.places import PlaceMention
from consilience.model.source import RowSource
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.times import TimeMention
from consilience.outputs.profiles import Profile
from consilience.web.marks import Mark, MarkKind
from consilience.web.rendering import plain_words

_MOST_PASSAGES: Final = 200


def document_marks(record: RowSource, document: str) -> list[Mark]:
    """Return the marks of *document*, in no particular order."""
    return [
        *_told(record, document),
        *_counted(record, document),
        *_named(record, document),
        *_copied(record, document),
    ]


def withheld_marks(text: str, profile: Profile) -> list[Mark]:
    """Return where names stand in *text* that this viewer must not see."""
    return [
        Mark(start=start, end=end, kind="withheld", row="", label="name withheld")
        for start, end in profile.find_withheld(text)
    ]


def _told(record: RowSource, document: str) -> Iterator[Mark]:
    for row in record.rows(Statement, document=document):
        who = row.speaker_name or row.originator or "the outlet"
        for span in row.content:
            yield _mark(span, "statement", row.id, f"{who}, {plain_words(row.firmness)}")
        for span in row.source:
            yield _mark(span, "speaker", row.id, f"speaker: {who}")
    for told in record.rows(EventMention, document=document):
        label = f"event: {plain_words(told.kind)}, {plain_words(told.realis)}"
        yield _mark(told.trigger, "event", told.id, label)


def _counted(record: RowSource, document: str) -> Iterator[Mark]:
    for row in record.rows(Figure, document=document):
        label = f"figure: {plain_words(row.measure)}, {plain_words(row.group)} ({row.unit})"
        yield _mark(row.span, "figure", row.id, label)
        if row.noun is not None:
            yield _mark(row.noun, "figure", row.id, "what is counted")


def _named(record: RowSource, document: str) -> Iterator[Mark]:
    for row in record.rows(Mention, document=document):
        yield _mark(row.span, "person", row.id, f"{plain_words(row.kind)}: {row.name}")
    for place in record.rows(PlaceMention, document=document):
        yield _mark(place.span, "place", place.id, f"place: {place.name}")
    for time in record.rows(TimeMention, document=document):
        value = time.value or "not anchored"
        yield _mark(time.span, "time", time.id, f"time: {value}")


def _copied(record: RowSource, document: str) -> Iterator[Mark]:
    for row in record.rows(LineageMember, document=document):
        span = row.stretch
        yield Mark(
            start=span.start, end=span.end, kind="copied", row=row.lineage, label="copied passage"
        )
    for trace in record.rows(RewordingTrace, document=document):
        yield _mark(trace.span, "swapped", trace.id, f"usually: {trace.usual}")
    for altered in _altered(record, document):
        for own, other in ((altered.a, altered.b), (altered.b, altered.a)):
            if own is not None and own.document == document:
                reading = f"“{other.quote}”" if other is not None else "not in it"
                label = f"{altered.kind} altered; the other report: {reading}"
                yield _mark(own, "altered", altered.id, label)


def _altered(record: RowSource, document: str) -> Iterator[AlteredFact]:
    passages = [
        *record.rows(Passage, document_a=document),
        *record.rows(Passage, document_b=document),
    ]
    for passage in passages[:_MOST_PASSAGES]:
        yield from record.rows(AlteredFact, passage=passage.id)


def _mark(span: Span, kind: MarkKind, row: str, label: str) -> Mark:
    return Mark(start=span.start, end=span.end, kind=kind, row=row, label=label)
