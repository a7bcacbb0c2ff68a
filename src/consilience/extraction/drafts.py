"""A name on its way to a `Mention`."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.model.scales import EntityKind, Sensitivity
from consilience.text.tokens import ParsedSentence, Token


@dataclass(slots=True)
class NameDraft:
    """Words that name somebody, while candidates and fuller names are still looked for."""

    sentence: ParsedSentence
    start: int  # of the name in the document, without article and title
    end: int
    kind: EntityKind
    keys: tuple[str, ...]  # of bodies that it can mean
    rule: str
    role: str | None = None
    sensitivity: Sensitivity = "none"
    fuller: NameDraft | None = None  # the name that it is short for
    head: Token | None = None  # of the name, where the model found it
    outer: int = -1  # start with article and title; by default, of the name

    def __post_init__(self) -> None:
        if self.outer < 0:
            self.outer = self.start

    @property
    def name(self) -> str:
        """Its words, with line breaks as blanks."""
        base = self.sentence.start
        return " ".join(self.sentence.text[self.start - base : self.end - base].split())
