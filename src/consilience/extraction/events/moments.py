"""When an event is told to have happened: the words of its sentence that tell its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consilience.extraction.events.clauses import governing_verb, is_verbal
from consilience.extraction.events.lexicon import words_of
from consilience.extraction.events.nearness import (
    ABOVE,
    Attached,
    Candidate,
    is_said,
    located,
    nearest,
)
from consilience.extraction.events.presupposed import is_reacted_to
from consilience.extraction.events.realis import is_aim
from consilience.extraction.times.hanging import ACCOUNTS, tells_of_subject
from consilience.model.statements import Statement
from consilience.model.times import TimeMention
from consilience.text.tokens import Token


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
        if not tells_of_subject(time.token)
        and not _is_anothers(time.token, trigger, others)
        and not _is_of_inquiry(time.token, trigger)
    ]
    found = nearest(trigger, own, loose=False)
    if found is None or found.tier < ABOVE:
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
) -> list[Candidate[TimeMention]]:
    """Return the times of what is said, without those at which it was said."""
    usable = [
        time
        for time in times
        if time.timex in ("DATE", "TIME", "DURATION")
        and (time.start or time.end or time.symbol or time.timex != "DURATION")
        and is_said(time.span, statement)
    ]
    return [
        time
        for time in located(trigger.sentence, usable)
        if not _tells_when_said(time.token, trigger) and not _is_bound(time)
    ]


_UP_TO: Final = frozenset({"until", "till"})
_NOT_ON: Final = frozenset({"by", "before", "after", "ahead", "prior"})


def _is_bound(time: Candidate[TimeMention]) -> bool:
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
    set out in May to take a town has not taken it in May; nor has he who set out after he took it.
    """
    if is_verbal(trigger):
        if time.row.span.start < trigger.start and is_aim(trigger):
            return True
        if trigger.dep == "advcl" and any(child.lower == "after" for child in trigger.children):
            return trigger.head.lemma.lower() not in words_of("harming")
        return time.tier > ABOVE and is_pluperfect(trigger)
    if is_reacted_to(trigger):
        return True
    verb = governing_verb(trigger)
    follows = trigger.dep == "pobj" and trigger.head.lower in ("after", "following")
    if verb is None or not follows or time.row.span.start > trigger.start:
        return False
    return verb.lemma.lower() not in words_of("harming")


def is_pluperfect(token: Token) -> bool:
    """Whether *token* is a verb of what lies before what is told ("had killed")."""
    return is_verbal(token) and any(child.lower == "had" for child in token.children)


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


def _is_of_inquiry(token: Token, trigger: Token) -> bool:
    """Whether a time is that of an inquiry ("named nine people killed, in a survey this month")."""
    for step in token.ancestors():
        if is_verbal(step) or step.i == trigger.i:
            return False
        if step.lemma.lower() in ACCOUNTS:
            return True
    return False


def _is_anothers(token: Token, trigger: Token, others: frozenset[int]) -> bool:
    """Whether a time hangs on another event of the sentence, which a noun has no part in."""
    owner = next((above for above in token.ancestors() if above.i in others), None)
    if owner is None or owner.i == trigger.i or is_verbal(trigger):
        return False
    if owner.i in (trigger.head_index, *(above.i for above in trigger.ancestors())):
        return False
    return trigger.i not in (owner.head_index, *(above.i for above in owner.ancestors()))


def _tells_when_said(token: Token, trigger: Token) -> bool:
    for above in token.ancestors():
        if above.i == trigger.i:
            return False
        if is_verbal(above):
            return above.lemma.lower() in words_of("telling") and trigger.head_index != token.i
    return False
