"""What does one report say that an incident cost, taken together?

A report states a toll in its headline and again below, counts parts of it, names single victims,
and says "shot" where it leaves open who died. Each way of stating a number weighs as a whole
statement in the lead, nearly as one, as half of one, or little.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from consilience.corroboration.closure import Closure
from consilience.corroboration.copies import CopiedRuns
from consilience.corroboration.incidents import Counted, Incident
from consilience.model.scales import FigureRole, Qualifier

Pair = tuple[float, float]
"""How many were killed and how many injured."""

_REFLEXIVE: Final = frozenset({"himself", "herself", "themselves"})
_ONE_SIDED: Final[frozenset[Qualifier]] = frozenset(
    {"floor", "floor_strict", "ceiling", "ceiling_strict", "vague"}
)
_PLANS: Final[frozenset[FigureRole]] = frozenset({"planning", "target"})
_AGE: Final = re.compile(r"\b(\d{1,3})[- ](?:year|month)s?[- ]old|, (\d{1,3})\b")
_MOST_VALUES: Final = 25
"""Numbers of a family that are tried as totals."""
_NAMED: Final = "counted by name"


@dataclass(frozen=True, slots=True, kw_only=True)
class TollSettings:
    """How much a way of stating a number weighs beside a whole number in the lead (1.0).

    Three weights, in this order by reason; their values hardly matter. Five-fold cross-validation
    over the incidents of ``evals figures`` (a grid of 0.4 to 0.6, 0.2 to 0.3 and 0.85 to 1.0
    chosen on four fifths, scored on the rest) keeps the share of incidents that are right within
    a point of what these give everywhere.
    """

    lead_sentences: int = 3  # headline and first sentences
    nearly: float = 0.9  # a sum: "five shot" for both; who is wounded early may die later
    half: float = 0.5  # below the lead, one victim, "at least", one report alone, silence
    little: float = 0.25  # a part; a larger number against a total; silence much later
    reading: float = 0.2  # a report may be read as any totals so near to its best reading
    other_magnitude: float = 20.0  # so many times the middle of all numbers is of another scope
    from_number: float = 100.0  # and only numbers from here on


@dataclass(slots=True)
class Telling:
    """What one report, or several that are copies, say for each number, by family."""

    documents: tuple[str, ...]
    said: dict[str, dict[float, float]] = field(default_factory=lambda: defaultdict(dict))
    wholes: set[str] = field(default_factory=set)  # families that it counts as more than a part
    looks_back: bool = False  # it came out long after the first: who lived is old news

    def say(self, family: str, value: float, weight: float) -> None:
        """Take it that the report gives *value*, by its strongest statement."""
        own = self.said[family]
        own[value] = max(own.get(value, 0.0), weight)

    @property
    def counts(self) -> bool:
        """Whether it counts anybody."""
        return any(self.said.values())


def read_tellings(incident: Incident, runs: CopiedRuns, settings: TollSettings) -> list[Telling]:
    """Return what each report of an incident says, those that copy its numbers together with it.

    Args:
        incident: With its figures; a report of it that gives none says nothing.
        runs: What is copied in the case.
        settings: Weights.

    """
    used = _without_the_dead_twice(_of_one_magnitude(_firm(incident.counted), settings))
    groups = _copies(used, sorted(incident.story.documents), runs)
    tellings = {
        root: Telling(tuple(members), looks_back=incident.late.issuperset(members))
        for root, members in groups.items()
    }
    of = {member: tellings[root] for root, members in groups.items() for member in members}
    backed = _backed_values(used, settings)
    for row in used:
        weight = _weight(row, settings)
        lone = row.value > 1 and row.value not in backed
        of[row.figure.document].say(row.family, row.value, weight * (settings.half if lone else 1))
        if not row.part:
            of[row.figure.document].wholes.add(row.family)
    for document, family, number, weight in _told_together(used, settings):
        of[document].say(family, number, weight)
    _count_doers(used, of, settings)
    return [tellings[root] for root in sorted(tellings) if tellings[root].counts]


def bears_out(telling: Telling, pair: Pair, settings: TollSettings) -> float:
    """Return how far a telling speaks for a pair of totals."""
    killed, injured = pair
    dead, hurt, hit = (telling.said.get(name, {}) for name in ("killed", "injured", "hit"))
    found = _for(dead, killed, settings, settings.half if killed == 0 else 0.0)
    silent = settings.little if telling.looks_back else settings.half
    of_hurt = _for(hurt, injured, settings, silent if injured == 0 and not hit else 0.0)
    if not dead and killed > 0 and killed + injured in hurt:
        of_hurt = max(of_hurt, settings.nearly * hurt[killed + injured])
    if hit:
        both = killed + injured
        found += max(
            settings.nearly * hit.get(both, 0.0),
            settings.little * hit.get(killed, 0.0),
        )
        found -= settings.little * _most_above(hit, both)
    return found + of_hurt


def candidate_pairs(tellings: Iterable[Telling]) -> list[Pair]:
    """Return the pairs of totals that the numbers of *tellings* allow."""
    weights: dict[str, Counter[float]] = defaultdict(Counter)
    for telling in tellings:
        for family, values in telling.said.items():
            weights[family].update(values)
    said = {family: _leading(weights[family]) for family in ("killed", "injured", "hit")}
    killed = {0.0, 1.0} | said["killed"] | said["hit"]
    injured = {0.0, 1.0} | said["injured"] | said["hit"]
    injured |= {both - dead for both in said["hit"] for dead in killed if both >= dead}
    return [(dead, hurt) for dead in sorted(killed) for hurt in sorted(injured)]


def _leading(weights: Mapping[float, float]) -> set[float]:
    """Return the numbers with most weight: a long story gives too many to try each pair."""
    ranked = sorted(weights, key=lambda value: (-round(weights[value], 6), value))
    return set(ranked[:_MOST_VALUES])


def _for(
    said: Mapping[float, float], total: float, settings: TollSettings, if_silent: float
) -> float:
    if not said:
        return if_silent
    return said.get(total, 0.0) - settings.little * _most_above(said, total)


def _most_above(said: Mapping[float, float], total: float) -> float:
    return max((weight for value, weight in said.items() if value > total), default=0.0)


def _firm(counted: Sequence[Counted]) -> list[Counted]:
    """Return the figures without vague words where somebody gives a number (METHOD 1.4)."""
    numbered = {row.family for row in counted if row.figure.qualifier != "vague"}
    return [row for row in counted if row.figure.qualifier != "vague" or row.family not in numbered]


def _of_one_magnitude(counted: Sequence[Counted], settings: TollSettings) -> list[Counted]:
    """Return the figures without those that are of another order than the others."""
    values = sorted(row.value for row in counted)
    if not values:
        return []
    most = max(values[len(values) // 2] * settings.other_magnitude, settings.from_number)
    return [row for row in counted if row.value < most]


def _without_the_dead_twice(counted: Sequence[Counted]) -> list[Counted]:
    """Return the figures without single wounded who are told as dead too, by name or age."""
    dead = {_who(row) for row in counted if row.single and row.family == "killed"} - {None}
    return [
        row for row in counted if not (row.single and row.family == "injured" and _who(row) in dead)
    ]


def _who(row: Counted) -> str | None:
    words = row.figure.span.quote
    found = _AGE.search(words)
    if found is not None:
        return f"aged {found[1] or found[2]}"
    return words.split()[-1].lower() if _NAMED in row.figure.reason else None


def _copies(
    counted: Sequence[Counted], documents: Sequence[str], runs: CopiedRuns
) -> dict[str, list[str]]:
    """Return the reports by the one that stands for them.

    A report all of whose numbers stand in passages that it shares with another is that one's copy.
    """
    own = Counter(row.figure.document for row in counted)
    holders: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in counted:
        for name in runs.covering(row.figure.span):
            holders[name][row.figure.document].add(row.figure.id)
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for held in holders.values():
        for one, figures in held.items():
            for other in held.keys() - {one}:
                shared[(one, other)] |= figures
    closure = Closure(documents)
    for (one, other), figures in sorted(shared.items()):
        if len(figures) >= own[one]:
            closure.link([one, other], "text_reuse")
    return closure.groups()


def _in_lead(row: Counted, settings: TollSettings) -> bool:
    return row.ordinal < settings.lead_sentences


def _backed_values(counted: Sequence[Counted], settings: TollSettings) -> set[float]:
    """Return the numbers that stand in a lead, or in two reports."""
    givers: dict[float, set[str]] = defaultdict(set)
    for row in counted:
        givers[row.value].add(row.figure.document)
    leads = {row.value for row in counted if _in_lead(row, settings)}
    return leads | {value for value, found in givers.items() if len(found) > 1}


def _weight(row: Counted, settings: TollSettings) -> float:
    figure = row.figure
    weight = 1.0 if _in_lead(row, settings) else settings.half
    if row.single or figure.qualifier in _ONE_SIDED or figure.role in _PLANS:
        weight *= settings.half
    return weight * (settings.little if row.part else 1.0)


def _told_together(
    counted: Sequence[Counted], settings: TollSettings
) -> Iterable[tuple[str, str, float, float]]:
    """Yield the victims that one sentence tells of beside each other, as a number.

    "A man and a boy were hurt", "four adults and a child". Several numbers are left as they are:
    they may be counted over different things.
    """
    found: dict[tuple[str, str, str], list[Counted]] = defaultdict(list)
    for row in counted:
        figure = row.figure
        if figure.best is not None and figure.recount_of is None and not row.part:
            found[(figure.document, figure.sentence, row.family)].append(row)
    for (document, _, family), rows in sorted(found.items()):
        if len(rows) > 1 and any(row.value == 1 for row in rows):
            lead = any(_in_lead(row, settings) for row in rows)
            weight = settings.nearly * (1.0 if lead else settings.half)
            yield document, family, sum(row.value for row in rows), weight


def _count_doers(
    counted: Sequence[Counted], of: Mapping[str, Telling], settings: TollSettings
) -> None:
    """Let "killed three and then himself" also speak for four."""
    doers = {
        row.figure.document
        for row in counted
        if row.family == "killed" and row.figure.span.quote.lower() in _REFLEXIVE
    }
    for telling in {id(of[document]): of[document] for document in sorted(doers)}.values():
        for value, weight in list(telling.said["killed"].items()):
            telling.say("killed", value + 1, weight * settings.nearly)
