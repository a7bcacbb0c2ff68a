"""Did it happen, is it going on, planned, denied, supposed, or recalled?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consilience.extraction.events.clauses import governing_verb, is_verbal
from consilience.extraction.events.lexicon import words_of
from consilience.extraction.events.presupposed import is_presupposed, is_told_beside
from consilience.model.scales import Realis
from consilience.model.statements import Statement
from consilience.text.tokens import Token

Judged = tuple[Realis, str]


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word that hangs on a trigger and decides."""

    deps: frozenset[str]
    words: frozenset[str]
    realis: Realis


_CALLED: Final = frozenset({"amod", "advmod"})
_SIGNS: Final = (
    _Sign(frozenset({"det"}), frozenset({"no", "neither", "nor"}), "denied"),
    _Sign(frozenset({"det"}), frozenset({"any"}), "hypothetical"),
    _Sign(frozenset({"mark"}), frozenset({"if", "whether", "unless", "lest"}), "hypothetical"),
    _Sign(frozenset({"aux"}), frozenset({"will", "shall", "wo", "'ll"}), "planned"),
    _Sign(_CALLED, frozenset({"possible", "potential", "likely", "imminent"}), "hypothetical"),
    _Sign(_CALLED, frozenset({"planned", "attempted", "failed", "foiled"}), "planned"),
    _Sign(_CALLED, frozenset({"ongoing", "continuing", "continued"}), "ongoing"),
)
_MAYBE: Final = frozenset({"may", "might", "could", "would", "should", "can", "must"})
_UNDER: Final = frozenset({"dobj", "nsubj", "nsubjpass", "xcomp", "prep", "pobj", "agent", "attr",
                           "csubj", "pcomp"})  # fmt: skip
"""Relations through which what holds for a verb holds for what hangs on it."""


def realis_of(trigger: Token, statement: Statement | None) -> Judged:
    """Return how real the report makes what *trigger* tells, and the words that say so."""
    found = _habit(trigger) or _in_clause(trigger)
    if trigger.lemma.lower() in words_of("threatening"):
        return found or ("planned", "told as a threat")
    granted = is_presupposed(trigger) or is_told_beside(trigger)
    if found is None and not granted:
        found = _asked(trigger) or _above(trigger)
    if found is None and statement is not None:
        found = _of_statement(statement)
        if found is not None and found[0] == "denied" and _is_of_account(trigger):
            found = None  # who disputes an account of the fighting grants that there was some
        if found is not None and found[0] != "background" and granted:
            found = None
    if found is None and _is_progressive(trigger):
        return "ongoing", "the verb is progressive"
    if found is None and trigger.dep == "relcl" and trigger.tag in ("VBZ", "VBP"):
        return "hypothetical", "told as a habit"
    return found or ("happened", "told as a fact")


def _of_statement(statement: Statement) -> Judged | None:
    if statement.polarity == "denies" or statement.firmness == "denied":
        return "denied", "the statement denies it"
    if statement.firmness in ("hypothetical", "question"):
        return "hypothetical", f"the statement is a {statement.firmness}"
    if statement.firmness in ("expected", "command"):
        return "planned", f"the statement is {statement.firmness}"
    if statement.background:
        return "background", "the statement recalls something old"
    return None


def _asked(trigger: Token) -> Judged | None:
    """Tell what is only asked about ("it determines whose planes carry out raids")."""
    verb = None if is_verbal(trigger) else governing_verb(trigger)
    if verb is None or verb.dep not in ("ccomp", "pcomp"):
        return None
    subjects = [child for child in verb.children if child.dep in ("nsubj", "nsubjpass")]
    words = [*verb.children, *(part for subject in subjects for part in subject.children)]
    asked = any(word.tag in ("WDT", "WP$", "WP") for word in words)
    return ("hypothetical", "asked, not told") if asked else None


def _in_clause(token: Token) -> Judged | None:
    """Return what the words that hang on *token* say: negation, modals, conditions."""
    if is_aim(token):
        return _aimed_at(token)
    for child in token.children:
        word = child.lower
        if child.dep == "neg" or _is_nobody(child):
            return "denied", f"negated by '{word}'"
        if child.dep == "aux" and word in _MAYBE and not _is_perfect(token):
            return "hypothetical", f"under '{word}'"
        for sign in _SIGNS:
            if child.dep in sign.deps and word in sign.words:
                return sign.realis, f"beside '{word}'"
    return None


def _aimed_at(verb: Token) -> Judged:
    """Return how real *verb*, an infinitive, is: "tried to kill him", "did not try to"."""
    above = verb.head.lemma.lower()
    if verb.dep == "xcomp" and any(child.dep == "neg" for child in verb.head.children):
        return "denied", f"not even under '{above}'"
    if above in words_of("threatening"):
        return "planned", "told as a threat"
    tried = verb.dep == "xcomp" and above in words_of("trying")
    return "planned", "told as an attempt" if tried else "told as an aim"


