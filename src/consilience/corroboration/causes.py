"""Which class of weapon or cause does a report name, and which classes exclude each other?"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class CauseClasses:
    """The classes of causes by their words, and what goes with what."""

    by_words: dict[str, str]
    may_be: dict[str, frozenset[str]]

    def of_weapon(self, words: str) -> str | None:
        """Return the class of a weapon as written; its longest known words decide."""
        tokens = [token.removesuffix("s") for token in words.lower().replace("-", " ").split()]
        for size in range(min(3, len(tokens)), 0, -1):
            for at in range(len(tokens) - size, -1, -1):
                found = self.by_words.get(" ".join(tokens[at : at + size]))
                if found is not None:
                    return found
        return None

    def exclude(self, a: str, b: str) -> bool:
        """Return whether one happening cannot have both causes."""
        return a != b and b not in self.may_be[a] and a not in self.may_be[b]


@functools.cache
def cause_classes() -> CauseClasses:
    """Return the packaged classes of causes."""
    path = resources.files("consilience.corroboration").joinpath("data/causes.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return CauseClasses(
        by_words=dict(_words(table)),
        may_be={name: frozenset(row["may_be"]) for name, row in table.items()},
    )


def _words(table: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, str]]:
    for name, row in table.items():
        for words in row["words"]:
            yield " ".join(word.removesuffix("s") for word in words.split()), name
