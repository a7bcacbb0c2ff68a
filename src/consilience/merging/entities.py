"""Which mentions, over all reports, name the same person, group or body.

A body of the vocabulary is one whatever it is called. What the vocabulary does not know is one
when its name is the same, when a report itself gives its acronym, or when two spellings differ
only as transliterations do; never because two names look alike.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from consilience.merging.entity_keys import (
    DESCRIBED,
    Home,
    Key,
    Keys,
    fullest,
    keys_of,
    names_of,
    naming,
    slot_of,
)
from consilience.merging.entity_names import EntityName
from consilience.merging.entity_reach import (
    NAMES,
    find_reach,
    note_entities,
)
from consilience.merging.rulings import Links, Sides, find_links, parted
from consilience.model.case import VocabularyEntry
from consilience.model.changes import Stays
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.ids import KeptId, keep_ids
from consilience.model.scales import Sensitivity
from consilience.model.tables import Tables
from consilience.text.organisations import Organisation, find_organisation, organisations_of

_SEVERITY: Final[tuple[Sensitivity, ...]] = ("none", "personal", "severe")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitySettings:
    """What the resolution of entities can be told."""

    transliterations: bool = True  # take spellings of one transliterated name for one


@dataclass(slots=True)
class _Group:
    """Mentions that name one entity, with the reason for each."""

    key: tuple[str, ...]
    mentions: list[tuple[Mention, str]] = field(default_factory=list)


def resolve_entities(
    tables: Tables, *, settings: EntitySettings
) -> Iterator[Entity | EntityMember | Stays]:
    """Yield the entities of the case, and which of them each mention names."""
    names = functools.partial(names_of, transliterations=settings.transliterations)
    named = tables.each(NAMES, (Mention,), names)
    keys = keys_of(named)
    reach = find_reach(tables, named, keys)
    mentions = naming(reach.mentions)
    known = {row.id: row for row in (*mentions, *naming(reach.fuller))}
    groups = _honour_links(_group(mentions, known, keys, settings), find_links(tables, mentions))
    members = {group.key: sorted(mention.id for mention, _ in group.mentions) for group in groups}
    fresh = {group.key: Entity.make_id(*members[group.key]) for group in groups}
    kept = keep_ids(
        {fresh[key]: own for key, own in members.items()}, reach.previous, taken=reach.standing
    )
    note_entities(tables, reach, {key: kept[new].id for key, new in fresh.items()})
    yield from reach.stays()
    own = organisations_of(tables.of(VocabularyEntry))
    for group in sorted(groups, key=lambda group: fresh[group.key]):
        entity = kept[fresh[group.key]]
        yield _entity(group, entity, own)
        for mention, reason in group.mentions:
            yield _member(mention, entity.id, reason)


def _group(
    mentions: Sequence[Mention],
    known: Mapping[str, Mention],
    keys: Keys,
    settings: EntitySettings,
) -> list[_Group]:
    """Return *mentions* by the entity that they name; *known* are those that they are short for."""
    bases: dict[Key, list[tuple[Mention, str, Home]]] = defaultdict(list)
    for mention in mentions:
        full = fullest(mention, known)
        slot = slot_of(mention, full, transliterations=settings.transliterations)
        home = keys.home(slot)
        bases[home.base].append((mention, home.why or _why(mention, full, home), home))
    groups: dict[Key, _Group] = {}
    for _, found in sorted(bases.items(), key=itemgetter(0)):
        for mention, reason, home in found:
            groups.setdefault(home.key, _Group(home.key)).mentions.append((mention, reason))
    return list(groups.values())


def _why(mention: Mention, full: Mention, home: Home) -> str:
    if mention.candidates:
        return "named in the vocabulary"
    if full is not mention:
        return f"short for “{full.name}” in the same report"
    if home.by_acronym:
        return "acronym that a report of the case introduces"
    return "same name" if home.base[0] != "alone" else "a single name that could be anybody's"


def _honour_links(groups: list[_Group], links: Links) -> list[_Group]:
    """Return *groups* with what a reviewer parted in two groups, and what he joined in one."""
    found = [part for group in groups for part in _part(group, links)] if links.sides else groups
    for pair in links.together:
        holders = [
            group for group in found
            if any(mention.id in (pair.a, pair.b) for mention, _ in group.mentions)
        ]  # fmt: skip
        if len(holders) != 2 or links.apart(*(_mention_ids(group) for group in holders)):
            continue
        one, two = sorted(holders, key=lambda group: (group.key[0] != "body", group.key))
        joined = _Group(one.key, [*one.mentions, *((row, pair.reason) for row, _ in two.mentions)])
        found = [group for group in found if group not in holders] + [joined]
    return found


def _part(group: _Group, links: Links) -> list[_Group]:
    """Return *group* in as few parts as keep apart what a reviewer keeps apart, the rest first."""
    parts: list[tuple[Sides, _Group]] = []
    for mention, reason in sorted(group.mentions, key=lambda one: links.rank(one[0].id)):
        own = links.sides_of([mention.id])
        at = next((at for at, one in enumerate(parts) if not parted(own, one[0])), len(parts))
        if at == len(parts):
            parts.append((frozenset(), _Group(("apart", *group.key, str(at)) if at else group.key)))
        sides, part = parts[at]
        parts[at] = (sides | own, part)
        part.mentions.append((mention, links.why_apart(mention.id) if at else reason))
    return [part for _, part in parts]


def _mention_ids(group: _Group) -> list[str]:
    return [mention.id for mention, _ in group.mentions]


def _entity(group: _Group, kept: KeptId, own: Mapping[str, Organisation]) -> Entity:
    mentions = [mention for mention, _ in group.mentions]
    body = find_organisation(group.key[1], own) if group.key[0] == "body" else None
    kinds = Counter(mention.kind for mention in mentions)
    return Entity(
        id=kept.id,
        previous_ids=kept.previous_ids,
        name=body.name if body is not None else EntityName(mentions).best,
        kind=body.kind if body is not None else min(kinds, key=lambda kind: (-kinds[kind], kind)),
        aliases=tuple(sorted({row.name for row in mentions if not row.rule.startswith(DESCRIBED)})),
        vocabulary=group.key[1] if group.key[0] == "body" else None,
        side=body.side if body is not None else None,
        owner=body.owner if body is not None else None,
        n_mentions=len(mentions),
        n_documents=len({mention.document for mention in mentions}),
        reason=_reason(group),
        sensitivity=max((mention.sensitivity for mention in mentions), key=_SEVERITY.index),
    )


def _reason(group: _Group) -> str:
    reasons = sorted({reason for _, reason in group.mentions})
    return "; ".join(reasons[:3])


def _member(mention: Mention, entity: str, reason: str) -> EntityMember:
    return EntityMember(
        id=EntityMember.make_id(mention.id),
        document=mention.document,
        entity=entity,
        mention=mention.id,
        reason=reason,
    )
