"""Of whom is "four of them"? A pronoun counts a part of the people who were counted last.

"The team received 33 wounded people. Four of them died": four of the 33, and no toll of its own,
although the one counts dead and the other wounded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from consilience.extraction.figures.people import FAMILIES
from consilience.extraction.figures.recounts import Ties
from consilience.extraction.figures.rows import Told

_OF_THEM: Final = re.compile(r"(?i)\s+of\s+(?:them|whom|those|these)\b(?!\s+(?:\w+\s+)?who\b)")
REACH: Final = 2
"""Sentences back to which a pronoun points."""


def tie_to_antecedents(told: Sequence[Told], ties: Mapping[str, Ties]) -> dict[str, Ties]:
    """Return *ties* with those of pronouns to counts of another measure, by the keys of figures."""
    found = dict(ties)
    sentences = list(dict.fromkeys(one.place.sentence.start for one in told))
    for at, one in enumerate(told):
        if one.key in found or one.count.base_at is not None or not _is_pronoun(one):
            continue
        whole = _antecedent(one, told[:at], sentences)
        if whole is not None:
            found[one.key] = Ties(of_whole=whole.key)
    return found


def _is_pronoun(one: Told) -> bool:
    counted = one.count.measure in FAMILIES
    return counted and _OF_THEM.match(one.place.sentence.text, one.count.end) is not None


def _antecedent(one: Told, before: Sequence[Told], sentences: Sequence[int]) -> Told | None:
    here = sentences.index(one.place.sentence.start)
    for other in reversed(before):
        if here - sentences.index(other.place.sentence.start) > REACH:
            return None
        part, whole = one.count.bounds, other.count.bounds
        people = other.count.measure in FAMILIES and other.count.unit == one.count.unit
        if people and (whole.best or whole.low or 0) > (part.best or part.low or 0):
            return other
    return None
