"""How near does a place or a time stand to the word that tells of an event?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from consilience.extraction.events.clauses import is_verbal
from consilience.extraction.events.elsewhere import head_token
from consilience.extraction.events.lexicon import words_of
from consilience.model.places import PlaceMention
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.times import TimeMention
from consilience.text.tokens import ParsedSentence, Token

Setting = TypeVar("Setting", bound=PlaceMention | TimeMention)


@dataclass(frozen=True, slots=True)
class Attached(Generic[Setting]):
    """A place or a time, how it was found, and how sure that is (0 is surest)."""

    row: Setting
    reason: str
    tier: int


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Setting]):
    """A place or a time of the sentence, and the word of it that hangs on others."""

    row: Setting
    token: Token


def nearest(
    trigger: Token, candidates: Iterable[Candidate[Setting]], *, loose: bool
) -> Attached[Setting] | None:
    """Return the nearest of *candidates* that belongs to no clause of its own.

    Args:
        loose: What stands in a participle clause is reached too.

    """
    best: tuple[int, int, int, int] | None = None
    found: Setting | None = None
    for near in candidates:
        ranking = (*_distance(trigger, near.token, loose=loose), near.row.span.start)
        if ranking[0] < _FAR and not _is_out_of_reach(ranking) and (best is None or ranking < best):
            best, found = ranking, near.row
    if best is None or found is None:
        return None
    return Attached(row=found, reason=_TIERS[best[0]], tier=best[0])


_TIERS = (
    "belongs to the trigger",
    "belongs to the verb above the trigger",
    "stands in the same clause",
    "stands in the same sentence",
)


ABOVE = 1
"""Tier from which a place or a time belongs to the clause above."""
_FAR = 4
"""Tier of what belongs to another clause: it tells of something else."""


_REACH = 30
"""Words over which what is said of another word may be of the trigger: where headlines run together
without a full stop, a sentence tells of many things."""


def _is_out_of_reach(ranking: tuple[int, ...]) -> bool:
    tier, _, apart, *_ = ranking
    return tier > ABOVE and apart > _REACH


def _distance(trigger: Token, token: Token, *, loose: bool) -> tuple[int, int, int]:
    """Return tier, steps and words between *trigger* and *token*.

    Args:
        loose: What stands in a participle clause is reached too ("a grave holding bodies from
            Olvek"): so it is for places, whose scene is wider than an hour.

    """
    apart = abs(trigger.i - token.i)
    above: dict[int, int] = {trigger.i: 0}
    for steps, ancestor in enumerate(trigger.ancestors(), start=1):
        above[ancestor.i] = steps
    for steps, step in enumerate([token, *token.ancestors()]):
        if step.i not in above:
            continue
        up = above[step.i]
        if _in_own_clause(token, step, loose=loose):
            return _FAR, steps + up, apart
        if up == 0:
            return 0, steps, apart
        if _same_clause(trigger, step):
            return 1, steps + up, apart
        return (2 if up == 1 else 3), steps + up, apart
    return 3, apart, apart


_APART: Final = frozenset({"after", "before", "since"})


def _in_own_clause(token: Token, top: Token, *, loose: bool) -> bool:
    """Whether between *token* and *top* a clause begins that tells something of its own."""
    step = token
    while step.i != top.i:
        if step.dep in ("relcl", "ccomp", "parataxis") and is_verbal(step):
            return True
        if step.dep == "pcomp" and step.head.lower in _APART and is_verbal(step):
            return True
        if step.dep == "prep" and step.lower in _APART and _is_counted(step):
            return True
        own = step.dep in ("acl", "advcl") and step.tag in ("VBN", "VBD", "VBG", "VBP", "VBZ")
        if own and not _is_of_scene(step, loose=loose):
            return True
        step = step.head
    return False


def _is_counted(preposition: Token) -> bool:
    """Whether it is told how long before or after something else ("a day after a raid")."""
    return any(child.dep == "npadvmod" for child in preposition.children)


def _is_of_scene(verb: Token, *, loose: bool) -> bool:
    """Whether the clause of *verb* tells how it came about: "killed when shells hit Olvek"."""
    if loose and verb.tag == "VBG":
        return True
    if verb.dep == "acl":
        away = any(child.lower == "from" for child in verb.children)
        return verb.lemma.lower() in words_of("delivering") and not away
    joining = ("when", "as", "after") if loose else ("when", "as")
    return any(
        child.lower in joining and child.dep in ("mark", "advmod") for child in verb.children
    )


def _same_clause(trigger: Token, above: Token) -> bool:
    """Whether no clause of its own lies between *trigger* and *above*."""
    step = trigger
    while step.i != above.i:
        if step.dep in ("ccomp", "advcl", "relcl", "parataxis") or step.is_root:
            return False
        if step.dep == "conj" and is_verbal(step) and step.i < above.i:
            return False
        step = step.head
    return above.lemma.lower() not in words_of("telling")


def located(sentence: ParsedSentence, rows: Iterable[Setting]) -> list[Candidate[Setting]]:
    """Return *rows* with the word of each that hangs on others."""
    found = []
    for row in rows:
        token = head_token(sentence, row.span)
        if token is not None:
            found.append(Candidate(row=row, token=token))
    return found


def is_said(span: Span, statement: Statement | None) -> bool:
    """Whether *span* stands in what *statement* says, not in the words that tell who says it."""
    if statement is None or not statement.cue:
        return True
    return any(piece.start <= span.start < piece.end for piece in statement.content)
