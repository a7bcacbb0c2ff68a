"""What has changed since an earlier build of the case: each change with the words behind it.

Merged things are told again by what they hold, not by their ids: a set is the same set if figures
of the earlier one are in it, an event the same event if it is told by a mention of the earlier one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from consilience.model.documents import Document
from consilience.model.events import Event
from consilience.model.findings import Contradiction, Finding
from consilience.outputs.lookup import Lookup
from consilience.outputs.report.citations import Cited, numbers
from consilience.outputs.report.counted import quantity
from consilience.outputs.report.parts import Item, Section
from consilience.outputs.report.selection import contradictions, ranked, told_events
from consilience.outputs.report.writer import Writer
from consilience.outputs.wording import many, sentence_case, written_dates


def changes_section(writer: Writer, earlier: Writer) -> Section:
    """Return new reports, new events, revised figures, withdrawn reports and settled disputes.

    Args:
        writer: Of the record that the report is of.
        earlier: Of the earlier build; only its rows are used, its words are cited by *writer*.
    """
    before, now = earlier.lookup, writer.lookup
    items = [
        *_taken_back(writer, before),
        *_revised(writer, earlier),
        *_new_events(writer, before),
        *_disputes(writer, earlier),
    ]
    new = len(now.documents.keys() - before.documents.keys())
    gone = len(before.documents.keys() - now.documents.keys())
    notes = [
        f"The earlier build held {many(len(before.documents), 'report')}; {new:,} came in since, "
        f"and {gone:,} are in the case no longer."
    ]
    if not items:
        notes.append("No event, figure or contradiction has changed.")
    most = 3 * writer.length.items
    if len(items) > most:
        notes.append(f"{many(len(items) - most, 'further change')} not told here.")
    return Section(
        key="changes",
        title="What changed since the last report",
        items=tuple(_once(items))[:most],
        notes=tuple(notes),
    )


def _once(items: Iterable[Item]) -> Iterator[Item]:
    seen: set[str] = set()
    for item in items:
        if item.cited.text not in seen:
            seen.add(item.cited.text)
            yield item


def _taken_back(writer: Writer, before: Lookup) -> Iterator[Item]:
    """Yield reports that their publisher took back, or that the case holds no longer."""
    now = writer.lookup.documents
    for key, row in sorted(before.documents.items()):
        current = now.get(key)
        if current is not None and (row.withdrawn or not current.withdrawn):
            continue
        number = _opening(writer, before, row)
        if number is not None:
            name = row.title or row.name
            what = "is in the case no longer" if current is None else "was withdrawn"
            text = f"The report “{name}” of {row.outlet or 'an unknown outlet'} {what}."
            yield Item(cited=Cited(text=writer.safe(text), citations=(number,)), badges=("report",))


def _opening(writer: Writer, before: Lookup, document: Document) -> int | None:
    """Return the citation of the first sentence of *document*."""
    own = [row for row in before.sentences.values() if row.document == document.id]
    first = min(own, key=lambda row: row.start, default=None)
    return writer.citations.cite_sentence(first.id) if first is not None else None


def _revised(writer: Writer, earlier: Writer) -> Iterator[Item]:
    was = _sets_before(writer.lookup, earlier.lookup)
    for finding in ranked(writer):
        old = earlier.lookup.finding_of.get(was.get(finding.figure_set, ""))
        if old is None or _bounds(old) == _bounds(finding):
            continue
        cited = writer.finding_sentence(finding)
        if cited is None:
            continue
        label = writer.label(finding, cited.citations).text
        told = (
            f"{quantity(old, earlier.counted(old))} → {quantity(finding, writer.counted(finding))}"
        )
        best = "" if old.best == finding.best else f"; best {_number(old)} → {_number(finding)}"
        rule = finding.best_rule.replace("_", " ")
        text = f"{label}: {told}{best} (rule: {rule}; {_support(old, finding)})."
        yield Item(
            cited=Cited(text=writer.safe(text), citations=cited.citations), badges=("figure",)
        )


def _bounds(row: Finding) -> tuple[float | None, float | None, float | None]:
    return row.low, row.best, row.high


def _number(row: Finding) -> str:
    return "open" if row.best is None else f"{row.best:,.0f}"


def _support(old: Finding, new: Finding) -> str:
    return f"{many(old.n_independent, 'voice')} → {many(new.n_independent, 'voice')}"


def _sets_before(now: Lookup, before: Lookup) -> Mapping[str, str]:
    """Return, by set, the earlier set that shares most figures with it."""
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for figure, own in now.set_of.items():
        if figure in before.set_of:
            shared[own][before.set_of[figure]] += 1
    return {
        own: min(found, key=lambda key: (-found[key], key)) for own, found in sorted(shared.items())
    }


def _new_events(writer: Writer, before: Lookup) -> Iterator[Item]:
    known = before.event_mentions.keys()
    for event in sorted(told_events(writer), key=_by_weight):
        mentions = writer.lookup.mentions_of_event.get(event.id, [])
        told_before = any(row.id in known for row in mentions)
        if told_before or event.aggregate or event.background or event.date_start is None:
            continue
        cited = writer.event_sentence(event)
        if cited is not None:
            yield Item(
                cited=Cited(text=f"New: {cited.text}", citations=cited.citations), badges=("event",)
            )


def _by_weight(event: Event) -> tuple[int, str, str]:
    return -event.n_reports, event.date_start or "9999", event.id


def _disputes(writer: Writer, earlier: Writer) -> Iterator[Item]:
    """Yield contradictions that are new or settled, and those that are none any more."""
    now, then = contradictions(writer), contradictions(earlier)
    for row in now:
        old, item = _same(row, then), writer.contradiction_item(row)
        if old is not None and not (old.state == "open" and row.state != "open"):
            continue
        if item is not None:
            lead = "New contradiction" if old is None else f"Contradiction {row.state}"
            text = f"{lead}: {item.cited.text}"
            cited = Cited(text=text, citations=item.cited.citations)
            yield Item(cited=cited, badges=("contradiction",))
    for row in then:
        cites = numbers(writer.citations.cite(span) for side in row.sides for span in side.spans)
        if _same(row, now) is None and cites:
            title = sentence_case(written_dates(row.title)).rstrip(".")
            text = f"No longer contradicted: {title}."
            cited = Cited(text=writer.safe(text), citations=cites)
            yield Item(cited=cited, badges=("contradiction",))


def _words(row: Contradiction) -> set[tuple[str, int]]:
    return {(span.document, span.start) for side in row.sides for span in side.spans}


def _same(row: Contradiction, others: Iterable[Contradiction]) -> Contradiction | None:
    """Return the contradiction of *others* that shares words with *row*, if one does."""
    words = _words(row)
    return next((one for one in others if one.kind == row.kind and words & _words(one)), None)
