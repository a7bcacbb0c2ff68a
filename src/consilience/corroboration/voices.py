"""Who stands behind a statement: whose word is it when two reports give it?"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.model.documents import Document
from consilience.model.entities import Entity
from consilience.model.scales import OriginatorKind
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.tables import Tables

NOBODY: Final[frozenset[OriginatorKind]] = frozenset(
    {"outlet", "open", "resident", "unnamed_official"}
)
"""Kinds whose words name no one: "residents" of two reports need not be the same people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The originator of a statement, as it is counted."""

    key: str  # vocabulary id, name, or "unattributed:<outlet>"
    name: str
    kind: OriginatorKind
    named: bool  # False: the primary source is unknown
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the case's entities say of names: one key for all spellings, and who owns whom."""

    keys: dict[str, str]
    titles: dict[str, str]
    owners: dict[str, str]

    def key(self, name: str) -> str:
        """Return one key for all the spellings of *name*."""
        plain = plain_name(name)
        return self.keys.get(plain, plain)

    def title(self, key: str, default: str) -> str:
        """Return the name by which a reader knows the bearer of *key*."""
        return self.titles.get(key, default)


@functools.lru_cache(maxsize=20_000)
def plain_name(name: str) -> str:
    """Return *name* in lower case without article and doubled blanks."""
    return " ".join(name.casefold().split()).removeprefix("the ")


def known_names(tables: Tables) -> KnownNames:
    """Return what the entities of the case say of names."""
    return tables.view(known_names, lambda: collect_names(tables.of(Entity)))


def collect_names(entities: Iterable[Entity]) -> KnownNames:
    """Return what *entities* say of names; who is named most goes before others."""
    keys: dict[str, str] = {}
    titles: dict[str, str] = {}
    owners: dict[str, str] = {}
    for entity in sorted(entities, key=_by_mentions):
        key = entity.vocabulary or plain_name(entity.name)
        for name in (entity.vocabulary or entity.name, entity.name, *entity.aliases):
            keys.setdefault(plain_name(name), key)
        titles.setdefault(key, entity.name)
        if entity.owner is not None:
            owners.setdefault(key, plain_name(entity.owner))
    return KnownNames(keys, titles, owners)


def _by_mentions(entity: Entity) -> tuple[int, str, str, tuple[str, ...]]:
    """Return what orders entities; not their ids, which a case that has grown may have kept."""
    return -entity.n_mentions, entity.name, entity.vocabulary or "", entity.aliases


def name_voice(
    name: str,
    kind: OriginatorKind,
    names: KnownNames,
    *,
    speaker: str | None,
    spans: Sequence[Span],
) -> Voice:
    """Return the voice of a source that is called *name*, or *speaker* where that says more."""
    key = names.key(name)
    title = names.title(key, speaker or name)
    return Voice(key=key, name=title, kind=kind, named=kind != "news_agency", spans=tuple(spans))


def publisher_of(document: Document, names: KnownNames) -> str:
    """Return the key of who published *document*, or of itself where nobody knows."""
    return names.key(document.outlet) if document.outlet else document.id


def voice_of(statement: Statement, document: Document, names: KnownNames) -> Voice:
    """Return whose word *statement* of *document* is (METHOD 1.2).

    A statement without a known primary source counts as its agency's, or as its outlet's.
    """
    name, kind = statement.originator, statement.originator_kind
    if name is not None and kind not in NOBODY:
        speaker, spans = statement.speaker_name, statement.source
        return name_voice(name, kind, names, speaker=speaker, spans=spans)
    agency = next((link for link in statement.chain if link.role == "agency"), None)
    name = agency.name if agency is not None else document.agency
    if name is not None:
        spans = (agency.span,) if agency is not None and agency.span is not None else ()
        key = names.key(name)
        title = names.title(key, name)
        return Voice(key=key, name=title, kind="news_agency", named=False, spans=spans)
    outlet = document.outlet or document.id
    title = document.outlet or "an unknown outlet"
    key = f"unattributed:{names.key(outlet) if document.outlet else outlet}"
    return Voice(
        key=key,
        name=f"unattributed: {title}",
        kind=statement.originator_kind,
        named=False,
        spans=statement.source,
    )


def cited_by(statement: Statement, names: KnownNames) -> tuple[str, ...]:
    """Return the keys of the media and bodies through which *statement* reached its report."""
    links = (link for link in statement.chain if link.role in {"told", "cited", "agency"})
    return tuple(sorted({names.key(link.name) for link in links}))
