"""Which events a person is asked about: may they be one?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from consilience.merging.matching import Match
from consilience.model.events import SuggestedMerge
from consilience.model.ids import KeptId


def suggest_merges(
    pairs: Iterable[tuple[str, str, Match]], kept: Mapping[str, KeptId], *, most: int
) -> Iterator[SuggestedMerge]:
    """Yield the best pair of each two events, at most *most* for an event.

    In the order of the ids that a fresh build gives: which few there are must not hang on the ids
    that events have kept.

    Args:
        pairs: Events by their fresh ids, the best match of two events first.
        kept: By fresh id, the id of the event.

    """
    best: dict[tuple[str, str], Match] = {}
    for a, b, match in pairs:
        left, right = sorted((a, b))
        if left != right:
            best.setdefault((left, right), match)
    asked: Counter[str] = Counter()
    for (left, right), match in sorted(best.items(), key=lambda item: (-item[1].score, item[0])):
        if max(asked[left], asked[right]) >= most:
            continue
        asked.update((left, right))
        yield SuggestedMerge(
            id=SuggestedMerge.make_id(kept[left].id, kept[right].id),
            event_a=kept[left].id,
            event_b=kept[right].id,
            score=match.score,
            features=match.features,
            against=match.against,
        )
