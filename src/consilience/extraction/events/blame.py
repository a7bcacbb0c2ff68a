"""Who is said to be behind an event, and how: told, claimed, accused, suspected, possible.

What a report ties somebody to by another word than the verb of the deed ("blamed on", "claimed
responsibility for") is found here; so is how firm the tie is, whatever the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.extraction.events.clauses import (
    agents,
    is_blame,
    is_verbal,
    light_verb,
    prepositional_objects,
    subjects,
    verb_patients,
    with_conjuncts,
)
from consilience.extraction.events.lexicon import words_of
from consilience.extraction.events.triggers import Names
from consilience.model.scales import Blame
from consilience.model.statements import Statement
from consilience.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Tie:
    """A word for somebody, and the words that tie an event to them."""

    token: Token
    blame: Blame
    blamer: Token | None  # who does the accusing, where it is said


def find_ties(trigger: Token) -> list[Tie]:
    """Return whoever claims, or is said to have done, what *trigger* tells."""
    found: list[Tie] = []
    for verb in [trigger.head, *(child for child in trigger.children if child.dep == "acl")]:
        lemma = verb.lemma.lower()
        if is_verbal(verb) and lemma in words_of("attributing"):
            objects = prepositional_objects(verb, frozenset({"to", "on", "upon", "by"}))
            found += _ties(list(objects), _ATTRIBUTED.get(lemma, "accused"), verb)
    for act in (trigger, light_verb(trigger)):
        if act is not None and act.dep == "pcomp":
            found += _accused_of(act.head.head)
    if is_blame(trigger):
        objects = prepositional_objects(trigger, frozenset({"on", "upon"}))
        found += _ties(list(objects), "accused", trigger.head)
    if trigger.dep == "nsubj" and trigger.head.lemma.lower() == "be":
        works = [child for child in trigger.head.children if child.lemma.lower() in _DOINGS]
        for work in works:
            found += _ties(list(prepositional_objects(work, frozenset({"of"}))), "accused", work)
    if trigger.dep in ("pobj", "pcomp") and trigger.head.lower in ("for", "of", "in", "with"):
        found += _answerable(trigger.head.head)
    return found


def blame_of(
    trigger: Token,
    doers: Sequence[Token],
    ties: Sequence[Tie],
    statement: Statement | None,
    *,
    names: Names,
) -> Blame:
    """Return how the report ties the *doers* of *trigger* to it; the words beside them first.

    Args:
        names: The names of the sentence, and who in the report holds an office.

    """
    if any(tie.blame == "claimed" for tie in ties):
        return "claimed"
    official = statement is not None and _is_official(statement, names)
    ties = [tie for tie in ties if tie.blame != "told"]
    if ties:
        named = [tie.blamer for tie in ties if tie.blamer is not None]
        official = any(_is_authority(token, names) for token in named) if named else official
        return "accused by authorities" if official else "accused"
    hedged = [trigger, *doers, *(doer.head for doer in doers)]
    if any(_is_hedged(token) for token in hedged):
        return "accused by authorities" if official else "suspected"
    return _by_statement(statement, trigger, official=official)


def _by_statement(statement: Statement | None, trigger: Token, *, official: bool) -> Blame:
    maybe = any(
        child.dep == "aux" and child.lower in ("may", "might", "could")
        for verb in (trigger, trigger.head)
        for child in verb.children
    )
    if maybe or (statement is not None and statement.firmness == "possible"):
        return "possible"
    if statement is None or not statement.cue or statement.firmness in ("confirmed", "stated"):
        return "told"
    if statement.originator_kind in _TELLERS:
        return "told"  # "it was reported" accuses nobody
    if statement.originator_kind == "armed_group":
        return "claimed"
    return "accused by authorities" if official else "accused"


def _is_official(statement: Statement, names: Names) -> bool:
    """Whether an authority says so, or a person whom the report gives an office of one."""
    if statement.originator_kind in _AUTHORITIES or statement.speaker in names.officials:
        return True
    words = {
        word.strip(".,").lower().removesuffix("s")
        for span in statement.source
        for word in span.quote.split()
    }
    return statement.originator_kind in ("person", "organisation") and bool(words & _OFFICE)


_DOINGS: Final = frozenset({"work", "doing", "responsibility", "handiwork"})
_ATTRIBUTED: Final[dict[str, Blame]] = {"claim": "claimed", "perpetrate": "told"}
_TELLERS: Final = frozenset({"open", "outlet", "news_agency"})
_AUTHORITIES: Final = frozenset({"government", "military", "unnamed_official"})
_HEDGES: Final = frozenset(
    {"presumably", "allegedly", "apparently", "reportedly", "supposedly", "suspected", "presumed",
     "alleged", "supposed", "probably", "possibly", "suspect"}
)  # fmt: skip
_OFFICE: Final = frozenset(
    {"police", "army", "military", "government", "ministry", "minister", "president", "official",
     "authority", "prosecutor", "judge", "court", "commander", "general", "colonel", "spokesman",
     "governor", "mayor", "intelligence", "force", "secretary", "director", "chief", "sheriff",
     "attorney", "major", "captain", "lieutenant", "sergeant", "admiral", "brigadier", "brigade",
     "battalion", "troop", "guard", "garrison", "navy", "ambassador", "chancellor", "premier"}
)  # fmt: skip


def is_office(role: str | None) -> bool:
    """Whether *role*, a title or office, is one of an authority."""
    return any(word.strip(".,").lower() in _OFFICE for word in (role or "").split())


def _is_authority(token: Token, names: Names) -> bool:
    if names.official(token):
        return True
    near = [token, *(child for child in token.children if child.dep in ("compound", "appos"))]
    return any(part.lemma.lower() in _OFFICE for part in near)


def _is_hedged(token: Token) -> bool:
    return any(child.lower in _HEDGES for child in token.children)


def _ties(tokens: list[Token], blame: Blame, verb: Token) -> Iterator[Tie]:
    blamer = next(iter(agents(verb)), None) if blame != "told" else None
    for token in with_conjuncts(tokens):
        yield Tie(token, blame, blamer)


def _answerable(word: Token) -> Iterator[Tie]:
    """Yield who is behind "claimed responsibility", "accused", "responsible" (*word*)."""
    lemma = word.lemma.lower()
    if (claiming := _claiming(word)) is not None:
        if not _is_negated(claiming):
            claimants = with_conjuncts(_claimants(claiming))
            yield from (Tie(token, "claimed", None) for token in claimants)
    elif accused := list(_accused_of(word)):
        yield from accused
    elif lemma == "responsible":
        yield from _held_responsible(word)
    elif took := _taking_part(word):
        yield from (Tie(token, "told", None) for token in with_conjuncts(subjects(took)))


def _claiming(word: Token) -> Token | None:
    """Return the verb of "claimed responsibility", where *word* is either of the two."""
    verb, held = word.head, word
    if is_verbal(word):
        verb = word
        objects = (child for child in word.children if child.dep == "dobj")
        held = next(objects, word)
    owned = held.lemma.lower() in words_of("responsibility") and not is_verbal(held)
    return verb if owned and verb.lemma.lower() in words_of("owning_up") else None


def _accused_of(word: Token) -> Iterator[Tie]:
    """Yield who is accused, where *word* is the verb that does so or, with "of" below, whom."""
    if word.lemma.lower() in words_of("accusing") and is_verbal(word):
        yield from _ties(verb_patients(word), "accused", word)
    elif word.dep in ("dobj", "nsubjpass") and word.head.lemma.lower() in words_of("accusing"):
        yield from _ties([word], "accused", word.head)


def _taking_part(word: Token) -> Token | None:
    """Return the verb of "took part in", "participated in" (*word* is what "in" hangs on)."""
    lemma, verb = word.lemma.lower(), word
    if lemma == "part":
        verb = word.head
    parts = {child.lemma.lower() for child in verb.children if child.dep == "dobj"}
    takes = verb.lemma.lower() == "take" and "part" in parts
    return verb if (takes or lemma == "participate") and not _is_negated(verb) else None


def _held_responsible(word: Token) -> Iterator[Tie]:
    """Yield who is, or is held, *word* ("responsible"): an accusation, and whose it is."""
    verb = word.head
    own = [child for child in word.children if child.dep in ("nsubj", "dobj")]
    if own:
        yield from _ties(own, "accused", verb)
    elif verb.lemma.lower() in ("be", "seem", "appear"):
        yield from (Tie(token, "accused", None) for token in with_conjuncts(subjects(verb)))
    else:
        yield from _ties([child for child in verb.children if child.dep == "dobj"], "accused", verb)


def _claimants(verb: Token) -> list[Token]:
    """Return who claims it: of "the Front handed out leaflets claiming it", the Front."""
    found = subjects(verb)
    if verb.dep != "acl" or verb.tag != "VBG" or not is_verbal(verb.head.head):
        return found
    return [*found, *subjects(verb.head.head)]


def _is_negated(verb: Token) -> bool:
    """Whether nobody does what *verb* tells ("no group has claimed")."""
    near = [*verb.children, *(part for subject in subjects(verb) for part in subject.children)]
    return any(part.dep == "neg" or part.lower in ("no", "neither", "nor") for part in near)
