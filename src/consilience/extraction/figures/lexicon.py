"""The word lists of measures and groups, read once."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, cast, get_args

from consilience.errors import SettingsError
from consilience.model.scales import Group, Measure

_ROLES = ("object", "subject", "state", "counted", "of", "toll", "phrases")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by what they do in a sentence, each with the measure that it tells."""

    object: Mapping[str, Measure]
    subject: Mapping[str, Measure]
    state: Mapping[str, Measure]
    counted: Mapping[str, Measure]
    of: Mapping[str, Measure]
    toll: Mapping[str, Measure]
    phrases: Mapping[str, Measure]
    triggers: frozenset[str]  # every single word, to tell sentences that need a look


@functools.cache
def load_lexicon() -> Lexicon:
    """Return the measures' words.

    Raises:
        SettingsError: the file names an unknown measure or role.
    """
    tables = _load("measures.toml")
    found: dict[str, dict[str, Measure]] = {role: {} for role in _ROLES}
    for measure, words in tables.items():
        if measure not in get_args(Measure):
            raise SettingsError(f"measures.toml: unknown measure {measure!r}")
        for role, lemmas in words.items():
            if role not in found:
                raise SettingsError(f"measures.toml: unknown role {role!r} of {measure}")
            for lemma in lemmas:
                found[role].setdefault(lemma, cast(Measure, measure))
    single = (set(found[role]) for role in _ROLES if role != "phrases")
    return Lexicon(**found, triggers=frozenset().union(*single))


@functools.cache
def load_groups() -> Mapping[str, Group]:
    """Return the group that each noun names; ``all`` for people without a group.

    Raises:
        SettingsError: the file names an unknown group.
    """
    found: dict[str, Group] = {}
    for group, words in _load("groups.toml").items():
        if group != "people" and group not in get_args(Group):
            raise SettingsError(f"groups.toml: unknown group {group!r}")
        for noun in words["nouns"]:
            found.setdefault(noun, cast(Group, "all" if group == "people" else group))
    return found


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(
        resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    )
