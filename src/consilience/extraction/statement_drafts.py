"""A statement on its way to a row: who says what with which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from consilience.extraction.cues import Cue
from consilience.model.scales import QuoteKind
from consilience.text.tokens import ParsedSentence, Token

Piece = tuple[int, int]
"""Start and end in the document, code points, half-open."""


@dataclass(slots=True, eq=False)
class StatementDraft:
    """Source, cue and content of one attribution as pieces of the document."""

    sentence: ParsedSentence
    content: list[Piece]
    cue: list[Piece] = field(default_factory=list)
    source: list[Piece] = field(default_factory=list)
    verb: Token | None = None  # the head of the cue
    head: Token | None = None  # the head of the source
    word: Cue | None = None
    root: Token | None = None  # the head of the content
    rule: str = ""
    quote_kind: QuoteKind = "none"
    open_reason: str | None = None  # why nobody is named as the speaker
    parent: StatementDraft | None = None

    @property
    def start(self) -> int:
        """Where its content begins."""
        return (self.content or self.cue)[0][0]

    @property
    def length(self) -> int:
        """Characters of its content."""
        return sum(end - start for start, end in self.content)

    @property
    def depth(self) -> int:
        """How many statements it is told in."""
        return 0 if self.parent is None else self.parent.depth + 1

    def covers(self, start: int, end: int) -> bool:
        """Whether one piece of the content covers ``[start, end)``."""
        return any(first <= start and end <= last for first, last in self.content)


def pieces_of(tokens: Iterable[Token], taken: Iterable[Token] = ()) -> list[Piece]:
    """Return *tokens* as pieces; a gap of mere punctuation that nobody has *taken* is closed."""
    ordered = sorted(tokens, key=lambda token: token.i)
    used = {token.i for token in taken}
    runs: list[list[Token]] = []
    for token in ordered:
        if runs and _close(runs[-1][-1], token, used):
            runs[-1].append(token)
        else:
            runs.append([token])
    pieces = [trimmed for run in runs if (trimmed := _trimmed(run))]
    return [(run[0].start, run[-1].end) for run in pieces]


def _close(last: Token, token: Token, used: set[int]) -> bool:
    between = last.sentence.tokens[last.i + 1 : token.i]
    return all(gap.pos in {"PUNCT", "SPACE"} and gap.i not in used for gap in between)


def _trimmed(run: list[Token]) -> list[Token]:
    first, last = 0, len(run)
    while first < last and _is_edge(run[first]):
        first += 1
    while last > first and _is_edge(run[last - 1]):
        last -= 1
    return run[first:last]


def _is_edge(token: Token) -> bool:
    return token.pos in {"PUNCT", "SPACE"} and token.text not in {"%", ")", "(", "]", "["}
