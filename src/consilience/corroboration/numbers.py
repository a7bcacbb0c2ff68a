"""Which figures of a comparable set cannot both be right?"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from consilience.corroboration.agreement import Verdict, bounds_of
from consilience.corroboration.evidence import Evidence, SetEvidence, set_evidence
from consilience.corroboration.nesting import WHOLE_GROUPS
from consilience.corroboration.reconcile import ReconcileSettings
from consilience.corroboration.revisions import Position
from consilience.corroboration.rivals import are_rivals, judge_positions
from consilience.corroboration.scope import PlaceTree, place_tree
from consilience.corroboration.wording import figure_words, sides_words
from consilience.model.documents import Text
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Side
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
    listed = _listed_parts(tables) | _parts_of_them(tables)
    # Two happenings of one kind in one town are told apart by their day alone.
    undated = {row.id for row in tables.of(Event) if row.date_precision not in _DATED}
    for key, row in found.sets.items():
        if row.event in undated or found.n_voices(key) < _RIVALS:
            continue
        evidence = found[key]
        whole = tuple(row for row in evidence.positions if row.figure.id not in listed)
        verdict = judge_positions(whole, thresholds=settings.thresholds)
        if verdict.level is not None:
            yield _contradiction(key, replace(evidence, positions=whole), verdict)
    yield from _parts_above_wholes(found, settings, parts=listed, undated=undated)
    countries = {row.id for row in tables.of(Place) if row.kind == "country"}
    yield from _denied_by_zero(found, place_tree(tables), countries)


def _listed_parts(tables: Tables) -> set[str]:
    """Return the figures that a sentence lists beside others of their people.

    "22 children and six teachers" says of no one that six civilians were killed in all.
    """
    by_sentence: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in tables.of(Figure):
        if figure.of_whole is None and figure.best is not None:
            by_sentence[(figure.sentence, figure.measure, figure.unit)].append(figure)
    return {
        one.id
        for figures in by_sentence.values()
        for one in figures
        if any(one.group in WHOLE_GROUPS.get(other.group, ()) for other in figures)
    }


def _parts_of_them(tables: Tables) -> set[str]:
    """Return the figures that count among people named just before: "three of which died"."""
    texts = tables.by_id(Text)
    return {
        row.id
        for row in tables.of(Figure)
        if (text := texts.get(row.document)) is not None
        and _OF_THEM.match(text.text, row.span.end) is not None
    }


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
    found: Evidence, settings: ReconcileSettings, *, parts: set[str], undated: set[str]
) -> Iterator[Contradiction]:
    """Yield where one voice counts more civilians than another counts dead in all."""
    by_event: dict[tuple[str, str], list[FigureSet]] = defaultdict(list)
    for of in found.sets.values():
        if of.event is None or of.event in undated:
            continue
        if of.unit == "persons" and of.count_kind == "incident":
            by_event[(of.event, of.measure)].append(of)
    for rows in by_event.values():
        for whole in rows:
            groups = [
                found[part.id] for part in rows if whole.group in WHOLE_GROUPS.get(part.group, ())
            ]
            pair = _widest_above(found[whole.id], groups, settings, parts) if groups else None
            if pair is not None:
                yield _part_contradiction(whole.id, found[whole.id], *pair)


def _widest_above(
    whole: SetEvidence, groups: Sequence[SetEvidence], settings: ReconcileSettings, parts: set[str]
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


def _is_whole(position: Position, parts: set[str]) -> bool:
    figure = position.figure
    return figure.of_whole is None and figure.id not in parts


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
    found: Evidence, tree: PlaceTree, countries: set[str]
) -> Iterator[Contradiction]:
    """Yield where a voice says none over a period and another counts some within it."""
    zeros = [
        (none, position)
        for key, none in found.sets.items()
        if none.event is None and any(_is_zero(row) for row in found.figures(key))
        for position in found[key].positions
        if _is_zero(position.figure)
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


def _is_zero(figure: Figure) -> bool:
    return figure.qualifier == "zero_claimed"


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
