"""Where and when an event is told to have happened: the words that belong to its trigger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from consilience.extraction.events.clauses import governing_verb, is_verbal
from consilience.extraction.events.datelines import is_dateline
from consilience.extraction.events.lexicon import words_of
from consilience.extraction.events.presupposed import is_reacted_to
from consilience.extraction.events.realis import is_aim
from consilience.extraction.times.hanging import tells_of_subject
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
class _Candidate(Generic[Setting]):
    row: Setting
    token: Token


def attach_place(
    trigger: Token, places: Sequence[PlaceMention], statement: Statement | None
) -> Attached[PlaceMention] | None:
    """Return the place of *trigger* among the *places* of its sentence; the finest of a chain."""
    usable = _usable_places(trigger, places, statement)
    found = _nearest(trigger, _scenes(trigger, usable), loose=True)
    if found is None or (found.tier >= _ABOVE and is_reacted_to(trigger)):
        return None
    finer = _finest(found.row, usable)
    if finer is found.row:
        return found
    return Attached(row=finer, reason=f"{found.reason}, in its finer part", tier=found.tier)


def tells_own_place(
    trigger: Token, places: Sequence[PlaceMention], statement: Statement | None
) -> bool:
    """Whether the sentence of *trigger* names a town or the like, if only for another clause."""
    usable = _usable_places(trigger, places, statement)
    return any(near.row.kind != "country" for near in _scenes(trigger, usable))


def _usable_places(
    trigger: Token, places: Sequence[PlaceMention], statement: Statement | None
) -> list[PlaceMention]:
    return [
        place
        for place in places
        if not place.metonym
        and place.kind != "people"
        and _is_said(place.span, statement)
        and not is_dateline(place.span, trigger.sentence)
        and not _is_where_told(place.span, trigger)
    ]


def _scenes(trigger: Token, usable: Sequence[PlaceMention]) -> list[_Candidate[PlaceMention]]:
    """Return the places that are more than a landmark or a part of somebody's name."""
    landmarks = {
        key
        for place in usable
        if place.relation in _BESIDE
        for key in (place.anchor, place.second_anchor)
    }
    located = _located(trigger.sentence, [row for row in usable if row.id not in landmarks])
    return [place for place in located if not _is_label(place, trigger)]


def _is_where_told(span: Span, trigger: Token) -> bool:
    """Whether a place is that of the one who tells it ("a doctor in Osk said that …")."""
    token = _head_token(trigger.sentence, span)
    if token is None:
        return False
    above = {step.i for step in (trigger, *trigger.ancestors())}
    for step in (token, *token.ancestors()):
        if step.i in above:
            return False
        if step.dep == "nsubj" and step.i != token.i and is_verbal(step.head):
            return step.head.lemma.lower() in words_of("telling") and step.head.i in above
    return False


_BESIDE = frozenset({"near", "distance", "between", "road"})
"""Relations whose anchor only tells where the place lies ("24 km north of the city")."""


def attach_time(
    trigger: Token,
    times: Sequence[TimeMention],
    statement: Statement | None,
    *,
    others: frozenset[int] = frozenset(),
) -> Attached[TimeMention] | None:
    """Return the time of *trigger* among the *times* of its sentence.

    A time that belongs to the verb of saying is when it was said, not when it happened.

    Args:
        others: Indexes of the heads of all triggers of the sentence.

    """
    own = [
        time
        for time in _told_times(trigger, times, statement)
        if not tells_of_subject(time.token) and not _is_anothers(time.token, trigger, others)
    ]
    found = _nearest(trigger, own, loose=False)
    if found is not None and found.tier >= _ABOVE and _is_earlier(trigger, found):
        return None
    return found


def tells_own_time(
    trigger: Token, times: Sequence[TimeMention], statement: Statement | None
) -> bool:
    """Whether the sentence of *trigger* tells a day, if only of another clause."""
    told = _told_times(trigger, times, statement)
    return any(near.row.timex in ("DATE", "TIME") and near.row.end for near in told)


def _told_times(
    trigger: Token, times: Sequence[TimeMention], statement: Statement | None
) -> list[_Candidate[TimeMention]]:
    """Return the times of what is said, without those at which it was said."""
    usable = [
        time
        for time in times
        if time.timex in ("DATE", "TIME", "DURATION")
        and (time.start or time.end or time.symbol or time.timex != "DURATION")
        and _is_said(time.span, statement)
    ]
    located = _located(trigger.sentence, usable)
    return [
        time
        for time in located
        if not _tells_when_said(time.token, trigger) and time.token.head.lower not in _UP_TO
    ]


_UP_TO: Final = frozenset({"until", "till"})


