"""Who copied from whom? A probability for each pair of documents, with its evidence.

Evidence, strongest first: one credits the other's outlet; both credit one agency; a third document
is closer to both than they are to each other; one is published by the body itself; the dates.
Where nothing decides, the answer is unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from consilience.lineage.credits import (
    Credit,
    agency_openers,
    find_credits,
    find_signature,
    known_outlets,
    plain_name,
)
from consilience.lineage.hashes import HashSet
from consilience.lineage.letters import hash_words
from consilience.lineage.words import Corpus
from consilience.lineage.written_days import tells_of_later
from consilience.model.documents import Document
from consilience.model.lineage import CopyEdge, Passage
from consilience.model.spans import Span, span_of

MIN_SHARE_BY_DATE: Final = 0.2
"""Share of the shorter text that must be common before dates alone decide between outlets."""

MIN_SHARE_BY_CREDIT: Final = 0.07
"""Share of the shorter text that must be common before a credit of one tells of both."""

MIN_THIRD: Final = 0.6
"""Share of what two documents have in common that a third must carry to be its source."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of the direction between document a and document b."""

    a_first: float | None
    common_source: str | None
    agency: str | None
    evidence: tuple[str, ...]
    credits: tuple[tuple[str, Credit], ...] = ()  # document and credit


@dataclass(frozen=True, slots=True)
class _Side:
    """A passage as one of its documents sees it."""

    other: str
    start: int
    end: int
    words: int


