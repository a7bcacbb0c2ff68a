"""Who is tied to an event by other words than the verb of the deed: "blamed on", "claimed by"."""

from __future__ import annotations

from collections.abc import Iterator
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
from consilience.model.scales import Blame
from consilience.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Tie:
    """A word for somebody, and the words that tie an event to them."""

    token: Token
    blame: Blame
    blamer: Token | None  # who does the accusing, where it is said


def find_ties(trigger: Token, others: frozenset[int] = frozenset()) -> list[Tie]:
    """Return whoever claims, or is said to have done, what *trigger* tells.

    Args:
        others: Indexes of the heads of all triggers of the sentence.

    """
    found: list[Tie] = []
    for verb in _verbs_on(trigger, others):
        lemma = verb.lemma.lower()
        committed = verb.dep == "acl" and verb.head.i != trigger.i and _is_committed(verb)
        if is_verbal(verb) and (committed or lemma in words_of("attributing")):
            objects = prepositional_objects(verb, _BEHIND - ({"on"} if committed else set()))
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
    if trigger.dep in ("pobj", "pcomp") and trigger.head.lower in _FOR_WHAT:
        found += _answerable(trigger.head.head)
    return found or list(_taken_up(trigger, others))


_BEHIND: Final = frozenset({"to", "on", "upon", "by"})
_FOR_WHAT: Final = frozenset({"for", "of", "in", "with", "to"})
_DEEDS: Final = frozenset({"action", "act", "attack", "incident", "operation", "crime", "case"})


def _verbs_on(trigger: Token, others: frozenset[int]) -> Iterator[Token]:
    """Yield the verbs that can say whose deed *trigger* is: above it, behind it, "in an action …".

    What is perpetrated is the deed, however far behind it the participle stands ("the murder of
    two nuns and their driver perpetrated by rebels").
    """
    yield trigger.head
    for child in trigger.children:
        if child.dep in ("acl", "relcl"):
            yield child
        if child.lower == "in" and child.i < trigger.i:
            acts = (act for act in child.children if act.lemma.lower() in _DEEDS)
            yield from (verb for act in acts if act.i not in others for verb in act.children)
    if not is_verbal(trigger):
        for part in trigger.subtree():
            if part.dep == "acl" and part.head.i != trigger.i and part.head.i not in others:
                yield from (part,) if _is_committed(part) else ()


def _is_committed(participle: Token) -> bool:
    if participle.lemma.lower() == "carry":
        return any(child.dep == "prt" and child.lower == "out" for child in participle.children)
    return participle.lemma.lower() in ("perpetrate", "commit")


def _taken_up(trigger: Token, others: frozenset[int]) -> Iterator[Tie]:
    """Yield who is accused behind *trigger* of what it tells, if nothing else comes between.

    "They condemned the bombing and blamed it on the army"; "… and blamed the army for it";
    "… and blamed the army".
    """
    tokens = trigger.sentence.tokens[trigger.i + 1 :]
    for token in tokens:
        if token.i in others:
            return
        lemma = token.lemma.lower()
        if not is_verbal(token) or _is_negated(token) or _is_under(token, trigger):
            continue
        taken = [child for child in token.children if child.dep in ("dobj", "nsubjpass")]
        if lemma in words_of("attributing") and taken and taken[0].lower in _IT:
            objects = prepositional_objects(token, frozenset({"to", "on", "upon"}))
            yield from _ties(list(objects), _ATTRIBUTED.get(lemma, "accused"), token)
        elif lemma in _BLAMING and token.dep not in ("amod", "acl"):
            of_what = [*prepositional_objects(token, _FOR_WHAT)]
            of_what += [deed for one in taken for deed in prepositional_objects(one, _FOR)]
            if all(deed.lower in _IT for deed in of_what):
                yield from _ties(verb_patients(token), "accused", token)


_IT: Final = frozenset({"it", "this", "that", "them", "these"})
_FOR: Final = frozenset({"for"})
_BLAMING: Final = frozenset({"blame", "accuse", "suspect"})


def _is_under(verb: Token, trigger: Token) -> bool:
    """Whether *verb* hangs on what *trigger* was done to, and so tells of that."""
    return not is_verbal(trigger) and any(above.i == trigger.i for above in verb.ancestors())


_DOINGS: Final = frozenset({"work", "doing", "responsibility", "handiwork"})
_ATTRIBUTED: Final[dict[str, Blame]] = {
    "claim": "claimed", "perpetrate": "told", "commit": "told", "carry": "told",
}  # fmt: skip


def _ties(tokens: list[Token], blame: Blame, verb: Token) -> Iterator[Tie]:
    blamer = next(iter(agents(verb)), None) if blame != "told" else None
    for token in with_conjuncts(tokens):
        yield Tie(token, blame, blamer)


def _answerable(word: Token) -> Iterator[Tie]:
    """Yield who is behind "claimed responsibility", "accused", "responsible" (*word*)."""
    if (claiming := _claiming(word)) is not None:
        if not _is_negated(claiming):
            claimants = with_conjuncts(_claimants(claiming))
            yield from (Tie(token, "claimed", None) for token in claimants)
    elif accused := list(_accused_of(word)):
        yield from accused
    elif (guilty := _guilty(word)) is not None:
        yield from _held_responsible(guilty)
    elif word.lemma.lower() in _SHARES:
        yield from _having_part(word)
    elif took := _taking_part(word):
        yield from (Tie(token, "told", None) for token in with_conjuncts(subjects(took)))


_GUILTY: Final = frozenset({"responsible", "guilty", "culpable"})
_SHARES: Final = frozenset(
    {"responsibility", "participation", "involvement", "complicity", "guilt", "role"}
)


def _guilty(word: Token) -> Token | None:
    """Return "responsible", where *word* is that, or the verb or person that it hangs with."""
    if word.lemma.lower() in _GUILTY:
        return word
    near = word.children if is_verbal(word) else word.head.children
    found = (child for child in near if child.lemma.lower() in _GUILTY)
    return next(found, None)


def _having_part(noun: Token) -> Iterator[Tie]:
    """Yield whose part in it is spoken of: "the army's involvement", "participation of rebels"."""
    if noun.head.lemma.lower() in words_of("refuse") or _is_negated(noun):
        return
    whose = [child for child in noun.children if child.dep == "poss"]
    yield from _ties([*whose, *prepositional_objects(noun, _OF)], "accused", noun)


_OF: Final = frozenset({"of", "by"})


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


_NOBODY: Final = frozenset({"no", "neither", "nor", "none", "nobody"})


def _is_negated(verb: Token) -> bool:
    """Whether nobody does what *verb* tells ("no group has claimed")."""
    near = [*verb.children, *(part for subject in subjects(verb) for part in subject.children)]
    near += subjects(verb)
    near += [part for held in verb.children if held.dep == "dobj" for part in held.children]
    return any(part.dep == "neg" or part.lower in _NOBODY for part in near)
