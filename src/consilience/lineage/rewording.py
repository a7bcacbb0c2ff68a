"""Which words of a text look like the work of software that swaps words?

For copies whose original is not in the pile: fixed expressions of English with one word swapped
("tear fuel"). A trace is a suspicion with its reason; the text stays as it is.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from importlib import resources

from consilience.lineage.hashes import HashSet
from consilience.lineage.letters import hash_words
from consilience.lineage.words import Corpus
from consilience.model.lineage import RewordingTrace
from consilience.model.spans import span_of

Pattern = tuple[re.Pattern[str], str]

_WORD = re.compile(r"\w+")
_HEAD = re.compile(r"^(?:\\b)?(?:\((?:\?:)?(?P<group>[^()]+)\)|(?P<word>\w+))")


@functools.cache
def broken_expressions() -> dict[str, tuple[Pattern, ...]]:
    """Return patterns of broken expressions and the usual words, by the word that they begin with.

    Raises:
        ValueError: a pattern of ``data/reworded.tsv`` begins with neither a word nor a group.
    """
    table = resources.files("consilience.lineage").joinpath("data/reworded.tsv")
    found: dict[str, list[Pattern]] = defaultdict(list)
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, usual = line.split("\t")
            for word in _first_words(pattern):
                found[word].append((re.compile(pattern), usual))
    return {word: tuple(patterns) for word, patterns in found.items()}


def _first_words(pattern: str) -> set[str]:
    head = _HEAD.match(pattern)
    if head is None:
        raise ValueError(f"reworded.tsv: {pattern!r} begins with no word")
    heads = (head.group("group") or head.group("word")).split("|")
    words = {re.match(r"\w+", word.replace("u?", "")) for word in heads}
    return {match.group().lower() for match in words if match is not None}


def find_rewording(
    corpus: Corpus, *, only: Container[str] | None = None
) -> Iterator[RewordingTrace]:
    """Yield the broken expressions in the texts of *corpus*, or in *only* those of some ids."""
    opening = HashSet(hash_words(sorted(broken_expressions())))
    for number, document in enumerate(corpus.ids):
        if only is None or document in only:
            words = corpus.words_of(number)
            starts = corpus.start[words][opening.holds(corpus.hash[words])]
            yield from _find_traces(document, corpus.texts[number], starts.tolist())


def _find_traces(document: str, text: str, starts: Iterable[int]) -> list[RewordingTrace]:
    """Return the broken expressions of *text* that open at one of *starts*."""
    found: list[RewordingTrace] = []
    for start in starts:
        if found and start < found[-1].span.end:
            continue
        trace = _trace(document, text, start)
        if trace is not None:
            found.append(trace)
    return found


def _trace(document: str, text: str, start: int) -> RewordingTrace | None:
    word = _WORD.match(text, start)
    for pattern, usual in broken_expressions().get(word.group().lower() if word else "", ()):
        match = pattern.match(text, start)
        if match is not None:
            expected = match.expand(usual)
            return RewordingTrace(
                id=RewordingTrace.make_id(document, match.start(), match.end()),
                document=document,
                span=span_of(document, text, match.start(), match.end()),
                usual=expected,
                reason=f"people write {expected!r}: a word of a fixed expression is swapped",
            )
    return None
