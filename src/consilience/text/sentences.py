"""Where sentences begin and end in a block of news prose.

A rule-based splitter, run before the parser so that a sentence that stands in forty copies is
parsed once. It works on the frozen text and never changes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

ABBREVIATIONS: Final[frozenset[str]] = frozenset(
    """
    mr mrs ms dr prof gen lt col maj capt cpl sgt pvt brig adm cmdr cdr rep sen gov pres rev
    hon st sr jr lieut supt insp det messrs mme mlle fr sheikh amb atty hon jan feb mar apr
    jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun no nos vs
    etc approx est inc ltd corp co bros dept univ mt ft ave blvd rd hwy jct km sq ala ariz
    ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev
    okla ore pa penn tenn tex vt va wash wis wyo
    """.split()
)
"""Words that take a full stop and rarely end a sentence."""

MAYBE_LAST: Final[frozenset[str]] = frozenset(
    {"etc", "inc", "ltd", "corp", "co", "jr", "sr", "km", "no"}
)
"""Of these, words that do end sentences: a capital behind them starts a new one."""

ALSO_WORDS: Final[frozenset[str]] = frozenset({"sat", "sun", "mar", "miss", "wash", "mass", "ill"})
"""Abbreviations that are plain words when written in lower case ("the child sat.")."""

MAX_SENTENCE_LENGTH: Final = 1_500
"""Code points; a longer run without an end is cut at a blank, so that no parse takes for ever."""

_ENDING = re.compile(
    r"[.!?…]+[\"'”’»)\]]*(?=\s)|[.!?]+[\"”’](?=[A-Z“\"])|[.!?](?=[“\"][A-Z])|\n\s*\n"
)
_LAST_WORD = re.compile(r"(\S+)$")
_STARTS_LOWER = re.compile(r"\s*[a-z,;:)]")
_INITIALS = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]?$|^[A-Z]$")


def sentence_words(words: str) -> str:
    """Return *words* with every white-space character as one blank: what the parser is given.

    The length stays the same, so that offsets hold.
    """
    return re.sub(r"\s", " ", words)


def find_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of ``text[start:end]``, without outer white space."""
    at = start
    for match in _ENDING.finditer(text, start, end):
        stop = match.end()
        if match.group()[0] != "\n" and not _ends_here(text, at, match, end):
            continue
        yield from _trimmed(text, at, stop)
        at = stop
    yield from _trimmed(text, at, end)


def _ends_here(text: str, at: int, match: re.Match[str], end: int) -> bool:
    following = text[match.end() : min(end, match.end() + 80)]
    mark = match.group()
    if _STARTS_LOWER.match(following):
        return False
    if mark != ".":
        return True
    last = _LAST_WORD.search(text, at, match.start())
    word = last.group(1).lstrip("(\"'“‘[") if last else ""
    bare = word.lower().rstrip(".")
    if bare in MAYBE_LAST:
        return _starts_sentence(following) and not following.lstrip()[:1].isdigit()
    if bare in ABBREVIATIONS:
        return bare in ALSO_WORDS and word.islower()
    if _INITIALS.match(word):
        return _ends_after_initials(word, following)
    return True


def _ends_after_initials(word: str, following: str) -> bool:
    """Tell "the U.S. The" (a new sentence) from "the U.S. Army" and "J. Smith"."""
    if len(word) == 1:
        return False
    first = following.split(maxsplit=1)[:1]
    return bool(first) and first[0].rstrip(",") in _OPENERS


_OPENERS: Final[frozenset[str]] = frozenset(
    """
    The A An This That These Those It He She They We I You His Her Its Their In On At But
    And As After Before When While If For From With By There Meanwhile However Some Many
    Most Several According Since Under Earlier Last Local Officials Police At
    """.split()
)


def _starts_sentence(following: str) -> bool:
    stripped = following.lstrip(" \t\n\"'“‘([")
    return bool(stripped) and (stripped[0].isupper() or stripped[0].isdigit())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE_LENGTH:
        cut = text.rfind(" ", start + MAX_SENTENCE_LENGTH // 2, start + MAX_SENTENCE_LENGTH)
        cut = start + MAX_SENTENCE_LENGTH if cut < 0 else cut
        yield start, cut
        start = cut + 1 if text[cut : cut + 1] == " " else cut
    if end > start:
        yield start, end
