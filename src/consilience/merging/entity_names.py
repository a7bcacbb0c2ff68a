"""Keys under which the names of unknown persons and bodies fall together over a case."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from consilience.model.entities import Mention
from consilience.text.skeleton import skeleton

MIN_SKELETON: Final = 4
"""Letters of the key; shorter ones fall together by chance ("Ali", "Ola")."""
_ACRONYM: Final = re.compile(r"[A-Z][A-Z.&/-]{2,9}")
_SPELLINGS: Final = (
    (re.compile(r"\bshi['’]?i?(?:te|a|ah)s?\b"), "shia"),
    (re.compile(r"\bsunnis\b"), "sunni"),
    (re.compile(r"isation\b"), "ization"),
    (re.compile(r"\bdefence\b"), "defense"),
    (re.compile(r"\bcentre\b"), "center"),
    (re.compile(r"\blabour\b"), "labor"),
    (re.compile(r"(?<=[a-z]{3})s\b"), ""),
    (re.compile(r"[^\w ]+"), " "),
    (re.compile(r" +"), " "),
)
_SERVANT: Final = re.compile(
    r"\bAbd(?:(?:u|e|a)[lrnszdt](?:[ -](?=[A-Z]))?|[ -]?(?:al|el|ul|ar|er|ur)-?|u? (?=[A-Z]))"
)
"""The first half of Arabic names such as Abdul Rahman, Abdel-Rahman, Abdulrahman."""
_ARTICLES: Final = frozenset({"al", "el", "Al", "El"})
"""Where they stand alone ("Anwar al Hadi"); joined by a hyphen, `skeleton` drops them."""
_FOREIGN: Final = re.compile(r"\b(?:al|el|ul|ad|an|ar|as|ash|at|az|ibn|bin|abu|umm|jabhat|liwa)\b")


def unknown_key(mention: Mention, *, transliterations: bool) -> tuple[str, ...]:
    """Return the key of a body or person that the vocabulary does not know.

    A single name that many bear (a first name, a surname) is kept to its report: its key is
    ``("alone", skeleton, role, document)``.
    """
    name = plain_name(mention.name)
    if mention.kind == "person":
        words = _SERVANT.sub("abd", mention.name).split()
        words = [word for word in words if word not in _ARTICLES]
        if len(words) == 1:
            return "alone", skeleton(name), mention.role or "", mention.document
        found = (skeleton(word) if transliterations else word.lower() for word in words)
        parts = [part for part in found if part]
        if not parts:  # marks without a letter: nobody's name
            return "alone", name, mention.role or "", mention.document
        return ("person", *parts)
    sort = "people" if mention.kind == "people" else "group"
    if transliterations and _FOREIGN.search(name) and len(skeleton(name)) >= MIN_SKELETON:
        return sort, skeleton(mention.name)
    return sort, name


@functools.lru_cache(maxsize=50_000)
def plain_name(name: str) -> str:
    """Return *name* in lower case with spellings, plurals and marks made alike."""
    plain = name.lower()
    for pattern, to in _SPELLINGS:
        plain = pattern.sub(to, plain)
    return plain.strip()


def acronym_key(mention: Mention) -> str | None:
    """Return the acronym that *mention* is written as, without full stops, if it is one."""
    if mention.kind == "person" or not _ACRONYM.fullmatch(mention.name):
        return None
    return mention.name.replace(".", "")


def same_person(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether *longer* is *shorter* with names between its first and its last."""
    if len(shorter) < 2 or len(longer) <= len(shorter):
        return False
    if (shorter[0], shorter[-1]) != (longer[0], longer[-1]):
        return False
    rest = iter(longer)
    return all(part in rest for part in shorter)


class EntityName:
    """The name that an unknown entity goes by: the one written most often, of the fullest."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        names = Counter(mention.name for mention in mentions if mention.same_as is None)
        self._names = names or Counter(mention.name for mention in mentions)

    @property
    def best(self) -> str:
        """The name."""
        names = self._names
        return min(names, key=lambda name: (" " not in name, -names[name], -len(name), name))
