"""Where and when an event is told to have happened: the words that belong to its trigger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from consilience.extraction.events.clauses import governing_verb, is_verbal
from consilience.extraction.events.datelines import is_dateline
from consilience.extraction.events.elsewhere import (
    head_token,
    is_granted,
    is_home,
    is_label,
    is_of_war,
    is_on_way,
    is_told_of_others,
    is_where_told,
)
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
    if found is None or (found.tier >= _ABOVE and _is_apart(trigger, found)):
        return None
    finer = _finest(found.row, usable)
    if finer is found.row:
        return found
    return Attached(row=finer, reason=f"{found.reason}, in its finer part", tier=found.tier)


def _is_apart(trigger: Token, found: Attached[PlaceMention]) -> bool:
    """Whether *trigger* lies apart from what the clause above it tells, which has the place."""
    if is_reacted_to(trigger) or is_granted(trigger):
        return True
    if found.tier <= _ABOVE:
        return False
    if found.row.kind != "country" and is_of_war(trigger):
        return True
    return is_verbal(trigger) and _is_pluperfect(trigger)


def tells_own_place(
    trigger: Token, places: Sequence[PlaceMention], statement: Statement | None
) -> bool:
    """Whether the sentence of *trigger* names a town or the like, if only for another clause."""
    usable = _usable_places(trigger, places, statement)
    return any(
        near.row.kind != "country"
        and not is_label(near.token, trigger, country=False)
        and not is_on_way(near.token, trigger)
        for near in _mentioned(trigger, usable)
    )


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
        and not is_where_told(place.span, trigger)
    ]


def _scenes(trigger: Token, usable: Sequence[PlaceMention]) -> list[_Candidate[PlaceMention]]:
    """Return the places that may be that of *trigger*."""
    return [place for place in _mentioned(trigger, usable) if not _is_elsewhere(place, trigger)]


def _mentioned(trigger: Token, usable: Sequence[PlaceMention]) -> list[_Candidate[PlaceMention]]:
    """Return the places that are more than a landmark."""
    landmarks = {
        key
        for place in usable
        if place.relation in _BESIDE
        for key in (place.anchor, place.second_anchor)
    }
    return _located(trigger.sentence, [row for row in usable if row.id not in landmarks])


def _is_elsewhere(place: _Candidate[PlaceMention], trigger: Token) -> bool:
    token = place.token
    return (
        is_label(token, trigger, country=place.row.kind == "country")
        or is_on_way(token, trigger)
        or is_home(token, trigger)
        or is_told_of_others(token, trigger)
    )


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
    if found is None or found.tier < _ABOVE:
        return found
    return None if _is_earlier(trigger, found) or _is_later(trigger, found.row) else found


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
        if not _tells_when_said(time.token, trigger) and not _is_bound(time)
    ]


_UP_TO: Final = frozenset({"until", "till"})
_NOT_ON: Final = frozenset({"by", "before", "after", "ahead", "prior"})


def _is_bound(time: _Candidate[TimeMention]) -> bool:
    """Whether it is only told until, by, before or after when ("by Friday"; not "before dawn")."""
    above = time.token.head
    if above.lower in _UP_TO:
        return True
    if above.lower in ("of", "to") and time.token.dep == "pobj":
        above = above.head
    return time.row.timex == "DATE" and above.pos != "VERB" and above.lower in _NOT_ON


def _is_earlier(trigger: Token, time: Attached[TimeMention]) -> bool:
    """Whether *trigger* lies before what the clause above it tells, which has the *time*.

    "Those who had died", "to discuss the attack", "crowds fled on Monday after the attack": the
    day on which they fled need not be that of the attack. Whom it killed, it killed at once. Who
    set out in May to take a town has not taken it in May.
    """
    if is_verbal(trigger):
        if time.row.span.start < trigger.start and is_aim(trigger):
            return True
        return time.tier > _ABOVE and _is_pluperfect(trigger)
    if is_reacted_to(trigger):
        return True
    verb = governing_verb(trigger)
    follows = trigger.dep == "pobj" and trigger.head.lower in ("after", "following")
    if verb is None or not follows or time.row.span.start > trigger.start:
        return False
    return verb.lemma.lower() not in words_of("harming")


def _is_pluperfect(verb: Token) -> bool:
    return any(child.lower == "had" for child in verb.children)


_LONG: Final = frozenset({"month", "quarter", "year", "decade"})
_NOW: Final = frozenset({"this", "current"})
_THROUGH: Final = frozenset({"since", "from", "over", "during", "between", "through"})


def _is_later(trigger: Token, time: TimeMention) -> bool:
    """Whether what *trigger* tells has gone on since the month or year of the clause above it.

    "The war began in 2031 and has killed thousands since": English does not say "has killed
    thousands in 2031". What has happened "this month" has.
    """
    if time.precision not in _LONG or time.span.quote.split()[0].lower() in _NOW:
        return False
    before = trigger.sentence.text[: time.span.start - trigger.sentence.start].split()
    if before and before[-1].lower() in _THROUGH:
        return False
    verb = trigger if is_verbal(trigger) else governing_verb(trigger)
    while verb is not None and verb.dep == "conj" and not _helpers(verb) and is_verbal(verb.head):
        verb = verb.head
    helpers = [] if verb is None else _helpers(verb)
    return any(helper.lower in ("has", "have", "'ve") for helper in helpers)


def _helpers(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep in ("aux", "auxpass")]


def _is_anothers(token: Token, trigger: Token, others: frozenset[int]) -> bool:
    """Whether a time hangs on another event of the sentence, which a noun has no part in."""
    owner = next((above for above in token.ancestors() if above.i in others), None)
    if owner is None or owner.i == trigger.i or is_verbal(trigger):
        return False
    if owner.i in (trigger.head_index, *(above.i for above in trigger.ancestors())):
        return False
    return trigger.i not in (owner.head_index, *(above.i for above in owner.ancestors()))


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


_APART: Final = frozenset({"after", "before", "since"})


def _in_own_clause(token: Token, top: Token, *, loose: bool) -> bool:
    """Whether between *token* and *top* a clause begins that tells something of its own."""
    step = token
    while step.i != top.i:
        if step.dep in ("relcl", "ccomp", "parataxis") and is_verbal(step):
            return True
        if step.dep == "pcomp" and step.head.lower in _APART and is_verbal(step):
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
        token = head_token(sentence, row.span)
        if token is not None:
            found.append(_Candidate(row=row, token=token))
    return found


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
