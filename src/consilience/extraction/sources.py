"""Which words name the one who says so."""

from __future__ import annotations

import itertools
from typing import Final

from consilience.extraction.cues import Cue, load_nouns
from consilience.extraction.described import load_group_nouns
from consilience.extraction.voices import load_roles
from consilience.text.tokens import Token

Source = tuple[list[Token], Token | None, str | None]
"""Its words, their head and, where there is nobody, why."""

ABILITIES: Final = frozenset({"position", "able", "possible", "unable"})
"""Words between somebody and what they can do: "in a position to confirm"."""
_BREAKS: Final = frozenset({",", "”", '"', "''", "—", "–", "-"})
MAX_BESIDE: Final = 8
"""Tokens; a longer run of nouns beside a cue is no name."""
_LOOSE: Final = frozenset({"say", "ask", "complain", "believe"})
"""Classes of cue whose subject is always somebody; others take things ("the war claimed …")."""
_PAPERS: Final = frozenset(
    {
        "study", "survey", "poll", "figure", "datum", "data", "record", "footage", "video", "image",
        "photograph", "letter", "document", "leaflet", "book", "article", "newspaper", "email",
        "tweet", "post", "editorial", "investigation", "inquiry", "audit", "memo", "paper",
        "bulletin", "communique", "dispatch", "analysis", "research", "statistic", "transcript",
        "website", "witness", "headline", "ad", "petition", "resolution", "law",
    }
)  # fmt: skip
"""Things that speak: written, counted or recorded."""


def can_speak(head: Token, cue: Cue) -> bool:
    """Whether the thing that *head* names can say something under *cue*."""
    if cue.sort in _LOOSE or head.pos in {"PROPN", "PRON"}:
        return True
    lemma = head.lemma.lower()
    if head.name in {"PERSON", "ORG", "GPE", "NORP"} or lemma in _PAPERS:
        return True
    return lemma in load_roles() or lemma in load_nouns() or is_person_noun(lemma)


def is_person_noun(lemma: str) -> bool:
    """Whether *lemma* is a noun for people, or formed like one for those who do something."""
    if lemma in load_group_nouns():
        return True
    return len(lemma) > 4 and lemma.endswith(("er", "or", "ist", "ian", "man", "woman", "person"))


def find_source(verb: Token) -> Source:
    """Return the words of who does the saying, their head, and, where there is nobody, why.

    A cue without a subject of its own has that of the verb it is joined to ("he said …, adding
    …"), or the noun that it describes ("a statement saying …").
    """
    passive = any(child.dep in {"nsubjpass", "auxpass"} for child in verb.children)
    if passive:
        return _agent(verb)
    seen: set[int] = set()
    at = verb
    while at.i not in seen:
        seen.add(at.i)
        subject = next((child for child in at.children if child.dep == "nsubj"), None)
        if subject is not None:
            return _of_subject(subject, at)
        if at is not verb and any(child.dep == "nsubjpass" for child in at.children):
            subject = next(child for child in at.children if child.dep == "nsubjpass")
            return _of_subject(subject, at)
        if at.dep in {"acl", "relcl", "xcomp", "ccomp"} and at.head.lemma.lower() in ABILITIES:
            at = _governor(at)
            continue
        if at.dep in {"acl", "relcl"}:
            return _described(at)
        quoted = _quoted_as(at)
        if quoted is not None:
            return _trimmed(quoted.subtree()), quoted, None
        if at.dep not in {"conj", "advcl", "xcomp", "pcomp", "prep", "parataxis", "dep"}:
            break
        at = at.head
    return _beside(verb)


def _beside(verb: Token) -> Source:
    """Return the noun phrase right behind or before a cue whose subject the parser missed."""
    nothing: Source = ([], None, "the cue has no subject")
    if verb.tag not in {"VBD", "VBZ", "VBP"}:
        return nothing
    tokens = verb.sentence.tokens
    before = tokens[verb.i - 1].text if verb.i > 0 else ""
    behind = list(itertools.takewhile(_is_nominal, tokens[verb.i + 1 :]))
    ahead = list(itertools.takewhile(_is_nominal, reversed(tokens[: verb.i])))[::-1]
    words = behind if before in _BREAKS else ahead
    names = [token for token in words if token.pos in {"NOUN", "PROPN", "PRON"}]
    if not names or len(words) > MAX_BESIDE:
        return nothing
    return words, names[-1], None


