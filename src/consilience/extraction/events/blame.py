"""How firm the tie between an event and whoever is said to be behind it is.

Told, claimed, accused, suspected or possible: the words beside the event decide, then who says so
and by what verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consilience.extraction.events.clauses import agents, condemning, is_verbal, light_verb
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
    own = statement is not None and _is_own(statement, trigger, actors, names)
    doers = [*doers, *(tie.token for tie in ties)]
    ties = [tie for tie in ties if tie.blame != "told"]
    if ties or _is_alleged(trigger):
        named = [tie.blamer for tie in ties if tie.blamer is not None]
        if named and not _is_of_armed_group(statement):
            official = any(_is_authority(token, names) for token in named)
        return "accused by authorities" if official else "accused"
    hedged = [trigger, *_verbs_above(trigger), *doers, *(_doing(doer) for doer in doers)]
    if any(_is_hedged(token) for token in hedged):
        return "accused by authorities" if official else "suspected"
    return _by_statement(statement, trigger, names, official=official, own=own)


def _by_statement(
    statement: Statement | None, trigger: Token, names: Names, *, official: bool, own: bool
) -> Blame:
    maybe = any(
        (child.dep == "aux" and child.lower in ("may", "might", "could"))
        or (child.dep == "mark" and child.lower in ("if", "whether"))
        for verb in (trigger, trigger.head)
        for child in verb.children
    )
    if _is_in_cue(statement, trigger, "threatening"):
        return "told"  # who threatens to do it is told as a fact
    if own and not maybe:
        return "claimed"
    if maybe or (statement is not None and statement.firmness == "possible"):
        return "possible"
    verb = condemning(trigger)
    if verb is not None:
        by_office = any(_is_authority(token, names) for token in agents(verb))
        return "accused by authorities" if by_office else "accused"
    if statement is None or not statement.cue or not _lays_it(statement, trigger):
        return "told"  # "it was reported", "the police said" accuse nobody
    return "accused by authorities" if official else "accused"


def _lays_it(statement: Statement, trigger: Token) -> bool:
    """Whether who says so keeps a distance, lays the deed on somebody, or owns up for others."""
    if _is_in_cue(statement, trigger, "owning_up_to"):
        return True
    if statement.firmness in ("confirmed", "stated") or not _is_alleging(statement, trigger):
        return False
    source = statement.originator_kind in _TELLERS
    return not source or not _is_in_cue(statement, trigger, "sourcing")  # "according to reports"


def _is_own(statement: Statement, trigger: Token, actors: Sequence[Mention], names: Names) -> bool:
    """Whether those say so who did it."""
    if not statement.cue or statement.polarity == "denies":
        return False
    if any(_is_us(child) for child in trigger.children) or _is_claimed(trigger):
        return True
    speaking = [row for row in names.mentions if row.id == statement.speaker]
    if names.meant is not None:
        speaking += names.meant.rows(names.meant.by(speaking, trigger.sentence))
    if {_body(row) for row in speaking} & {_body(actor) for actor in actors}:
        return True
    speaker = (statement.originator or statement.speaker_name or "").casefold()
    return bool(speaker) and any(
        speaker in (*actor.candidates, actor.name.casefold()) for actor in actors
    )


def _is_claimed(trigger: Token) -> bool:
    """Whether who tells it did it by the words: "claim to have destroyed", "admitted killing"."""
    deed = light_verb(trigger) or trigger
    owning = deed.dep == "xcomp" and deed.head.lemma.lower() in words_of("owning_up")
    return owning and not any(child.dep == "nsubj" for child in deed.children)


def _body(row: Mention) -> str:
    """Return what tells whether two mentions of a report are of one party."""
    return row.candidates[0] if row.candidates else row.same_as or row.id


def _is_alleged(trigger: Token) -> bool:
    """Whether *trigger* is what an accusation says: "charges that the army shot them"."""
    return any(
        above.dep in ("acl", "ccomp", "relcl")
        and not is_verbal(above.head)
        and above.head.lemma.lower() in words_of("alleging")
        for above in (trigger, *_verbs_above(trigger))
    )


def _verbs_above(trigger: Token) -> list[Token]:
    """Return the verb that *trigger*, a noun, is carried out by."""
    if is_verbal(trigger) or trigger.dep not in ("dobj", "nsubjpass", "nsubj"):
        return []
    return [trigger.head]


def _is_us(child: Token) -> bool:
    return child.dep == "nsubj" and child.lower == "we"


def _is_alleging(statement: Statement, trigger: Token) -> bool:
    """Whether the words that tell who says so keep their distance, or lay the deed on somebody."""
    return _is_in_cue(statement, trigger, "alleging")


def _is_in_cue(statement: Statement | None, trigger: Token, word_class: str) -> bool:
    """Whether a word of *word_class* stands in the words that attribute *statement*."""
    if statement is None:
        return False
    cue = {word.lower() for span in statement.cue for word in span.quote.split()}
    verbs = {
        token.lemma.lower()
        for token in trigger.sentence.tokens
        for span in statement.cue
        if span.start <= token.start < span.end
    }
    return bool((cue | verbs) & words_of(word_class))


def _is_official(statement: Statement, names: Names) -> bool:
    """Whether an authority says so, or a person whom the report gives an office of one."""
    if _is_of_armed_group(statement):
        return False
    if statement.originator_kind in _AUTHORITIES or statement.speaker in names.officials:
        return True
    words = {
        word.strip(".,").lower().removesuffix("s")
        for span in statement.source
        for word in span.quote.split()
    }
    return statement.originator_kind in ("person", "organisation") and bool(words & _OFFICE)


def _is_of_armed_group(statement: Statement | None) -> bool:
    """Whether an armed group says so: its "commanders" hold no office."""
    return statement is not None and statement.originator_kind == "armed_group"


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


def _doing(doer: Token) -> Token:
    """Return what *doer* hangs on, behind "by" the verb."""
    return doer.head.head if doer.dep == "pobj" and doer.head.dep == "agent" else doer.head


def _is_hedged(token: Token) -> bool:
    return any(child.lower in _HEDGES for child in token.children)
