"""Packaged lists about kinds of event, read once."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from consilience.model.scales import EventKind


@functools.cache
def load_titles() -> Mapping[str, str]:
    """Return the name of each kind of event in titles."""
    return dict(_read("kinds.toml")["titles"])


@functools.cache
def load_acled_types() -> Mapping[str, tuple[str, str]]:
    """Return ACLED's event type and sub-event type by kind of event."""
    return {kind: (pair[0], pair[1]) for kind, pair in _read("acled.toml").items()}


@functools.cache
def compatible_kinds() -> frozenset[tuple[EventKind, EventKind]]:
    """Return the pairs of different kinds that can be one event, both ways round."""
    pairs = [
        (left, right)
        for left, others in _read("kinds.toml")["compatible"].items()
        for right in others
    ]
    return frozenset(pairs + [(right, left) for left, right in pairs])


@functools.cache
def once_kinds() -> frozenset[EventKind]:
    """Return the kinds that a place seldom sees twice in the time that a case spans."""
    return frozenset(_read("kinds.toml")["once"]["kinds"])


@functools.cache
def rare_kinds() -> frozenset[EventKind]:
    """Return the kinds that a place seldom sees twice on one day."""
    return frozenset(_read("kinds.toml")["once_a_day"]["kinds"])


@functools.cache
def site_words() -> frozenset[str]:
    """Return the words for sites of which a town has few: two of them are seldom hit in a day."""
    return frozenset(_read("kinds.toml")["sites"]["words"])


@functools.cache
def hand_lemmas() -> frozenset[str]:
    """Return the lemmas of killing somebody who is in one's hands."""
    return frozenset(_read("kinds.toml")["by_hand"]["lemmas"])


@functools.cache
def people_groups() -> Mapping[str, str]:
    """Return the group of each word for people that reports vary freely."""
    groups = _read("kinds.toml")["people"]
    return {word: group for group, words in groups.items() for word in words}


def _read(name: str) -> dict:  # type: ignore[type-arg]  # as the file has it; tests hold the shape
    return tomllib.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))
