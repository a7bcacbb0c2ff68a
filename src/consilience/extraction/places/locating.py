"""Which places does a document name, and what does it say of where they lie?

Writes one `PlaceMention` a name. Which of several places of one name is meant is decided over the
case (`merging.places`); here the candidates are only put in order.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.extraction.places.contexts import is_surely_known
from consilience.extraction.places.drafts import PlaceDraft
from consilience.extraction.places.metonyms import is_metonym, mark_foreign_powers
from consilience.extraction.places.relations import relate_places, relate_to_town
from consilience.extraction.places.toponyms import find_toponyms, kind_of_candidates
from consilience.extraction.places.trimming import trim_name
from consilience.extraction.places.words import KIND_IN_NAME, PlaceKind
from consilience.model.entities import Mention
from consilience.model.places import GazetteerEntry, PlaceMention
from consilience.model.rows import Row
from consilience.model.tables import Tables
from consilience.text.gazetteer import GazetteerPlace, load_gazetteer
from consilience.text.parsed import ParsedDocument, parsed_document
from consilience.text.place_names import fold_name, loose_name


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatingSettings:
    """How many places of one name are written down with a mention."""

    most_candidates: int = 5


GENERIC: Final = frozenset({"old city", "old town", "city centre", "city center", "downtown"})
"""Names of quarters that every town has; they are in the gazetteer for other towns."""

_BODIES: Final = frozenset(
    "person armed_group force un ngo monitor aggregator news_agency outlet organisation".split()
)
_PRIOR: Final = {
    "country": 3.0, "adm1": -0.5, "adm2": -2.0, "settlement": 0.0, "region": 6.0, "water": 3.0,
}  # fmt: skip


def locate_document(tables: Tables, *, settings: LocatingSettings) -> Iterator[Row]:
    """Yield the place mentions of the document; a user's own gazetteer comes before the packed."""
    parsed = parsed_document(tables)
    own = _own_names(_Given(tables.of(GazetteerEntry)))
    bodies = _bodies(tables.of(Mention))
    drafts: list[PlaceDraft] = []
    town: PlaceDraft | None = None
    for found in find_toponyms(parsed.sentences, own):
        here = [draft for draft in found if not _is_body(draft, bodies)]
        for draft in here:
            _look_up(draft, own, settings.most_candidates)
            draft.metonym = draft.metonym or is_metonym(draft)
        places = [draft for draft in here if draft.kind != "people"]
        here += relate_places(places)
        relate_to_town(places, town)
        town = next((one for one in reversed(places) if one.kind == "settlement"), town)
        drafts += here
    mark_foreign_powers(drafts)
    for draft in drafts:
        yield _mention(parsed, draft)


def _bodies(mentions: Sequence[Mention]) -> dict[int, int]:
    """Return where names of known groups, forces and bodies stand, each character's last one."""
    return {
        at: mention.span.end
        for mention in mentions
        if mention.candidates and mention.kind in _BODIES
        for at in range(mention.span.start, mention.span.end)
    }


def _is_body(draft: PlaceDraft, bodies: dict[int, int]) -> bool:
    """Tell whether a body's name covers the draft, which is no place of the gazetteer."""
    if bodies.get(draft.end - 1) is None or draft.start not in bodies:
        return False
    inside = draft.start - 1 in bodies or bodies[draft.start] > draft.end
    return not (inside and is_surely_known(draft.name))


class _Given:
    """The user's places, compared by their ids: a whole country's are hashed once a document."""

    __slots__ = ("_ids", "entries")

    def __init__(self, entries: tuple[GazetteerEntry, ...]) -> None:
        self.entries = entries
        self._ids = tuple(entry.id for entry in entries)

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given) and self._ids == other._ids


@functools.lru_cache(maxsize=4)
def _own_names(given: _Given) -> dict[str, tuple[GazetteerEntry, ...]]:
    found: dict[str, tuple[GazetteerEntry, ...]] = {}
    for entry in sorted(given.entries, key=lambda entry: (-(entry.population or 0), entry.id)):
        for name in (entry.name, *entry.aliases):
            for key in {fold_name(name), "?" + loose_name(name)}:
                if entry not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), entry)
    return found


