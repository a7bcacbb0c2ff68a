"""Who does what to whom around one word, read off the dependencies of its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.extraction.events.lexicon import words_of
from consilience.text.tokens import Token

_SHARES_SUBJECT: Final = frozenset({"conj", "xcomp", "advcl", "ccomp"})
_OF: Final = frozenset({"of", "on", "against", "at", "to", "upon", "targeting", "over"})
_LEFT_PARTS: Final = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "predet", "quantmod", "advmod", "neg"}
)


def is_verbal(token: Token) -> bool:
    """Whether *token* is used as a verb or as a participle in front of a noun."""
    return token.pos in ("VERB", "AUX") or (token.tag in ("VBN", "VBD", "VBG", "VB"))


def agents(token: Token) -> list[Token]:
    """Return the words for who did it, of a verb or of a noun of action."""
    found = _verb_agents(token) if is_verbal(token) else _noun_agents(token)
    return with_conjuncts(found)


def patients(token: Token) -> list[Token]:
    """Return the words for what it was done to, of a verb or of a noun of action."""
    found = verb_patients(token) if is_verbal(token) else _noun_patients(token)
    return with_conjuncts(found)


def with_conjuncts(tokens: list[Token]) -> list[Token]:
    """Return *tokens* and those that are joined to them by "and", in order."""
    found = list(tokens)
    for token in found:
        found.extend(child for child in token.children if child.dep in ("conj", "appos"))
    return found


def phrase_bounds(token: Token) -> tuple[int, int]:
    """Return start and end of the noun phrase of *token*, without clauses behind it."""
    first, last = token, token
    for child in token.children:
        if child.i < token.i and child.dep in _LEFT_PARTS:
            first = min(first, *_left_edge(child), key=lambda part: part.i)
        elif child.i == token.i + 1 and child.lower == "of":
            last = max([last, *_objects(child)], key=lambda part: part.i)
    return first.start, last.end


def naming_bounds(token: Token) -> tuple[int, int]:
    """Return `phrase_bounds` with all that "of" adds ("members of the front of the army").

    And with the body that they are said to belong to, or are called by.
    """
    start, end = phrase_bounds(token)
    part = token
    while True:
        below = [pobj for prep in part.children if prep.lower == "of" for pobj in _objects(prep)]
        below = [*_called(part), *below]
        if not below:
            return start, end
        part = below[-1]
        end = max(end, part.end)


def _called(noun: Token) -> list[Token]:
    """Return the names in "rebels belonging to the Front", "a group called the Falcons"."""
    clauses = (child for child in noun.children if child.dep == "acl" and child.i > noun.i)
    return [
        name
        for clause in clauses
        if clause.lemma.lower() in words_of("belonging")
        for name in (
            *prepositional_objects(clause, frozenset({"to", "as", "with"})),
            *(child for child in clause.children if child.dep == "oprd"),
        )
    ]


def governing_verb(token: Token) -> Token | None:
    """Return the verb whose clause *token* stands in; of a verb, the verb above it."""
    return next((above for above in token.ancestors() if is_verbal(above)), None)


def condemning(noun: Token) -> Token | None:
    """Return the verb of "condemned the army's raid" for "raid", where there is one."""
    top = noun
    while top.dep in ("conj", "appos") and not is_verbal(top):
        top = top.head
    verb = top.head
    if is_verbal(noun) or top.dep not in ("dobj", "nsubjpass"):
        return None
    return verb if verb.lemma.lower() in words_of("condemning") and is_verbal(verb) else None


def is_for_which(clause: Token) -> bool:
    """Whether *clause* says whose the deed before it is: "for which they are held responsible"."""
    return any(
        part.tag == "WDT"
        for child in clause.children
        if child.dep == "prep" and child.lower in ("for", "of", "in")
        for part in child.children
    )


def light_verb(noun: Token) -> Token | None:
    """Return the verb of "carried out an attack" for "attack", where there is one."""
    verb = noun.head
    if noun.dep in ("dobj", "nsubjpass") and verb.lemma.lower() in words_of("light"):
        return verb
    return None


def prepositional_objects(token: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    """Yield what hangs on *token* by one of *prepositions*."""
    for child in token.children:
        if child.dep in ("prep", "agent", "dative") and child.lower in prepositions:
            yield from _objects(child)


def _verb_agents(verb: Token) -> list[Token]:
    if verb.lemma.lower() in words_of("undergo"):
        return []
    passive = _is_passive(verb)
    found = [part for child in verb.children if child.dep == "agent" for part in _objects(child)]
    if passive:
        return found or list(prepositional_objects(verb, frozenset({"by"})))
    return found or subjects(verb)


def _joint_agents(verb: Token) -> list[Token]:
    """Return the army of "it was planned and carried out by the army", of the first verb."""
    joined = (child for child in verb.children if child.dep == "conj" and child.tag == "VBN")
    light = (child for child in joined if child.lemma.lower() in words_of("light"))
    found = (part for child in light for part in child.children if part.dep == "agent")
    return [agent for part in found for agent in _objects(part)]


def verb_patients(verb: Token) -> list[Token]:
    """Return the words for what *verb* was done to."""
    if verb.lemma.lower() in words_of("undergo"):
        return subjects(verb)
    if _is_passive(verb):
        return _passive_subjects(verb)
    found = [child for child in verb.children if child.dep in ("dobj", "oprd")]
    return found or list(prepositional_objects(verb, frozenset({"on", "at", "against"})))


def _is_passive(verb: Token) -> bool:
    if any(child.dep in ("nsubjpass", "auxpass", "agent") for child in verb.children):
        return True
    if verb.dep in ("amod", "acl") and verb.tag in ("VBN", "VBD"):
        return not any(child.dep == "nsubj" for child in verb.children)
    return (
        verb.dep == "conj"
        and verb.tag == "VBN"
        and not any(child.dep in ("nsubj", "dobj") for child in verb.children)
        and _is_passive(verb.head)
    )


def _passive_subjects(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep == "nsubjpass"]
    if found:
        return [_antecedent(child, verb) for child in found]
    if verb.dep in ("amod", "acl", "relcl"):
        return [verb.head]
    if verb.dep == "conj" and is_verbal(verb.head):
        return _passive_subjects(verb.head)
    return []


def subjects(verb: Token) -> list[Token]:
    """Return the words for who or what does *verb*, its clause's own or a shared one."""
    own = [child for child in verb.children if child.dep in ("nsubj", "nsubjpass")]
    if own:
        return [_antecedent(child, verb) for child in own]
    if verb.dep in ("relcl", "acl") and not is_verbal(verb.head):
        return [] if _is_where(verb) else [verb.head]
    if verb.dep in _SHARES_SUBJECT and is_verbal(verb.head):
        return subjects(verb.head)
    if verb.dep == "pcomp":
        return _accused(verb.head.head)
    return []


