"""People, groups, forces and bodies: as mentioned, and as merged over the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from consilience.model.rows import DocumentRow, Ref, Row
from consilience.model.scales import EntityKind, Sensitivity
from consilience.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(DocumentRow):
    """Words of one sentence that name somebody."""

    table: ClassVar[str] = "mentions"
    prefix: ClassVar[str] = "men"

    sentence: Annotated[str, Ref("sentences")]
    span: Span
    kind: EntityKind
    name: str  # the mention without article, title and possessive
    candidates: tuple[str, ...]  # ids of vocabulary entries that it can mean, best first
    same_as: (
        Annotated[str, Ref("mentions")] | None
    )  # fuller mention in the document that it is short for
    role: str | None  # title or office in the words beside it, such as spokesman
    rule: str  # what found it
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Row):
    """Somebody, over the whole case."""

    table: ClassVar[str] = "entities"
    prefix: ClassVar[str] = "ent"

    previous_ids: tuple[str, ...]
    name: str
    kind: EntityKind
    aliases: tuple[str, ...]  # as written in the reports
    vocabulary: str | None  # id in the vocabulary, where it is a known body
    side: str | None  # the party that it belongs to, from the vocabulary
    owner: str | None  # of an outlet
    n_mentions: int
    n_documents: int
    reason: str
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMember(DocumentRow):
    """Which entity a mention names."""

    table: ClassVar[str] = "entity_members"
    prefix: ClassVar[str] = "enm"

    entity: Annotated[str, Ref("entities")]
    mention: Annotated[str, Ref("mentions")]
    reason: str
