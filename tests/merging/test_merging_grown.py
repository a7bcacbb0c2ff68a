"""Stages of merging that follow what differs make what they would make without being told."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterator, Sequence

import pytest

from consilience.merging.dates import InferringSettings, infer_dates
from consilience.merging.entities import EntitySettings, resolve_entities
from consilience.merging.places import PlaceSettings, resolve_places
from consilience.model.documents import Document, Text
from consilience.model.entities import Mention
from consilience.model.places import PlaceMention
from consilience.model.rows import Row

from . import test_inferred_dates as dates
from . import test_merging_places as places
from .grown_piles import GrownPile, owner

SEEDS = range(25)
STEPS = 10
FIRST = ("Ivo", "Mara", "Tarik")
LAST = ("Brandt", "Selim", "Oduya")
ACRONYMS = {"FOB": ("Free Oram Brigade", "Front of Bakers"), "KLF": ("Kester Liberation Front",)}
TOWNS = ("Tripoli", "Victoria", "San Jose", "Alexandria", "Kingston", "Homs", "Ombra", "Dal")
COUNTRIES = ("Syria", "Lebanon", "Libya", "Jamaica", "Egypt", "Costa Rica", "Canada")


def grow(pile: GrownPile, seed: int, report: Callable[[random.Random, str], Iterator[Row]]) -> None:
    """Add a few reports at a time; now and then one goes, or loses rows of one kind."""
    chance, n_reports = random.Random(seed), 0
    for _ in range(STEPS):
        there = sorted({owner(row) for row in pile.given})
        gone = [chance.choice(there)] if there and chance.random() < 0.3 else []
        left = [row for row in pile.given if owner(row) in gone]
        rows = chance.choice(([], without_a_kind(left, chance)))
        for _ in range(chance.choice((1, 1, 2, 4)) if not gone else chance.randrange(2)):
            rows += report(chance, f"doc_{chance.randrange(1_000)}_{n_reports}")
            n_reports += 1
        pile.build(more=rows, gone=gone)


def without_a_kind(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    """Return *rows* of one report less some of one kind; documents and texts stay."""
    kinds = sorted({type(row) for row in rows} - {Document, Text}, key=lambda kind: kind.table)
    if not kinds:
        return []
    kind = chance.choice(kinds)
    return [row for row in rows if type(row) is not kind or chance.random() < 0.5]


def named_report(chance: random.Random, document: str) -> Iterator[Row]:
    """Yield mentions of people and bodies that only other reports tell apart."""
    number = 0

    def mention(name: str, kind: str, same_as: Mention | None = None, **other: object) -> Mention:
        nonlocal number
        number += 1
        place = 100 * number
        fields = {
            "id": f"men_{document}_{number}", "document": document, "sentence": "sen",
            "span": places.Span(document=document, start=place, end=place + 1, quote="x"),
            "kind": kind, "name": name, "candidates": (), "role": None, "rule": "by hand",
            "same_as": same_as.id if same_as else None, "sensitivity": "none",
        }  # fmt: skip
        return Mention(**{**fields, **other})  # type: ignore[arg-type]  # names of fields

    for _ in range(chance.randint(1, 4)):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        acronym = chance.choice(sorted(ACRONYMS))
        body = mention(chance.choice(ACRONYMS[acronym]), "armed_group")
        person = mention(f"{first} {chance.choice(('', 'Jan '))}{last}", "person")
        known = mention("the army", "force", candidates=(f"army_{chance.randrange(2)}",))
        yield from chance.choice((
            (body, mention(acronym, "armed_group", body)),
            (mention(acronym, "armed_group"),),
            (person, mention(last, "person", person)),
            (mention(last, "person", role=chance.choice((None, "mayor"))),),
            (person, mention(f"{first} {last}s", "person")),
            (known, mention("FOB", "force", known)),
            (body, middle := mention("soldiers", "force", body, candidates=("army_1",)),
             mention("they", "force", middle, rule="described: noun")),
        ))  # fmt: skip


def located_report(chance: random.Random, document: str) -> Iterator[Row]:
    """Yield mentions of places with namesakes in countries that other reports speak of."""
    at = 0
    towns: list[PlaceMention] = []
    for _ in range(chance.randint(1, 5)):
        name = chance.choice((*TOWNS, *TOWNS, *COUNTRIES))
        at += 100
        anchor = chance.choice(towns).id if towns and chance.random() < 0.4 else None
        towns.append(
            places.mention(
                name, document, at,
                kind=chance.choice(("unknown", "settlement", "neighbourhood", "part", "people")),
                anchor=anchor,
                relation=chance.choice(("within", "near", "distance")) if anchor else None,
                distance_km=float(chance.randint(5, 60)) if anchor else None,
                bearing=chance.choice((None, 90.0)) if anchor else None,
            )
        )  # fmt: skip
    yield from towns


def dated_report(chance: random.Random, document: str) -> Iterator[Row]:
    """Yield a report of one sentence, which tells when something was or has begun."""
    day = f"2030-10-0{chance.randint(1, 9)}"
    text = chance.choice((
        f"The offensive on Ombra began on {day}.",
        "The offensive on Ombra began last October.",
        "In the past 12 days of fighting in Ombra, nine died.",
        f"Two died in Ombra on {day}.",
    ))  # fmt: skip
    published = f"2031-01-0{chance.randint(1, 9)}" if chance.random() < 0.3 else None
    yield from dates.report(document, text, published=published)
    yield from dates.place_in(document, text, "Ombra")
    words = next(w for w in (day, "last October", "past 12 days") if w in text)
    symbol = {"last October": "latest october", "past 12 days": "past 12 day"}.get(words)
    time = dates.time_in(
        document, text, words, symbol=symbol, start=None if symbol else day,
        end=None if symbol else day, precision=None if symbol else "day",
    )  # fmt: skip
    yield time


@pytest.mark.parametrize("seed", SEEDS)
def test_entities_of_a_pile_that_grows(seed: int) -> None:
    run = functools.partial(resolve_entities, settings=EntitySettings())
    pile = GrownPile(run)
    grow(pile, seed, named_report)
    assert pile.n_stayed


@pytest.mark.parametrize("seed", SEEDS)
def test_places_of_a_pile_that_grows(seed: int) -> None:
    run = functools.partial(resolve_places, settings=PlaceSettings())
    grow(GrownPile(run), seed, located_report)


@pytest.mark.parametrize("seed", SEEDS)
def test_dates_of_a_pile_that_grows(seed: int) -> None:
    run = functools.partial(infer_dates, settings=InferringSettings())
    grow(GrownPile(run), seed, dated_report)
