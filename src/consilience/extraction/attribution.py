"""Who says what, sentence by sentence, from the dependencies between its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from consilience.extraction.cues import Cue, load_nouns, load_verbs
from consilience.extraction.quotations import Quotations
from consilience.extraction.sources import can_speak, find_source
from consilience.extraction.statement_drafts import StatementDraft, pieces_of
from consilience.text.tokens import ParsedSentence, Token

_REPORTING: Final = frozenset(
    {"report", "claim", "estimate", "expect", "confirm", "deny", "dispute"}
)
"""Classes whose passive has what is said as its subject ("the account was verified")."""
_INFORMING: Final = frozenset({"tell", "inform", "advise", "warn", "ask", "remind", "notify"})
"""Verbs whose passive has the listener as its subject."""
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_CUE_PARTS: Final = frozenset({"aux", "auxpass", "neg", "prt"})
_BREAKS: Final = frozenset({",", "”", '"', "—", "–", "-", "''", "’"})
MAX_PARENTHESIS: Final = 25
"""Tokens; a longer clause set off by commas is no "he said"."""


@dataclass(frozen=True, slots=True)
class Content:
    """The words of what is said, the rule that found them, and further words of the cue."""

    tokens: list[Token] = field(default_factory=list)
    rule: str = ""
    extra: list[Token] = field(default_factory=list)


def find_attributions(sentence: ParsedSentence, quotations: Quotations) -> list[StatementDraft]:
    """Return the attributions of *sentence*, those told inside others too."""
    found: list[StatementDraft] = []
    verbs, nouns = load_verbs(), load_nouns()
    for token in sentence.tokens:
        draft: StatementDraft | None = None
        if token.lower == "according":
            draft = _according(token)
        elif token.pos in {"VERB", "AUX"}:
            cue = verbs.get(token.lemma.lower())
            draft = _verbal(token, cue, quotations) if cue is not None else None
        elif token.pos == "NOUN":
            cue = nouns.get(token.lemma.lower())
            draft = _nominal(token, cue) if cue is not None else None
        if draft is not None and draft.content:
            found.append(draft)
    return found


def _verbal(verb: Token, cue: Cue, quotations: Quotations) -> StatementDraft | None:
    said = _find_content(verb, cue, quotations)
    if not said.tokens or _is_purpose(verb):
        return None
    subject, head, reason = find_source(verb)
    if head is not None and not can_speak(head, cue):
        return None
    used = {token.i for token in subject} | {token.i for token in said.extra} | {verb.i}
    parts = [verb, *said.extra, *_cue_parts(verb)]
    used |= {token.i for token in parts}
    told = [token for token in said.tokens if token.i not in used]
    taken = [*subject, *parts]
    return StatementDraft(
        verb.sentence,
        pieces_of(told, taken),
        cue=pieces_of(parts),
        source=pieces_of(subject),
        verb=verb,
        head=head,
        word=cue,
        root=_root(told),
        rule=said.rule,
        open_reason=reason,
    )


def _is_purpose(verb: Token) -> bool:
    """Whether *verb* tells what something is for ("designed to show …")."""
    return verb.dep in {"advcl", "acl", "relcl"} and verb.tag == "VB" and _has_to(verb)


def _cue_parts(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep in _CUE_PARTS and child.i != verb.i]


def _root(tokens: list[Token]) -> Token | None:
    inside = {token.i for token in tokens}
    return next(
        (token for token in tokens if token.head_index not in inside or token.is_root), None
    )


def _find_content(verb: Token, cue: Cue, quotations: Quotations) -> Content:
    """Return what is said: the first way of saying it that fits."""
    for find in (_clause, _around, _passive, _infinitive):
        said = find(verb, cue)
        if said.tokens:
            return said
    if "quote" in cue.takes:
        quoted = _quoted_content(verb, quotations)
        if quoted:
            return Content(quoted, f"{cue.sort}: quotation")
    return _object_content(verb, cue)


def _clause(verb: Token, cue: Cue) -> Content:
    clauses = [child for child in verb.children if child.dep == "ccomp"]
    if clauses and _fits(verb, cue, clauses):
        return Content(_subtrees(clauses), f"{cue.sort}: clause")
    written = _in_a_report(verb) if "clause" in cue.takes else []
    return Content(written, f"{cue.sort}: clause")


def _around(verb: Token, cue: Cue) -> Content:
    if not cue.takes & {"clause", "quote"} or not _is_parenthetical(verb):
        return Content()
    inside = {token.i for token in verb.subtree()}
    said = [token for token in verb.head.subtree() if token.i not in inside]
    return Content(said, f"{cue.sort}: words around the cue")


def _infinitive(verb: Token, cue: Cue) -> Content:
    infinitives = [child for child in verb.children if child.dep == "xcomp" and _has_to(child)]
    if not infinitives or "inf" not in cue.takes:
        return Content()
    patients = [child for child in verb.children if child.dep == "dobj" and cue.sort == "request"]
    return Content(_subtrees([*patients, *infinitives]), f"{cue.sort}: to do")


def _fits(verb: Token, cue: Cue, clauses: list[Token]) -> bool:
    """Tell a clause that is said from one that is done or that stands beside the cue."""
    passive = next((child for child in verb.children if child.dep == "nsubjpass"), None)
    if passive is not None and passive.lower != "it" and verb.lemma not in _INFORMING:
        return False
    if cue.takes & {"clause", "quote"}:
        return True
    return "inf" in cue.takes and any(_has_to(clause) for clause in clauses)


def _in_a_report(verb: Token) -> list[Token]:
    """Return the clause in "said in a report that …", which the parser hangs on the noun."""
    for child in verb.children:
        if child.dep == "prep" and child.lower in {"in", "on", "through", "via", "during"}:
            for noun in child.children:
                clauses = [
                    grand for grand in noun.children if grand.dep in {"acl", "ccomp", "relcl"}
                ]
                said = [clause for clause in clauses if _is_that_clause(clause)]
                if noun.dep == "pobj" and said:
                    return _subtrees(said)
    return []


def _has_to(verb: Token) -> bool:
    return any(child.dep == "aux" and child.lower == "to" for child in verb.children)


def _subtrees(roots: list[Token]) -> list[Token]:
    return sorted((token for root in roots for token in root.subtree()), key=lambda token: token.i)


def _is_parenthetical(verb: Token) -> bool:
    """Whether *verb* stands in or behind what is said ("the road, they say, is open")."""
    if verb.dep not in {"parataxis", "advcl", "ccomp", "dep"} or verb.is_root:
        return False
    if verb.head.pos not in {"VERB", "AUX"} or not _is_set_off(verb):
        return False
    subjects = [child for child in verb.children if child.dep in _SUBJECTS]
    relative = any(child.tag in {"WP", "WDT"} for child in subjects)
    return not relative and bool(subjects or verb.dep != "advcl")


def _is_set_off(verb: Token) -> bool:
    """Whether a comma, dash or mark stands before the clause of *verb*, and no conjunction."""
    own = verb.subtree()
    if len(own) > MAX_PARENTHESIS or any(child.dep == "mark" for child in verb.children):
        return False
    return own[0].i > 0 and verb.sentence.tokens[own[0].i - 1].text in _BREAKS


def _passive(verb: Token, cue: Cue) -> Content:
    """Return the subject of a reporting passive, with what it is reported to do."""
    subject = next((child for child in verb.children if child.dep == "nsubjpass"), None)
    if subject is None or subject.lower == "it":
        return Content()
    to_do = [child for child in verb.children if child.dep == "xcomp"]
    if to_do and cue.sort not in {"request", "intend"}:
        return Content(_subtrees([subject, *to_do]), f"{cue.sort}: passive")
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
    rule = f"{cue.sort}: object"
    for child in verb.children:
        if child.dep == "dobj" and "object" in cue.takes and child.tag not in {"WP", "WDT"}:
            return Content(child.subtree(), rule)
        if child.dep == "prep" and child.lower in cue.takes:
            objects = [grand for grand in child.children if grand.dep in {"pobj", "pcomp"}]
            if objects and child.i > verb.i:
                return Content(_subtrees(objects), rule, [child])
    return Content()


def _according(token: Token) -> StatementDraft | None:
    """Return what is so "according to" somebody: the rest of the clause."""
    to = next((child for child in token.children if child.lower == "to"), None)
    if to is None:
        return None
    sources = [child for child in to.children if child.dep in {"pobj", "pcomp"}]
    if not sources or token.is_root:
        return None
    source = _subtrees(sources)
    own = {child.i for child in token.subtree()}
    said = [other for other in token.head.subtree() if other.i not in own]
    if token.head.pos not in {"VERB", "AUX"}:
        clause = next((up for up in token.ancestors() if up.pos in {"VERB", "AUX"}), None)
        said = [other for other in clause.subtree() if other.i not in own] if clause else said
    return StatementDraft(
        token.sentence,
        pieces_of(said, [*source, token, to]),
        cue=pieces_of([token, to]),
        source=pieces_of(source),
        verb=token,
        head=sources[0],
        word=load_verbs()["say"],
        root=_root(said),
        rule="according to",
    )


def _nominal(noun: Token, cue: Cue) -> StatementDraft | None:
    """Return what is told in "the claim by X that …", "X's fear of …"."""
    content = [
        child
        for child in noun.children
        if child.dep in {"acl", "ccomp"} and child.i > noun.i and _is_that_clause(child)
    ]
    if not content or _is_place_of_saying(noun):
        return None
    said = _subtrees(content)
    owners = [child for child in noun.children if child.dep == "poss"]
    extra: list[Token] = []
    for child in noun.children:
        if child.dep == "prep" and child.lower in {"by", "from"}:
            owners.extend(grand for grand in child.children if grand.dep == "pobj")
            extra.append(child)
    source = [token for token in _subtrees(owners) if token.tag != "POS"]
    return StatementDraft(
        noun.sentence,
        pieces_of(said, [noun, *source]),
        cue=pieces_of([noun]),
        source=pieces_of(source),
        verb=noun,
        head=owners[0] if owners else None,
        word=cue,
        root=_root(said),
        rule=f"{cue.sort}: noun",
        open_reason=None if owners else "the noun names no one",
    )


def _is_place_of_saying(noun: Token) -> bool:
    """Whether the clause belongs to the verb before: "said in a report that …"."""
    if noun.dep != "pobj" or noun.head.dep != "prep":
        return False
    verb = noun.head.head
    cue = load_verbs().get(verb.lemma.lower()) if verb.pos == "VERB" else None
    return cue is not None and "clause" in cue.takes and bool(_in_a_report(verb))


def _is_that_clause(clause: Token) -> bool:
    return any(child.dep == "mark" and child.lower == "that" for child in clause.children)
