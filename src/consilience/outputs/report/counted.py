"""A reconciled figure as a sentence: "Between 9 and 25 people were reported killed in Osk …".

The words say no more than the rows: "more than 300" stays that, "dozens" stays a word, what one
voice says is said to be its.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, Finding, Origin
from consilience.outputs.listing import number_text
from consilience.outputs.lookup import Lookup
from consilience.outputs.report.attributed import said_by
from consilience.outputs.report.called import (
    GROUPS,
    described,
    force_words,
    held_words,
    is_under_treatment,
    part_words,
    unusual_noun,
    zero_claim,
)
from consilience.outputs.report.whereabouts import stays, where_words
from consilience.outputs.wording import many, period_words, sentence_case

_TOLD: Final[dict[str, str]] = {
    "killed": "killed",
    "injured": "injured",
    "killed_or_injured": "killed or injured",
    "missing": "missing",
    "detained": "detained",
    "abducted": "abducted",
    "displaced": "displaced",
    "returned": "to have returned",
    "trapped": "trapped",
    "executed": "executed",
    "arrested": "arrested",
    "surrendered": "to have surrendered",
    "destroyed": "destroyed or damaged",
    "trained": "trained",
    "affected": "affected",
    "rescued": "rescued",
    "released": "released",
    "remaining": "to remain",
    "bodies_found": "found",
    "strikes": "",
    "attacks": "",
}
_SMALL: Final = "no one two three four five six seven eight nine".split()
_PEOPLE: Final = frozenset({"persons", "bodies"})


def finding_text(
    finding: Finding,
    own: FigureSet,
    figures: Sequence[Figure],
    *,
    lookup: Lookup,
    origins: Sequence[Origin],
) -> str:
    """Return the sentence of *finding*, with its reports, voices and grade in brackets.

    Args:
        finding: Has a number.
        own: The comparable set that it reconciles.
        figures: Those of the set that count: not superseded, not excluded.
        lookup: Names behind ids.
        origins: The voices of the set.
    """
    amount = quantity(finding, figures)
    core = (
        _zero(figures, lookup)
        or _strength(amount, own, figures, lookup)
        or _part(amount, own, figures, lookup)
        or _core(amount, own, figures, lookup)
    )
    standing = (
        f"{many(finding.n_reports, 'report')}, {many(finding.n_independent, 'voice')}, "
        f"{finding.corroboration}"
        + ("" if finding.agreement == "uncontested" else f", {finding.agreement}")
    )
    whose = said_by(finding, origins, lookup)
    if whose and core.endswith(f" by {whose.removeprefix(', according to ')}"):
        whose = f", by {'their' if whose.endswith('s') else 'its'} own account"
    return f"{sentence_case(core)}{_best(finding)}{whose} ({standing})."


def event_figure_text(
    finding: Finding,
    own: FigureSet,
    figures: Sequence[Figure],
    *,
    lookup: Lookup,
    origins: Sequence[Origin],
    known: tuple[str | None, str | None],
) -> str:
    """Return the sentence of a finding inside the paragraph of its event.

    Args:
        finding: Of the event.
        own: As for `finding_text`, like the arguments that follow.
        figures: Those of the set that count.
        lookup: Names behind ids.
        origins: The voices of the set.
        known: Place and first day that the paragraph has told already.
    """
    place, start = known
    bare = replace(
        own,
        scope_place=None if own.scope_place == place else own.scope_place,
        scope_start=None if own.scope_start == start else own.scope_start,
        scope_end=None if own.scope_start == start else own.scope_end,
        scope_text=None,
    )
    return finding_text(finding, bare, figures, lookup=lookup, origins=origins)


def quantity(finding: Finding, figures: Sequence[Figure]) -> str:
    """Return low and high as people write them; what every report calls vague or about stays so."""
    low, high = finding.low, finding.high
    if finding.n_independent == 1 and any(row.low == row.high == finding.best for row in figures):
        low = high = finding.best  # "more than 82,000", and later 82,400: one voice, one number
        figures = [row for row in figures if row.best == finding.best]
    qualifiers = {row.qualifier for row in figures} - {"unquantified"}
    if qualifiers == {"vague"}:
        words = {row.span.quote.lower() for row in figures if row.qualifier == "vague"}
        if len(words) == 1:
            return f"{min(words).removesuffix(' of')} of"
    if qualifiers == {"fraction"} and low == high and low is not None:
        words = {row.span.quote.lower() for row in figures}
        return f"{min(words)} ({number_text(low)})" if len(words) == 1 else number_text(low)
    about = "about " if "approx" in qualifiers and qualifiers <= {"approx", "vague"} else ""
    if low == high and low is not None:
        return about + _number(low)
    if high is None:
        strict = "more than" if qualifiers == {"floor_strict"} else "at least"
        return f"{strict} {number_text(low or 0)}"
    if low is None:
        return (
            f"{'fewer than' if qualifiers == {'ceiling_strict'} else 'up to'} {number_text(high)}"
        )
    return f"between {number_text(low)} and {number_text(high)}"


def _number(value: float) -> str:
    small = value == int(value) and 0 <= value < len(_SMALL)
    return _SMALL[int(value)] if small else number_text(value)


def _zero(figures: Sequence[Figure], lookup: Lookup) -> str | None:
    claim = zero_claim(figures, lookup)
    return f"it was reported that “{claim}”" if claim is not None else None


def _core(amount: str, own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> str:
    told = _told(own, figures, lookup)
    where_when = f"{where_words(own, figures, lookup)}{_when(own)}"
    if told is None:
        one = amount in ("one", "about one")
        return f"{_plain(own)}: {amount}{_unit_behind(own, one=one)}{where_when}"
    if told == _TREATED and where_when:
        where_when = f" (hurt{where_when})"  # a hospital may stand anywhere
    subject = _subject(amount, own, figures, lookup)
    be = "was" if amount in ("one", "about one") or own.measure == "captured_share" else "were"
    return f"{subject} {be} reported {told}".rstrip() + where_when


_TREATED: Final = "under treatment"


def _told(own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> str | None:
    """Return what is reported of those counted, by the words of the reports where these matter."""
    if own.measure == "captured_share":
        return held_words(figures, lookup)
    if own.measure == "injured" and is_under_treatment(figures):
        return _TREATED
    if stays(own, figures, lookup):
        return ""
    if own.measure == "destroyed" and own.unit in _PEOPLE:
        return "“destroyed”"  # as one side says of the other's fighters
    if own.measure == "remaining":
        return _remaining(figures, lookup) or _TOLD[own.measure]
    return _TOLD.get(own.measure)


_REMAIN: Final = re.compile(r"remain\w*\s+(?:in|at|inside)\s+[^.,;“”\"()]{3,40}", re.IGNORECASE)


def _remaining(figures: Sequence[Figure], lookup: Lookup) -> str | None:
    """Return where those who remain are said to be, where no known place says it."""
    for row in figures:
        text = lookup.record.text(row.document)
        found = _REMAIN.search(text, row.span.end, row.span.end + 90)
        if found is not None and row.scope_place is None:
            return f"to “{' '.join(found.group().split())}”"
    return None


def _subject(amount: str, own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> str:
    if own.unit == "percent":
        return f"{amount} percent" + (f" of “{own.base}”" if own.base else "")
    if own.base:
        return f"{amount.removesuffix(' of')} of “{own.base}”"
    one = amount in ("one", "about one")
    named = described(figures) if one else None
    displaced = "displaced " if stays(own, figures, lookup) else ""
    return named or f"{amount} {displaced}{_noun(own, figures, lookup, one=one)}"


def _part(amount: str, own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> str | None:
    words = part_words(own, figures, lookup)
    if words is None:
        return None
    one = amount in ("one", "about one")
    group = GROUPS[own.group][0 if one else 1]
    group = f"{'a' if group[0] not in 'aeiou' else 'an'} {group}" if one else group
    return words.format(
        n=amount.removesuffix(" of"),
        be="was" if one else "were",
        group=group,
        where=f"{where_words(own, figures, lookup)}{_when(own)}",
    )


def _noun(own: FigureSet, figures: Sequence[Figure], lookup: Lookup, *, one: bool) -> str:
    if own.measure in ("strikes", "attacks"):
        return own.measure[:-1] if one else own.measure
    singular, plural = GROUPS[own.group]
    if own.measure == "bodies_found":
        of = "" if own.group in ("all", "unknown") else f" of {plural}"
        return f"{'body' if one else 'bodies'}{of}"
    if own.unit not in _PEOPLE:
        return _counted_unit(own, one=one)
    known = own.group not in ("all", "unknown")
    return (None if known or one else unusual_noun(figures, lookup)) or (
        singular if one else plural
    )


def _counted_unit(own: FigureSet, *, one: bool) -> str:
    units = {"families": "family", "households": "household"}
    if one:
        ending = ("ies", "y") if own.unit.endswith("ies") else ("s", "")
        return units.get(own.unit, own.unit.removesuffix(ending[0]) + ending[1])
    return own.unit


def _strength(amount: str, own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> str | None:
    if own.measure != "strength":
        return None
    where_when = f"{where_words(own, figures, lookup)}{_when(own)}"
    words = force_words(figures, lookup)
    if words is not None:
        place = lookup.places.get(own.scope_place or "")
        if place is not None and place.name.casefold() in words.casefold():
            where_when = _when(own)
        article = "a " if "-strong" in words else "a force of "
        return f"{article}“{words}” was reported{where_when}"
    nouns = {row.noun.quote for row in figures if row.noun is not None}
    name = min(nouns) if len(nouns) == 1 else GROUPS[own.group][1]
    return f"the number of {name} was put at {amount}{where_when}"


def _plain(own: FigureSet) -> str:
    return {
        "captured_area": "area reported captured",
        "distance": "distance",
        "duration": "duration",
        "aid": "aid reported delivered",
        "money": "money",
        "rate": "rate",
    }.get(own.measure, own.measure.replace("_", " "))


def _unit_behind(own: FigureSet, *, one: bool) -> str:
    return "" if own.unit in _PEOPLE else f" {_counted_unit(own, one=one)}"


def _when(own: FigureSet) -> str:
    start, end = own.scope_start, own.scope_end
    if start is None and end is None:
        return _unresolved(own.scope_text)
    if own.count_kind == "cumulative":
        return _since(start, end)
    words = period_words(start, end) or ""
    if start is None or end is None:
        return f" {words}"
    if own.count_kind == "snapshot":
        return f" as of {words}"
    if start[:10] == end[:10]:
        return f" on {words}"
    return f" in {words}" if not any(mark in words for mark in ("–", " to ")) else f" ({words})"


_NOW: Final = frozenset({"now", "currently", "at present", "at the moment"})


def _unresolved(words: str | None) -> str:
    """Return a time that no calendar day is known for, as the report writes it."""
    if not words:
        return ""
    if words.lower() in _NOW:
        return " at the time of the report"
    return f" in {words}" if words.isdigit() else f" (“{words}”)"


def _since(start: str | None, end: str | None) -> str:
    """Return from when a running total counts, no more exactly than it is told."""
    if start is None:
        return f" {period_words(start, end)}"
    whole = period_words(start, end) if end is not None else None
    exact = whole is None or any(mark in whole for mark in ("–", " to "))
    return f" since {period_words(start[:10], start[:10]) if exact else whole}"


def _best(finding: Finding) -> str:
    low, best, high = finding.low, finding.best, finding.high
    apart = best != low if high is None else low != high
    if low is None or best is None or not apart or finding.n_independent < 2:
        return ""
    chosen = finding.best_rule in ("most_independent_origins", "reviewer")
    words = "the figure that most voices support is" if chosen else "the figure taken as best is"
    return f"; {words} {number_text(best)}"
