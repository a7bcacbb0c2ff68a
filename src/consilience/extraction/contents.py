"""What is said: the words that a cue attributes, by the way in which it takes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from consilience.extraction.cues import Cue
from consilience.extraction.quotations import Quotations
from consilience.text.tokens import Token

_REPORTING: Final = frozenset(
    {"report", "claim", "estimate", "expect", "confirm", "deny", "dispute"}
)
"""Classes whose passive has what is said as its subject ("the account was verified")."""
_INFORMING: Final = frozenset({"tell", "inform", "advise", "warn", "ask", "remind", "notify"})
"""Verbs whose passive has the listener as its subject."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_BREAKS: Final = frozenset({",", "”", '"', "—", "–", "-", "''", "’"})
_TELLING: Final = frozenset(
    {"say", "add", "note", "tell", "acknowledge", "admit", "concede", "stress", "warn", "insist"}
)
_TALKING: Final = frozenset(
    {"comment", "speak", "talk", "elaborate", "discuss", "answer", "respond", "say", "give"}
)
"""Verbs of saying: who declines to do it says nothing."""
_COUNTS: Final = frozenset({"toll", "number", "figure", "total", "count", "estimate", "cost"})
_CLOSING: Final = frozenset({"”", '"', "''", "’"})
_CONCEDING: Final = frozenset({"though", "although", "while", "whereas"})
MAX_PARENTHESIS: Final = 25
"""Tokens; a longer clause set off by commas is no "he said"."""


@dataclass(frozen=True, slots=True)
class Content:
    """The words of what is said, the rule that found them, and further words of the cue."""

    tokens: list[Token] = field(default_factory=list)
    rule: str = ""
    extra: list[Token] = field(default_factory=list)


def find_content(verb: Token, cue: Cue, quotations: Quotations) -> Content:
    """Return what is said: the first way of saying it that fits."""
    for find in (_clause, _around, _passive, _infinitive):
        said = find(verb, cue)
        if said.tokens:
            return said
    thing = _object_content(verb, cue)
    quoted = _quoted_content(verb, quotations) if "quote" in cue.takes else []
    named = thing.tokens and (cue.sort == "attitude" or _holds(thing.tokens, quoted))
    if quoted and not named:
        return Content(quoted, f"{cue.sort}: quotation")
    return thing


def _clause(verb: Token, cue: Cue) -> Content:
    clauses = [child for child in verb.children if child.dep == "ccomp"]
    if clauses and _fits(verb, cue, clauses):
        told = _one_side(verb, clauses)
        return Content(_without_asides(subtrees(told)), f"{cue.sort}: clause")
    written = _in_a_report(verb) if "clause" in cue.takes else []
    return Content(written, f"{cue.sort}: clause")


def _one_side(verb: Token, clauses: list[Token]) -> list[Token]:
    """Return *clauses* less a stray one behind a cue that follows a quotation."""
    before = [clause for clause in clauses if clause.i < verb.i]
    marks = verb.sentence.tokens[max(clause.i for clause in before) : verb.i] if before else []
    if before and any(token.text in _CLOSING for token in marks):
        return before
    return clauses


def _around(verb: Token, cue: Cue) -> Content:
    if not cue.takes & {"clause", "quote"} or not _is_parenthetical(verb):
        return Content()
    inside = {token.i for token in verb.subtree()}
    said = [token for token in verb.head.subtree() if token.i not in inside]
    return Content(said, f"{cue.sort}: words around the cue")


def _infinitive(verb: Token, cue: Cue) -> Content:
    infinitives = [child for child in verb.children if child.dep == "xcomp" and has_to(child)]
    if not infinitives or "inf" not in cue.takes:
        return _gerund(verb, cue)
    if all(child.lemma in _TALKING for child in infinitives):
        return Content()
    patients = [child for child in verb.children if child.dep == "dobj" and cue.sort == "request"]
    return Content(subtrees([*patients, *infinitives]), f"{cue.sort}: to do")


def _gerund(verb: Token, cue: Cue) -> Content:
    """Return the deed in "denied shelling the town", "proposed leaving"."""
    deeds = [
        child
        for child in verb.children
        if child.dep in {"xcomp", "ccomp"} and child.tag == "VBG" and child.i > verb.i
    ]
    if not deeds or not cue.takes & {"object", "inf"}:
        return Content()
    return Content(subtrees(deeds), f"{cue.sort}: deed")


def _fits(verb: Token, cue: Cue, clauses: list[Token]) -> bool:
    """Tell a clause that is said from one that is done or that stands beside the cue."""
    passive = next((child for child in verb.children if child.dep == "nsubjpass"), None)
    if passive is not None and passive.lower != "it" and verb.lemma not in _INFORMING:
        return False
    if cue.takes & {"clause", "quote"}:
        return True
    return "inf" in cue.takes and any(has_to(clause) for clause in clauses)


def _in_a_report(verb: Token) -> list[Token]:
    """Return the clause in "said in a report that …", which the parser hangs on the noun."""
    for child in verb.children:
        if child.dep == "prep" and child.lower in {"in", "on", "through", "via", "during"}:
            for noun in child.children:
                clauses = [
                    grand for grand in noun.children if grand.dep in {"acl", "ccomp", "relcl"}
                ]
                said = [clause for clause in clauses if is_that_clause(clause)]
                if noun.dep == "pobj" and said:
                    return subtrees(said)
    return []


def has_to(verb: Token) -> bool:
    """Whether *verb* is an infinitive with "to"."""
    return any(child.dep == "aux" and child.lower == "to" for child in verb.children)


def subtrees(roots: list[Token]) -> list[Token]:
    """Return *roots* and all that hangs on them, in order."""
    return sorted((token for root in roots for token in root.subtree()), key=lambda token: token.i)


