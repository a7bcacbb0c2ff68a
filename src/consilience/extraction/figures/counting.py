"""What does a report count, with which bounds, of whom, and on whose word? (METHOD 1.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from consilience.extraction.carriers import Carriers
from consilience.extraction.figures.antecedents import tie_to_antecedents
from consilience.extraction.figures.counts import Count
from consilience.extraction.figures.implicit import find_implicit
from consilience.extraction.figures.lexicon import load_lexicon
from consilience.extraction.figures.measuring import counts_of
from consilience.extraction.figures.people import FAMILIES
from consilience.extraction.figures.quantities import find_quantities
from consilience.extraction.figures.recounts import Ties, tie_counts
from consilience.extraction.figures.rows import Beside, Place, Told, figure_row, tell_count
from consilience.model.case import Skipped
from consilience.model.entities import Mention
from consilience.model.places import PlaceMention
from consilience.model.rows import Row
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import TimeMention
from consilience.text.parsed import ParsedDocument, parsed_document
from consilience.text.tokens import ParsedSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingSettings:
    """How figures are read."""

    others: bool = True  # keep quantities of things whose measure no word tells


def count_document(tables: Tables, *, settings: CountingSettings) -> Iterator[Row]:
    """Yield the figures of one document."""
    document = parsed_document(tables)
    beside = _rows_beside(tables)
    carriers = Carriers(tables.of(Statement))
    told: list[Told] = []
    for sentence in document.sentences:
        near = beside.get(sentence.id, _NOTHING)
        for count in find_counts(sentence):
            if count.measure == "other" and not settings.others:
                continue
            carrier = carriers.at(sentence.start + count.start, sentence.start + count.end)
            if carrier is None:
                yield _skipped(document, sentence, count)
            else:
                told.append(tell_count(Place(document, sentence, near), count, carrier))
    told = _without_old_news(told)
    ties = tie_counts(
        [(one.key, one.count) for one in told if one.ledgered],
        [(one.key, one.count) for one in told if one.background],
    )
    ties = tie_to_antecedents(told, ties)
    for one in told:
        tie = ties.get(one.key, Ties())
        if one.count.single and one.count.definite and (tie.recount_of or not one.ledgered):
            continue  # "the man died", told of a man who is counted already
        yield figure_row(one, tie, _whole(one, told))


def find_counts(sentence: ParsedSentence) -> list[Count]:
    """Return what *sentence* counts, in the order of its words."""
    quantities = find_quantities(sentence)
    counts = counts_of(sentence, quantities) if quantities else []
    if not load_lexicon().triggers.isdisjoint(sentence.lemmas):
        counts.extend(find_implicit(sentence, counts))
    return sorted(counts, key=lambda count: (count.start, count.end))


_NOTHING = Beside()
R = TypeVar("R", bound=Mention | PlaceMention | TimeMention)


def _rows_beside(tables: Tables) -> dict[str, Beside]:
    mentions = _by_sentence(tables.of(Mention))
    places = _by_sentence(tables.of(PlaceMention))
    times = _by_sentence(tables.of(TimeMention))
    return {
        sentence: Beside(
            mentions.get(sentence, ()), places.get(sentence, ()), times.get(sentence, ())
        )
        for sentence in {*mentions, *places, *times}
    }


def _by_sentence(rows: Iterable[R]) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.span.start, row.span.end, row.id)):
        found[row.sentence].append(row)
    return {sentence: tuple(own) for sentence, own in found.items()}


def _skipped(document: ParsedDocument, sentence: ParsedSentence, count: Count) -> Skipped:
    words = sentence.text[count.start : count.end]
    reason = f"no statement carries the figure {words!r}"
    return Skipped(
        id=Skipped.make_id("count", sentence.id, count.start, count.end),
        what=sentence.id,
        document=document.document.id,
        stage="count",
        reason=reason,
    )


def _without_old_news(told: list[Told]) -> list[Told]:
    """Make what is recalled or blamed on somebody background, where the report has newer harm."""
    newer = any(
        one.ledgered and one.count.measure in FAMILIES and not one.older and not one.count.definite
        for one in told
    )
    return [replace(one, background=True) if one.older and newer else one for one in told]


def _whole(one: Told, told: Iterable[Told]) -> Told | None:
    """Return the quantity of the same sentence that *one* is a fraction of."""
    if one.count.base_at is None:
        return None
    return next(
        (
            other
            for other in told
            if other.place.sentence is one.place.sentence and other.count.start == one.count.base_at
        ),
        None,
    )
