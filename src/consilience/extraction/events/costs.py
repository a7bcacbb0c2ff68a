"""Which figures belong to which event, and which of them are totals over a period."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from consilience.extraction.events.clauses import prepositional_objects
from consilience.extraction.events.lexicon import load_entries
from consilience.extraction.events.triggers import Trigger
from consilience.model.figures import Figure
from consilience.model.scales import EventKind, Measure
from consilience.model.times import TimeMention
from consilience.text.tokens import ParsedSentence, Token

_VIOLENT: Final[frozenset[EventKind]] = frozenset(
    {"battle", "air_strike", "shelling", "explosion", "suicide_bomb", "chemical_weapon",
     "shooting", "killing", "attack", "sexual_violence", "riot", "protest", "siege", "crash",
     "disaster", "robbery", "arson", "abduction", "territory_gain"}
)  # fmt: skip
_MORE_MISSING: Final[frozenset[EventKind]] = frozenset({"displacement"})
_MORE_DESTROYED: Final[frozenset[EventKind]] = frozenset({"looting", "heritage_damage"})
KINDS_OF: Final[Mapping[Measure, frozenset[EventKind]]] = {
    "killed": _VIOLENT,
    "injured": _VIOLENT,
    "killed_or_injured": _VIOLENT,
    "executed": frozenset({"killing"}),
    "missing": _VIOLENT | _MORE_MISSING,
    "detained": frozenset({"detention", "abduction", "protest", "riot"}),
    "arrested": frozenset({"detention", "protest", "riot", "investigation"}),
    "abducted": frozenset({"abduction"}),
    "displaced": frozenset({"displacement", "battle", "disaster"}),
    "returned": frozenset({"return"}),
    "trapped": frozenset({"siege", "disaster", "battle"}),
    "bodies_found": frozenset({"mass_grave", "killing"}),
    "surrendered": frozenset({"other", "battle", "territory_gain"}),
    "strikes": frozenset({"air_strike", "shelling"}),
    "attacks": _VIOLENT,
    "destroyed": _VIOLENT | _MORE_DESTROYED,
    "captured_area": frozenset({"territory_gain", "territory_loss"}),
    "captured_share": frozenset({"territory_gain", "territory_loss"}),
    "aid": frozenset({"aid_delivered", "aid_blocked"}),
    "rescued": frozenset({"other", "disaster"}),
    "released": frozenset({"other", "agreement"}),
    "affected": frozenset({"disaster"}),
}
"""Kinds of event that can have cost what a measure counts."""

_PERIOD_CUE: Final = re.compile(
    r"\b(?:since|so far|to date|alone|in total|altogether|overall|cumulative(?:ly)?"
    r"|(?:in|over|during|within|for) (?:just )?the (?:past|last|first|previous) (?:\w+ )?"
    r"(?:days|weeks|months|years|week of|half of|decade|quarter)"
    r"|in (?:(?:less than|under|over|about|only|just) )?(?:\d+|a|one|two|three|four|five|six"
    r"|several|a few) (?:week|month|year)s?"
    r"|(?:this|last) (?:year|month)|(?:each|every|per|a) (?:day|week|month|year)|between \d)",
    re.IGNORECASE,
)
_NOT_ONE_DAY: Final = frozenset({"week", "month", "quarter", "year", "decade", "open"})


def attach_figures(
    triggers: Sequence[Trigger], figures: Sequence[Figure]
) -> dict[int, tuple[Figure, ...]]:
    """Return, by position in *triggers*, the figures of that event; each figure once."""
    found: dict[int, list[Figure]] = {}
    for figure in figures:
        at = _owner(triggers, figure)
        if at is not None:
            found.setdefault(at, []).append(figure)
    return {at: tuple(owned) for at, owned in found.items()}


def is_aggregate(
    trigger: Trigger, figures: Sequence[Figure], time: TimeMention | None
) -> str | None:
    """Return why *trigger* tells a total over a period, or ``None``: it tells one event."""
    for figure in figures:
        if figure.count_kind in ("period_total", "cumulative"):
            return f"its figure is a {figure.count_kind.replace('_', ' ')}"
    countable = any(figure.best != 1 for figure in figures) or _is_plural(trigger.head)
    if not countable or time is None:
        return None
    if time.precision in _NOT_ONE_DAY and _is_of_several(trigger.head):
        return "counted over several events"
    cue = _PERIOD_CUE.search(_around(trigger.head.sentence, time))
    spans_days = time.timex == "DURATION" or time.precision in _NOT_ONE_DAY
    if cue is not None and spans_days:
        return f"counted over a period: '{cue.group().lower()}'"
    return None


def _is_of_several(token: Token) -> bool:
    """Whether *token* happened in a number of events ("killed in 386 clashes")."""
    wholes = [token, *prepositional_objects(token, frozenset({"in", "by", "during"}))]
    return any(
        _is_plural(whole) and any(child.dep == "nummod" for child in whole.children)
        for whole in wholes
        if whole is token or whole.lemma.lower() in load_entries()
    )


def _owner(triggers: Sequence[Trigger], figure: Figure) -> int | None:
    for at, trigger in enumerate(triggers):
        word = figure.trigger
        if word is not None and word.start < trigger.end and trigger.start < word.end:
            return at
    kinds = KINDS_OF.get(figure.measure)
    if kinds is None:
        return None
    found = figure.measure == "bodies_found"  # of the grave, and not of what filled it
    fitting = [
        (found and trigger.kind != "mass_grave", abs(trigger.start - figure.span.start), at)
        for at, trigger in enumerate(triggers)
        if trigger.kind in kinds
    ]
    return min(fitting)[-1] if fitting else None


def _is_plural(token: Token) -> bool:
    return token.tag in ("NNS", "NNPS")


def _around(sentence: ParsedSentence, time: TimeMention) -> str:
    """Return the words of *time* with a few before and behind it."""
    start = max(0, time.span.start - sentence.start - 24)
    return sentence.text[start : time.span.end - sentence.start + 12]
