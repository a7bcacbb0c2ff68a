"""Whom a pronoun can mean: only who is named or speaks right before it."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.extraction.statement_drafts import StatementDraft
from consilience.extraction.voice_cast import Cast, Speaker
from consilience.model.entities import Mention
from consilience.text.tokens import Token


def has_rival(draft: StatementDraft, cast: Cast) -> bool:
    """Whether somebody else is named between the teller's words and the pronoun."""
    if draft.parent is None:
        return False
    return any(
        mention.kind == "person" for mention in cast.within(draft.parent.start, draft.source[0][0])
    )


def recent_names(draft: StatementDraft, cast: Cast, *, persons: bool) -> list[Mention]:
    """Return who the pronoun can mean: earlier subjects of this sentence, else of the last."""
    sentences = cast.document.sentences
    place = next(i for i, row in enumerate(sentences) if row is draft.sentence)
    for at in (place, place - 1):
        if at < 0:
            break
        stop = draft.source[0][0] if at == place else sentences[at].end
        found: dict[str, Mention] = {}
        for mention in cast.within(sentences[at].start, stop):
            fits = (mention.kind == "person") == persons and mention.kind != "people"
            if fits and _is_subject(sentences[at].tokens, mention):
                found[cast.fullest(mention).id] = mention
        if found:
            return list(found.values())
    return []


def last_speaker(draft: StatementDraft, cast: Cast) -> Speaker | None:
    """Return the person who spoke last in the same paragraph, if nobody was named since."""
    here = draft.source[0][0]
    for at, speaker in sorted(cast.told, key=lambda told: -told[0]):
        if at >= here:
            continue
        between = cast.document.text[at:here]
        names = [row for row in cast.within(at, here) if row.kind == "person"]
        strangers = [row for row in names if cast.fullest(row).name != speaker.name]
        return speaker if "\n" not in between and not strangers else None
    return None


def _is_subject(tokens: Sequence[Token], mention: Mention) -> bool:
    return any(
        token.dep in {"nsubj", "nsubjpass"} or (token.dep == "conj" and token.head.dep == "nsubj")
        for token in tokens
        if mention.span.start <= token.start and token.end <= mention.span.end
    )
