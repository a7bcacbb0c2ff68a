"""What was altered inside a copied passage: a number, name, negation, attribution, loaded word?"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from importlib import resources

from rapidfuzz.distance import LCSseq

from consilience.lineage.pairs import SentencePair
from consilience.lineage.passages import CopiedRun
from consilience.lineage.words import Corpus
from consilience.model.lineage import AlteredFact, Passage
from consilience.model.scales import AlteredKind
from consilience.model.spans import Span, span_of

NUMBER_WORDS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    hundreds thousand thousands million millions billion dozen dozens scores several half
    """.split()
)
MAX_ALTERED_WORDS = 6
"""A longer stretch is new text, not a changed word."""


MAX_LEAD_WORDS = 30
"""Words before a quotation in which its speaker is looked for."""


@functools.cache
def sorts() -> dict[str, frozenset[str]]:
    """Return for each word of ``data/altered.tsv`` the sorts that it belongs to."""
    table = resources.files("consilience.lineage").joinpath("data/altered.tsv")
    found: dict[str, set[str]] = {}
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        kind, words = line.split("\t")
        sort = f"loaded {number}" if kind == "loaded" else kind
        for word in words.split():
            found.setdefault(word, set()).add(sort)
    return {word: frozenset(names) for word, names in found.items()}


def altered_facts(corpus: Corpus, passage: Passage, run: CopiedRun) -> Iterator[AlteredFact]:
    """Yield what differs in meaning between the two sides of *passage*."""
    for pair in run.pairs:
        if pair.kind in ("edited", "spun"):
            yield from _in_pair(corpus, passage, pair)
        elif pair.kind == "common_quotation":
            yield from _speakers(corpus, passage, pair)


def _speakers(corpus: Corpus, passage: Passage, pair: SentencePair) -> Iterator[AlteredFact]:
    """Yield the words before a common quotation where the two reports give it to others."""
    one, two = _lead(corpus, pair.first_a), _lead(corpus, pair.first_b)
    if one and two and _words(corpus, one) != _words(corpus, two):
        yield AlteredFact(
            id=AlteredFact.make_id(passage.id, "speaker", int(corpus.start[pair.first_a])),
            passage=passage.id,
            kind="attribution",
            a=_span(corpus, one),
            b=_span(corpus, two),
        )


def _lead(corpus: Corpus, first: int) -> range:
    """Return the words of the sentence before word *first*, up to its attributing verb."""
    start = first
    while start > 0 and not corpus.opens[start] and first - start < MAX_LEAD_WORDS:
        start -= 1
    words = _words(corpus, range(start, first))
    said = [at for at, word in enumerate(words) if "attribution" in sorts().get(word.lower(), ())]
    return range(start, start + said[0] + 1) if said else range(0)


def _in_pair(corpus: Corpus, passage: Passage, pair: SentencePair) -> Iterator[AlteredFact]:
    one = range(pair.first_a, pair.last_a + 1)
    two = range(pair.first_b, pair.last_b + 1)
    hashes_a = corpus.hash[pair.first_a : pair.last_a + 1].tolist()
    hashes_b = corpus.hash[pair.first_b : pair.last_b + 1].tolist()
    for op in _changes(hashes_a, hashes_b):
        places_a, places_b = one[op[0] : op[1]], two[op[2] : op[3]]
        if max(len(places_a), len(places_b)) > MAX_ALTERED_WORDS:
            continue
        kind = _kind(_words(corpus, places_a), _words(corpus, places_b))
        if kind is not None:
            yield AlteredFact(
                id=AlteredFact.make_id(passage.id, int(corpus.start[pair.first_a]), *op),
                passage=passage.id,
                kind=kind,
                a=_span(corpus, places_a),
                b=_span(corpus, places_b),
            )


def _changes(one: list[int], two: list[int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches that differ; neighbouring deletions and insertions are one change."""
    at_a = at_b = 0
    for op in LCSseq.opcodes(one, two):
        if op.tag != "equal":
            continue
        if op.src_start > at_a or op.dest_start > at_b:
            yield at_a, op.src_start, at_b, op.dest_start
        at_a, at_b = op.src_end, op.dest_end
    if at_a < len(one) or at_b < len(two):
        yield at_a, len(one), at_b, len(two)


def _kind(one: list[str], two: list[str]) -> AlteredKind | None:
    """Return what sort of change turns words *one* into words *two*, if it matters."""
    numbers_a, numbers_b = _numbers(one), _numbers(two)
    if numbers_a != numbers_b and (numbers_a or numbers_b):
        return "number"
    sorts_a, sorts_b = _sorts(one), _sorts(two)
    if ("negation" in sorts_a) != ("negation" in sorts_b):
        return "negation"
    if any(sort.startswith("loaded") for sort in sorts_a & sorts_b):
        return "loaded"
    if "attribution" in sorts_a and "attribution" in sorts_b:
        return "attribution"
    if ("hedge" in sorts_a) != ("hedge" in sorts_b) and max(len(one), len(two)) <= 3:
        return "number" if not one or not two else "other"
    names_a, names_b = _names(one), _names(two)
    return "name" if names_a and names_b and not names_a & names_b else None


def _numbers(words: Iterable[str]) -> list[str]:
    return [word for word in words if word[:1].isdigit() or word.lower() in NUMBER_WORDS]


def _names(words: Iterable[str]) -> set[str]:
    return {word.lower() for word in words if word[:1].isupper() and len(word) > 1}


def _sorts(words: Iterable[str]) -> set[str]:
    return {sort for word in words for sort in sorts().get(word.lower(), ())}


def _words(corpus: Corpus, places: range) -> list[str]:
    return [
        corpus.texts[int(corpus.document[at])][int(corpus.start[at]) : int(corpus.end[at])]
        for at in places
    ]


def _span(corpus: Corpus, places: range) -> Span | None:
    if not places:
        return None
    number = int(corpus.document[places[0]])
    start, end = int(corpus.start[places[0]]), int(corpus.end[places[-1]])
    return span_of(corpus.ids[number], corpus.texts[number], start, end)
