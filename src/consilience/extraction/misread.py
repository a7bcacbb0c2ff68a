"""Places that the model takes for persons and bodies, told by how the report uses the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from consilience.extraction.drafts import NameDraft
from consilience.text.gazetteer import load_gazetteer

_IN: Final = frozenset(
    {
        "in", "at", "near", "around", "outside", "inside", "into", "toward", "towards", "across",
        "throughout", "within", "through", "onto", "beyond",
    }
)  # fmt: skip
_PLACE_NOUNS: Final = frozenset(
    {
        "province", "city", "town", "village", "district", "neighbourhood", "neighborhood",
        "governorate", "area", "region", "countryside", "prison", "airport", "airbase", "suburb",
        "quarter", "valley", "mountain", "mountains", "river", "road", "highway", "camp", "border",
        "crossing", "county", "state", "island", "peninsula", "basin", "desert", "plain",
    }
)  # fmt: skip
_DOING: Final = frozenset({"nsubj", "nsubjpass", "poss"})


def drop_places(drafts: Sequence[NameDraft]) -> list[NameDraft]:
    """Return *drafts* of one document less those of the model that name places."""
    place, somebody = Counter[str](), Counter[str]()
    for draft in drafts:
        if _is_doubtful(draft):
            place[draft.name] += _stands_as_place(draft)
            somebody[draft.name] += _stands_as_somebody(draft)
        elif draft.kind == "person":
            somebody[draft.name] += 2
    places = {name for name in place if _is_place(name, place[name], somebody[name])}
    return [draft for draft in drafts if not (_is_doubtful(draft) and draft.name in places)]


def _is_doubtful(draft: NameDraft) -> bool:
    return draft.rule.startswith("model: ") and draft.role is None and draft.kind != "facility"


def _is_place(name: str, as_place: int, as_somebody: int) -> bool:
    if as_place > as_somebody:
        return True
    known = any(not found.alias for found in load_gazetteer().named(name))
    return known and (as_place > 0 or as_somebody == 0)


def _stands_as_place(draft: NameDraft) -> bool:
    head = draft.head
    if head is None:
        return False
    if draft.kind != "organisation" and head.dep == "pobj" and head.head.lower in _IN:
        return True
    tokens = head.sentence.tokens
    after = tokens[head.i + 1].lower if head.i + 1 < len(tokens) else ""
    if after in _PLACE_NOUNS or (head.dep == "compound" and head.head.lower in _PLACE_NOUNS):
        return True
    return head.dep == "pobj" and head.head.lower == "of" and head.head.head.lower in _PLACE_NOUNS


def _stands_as_somebody(draft: NameDraft) -> bool:
    head = draft.head
    return head is not None and (head.dep in _DOING or head.head.dep == "agent")
