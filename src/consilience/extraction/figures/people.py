"""Who is counted at one place of a report, and can they be the people counted at another?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from consilience.extraction.figures.binding import noun_lemma
from consilience.extraction.figures.counts import Count
from consilience.model.scales import Group, Measure

FAMILIES: Final[dict[Measure, str]] = {
    "killed": "killed",
    "executed": "killed",
    "injured": "injured",
    "killed_or_injured": "hit",
    "arrested": "held",
    "detained": "held",
    "abducted": "abducted",
    "bodies_found": "bodies",
    "displaced": "displaced",
    "missing": "missing",
}
"""Measures whose counts are compared with one another within a report."""


@dataclass(slots=True, eq=False)
class Party:
    """People counted together at one place of a report."""

    key: str  # of the figure
    value: float | None
    group: Group
    sex: str | None
    names: set[str]
    other: bool  # "two others": who are not those told of just before
    fresh: bool  # "another", "a third": people not counted before
    known: bool  # "the man", "both": people counted before
    general: bool  # "people", "persons": may take in every group
    plural: bool
    lemma: str
    doer: bool  # "the gunman"
    beside: bool  # told beside others, as "a man and one guard"
    age: str | None  # as written, such as 27
    itself: bool  # "himself": the doer
    actor: str | None  # whom "himself" stands for, as lemma or name
    sentence: int  # where the sentence begins
    included: bool  # "two men, including a guard": a part of what stands before
    parts: list[Party] = field(default_factory=list)

    @property
    def left(self) -> float:
        """How many of them are not told one by one."""
        return (self.value or 0.0) - sum(part.value or 0.0 for part in self.parts)


_ARMED: Final = frozenset({"fighters", "soldiers", "police"})


_UNARMED: Final = frozenset(
    {"civilians", "children", "women", "journalists", "healthcare", "aid_workers"}
)


_OPEN: Final = frozenset({"all", "unknown", "families"})


def fits(whole: Party, part: Party) -> bool:
    """Tell whether the people of *part* can be among those of *whole*, or the same."""
    if whole.sex and part.sex and whole.sex != part.sex:
        return False
    if whole.age and part.age and whole.age != part.age:
        return False
    if whole.names and part.names and not whole.names & part.names:
        return False
    return _doers_fit(whole, part) and _groups_fit(whole.group, part.group)


def _doers_fit(whole: Party, part: Party) -> bool:
    """Tell a gunman from his victims."""
    if whole.doer != part.doer and not (whole.general or (part.general and not part.doer)):
        return False
    return whole.doer or whole.plural or not part.doer


def _groups_fit(one: Group, other: Group) -> bool:
    if one == other or one in _OPEN or other in _OPEN:
        return True
    if one in _ARMED:
        return other not in _ARMED and other not in _UNARMED
    return one not in _UNARMED or other not in _ARMED


_MALE: Final = frozenset(
    """man boy father husband brother son boyfriend uncle grandfather nephew grandson gentleman male
    policeman gunman fisherman cameraman he him himself guy groom stepfather serviceman""".split()
)


_FEMALE: Final = frozenset(
    """woman girl mother wife sister daughter girlfriend aunt grandmother niece granddaughter lady
    female she her herself bride policewoman widow stepmother servicewoman""".split()
)


_FRESH = re.compile(r"\b(?:another|additional|more|further|two other)\b", re.IGNORECASE)


_ORDINAL = re.compile(r"\b(?:second|third|fourth|fifth|sixth)\b", re.IGNORECASE)


_OTHER = re.compile(r"\b(?:others?|remaining)\b", re.IGNORECASE)


_DOERS: Final = frozenset(
    {"gunman", "shooter", "suspect", "attacker", "assailant", "bomber", "robber", "perpetrator",
     "intruder", "burglar", "killer", "hijacker"}
)  # fmt: skip


_REFLEXIVE: Final = frozenset({"himself", "herself", "life"})


_OTHERS: Final = frozenset({"other"})


def party_of(key: str, count: Count) -> Party:
    """Return the people that *count* counts, for the ledger."""
    noun, bounds = count.noun, count.bounds
    lemma = noun_lemma(noun) if noun is not None else ""
    words = _phrase(count)
    value = bounds.best if bounds.best is not None else bounds.high
    names = _names(count)
    reflexive = noun is not None and noun.lower in _REFLEXIVE
    return Party(
        key=key,
        value=value,
        group=count.group,
        sex=_sex(words, lemma, one=value == 1),
        names=names,
        fresh=_is_fresh(count, words, lemma),
        other=lemma in _OTHERS or _OTHER.search(words) is not None,
        known=count.definite,
        general=count.group in _OPEN and lemma not in _DOERS and not names,
        plural=value is None or value > 1,
        lemma=lemma,
        doer=lemma in _DOERS,
        beside=False,
        age=_age(count) if value == 1 else None,
        itself=count.measure == "killed" and (lemma in _REFLEXIVE or reflexive),
        actor=_actor(count) if reflexive else None,
        sentence=count.place.sentence.start,
        included=is_included(count) or _is_among(count),
    )


def _names(count: Count) -> set[str]:
    said = (count.place.sentence.text[start:end] for start, end in count.names)
    return {
        word.lower().strip(".,'’")
        for words in said
        for word in words.split()
        if len(word) > 2 and word[:1].isupper() and word not in ("Jr.", "Sr.")
    }


def _sex(words: str, lemma: str, *, one: bool) -> str | None:
    described = {word.lower() for word in words.split()} | {lemma} if one else {lemma}
    return "m" if described & _MALE else "f" if described & _FEMALE else None


_AGE = re.compile(r"\b(\d{1,2}|[a-z]+)-(?:year|month)s?-old", re.IGNORECASE)


_AGE_BEHIND = re.compile(r"\s*,\s(?:aged\s)?(\d{1,2})\b|\s\((\d{1,2})\)")


def _age(count: Count) -> str | None:
    """Return the age that is told of one person: "a 27-year-old man", "Ann Lee, 27,"."""
    sentence = count.place.sentence
    inside = _AGE.search(sentence.text, max(0, count.start - 14), count.end)
    if inside is not None:
        return inside[1].lower()
    behind = _AGE_BEHIND.match(sentence.text, count.end)
    return (behind[1] or behind[2]) if behind is not None else None


def _is_fresh(count: Count, words: str, lemma: str) -> bool:
    if _FRESH.search(words) or lemma in _OTHERS or _OTHER.search(words):
        return True
    return not count.definite and (_ORDINAL.search(words) is not None or _also(count))


def _actor(count: Count) -> str | None:
    """Return the subject of "shot himself", as lemma or as the last word of a name."""
    verb = count.trigger.token if count.trigger is not None else count.place.head
    for _ in range(3):
        for child in verb.children:
            if child.dep in ("nsubj", "nsubjpass") and child.lower not in ("who", "that"):
                return child.lower if child.name == "PERSON" else noun_lemma(child)
        if verb.dep in ("relcl", "acl"):
            return verb.head.lower if verb.head.name == "PERSON" else noun_lemma(verb.head)
        if verb.is_root or verb.dep not in ("conj", "advcl", "pcomp", "xcomp"):
            return None
        verb = verb.head if verb.dep != "pcomp" else verb.head.head
    return None


def is_included(count: Count) -> bool:
    """Tell "two people, including a guard", "one of them", "among them a child"."""
    token = count.place
    for _ in range(4):
        head = token.head
        if token.dep == "pobj" and head.lower == "including":
            return True
        if token.is_root or token.dep not in ("conj", "appos", "nummod", "compound"):
            break
        token = head
    sentence = count.place.sentence
    before = sentence.text[max(0, count.start - 14) : count.start].lower()
    after = sentence.text[count.end : count.end + 16].lower()
    return before.rstrip().endswith(("including", "among them", "included")) or after.startswith(
        (" of them", " of whom", " of those", " of the")
    )


def _is_among(count: Count) -> bool:
    """Tell "six children were among 19 civilians killed"."""
    return count.trigger is not None and count.trigger.rule == "among them"


def _also(count: Count) -> bool:
    return count.trigger is not None and any(
        child.lower == "also" for child in count.trigger.token.children
    )


def _phrase(count: Count) -> str:
    """Return the words of the counted: from the number to the noun."""
    sentence = count.place.sentence
    end = count.end
    if count.noun is not None:
        end = max(end, count.noun.end - sentence.start)
    following = sentence.text[end : end + 12]
    more = re.match(r"\s+(?:more|others?)\b", following)
    before = sentence.text[max(0, count.start - 8) : count.start]
    ahead = re.search(r"\b(?:another|other|an additional|the remaining)\s+$", before)
    return (ahead.group() if ahead else "") + sentence.text[
        count.start : end + (more.end() if more else 0)
    ]
