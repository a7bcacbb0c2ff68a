"""The vocabulary of bodies: curated ones, those that every state has, and the user's own.

A key names a body: of a line of ``data/organisations``, of the user's own entries, or made of a
country and a body that every state has ("kenya_army").
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from consilience.model.case import VocabularyEntry
from consilience.model.scales import EntityKind
from consilience.text.word_lists import read_table

_FILES: Final = ("armed_groups", "forces", "humanitarian", "outlets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body of the vocabulary, with the words that name it."""

    key: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()  # in any case, with a capital letter somewhere
    exact_case: tuple[str, ...] = ()  # only as written
    side: str | None = None
    owner: str | None = None
    since: str | None = None  # ISO year, month or day
    until: str | None = None
    scale: str | None = None  # reach of a source


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state, with the words for it, its people and its seat of government."""

    key: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateBody:
    """A body that every state has."""

    key: str
    kind: EntityKind
    name: str  # with {adjective} or {country}
    heads: tuple[str, ...]


@functools.cache
def load_organisations() -> Mapping[str, Organisation]:
    """Return the curated bodies by key, in the order of their files."""
    found = {}
    for file in _FILES:
        for row in read_table("consilience.text", f"organisations/{file}.tsv"):
            found[row["key"]] = Organisation(
                key=row["key"],
                name=row["name"],
                kind=cast(EntityKind, row["kind"]),
                aliases=_alternatives(row["aliases"]),
                exact_case=_alternatives(row["exact_case"]),
                side=row["side"] or None,
                owner=row["owner"] or None,
                since=row["since"] or None,
                until=row["until"] or None,
                scale=row["scale"] or None,
            )
    return found


@functools.cache
def load_countries() -> Mapping[str, Country]:
    """Return the countries by key."""
    return {
        row["key"]: Country(
            key=row["key"],
            names=_alternatives(row["names"]),
            adjectives=_alternatives(row["adjectives"]),
            people=_alternatives(row["people"]),
            capitals=_alternatives(row["capitals"]),
        )
        for row in read_table("consilience.text", "countries.tsv")
    }


@functools.cache
def load_state_bodies() -> Mapping[str, StateBody]:
    """Return the bodies that every state has, by key."""
    return {
        row["key"]: StateBody(
            key=row["key"],
            kind=cast(EntityKind, row["kind"]),
            name=row["name"],
            heads=_alternatives(row["heads"]),
        )
        for row in read_table("consilience.text", "state_bodies.tsv")
    }


@functools.cache
def find_state_body(country: str, body: str) -> Organisation:
    """Return the *body* of *country*: the curated entry where there is one, else a made one."""
    curated = load_organisations().get(f"{country}_{body}")
    if curated is not None:
        return curated
    state, kind = load_countries()[country], load_state_bodies()[body]
    adjective = state.adjectives[0] if state.adjectives else state.names[0]
    name = kind.name.format(adjective=adjective, country=state.names[0])
    return Organisation(key=f"{country}_{body}", name=name, kind=kind.kind, side=country)


def find_organisation(key: str, own: Mapping[str, Organisation]) -> Organisation | None:
    """Return the body named *key*, of the user's *own* entries first, if there is one."""
    if key in own:
        return own[key]
    curated = load_organisations().get(key)
    return curated if curated is not None else _split_key(key)


def organisations_of(entries: Iterable[VocabularyEntry]) -> dict[str, Organisation]:
    """Return the user's own *entries* as bodies, by key; the first in order of ids wins."""
    found: dict[str, Organisation] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        found.setdefault(
            entry.key,
            Organisation(
                key=entry.key,
                name=entry.name,
                kind=entry.kind,
                aliases=entry.aliases,
                exact_case=entry.exact_case,
                side=entry.side,
                owner=entry.owner,
                since=entry.since,
                until=entry.until,
            ),
        )
    return found


@functools.cache
def _split_key(key: str) -> Organisation | None:
    for body in load_state_bodies():
        country = key.removesuffix(f"_{body}")
        if country != key and country in load_countries():
            return find_state_body(country, body)
    return None


def _alternatives(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
