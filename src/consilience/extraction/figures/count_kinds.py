"""What do the words of a clause make of a count: of one happening, of a period, of all since then?

And is it observed, estimated, planned, recalled, laid on somebody or only supposed?
"""

from __future__ import annotations

import re
from typing import Final

from consilience.extraction.figures.verbs import Trigger
from consilience.model.scales import CountKind, FigureRole, Measure
from consilience.text.tokens import Token

_STATES: Final[frozenset[Measure]] = frozenset(
    {"strength", "remaining", "trapped", "captured_share", "captured_area"}
)
_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_NOW = re.compile(
    r"\b(?:now|currently|at present|at the moment|as of (?:now|today)|remain(?:s(?!\s+of)|ing)?"
    r"|still|today hosts|are living|is holding|are holding)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?<!have )(?<!has )(?<!had )\bsince\b"
    r"(?!\s+(?:then\s+)?(?:he|she|it|they|the\s+\w+\s+(?:is|are|was))\b)|\bso far\b|\bto date\b"
    r"|\b(?:bring\w*|raising|rais\w+|tak\w+)\b.{0,40}\btotal\b|\boverall (?:death )?toll\b"
    r"|\bcumulative|\bin total since\b|\bsince the (?:start|beginning|outbreak)\b",
    re.IGNORECASE,
)
_SHORT_BOUT = re.compile(r"(?i)\bin\s+(?:two|three|2|3)\s+(?:hours|days)")
"""A massacre "in two days" is one happening; "in the past two days" is a stretch of time."""
_PERIOD = re.compile(
    r"\b(?:in|during|over|within|for|through(?:out)?)\s+(?:just\s+|only\s+)?(?:the\s+)?"
    r"(?:(?:first|last|past|previous|final|second|opening|recent|latest)\s+)?"
    r"(?:(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several|couple of)\s+)?"
    r"(?:hours|days|weeks?|months?|years?|quarter|decades?)\b"
    r"|\b(?:this|each|every|per)\s+(?:week|month|year)\b|\b(?:week|month|year)\s+alone\b"
    rf"|\bin\s+(?:{_MONTHS})(?:\s+(?:alone|and|20\d\d|19\d\d))"
    rf"|\bfrom\s+(?:{_MONTHS})\s+(?:to|through|until)\s+(?:{_MONTHS})\b"
    rf"|\bbetween\s+(?:\w+\s)?(?:\d{{1,2}}\s)?(?:{_MONTHS}|(?:19|20)\d\d)\b"
    r"|\bin\s+(?:all\s+of\s+)?(?:19|20)\d\d\s+alone\b",
    re.IGNORECASE,
)
_ROUND_UP = re.compile(
    r"\bin\s+(?:at least\s+)?(?:[\w-]+\s+)?"
    r"(?:separate|different|unrelated|several|\d+|two|three|four|five|six|seven|eight|nine|ten)\s+"
    r"(?:[\w-]+\s+){0,2}(?:attacks|shootings|incidents|stabbings|homicides|murders)\b"
    r"|\bin\s+(?:[\w-]+\s+){0,2}(?:shootings|stabbings|homicides)\s+(?:across|throughout|around"
    r"|over|since|during|on\s+\w+day|\w+day|this|last|that\s+day)\b"
    r"|\b(?:throughout|during|over)\s+(?:the|this)\s+weekend\b"
    r"|\bweekend\s+(?:shootings|violence|of\s+\w+)\b",
    re.IGNORECASE,
)
"""Several happenings taken together: "wounded in 11 shooting incidents over the weekend"."""
_ONE_HAPPENING = re.compile(
    r"\b(?:an?|the|this|that|another|one)\s+(?:[\w'’-]+\s){0,3}?"
    r"(?:attack|blast|explosion|bombing|raid|ambush|massacre|shooting|crash|strike|airstrike"
    r"|incident|assault|clash|stampede|fire|collision|grave|operation|battle)\b",
    re.IGNORECASE,
)
_ESTIMATE = re.compile(
    r"\b(?:estimat\w+|believe[sd]?|thought to|think|reckon\w*|calculat\w+|assess\w*|probably"
    r"|likely)\b",
    re.IGNORECASE,
)
_PLANNING = re.compile(
    r"\b(?:expect\w*(?!\s+to\s+(?:surviv|live|recover|make|be\s))|will|would(?!\s+later)|could|plan(?:s|ned|ning)?|forecast\w*|predict\w*"
    r"|project(?:s|ed)|prepar\w+|anticipat\w+|may\s+(?!have)|might\s+(?!have))\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:goal|target of|aim(?:s|ed|ing)? to|hopes? to|pledge\w*|vow\w*)\b", re.IGNORECASE
)
_CONCEDED = re.compile(
    r"\b(?:acknowledg\w+|admit\w*|conced\w+|accept\w* responsibility)\b", re.IGNORECASE
)
_CASUALTIES: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "executed", "bodies_found", "missing", "abducted",
     "arrested", "detained", "rescued", "released", "surrendered", "destroyed", "strikes",
     "attacks"}
)  # fmt: skip


