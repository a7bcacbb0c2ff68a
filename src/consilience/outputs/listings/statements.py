"""Who says what, on whose authority, and how firmly?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from consilience.model.source import RowSource
from consilience.model.statements import Link, Statement
from consilience.outputs.filters import (
    Wanted,
    actor_matches,
    document_matches,
    names_match,
    place_matches,
    within_period,
)
from consilience.outputs.listing import Cell, Column, Listing, make_listing
from consilience.outputs.lookup import Lookup, joined, quoted

COLUMNS: Final = (
    Column(name="statement_id", hxl="#meta+code", shown=True),
    Column(name="source_id", hxl="#meta+id"),
    Column(name="source", hxl="#meta+source", shown=True),
    Column(name="published", hxl="#date+published"),
    Column(name="speaker", hxl="#contact+name", shown=True),
    Column(name="source_words"),
    Column(name="cue"),
    Column(name="firmness", hxl="#meta+certainty", shown=True),
    Column(name="polarity"),
    Column(name="text", hxl="#description", shown=True),
    Column(name="start"),
    Column(name="end"),
    Column(name="originator"),
    Column(name="originator_kind"),
    Column(name="proximity"),
    Column(name="anonymous"),
    Column(name="quote_kind"),
    Column(name="background"),
    Column(name="chain"),
    Column(name="parent"),
    Column(name="reason"),
)


def list_statements(record: RowSource, wanted: Wanted) -> Listing:
    """Return the statements of *record*, in the order of the reports and of their texts."""
    lookup = Lookup(record)
    found = sorted(lookup.statements.values(), key=lambda row: place_in_text(row, lookup))
    tests = statement_tests(wanted, lookup)
    kept = (row for row in found if all(test(row) for test in tests))
    return make_listing(
        "statements", COLUMNS, (_record(row, lookup) for row in kept), total=len(found)
    )


def place_in_text(statement: Statement, lookup: Lookup) -> tuple[str, str, int, str]:
    """Return what sorts statements by report and by where they stand in it."""
    document = lookup.documents.get(statement.document)
    name = document.name if document else ""
    start = statement.content[0].start if statement.content else 0
    return name, statement.document, start, statement.id


def chain_text(chain: tuple[Link, ...]) -> str | None:
    """Return the chain of authority, from the outlet inwards."""
    return joined((f"{link.role}: {link.name}" for link in chain), by=" > ")


def statement_tests(wanted: Wanted, lookup: Lookup) -> list[Callable[[Statement], bool]]:
    """Return the tests that a statement must pass to be among those *wanted*."""
    tests: list[Callable[[Statement], bool]] = []
    if (sought := wanted.document) is not None:
        tests.append(lambda row: document_matches(sought, lookup, row.document))
    if (firmness := wanted.firmness) is not None:
        tests.append(lambda row: row.firmness == firmness)
    if (topic := wanted.topic) is not None:
        telling = lookup.telling_of(topic)
        tests.append(lambda row: row.id in telling)
    if (speaker := wanted.speaker) is not None:
        tests.append(lambda row: names_match(speaker, (row.speaker_name, row.originator)))
    if (place := wanted.place) is not None:
        tests.append(
            lambda row: place_matches(
                place, lookup, (found.id for found in lookup.places_in.get(row.sentence, ()))
            )
        )
    if (actor := wanted.actor) is not None:
        tests.append(lambda row: actor_matches(actor, lookup, _actors(row, lookup)))
    if (period := wanted.date) is not None:
        tests.append(
            lambda row: any(
                within_period(period, time.start, time.end)
                for time in lookup.times_in.get(row.sentence, ())
            )
        )
    return tests


def _actors(statement: Statement, lookup: Lookup) -> list[str]:
    named = [mention.id for mention in lookup.mentions_in.get(statement.sentence, ())]
    return [*named, statement.speaker] if statement.speaker else named


def _record(statement: Statement, lookup: Lookup) -> dict[str, Cell]:
    document = lookup.documents.get(statement.document)
    return {
        "statement_id": statement.id,
        "source_id": statement.document,
        "source": lookup.source_name(statement.document),
        "published": document.published_start if document else None,
        "speaker": statement.speaker_name,
        "source_words": quoted(statement.source),
        "cue": quoted(statement.cue),
        "firmness": statement.firmness,
        "polarity": statement.polarity,
        "text": quoted(statement.content),
        "start": min((span.start for span in statement.content), default=None),
        "end": max((span.end for span in statement.content), default=None),
        "originator": statement.originator,
        "originator_kind": statement.originator_kind,
        "proximity": statement.proximity,
        "anonymous": statement.anonymous,
        "quote_kind": statement.quote_kind,
        "background": statement.background,
        "chain": chain_text(statement.chain),
        "parent": statement.parent,
        "reason": statement.reason,
    }