def _look_up(draft: PlaceDraft, own: dict[str, tuple[GazetteerEntry, ...]], most: int) -> None:
    if draft.candidates or fold_name(draft.name) in GENERIC:
        return
    if len(draft.name) < 3 and not draft.name.isupper():
        return  # "Al" is no code of a state
    _restore_apostrophe(draft, own)
    if not _named_in(own, draft.name) and not load_gazetteer().lookup(draft.name):
        trim_name(draft)
    entries = _named_in(own, draft.name)
    places = rank_places(load_gazetteer().lookup(draft.name), draft.kind, said=draft.said_kind)
    ids = [entry.id for entry in entries] + [place.id for place in places]
    draft.candidates = tuple(dict.fromkeys(ids))[:most]
    if entries:
        draft.kind = _own_kind(entries[0]) if draft.kind == "unknown" else draft.kind
    elif draft.kind == "unknown" or (draft.kind != "part" and _is_well_known(places, draft)):
        draft.kind = kind_of_candidates(places)
    if draft.kind == "unknown":
        words = draft.name.lower().rstrip(".").split()
        draft.kind = KIND_IN_NAME.get(words[-1]) or KIND_IN_NAME.get(words[0], "unknown")


def _named_in(own: dict[str, tuple[GazetteerEntry, ...]], name: str) -> tuple[GazetteerEntry, ...]:
    return own.get(fold_name(name)) or own.get("?" + loose_name(name)) or ()


def name_candidates(name: str, *, most: int = 5) -> tuple[PlaceKind, tuple[str, ...]]:
    """Return kind and candidates of a place known by its *name* alone, the likeliest first."""
    places = rank_places(load_gazetteer().lookup(name), "unknown", said=False)
    return kind_of_candidates(places), tuple(dict.fromkeys(place.id for place in places))[:most]


def _restore_apostrophe(draft: PlaceDraft, own: dict[str, tuple[GazetteerEntry, ...]]) -> None:
    """Read "Syrias" as "Syria's": scraped texts lose apostrophes."""
    name = draft.name
    if not name.endswith("s") or len(name) < 5 or fold_name(name) in own:
        return
    gazetteer = load_gazetteer()
    if gazetteer.lookup(name):
        return
    if any(not place.alias and place.population > 100_000 for place in gazetteer.named(name[:-1])):
        draft.name = name[:-1]


def _own_kind(entry: GazetteerEntry) -> PlaceKind:
    kinds: dict[str, PlaceKind] = {"adm1": "region", "adm2": "region"}
    return kinds.get(entry.kind, entry.kind)  # type: ignore[arg-type]  # checked on reading


def _is_well_known(places: Sequence[GazetteerPlace], draft: PlaceDraft) -> bool:
    """Tell "the Mosul area" and "Iraq's city of" from names of quarters and buildings."""
    if not places:
        return False
    best = places[0]
    if best.kind in {"country", "water"}:
        return not best.alias or best.kind == "country"
    return draft.kind != "region" and best.population >= 50_000 and not best.alias


def rank_places(places: Sequence[GazetteerPlace], kind: str, *, said: bool) -> list[GazetteerPlace]:
    """Return *places* in the order in which one expects them, knowing only name and noun."""
    return sorted(places, key=lambda place: (-_expected(place, kind, said=said), place.index))


def _expected(place: GazetteerPlace, kind: str, *, said: bool) -> float:
    score = math.log10(place.population + 1) + _PRIOR[place.kind]
    score += (1.5 if place.capital else 0.0) - (1.5 if place.alias else 0.0)
    if said:
        area = place.kind in {"adm1", "adm2", "region"}
        fits = (kind == "settlement") == (place.kind == "settlement") and (kind == "region") == area
        score += 4.0 if fits else 0.0
    return score


def _mention(parsed: ParsedDocument, draft: PlaceDraft) -> PlaceMention:
    document = parsed.document.id
    related = draft.relation_start is not None and draft.relation_end is not None
    return PlaceMention(
        id=_id(document, draft),
        document=document,
        sentence=draft.sentence.id,
        span=parsed.span(draft.start, draft.end),
        name=draft.name,
        kind=draft.kind,
        metonym=draft.metonym,
        candidates=draft.candidates,
        relation="part_of" if draft.kind == "part" and draft.relation is None else draft.relation,
        anchor=_id(document, draft.anchor) if draft.anchor else None,
        second_anchor=_id(document, draft.second_anchor) if draft.second_anchor else None,
        distance_km=draft.distance_km,
        bearing=draft.bearing,
        relation_span=parsed.span(draft.relation_start or 0, draft.relation_end or 0)
        if related
        else None,
        rule=draft.rule,
    )


def _id(document: str, draft: PlaceDraft) -> str:
    return PlaceMention.make_id(document, draft.start, draft.end)
