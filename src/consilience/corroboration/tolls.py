"""How many were killed and how many injured in one incident, all its reports taken together?

Killed, injured and "shot" (killed or injured) hang together: "five shot, one dead" and "four
wounded" are one toll. Best is the pair of totals that most tellings bear out, as wholes, as the
sum of both or as single victims. Low and high are the lowest and the highest total by which any of
them may be read (METHOD 1.5, step 2): the reported range, not an interval of confidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.copies import CopiedRuns, copied_runs
from consilience.corroboration.incidents import Counted, Incident, Incidents
from consilience.corroboration.reached import reached_reports
from consilience.corroboration.tellings import (
    Pair,
    Telling,
    TollSettings,
    bears_out,
    candidate_pairs,
    read_tellings,
)
from consilience.model.events import Story
from consilience.model.findings import Reading, Toll
from consilience.model.memory import Work
from consilience.model.scales import BestRule, Measure
from consilience.model.tables import Tables

_FAMILIES: Final[Mapping[Measure, int]] = {"killed": 0, "injured": 1}
_NEAR: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Choice:
    """The pair of totals that is best, and all by which some telling may be read."""

    best: Pair
    readings: tuple[tuple[Telling, Pair, tuple[Pair, ...]], ...]  # its best, and all near to it
    n_for: int  # tellings that bear out the best pair more than any other
    tied: bool  # another pair is borne out as much: the lower one was taken

    def bounds(self, at: int) -> tuple[float, float]:
        """Return the lowest and the highest killed (0) or injured (1) of all readings.

        Who counts a part alone ("four of the wounded died") says nothing of the whole.
        """
        family = ("killed", "injured")[at]
        found = [self.best[at]]
        for telling, _, pairs in self.readings:
            if not telling.wholes.isdisjoint((family, "hit")):
                found += [pair[at] for pair in pairs]
        return min(found), max(found)


def reconcile_tolls(tables: Tables, *, settings: TollSettings) -> Iterator[Toll]:
    """Yield the dead and the wounded of the main incident of each story that several tell."""
    runs, incidents, before = copied_runs(tables), Incidents(tables), _Before(tables)
    main: dict[str, str] = {}
    done: set[str] = set()
    for story in sorted(tables.of(Story), key=lambda row: row.documents):
        stands = before.stands(story)
        incident = None if stands else _counted_incident(incidents, story)
        event = before.main.get(story.id) if stands else None
        if incident is not None:
            event = incident.event.id
        if event is None:
            continue
        main[story.id] = event
        if event in done:
            continue
        done.add(event)
        made = before.tolls.get((story.id, event)) if stands else None
        if made is None and (found := incident or _counted_incident(incidents, story)):
            made = list(toll_of(found, runs, settings))
        yield from made or ()
    tables.note(_MAIN, main)


_MAIN: Final[Work[dict[str, str]]] = Work("main incidents of stories", dict[str, str])


def _counted_incident(incidents: Incidents, story: Story) -> Incident | None:
    found = incidents.of(story)
    return found if found is not None and found.counted else None


class _Before:
    """What was made of the stories that nothing new can reach."""

    def __init__(self, tables: Tables) -> None:
        noted = tables.noted(_MAIN)
        self.main: dict[str, str] = noted or {}
        """Main incidents by story."""
        self.tolls: dict[tuple[str, str], list[Toll]] = defaultdict(list)
        """By story and event; of two stories of one event, the first has them."""
        self._reached = None if noted is None else reached_reports(tables)
        if tables.changes is not None and self._reached is not None:
            for toll in tables.changes.before(Toll):
                self.tolls[toll.story, toll.event].append(toll)

    def stands(self, story: Story) -> bool:
        """Whether nothing new can reach *story*."""
        return self._reached is not None and self._reached.isdisjoint(story.documents)


def toll_of(incident: Incident, runs: CopiedRuns, settings: TollSettings) -> Iterator[Toll]:
    """Yield the dead and the wounded of one incident, as far as anybody counts them."""
    tellings = read_tellings(incident, runs, settings)
    choice = choose_pair(tellings, settings)
    for measure in _FAMILIES:
        used = [row for row in incident.counted if row.family in {measure, "hit"}]
        if used:
            yield _row(incident, measure, used, choice)


def choose_pair(tellings: Sequence[Telling], settings: TollSettings) -> Choice:
    """Return the pair of totals that most tellings bear out, the lower of equals."""
    support = {
        pair: sum(bears_out(telling, pair, settings) for telling in tellings)
        for pair in candidate_pairs(tellings)
    }
    best = max(support, key=lambda pair: (round(support[pair], 6), -sum(pair), pair))
    tied = sum(found > support[best] - _NEAR for found in support.values()) > 1
    readings = [(row, *_readings(row, settings)) for row in tellings]
    return Choice(
        best=best,
        readings=tuple(readings),
        n_for=sum(top == best for _, top, _ in readings),
        tied=tied,
    )


def _readings(telling: Telling, settings: TollSettings) -> tuple[Pair, tuple[Pair, ...]]:
    """Return the pair that a telling bears out most, and all that come near to it."""
    support = {pair: bears_out(telling, pair, settings) for pair in candidate_pairs([telling])}
    best = max(support, key=lambda pair: (round(support[pair], 6), -sum(pair), pair))
    near = support[best] - settings.reading
    return best, tuple(sorted(pair for pair, found in support.items() if found >= near))


def _row(incident: Incident, measure: Measure, used: Sequence[Counted], choice: Choice) -> Toll:
    at = _FAMILIES[measure]
    event, best = incident.event, choice.best[at]
    low, high = choice.bounds(at)
    known = best > 0
    rule, because = _rule(choice, known=known)
    return Toll(
        id=Toll.make_id(event.id, measure),
        title=f"People {measure}: {event.title}",
        event=event.id,
        story=incident.story.id,
        measure=measure,
        low=low or None,  # that no one need have died is nobody's word for none
        best=best or None,
        high=high or None,
        best_rule=rule,
        best_reason=because,
        clarity=1 if incident.clear else 2,
        n_reports=len({row.figure.document for row in used}),
        n_tellings=len(choice.readings),
        supporting=_ids(row for row in used if _is_whole(row) and row.value == best),
        parts=_ids(row for row in used if not _is_whole(row)),
        differing=_ids(row for row in used if _is_whole(row) and row.value != best),
        readings=tuple(_reading_rows(measure, used, choice)),
        reason=_clarity(incident),
    )


def _rule(choice: Choice, *, known: bool) -> tuple[BestRule, str]:
    if not known:
        return "only_bounds", "who is counted may be among the others: no total is borne out"
    if choice.tied:
        return "lowest", "as well borne out as another total: the lower of them"
    of = len(choice.readings)
    words = f"borne out most by all reports together; {choice.n_for} of {of} tellings"
    return "best_borne_out", f"{words} read alone come to it, dead and wounded"


def _is_whole(row: Counted) -> bool:
    return not row.single and not row.part


def _ids(rows: Iterator[Counted]) -> tuple[str, ...]:
    return tuple(sorted({row.figure.id for row in rows}))


def _clarity(incident: Incident) -> str:
    if incident.clear:
        return "the story is of this one incident"
    if not incident.located:
        return "the event has no place within a town, or is no single attack"
    share = f"{incident.share_elsewhere:.0%}"
    return f"the story tells of several incidents: {share} of its figures are told of others"


def _reading_rows(measure: Measure, used: Sequence[Counted], choice: Choice) -> Iterator[Reading]:
    at = _FAMILIES[measure]
    for telling, best, pairs in choice.readings:
        if not (telling.said.get(measure) or telling.said.get("hit")):
            continue
        ends = [pair[at] for pair in pairs]
        own = (row for row in used if row.figure.document in telling.documents and _is_whole(row))
        yield Reading(
            documents=telling.documents,
            best=best[at],
            low=min(ends),
            high=max(ends),
            figures=_ids(row for row in own if row.family == measure),
        )
