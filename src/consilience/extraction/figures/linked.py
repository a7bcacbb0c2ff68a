"""Which counts of a sentence lean on another: "six civilians, two of them women"?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from consilience.extraction.figures.binding import group_of, names_people
from consilience.extraction.figures.counts import OF_PEOPLE, Count
from consilience.text.tokens import ParsedSentence, Token

_OF_THEM = re.compile(r"\s+of\s+(?:them|whom|those|these|the\s+(?:dead|victims|wounded|injured))\b")
_IN_BRACKETS = re.compile(r"\s*(?:\w+\s+)?[(,]\s*(?:about\s+|around\s+|or\s+|an\s+estimated\s+)?$")
_HOUSEHOLDS: Final = frozenset({"families", "households"})


def with_links(sentence: ParsedSentence, counts: list[Count]) -> list[Count]:
    """Return *counts* with what "two of them" and "(31,450 individuals)" take from others."""
    found: list[Count] = []
    for count in counts:
        linked = count
        if _OF_THEM.match(sentence.text, count.end):
            linked = _of_them(sentence, count, found)
        elif found and _persons_of(sentence, count, found[-1]):
            linked = _persons(count, found[-1])
        found.append(linked)
    return found


def _of_them(sentence: ParsedSentence, count: Count, before: list[Count]) -> Count:
    """Give "two of them women" the measure of the six, and the women as their group."""
    kind = _said_to_be(sentence, count)
    if kind is not None:
        count = replace(count, group=group_of(kind))
    if count.measure != "other":
        return count
    whole = next((one for one in reversed(before) if one.measure in OF_PEOPLE), None)
    if whole is None:
        return count
    return replace(
        count,
        trigger=whole.trigger,
        measure=whole.measure,
        reason=f"a part: {whole.reason}",
        unit=whole.unit,
        base_at=whole.start,
        part=True,
    )


def _said_to_be(sentence: ParsedSentence, count: Count) -> Token | None:
    """Return the women of "two of them women", "two of the dead were women"."""
    end = sentence.start + count.end
    behind = [token for token in sentence.tokens if token.start >= end][:6]
    for token in behind:
        if token.tag in ("NNS", "NN") and names_people(token) and token.lower not in _BASES:
            return token
        if token.tag not in ("IN", "PRP", "WP", "DT", "JJ", "VBD", "VBP", "NN", "NNS", "RB"):
            return None
    return None


_BASES: Final = frozenset({"dead", "victims", "wounded", "injured"})


def _persons_of(sentence: ParsedSentence, count: Count, before: Count) -> bool:
    """Tell "6,290 families (31,450 individuals)": one count, in families and in persons."""
    if (
        before.unit not in _HOUSEHOLDS
        or count.unit != "persons"
        or count.measure
        not in (
            "other",
            before.measure,
        )
    ):
        return False
    between = sentence.text[before.end : count.start]
    return _IN_BRACKETS.fullmatch(between) is not None and bool(before.bounds.best)


def _persons(count: Count, families: Count) -> Count:
    return replace(
        count,
        trigger=families.trigger,
        measure=families.measure,
        reason=f"persons in those {families.unit}: {families.reason}",
        base_value=families.bounds.best,
        base_at=families.start,
        derived=True,
    )
