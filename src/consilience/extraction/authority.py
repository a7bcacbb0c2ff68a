"""The chain of authority: who published, through which agency, who said, whom they cite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from consilience.extraction.statement_drafts import StatementDraft
from consilience.extraction.voice_cast import Cast, Speaker
from consilience.model.documents import Document
from consilience.model.entities import Mention
from consilience.model.statements import Link
from consilience.text.tokens import Token

_PRESS: Final = frozenset({"outlet", "news_agency"})
_TOLD: Final = frozenset({"told", "with", "to", "by"})
_TELLING: Final = frozenset({"tell", "inform", "interview", "speak", "talk"})
_CHECKS: Final = frozenset({"verify", "confirm", "corroborate", "authenticate"})
Role = Literal["published", "agency", "told", "said", "cited", "verified"]


def trace_authority(
    draft: StatementDraft | None, speaker: Speaker | None, cast: Cast
) -> list[Link]:
    """Return the chain behind a statement, from the outlet inwards."""
    chain = list(_publishing(cast.document.document))
    if draft is None or speaker is None:
        return chain
    press = list(_press_links(draft, speaker, cast))
    chain.extend(press)
    if speaker.name is not None and not _is_press(speaker):
        span = cast.document.span(draft.source[0][0], draft.source[-1][1]) if draft.source else None
        role: Role = "verified" if _verifies(draft) else "said"
        chain.append(Link(role=role, name=speaker.name, entity=_entity(speaker), span=span))
    chain.extend(_cited(draft, speaker, cast))
    return chain


def _publishing(document: Document) -> Iterator[Link]:
    if document.outlet is not None:
        yield Link(role="published", name=document.outlet, entity=None, span=None)
    if document.agency is not None:
        yield Link(role="agency", name=document.agency, entity=None, span=None)


def _verifies(draft: StatementDraft) -> bool:
    """Whether *draft* tells that somebody checked what is said ("was verified in a report")."""
    return draft.word is not None and draft.word.word in _CHECKS and draft.rule.endswith("passive")


def _is_press(speaker: Speaker) -> bool:
    return speaker.mention is not None and speaker.mention.kind in _PRESS


def _entity(speaker: Speaker) -> str | None:
    mention = speaker.mention
    return mention.candidates[0] if mention is not None and mention.candidates else None


def _press_links(draft: StatementDraft, speaker: Speaker, cast: Cast) -> Iterator[Link]:
    """Yield the outlets that it was told to, or that are quoted for it."""
    if _is_press(speaker) and speaker.mention is not None:
        yield _link("cited", speaker.mention, cast)
    if draft.verb is None:
        return
    for mention in cast.within(draft.sentence.start, draft.sentence.end):
        if mention.kind in _PRESS and _is_told(draft.verb, mention):
            yield _link("told", mention, cast)


def _is_told(verb: Token, mention: Mention) -> bool:
    """Whether *verb*'s listener is the outlet ("told Reuters", "in an interview with …")."""
    token = next(
        (row for row in verb.sentence.tokens if mention.span.start <= row.start < mention.span.end),
        None,
    )
    if token is None:
        return False
    last = token
    for up in token.ancestors():
        if up.i == verb.i:
            listens = last.dep in {"dobj", "dative", "iobj", "oprd"}
            return (listens and verb.lemma in _TELLING) or (
                last.dep in {"prep", "dative", "agent"} and last.lower in {"to", "in", "with"}
            )
        last = up
    return False


def _cited(draft: StatementDraft, speaker: Speaker, cast: Cast) -> Iterator[Link]:
    """Yield the bodies in "citing …", and in "verified in a report of …"."""
    if draft.verb is None:
        return
    if draft.verb.dep == "pcomp" and draft.verb.head.lower == "as":
        for child in draft.verb.head.head.children:
            if child.dep == "nsubj":
                yield from _links("cited", child.subtree(), speaker, cast)
    for child in draft.verb.children:
        if child.lemma.lower() in {"cite", "quote"} and child.dep in {"advcl", "prep", "acl"}:
            tokens = child.subtree()
            yield from _links("cited", tokens, speaker, cast)
        elif draft.word is not None and draft.word.sort == "confirm" and child.dep == "prep":
            yield from _links("verified", child.subtree(), speaker, cast)


def _links(role: Role, tokens: list[Token], speaker: Speaker, cast: Cast) -> Iterator[Link]:
    for mention in cast.within(tokens[0].start, tokens[-1].end):
        if mention is not speaker.mention and mention.kind not in {"people", "person"}:
            yield _link(role, mention, cast)


def _link(role: Role, mention: Mention, cast: Cast) -> Link:
    full = cast.fullest(mention)
    entity = mention.candidates[0] if mention.candidates else None
    return Link(role=role, name=full.name, entity=entity, span=mention.span)
