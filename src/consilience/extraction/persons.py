"""Where a person's name begins and ends, what office stands beside it, who is a victim."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

from consilience.extraction.bereaved import is_bereaved
from consilience.extraction.drafts import NameDraft
from consilience.model.scales import Sensitivity
from consilience.text.tokens import ParsedSentence, Token
from consilience.text.word_lists import read_lines

_HARM: Final = frozenset(
    {
        "kill", "murder", "execute", "injure", "wound", "shoot", "die", "behead", "rape", "abduct",
        "kidnap", "torture", "arrest", "detain", "disappear", "flee", "lose", "bury", "displace",
        "stab", "hang", "drown", "starve",
    }
)  # fmt: skip
"""Verbs whose object (or subject, of "die") is somebody to be kept safe."""
_WITNESS: Final = frozenset(
    {
        "resident", "witness", "survivor", "victim", "villager", "refugee", "farmer", "mother",
        "father", "widow", "boy", "girl", "child", "son", "daughter", "relative", "neighbour",
        "neighbor", "student", "shopkeeper", "evacuee", "detainee", "prisoner", "patient",
        "brother", "sister", "wife", "husband", "teenager",
    }
)  # fmt: skip
_AGE: Final = re.compile(r"\s?,\s?(?:aged\s)?\d{1,3}\b(?!\s?(?:km|percent|per|%))")

_NAME_WITHHELD: Final = re.compile(
    r"(?:\b(?:gave|gives|given|giving|give)\s+(?:only\s+)?(?:his|her|their)\s+(?:\w+\s+)?name"
    r"\s+(?:only\s+|simply\s+|just\s+)?as"
    r"|\b(?:identified|named|introduced|known|called|identify)\s+(?:himself\s+|herself\s+"
    r"|themselves\s+)?(?:only|simply|just)\s+(?:as|by)"
    r"|\basked\s+to\s+be\s+(?:\w+\s+)?(?:only\s+|simply\s+|just\s+)?as)\s+[\"“‘']?$"
)
"""Words before the name of somebody who fears to be known by it."""


@functools.cache
def load_titles() -> frozenset[str]:
    """Return the titles of ``data/titles.txt``, in lower case."""
    return frozenset(read_lines("consilience.extraction", "titles.txt"))


def find_person(sentence: ParsedSentence, tokens: Sequence[Token]) -> NameDraft | None:
    """Return the person that *tokens* name, less title and possessive, if any name is left."""
    name = _without_title(cut_at_bracket(tokens))
    while name and (name[-1].tag in {"POS", "''", "``", ",", ":"} or name[-1].pos == "PUNCT"):
        name.pop()
    if not name or not any(token.text[:1].isupper() for token in name):
        return None
    draft = NameDraft(
        sentence, name[0].start, name[-1].end, "person", (), "model: person", sensitivity="personal"
    )
    draft.head = head_of(name)
    title = _find_title(name)
    if title is not None:
        draft.outer = title[0].start
        draft.role = _written(title[0], title[-1])
    else:
        draft.role = _apposition(name)
    draft.sensitivity = _find_sensitivity(sentence, name, draft)
    return draft


def gives_no_more(sentence: ParsedSentence, token: Token) -> bool:
    """Tell "a medic, who gave his name only as" before *token*: a person, who is to be kept safe.

    The model takes such a name, which stands alone, for a town as often as not.
    """
    return _NAME_WITHHELD.search(sentence.text, 0, token.start - sentence.start) is not None


def head_of(name: Sequence[Token]) -> Token:
    """Return the token of *name* that hangs on something outside it."""
    inside = range(name[0].i, name[-1].i + 1)
    return next((token for token in name if token.head_index not in inside), name[-1])


def cut_at_bracket(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* up to a bracket: footnote marks get into the model's names."""
    stop = next((at for at, token in enumerate(tokens) if "[" in token.text), len(tokens))
    return list(tokens[:stop])


def _without_title(name: list[Token]) -> list[Token]:
    while len(name) > 1 and (_is_title(name, 1) or name[0].pos in {"DET", "PUNCT"}):
        name = name[1:]
    return name


def _is_title(name: Sequence[Token], count: int) -> bool:
    return _plain(name[:count]) in load_titles()


def _plain(tokens: Sequence[Token]) -> str:
    return " ".join(token.lower.rstrip(".") for token in tokens)


def _find_title(name: Sequence[Token]) -> list[Token] | None:
    """Return the title or office right before the name, if there is one."""
    tokens = name[0].sentence.tokens
    first = name[0].i
    begin = first
    while begin > 0 and tokens[begin - 1].pos in {"NOUN", "PROPN", "ADJ", "PUNCT"}:
        previous = tokens[begin - 1]
        if previous.pos == "PUNCT" and previous.text not in {".", "-"}:
            break
        if previous.name in {"GPE", "NORP", "ORG", "DATE"} and previous.lower not in load_titles():
            break
        begin -= 1
    for at in range(begin, first):
        title = list(tokens[at:first])
        words = _plain([token for token in title if token.pos != "PUNCT"])
        own = words in load_titles() or all(token.pos != "PROPN" for token in title[:-1])
        if own and (words in load_titles() or words.split(" ")[-1] in load_titles()):
            return title
    return None


def _apposition(name: Sequence[Token]) -> str | None:
    head = next(
        (token for token in name if token.head_index < name[0].i or token.head_index > name[-1].i),
        name[-1],
    )
    for child in head.children:
        if child.dep == "appos" and child.pos == "NOUN" and child.i > head.i:
            span = [token for token in child.subtree() if token.i <= child.i + 12]
            return _written(span[0], span[-1]) if span else None
    if head.dep == "appos" and head.head.pos == "NOUN":
        office = head.head
        span = [token for token in office.subtree() if token.i < name[0].i]
        while span and span[-1].pos == "PUNCT":
            span.pop()
        return _written(span[0], span[-1]) if span and len(span) <= 14 else None
    return None


def _written(first: Token, last: Token) -> str:
    base = first.sentence.start
    words = first.sentence.text[first.start - base : last.end - base].split()
    while words and words[0].lower() in {"a", "an", "the"}:
        words = words[1:]
    return " ".join(words)


def _find_sensitivity(
    sentence: ParsedSentence, name: Sequence[Token], draft: NameDraft
) -> Sensitivity:
    role = {word.lower().strip(",.") for word in (draft.role or "").split()}
    if role & _WITNESS:
        return "severe"
    head = name[-1]
    if head.dep in {"dobj", "nsubjpass"} and head.head.lemma in _HARM:
        return "severe"
    if head.dep == "nsubj" and head.head.lemma in {"die", "drown", "starve", "flee", "disappear"}:
        return "severe"
    start, end = draft.start - sentence.start, draft.end - sentence.start
    if gives_no_more(sentence, name[0]):
        return "severe"
    at_risk = _AGE.match(sentence.text, end) or is_bereaved(sentence.text, start, end)
    if at_risk and not draft.role:
        return "severe"
    return "personal"