def _is_nominal(token: Token) -> bool:
    return token.pos in {"DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM"} or token.tag == "POS"


def _governor(verb: Token) -> Token:
    """Return the verb behind "in a position to …", "able to …"."""
    up = verb.head
    while up.pos not in {"VERB", "AUX"} and not up.is_root:
        up = up.head
    return up


def _quoted_as(verb: Token) -> Token | None:
    """Return who is quoted "as saying" something by somebody else."""
    if verb.dep != "pcomp" or verb.head.lower != "as":
        return None
    quoting = verb.head.head
    return next((child for child in quoting.children if child.dep == "dobj"), None)


def _agent(verb: Token) -> Source:
    for child in verb.children:
        if child.dep == "agent":
            for grand in child.children:
                if grand.dep == "pobj":
                    return _trimmed(grand.subtree()), grand, None
    paper = _paper(verb)
    if paper is not None:
        return _trimmed(paper.subtree()), paper, None
    return [], None, "passive without an agent"


def _paper(verb: Token) -> Token | None:
    """Return the report that something is told in: "was verified in a separate report"."""
    for child in verb.children:
        if child.dep == "prep" and child.lower in {"in", "by"} and child.i > verb.i:
            for noun in child.children:
                lemma = noun.lemma.lower()
                if noun.dep == "pobj" and (lemma in _PAPERS or lemma in load_nouns()):
                    return noun
    return None


def _of_subject(subject: Token, verb: Token) -> Source:
    if subject.tag in {"WP", "WDT"} and verb.dep == "relcl":
        words, head, reason = _described(verb)
        return ([*words, subject] if head is not None else words), head, reason
    if subject.lower in {"it", "there"} and subject.dep == "expl":
        return [], None, "impersonal"
    return _noun_phrase(subject, verb), subject, None


def _noun_phrase(noun: Token, verb: Token) -> list[Token]:
    """Return the words of *noun* on its side of *verb*, without clauses that only describe it."""
    side = [token for token in noun.subtree() if token.i < verb.i or noun.i > verb.i]
    asides = {
        token.i
        for child in noun.children
        if (child.dep in {"relcl", "acl", "advcl"} and child.i > noun.i) or _tells_when(child)
        for token in child.subtree()
    }
    kept = [token for token in side if token.i not in asides]
    return _trimmed(_contiguous(kept, noun))


def _tells_when(child: Token) -> bool:
    """Whether *child* is a date that the parser hung on a name ("the army on Monday")."""
    if child.dep == "prep":
        return any(grand.name in {"DATE", "TIME"} for grand in child.children)
    dated = child.name in {"DATE", "TIME"} and child.dep in {"npadvmod", "nummod", "compound"}
    return dated and all(other.i >= child.i for other in child.head.children)


def _contiguous(words: list[Token], noun: Token) -> list[Token]:
    """Return the run of *words* around *noun*; a gap of marks only is no gap."""
    before = [token for token in words if token.i < noun.i]
    found = [noun]
    after = [token for token in words if token.i > noun.i]
    for token in after:
        between = noun.sentence.tokens[found[-1].i + 1 : token.i]
        if any(gap.pos not in {"PUNCT", "SPACE"} for gap in between):
            break
        found.append(token)
    return before + found


def _described(verb: Token) -> Source:
    noun = verb.head
    if noun.pos not in {"NOUN", "PROPN", "PRON"}:
        return [], None, "the cue has no subject"
    own = {token.i for token in verb.subtree()}
    words = [token for token in noun.subtree() if token.i not in own and token.i < verb.i]
    return _trimmed(words), noun, None


def _trimmed(words: list[Token]) -> list[Token]:
    while words and words[-1].pos in {"PUNCT", "SPACE"} and words[-1].text != ")":
        words = words[:-1]
    while words and words[0].pos in {"PUNCT", "SPACE"}:
        words = words[1:]
    return words
