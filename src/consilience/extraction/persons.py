"""Where a person's name begins and ends, what office stands beside it, who is a victim."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from typing import Final

from consilience.extraction.at_risk import asks_for_safety, is_private, speaks
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
_DYING: Final = frozenset({"die", "drown", "starve", "flee", "disappear"})
_TRADES: Final = frozenset(
    {"activist", "journalist", "reporter", "photographer", "doctor", "nurse", "lawyer", "teacher",
     "engineer", "farmer", "coach", "father", "brother", "sister", "saint"}
)  # fmt: skip
"""Titles that people in the street have too."""
NUMBERS: Final = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty dozens scores hundreds
    thousands""".split()
)
"""What a sentence may begin with, and no name ends in."""
_OFFICES: Final = frozenset(
    {"leader", "head", "member", "official", "officer", "founder", "candidate", "lawmaker", "mp",
     "commander", "fighter", "militant", "terrorist", "author", "researcher", "lieutenant",
     "politician", "cleric", "economist", "historian", "star", "player", "singer", "actor"}
)  # fmt: skip
"""What else makes somebody known, besides a title."""
_WITNESS: Final = frozenset(
    {
        "resident", "witness", "survivor", "victim", "villager", "refugee", "farmer", "mother",
        "father", "widow", "boy", "girl", "child", "son", "daughter", "relative", "neighbour",
        "neighbor", "student", "shopkeeper", "evacuee", "detainee", "prisoner", "patient",
        "brother", "sister", "wife", "husband", "teenager",
    }
)  # fmt: skip


@functools.cache
def load_titles() -> frozenset[str]:
    """Return the titles of ``data/titles.txt``, in lower case."""
    return frozenset(read_lines("consilience.extraction", "titles.txt"))


def find_person(sentence: ParsedSentence, tokens: Sequence[Token]) -> NameDraft | None:
    """Return the person that *tokens* name, less title and possessive, if any name is left."""
    name = _without_title(cut_at_bracket(tokens))
    while name and _is_behind_name(name):
        name.pop()
    if name and _plain(name) in load_titles():
        name = _behind_title(name[-1])
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


def _is_behind_name(name: Sequence[Token]) -> bool:
    """Whether the last of *name* is a mark, or the number that the next sentence begins with."""
    last = name[-1]
    if last.tag in {"POS", "''", "``", ",", ":"} or last.pos == "PUNCT":
        return True
    return len(name) > 1 and (last.tag == "CD" or last.lower in NUMBERS)


def _behind_title(title: Token) -> list[Token]:
    """Return the name behind a *title* that the model takes for the name ("the Imam Salman X")."""
    tokens = title.sentence.tokens[title.i + 1 : title.i + 6]
    joined = ("al", "el", "bin", "ibn", "de", "-")
    capital = itertools.takewhile(
        lambda token: token.pos != "VERB" and (token.text[:1].isupper() or token.lower in joined),
        tokens,
    )
    name = [*capital]
    while name and not name[-1].text[:1].isupper():
        name.pop()
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
    start, end = draft.start - sentence.start, draft.end - sentence.start
    verb = name[-1].head.start - sentence.start
    if _is_harmed(name[-1]) and not speaks(sentence.text, verb, start):
        return "severe"
    if asks_for_safety(sentence.text, start, end):
        return "severe"
    beside = is_private(sentence.text, start, end) or is_bereaved(sentence.text, start, end)
    return "severe" if beside and not _holds_office(role) else "personal"


def _is_harmed(head: Token) -> bool:
    if head.dep in {"dobj", "nsubjpass"}:
        return head.head.lemma in _HARM
    return head.dep == "nsubj" and head.head.lemma in _DYING


def _holds_office(role: set[str]) -> bool:
    """Whether somebody is known by a title or an office, and not by age or trade."""
    return bool(role & (load_titles() | _OFFICES)) and not role & _TRADES
