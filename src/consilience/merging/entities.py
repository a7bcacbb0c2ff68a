"""Which mentions, over all reports, name the same person, group or body.

A body of the vocabulary is one whatever it is called. What the vocabulary does not know is one
when its name is the same, when a report itself gives its acronym, or when two spellings differ
only as transliterations do; never because two names look alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from consilience.merging.entity_names import EntityName, acronym_key, same_person, unknown_key
from consilience.merging.rulings import Links, Sides, find_links, parted
from consilience.model.case import VocabularyEntry
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.ids import KeptId, keep_ids
from consilience.model.scales import Sensitivity
from consilience.model.tables import Tables
from consilience.text.organisations import Organisation, find_organisation, organisations_of

_DESCRIBED: Final = "described: "
"""Rules of mentions that name nobody ("the rebels"): only what they are short for counts."""
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
) -> Iterator[Entity | EntityMember]:
    """Yield the entities of the case, and which of them each mention names."""
    own = organisations_of(tables.of(VocabularyEntry))
    mentions = sorted(
        (row for row in tables.of(Mention) if row.same_as or not _is_described(row)),
        key=lambda mention: mention.id,
    )
    groups = _honour_links(_group(mentions, settings), find_links(tables, mentions))
    fresh = {
        Entity.make_id(*sorted(mention.id for mention, _ in group.mentions)): group
        for group in groups
    }
    kept = keep_ids(
        {key: [mention.id for mention, _ in group.mentions] for key, group in fresh.items()},
        _previous(tables),
    )
    for key, group in sorted(fresh.items()):
        yield _entity(group, kept[key], own)
        for mention, reason in group.mentions:
            yield _member(mention, kept[key].id, reason)


def _is_described(mention: Mention) -> bool:
    return mention.rule.startswith(_DESCRIBED)


def _previous(tables: Tables) -> dict[str, tuple[list[str], tuple[str, ...]]]:
    members: dict[str, list[str]] = defaultdict(list)
    for member in tables.of(EntityMember):
        members[member.entity].append(member.mention)
    return {row.id: (members.get(row.id, []), row.previous_ids) for row in tables.of(Entity)}


def _group(mentions: Sequence[Mention], settings: EntitySettings) -> list[_Group]:
    by_id = {mention.id: mention for mention in mentions}
    acronyms = _acronyms(mentions, by_id)
    groups: dict[tuple[str, ...], _Group] = {}
    for mention in mentions:
        full = _fullest(mention, by_id)
        key, reason = _key_of(mention, full, acronyms, settings)
        groups.setdefault(key, _Group(key)).mentions.append((mention, reason))
    return _join_people(groups)


def _fullest(mention: Mention, by_id: Mapping[str, Mention]) -> Mention:
    seen = {mention.id}
    while mention.same_as is not None and mention.same_as in by_id and mention.same_as not in seen:
        mention = by_id[mention.same_as]
        seen.add(mention.id)
    return mention


def _key_of(
    mention: Mention,
    full: Mention,
    acronyms: Mapping[str, tuple[str, ...]],
    settings: EntitySettings,
) -> tuple[tuple[str, ...], str]:
    if mention.candidates:
        return ("body", mention.candidates[0]), "named in the vocabulary"
    if full is not mention:
        key, _ = _key_of(full, full, acronyms, settings)
        return key, f"short for “{full.name}” in the same report"
    acronym = acronym_key(mention)
    if acronym is not None and acronym in acronyms:
        return acronyms[acronym], "acronym that a report of the case introduces"
    key = unknown_key(mention, transliterations=settings.transliterations)
    return key, "same name" if key[0] != "alone" else "a single name that could be anybody's"


def _acronyms(
    mentions: Sequence[Mention], by_id: Mapping[str, Mention]
) -> dict[str, tuple[str, ...]]:
    """Return the bodies by the acronyms that reports give them, where only one body has it."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for mention in mentions:
        full = _fullest(mention, by_id)
        acronym = acronym_key(mention)
        if acronym is None or full is mention or mention.candidates:
            continue
        found[acronym].add(unknown_key(full, transliterations=True))
    return {acronym: min(keys) for acronym, keys in found.items() if len(keys) == 1}


def _join_people(groups: Mapping[tuple[str, ...], _Group]) -> list[_Group]:
    """Join a person's name with its longer form, and a surname with its only bearer."""
    joined = {**_longer_names(groups), **_only_bearers(groups), **_lost_genitives(groups)}
    result: dict[tuple[str, ...], _Group] = {}
    for key, group in sorted(groups.items()):
        target, why = key, None
        while target in joined:
            target, why = joined[target]
        result.setdefault(target, _Group(target)).mentions.extend(
            (mention, why or reason) for mention, reason in group.mentions
        )
    return list(result.values())


_Joined = dict[tuple[str, ...], tuple[tuple[str, ...], str]]


def _longer_names(groups: Mapping[tuple[str, ...], _Group]) -> _Joined:
    """Return for each person's name the only longer one with the same ends, with the reason."""
    by_ends: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for key in sorted(groups):
        if key[0] == "person":
            by_ends[key[1], key[-1]].append(key)
    joined: _Joined = {}
    for keys in by_ends.values():
        for key in keys:
            longer = [other for other in keys if same_person(key[1:], other[1:])]
            if len(longer) == 1:
                joined[key] = longer[0], "the same name in a longer form"
    return joined


def _lost_genitives(groups: Mapping[tuple[str, ...], _Group]) -> _Joined:
    """Return for "Anna Bergs" the "Anna Berg" of the same report: an apostrophe was lost."""
    joined: _Joined = {}
    for key in sorted(groups):
        if key[0] != "person" or not key[-1].endswith("s"):
            continue
        base = (*key[:-1], key[-1][:-1])
        if base in groups and _documents(groups[key]) & _documents(groups[base]):
            joined[key] = base, "the same name with its genitive"
    return joined


def _only_bearers(groups: Mapping[tuple[str, ...], _Group]) -> _Joined:
    """Return for each lone surname the only person of that name, if two reports name them.

    A lone surname that stands beside the same office in several reports is one person, too.
    """
    bearers: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in sorted(groups):
        if key[0] == "person" and len(key) > 2:
            bearers[key[-1]].append(key)
    joined: _Joined = {}
    for key in sorted(groups):
        if key[0] != "alone":
            continue
        known = bearers.get(key[1], [])
        if len(known) == 1 and len(_documents(groups[known[0]])) > 1:
            joined[key] = known[0], "the only person of that surname in the case"
        elif not known and key[2]:
            office = ("office", key[1], key[2].lower())
            joined[key] = office, "the same surname beside the same office"
    return joined


def _documents(group: _Group) -> set[str]:
    return {mention.document for mention, _ in group.mentions}


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
        aliases=tuple(sorted({row.name for row in mentions if not _is_described(row)})),
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
