"""Figure cards: what is counted, whom, where, when, in whose words, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, Finding
from consilience.outputs.listings.findings import finding_figures
from consilience.outputs.report.citations import Cited
from consilience.outputs.report.parts import Card
from consilience.outputs.report.writer import Writer
from consilience.outputs.wording import kind_words, period_words


def figure_cards(writer: Writer, findings: Sequence[Finding]) -> Iterator[Card]:
    """Yield a card of each of *findings* that can be cited."""
    seen: set[str] = set()
    for finding in findings:
        item = writer.finding_item(finding, with_voices=False)
        if item is None or item.cited.text in seen or len(seen) == writer.length.cards:
            continue
        seen.add(item.cited.text)
        own = writer.lookup.figure_sets[finding.figure_set]
        yield Card(
            cited=writer.label(finding, item.cited.citations),
            facts=tuple(_facts(writer, finding, own)),
            words=tuple(_words(writer, finding)),
        )


def _facts(writer: Writer, finding: Finding, own: FigureSet) -> Iterator[tuple[str, str]]:
    place = writer.lookup.places.get(own.scope_place or "")
    when = period_words(own.scope_start, own.scope_end) or (
        f"“{own.scope_text}”" if own.scope_text else None
    )
    group = "not said" if own.group in ("all", "unknown") else own.group.replace("_", " ")
    yield "what", own.measure.replace("_", " ")
    yield "whom", group if own.unit in ("persons", "bodies", group) else f"{group}; {own.unit}"
    yield "where", writer.safe(place.name) if place else "not told"
    yield "when", writer.safe(when) if when else "not told"
    yield "count", kind_words(own)
    yield "chosen by", f"{finding.best_rule.replace('_', ' ')}: {writer.safe(finding.best_reason)}"


def _words(writer: Writer, finding: Finding) -> Iterator[Cited]:
    found: dict[str, Figure] = {}
    for key in finding_figures(finding):
        figure = writer.lookup.figures.get(key)
        if figure is not None:
            found.setdefault(_said(writer, figure, finding), figure)
    for said, figure in [*found.items()][: writer.length.citations]:
        number = writer.citations.cite_sentence(figure.sentence)
        if number is not None:
            yield Cited(text=writer.safe(said), citations=(number,))


def _said(writer: Writer, figure: Figure, finding: Finding) -> str:
    """Return the words of *figure* with who says them, and what became of it."""
    statement = writer.lookup.statements.get(figure.statement)
    speaker = statement.speaker_name or statement.originator if statement else None
    noun = figure.noun
    near = noun is not None and 0 <= noun.start - figure.span.end <= 1
    words = " ".join(f"{figure.span.quote} {noun.quote if noun and near else ''}".split())
    outlet = writer.lookup.source_name(figure.document)
    who = f"{speaker}, in {outlet}" if speaker and speaker != outlet else outlet
    fate = {"superseded": "revised since", "excluded": "left out"}
    became = next((told for name, told in fate.items() if figure.id in getattr(finding, name)), "")
    return f"“{words}”: {who}" + (f" ({became})" if became else "")
