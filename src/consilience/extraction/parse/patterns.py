"""What do the patterns of an attribute ruler look at, and how far does each of them reach?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

Pattern = Sequence[dict[str, Any]]

_LOOKED_AT: Final = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_LISTS: Final = frozenset({"IN", "NOT_IN", "REGEX"})


class Patterns:
    """The words and dependencies that *patterns* tell from others, and where long ones begin."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.deps: set[str] = set()
        self.reach = 0  # tokens from the first of a pattern to its last
        self._words: set[str] = set()
        self._forms: list[re.Pattern[str]] = []
        self._begins: dict[str, set[str]] = {"LOWER": set(), "DEP": set()}
        for pattern in patterns:
            self._read(pattern)

    def _read(self, pattern: Pattern) -> None:
        for part in pattern:
            self.deps.update(_values(part, "DEP", "IN", "NOT_IN"))
            self._words.update(_values(part, "LOWER", "IN", "NOT_IN"))
            self._forms.extend(map(re.compile, _values(part, "LOWER", "REGEX")))
        found = _listed(pattern) if len(pattern) > 1 else None
        if found is not None:
            attribute, values = found
            self.reach = max(self.reach, len(pattern) - 1)
            self._begins[attribute].update(values)

    def names(self, word: str) -> bool:
        """Whether a pattern tells *word*, in lower case, from other words."""
        return (
            word in self._words or word.isspace() or any(form.search(word) for form in self._forms)
        )

    def longer_for_word(self, word: str) -> bool:
        """Whether *word*, in lower case, may be part of a pattern over several tokens."""
        return word in self._begins["LOWER"]

    def longer_for_dep(self, dep: str) -> bool:
        """Whether a token with *dep* may be part of a pattern over several tokens."""
        return dep in self._begins["DEP"]


def can_tabulate(patterns: Iterable[Pattern]) -> bool:
    """Whether *patterns* look at nothing but words, tags and dependencies, a fixed number each."""
    return all(
        all(_is_plain(part) for part in pattern) and (len(pattern) == 1 or _listed(pattern))
        for pattern in patterns
    )


def _is_plain(part: dict[str, Any]) -> bool:
    if not part or not part.keys() <= _LOOKED_AT:
        return False
    return all(
        isinstance(wished, str | bool) or (isinstance(wished, dict) and wished.keys() <= _LISTS)
        for wished in part.values()
    )


def _listed(pattern: Pattern) -> tuple[str, list[str]] | None:
    """Return attribute and values of the first part that lists what it asks for.

    Each token that a pattern over several tokens matches stands beside one with such a value.
    """
    for part in pattern:
        for attribute in ("LOWER", "DEP"):
            values = _values(part, attribute, "IN")
            if values:
                return attribute, values
    return None


def _values(part: dict[str, Any], attribute: str, *keys: str) -> list[str]:
    """Return what *part* asks of *attribute*, plainly or under one of *keys*."""
    wished = part.get(attribute)
    if isinstance(wished, str):
        return [] if keys == ("REGEX",) else [wished]
    if not isinstance(wished, dict):
        return []
    found: list[str] = []
    for key in keys:
        values = wished.get(key, [])
        found.extend([values] if isinstance(values, str) else values)
    return found