def find_count_kind(measure: Measure, clause: str, *, perfect: bool = False) -> CountKind:
    """Return the kind of count that the words say.

    Args:
        measure: What is counted.
        clause: The words of the trigger's clause.
        perfect: The verb is "have killed", and the sentence says since when.
    """
    if measure in ("distance", "duration", "money", "rate", "other"):
        return "unstated"
    if measure in _STATES:
        return "snapshot"
    if _NOW.search(clause) and measure not in ("killed", "injured", "executed", "bodies_found"):
        return "snapshot"
    if perfect or _SINCE.search(clause):
        return "cumulative"
    one = _ONE_HAPPENING.search(clause) or _SHORT_BOUT.search(clause)
    if (_PERIOD.search(clause) and not one) or (
        measure in _CASUALTIES and _ROUND_UP.search(clause)
    ):
        return "period_total"
    return "incident" if measure in _CASUALTIES else "unstated"


def find_role(clause: str, *, words: str) -> FigureRole:
    """Return whether the count is observed, estimated, planned, conceded or aimed at.

    Args:
        clause: The words of the trigger's clause.
        words: The words from the sentence's start to the quantity's end.
    """
    if _TARGET.search(clause):
        return "target"
    if _PLANNING.search(clause):
        return "planning"
    if _CONCEDED.search(words):
        return "conceded"
    return "estimate" if _ESTIMATE.search(words) else "observed"


_RECALLED = re.compile(
    r"\b(?:years?|decades?|months?)\s+(?:ago|earlier|before)\b|\blast\s+(?:year|month)\b"
    r"|\bin\s+(?:another|previous|earlier|past|separate|unrelated|different)\s+(?:\w+\s)?"
    r"(?:attack|shooting|incident|case|bombing|ambush)s?\b"
    r"|\bin\s+an?\s+(?:previous|earlier|past|separate|unrelated|different)\s+(?:\w+\s)?"
    r"(?:attack|shooting|incident|case|bombing|ambush)\b"
    r"|\b(?:earlier|previously)\s+this\s+(?:year|month)\b"
    r"|\bin\s+recent\s+(?:years|months|weeks)\b|\bhave\s+(?:previously|formerly)\b",
    re.IGNORECASE,
)
BLAMED: Final = frozenset(
    """responsible suspect suspected accuse implicate wanted plan plot orchestrate direct involve
    linked link behind participate mastermind facilitate sentence convict responsibility tie
    coordinate convicted""".split()
)
"""Words under which stands what somebody did before: "responsible for the attack that killed"."""


def is_recalled(clause: str) -> bool:
    """Tell whether the words of a clause recall something older than what is reported."""
    return _RECALLED.search(clause) is not None


def is_blamed(trigger: Trigger | None) -> bool:
    """Tell "wanted for an attack that killed two", where the attack may be older news."""
    if trigger is None or trigger.token.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
        return False
    return any(
        above.lemma.lower() in BLAMED and (above.pos != "NOUN" or above.lemma == "responsibility")
        for above in trigger.token.ancestors()
    )


_NESTED: Final = frozenset({"relcl", "acl", "ccomp", "advcl", "parataxis"})
_MANAGING: Final = frozenset(
    {"manage", "able", "continue", "begin", "help", "appear", "seem", "use", "believe", "know"}
)


def is_purpose(trigger: Trigger) -> bool:
    """Tell "an operation to arrest a man", where nobody has been arrested yet."""
    token = trigger.token
    if token.tag != "VB" or token.is_root:
        return False
    infinitive = any(child.dep == "aux" and child.lower == "to" for child in token.children)
    return infinitive and token.head.lemma.lower() not in _MANAGING


def is_supposed(trigger: Trigger) -> bool:
    """Tell "whether the boy was shot", "if she is hurt", "would have shot him": nobody says so."""
    for token in (trigger.token, *trigger.token.ancestors()):
        for child in token.children:
            marked = child.dep == "mark" and child.lower in ("if", "whether", "unless")
            if marked or (child.lower in ("would", "could") and _has_have(token)):
                return True
        if token.dep in _NESTED or token.pos not in ("VERB", "AUX", "ADJ"):
            return False
    return False


def _has_have(verb: Token) -> bool:
    return any(child.dep == "aux" and child.lower == "have" for child in verb.children)


def has_happened(trigger: Trigger) -> bool:
    """Tell "were detained", "the death of a man", which have happened, from "will be detained"."""
    token = trigger.token
    if token.tag == "VBD" or trigger.rule in ("of what happened", "whose"):
        return True
    auxiliaries = [child for child in token.children if child.dep in ("aux", "auxpass")]
    return token.tag == "VBN" and any(child.tag == "VBD" for child in auxiliaries)


def is_perfect(trigger: Trigger) -> bool:
    """Tell "have killed"."""
    verb = trigger.token
    if verb.dep == "conj" and verb.head.pos == "VERB":
        verb = verb.head
    return any(child.dep == "aux" and child.lower in ("have", "has") for child in verb.children)


def clause_words(token: Token, *, keep: Token) -> str:
    """Return the words of the clause around *token*, without clauses that hang on it.

    Args:
        token: Of the clause, such as the trigger.
        keep: A token whose clause is never left out.
    """
    head = token
    while not head.is_root and head.dep not in _NESTED:
        if head.dep == "conj" and head.pos in ("VERB", "AUX") and _has_subject(head):
            break
        head = head.head
    kept = {token.i, keep.i} | {above.i for one in (token, keep) for above in one.ancestors()}
    inside = [head]
    for one in inside:
        inside.extend(
            child
            for child in one.children
            if child.i in kept or child.dep not in _NESTED or _since(child)
        )
    return " ".join(one.text for one in sorted(inside, key=lambda one: one.i))


def _since(clause: Token) -> bool:
    return any(child.dep == "mark" and child.lower == "since" for child in clause.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep in ("nsubj", "nsubjpass") for child in verb.children)
