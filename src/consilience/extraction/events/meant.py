"""Whom "the rebels", "soldiers", "the group" and "they" mean where they do something.

Nothing is guessed: there is one group, one army or one body in reach that fits, or nobody is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.extraction.described import DESCRIBED
from consilience.model.entities import Mention
from consilience.model.scales import EntityKind
from consilience.text.parsed import ParsedDocument
from consilience.text.tokens import ParsedSentence, Token


def is_name(mention: Mention) -> bool:
    """Whether *mention* names a body: "the Garrada Front", not "Garradan rebels"."""
    if mention.rule.startswith(DESCRIBED) and " " not in mention.name:
        return False  # "Rebels", at the start of a sentence
    words = mention.name.split()
    large = sum(word[:1].isupper() for word in words)  # "Delta Front rebels"
    return bool(mention.candidates) or words[-1][:1].isupper() or large > 1


@dataclass(frozen=True, slots=True)
class Meant:
    """What a report lets words without a name stand for."""

    names: Mapping[str, Sequence[Mention]]  # by sentence, in order
    before: Mapping[str, Sequence[ParsedSentence]]  # the sentences in front of each, nearest first
    group: str | None = None  # the mention of the only armed group that the report names
    army: str | None = None  # of the only army

    def by(self, actors: Sequence[Mention], sentence: ParsedSentence) -> tuple[str, ...]:
        """Return the mentions of the bodies that *actors*, none of them a name, stand for."""
        if any(_is_named_body(actor) for actor in actors):
            return ()
        found = [self._one(actor, sentence) for actor in actors]
        return tuple(dict.fromkeys(key for key in found if key is not None))

    def rows(self, keys: Sequence[str]) -> list[Mention]:
        """Return the mentions of *keys*, wherever in the report they stand."""
        return [row for rows in self.names.values() for row in rows if row.id in keys]

    def it(self, doers: Sequence[Token]) -> tuple[str, ...]:
        """Return the mention of the body that "it" stands for, where that does the deed."""
        found = [self._taken_up(token) for token in doers if token.lower == "it"]
        return tuple(dict.fromkeys(key for key in found if key is not None))

    def _taken_up(self, pronoun: Token) -> str | None:
        """Return the only fighting body that does something before *pronoun*, here or just now."""
        for near in (pronoun.sentence, *self.before.get(pronoun.sentence.id, ())[:1]):
            doing = [
                row
                for row in self.names.get(near.id, ())
                if row.span.end <= pronoun.start and _is_doing(_head(near, row))
            ]
            if doing:
                named = [row for row in doing if row.kind in _FIGHTING and is_name(row)]
                return _only(named) if len(named) == len(doing) else None
        return None

    def _one(self, actor: Mention, sentence: ParsedSentence) -> str | None:
        last = actor.name.split()[-1].lower()
        if actor.kind == "armed_group" and last not in _BODIES:
            return None if last.removesuffix("s") in GANGS else self.group
        if last in _SOLDIERS:
            return self.army if _is_whose(actor, sentence) else None
        if last in _BODIES and _points(actor, sentence):
            return self._last(actor, sentence, _GROUPS, _REACH)
        if actor.kind == "armed_group":
            return self.group
        if last in _THEY:
            return self._doer(actor, sentence)
        return None

    def _last(
        self, actor: Mention, sentence: ParsedSentence, kinds: frozenset[EntityKind], reach: int
    ) -> str | None:
        """Return the only name of *kinds* in the nearest sentence that has one."""
        for near in (sentence, *self.before.get(sentence.id, ())[:reach]):
            named = [
                row
                for row in self.names.get(near.id, ())
                if row.kind in kinds and is_name(row) and row.span.end <= actor.span.start
            ]
            if named:
                return _only(named)
        return None

    def _doer(self, actor: Mention, sentence: ParsedSentence) -> str | None:
        """Return the only body that does something in the sentence, or in the one before."""
        for near in (sentence, *self.before.get(sentence.id, ())[:1]):
            doing = [
                row
                for row in self.names.get(near.id, ())
                if row.kind in _FIGHTING
                and row.span.end <= actor.span.start
                and _is_doing(_head(near, row))
            ]
            if doing:
                named = [row for row in doing if _is_named_body(row)]
                return _only(named) if named else _agreed(self._one(row, near) for row in doing)
        return None


GANGS: Final = frozenset(
    {"mafia", "cartel", "gang", "squad", "ring", "militia", "mercenary", "trafficker"}
)
"""Armed groups of their own: a cartel beside rebels is not theirs."""
_SOLDIERS: Final = frozenset({"soldiers", "troops", "soldier", "military"})
_BODIES: Final = frozenset({"group", "organization", "organisation", "movement", "front", "gang"})
_THEY: Final = frozenset({"they", "them"})
_GROUPS: Final[frozenset[EntityKind]] = frozenset({"armed_group"})
_FIGHTING: Final[frozenset[EntityKind]] = frozenset({"armed_group", "force"})
_REACH: Final = 3
"""Sentences back in which a group is looked for that "the group" takes up."""
_POINTING: Final = frozenset({"the", "this", "that", "these", "those"})


def find_meant(parsed: ParsedDocument, names: Mapping[str, Sequence[Mention]]) -> Meant:
    """Return what the words of *parsed* can stand for.

    Args:
        names: The mentions of each sentence, in order.

    """
    rows = [row for sentence in parsed.sentences for row in names.get(sentence.id, ())]
    sentences = list(parsed.sentences)
    return Meant(
        names=names,
        before={
            sentence.id: sentences[max(0, at - _REACH) : at][::-1]
            for at, sentence in enumerate(sentences)
        },
        group=_only([row for row in rows if row.kind == "armed_group" and is_name(row)]),
        army=_lone_army([row for row in rows if row.kind == "force"]),
    )


def _only(named: Sequence[Mention]) -> str | None:
    """Return the first of *named* if all of them name one body."""
    found: dict[str, str] = {}
    for row in named:
        known = row.candidates[0] if row.candidates else row.same_as
        found.setdefault(known or row.name.casefold(), row.id)
    return next(iter(found.values())) if len(found) == 1 else None


def _agreed(found: Iterable[str | None]) -> str | None:
    keys = {key for key in found if key is not None}
    return keys.pop() if len(keys) == 1 else None


def _lone_army(forces: Sequence[Mention]) -> str | None:
    """Return the first mention of the army, if all armies that are told of can be one.

    "The army", "the armed forces" and "the Garradan army" can; "the Osk army" beside it cannot.
    """
    armies = [row for row in forces if _is_army(row)]
    states = {row.name.split()[0].casefold() for row in armies if row.name.split()[0][:1].isupper()}
    if len(states) > 1 or not armies:
        return None
    return next((row.id for row in armies if row.name[:1].isupper()), armies[0].id)


def _is_army(row: Mention) -> bool:
    words = row.name.lower().split()
    return words[-1] in ("army", "military") or words[-2:] == ["armed", "forces"]


def _is_named_body(row: Mention) -> bool:
    return row.kind not in ("person", "people") and is_name(row)


def _is_whose(actor: Mention, sentence: ParsedSentence) -> bool:
    """Whether no word before *actor* says that those are soldiers of somebody else."""
    head = _head(sentence, actor)
    words = actor.name.split()[:-1]
    return head is not None and not any(word[:1].isupper() for word in words)


def _points(actor: Mention, sentence: ParsedSentence) -> bool:
    head = _head(sentence, actor)
    return head is not None and any(
        child.dep == "det" and child.lower in _POINTING for child in head.children
    )


def _is_doing(token: Token | None) -> bool:
    while token is not None and token.dep in ("conj", "appos"):
        token = token.head
    if token is None:
        return False
    return token.dep == "nsubj" or (token.dep == "pobj" and token.head.dep == "agent")


def _head(sentence: ParsedSentence, row: Mention) -> Token | None:
    """Return the token of *row* that hangs outside of it."""
    inside = [token for token in sentence.tokens if row.span.start <= token.start < row.span.end]
    outer = (
        token
        for token in inside
        if token.is_root or not row.span.start <= token.head.start < row.span.end
    )
    return next(outer, None)
