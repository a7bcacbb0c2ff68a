"""How firm the tie between an event and whoever is said to be behind it is.

Told, claimed, accused, suspected or possible: the words beside the event decide, then who says so
and by what verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consilience.extraction.events.lexicon import words_of
from consilience.extraction.events.ties import Tie
from consilience.extraction.events.triggers import Names
from consilience.model.entities import Mention
from consilience.model.scales import Blame
from consilience.model.statements import Statement
from consilience.text.tokens import Token


def blame_of(
    trigger: Token,
    doers: Sequence[Token],
    ties: Sequence[Tie],
    statement: Statement | None,
    *,
    names: Names,
    actors: Sequence[Mention] = (),
) -> Blame:
    """Return how the report ties the *doers* of *trigger* to it; the words beside them first.

    Args:
        names: The names of the sentence, and who in the report holds an office.
        actors: The mentions that the doers name.

    """
    if any(tie.blame == "claimed" for tie in ties):
        return "claimed"
    official = statement is not None and _is_official(statement, names)
    own = statement is not None and _is_own(statement, trigger, actors)
    ties = [tie for tie in ties if tie.blame != "told"]
    if ties:
        named = [tie.blamer for tie in ties if tie.blamer is not None]
        official = any(_is_authority(token, names) for token in named) if named else official
        return "accused by authorities" if official else "accused"
    hedged = [trigger, *doers, *(doer.head for doer in doers)]
    if any(_is_hedged(token) for token in hedged):
        return "accused by authorities" if official else "suspected"
    return _by_statement(statement, trigger, official=official, own=own)


def _by_statement(
    statement: Statement | None, trigger: Token, *, official: bool, own: bool
) -> Blame:
    maybe = any(
        child.dep == "aux" and child.lower in ("may", "might", "could")
        for verb in (trigger, trigger.head)
        for child in verb.children
    )
    if maybe or (statement is not None and statement.firmness == "possible"):
        return "possible"
    if own:
        return "claimed"
    if statement is None or not statement.cue or statement.firmness in ("confirmed", "stated"):
        return "told"
    if statement.originator_kind in _TELLERS or not _is_alleging(statement, trigger):
        return "told"  # "it was reported", "the police said" accuse nobody
    return "accused by authorities" if official else "accused"


def _is_own(statement: Statement, trigger: Token, actors: Sequence[Mention]) -> bool:
    """Whether those say so who did it."""
    if not statement.cue or statement.polarity == "denies":
        return False
    if any(_is_us(child) for child in trigger.children):
        return True
    speaker = (statement.originator or statement.speaker_name or "").casefold()
    return bool(speaker) and any(
        speaker in (*actor.candidates, actor.name.casefold()) for actor in actors
    )


def _is_us(child: Token) -> bool:
    return child.dep == "nsubj" and child.lower == "we"


def _is_alleging(statement: Statement, trigger: Token) -> bool:
    """Whether the words that tell who says so keep their distance, or lay the deed on somebody."""
    cue = {word.lower() for span in statement.cue for word in span.quote.split()}
    verbs = {
        token.lemma.lower()
        for token in trigger.sentence.tokens
        for span in statement.cue
        if span.start <= token.start < span.end
    }
    return bool((cue | verbs) & words_of("alleging"))


def _is_official(statement: Statement, names: Names) -> bool:
    """Whether an authority says so, or a person whom the report gives an office of one."""
    if statement.originator_kind in _AUTHORITIES or statement.speaker in names.officials:
        return True
    words = {
        word.strip(".,").lower().removesuffix("s")
        for span in statement.source
        for word in span.quote.split()
    }
    return statement.originator_kind in ("person", "organisation") and bool(words & _OFFICE)


_TELLERS: Final = frozenset({"open", "outlet", "news_agency"})
_AUTHORITIES: Final = frozenset({"government", "military", "unnamed_official"})
_HEDGES: Final = frozenset(
    {"presumably", "allegedly", "apparently", "reportedly", "supposedly", "suspected", "presumed",
     "alleged", "supposed", "probably", "possibly", "suspect"}
)  # fmt: skip
_OFFICE: Final = frozenset(
    {"police", "army", "military", "government", "ministry", "minister", "president", "official",
     "authority", "prosecutor", "judge", "court", "commander", "general", "colonel", "spokesman",
     "governor", "mayor", "intelligence", "force", "secretary", "director", "chief", "sheriff",
     "attorney", "major", "captain", "lieutenant", "sergeant", "admiral", "brigadier", "brigade",
     "battalion", "troop", "guard", "garrison", "navy", "ambassador", "chancellor", "premier"}
)  # fmt: skip


def is_office(role: str | None) -> bool:
    """Whether *role*, a title or office, is one of an authority."""
    return any(word.strip(".,").lower() in _OFFICE for word in (role or "").split())


def _is_authority(token: Token, names: Names) -> bool:
    if names.official(token):
        return True
    near = [token, *(child for child in token.children if child.dep in ("compound", "appos"))]
    return any(part.lemma.lower() in _OFFICE for part in near)


def _is_hedged(token: Token) -> bool:
    return any(child.lower in _HEDGES for child in token.children)