def _above(token: Token) -> Judged | None:
    """Return what the words that *token* hangs on say, up to the clause that reports it."""
    below, known = token, False
    for above in token.ancestors():
        if is_told_beside(below):
            return None
        found = _under_verb(above, below) if is_verbal(above) else _under_noun(above, below)
        if found is not None:
            return None if known and found[0] == "denied" else found
        known = known or _is_known_for(above, below)
        reports = above.lemma.lower() in words_of("telling")
        if is_verbal(above) and (reports or not _shares_mood(below)):
            return None
        below = above
    return None


def _is_known_for(noun: Token, below: Token) -> bool:
    """Whether *below* only tells which ones are meant ("it omits the six people killed there")."""
    if is_verbal(noun) or below.dep != "acl" or below.tag not in ("VBN", "VBD"):
        return False
    return any(child.dep == "det" and child.lower == "the" for child in noun.children)


def _under_noun(noun: Token, below: Token) -> Judged | None:
    lemma = noun.lemma.lower()
    if lemma == "without" and below.dep in ("pobj", "pcomp"):
        return "denied", "under 'without'"
    if lemma in words_of("risk") and below.dep in ("prep", "acl", "pcomp", "compound"):
        return "hypothetical", f"under '{lemma}'"
    if lemma in words_of("account") and below.dep == "prep" and _is_some(below):
        return "hypothetical", f"only the {lemma} of it is told"
    return None


def _is_of_account(trigger: Token) -> bool:
    preposition = trigger.head
    return (
        trigger.dep == "pobj"
        and preposition.lower == "of"
        and preposition.head.lemma.lower() in words_of("account")
        and not _is_some(preposition)
    )


def _is_some(preposition: Token) -> bool:
    """Whether what is told of is new ("the account of a car bomb", not "of the bombing")."""
    objects = [child for child in preposition.children if child.dep == "pobj"]
    return preposition.lower == "of" and not any(
        child.dep in ("det", "poss") and child.lower not in ("a", "an")
        for noun in objects
        for child in noun.children
    )


def _under_verb(verb: Token, below: Token) -> Judged | None:
    lemma = verb.lemma.lower()
    if lemma in words_of("refuse") and below.dep != "advcl":
        return "denied", f"under '{lemma}'"
    if lemma in words_of("foil") and below.dep in ("dobj", "nsubjpass", "xcomp", "prep"):
        tried = lemma in words_of("trying") or lemma in words_of("thwarting")
        return "planned", f"{'told as an attempt, ' if tried else ''}under '{lemma}'"
    if lemma in words_of("plan_verbs") and _is_planned(below):
        return "planned", f"under '{lemma}'"
    if lemma in words_of("fearing") and below.dep in ("dobj", "nsubjpass", "ccomp"):
        return "hypothetical", f"under '{lemma}'"
    if lemma in words_of("going_on") and below.dep == "xcomp":
        return "ongoing", f"under '{lemma}'"
    return _in_clause(verb) if _shares_mood(below) else None


def _is_planned(below: Token) -> bool:
    if below.dep == "xcomp":
        return True
    bare = not is_verbal(below) or below.tag in ("VB", "VBG")
    return bare and below.dep in ("ccomp", "dobj", "prep")


def _shares_mood(below: Token) -> bool:
    """Whether what holds for the verb above holds for *below* too."""
    if below.dep == "conj":
        return not any(child.dep in ("nsubj", "nsubjpass", "aux") for child in below.children)
    return below.dep in _UNDER


def is_aim(verb: Token) -> bool:
    """Whether *verb* is an infinitive that nothing says was reached ("to retake the town")."""
    if not any(child.tag == "TO" for child in verb.children) or _is_perfect(verb):
        return False
    if verb.dep == "xcomp":
        return verb.head.lemma.lower() not in words_of("reaching")
    if verb.dep in ("acl", "relcl") and _is_in_row(verb.head):
        return False  # "the second reporter to be killed this week"
    return verb.dep in ("advcl", "acl", "relcl", "ROOT", "appos", "csubj")


def _is_in_row(noun: Token) -> bool:
    return any(child.lower in words_of("ordinal") for child in noun.children)


def _habit(verb: Token) -> Judged | None:
    """Tell what is denied and is no happening ("it does not target civilians")."""
    does = any(
        child.dep == "aux" and child.lower in ("do", "does") and child.tag in ("VBP", "VBZ")
        for child in verb.children
    )
    never = does and any(child.dep == "neg" for child in verb.children)
    return ("hypothetical", "said never to be done") if never else None


def _is_nobody(child: Token) -> bool:
    """Whether *child* is a subject or object that is nobody ("none was killed")."""
    if child.dep not in ("nsubj", "nsubjpass", "dobj"):
        return False
    nobody = ("none", "nobody", "nothing")
    return child.lower in nobody or any(
        part.dep == "det" and part.lower == "no" for part in child.children
    )


def _is_perfect(verb: Token) -> bool:
    return any(child.dep == "aux" and child.lower == "have" for child in verb.children)


def _is_progressive(token: Token) -> bool:
    verb = token if is_verbal(token) else governing_verb(token)
    if verb is None or verb.tag != "VBG" or (verb is not token and not _shares_mood(token)):
        return False
    now = ("is", "are", "'re", "am")
    return any(child.dep == "aux" and child.lower in now for child in verb.children)
