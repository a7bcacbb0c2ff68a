"""Where in a sentence do time expressions stand, and what do their words say?"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consilience.extraction.times.guards import is_expression
from consilience.extraction.times.lexicon import Lexed, lex_sentence
from consilience.extraction.times.readings import Matched, Reading
from consilience.extraction.times.rules import RULES, Reader
from consilience.text.tokens import ParsedSentence

_RUN: Final = re.compile(r"[^z$£€]+")
_CORE: Final = re.compile(r"[muwpskKSDxYCyrF]|c[-–]?c|tL|nq")


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression of a sentence; offsets from the document's first character."""

    start: int
    end: int
    reading: Reading
    rule: str


def find_times(sentence: ParsedSentence) -> Iterator[Found]:
    """Yield the time expressions of *sentence*, in order, none inside another."""
    lexed = lex_sentence(sentence.text)
    if lexed is None:
        return
    for run in _RUN.finditer(lexed.letters):
        if _CORE.search(run[0]):
            yield from _find_in_run(sentence, lexed, run.start(), run[0])


def _find_in_run(
    sentence: ParsedSentence, lexed: Lexed, offset: int, letters: str
) -> Iterator[Found]:
    candidates = _candidates(letters)
    at = 0
    while at < len(letters):
        found = _first_reading(sentence, lexed, offset, candidates[at])
        if found is None:
            at += 1
            continue
        matched, reading, rule = found
        yield Found(
            start=sentence.start + lexed.starts[matched.start],
            end=sentence.start + lexed.ends[matched.end - 1],
            reading=reading,
            rule=rule,
        )
        at = matched.end - offset


def _first_reading(
    sentence: ParsedSentence,
    lexed: Lexed,
    offset: int,
    candidates: tuple[tuple[re.Match[str], Reader], ...],
) -> tuple[Matched, Reading, str] | None:
    for match, reader in candidates:
        matched = Matched(lexed, match, offset)
        reading = reader(matched)
        if reading is not None and is_expression(sentence, matched, reading):
            return matched, reading, reader.__name__.removeprefix("read_").replace("_", " ")
    return None


@functools.lru_cache(maxsize=8_192)
def _candidates(letters: str) -> tuple[tuple[tuple[re.Match[str], Reader], ...], ...]:
    """Return, for each word of a run, the rules that match there, the longest match first."""
    found: list[tuple[tuple[re.Match[str], Reader], ...]] = []
    for at in range(len(letters)):
        here = [
            (match, reader)
            for pattern, reader in RULES
            if (match := pattern.match(letters, at)) is not None
        ]
        here.sort(key=lambda pair: -pair[0].end())
        found.append(tuple(here))
    return tuple(found)
