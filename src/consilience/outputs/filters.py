"""What a reader asks for: a place, an actor, a time, a document, a speaker, and so on."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from consilience.errors import SettingsError
from consilience.model.places import Place
from consilience.outputs.lookup import Lookup

_DAY: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Filters of a list; ``None`` lets everything through."""

    place: str | None = None
    actor: str | None = None
    date: tuple[str, str] | None = None  # ISO dates, both included
    document: str | None = None  # id, name of its file, or the start of either
    speaker: str | None = None
    firmness: str | None = None
    measure: str | None = None
    kind: str | None = None
    topic: str | None = None  # a measure or a kind of event that a statement tells of


def read_period(words: str) -> tuple[str, str]:
    """Return the first and the last day of a year, a month, a day or a range of them.

    Example:
        >>> read_period("2017-02")
        ('2017-02-01', '2017-02-28')
        >>> read_period("2017-03-01..2017-03")
        ('2017-03-01', '2017-03-31')

    Raises:
        SettingsError: *words* are no such thing.

    """
    first, _, last = words.partition("..")
    start, end = _period(first.strip(), words)[0], _period((last or first).strip(), words)[1]
    if start > end:
        raise SettingsError(f"the range {words!r} ends before it starts")
    return start, end


def within_period(wanted: tuple[str, str], start: str | None, end: str | None) -> bool:
    """Tell whether an interval, open where ``None``, touches the *wanted* days.

    An interval without any end is unknown, and unknown is not in the period.
    """
    if start is None and end is None:
        return False
    return (start is None or start[:10] <= wanted[1]) and (end is None or end[:10] >= wanted[0])


def folded(name: str) -> str:
    """Return *name* for comparison: without case, accents, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(re.sub(r"[^\w]+", " ", kept).split())


def names_match(wanted: str, names: Iterable[str | None]) -> bool:
    """Tell whether one of *names* holds the words of *wanted*."""
    sought = f" {folded(wanted)} "
    return any(sought in f" {folded(name)} " for name in names if name)


def document_matches(wanted: str, lookup: Lookup, document: str | None) -> bool:
    """Tell whether *document* is the one that the reader means."""
    if document is None:
        return False
    found = lookup.documents.get(document)
    name = found.name if found else ""
    return wanted in (document, name) or name.rpartition("/")[2].startswith(wanted)


def place_matches(wanted: str, lookup: Lookup, mentions: Iterable[str | None]) -> bool:
    """Tell whether one of the place *mentions* names the wanted place, or one inside of it."""
    return any(
        names_match(wanted, _place_words(lookup, mention)) for mention in mentions if mention
    )


def located_at(wanted: str, lookup: Lookup, place: str | None) -> bool:
    """Tell whether *place* is the wanted one, or lies inside of it."""
    return place is not None and names_match(wanted, _names_up(lookup, lookup.places.get(place)))


def actor_matches(wanted: str, lookup: Lookup, mentions: Iterable[str]) -> bool:
    """Tell whether one of *mentions* names the wanted actor."""
    return any(names_match(wanted, _actor_words(lookup, mention)) for mention in mentions)


def entity_matches(wanted: str, lookup: Lookup, entities: Iterable[str]) -> bool:
    """Tell whether one of *entities* is the wanted actor."""
    return any(names_match(wanted, _entity_words(lookup, entity)) for entity in entities)


def _period(words: str, whole: str) -> tuple[str, str]:
    if not _DAY.fullmatch(words):
        raise SettingsError(
            f"{whole!r} is no date",
            hint="write a year, a month, a day or a range: 2017, 2017-03, 2017-03-01..2017-03-07",
        )
    parts = [int(part) for part in words.split("-")]
    year, month, day = (*parts, None, None)[:3]
    if month is not None and not 1 <= month <= 12:
        raise SettingsError(f"there is no month {month} in {whole!r}")
    if year is None or not 1 <= year <= 9999:
        raise SettingsError(f"there is no such year in {whole!r}")
    last_month = month or 12
    last_day = calendar.monthrange(year, last_month)[1]
    if day is not None and not 1 <= day <= last_day:
        raise SettingsError(f"there is no day {day} in that month: {whole!r}")
    start = f"{year:04d}-{month or 1:02d}-{day or 1:02d}"
    return start, f"{year:04d}-{last_month:02d}-{day or last_day:02d}"


def _place_words(lookup: Lookup, mention: str) -> list[str | None]:
    row = lookup.place_mentions.get(mention)
    own: list[str | None] = [row.name, row.span.quote] if row else []
    return own + _names_up(lookup, lookup.places.get(lookup.place_of.get(mention, "")))


def _names_up(lookup: Lookup, place: Place | None) -> list[str | None]:
    names: list[str | None] = []
    seen: set[str] = set()
    while place is not None and place.id not in seen:
        seen.add(place.id)
        names += [place.name, *place.aliases, place.adm2, place.adm1, place.country]
        place = lookup.places.get(place.within or "")
    return names


def _actor_words(lookup: Lookup, mention: str) -> list[str | None]:
    row = lookup.mentions.get(mention)
    own: list[str | None] = [row.name, row.span.quote] if row else []
    return own + _entity_words(lookup, lookup.entity_of.get(mention, ""))


def _entity_words(lookup: Lookup, entity: str) -> list[str | None]:
    row = lookup.entities.get(entity)
    return [row.name, *row.aliases, row.vocabulary] if row else []
