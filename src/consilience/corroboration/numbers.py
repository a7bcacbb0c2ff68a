"""Which figures of a comparable set cannot both be right?"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from consilience.corroboration.agreement import Verdict, bounds_of
from consilience.corroboration.evidence import Evidence, SetEvidence, set_evidence
from consilience.corroboration.nesting import WHOLE_GROUPS
from consilience.corroboration.reached import reached_claims, reached_sets, worth_a_look
from consilience.corroboration.reconcile import ReconcileSettings
from consilience.corroboration.revisions import Position
from consilience.corroboration.rivals import are_rivals, judge_positions
from consilience.corroboration.scope import PlaceTree, place_tree
from consilience.corroboration.wording import figure_words, sides_words
from consilience.model.documents import Text
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Side
from consilience.model.memory import Work
from consilience.model.places import Place
from consilience.model.scales import ContradictionKind, DatePrecision
from consilience.model.tables import Tables

_RIVALS: Final = 2
"""Voices that it takes to disagree."""

_OTHER_SCOPE: Final = 5.0
"""A part so many times its whole counts people of something else."""

Range = tuple[float, float]
_OF_THEM: Final = re.compile(r"\s+of\s+(?:which|whom|them|those|these)\b", re.I)

_DATED: Final[frozenset[DatePrecision]] = frozenset({"minute", "day", "days", "week"})


def find_figure_contradictions(
    tables: Tables, *, settings: ReconcileSettings
) -> Iterator[Contradiction]:
    """Yield a contradiction for each set whose voices give figures that cannot both be right."""
    found = set_evidence(tables, settings.thresholds)
    # Two happenings of one kind in one town are told apart by their day alone.
    undated = {row.id for row in tables.of(Event) if row.date_precision not in _DATED}
    dated = [row for row in found.sets.values() if row.event not in undated]
    keys = worth_a_look(tables, _AT_ODDS, _reached(tables, dated))
    wanted = dated if keys is None else [row for row in dated if row.id in keys]
    parts = _Parts(tables)
    made = [
        *_differing(wanted, found, settings, parts),
        *_parts_above_wholes(wanted, found, settings, parts),
    ]
    tables.note(_AT_ODDS, tuple(sorted({row.subject for row in made})))
    yield from made
    countries = {row.id for row in tables.of(Place) if row.kind == "country"}
    nones = tables.where(Figure, "qualifier", frozenset({"zero_claimed"}))
    claiming = frozenset(row.id for row in nones)
    yield from _denied_by_zero(found, claiming, place_tree(tables), countries)


_AT_ODDS: Final[Work[tuple[str, ...]]] = Work("sets at odds", tuple[str, ...])


def _reached(tables: Tables, dated: Iterable[FigureSet]) -> AbstractSet[str] | None:
    """Return the sets of which something else may be found; ``None``: all of them."""
    sets, claims = reached_sets(tables), reached_claims(tables)
    if sets is None or claims is None:
        return None
    return sets.union(row.id for row in dated if row.event in claims)


def _differing(
    wanted: Iterable[FigureSet], found: Evidence, settings: ReconcileSettings, parts: _Parts
) -> Iterator[Contradiction]:
    """Yield the sets whose voices give figures that cannot both be right."""
    for row in wanted:
        if found.n_voices(row.id) < _RIVALS or _is_of_anything(row):
            continue
        evidence = found[row.id]
        whole = tuple(one for one in evidence.positions if not parts.holds(one.figure))
        verdict = judge_positions(whole, thresholds=settings.thresholds)
        if verdict.level is not None:
            yield _contradiction(row.id, replace(evidence, positions=whole), verdict)


def _is_of_anything(row: FigureSet) -> bool:
    """Whether nothing says where, when or of what *row* counts: a like number brought it together.

    Then two numbers may be of two things.
    """
    scope = (row.event, row.scope_place, row.scope_start, row.scope_end, row.base)
    return all(part is None for part in scope)


class _Parts:
    """Which figures count some of others, by the sentence that they stand in."""

    def __init__(self, tables: Tables) -> None:
        self._figures, self._texts = tables.asked(Figure, "document"), tables.by_id(Text)

    def holds(self, figure: Figure) -> bool:
        """Whether *figure* counts a part."""
        return self._is_of_them(figure) or self._is_listed(figure)

    def _is_of_them(self, figure: Figure) -> bool:
        """Whether it counts among people named just before: "three of which died"."""
        text = self._texts.get(figure.document)
        return text is not None and _OF_THEM.match(text.text, figure.span.end) is not None

    def _is_listed(self, figure: Figure) -> bool:
        """Whether its sentence lists it beside others of their people.

        "22 children and six teachers" says of no one that six civilians were killed in all.
        """
        return _counts_alone(figure) and any(
            figure.group in WHOLE_GROUPS.get(other.group, ())
            for other in self._figures.of(figure.document)
            if _counts_alone(other)
            and (other.sentence, other.measure, other.unit)
            == (figure.sentence, figure.measure, figure.unit)
        )


def _counts_alone(figure: Figure) -> bool:
    return figure.of_whole is None and figure.best is not None


def _contradiction(key: str, evidence: SetEvidence, verdict: Verdict) -> Contradiction:
    groups: dict[Range, list[Position]] = defaultdict(list)
    for position in evidence.positions:
        bounds = bounds_of(position.figure)
        if bounds is not None:
            groups[bounds].append(position)
    ordered = [row for row in sorted(groups.items()) if _is_excluded(row[0], groups)]
    sides = tuple(_side(positions) for _, positions in ordered)
    grown = _rises_in_time(dict(ordered))
    row = evidence.figure_set
    kind: ContradictionKind = "share" if row.measure == "captured_share" else "figure"
    explanation = f"Reports give different figures for {row.title}: {sides_words(sides)}."
    if verdict.ratio is not None and math.isfinite(verdict.ratio):
        explanation += f" The higher is {verdict.ratio:.2g} times the lower."
    elif verdict.ratio is not None:
        explanation += " One side reports none."
    if grown:
        explanation += " The higher figures are of later reports: the count may have risen."
    return Contradiction(
        id=Contradiction.make_id(kind, key),
        kind=kind,
        level=verdict.level or "minor",
        subject=key,
        title=f"Figures differ: {row.title}",
        sides=sides,
        explanation=explanation,
        state="explained" if grown else "open",
    )


def _parts_above_wholes(
    wanted: Iterable[FigureSet], found: Evidence, settings: ReconcileSettings, parts: _Parts
) -> Iterator[Contradiction]:
    """Yield where one voice counts more civilians than another counts dead in all."""
    by_event: dict[tuple[str, str], list[FigureSet]] = defaultdict(list)
    for of in found.sets.values():
        if of.event is not None and _counts_people(of):
            by_event[(of.event, of.measure)].append(of)
    for whole in wanted:
        if whole.event is None or not _counts_people(whole):
            continue
        groups = [
            found[part.id]
            for part in by_event[(whole.event, whole.measure)]
            # Who died in a quarter are fewer than who died in its city.
            if whole.group in WHOLE_GROUPS.get(part.group, ())
            and whole.scope_place == part.scope_place
        ]
        pair = _widest_above(found[whole.id], groups, settings, parts) if groups else None
        if pair is not None:
            yield _part_contradiction(whole.id, found[whole.id], *pair)


def _counts_people(row: FigureSet) -> bool:
    return row.unit == "persons" and row.count_kind == "incident"


def _widest_above(
    whole: SetEvidence, groups: Sequence[SetEvidence], settings: ReconcileSettings, parts: _Parts
) -> tuple[Position, Position, SetEvidence] | None:
    """Return the lowest whole and the highest part of other voices that does not fit into it."""
    best: tuple[float, str, Position, Position, SetEvidence] | None = None
    for all_of_them in whole.positions:
        bounds = bounds_of(all_of_them.figure)
        if bounds is None or bounds[1] <= 0 or not _is_whole(all_of_them, parts):
            continue
        for group in groups:
            for part in group.positions:
                own = bounds_of(part.figure)
                same = all_of_them.origin.originator == part.origin.originator
                if own is None or same or not are_rivals(all_of_them, part):
                    continue
                ratio = own[0] / bounds[1]
                above = settings.thresholds.minor <= ratio < _OTHER_SCOPE
                if above and (best is None or ratio > best[0]):
                    best = ratio, part.figure.id, all_of_them, part, group
    return best[2:] if best is not None else None


def _is_whole(position: Position, parts: _Parts) -> bool:
    figure = position.figure
    return figure.of_whole is None and not parts.holds(figure)


def _part_contradiction(
    key: str, whole: SetEvidence, lower: Position, higher: Position, part: SetEvidence
) -> Contradiction:
    sides = (_side([lower]), _side([higher]))
    title = _both(whole.figure_set.title, part.figure_set.title)
    return Contradiction(
        id=Contradiction.make_id("figure", key, "part"),
        kind="figure",
        level="major",
        subject=key,
        title=f"A part is larger than the whole: {title}",
        sides=sides,
        explanation=(
            f"One voice counts fewer in all than another counts of a part: {title}: "
            f"{sides_words(sides)}."
        ),
        state="open",
    )


def _both(one: str, other: str) -> str:
    """Return two titles as one: what they share (place, day, kind of count) once."""
    head, mark, rest = one.partition(", ")
    other_head, _, other_rest = other.partition(", ")
    return f"{head} and {other_head}{mark}{rest}" if rest == other_rest else f"{one}; {other}"


def _denied_by_zero(
    found: Evidence, claiming: AbstractSet[str], tree: PlaceTree, countries: set[str]
) -> Iterator[Contradiction]:
    """Yield where a voice says none over a period and another counts some within it.

    Args:
        found: The evidence of all sets.
        claiming: Ids of the figures that claim zero.
        tree: Which place lies in which.
        countries: Places that are one.

    """
    zeros = [
        (none, position)
        for key, none in found.sets.items()
        if none.event is None and found.holds_any(key, claiming)
        for position in found[key].positions
        if position.figure.id in claiming
    ]
    for none, position in zeros:
        within = [
            row
            for row in found.sets.values()
            if row.id != none.id
            and _lies_within(row, none)
            and _may_lie_in(row.scope_place, none.scope_place, tree, countries)
        ]
        some = [
            (p, row)
            for row in within
            for p in found[row.id].positions
            if (p.figure.low or 0) > 0 and p.origin.originator != position.origin.originator
        ]
        if some:
            yield _zero_contradiction(none.id, (position, none), some)


def _lies_within(inner: FigureSet, outer: FigureSet) -> bool:
    if (inner.measure, inner.group, inner.unit) != (outer.measure, outer.group, outer.unit):
        return False
    start, end = inner.scope_start, inner.scope_end
    if outer.scope_start is None or start is None or start < outer.scope_start:
        return False
    closed = outer.scope_end if outer.scope_end != outer.scope_start else None
    return closed is None or (end is not None and end <= closed)


def _may_lie_in(inner: str | None, outer: str | None, tree: PlaceTree, countries: set[str]) -> bool:
    """Return whether a place lies in another; in a country, also one that lies in none known."""
    chain = tree.chain(inner)
    return outer is None or outer in chain or (outer in countries and not countries & set(chain))


Counted = tuple[Position, FigureSet]


def _zero_contradiction(key: str, none: Counted, some: Sequence[Counted]) -> Contradiction:
    """Return who counts none against who counts most; each says of which place and days."""
    most = max(some, key=lambda row: (row[0].figure.low or 0.0, row[0].figure.id))
    sides = (_scoped_side(none), _scoped_side(most))
    counted = none[1].title.split(",")[0].split(" (")[0]
    return Contradiction(
        id=Contradiction.make_id("figure", key, "none"),
        kind="figure",
        level="major",
        subject=key,
        title=f"None, or some: {counted}",
        sides=sides,
        explanation=f"One voice says none, another counts some: {counted}: {sides_words(sides)}.",
        state="open",
    )


def _scoped_side(row: Counted) -> Side:
    position, own = row
    side = _side([position])
    _, _, scope = own.title.partition(",")
    return replace(side, value=f"{side.value},{scope}" if scope else side.value)


def _is_excluded(bounds: Range, others: Iterable[Range]) -> bool:
    """Return whether what these bounds allow is not what some others allow."""
    return any(max(bounds[0], low) > min(bounds[1], high) for low, high in others)


def _side(positions: Sequence[Position]) -> Side:
    figures = [position.figure for position in positions]
    return Side(
        value=figure_words(min(figures, key=lambda row: row.id)),
        statements=tuple(sorted({figure.statement for figure in figures})),
        origins=tuple(sorted({position.origin.originator_name for position in positions})),
        spans=tuple(sorted(figure.span for figure in figures)),
    )


def _rises_in_time(groups: dict[Range, list[Position]]) -> bool:
    """Return whether every higher figure was given later than every lower one."""
    last = ""
    for _, positions in sorted(groups.items()):
        days = [position.as_of for position in positions]
        if any(day is None or day <= last for day in days):
            return False
        last = max(day for day in days if day is not None)
    return True