class DirectionFinder:
    """Judges pairs of documents that share passages, of which it must be given all passages."""

    def __init__(
        self, corpus: Corpus, documents: Mapping[str, Document], passages: Sequence[Passage]
    ) -> None:
        self._corpus = corpus
        self._documents = documents
        self._words = dict(zip(corpus.ids, np.diff(corpus.first).tolist(), strict=True))
        self._sides: dict[str, dict[str, list[_Side]]] = defaultdict(lambda: defaultdict(list))
        for passage in passages:
            a, b, words = passage.document_a, passage.document_b, passage.n_words
            self._sides[a][b].append(_Side(b, passage.a.start, passage.a.end, words))
            self._sides[b][a].append(_Side(a, passage.b.start, passage.b.end, words))
        self._outlets = known_outlets(documents.values())
        self._openers = HashSet(hash_words(sorted(agency_openers())))
        self._credits: dict[str, list[Credit]] = {}
        self._number = {key: number for number, key in enumerate(corpus.ids)}
        self._signed: dict[str, Credit | None] = {}
        self._days: dict[str, str | None] = {}

    def _credits_of(self, document: str) -> list[Credit]:
        if document not in self._credits:
            number = self._number[document]
            span = self._corpus.words_of(number)
            opens = self._corpus.capital[span] & self._openers.holds(self._corpus.hash[span])
            places = self._corpus.start[span][opens].tolist()
            text = self._corpus.texts[number]
            self._credits[document] = find_credits(text, places, self._outlets)
        return self._credits[document]

    def judge(self, a: str, b: str) -> Verdict:
        """Return what is known of the direction between documents *a* and *b*."""
        return (
            self._by_outlet_credit(a, b)
            or self._by_own_name(a, b)
            or self._by_agency(a, b)
            or self._by_third(a, b)
            or self._by_publisher(a, b)
            or self._by_date(a, b)
            or Verdict(None, None, None, ("nothing decides",))
        )

    def _by_outlet_credit(self, a: str, b: str) -> Verdict | None:
        credits_a, credits_b = self._crediting(a, b), self._crediting(b, a)
        if bool(credits_a) == bool(credits_b):
            return None
        credit = (credits_a or credits_b)[0]
        first = 0.95 if credits_b else 0.05
        who = a if credits_a else b
        return Verdict(first, None, None, (f"credits {credit.name}",), ((who, credit),))

    def _crediting(self, one: str, other: str) -> list[Credit]:
        """Return the credits of document *one* that name the outlet of *other*."""
        outlet = plain_name(self._documents[other].outlet or "")
        return [credit for credit in self._credits_of(one) if plain_name(credit.name) == outlet]

    def _by_own_name(self, a: str, b: str) -> Verdict | None:
        """Return a direction where only one signs with its own name: "(Agency) -", "told Agency".

        Who copies cuts that name out.
        """
        one, two = self._documents[a], self._documents[b]
        if one.outlet == two.outlet or self._share(a, b) < MIN_SHARE_BY_CREDIT:
            return None
        own_a, own_b = self._own_name(a), self._own_name(b)
        if (own_a is None) == (own_b is None):
            return None
        who, credit = (a, own_a) if own_a is not None else (b, own_b)
        if self._is_before(b if who == a else a, who):
            return None  # it signs a later text, which holds what was there before
        first = 0.9 if own_a is not None else 0.1
        name = self._documents[who].outlet
        return Verdict(first, None, None, (f"signs as {name}",), ((who, credit),) if credit else ())

    def _own_name(self, document: str) -> Credit | None:
        """Return where the text of *document* names its own outlet as the one that reports."""
        if document not in self._signed:
            outlet = self._documents[document].outlet or ""
            text = self._corpus.texts[self._number[document]]
            self._signed[document] = find_signature(text, outlet) if outlet else None
        return self._signed[document]

    def _agencies(self, document: str) -> dict[str, Credit]:
        return {c.name: c for c in reversed(self._credits_of(document)) if c.kind == "agency"}

    def _by_agency(self, a: str, b: str) -> Verdict | None:
        """Return a common agency: both credit it, or one does and no other source is in sight."""
        in_a, in_b = self._agencies(a), self._agencies(b)
        both = sorted(in_a.keys() & in_b.keys())
        if both:
            spans = ((a, in_a[both[0]]), (b, in_b[both[0]]))
            return Verdict(None, both[0], both[0], (f"both credit {both[0]}",), spans)
        if in_a and in_b:
            return Verdict(None, "an unseen source", None, ("they credit different agencies",))
        one, credited = (a, in_a) if in_a else (b, in_b)
        if not credited:
            return None
        if self._share(a, b) < MIN_SHARE_BY_CREDIT:
            return None
        name = min(credited, key=lambda name: (not credited[name].firm, credited[name].start))
        third = self._third(a, b)
        if third is not None and name not in self._agencies(third):
            return Verdict(None, third, None, ("a third document carries the same text earlier",))
        return Verdict(None, name, name, (f"one credits {name}",), ((one, credited[name]),))

    def _share(self, a: str, b: str) -> float:
        words = sum(side.words for side in self._sides[a][b])
        return float(words / max(1, min(self._words[a], self._words[b])))

    def _by_third(self, a: str, b: str) -> Verdict | None:
        third = self._third(a, b)
        if third is None:
            return None
        return Verdict(None, third, None, ("a third document carries the same text earlier",))

    def _third(self, a: str, b: str) -> str | None:
        """Return the document that the later of two is closer to than to the earlier one."""
        later = self._later(a, b)
        earlier = a if later == b else b
        own = self._sides[later][earlier]
        shared = sum(side.words for side in own)
        best: tuple[int, str] | None = None
        for other in sorted(self._sides[later].keys() & self._sides[earlier].keys()):
            if self._is_before(other, later) is False or self._is_before(other, earlier) is False:
                continue
            close = _common(own, self._sides[later][other])
            back = _common(self._sides[earlier][later], self._sides[earlier][other])
            if min(close, back) >= MIN_THIRD * shared and close >= shared:
                best = max(best or (0, ""), (close, other))
        return best[1] if best else None

    def _later(self, a: str, b: str) -> str:
        return a if self._is_before(b, a) else b

    def _is_before(self, one: str, two: str) -> bool | None:
        """Tell whether *one* was published before *two*; ``None`` where dates do not tell."""
        first, second = self._stated_day(one), self._stated_day(two)
        if first is None or second is None or first[:10] == second[:10]:
            known = first is not None and second is not None
            exact = known and len(first or "") > 10 and len(second or "") > 10 and first != second
            return (first or "") < (second or "") if exact else None
        return first < second

    def _stated_day(self, document: str) -> str | None:
        """Return when *document* says it was published; ``None`` where its own words deny it."""
        if document not in self._days:
            stated = self._documents[document].published_start
            text = self._corpus.texts[self._number[document]]
            self._days[document] = None if stated and tells_of_later(text, stated) else stated
        return self._days[document]

    def _by_publisher(self, a: str, b: str) -> Verdict | None:
        """Return a direction where one is the body that made the statement."""
        own_a, own_b = (_is_primary(self._documents[key]) for key in (a, b))
        if own_a == own_b:
            return None
        return Verdict(0.9 if own_a else 0.1, None, None, ("published by the body itself",))

    def _by_date(self, a: str, b: str) -> Verdict | None:
        before = self._is_before(a, b)
        one, two = self._documents[a], self._documents[b]
        same_outlet = one.outlet is not None and one.outlet == two.outlet
        share = self._share(a, b)
        if before is not None and (same_outlet or share >= MIN_SHARE_BY_DATE):
            dates = f"{one.published_start} against {two.published_start}"
            return Verdict(0.8 if before else 0.2, None, None, (f"dates: {dates}",))
        if same_outlet or before is not None or share >= MIN_SHARE_BY_DATE:
            return None
        # Outlets that share single sentences of longer texts mostly heard the same statement.
        reason = "single sentences in texts of different outlets"
        return Verdict(None, "an unseen source", None, (reason,))


