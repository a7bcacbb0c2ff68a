"""A place name on its way to becoming a mention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.extraction.places.words import PlaceKind
from consilience.text.tokens import ParsedSentence

Relation = Literal["within", "part_of", "near", "distance", "between", "road"]


@dataclass(slots=True)
class PlaceDraft:
    """A place name of a sentence; offsets from the document's first character."""

    sentence: ParsedSentence
    start: int
    end: int
    name: str  # without article, kind noun and direction
    kind: PlaceKind
    rule: str
    said_kind: bool = False  # a noun beside the name says its kind
    metonym: bool = False
    candidates: tuple[str, ...] = ()
    relation: Relation | None = None
    anchor: PlaceDraft | None = None
    second_anchor: PlaceDraft | None = None
    distance_km: float | None = None
    bearing: float | None = None
    relation_start: int | None = None
    relation_end: int | None = None

    def relate(
        self,
        relation: Relation,
        anchor: PlaceDraft,
        *,
        start: int,
        end: int,
    ) -> None:
        """Set what the words from *start* to *end* say of where it lies, unless already said."""
        if self.relation is None and anchor is not self:
            self.relation, self.anchor = relation, anchor
            self.relation_start, self.relation_end = start, end
