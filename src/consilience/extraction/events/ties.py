"""Who is tied to an event by other words than the verb of the deed: "blamed on", "claimed by"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consilience.extraction.events.clauses import (
    agents,
    condemning,
    is_blame,
    is_for_which,
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
        apart = verb.dep in _LOOSE and verb.head.i != trigger.i
        committed = apart and _is_committed(verb)
        if is_verbal(verb) and (committed or lemma in words_of("attributing")):
            objects = prepositional_objects(verb, _BEHIND - ({"on"} if committed else set()))
            found += _ties(list(objects), _ATTRIBUTED.get(lemma, "accused"), verb)
    for act in (trigger, light_verb(trigger)):
        if act is not None and act.dep == "pcomp":
            found += _accused_of(act.head.head)
    if is_blame(trigger):
        objects = prepositional_objects(trigger, frozenset({"on", "upon"}))
        found += _ties(list(objects), "accused", trigger.head)
    found += [*_whose_work(trigger), *_answered_for(trigger)]
    return found or list(_taken_up(trigger, others))


def _whose_work(trigger: Token) -> Iterator[Tie]:
    """Yield whose work *trigger* is said to be: "the attack was the work of rebels"."""
    if trigger.dep == "nsubj" and trigger.head.lemma.lower() == "be":
        works = [child for child in trigger.head.children if child.lemma.lower() in _DOINGS]
        for work in works:
            yield from _ties(list(prepositional_objects(work, _OF_WHOM)), "accused", work)


def _answered_for(trigger: Token) -> Iterator[Tie]:
    """Yield who is accused of *trigger*, claims it, or has part in it."""
    if trigger.dep in ("pobj", "pcomp") and trigger.head.lower in _FOR_WHAT:
        yield from list(_answerable(trigger.head.head)) or _accused_further_up(trigger.head)
    for clause in trigger.children:
        if clause.dep == "relcl" and is_for_which(clause):
            yield from _answerable(clause)


_OF_WHOM: Final = frozenset({"of"})


_LOOSE: Final = frozenset({"acl", "advcl", "conj"})
"""Relations by which a participle behind a comma may hang on another word than the deed."""
_BEHIND: Final = frozenset({"to", "on", "upon", "by"})
_FOR_WHAT: Final = frozenset({"for", "of", "in", "with", "to"})
_OF_WHAT: Final = frozenset({"for", "of"})
_DEEDS: Final = frozenset({"action", "act", "attack", "incident", "operation", "crime", "case"})


def _verbs_on(trigger: Token, others: frozenset[int]) -> Iterator[Token]:
    """Yield the verbs that can say whose deed *trigger* is: above it, behind it, "in an action …".

    What is perpetrated is the deed, however far behind it the participle stands ("the murder of
    two nuns and their driver perpetrated by rebels").
    """
    yield trigger.head
    yield from _behind_condemned(trigger)
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


def _behind_condemned(trigger: Token) -> list[Token]:
    """Return the participle of "condemned the murder of a priest, committed by rebels"."""
    verb = condemning(trigger)
    clauses = () if verb is None else (child for child in verb.children if child.i > trigger.i)
    return [child for child in clauses if child.dep in _LOOSE and _is_committed(child)]


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
    elif (bearing := _bearing(word)) is not None:
        held = [] if _is_negated(bearing) else with_conjuncts(subjects(bearing))
        yield from (Tie(token, "accused", None) for token in held)
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
    parties = with_conjuncts([*whose, *prepositional_objects(noun, _OF)])
    yield from (Tie(token, "accused", None) for token in parties)


_OF: Final = frozenset({"of", "by"})


def _bearing(word: Token) -> Token | None:
    """Return the verb of "bears responsibility", which others say, where *word* is either."""
    verb = word if is_verbal(word) else word.head
    held = {child.lemma.lower() for child in verb.children if child.dep == "dobj"}
    blamed = not held.isdisjoint(words_of("responsibility"))
    return verb if blamed and verb.lemma.lower() in ("bear", "share") else None


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


def _accused_further_up(preposition: Token) -> list[Tie]:
    """Return who is accused, where "of" hangs on the last word for them and not on the verb.

    "They blamed the regime and its army for the killing", "accused squads run by the army of it".
    """
    below = preposition.head
    if preposition.lower not in _OF_WHAT:
        return []
    for above in below.ancestors():
        if is_verbal(above) and above.lemma.lower() in words_of("accusing"):
            whom = below.dep in ("dobj", "nsubjpass")
            return list(_ties(verb_patients(above), "accused", above)) if whom else []
        below = above
    return []


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
    if word.dep == "amod" and not is_verbal(verb):  # "hold the army responsible", by the parse
        if verb.dep == "dobj" and is_verbal(verb.head):
            yield from _ties(verb_patients(verb.head), "accused", verb.head)
        return
    own = [child for child in word.children if child.dep in ("nsubj", "dobj")]
    if own:
        yield from _ties(own, "accused", verb)
    elif verb.lemma.lower() in ("be", "seem", "appear"):
        yield from (Tie(token, "accused", None) for token in with_conjuncts(subjects(verb)))
    else:
        held = [child for child in verb.children if child.dep in ("dobj", "nsubjpass")]
        yield from _ties(held, "accused", verb)


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