def _common(one: Iterable[_Side], two: Sequence[_Side]) -> int:
    """Return how many words of *two* stand inside the stretches of *one*, in the same document."""
    total = 0.0
    for side in one:
        for other in two:
            overlap = min(side.end, other.end) - max(side.start, other.start)
            if overlap > 0:
                total += other.words * overlap / (other.end - other.start)
    return round(total)


def _is_primary(document: Document) -> bool:
    if document.outlet_kind in ("official", "ngo_report", "un", "belligerent"):
        return True
    site = (document.url or document.outlet or "").lower()
    site = site.split("//")[-1].split("/")[0].split(":")[0]
    return site.endswith((".gov", ".mil", ".edu", ".int")) or ".gov." in site


def edge_rows(
    corpus: Corpus,
    documents: Mapping[str, Document],
    passages: Sequence[Passage],
    *,
    unchanged: Mapping[tuple[str, str], CopyEdge],
) -> Iterator[CopyEdge]:
    """Yield the edge of each pair of documents that shares passages; those *unchanged* as is."""
    by_pair: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in passages:
        by_pair[passage.document_a, passage.document_b].append(passage.id)
    judged = {key for pair in by_pair if pair not in unchanged for key in pair}
    beside = [row for row in passages if not judged.isdisjoint((row.document_a, row.document_b))]
    finder = DirectionFinder(corpus, documents, beside)
    texts = dict(zip(corpus.ids, corpus.texts, strict=True))
    for (a, b), ids in sorted(by_pair.items()):
        if (a, b) in unchanged:
            yield unchanged[a, b]
            continue
        verdict = finder.judge(a, b)
        yield CopyEdge(
            id=CopyEdge.make_id(a, b),
            document_a=a,
            document_b=b,
            passages=tuple(sorted(ids)),
            probability_a_first=verdict.a_first,
            common_source=verdict.common_source,
            agency=verdict.agency,
            evidence=verdict.evidence,
            spans=tuple(_spans(verdict, texts)),
        )


def _spans(verdict: Verdict, texts: Mapping[str, str]) -> Iterator[Span]:
    for document, credit in verdict.credits:
        yield span_of(document, texts[document], credit.start, credit.end)
