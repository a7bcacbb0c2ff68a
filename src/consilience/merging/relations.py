"""Which mentions of one report tell of events that belong together without being one?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from consilience.model.events import EventMention

Ids = tuple[str, str]


def related_mentions(rows: Iterable[EventMention]) -> Iterator[Ids]:
    """Yield the mentions of one report of which one is a part of the other, or uncovers it."""
    rows = list(rows)
    known = {row.id for row in rows}
    for row in rows:
        if row.within_mention in known and row.within_mention is not None:
            yield row.id, row.within_mention
    yield from uncovered_mentions(rows)


def uncovered_mentions(rows: Iterable[EventMention]) -> Iterator[Ids]:
    """Yield each grave with the killings that its sentence tells of."""
    by_sentence: dict[str, list[EventMention]] = defaultdict(list)
    for row in rows:
        if row.kind in ("mass_grave", "killing"):
            by_sentence[row.sentence].append(row)
    for found in by_sentence.values():
        for grave in found:
            for killing in found:
                if (grave.kind, killing.kind) == ("mass_grave", "killing"):
                    yield grave.id, killing.id
