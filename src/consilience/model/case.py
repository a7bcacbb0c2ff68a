"""What a case holds beside its record: skipped things, counts, and the user's own vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from consilience.model.rows import Life, Row
from consilience.model.scales import EntityKind

SET_ASIDE: Final = "set aside"
"""In place of a stage: what an archive holds and is no report, such as pictures. No fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Row):
    """Something that a stage could not make, and why."""

    table: ClassVar[str] = "skipped"
    prefix: ClassVar[str] = "skp"

    what: str  # name of a file, or id of a row
    document: str | None  # the document that it belongs to, where one exists
    stage: str  # or "set aside", for what an archive or folder holds and is no report
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Row):
    """A number that a page would otherwise have to count."""

    table: ClassVar[str] = "counts"
    prefix: ClassVar[str] = "cnt"

    name: str  # such as documents, figures_by_measure
    key: str  # the value counted, empty for a plain total
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyEntry(Row):
    """A body, group or outlet of the user's own vocabulary, given with the case."""

    table: ClassVar[str] = "vocabulary_entries"
    prefix: ClassVar[str] = "voc"
    life: ClassVar[Life] = "given"

    key: str  # short stable name, such as hashed_al_shaabi
    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    exact_case: tuple[str, ...]  # aliases that count only as written ("IS")
    side: str | None  # the party that it belongs to
    owner: str | None  # of an outlet
    since: str | None  # ISO year, month or day from which it exists
    until: str | None
    source: str  # file that it came from