def _is_parenthetical(verb: Token) -> bool:
    """Whether *verb* stands in or behind what is said ("the road, they say, is open")."""
    if verb.dep not in {"parataxis", "advcl", "ccomp", "dep"} or verb.is_root:
        return False
    if verb.head.pos not in {"VERB", "AUX"} or not _is_set_off(verb):
        return False
    if verb.dep == "ccomp" and verb.i < verb.head.i:
        return False
    subjects = [child for child in verb.children if child.dep in _SUBJECTS]
    relative = any(child.tag in {"WP", "WDT"} for child in subjects)
    return not relative and bool(subjects or verb.dep != "advcl")


def _is_set_off(verb: Token) -> bool:
    """Whether a comma, dash or mark stands before the clause of *verb*, and no conjunction."""
    own = verb.subtree()
    if len(own) > MAX_PARENTHESIS or any(child.dep == "mark" for child in verb.children):
        return False
    before = verb.sentence.tokens[own[0].i - 1] if own[0].i > 0 else own[0]
    return own[0].text in _BREAKS or before.text in _BREAKS


def _passive(verb: Token, cue: Cue) -> Content:
    """Return the subject of a reporting passive, with what it is reported to do."""
    subject = next((child for child in verb.children if child.dep == "nsubjpass"), None)
    if subject is None or subject.lower == "it":
        return Content()
    to_do = [child for child in verb.children if child.dep == "xcomp"]
    if to_do and cue.sort not in {"request", "intend"}:
        return Content(subtrees([subject, *to_do]), f"{cue.sort}: passive")
    if cue.sort in _REPORTING and "object" in cue.takes and not to_do:
        return Content(subject.subtree(), f"{cue.sort}: passive")
    return Content()


def _quoted_content(verb: Token, quotations: Quotations) -> list[Token]:
    """Return the words of the quotation of the sentence that stands nearest to *verb*."""
    sentence = verb.sentence
    found = [
        quotation
        for quotation in quotations.within(sentence.start, sentence.end)
        if not quotation.covers(verb.start, verb.end)
    ]
    if not found:
        return []
    best = min(found, key=lambda item: min(abs(item.start - verb.end), abs(verb.start - item.end)))
    if best.end - best.start < 3:
        return []
    return [
        token for token in sentence.tokens if best.start <= token.start and token.end <= best.end
    ]


def _object_content(verb: Token, cue: Cue) -> Content:
    """Return the thing that is named: "denied the claim", "called for talks"."""
    rule = f"{cue.sort}: object"
    objects = [
        child for child in verb.children if child.dep == "dobj" and child.tag not in {"WP", "WDT"}
    ]
    if any(child.lower == "as" and is_as_saying(child) for child in verb.children):
        return Content()
    if cue.word == "put":
        return _put_at(verb, objects, rule)
    if cue.sort == "accuse" and objects:
        return _accusation(verb, objects, rule)
    if objects and "object" in cue.takes:
        return Content(subtrees([objects[0], *_labels(verb)]), rule)
    for child in verb.children:
        if child.dep == "prep" and child.lower in cue.takes:
            governed = [grand for grand in child.children if grand.dep in {"pobj", "pcomp"}]
            if governed and child.i > verb.i:
                return Content(subtrees(governed), rule, [child])
    return Content()


def is_as_saying(preposition: Token) -> bool:
    """Whether *preposition* leads to what somebody is quoted for ("quoted … as saying")."""
    return any(child.dep == "pcomp" and child.tag == "VBG" for child in preposition.children)


def _labels(verb: Token) -> list[Token]:
    """Return what the object is called: "called it a lie", "described it as a lie"."""
    return [
        child
        for child in verb.children
        if child.i > verb.i
        and (child.dep == "oprd" or (child.dep == "prep" and child.lower == "as"))
    ]


def _put_at(verb: Token, objects: list[Token], rule: str) -> Content:
    """Return the count in "put the toll at 14"."""
    at = [child for child in verb.children if child.dep == "prep" and child.lower == "at"]
    if not at or not objects or objects[0].lemma.lower() not in _COUNTS:
        return Content()
    return Content(subtrees([objects[0], *at]), rule)


def _accusation(verb: Token, accused: list[Token], rule: str) -> Content:
    """Return who is accused, and what of: "accused the army of shelling the town"."""
    said = [token for thing in accused for token in thing.subtree()]
    for child in [*verb.children, *(grand for thing in accused for grand in thing.children)]:
        if child.dep == "prep" and child.lower in {"of", "for"}:
            deeds = [token for grand in child.children for token in grand.subtree()]
            return Content(
                [token for token in [*said, *deeds] if token.i != child.i], rule, [child]
            )
    return Content(said, rule)


def _holds(outer: list[Token], inner: list[Token]) -> bool:
    places = {token.i for token in outer}
    return all(token.i in places for token in inner if token.pos != "PUNCT")


def _without_asides(tokens: list[Token]) -> list[Token]:
    """Return *tokens* less what is set against them ("…, though he added that …")."""
    aside = next(
        (
            token
            for token in tokens
            if token.dep == "mark"
            and token.lower in _CONCEDING
            and token.head.dep == "advcl"
            and token.i > tokens[0].i
            and token.sentence.tokens[token.i - 1].text == ","
            and token.head.lemma in _TELLING
        ),
        None,
    )
    if aside is None:
        return tokens
    inside = {token.i for token in aside.head.subtree()}
    return [token for token in tokens if token.i not in inside]


def in_a_report(verb: Token) -> bool:
    """Whether what *verb* says hangs on the paper that it is said in."""
    return bool(_in_a_report(verb))


def is_that_clause(clause: Token) -> bool:
    """Whether *clause* begins with "that"."""
    return any(child.dep == "mark" and child.lower == "that" for child in clause.children)
