"""Who says what, sentence by sentence, from the dependencies between its words."""

from __future__ import annotations

from typing import Final

from consilience.extraction.contents import (
    find_content,
    has_to,
    in_a_report,
    is_that_clause,
    subtrees,
)
from consilience.extraction.cues import ASSERTING, Cue, load_nouns, load_verbs
from consilience.extraction.quotations import Quotations
from consilience.extraction.sources import ABILITIES, can_speak, find_source
from consilience.extraction.statement_drafts import StatementDraft, pieces_of
from consilience.text.tokens import ParsedSentence, Token

_CUE_PARTS: Final = frozenset({"aux", "auxpass", "neg", "prt"})
_AHEAD: Final = frozenset(
    {"go", "continue", "begin", "start", "proceed", "seem", "appear", "tend", "refuse", "decline"}
)
"""Verbs that go before a cue: "went on to say", "seemed to think"."""
MAX_TAIL: Final = 15
"""Tokens of who says so, and from the cue to the end, in ", an official told the agency."."""


def find_attributions(sentence: ParsedSentence, quotations: Quotations) -> list[StatementDraft]:
    """Return the attributions of *sentence*, those told inside others too."""
    found: list[StatementDraft] = []
    verbs, nouns = load_verbs(), load_nouns()
    for token in sentence.tokens:
        draft: StatementDraft | None = None
        if token.lower == "according":
            draft = _according(token)
        elif token.pos in {"VERB", "AUX"} and token.dep not in {"amod", "compound"}:
            cue = verbs.get(token.lemma.lower())
            draft = _verbal(token, cue, quotations) if cue is not None else None
        elif token.pos == "NOUN":
            cue = nouns.get(token.lemma.lower())
            draft = _nominal(token, cue) if cue is not None else None
        if draft is not None:
            found.append(draft)
    return found


def _verbal(verb: Token, cue: Cue, quotations: Quotations) -> StatementDraft | None:
    if verb.lemma in _AHEAD and any(
        child.dep == "xcomp" and child.lemma in load_verbs() for child in verb.children
    ):
        return None
    said = find_content(verb, cue, quotations)
    if _is_purpose(verb):
        return None
    if not said.tokens:
        tail = _tail(verb, cue)
        if tail is not None or not _is_bare(verb, cue):
            return tail
    subject, head, reason = find_source(verb)
    if head is not None and not said.rule.endswith(": clause") and not can_speak(head, cue):
        return None
    used = {token.i for token in subject} | {token.i for token in said.extra} | {verb.i}
    parts = [verb, *said.extra, *_cue_parts(verb)]
    used |= {token.i for token in parts}
    told = [token for token in said.tokens if token.i not in used]
    taken = [*subject, *parts]
    return StatementDraft(
        verb.sentence,
        pieces_of(told, taken) if told else [],
        cue=pieces_of(parts),
        source=pieces_of(subject),
        verb=verb,
        head=head,
        word=cue,
        root=_root(told),
        rule=said.rule,
        open_reason=reason,
    )


def _tail(verb: Token, cue: Cue) -> StatementDraft | None:
    """Return what stands before ", an official told the agency." where the parse is of no help."""
    tokens = verb.sentence.tokens
    if cue.sort not in {"say", "report"} or len(tokens) - verb.i > MAX_TAIL or verb.tag == "VBG":
        return None
    comma = next((at for at in range(verb.i - 1, 0, -1) if tokens[at].text == ","), 0)
    source, said = list(tokens[comma + 1 : verb.i]), list(tokens[:comma])
    if not 0 < len(source) <= MAX_TAIL or any(token.pos in {"VERB", "AUX"} for token in source):
        return None
    head = next((token for token in source if token.pos in {"NOUN", "PROPN", "PRON"}), None)
    if head is None or not any(token.pos in {"VERB", "AUX"} for token in said):
        return None
    names = [token for token in source if token.pos in {"NOUN", "PROPN", "PRON"}]
    inner = [token for token in names if token.head_index not in {other.i for other in source}]
    return StatementDraft(
        verb.sentence,
        pieces_of(said),
        cue=pieces_of([verb]),
        source=pieces_of(source),
        verb=verb,
        head=inner[0] if inner else head,
        word=cue,
        root=_root(said),
        rule=f"{cue.sort}: words before the cue",
    )


