"""Words that attribute something to somebody, and what they say about its firmness."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from consilience.model.scales import Firmness, Polarity
from consilience.text.word_lists import read_table

ASSERTING: Final = frozenset(
    {"say", "report", "claim", "confirm", "find", "estimate", "deny", "dispute", "warn", "complain"}
)
"""Classes of cue under which something is stated as so (or as not so)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A verb or noun of attribution."""

    word: str
    sort: str  # class: say, report, claim, …
    firmness: Firmness
    polarity: Polarity
    takes: frozenset[str]  # clause, quote, inf, object, or prepositions


@functools.cache
def load_verbs() -> Mapping[str, Cue]:
    """Return the verbs of ``data/cues.tsv`` by lemma."""
    return _load("cues.tsv", "verb")


@functools.cache
def load_nouns() -> Mapping[str, Cue]:
    """Return the nouns of ``data/nominal_cues.tsv`` by lemma."""
    return _load("nominal_cues.tsv", "noun")


def _load(file: str, column: str) -> Mapping[str, Cue]:
    return {
        row[column]: Cue(
            word=row[column],
            sort=row["class"],
            firmness=cast(Firmness, row["firmness"]),
            polarity=cast(Polarity, row["polarity"]),
            takes=frozenset(row.get("takes", "").split()),
        )
        for row in read_table("consilience.extraction", file)
    }
