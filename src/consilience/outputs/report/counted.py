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
    "captured_share": "to be held by one side",
}
_GROUPS: Final[dict[str, tuple[str, str]]] = {
    "all": ("person", "people"),
    "unknown": ("person", "people"),
    "civilians": ("civilian", "civilians"),
    "fighters": ("fighter", "fighters"),
    "prisoners": ("prisoner", "prisoners"),
    "children": ("child", "children"),
    "women": ("woman", "women"),
    "men": ("man", "men"),
    "families": ("member of a family", "members of families"),
    "journalists": ("journalist", "journalists"),
    "healthcare": ("health worker", "health workers"),
    "police": ("police officer", "police officers"),
    "soldiers": ("soldier", "soldiers"),
    "officials": ("official", "officials"),
    "aid_workers": ("aid worker", "aid workers"),
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
    core = _strength(amount, own, figures, lookup) if own.measure == "strength" else None
    core = core or _core(amount, own, figures, lookup)
    standing = (
        f"{many(finding.n_reports, 'report')}, {many(finding.n_independent, 'voice')}, "
        f"{finding.corroboration}"
        + ("" if finding.agreement == "uncontested" else f", {finding.agreement}")
    )
    whose = said_by(finding, origins, lookup)
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
    qualifiers = {row.qualifier for row in figures} - {"unquantified"}
    if qualifiers == {"vague"}:
        words = {row.span.quote.lower() for row in figures if row.qualifier == "vague"}
        if len(words) == 1:
            return f"{min(words).removesuffix(' of')} of"
    if qualifiers == {"fraction"} and low == high and low is not None:
        words = {row.span.quote.lower() for row in figures}
        return f"{min(words)} ({number_text(low)})" if len(words) == 1 else number_text(low)
    about = "about " if qualifiers == {"approx"} else ""
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


def _core(amount: str, own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> str:
    told = _TOLD.get(own.measure)
    where_when = f"{_where(own, lookup)}{_when(own)}"
    if told is None:
        return f"{_plain(own)}: {amount}{_unit_behind(own)}{where_when}"
    subject = _subject(amount, own, figures, lookup)
    be = "was" if amount in ("one", "about one") or own.measure == "captured_share" else "were"
    return f"{subject} {be} reported {told}".rstrip() + where_when


def _subject(amount: str, own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> str:
    whole = _whole(figures, lookup)
    if own.unit == "percent":
        return f"{amount} percent" + (f" of “{own.base}”" if own.base else "")
    if own.base or whole is not None:
        return f"{amount.removesuffix(' of')} of “{own.base or whole}”"
    one = amount in ("one", "about one")
    named = _described(figures) if one else None
    return named or f"{amount} {_noun(own, one=one)}"


def _described(figures: Sequence[Figure]) -> str | None:
    """Return who it is where one person is told of without a number ("the driver")."""
    nouns = {_described_one(row) for row in figures}
    noun = nouns.pop() if len(nouns) == 1 else None
    return None if noun is None else f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _described_one(row: Figure) -> str | None:
    words = _ARTICLE.fullmatch(" ".join(row.span.quote.split()))
    noun = " ".join(row.noun.quote.split()) if row.noun is not None else None
    found = noun or (words.group(1) if words else None)
    return found.lower() if words and found and found.isalpha() else None


_ARTICLE: Final = re.compile(r"(?:the|an?)(?: (.+))?", re.IGNORECASE)


def _noun(own: FigureSet, *, one: bool) -> str:
    if own.measure in ("strikes", "attacks"):
        return own.measure[:-1] if one else own.measure
    singular, plural = _GROUPS[own.group]
    if own.measure == "bodies_found":
        of = "" if own.group in ("all", "unknown") else f" of {plural}"
        return f"{'body' if one else 'bodies'}{of}"
    if own.unit in _PEOPLE:
        return singular if one else plural
    return _counted_unit(own, one=one)


def _counted_unit(own: FigureSet, *, one: bool) -> str:
    units = {"families": "family", "households": "household"}
    if one:
        return units.get(own.unit, own.unit.removesuffix("s"))
    return own.unit


def _whole(figures: Sequence[Figure], lookup: Lookup) -> str | None:
    """Return the words for those of whom all *figures* count a part ("33 wounded people")."""
    wholes = [lookup.figures.get(row.of_whole or "") for row in figures]
    first = wholes[0] if wholes else None
    if first is None or any(one is None for one in wholes):
        return None
    if not all(_says_of(row, lookup) for row in figures):
        return None
    noun = first.noun
    near = noun is not None and 0 <= noun.start - first.span.end <= 1
    return " ".join(f"{first.span.quote} {noun.quote if noun and near else ''}".split())


def _says_of(row: Figure, lookup: Lookup) -> bool:
    text = lookup.record.text(row.document)
    return _OF_THEM.match(text, row.span.end) is not None


_OF_THEM: Final = re.compile(r"\s+of\s+(?:them|whom|those|these|the\s+(?:dead|wounded|injured))\b")


def _strength(amount: str, own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> str | None:
    nouns = {row.noun.quote for row in figures if row.noun is not None}
    if own.group not in ("all", "unknown"):
        name = f"the {_GROUPS[own.group][1]}"
    elif len(nouns) == 1:
        name = f"a “{min(nouns)}”"
    else:
        return None
    return f"the strength of {name} was put at {amount}{_where(own, lookup)}{_when(own)}"


def _plain(own: FigureSet) -> str:
    return {
        "captured_area": "area reported captured",
        "distance": "distance",
        "duration": "duration",
        "aid": "aid reported delivered",
        "money": "money",
        "rate": "rate",
    }.get(own.measure, own.measure.replace("_", " "))


def _unit_behind(own: FigureSet) -> str:
    return "" if own.unit in _PEOPLE else f" {own.unit}"


def _where(own: FigureSet, lookup: Lookup) -> str:
    place = lookup.places.get(own.scope_place or "")
    if place is None or place.name.casefold() in (own.base or "").casefold():
        return ""
    return f" in {place.name}"


def _when(own: FigureSet) -> str:
    start, end = own.scope_start, own.scope_end
    if start is None and end is None:
        words = own.scope_text
        return f" (“{words}”)" if words and not words.isdigit() else f" in {words}" if words else ""
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


def _since(start: str | None, end: str | None) -> str:
    """Return from when a running total counts, no more exactly than it is told."""
    if start is None:
        return f" {period_words(start, end)}"
    whole = period_words(start, end) if end is not None else None
    exact = whole is None or any(mark in whole for mark in ("–", " to "))
    return f" since {period_words(start[:10], start[:10]) if exact else whole}"


def _best(finding: Finding) -> str:
    told = finding.low is not None and finding.high is not None and finding.low != finding.high
    if not told or finding.best is None or finding.n_independent < 2:
        return ""
    chosen = finding.best_rule in ("most_independent_origins", "reviewer")
    words = "the figure that most voices support is" if chosen else "the figure taken as best is"
    return f"; {words} {number_text(finding.best)}"
