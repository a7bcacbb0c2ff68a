"""A reconciled quantity as pages show it: what it comes to, and what each voice says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from consilience.model.figures import Figure
from consilience.model.findings import Finding, Origin
from consilience.outputs.charts.intervals import bounds_text, figures_that_stand
from consilience.outputs.lookup import Lookup
from consilience.outputs.notes import range_text
from consilience.outputs.wording import kind_words, sentence_case, set_phrase, written_dates
from consilience.web.evidence import span_link
from consilience.web.strips import Bounds, Strip, draw_strips

MOST_VOICES: Final = 6

Standing = Literal["supporting", "compatible", "contradicting", "superseded", "excluded", "counted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One figure of one report, as written."""

    id: str
    document: str
    source: str
    words: str
    href: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One independent voice, with its copies folded under it."""

    id: str
    name: str
    kind: str
    assumed: bool  # its independence is assumed: author or source unknown
    tests: tuple[str, ...]
    n_reports: int
    bounds: str
    strip: Strip | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCard:
    """A comparable set with its finding."""

    id: str  # of the set
    finding: str
    phrase: str
    kind: str
    unit: str
    answer: str
    strip: Strip | None
    agreement: str
    corroboration: str
    independence_assumed: bool
    n_reports: int
    n_outlets: int
    n_originators: int
    n_independent: int
    voices: tuple[Voice, ...]
    more_voices: int
    event: tuple[str, str] | None  # id and title


def make_card(finding: Finding, lookup: Lookup, *, most: int = MOST_VOICES) -> FigureCard | None:
    """Return the card of *finding*; ``None`` where its set is gone."""
    own = lookup.figure_sets.get(finding.figure_set)
    if own is None:
        return None
    origins = [row for row in lookup.record.rows(Origin, subject=own.id) if _figures(row, lookup)]
    origins.sort(key=lambda row: (-len(row.documents), row.originator_name, row.id))
    bounds = [_bounds(figures_that_stand(row, finding, lookup)) for row in origins]
    *strips, total = draw_strips([*bounds, (finding.low, finding.best, finding.high)])
    event = lookup.events.get(own.event or "")
    return FigureCard(
        id=own.id,
        finding=finding.id,
        phrase=sentence_case(set_phrase(own, lookup)),
        kind=kind_words(own),
        unit=own.unit,
        answer=range_text(finding),
        strip=total,
        agreement=finding.agreement,
        corroboration=finding.corroboration,
        independence_assumed=finding.independence_assumed,
        n_reports=finding.n_reports,
        n_outlets=finding.n_outlets,
        n_originators=finding.n_originators,
        n_independent=finding.n_independent,
        voices=tuple(
            _voice(row, finding, lookup, numbers=numbers, strip=strip)
            for row, numbers, strip in list(zip(origins, bounds, strips, strict=True))[:most]
        ),
        more_voices=max(0, len(origins) - most),
        event=(event.id, written_dates(event.title)) if event else None,
    )


def make_cards(findings: Sequence[Finding], lookup: Lookup) -> tuple[FigureCard, ...]:
    """Return the cards of *findings* in their order."""
    cards = (make_card(row, lookup) for row in findings)
    return tuple(card for card in cards if card is not None)


def _voice(
    origin: Origin, finding: Finding, lookup: Lookup, *, numbers: Bounds, strip: Strip | None
) -> Voice:
    figures = _figures(origin, lookup)
    return Voice(
        id=origin.id,
        name=origin.originator_name.removeprefix("unattributed: "),
        kind=origin.originator_kind,
        assumed=origin.independence_assumed,
        tests=origin.tests,
        n_reports=len(origin.documents),
        bounds=bounds_text(*numbers),
        strip=strip,
        said=tuple(_said(row, finding, lookup) for row in figures),
    )


def _said(figure: Figure, finding: Finding, lookup: Lookup) -> Said:
    return Said(
        id=figure.id,
        document=figure.document,
        source=lookup.source_name(figure.document),
        words=figure.span.quote,
        href=span_link(figure.span),
        standing=_standing(figure.id, finding),
    )


def _standing(figure: str, finding: Finding) -> Standing:
    if figure in finding.superseded:
        return "superseded"
    if figure in finding.excluded:
        return "excluded"
    if figure in finding.contradicting:
        return "contradicting"
    if figure in finding.compatible:
        return "compatible"
    return "supporting" if figure in finding.supporting else "counted"


def _figures(origin: Origin, lookup: Lookup) -> list[Figure]:
    return [lookup.figures[key] for key in origin.figures if key in lookup.figures]


def _bounds(figures: Sequence[Figure]) -> Bounds:
    """Return the widest bounds of one voice's *figures*; best where all give the same."""
    lows = [row.low for row in figures if row.low is not None]
    highs = [row.high for row in figures if row.high is not None]
    bests = Counter(row.best for row in figures if row.best is not None)
    best = next(iter(bests)) if len(bests) == 1 else None
    return min(lows, default=None), best, max(highs, default=None)
