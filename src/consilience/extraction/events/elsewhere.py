"""Is a place that a sentence names that of something else than the event it tells?

Whose somebody is, where one comes from or is taken to, who stands against whom: names of places
that say such things stand beside an event without being its scene.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consilience.extraction.events.clauses import is_verbal
from consilience.extraction.events.lexicon import load_entries, words_of
from consilience.model.spans import Span
from consilience.text.tokens import ParsedSentence, Token

_MODIFYING: Final = frozenset({"compound", "amod", "nmod", "poss"})
_WAY: Final = frozenset({"to", "toward", "towards", "into", "from"})
_WHILE: Final = frozenset({"as", "when", "while"})
_AWAY: Final = frozenset({"toward", "towards"})


def is_where_told(span: Span, trigger: Token) -> bool:
    """Whether a place is that of the one who tells it ("a doctor in Osk said that …")."""
    token = head_token(trigger.sentence, span)
    if token is None:
        return False
    above = {step.i for step in (trigger, *trigger.ancestors())}
    for step in (token, *token.ancestors()):
        if step.i in above:
            return False
        if step.dep == "nsubj" and step.i != token.i and is_verbal(step.head):
            return step.head.lemma.lower() in words_of("telling") and step.head.i in above
    return False


def is_label(token: Token, trigger: Token, *, country: bool) -> bool:
    """Whether a place only says whose somebody is: "UK-based", "Homs governor" of a country."""
    noun = token.head
    if country and token.dep == "nsubj" and is_verbal(noun):
        return noun.lemma.lower() not in words_of("undergoing")  # it acts, here or elsewhere
    if _is_named_after(token, trigger):
        return True
    if token.dep not in _MODIFYING or noun.i == trigger.i:
        return False
    if noun.lemma.lower() in words_of("authority"):
        return True  # "in support of the Damascus regime"
    return country and noun.dep not in ("pobj", "dobj")


def _is_named_after(token: Token, trigger: Token) -> bool:
    noun = token.head
    if token.dep == "nsubj" and any(child.tag == "TO" for child in noun.children):
        return True  # "it prompted the capital to bomb a base" in another place
    if token.dep == "pobj" and noun.head.lemma.lower() in words_of("branch"):
        return True  # "the group's branch in the Levant" bombed another place
    talk = noun.head.lemma.lower().removesuffix("s")  # "Talks", where a headline writes it large
    talks = noun.head.i != trigger.i and talk in words_of("talk")
    if token.dep == "pobj" and talks:
        return True  # "talks in the capital are to end the bloodshed" elsewhere
    behind = token.sentence.text[token.end - token.sentence.start :]
    return token.dep == "npadvmod" or behind[:1] == "-"


def is_on_way(token: Token, trigger: Token) -> bool:
    """Whether a place is where somebody comes from or is bound for, and *trigger* is no journey.

    "Families from Olvek", "a convoy carrying aid to Olvek", "a push towards Olvek"; but "they fled
    from Olvek", "they went to Olvek to attack it", and "shelled as they fled from Olvek".
    """
    above = {step.i: step for step in trigger.ancestors()}
    for step in (token, *token.ancestors()):
        if step.i in above or step.i == trigger.i:
            return False
        if step.dep == "prep" and step.lower in _WAY and step.head.i != trigger.i:
            return _is_way(step, trigger) and not _is_followed(step.head, trigger)
        if step.dep == "prep" and step.lower == "from" and step.head.i == trigger.i:
            return trigger.lemma.lower() in words_of("sending")
    return False


def _is_way(preposition: Token, trigger: Token) -> bool:
    word, lemma = preposition.head, preposition.head.lemma.lower()
    if preposition.lower in _AWAY or lemma in words_of("carrying"):
        return True
    if preposition.lower != "from":
        return False
    if is_verbal(word):
        return lemma in words_of("sending")
    if word.head.i == trigger.i and trigger.lemma.lower() in words_of("carrying"):
        return False  # "evacuated residents from Olvek"
    return lemma not in load_entries()  # "a withdrawal from Olvek" happens there


def _is_followed(verb: Token, trigger: Token) -> bool:
    """Whether *trigger* is what came of the journey, or was done while it lasted."""
    if verb.dep == "advcl" and any(child.lower in _WHILE for child in verb.children):
        return True
    below = trigger
    for above in trigger.ancestors():
        if above.i == verb.i:
            return below.dep in ("advcl", "xcomp", "conj") and below.i > verb.i
        below = above
    return False


def is_home(token: Token, trigger: Token) -> bool:
    """Whether a place is whose residents the victims are ("the dead were residents of Olvek")."""
    for step in (token, *token.ancestors()):
        if step.i == trigger.i:
            return False
        if step.dep == "attr" and step.lemma.lower() in words_of("resident"):
            return True
    return False


def is_told_of_others(token: Token, trigger: Token) -> bool:
    """Whether a place stands in a joined clause with a subject of its own, or *trigger* does.

    "Shells hit a market, and rebels took Olvek": the market is not in Olvek. Whom one thing killed
    and whom it hurt are told in one breath.
    """
    harmed = trigger.lemma.lower() in words_of("harming")
    above = {step.i for step in (trigger, *trigger.ancestors())}
    for step in (token, *token.ancestors()):
        if step.i in above:
            return False
        if step.dep == "conj" and is_verbal(step) and _has_subject(step):
            return not (harmed and step.lemma.lower() in words_of("harming"))
    return False


def is_of_war(trigger: Token) -> bool:
    """Whether a whole war does it ("a town ravaged by the war that has killed thousands")."""
    below = trigger
    for above in trigger.ancestors():
        if below.dep == "relcl":
            return above.lemma.lower() in words_of("war")
        below = above
    return False


def is_granted(trigger: Token) -> bool:
    """Whether *trigger* is another thing than what its clause tells ("despite a ceasefire")."""
    return trigger.dep == "pobj" and trigger.head.lower in ("despite", "notwithstanding")


def _has_subject(verb: Token) -> bool:
    return any(child.dep in ("nsubj", "nsubjpass") for child in verb.children)


def head_token(sentence: ParsedSentence, span: Span) -> Token | None:
    """Return the token of *span* that hangs outside of it."""
    inside: Sequence[Token] = [
        token for token in sentence.tokens if span.start <= token.start < span.end
    ]
    for token in inside:
        if token.is_root or not span.start <= token.head.start < span.end:
            return token
    return inside[-1] if inside else None
