"""Does a figure count the victims of a whole war, and not of one happening?

"The conflict has killed more than 200,000 people", "a war that displaced millions", "170,000 have
died in the uprising": a report recalls such a total beside its news, and it grows from month to
month. It is a total so far, of no day and no town.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.extraction.events.lexicon import words_of
from consilience.extraction.figures.verbs import Trigger
from consilience.text.tokens import Token

_WARS: Final = frozenset(
    "war conflict uprising rebellion insurgency revolt revolution genocide dictatorship".split()
)
_DURING: Final = frozenset({"in", "by", "from", "during", "of", "over", "throughout"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_TOO_MANY: Final = 20_000
"""People from whom on what "have been killed" is no single happening of a war."""


def is_of_war(trigger: Trigger | None, best: float | None, *, perfect: bool) -> bool:
    """Tell whether those counted are the victims of a war, an uprising or the like as a whole.

    Args:
        trigger: The word that says what befell them.
        best: How many they are.
        perfect: Whether they "have been" killed, up to the day of the report.
    """
    if trigger is None:
        return False
    token = trigger.token
    doers = {doer.lemma.lower() for doer in _doers(token)}
    if doers & _WARS:
        return True
    if perfect and best is not None and best >= _TOO_MANY:
        causes = doers | {cause.lemma.lower() for cause in _times(token)}
        return causes.isdisjoint(words_of("nature"))  # an earthquake kills as many in a day
    return (perfect or token.pos == "NOUN") and any(
        war.lemma.lower() in _WARS and _is_whole(war) for war in _times(token)
    )


def _doers(token: Token) -> Iterator[Token]:
    """Yield what did it: the subject, or what a clause behind it tells of."""
    verb = token
    while verb.dep in ("conj", "xcomp") and verb.head.pos in ("VERB", "AUX"):
        verb = verb.head
    for step in {token.i: token, verb.i: verb}.values():
        own = [child for child in step.children if child.dep in _SUBJECTS]
        yield from (child for child in own if child.tag not in ("WDT", "WP"))
        if step.dep in ("relcl", "acl") and (not own or own[0].tag in ("WDT", "WP")):
            yield step.head


def _times(token: Token) -> Iterator[Token]:
    for step in (token, token.head):
        for child in step.children:
            if child.dep in ("prep", "agent") and child.lower in _DURING:
                yield from (part for part in child.children if part.dep == "pobj")


def _is_whole(war: Token) -> bool:
    """Whether *war* is the war itself, and not its fighting in one place or month."""
    return not any(
        child.dep == "prep" and child.lower in ("in", "on", "over", "for", "near")
        for child in war.children
    )
