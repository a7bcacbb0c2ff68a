"""Which words does this case's word-swapping software put in place of which?

Learnt from the copies themselves: what stands one for one in place of a content word inside of
edited and spun passages, counted over document pairs that have nothing to do with each other. A
swap that one pair alone shows is kept with its count and not read into other reports.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from rapidfuzz.distance import LCSseq

from consilience.lineage.altered import NUMBER_WORDS
from consilience.lineage.frames import function_words
from consilience.lineage.stems import ENDINGS, MIN_STEM
from consilience.model.documents import Text
from consilience.model.lineage import CopyEdge, LineageMember, Passage, SwappedPair
from consilience.model.memory import Work
from consilience.model.scales import PassageKind
from consilience.model.spans import Span, Stretch, span_of
from consilience.model.tables import Tables

SWAPPED_KINDS: Final[frozenset[PassageKind]] = frozenset({"edited", "spun"})

Place: TypeAlias = "tuple[str, int, int]"  # document, start, end
Members: TypeAlias = "Mapping[str, list[LineageMember]]"

_SWAPPED: Final[Work[tuple[tuple[Place, Place], ...]]] = Work(
    "swapped places", tuple[tuple[tuple[str, int, int], tuple[str, int, int]], ...]
)
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")
_MIN_LETTERS: Final = 3
_EXAMPLES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapSettings:
    """When a swap is believed of other reports too."""

    min_pairs: int = 2  # unrelated document pairs
    max_backward: float = 0.25  # of the times whose order is known; writers' synonyms go both ways
    max_words: int = 3  # in a row; longer runs cannot be matched word by word


@dataclass(frozen=True, slots=True)
class _Swap:
    """One place where a word stands for another, with what ties it to other places."""

    one: Place
    two: Place
    one_first: bool | None  # None: not known
    ties: frozenset[str]  # documents and lineages

    def turned(self) -> _Swap:
        """Return the same, seen from the other side."""
        first = None if self.one_first is None else not self.one_first
        return _Swap(self.two, self.one, first, self.ties)


def find_swapped_pairs(tables: Tables, *, settings: SwapSettings) -> Iterator[SwappedPair]:
    """Yield the pairs of content words that stand for each other inside of copies."""
    passages = [row for row in tables.of(Passage) if row.kind in SWAPPED_KINDS]
    wanted = {key for row in passages for key in (row.document_a, row.document_b)}
    texts = {row.id: row.text for row in tables.of(Text) if row.id in wanted}
    edges = {(row.document_a, row.document_b): row for row in tables.of(CopyEdge)}
    members: dict[str, list[LineageMember]] = defaultdict(list)
    for member in tables.of(LineageMember):
        if member.document in wanted:
            members[member.document].append(member)
    found: dict[tuple[str, str], set[_Swap]] = defaultdict(set)
    places = _kept_places(tables, passages, texts, max_words=settings.max_words)
    for passage, swapped in zip(passages, places, strict=True):
        edge = edges.get((passage.document_a, passage.document_b))
        ties = _ties(passage, members) if swapped else frozenset()
        for one, two in swapped:
            swap = _Swap(one, two, _is_first(edge), ties)
            words = _word(texts, one), _word(texts, two)
            if words[0] > words[1]:
                words, swap = words[::-1], swap.turned()
            found[words].add(swap)
    for words in sorted(found):
        yield _row(words, found[words], texts, settings=settings)


def _is_first(edge: CopyEdge | None) -> bool | None:
    chance = edge.probability_a_first if edge is not None else None
    return None if chance is None or chance == 1 / 2 else chance > 1 / 2


def _ties(passage: Passage, members: Members) -> frozenset[str]:
    """Return the documents of *passage* and the lineages that it belongs to."""
    ties = {passage.document_a, passage.document_b}
    for stretch in (passage.a, passage.b):
        for member in members.get(stretch.document, ()):
            if member.stretch.start < stretch.end and stretch.start < member.stretch.end:
                ties.add(member.lineage)
    return frozenset(ties)


def _kept_places(
    tables: Tables, passages: Sequence[Passage], texts: Mapping[str, str], *, max_words: int
) -> list[tuple[tuple[Place, Place], ...]]:
    """Return what `_swapped_places` yields of each passage, each read once for all builds."""
    given = [
        (
            *((side.document, side.start, side.end, side.sha256) for side in (row.a, row.b)),
            max_words,
        )
        for row in passages
    ]
    return tables.kept_each(
        _SWAPPED,
        given,
        lambda missing: (
            tuple(_swapped_places(passages[at], texts, max_words=max_words)) for at in missing
        ),
    )


def _swapped_places(
    passage: Passage, texts: Mapping[str, str], *, max_words: int
) -> Iterator[tuple[Place, Place]]:
    """Yield the places of two content words that stand one for the other in *passage*."""
    ours, theirs = _places(passage.a, texts), _places(passage.b, texts)
    words = [_word(texts, place) for place in ours], [_word(texts, place) for place in theirs]
    for a, b in _changes(*words):
        if len(a) == len(b) <= max_words:
            for at_a, at_b in zip(a, b, strict=True):
                if _may_be_swapped(texts, ours[at_a], theirs[at_b]):
                    yield ours[at_a], theirs[at_b]


def _changes(one: list[str], two: list[str]) -> Iterator[tuple[range, range]]:
    """Yield which words stand between those that both sides have."""
    at_a = at_b = 0
    for op in LCSseq.opcodes(one, two):
        if op.tag == "equal":
            yield range(at_a, op.src_start), range(at_b, op.dest_start)
            at_a, at_b = op.src_end, op.dest_end
    yield range(at_a, len(one)), range(at_b, len(two))


def _places(stretch: Stretch, texts: Mapping[str, str]) -> list[Place]:
    found = _WORD.finditer(texts[stretch.document], stretch.start, stretch.end)
    return [(stretch.document, word.start(), word.end()) for word in found]


def _word(texts: Mapping[str, str], place: Place) -> str:
    document, start, end = place
    return texts[document][start:end].casefold()


def _may_be_swapped(texts: Mapping[str, str], one: Place, two: Place) -> bool:
    """Return whether both places hold content words in small letters, other than in the ending."""
    words = [texts[document][start:end] for document, start, end in (one, two)]
    return all(_is_content(word) for word in words) and _stem(words[0]) != _stem(words[1])


def _is_content(word: str) -> bool:
    return (
        len(word) >= _MIN_LETTERS
        and word.isalpha()
        and word.islower()  # names are facts: another name is altered, not swapped
        and word not in function_words()
        and word not in NUMBER_WORDS
    )


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + MIN_STEM:
            return word.removesuffix(ending)
    return word


def _row(
    words: tuple[str, str],
    swaps: Iterable[_Swap],
    texts: Mapping[str, str],
    *,
    settings: SwapSettings,
) -> SwappedPair:
    forward = sum(swap.one_first is True for swap in swaps)
    backward = sum(swap.one_first is False for swap in swaps)
    if backward > forward:
        words, swaps = words[::-1], [swap.turned() for swap in swaps]
        forward, backward = backward, forward
    groups = _unrelated(sorted(swaps, key=lambda swap: (swap.one, swap.two)))
    agreed = forward > 0 and backward <= settings.max_backward * (forward + backward)
    shown = [group[0] for group in groups] + [swap for group in groups for swap in group[1:]]
    return SwappedPair(
        id=SwappedPair.make_id(*words),
        original=words[0],
        swapped=words[1],
        n_pairs=len(groups),
        n_times=len({swap.two for swap in swaps}),
        n_forward=forward,
        n_backward=backward,
        learnt=agreed and len(groups) >= settings.min_pairs,
        original_spans=tuple(_span(swap.one, texts) for swap in shown[:_EXAMPLES]),
        swapped_spans=tuple(_span(swap.two, texts) for swap in shown[:_EXAMPLES]),
    )


def _unrelated(swaps: list[_Swap]) -> list[list[_Swap]]:
    """Return *swaps* in groups of which no two share a document or a lineage."""
    parent: dict[str, str] = {}

    def root(tie: str) -> str:
        while parent.setdefault(tie, tie) != tie:
            parent[tie] = tie = parent[parent[tie]]
        return tie

    for swap in swaps:
        first, *rest = sorted(swap.ties)
        for tie in rest:
            parent[root(tie)] = root(first)
    groups: dict[str, list[_Swap]] = defaultdict(list)
    for swap in swaps:
        groups[root(min(swap.ties))].append(swap)
    return list(groups.values())


def _span(place: Place, texts: Mapping[str, str]) -> Span:
    document, start, end = place
    return span_of(document, texts[document], start, end)