def _is_where(clause: Token) -> bool:
    """Whether the noun of "a bomb went off near an army post killing six" only says where."""
    noun = clause.head
    beside = clause.dep == "acl" and clause.tag == "VBG" and noun.dep == "pobj"
    return beside and noun.head.lower in _WHERE


_WHERE: Final = frozenset({"near", "beside", "outside", "inside", "at", "on", "in"})


def _accused(verb: Token) -> list[Token]:
    """Return who is said to have done it: the army, of "accused the army of shelling it"."""
    if verb.lemma.lower() in words_of("accusing") and is_verbal(verb):
        return verb_patients(verb)
    if verb.dep in ("dobj", "nsubjpass") and verb.head.lemma.lower() in words_of("accusing"):
        return [verb]
    if verb.lemma.lower() == "responsible":
        return subjects(verb.head)
    return []


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.tag in ("WDT", "WP") and verb.dep == "relcl":
        return verb.head
    return subject


def _noun_agents(noun: Token) -> list[Token]:
    befell = _befallen(noun)
    found = list(prepositional_objects(noun, frozenset({"by", "between", "from"})))
    found += [
        child
        for child in noun.children
        if child.i < noun.i
        and child not in befell
        and (child.dep == "poss" or (child.dep in ("compound", "amod", "nmod") and child.name))
    ]
    for verb in (light_verb(noun), _committing(noun)):
        found += [] if verb is None else _verb_agents(verb) or _joint_agents(verb)
    return found


def _committing(noun: Token) -> Token | None:
    """Return the participle of "the murder committed by rebels against a priest"."""
    participles = (child for child in noun.children if child.dep == "acl" and child.tag == "VBN")
    return next((verb for verb in participles if verb.lemma.lower() in words_of("light")), None)


def _noun_patients(noun: Token) -> list[Token]:
    found = prepositional_objects(noun, _OF - {"on", "upon"} if is_blame(noun) else _OF)
    verb = _committing(noun)
    against = [] if verb is None else list(prepositional_objects(verb, _AGAINST))
    return list(found) or against or _befallen(noun) or _receiving(noun)


def _receiving(noun: Token) -> list[Token]:
    """Return the mayor of "the mayor received death threats"."""
    verb = noun.head
    if noun.dep != "dobj" or verb.lemma.lower() not in words_of("receiving"):
        return []
    return subjects(verb)


def _befallen(noun: Token) -> list[Token]:
    """Return whom "the mayor's death" befell; "the army's murder of two nuns" befell others."""
    if noun.lemma.lower() not in words_of("befalling") or any(
        child.lower == "of" for child in noun.children
    ):
        return []
    return [
        child
        for child in noun.children
        if (child.dep == "poss" and child.name not in _NO_VICTIMS)
        or (child.dep in ("compound", "nmod") and child.name == "PERSON" and child.i < noun.i)
    ]


_AGAINST: Final = frozenset({"against", "on", "upon"})
_NO_VICTIMS: Final = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})


def is_blame(noun: Token) -> bool:
    """Whether "on" tells whom *noun* is blamed on, not what it was done to."""
    return noun.dep == "dobj" and noun.head.lemma.lower() in ("blame", "pin")


def _objects(preposition: Token) -> list[Token]:
    return [child for child in preposition.children if child.dep in ("pobj", "pcomp")]


def _left_edge(token: Token) -> list[Token]:
    return [token, *(part for part in token.subtree() if part.i < token.i)]
