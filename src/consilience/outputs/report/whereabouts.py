"""Where a figure counts, in the words of its reports: from a town, in it, or around it.

People are displaced *from* a place or stay *at* one; a count of two districts is not one of the
first. Where no report's words tell how the place belongs to the count, it stands in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from consilience.model.figures import Figure
from consilience.model.findings import FigureSet
from consilience.model.spans import Span
from consilience.outputs.lookup import Lookup

MOVED: Final = frozenset({"displaced", "returned"})
_PARTS: Final = (
    r"(?:quarters?|districts?|parts?|suburbs?|outskirts|neighbou?rhoods?|half|side|area|areas)"
)
_BEFORE: Final = re.compile(
    r"\b(?P<word>from|to|into|in|at|around|near|outside|across|inside)\s+"
    rf"(?P<part>(?:the\s+)?(?:[\w-]+\s+){{0,2}}{_PARTS}\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"(?:,\s+[A-Z][\w'’-]+)*\s+and\s+(?:the\s+)?"
    r"(?:[A-Z][\w'’-]+(?:\s+(?:districts?|provinces?|governorates?|areas?|regions?|quarters?"
    r"|camps?|towns?))?|(?:surrounding|nearby|neighbou?ring|adjacent|outlying)\s+[a-z]+)\b"
)
_FIRST: Final = ("from", "around", "near", "outside", "to", "into", "at", "inside", "across", "in")
"""The word that binds the place least to the count goes before one that binds it more."""


def where_words(own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> str:
    """Return " from Osk", " around Osk" or " in Osk", as the figures of a set tell it."""
    place = lookup.places.get(own.scope_place or "")
    if place is None or own.base is not None:
        return ""
    told = sorted(_told(own, figures, lookup), key=lambda row: (_FIRST.index(row[0]), row[1]))
    word, name = told[0] if told else ("", place.name)
    if own.measure in MOVED:
        wanted = _FIRST if own.measure == "displaced" else ("to", "into", "in")
        told = [row for row in told if row[0] in wanted]
        if not told:
            return f" ({place.name})"
        return f" {told[0][0]} {told[0][1]}"
    word = word if word in ("around", "near", "outside") else "in"
    return f" {word} {name}"


def stays(own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> bool:
    """Tell whether the displaced of a set are counted where they are, and not where they fled."""
    if own.measure != "displaced" or own.count_kind != "snapshot":
        return False
    told = [word for word, _ in _told(own, figures, lookup)]
    return bool(told) and "from" not in told


def _told(own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> Iterator[tuple[str, str]]:
    """Yield the word before the place and the place as written, of each figure that names it."""
    place = lookup.places.get(own.scope_place or "")
    if place is None:
        return
    for figure in figures:
        mention = lookup.place_mentions.get(figure.scope_place or "")
        if mention is None or lookup.place_of.get(mention.id) != place.id:
            continue
        text = lookup.record.text(figure.document)
        before = _BEFORE.search(
            " ".join(text[max(0, mention.span.start - 60) : mention.span.start].split()) + " "
        )
        if before is not None:
            yield before["word"].lower(), _name(place.name, mention.span, before["part"], text)


def _name(name: str, span: Span, part: str | None, text: str) -> str:
    """Return the place, in the report's words where these are of more or less than it."""
    behind = _BEHIND.match(text, span.end)
    if behind is None and not part:
        return name
    words = f"{part or ''}{span.quote}{behind.group() if behind else ''}"
    return f"“{' '.join(words.split())}”"
