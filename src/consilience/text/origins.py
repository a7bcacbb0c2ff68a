"""How many texts were written independently of each other, as far as copied passages show?

Works on rows alone, so that any room can ask it about the places that carry a claim. What it
counts is called *apparent independence*: two reporters at one briefing are two texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.model.lineage import DocumentLineage, Passage

MIN_COVERED: Final = 0.3
"""Share of the shorter mention that one passage (or several together) must cover on both sides."""

FIRM_KINDS: Final = frozenset({"verbatim", "edited", "spun", "common_quotation"})
"""Kinds of passage that join texts in the liberal count too; a paraphrase may be two reporters."""

MIN_SHARED_PART: Final = 0.3
"""Share of the shorter text from which on the conservative count takes two texts for one."""

Mention = tuple[str, int, int]  # document, start, end


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """How many independent texts stand behind a claim."""

    conservative: int  # every doubtful link counts
    liberal: int  # only firm links count
    groups: tuple[tuple[str, ...], ...]  # documents by text, as the conservative count has them


class PassageIndex:
    """Copied passages by the pair of documents that share them.

    Args:
        passages: All of the case.
        lineages: With them, documents that share much of their text are known to be one text even
            where a single sentence was reworded beyond recognition.
    """

    def __init__(
        self, passages: Iterable[Passage], lineages: Iterable[DocumentLineage] = ()
    ) -> None:
        self._words = {row.document: row.words for row in lineages}
        self._by_pair: dict[tuple[str, str], list[Passage]] = defaultdict(list)
        for passage in passages:
            if passage.kind != "furniture":
                self._by_pair[passage.document_a, passage.document_b].append(passage)

    def shared_part(self, one: str, two: str) -> float:
        """Return how much of the shorter of two documents they share, 0 to 1, if known."""
        a, b = sorted((one, two))
        words = min(self._words.get(a, 0), self._words.get(b, 0))
        shared = sum(passage.n_words for passage in self._by_pair.get((a, b), ()))
        return shared / words if words else 0.0

    def links(self, one: Mention, two: Mention, *, firm: bool = False) -> list[Passage]:
        """Return the passages by which the words of *one* and *two* are one text.

        Args:
            one: Words of a document.
            two: Words of another.
            firm: Leave out paraphrases.
        """
        a, b = sorted((one, two))
        found = [
            passage
            for passage in self._by_pair.get((a[0], b[0]), ())
            if not (firm and passage.kind not in FIRM_KINDS)
            and _shared(a, passage.a.start, passage.a.end)
            and _shared(b, passage.b.start, passage.b.end)
        ]
        covered_a = sum(_shared(a, passage.a.start, passage.a.end) for passage in found)
        covered_b = sum(_shared(b, passage.b.start, passage.b.end) for passage in found)
        shorter = min(a[2] - a[1], b[2] - b[1])
        return found if min(covered_a, covered_b) >= MIN_COVERED * shorter else []


def find_origins(mentions: Sequence[Mention], index: PassageIndex) -> Origins:
    """Return how many independent texts the *mentions* of one claim come from."""
    conservative = _groups(mentions, index, firm=False)
    liberal = _groups(mentions, index, firm=True)
    return Origins(conservative=len(conservative), liberal=len(liberal), groups=conservative)


def _groups(
    mentions: Sequence[Mention], index: PassageIndex, *, firm: bool
) -> tuple[tuple[str, ...], ...]:
    documents = sorted({mention[0] for mention in mentions})
    leader = {document: document for document in documents}
    ordered = sorted(mentions)
    for number, one in enumerate(ordered):
        for two in ordered[number + 1 :]:
            if one[0] != two[0] and _is_one_text(one, two, index, firm=firm):
                old, new = sorted((leader[one[0]], leader[two[0]]), reverse=True)
                leader = {key: new if lead == old else lead for key, lead in leader.items()}
    groups: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        groups[leader[document]].append(document)
    return tuple(tuple(found) for _, found in sorted(groups.items()))


def _is_one_text(one: Mention, two: Mention, index: PassageIndex, *, firm: bool) -> bool:
    if index.links(one, two, firm=firm):
        return True
    return not firm and index.shared_part(one[0], two[0]) >= MIN_SHARED_PART


def _shared(mention: Mention, start: int, end: int) -> int:
    return max(0, min(mention[2], end) - max(mention[1], start))
