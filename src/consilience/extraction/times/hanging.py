"""On what does a time hang, where a parser would have it hang on something else?"""

from __future__ import annotations

import itertools
from typing import Final

from consilience.text.tokens import ParsedSentence, Token

_VERBAL: Final = frozenset({"VERB", "AUX"})
_BOUNDING: Final = frozenset({"since", "before", "until", "till"})
ACCOUNTS: Final = frozenset(
    """inquiry enquiry inquest investigation report study survey census commission estimate count
    tally review""".split()
)
_BOUNDS: Final = frozenset({"start", "beginning", "outset", "onset", "height", "end"})


def tells_of_subject(token: Token) -> bool:
    """Whether a time before its verb is that of a clause about the verb's subject.

    "Fighters who were there in January had been killed": a parser hangs it on "killed". And "an
    inquiry in 2013 gave the number of dead as 347" tells when they were counted.
    """
    if _is_of_bound(token) or _is_of_account(token):
        return True
    top = token
    while not top.is_root and top.head.pos not in _VERBAL:
        top = top.head
    verb = top.head
    if top.is_root or top.dep not in ("prep", "npadvmod", "advmod") or top.i > verb.i:
        return False
    words = verb.sentence.tokens
    for subject in verb.children:
        if subject.dep not in ("nsubj", "nsubjpass") or subject.i > top.i:
            continue
        inside = [part for part in subject.subtree() if part.i < top.i]
        last = max((part.i for part in inside if part.dep == "relcl"), default=None)
        if last is not None and all(words[i].lower != "," for i in range(last, top.i)):
            return True
    return False


def _is_of_bound(token: Token) -> bool:
    """Tell "fighters in the town at the start of the offensive last October were killed"."""
    above = [token, *token.ancestors()]
    for low, high in itertools.pairwise(above):
        if low.dep == "nsubjpass":
            chain = above[: above.index(low)]
            return any(step.lemma.lower() in _BOUNDS for step in chain)
        if high.pos in _VERBAL:
            return False
    return False


def _is_of_account(token: Token) -> bool:
    """Tell "a report in March put the toll at 40" from "a raid in March killed 40"."""
    for step in token.ancestors():
        if step.pos in _VERBAL:
            return False
        if step.dep in ("nsubj", "nsubjpass"):
            return step.lemma.lower() in ACCOUNTS
    return False


def is_backdrop(sentence: ParsedSentence, offset: int) -> bool:
    """Tell whether a day only bounds a clause ("since before the roads were closed on May 3").

    "The same day" is not that one.
    """
    token = next((token for token in sentence.tokens if token.end > offset), None)
    if token is None:
        return False
    return any(
        step.pos in _VERBAL
        and any(child.dep == "mark" and child.lower in _BOUNDING for child in step.children)
        for step in token.ancestors()
    )
