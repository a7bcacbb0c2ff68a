"""Which reports report the same thing: the stage ``group_stories``.

A story is the frame in which events are compared. Reports are compared by the words that few
reports share, each weighted by how much it tells; the words of a headline and of the first
sentences tell what a report is about.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from consilience.merging.headlines import weigh_headlines
from consilience.merging.linkage import average_link, settle
from consilience.merging.similarity import find_similar
from consilience.merging.story_particulars import (
    Particulars,
    are_of_other_days,
    are_outlets_own,
    read_particulars,
    weigh_particulars,
)
from consilience.merging.story_text import Opening, read_openings
from consilience.merging.story_words import ReportWords, count_words, weigh_words
from consilience.model.documents import Document, Text
from consilience.model.events import Story
from consilience.model.ids import KeptId, keep_ids
from consilience.model.lineage import LineageMember
from consilience.model.memory import Work
from consilience.model.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySettings:
    """How reports are grouped.

    Likeness is the mean cosine of the reports' words, with what their headlines and particulars add
    or take. Reports of unrelated things share about 0.03, of the same kind of thing up to 0.1. The
    bounds were read off how often groups of each size belong together on two labelled sets, of
    crime reports and of news of all sorts, which agree; one of 0.02 moves B-cubed by 0.006 at most.
    """

    of_few: float = 0.12
    """Likeness from which a report joins another, or two of them."""
    of_story: float = 0.08
    """Likeness from which a report joins a story of three or more: a mean over many pairs says
    more, and most reports are of what others report too."""
    of_pair: float = 0.1
    """Likeness from which two reports that have joined each other join a story, or another two:
    they may have found each other by what is beside the point, and are not a story yet."""
    of_stories: float = 0.14
    """Likeness from which two stories are one: each of them has shown to be something."""
    lead_length_chars: int = 4_000
    """What a report is about stands first; longer pieces go on to other things."""

    def least(self, a: int, b: int) -> float:
        """Return the likeness from which groups of *a* and *b* reports are one story."""
        if min(a, b) > 1:
            return self.of_stories if min(a, b) > _FEW else self.of_pair
        return self.of_story if max(a, b) > _FEW else self.of_few


_FEW: Final = 2


def group_stories(tables: Tables, *, settings: StorySettings) -> Iterator[Story]:
    """Yield the stories of the case; every document is in one of them."""
    documents = sorted(tables.of(Document), key=lambda row: row.id)
    openings = read_openings(tables, documents, settings.lead_length_chars)
    similar = _alike([_words(opening, tables) for opening in openings])
    particulars = [
        _particulars(row, opening, tables) for row, opening in zip(documents, openings, strict=True)
    ]
    for a, b in similar:
        similar[a, b] += weigh_particulars(particulars[a], particulars[b])
    for (a, b), share in _copied(documents, tables, among=similar).items():
        one, other = particulars[a], particulars[b]
        if share >= _MUCH and not (are_outlets_own(one, other) or are_of_other_days(one, other)):
            similar[a, b] = max(similar[a, b], share)
    joined = average_link(len(documents), similar, settings.least)
    groups = [
        [documents[at].id for at in group] for group in settle(joined, similar, settings.of_story)
    ]
    fresh = {Story.make_id(group): group for group in groups}
    kept = keep_ids(fresh, {row.id: (row.documents, row.previous_ids) for row in tables.of(Story)})
    for key in sorted(fresh, key=lambda key: kept[key].id):
        yield _row(fresh[key], kept[key])


def _alike(reports: Sequence[ReportWords]) -> dict[tuple[int, int], float]:
    """Return how alike are the words of each two reports that share rare ones, and of headlines."""
    weights = weigh_words(reports)
    pairs = find_similar(weights)
    likeness = pairs.cosine + weigh_headlines(weights, pairs.a, pairs.b)
    numbers = zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)
    return dict(zip(numbers, np.round(likeness, 9).tolist(), strict=True))


_COUNTED: Final[Work[ReportWords]] = Work("how often a report uses its words", ReportWords)
_READ: Final[Work[Particulars]] = Work("what a report states", Particulars)


def _words(opening: Opening, tables: Tables) -> ReportWords:
    """Return the words of a report, counted once for all builds."""
    given = opening.headline, opening.lead
    return tables.kept(_COUNTED, given, lambda: count_words(*given))


_EXACT: Final = frozenset(("minute", "day"))
"""How exactly the day must be known on which a report came out to be compared with others'."""


def _particulars(document: Document, opening: Opening, tables: Tables) -> Particulars:
    """Return the particulars of a report, read once for all builds."""
    exact = document.published_precision in _EXACT
    given = opening.headline, opening.lead, document.published_start if exact else None
    outlet = document.outlet
    return tables.kept(_READ, (*given, outlet), lambda: read_particulars(*given, outlet=outlet))


def _row(documents: Sequence[str], kept: KeptId) -> Story:
    n = len(documents)
    return Story(
        id=kept.id,
        previous_ids=kept.previous_ids,
        documents=tuple(documents),
        reason="told by one report" if n == 1 else f"{n} reports share rare words and days",
    )


def _copied(
    documents: Sequence[Document], tables: Tables, *, among: Container[tuple[int, int]]
) -> dict[tuple[int, int], float]:
    """Return the share of the shorter report that stands in the other too, by pair of *among*."""
    number = {row.id: at for at, row in enumerate(documents)}
    length = {number[row.id]: len(row.text) for row in tables.of(Text) if row.id in number}
    holders: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in tables.of(LineageMember):
        if row.document in number:
            holders[row.lineage][number[row.document]] += row.stretch.end - row.stretch.start
    found: dict[tuple[int, int], list[float]] = defaultdict(list)
    for held in holders.values():
        for pair in itertools.combinations(sorted(held)[:_MOST_COPIES], 2):
            if pair in among:
                a, b = pair
                shorter = max(1, min(length[a], length[b]))
                found[pair].append(min(held[a], held[b]) / shorter)
    # The lineages come in the order of ids that a grown case keeps: it decides no last digit.
    return {pair: min(1.0, math.fsum(found[pair])) for pair in sorted(found)}


_MUCH = 0.3
"""Share of the shorter report from which a copy tells of the same: less is a paragraph that
recalls what came before, or furniture. So is a longer one without a rare word, or of other days."""

_MOST_COPIES = 60
"""Copies of one passage beyond which it is looked at no further: boilerplate."""
