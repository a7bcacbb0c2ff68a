"""People and bodies that are spoken of without a name ("the rebels", "a doctor", "they").

They do things and suffer them, so events need them; nothing is merged on such words alone. Where
only one name before them fits, they are tied to it; else they stay open.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from consilience.extraction.drafts import NameDraft
from consilience.model.scales import EntityKind
from consilience.text.tokens import ParsedSentence, Token
from consilience.text.word_lists import read_table

DESCRIBED: Final = "described: "
"""How the rule of every such mention begins."""
_LEFT: Final = frozenset(
    {"det", "amod", "compound", "poss", "nmod", "nummod", "predet", "quantmod"}
)
_PERSON: Final = frozenset({"he", "she", "him", "her"})
_GROUP: Final = frozenset({"they", "them"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNoun:
    """What a noun names: several of them, and a single one."""

    kind: EntityKind
    one: EntityKind | None


@functools.cache
def load_group_nouns() -> Mapping[str, GroupNoun]:
    """Return the nouns of ``data/groups.tsv`` by lemma."""
    return {
        row["noun"]: GroupNoun(
            kind=cast(EntityKind, row["kind"]), one=cast(EntityKind, row["one"]) or None
        )
        for row in read_table("consilience.extraction", "groups.tsv")
    }


def find_described(sentence: ParsedSentence, named: Sequence[NameDraft]) -> list[NameDraft]:
    """Return the people and bodies of *sentence* without a name, none inside those *named*."""
    found: list[NameDraft] = []
    taken = [(draft.start, draft.end) for draft in named]
    for token in sentence.tokens:
        if token.tag == "PRP":
            draft = _pronoun(sentence, token)
        elif token.pos in {"NOUN", "PROPN"} and (group := _group_noun(token)) is not None:
            draft = _noun(sentence, token, group)
        else:
            continue
        if draft is not None and _overlaps(draft, taken):
            draft = _without_owner(draft, token)
        if draft is not None and not _overlaps(draft, taken):
            found.append(draft)
    return found


_OWNED: Final[frozenset[EntityKind]] = frozenset({"government", "force", "armed_group"})
"""Kinds of bodies that act for somebody whose name stands in front of them."""


def _without_owner(draft: NameDraft, noun: Token) -> NameDraft | None:
    """Return the government of "Ana Osk's government", whose owner has a name."""
    owner = next((child for child in noun.children if child.dep == "poss"), None)
    after = [] if owner is None else noun.sentence.tokens[owner.subtree()[-1].i + 1 : noun.i + 1]
    if not after or draft.kind not in _OWNED:
        return None
    return NameDraft(draft.sentence, after[0].start, noun.end, draft.kind, (), draft.rule)


def _group_noun(noun: Token) -> GroupNoun | None:
    """Return what *noun* names, alone or with the word that it makes a compound with."""
    nouns, lemma = load_group_nouns(), noun.lemma.lower()
    before = (child for child in noun.children if child.dep == "compound" and child.i == noun.i - 1)
    compounds = (nouns.get(f"{child.lemma.lower()} {lemma}") for child in before)
    return next((group for group in compounds if group is not None), nouns.get(lemma))


def _overlaps(draft: NameDraft, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < draft.end and draft.outer < end for start, end in taken)


def _pronoun(sentence: ParsedSentence, token: Token) -> NameDraft | None:
    low = token.lower
    if low not in _PERSON | _GROUP:
        return None
    kind: EntityKind = "person" if low in _PERSON else "people"
    return NameDraft(sentence, token.start, token.end, kind, (), f"{DESCRIBED}pronoun")


def _noun(sentence: ParsedSentence, noun: Token, group: GroupNoun) -> NameDraft | None:
    if noun.dep in {"compound", "amod", "nmod", "npadvmod"}:
        return None
    many = noun.tag in {"NNS", "NNPS"}
    kind = group.kind if many or group.one is None else group.one
    first = noun
    start = noun
    for child in reversed(noun.children):
        if child.i < noun.i and child.dep in _LEFT:
            first = child.subtree()[0]
            start = start if child.dep in {"det", "predet", "nummod", "quantmod"} else first
    draft = NameDraft(sentence, start.start, noun.end, kind, (), f"{DESCRIBED}noun")
    draft.outer = first.start
    return draft


def link_described(drafts: Sequence[NameDraft]) -> None:
    """Tie "he", "the spokesman" and "the group" to the only name in reach that fits.

    Args:
        drafts: Of one document, in the order of the text.
    """
    people: list[NameDraft] = []
    recent: list[NameDraft] = []  # names of this sentence and of the one before
    for draft in drafts:
        recent = [name for name in recent if _is_near(name, draft)]
        if not draft.rule.startswith(DESCRIBED):
            recent.append(draft)
            if draft.kind == "person":
                people.append(draft)
            continue
        if draft.rule.endswith("pronoun"):
            fits = [name for name in recent if name.kind == "person"] if _is_one(draft) else []
        elif draft.outer < draft.start and draft.name.lower() in _BODIES:
            fits = [name for name in recent if name.kind in _BODIES[draft.name.lower()]]
        else:
            fits = [name for name in people if _has_role(name, draft)]
        found = {id(name.fuller or name): name.fuller or name for name in fits}
        if len(found) == 1:
            (draft.fuller,) = found.values()


_BODIES: Final[Mapping[str, frozenset[EntityKind]]] = {
    "group": frozenset({"armed_group", "organisation", "ngo", "monitor", "aggregator"}),
    "organisation": frozenset({"organisation", "ngo", "monitor", "aggregator", "un"}),
    "organization": frozenset({"organisation", "ngo", "monitor", "aggregator", "un"}),
    "agency": frozenset({"un", "news_agency"}),
    "monitor": frozenset({"monitor", "aggregator"}),
    "watchdog": frozenset({"monitor", "aggregator", "organisation"}),
    "hospital": frozenset({"facility"}),
    "charity": frozenset({"ngo"}),
    "militia": frozenset({"armed_group"}),
    "coalition": frozenset({"force"}),
}
"""Bodies that a noun with an article can take up again."""


def _is_one(draft: NameDraft) -> bool:
    return draft.name.lower() in _PERSON


def _is_near(name: NameDraft, draft: NameDraft) -> bool:
    """Whether *name* stands in the sentence of *draft* or in the one right before it."""
    same = name.sentence is draft.sentence
    return same or 0 <= draft.sentence.start - name.sentence.end <= MAX_GAP


MAX_GAP: Final = 3
"""Code points between sentences that follow each other, a paragraph's end included."""


def _has_role(name: NameDraft, draft: NameDraft) -> bool:
    """Whether *name* bears the office that *draft* speaks of: "the envoy", "the police chief".

    "The army" is not its spokesman.
    """
    if draft.kind not in {"person", "people"}:
        return False
    base = draft.sentence.start
    article = draft.sentence.text[draft.outer - base : draft.start - base].strip().lower()
    words = draft.name.lower().split()
    role = (name.role or "").lower().replace(",", " ").split()
    return article == "the" and bool(words) and words[-1] in role
