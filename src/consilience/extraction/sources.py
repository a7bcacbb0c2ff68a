"""Which words name the one who says so."""

from __future__ import annotations

from typing import Final

from consilience.extraction.cues import Cue, load_nouns
from consilience.extraction.voices import load_roles
from consilience.text.tokens import Token

_RELATIVE: Final = frozenset({"who", "which", "that", "whom"})

_STRICT: Final = frozenset(
    {"find", "report", "intend", "request", "estimate", "attitude", "expect"}
)
"""Classes of cue that things can be the subject of, too ("the attack shows", "it requires")."""
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
    if cue.sort not in _STRICT or head.pos in {"PROPN", "PRON"}:
        return True
    lemma = head.lemma.lower()
    if head.name in {"PERSON", "ORG", "GPE", "NORP"} or lemma in _PAPERS:
        return True
    return lemma in load_roles() or lemma in load_nouns() or _is_person_noun(lemma)


def _is_person_noun(lemma: str) -> bool:
    """Whether *lemma* is formed like a noun for those who do something."""
    return len(lemma) > 4 and lemma.endswith(("er", "or", "ist", "ian", "man", "woman", "person"))


def find_source(verb: Token) -> tuple[list[Token], Token | None, str | None]:
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
        if at.dep in {"acl", "relcl"}:
            return _described(at)
        if at.dep not in {"conj", "advcl", "xcomp", "pcomp", "prep", "parataxis", "dep"}:
            break
        at = at.head
    return [], None, "the cue has no subject"


def _agent(verb: Token) -> tuple[list[Token], Token | None, str | None]:
    for child in verb.children:
        if child.dep == "agent":
            for grand in child.children:
                if grand.dep == "pobj":
                    return grand.subtree(), grand, None
    return [], None, "passive without an agent"


def _of_subject(subject: Token, verb: Token) -> tuple[list[Token], Token | None, str | None]:
    if subject.lower in _RELATIVE and verb.dep == "relcl":
        return _described(verb)
    if subject.lower in {"it", "there"} and subject.dep == "expl":
        return [], None, "impersonal"
    words = [token for token in subject.subtree() if token.i < verb.i or subject.i > verb.i]
    return _trimmed(words), subject, None


def _described(verb: Token) -> tuple[list[Token], Token | None, str | None]:
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
