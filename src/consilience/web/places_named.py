"""Places and bodies that a reader names in a filter."""

from __future__ import annotations

from typing import Final

from consilience.model.entities import Entity
from consilience.model.places import Place
from consilience.outputs.filters import names_match
from consilience.workspace.case import Case

MOST: Final = 300
_DEEPEST: Final = 6


def find_places(case: Case, words: str) -> list[str]:
    """Return the ids of the places that *words* name (or are the id of), and of those within."""
    if words.startswith("pla_"):
        return [words]
    found = [
        row.id
        for row in case.holding_words(Place, ("name", "aliases"), words)
        if names_match(words, (row.name, *row.aliases))
    ]
    reached, edge = dict.fromkeys(found), found
    for _ in range(_DEEPEST):
        inner = [row.id for row in case.among(Place, "within", edge) if row.id not in reached]
        if not inner or len(reached) > MOST:
            break
        reached.update(dict.fromkeys(inner))
        edge = inner
    return list(reached)[:MOST]


def find_entities(case: Case, words: str) -> list[str]:
    """Return the ids of those whom *words* name, or are the id of."""
    if words.startswith("ent_"):
        return [words]
    return [
        row.id
        for row in case.holding_words(Entity, ("name", "aliases", "vocabulary"), words)
        if names_match(words, (row.name, *row.aliases, row.vocabulary))
    ][:MOST]