def _is_earlier(trigger: Token, time: Attached[TimeMention]) -> bool:
    """Whether *trigger* lies before what the clause above it tells, which has the *time*.

    "Those who had died", "to discuss the attack", "crowds fled on Monday after the attack": the
    day on which they fled need not be that of the attack. Whom it killed, it killed at once. Who
    set out in May to take a town has not taken it in May.
    """
    if is_verbal(trigger):
        if time.row.span.start < trigger.start and is_aim(trigger):
            return True
        return time.tier > _ABOVE and any(child.lower == "had" for child in trigger.children)
    if is_reacted_to(trigger):
        return True
    verb = governing_verb(trigger)
    follows = trigger.dep == "pobj" and trigger.head.lower in ("after", "following")
    if verb is None or not follows or time.row.span.start > trigger.start:
        return False
    return verb.lemma.lower() not in words_of("harming")


def _is_anothers(token: Token, trigger: Token, others: frozenset[int]) -> bool:
    """Whether a time hangs on another event of the sentence, which a noun has no part in."""
    owner = next((above for above in token.ancestors() if above.i in others), None)
    if owner is None or owner.i == trigger.i or is_verbal(trigger):
        return False
    if owner.i in (trigger.head_index, *(above.i for above in trigger.ancestors())):
        return False
    return trigger.i not in (owner.head_index, *(above.i for above in owner.ancestors()))


def _is_label(candidate: _Candidate[PlaceMention], trigger: Token) -> bool:
    """Whether a place only says whose somebody is: "UK-based", "Homs governor" of a country."""
    token, noun = candidate.token, candidate.token.head
    if candidate.row.kind == "country" and token.dep == "nsubj" and is_verbal(noun):
        return noun.lemma.lower() not in words_of("undergoing")  # it acts, here or elsewhere
    if token.dep == "nsubj" and any(child.tag == "TO" for child in noun.children):
        return True  # "it prompted the capital to bomb a base" in another place
    if token.dep == "pobj" and noun.head.lemma.lower() in words_of("branch"):
        return True  # "the group's branch in the Levant" bombed another place
    if (
        token.dep == "npadvmod"
        or token.sentence.text[token.end - token.sentence.start :][:1] == "-"
    ):
        return True
    if token.dep not in ("compound", "amod", "nmod", "poss") or noun.i == trigger.i:
        return False
    return candidate.row.kind == "country" and noun.dep not in ("pobj", "dobj")


def _nearest(
    trigger: Token, candidates: Iterable[_Candidate[Setting]], *, loose: bool
) -> Attached[Setting] | None:
    best: tuple[int, int, int, int] | None = None
    found: Setting | None = None
    for near in candidates:
        ranking = (*_distance(trigger, near.token, loose=loose), near.row.span.start)
        if ranking[0] < _FAR and (best is None or ranking < best):
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


_ABOVE = 1
"""Tier from which a place or a time belongs to the clause above."""
_FAR = 4
"""Tier of what belongs to another clause: it tells of something else."""


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


def _in_own_clause(token: Token, top: Token, *, loose: bool) -> bool:
    """Whether between *token* and *top* a clause begins that tells something of its own."""
    step = token
    while step.i != top.i:
        if step.dep in ("relcl", "ccomp", "parataxis") and is_verbal(step):
            return True
        if step.dep == "pcomp" and step.head.lower in ("after", "before") and is_verbal(step):
            return True
        own = step.dep in ("acl", "advcl") and step.tag in ("VBN", "VBD", "VBG", "VBP", "VBZ")
        if own and not _is_of_scene(step, loose=loose):
            return True
        step = step.head
    return False


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


def _tells_when_said(token: Token, trigger: Token) -> bool:
    for above in token.ancestors():
        if above.i == trigger.i:
            return False
        if is_verbal(above):
            return above.lemma.lower() in words_of("telling") and trigger.head_index != token.i
    return False


def _located(sentence: ParsedSentence, rows: Iterable[Setting]) -> list[_Candidate[Setting]]:
    found = []
    for row in rows:
        token = _head_token(sentence, row.span)
        if token is not None:
            found.append(_Candidate(row=row, token=token))
    return found


def _head_token(sentence: ParsedSentence, span: Span) -> Token | None:
    """Return the token of *span* that hangs outside of it."""
    inside = [token for token in sentence.tokens if span.start <= token.start < span.end]
    for token in inside:
        if token.is_root or not span.start <= token.head.start < span.end:
            return token
    return inside[-1] if inside else None


def _finest(place: PlaceMention, places: Sequence[PlaceMention]) -> PlaceMention:
    for _ in places:
        finer = [
            other
            for other in places
            if other.anchor == place.id and other.relation in ("within", "part_of")
        ]
        if len(finer) != 1:
            return place
        place = finer[0]
    return place


def _is_said(span: Span, statement: Statement | None) -> bool:
    """Whether *span* stands in what *statement* says, not in the words that tell who says it."""
    if statement is None or not statement.cue:
        return True
    return any(piece.start <= span.start < piece.end for piece in statement.content)