def _is_purpose(verb: Token) -> bool:
    """Whether *verb* tells what something is for ("designed to show …")."""
    if verb.head.lemma.lower() in ABILITIES:
        return False
    return verb.dep in {"advcl", "acl", "relcl"} and verb.tag == "VB" and has_to(verb)


def _is_bare(verb: Token, cue: Cue) -> bool:
    """Whether what is said may stand in the sentences beside ("She went on:")."""
    return (
        "quote" in cue.takes
        and verb.is_root
        and cue.sort in ASSERTING | {"ask", "claim"}
        and any(child.dep == "nsubj" for child in verb.children)
    )


def _cue_parts(verb: Token) -> list[Token]:
    """Return auxiliaries, particles and adverbs beside *verb*, and a verb that leads to it."""
    parts = [child for child in verb.children if child.dep in _CUE_PARTS]
    if verb.dep == "xcomp" and verb.head.lemma in _AHEAD and verb.head.i < verb.i:
        ahead = verb.sentence.tokens[verb.head.i : verb.i]
        if len(ahead) <= 4:
            parts += [*ahead, *(child for child in verb.head.children if child.dep in _CUE_PARTS)]
    first = min([token.i for token in parts if token.i < verb.i], default=verb.i)
    adverbs = [child for child in verb.children if child.dep == "advmod" and child.i < verb.i]
    for adverb in reversed(adverbs):
        if adverb.i >= first - 1 and adverb.tag in {"RB", "RBR", "RBS"}:
            parts.append(adverb)
            first = min(first, adverb.i)
    parts.extend(child for child in verb.children if child.dep == "agent" and child.i > verb.i)
    return _with_adverbs(verb, parts)


def _with_adverbs(verb: Token, parts: list[Token]) -> list[Token]:
    """Return *parts* and the adverbs that stand between them and *verb*."""
    found = {token.i: token for token in parts}
    first = min([*found, verb.i])
    between = verb.sentence.tokens[first : verb.i]
    if all(token.i in found or token.tag in {"RB", "RBR", "RBS"} for token in between):
        found.update((token.i, token) for token in between)
    return list(found.values())


def _root(tokens: list[Token]) -> Token | None:
    inside = {token.i for token in tokens}
    return next(
        (token for token in tokens if token.head_index not in inside or token.is_root), None
    )


def _according(token: Token) -> StatementDraft | None:
    """Return what is so "according to" somebody: the rest of the clause."""
    to = next((child for child in token.children if child.lower == "to"), None)
    if to is None:
        return None
    sources = [child for child in to.children if child.dep in {"pobj", "pcomp"}]
    if not sources or token.is_root:
        return None
    source = subtrees(sources)
    own = {child.i for child in token.subtree()}
    said = [other for other in _main_clause(token).subtree() if other.i not in own]
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


def _main_clause(token: Token) -> Token:
    """Return the verb of the clause that *token* stands beside, not of one inside it."""
    clause = token.head
    set_off = token.i > 0 and token.sentence.tokens[token.i - 1].text == ","
    inner = {"acl", "relcl", "xcomp", "pcomp", "advcl", "amod", "auxpass"}
    if set_off:
        inner.add("conj")
    while not clause.is_root and (clause.pos not in {"VERB", "AUX"} or clause.dep in inner):
        clause = clause.head
    return clause


def _nominal(noun: Token, cue: Cue) -> StatementDraft | None:
    """Return what is told in "the claim by X that …", "X's fear of …"."""
    content = [
        child
        for child in noun.children
        if child.dep in {"acl", "ccomp"} and child.i > noun.i and is_that_clause(child)
    ]
    if not content or _is_place_of_saying(noun):
        return None
    said = subtrees(content)
    owners = [child for child in noun.children if child.dep == "poss"]
    extra: list[Token] = []
    for child in noun.children:
        if child.dep == "prep" and child.lower in {"by", "from"}:
            owners.extend(grand for grand in child.children if grand.dep == "pobj")
            extra.append(child)
    source = [token for token in subtrees(owners) if token.tag != "POS"]
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
    return cue is not None and "clause" in cue.takes and in_a_report(verb)
