"""What do the words between two place names say of where the one lies?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from consilience.extraction.places.drafts import PlaceDraft
from consilience.extraction.places.words import (
    DIRECTION,
    DISTANCE,
    KIND_OF_NOUN,
    bearing_of,
    distance_of,
)

_NOUN: Final = r"(?:the\s+)?(?:\w+\s+)?(?:" + "|".join(sorted(KIND_OF_NOUN)) + r")\s+of\s+"
_ABOUT: Final = (
    r"(?:(?:some|about|around|roughly|just|approximately|nearly|over|only|lies|is|lying|located"
    r"|situated)\s+)*"
)
_LED: Final = rf"^(?:\s+(?:{'|'.join(sorted(KIND_OF_NOUN))}))?[\s,–-]*"
_FAR: Final = re.compile(
    rf"{_LED}(?:which\s+)?{_ABOUT}{DISTANCE}\s+(?:to\s+the\s+)?"
    rf"(?P<way>{DIRECTION}|outside|from|away\s+from)"
    rf"\s*(?:of|from)?\s+(?:the\s+)?(?:{_NOUN})?$",
    re.IGNORECASE,
)
_FAR_FROM_TOWN: Final = re.compile(
    rf"{_LED}{_ABOUT}{DISTANCE}\s+(?:to\s+the\s+)?(?P<way>{DIRECTION}|outside|from|away\s+from)"
    r"\s*(?:of|from)?\s+the\s+(?:town|city|village|capital)\b(?!\s+of)",
    re.IGNORECASE,
)
_SIDE: Final = re.compile(
    rf"{_LED}(?:just\s+)?(?:(?:to|in|on)\s+the\s+)?(?:\w+\s+)?(?P<way>{DIRECTION})\s+of\s+(?:the\s+)?(?:{_NOUN})?$",
    re.IGNORECASE,
)
_IN: Final = re.compile(
    rf"^(?:\s+(?:\w+\s+)?(?:{'|'.join(sorted(KIND_OF_NOUN))}))?,?\s+(?:(?:on|at)\s+the\s+(?:edge|outskirts)\s+of|in(?:side)?|within)"
    rf"\s+(?:the\s+)?(?:{_NOUN})?$",
    re.IGNORECASE,
)
_OF: Final = re.compile(
    rf"^\s+(?:{'|'.join(sorted(KIND_OF_NOUN))})\s+of\s+(?:the\s+)?(?:{_NOUN})?$", re.IGNORECASE
)
_NEAR: Final = re.compile(
    rf"^(?:\s+(?:{'|'.join(sorted(KIND_OF_NOUN))}))?,?\s+(?P<way>near|close\s+to|outside|next\s+to)\s+(?:the\s+)?(?:{_NOUN})?$",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"^\s*(?:,|,?\s*and)\s*(?:the\s+)?$")
_COMMA: Final = re.compile(r"^,\s*$")
_POSSESSIVE: Final = re.compile(r"^['’]s?\s+(?:\w+\s+)?$")
_BETWEEN: Final = re.compile(
    r"(?P<noun>road|highway|route|border|area|corridor|land|strip|frontline|line|bridge)s?\s+"
    r"(?:\w+\s+)?(?P<way>between|from|linking|connecting)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_JOINS: Final = re.compile(r"^\s+(?:and|to|with)\s+(?:the\s+)?$")


def relate_places(drafts: Sequence[PlaceDraft]) -> list[PlaceDraft]:
    """Set the relations among the places of one sentence; return the stretches that they make.

    Args:
        drafts: Of one sentence, in order, demonyms left out.

    Returns:
        New drafts, such as "the road between A and B".

    """
    made: list[PlaceDraft] = []
    for first, second in pairwise(drafts):
        gap = _gap(first, second)
        if gap is None:
            continue
        _relate(first, second, gap)
        stretch = _stretch(first, second, gap)
        if stretch is not None:
            made.append(stretch)
    _share_with_conjuncts(drafts)
    return made


def relate_to_town(drafts: Sequence[PlaceDraft], town: PlaceDraft | None) -> None:
    """Set the relations to "the town", which is the one named before.

    Args:
        drafts: Of one sentence, in order.
        town: The last town named in the sentences before.

    """
    for draft in drafts:
        behind = draft.sentence.text[draft.end - draft.sentence.start :]
        far = _FAR_FROM_TOWN.match(behind)
        anchor = town
        if far is not None and anchor is not None and anchor.name != draft.name:
            _relate_far(draft, anchor, far)
            if draft.anchor is anchor:
                draft.relation_end = draft.end + far.end()
        if draft.kind == "settlement" and draft.relation is None:
            town = draft


def _gap(first: PlaceDraft, second: PlaceDraft) -> str | None:
    base = first.sentence.start
    if second.start < first.end or second.start - first.end > 120:
        return None
    return first.sentence.text[first.end - base : second.start - base]


def _relate(first: PlaceDraft, second: PlaceDraft, gap: str) -> None:
    if (far := _FAR.match(gap)) is not None:
        _relate_far(first, second, far)
    elif (side := _SIDE.match(gap)) is not None:
        first.relate("near", second, start=first.end + side.start("way"), end=second.end)
        first.bearing = bearing_of(side["way"])
        first.kind = "unknown" if first.kind == "neighbourhood" else first.kind
    elif (near := _NEAR.match(gap)) is not None:
        first.relate("near", second, start=first.end + near.start("way"), end=second.end)
    elif _says_within(first, second, gap):
        first.relate("within", second, start=first.end, end=second.end)
    elif _POSSESSIVE.match(gap) and second.kind not in {"country", "water", "part"}:
        second.relate("within", first, start=first.start, end=second.start)


def _says_within(first: PlaceDraft, second: PlaceDraft, gap: str) -> bool:
    if _COMMA.match(gap):
        return _holds(second, first)
    of = _OF.match(gap) and first.kind in {"neighbourhood", "facility"}
    return bool(of or _IN.match(gap))


def _relate_far(first: PlaceDraft, second: PlaceDraft, far: re.Match[str]) -> None:
    if first.relation is not None:
        return
    first.kind = "unknown" if first.kind == "neighbourhood" else first.kind
    first.relate("distance", second, start=first.end + far.start("number"), end=second.end)
    first.distance_km = distance_of(far["number"], far["unit"])
    way = far["way"].lower()
    first.bearing = None if way.startswith(("outside", "from", "away")) else bearing_of(far["way"])


def _holds(outer: PlaceDraft, inner: PlaceDraft) -> bool:
    """Tell "Ramadi, Iraq" from a list of places."""
    wide = {"country": 3, "region": 2, "settlement": 1, "neighbourhood": 0, "facility": 0}
    return wide.get(outer.kind, 0) >= 2 and wide.get(inner.kind, 1) < wide.get(outer.kind, 0)


def _stretch(first: PlaceDraft, second: PlaceDraft, gap: str) -> PlaceDraft | None:
    """Return "the road between A and B" as a place of its own."""
    if not _JOINS.match(gap):
        return None
    base = first.sentence.start
    said = _BETWEEN.search(first.sentence.text[: first.start - base])
    if said is None:
        return None
    road = said["noun"].lower() in {"road", "highway", "route"}
    start = base + said.start()
    draft = PlaceDraft(
        first.sentence,
        start,
        second.end,
        first.sentence.text[start - base : second.end - base],
        "road" if road else "region",
        "between two places",
        said_kind=True,
    )
    draft.relate("road" if road else "between", first, start=start, end=second.end)
    draft.second_anchor = second
    return draft


def _share_with_conjuncts(drafts: Sequence[PlaceDraft]) -> None:
    """Give "A and B in west C" its relation on A too."""
    for first, second in reversed(list(pairwise(drafts))):
        gap = _gap(first, second)
        if gap is None or not _AND.match(gap) or second.relation != "within":
            continue
        small = {"neighbourhood", "facility", "unknown"}
        if first.kind in small and second.kind in small and second.anchor is not None:
            first.relate(
                "within",
                second.anchor,
                start=second.relation_start or second.end,
                end=second.relation_end or second.anchor.end,
            )
