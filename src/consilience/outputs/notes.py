"""The neutral note on one event: what its figures come to, and where reports disagree."""

from __future__ import annotations

from consilience.model.events import Event
from consilience.model.findings import Contradiction, Finding
from consilience.model.scales import SignOffAxis
from consilience.outputs.listing import number_text
from consilience.outputs.lookup import Lookup


def event_notes(event: Event, lookup: Lookup) -> str | None:
    """Return a sentence for each figure set and each contradiction of *event*."""
    sentences = []
    for own in sorted(lookup.sets_of_event.get(event.id, ()), key=lambda row: row.id):
        finding = lookup.finding_of.get(own.id)
        if finding is not None:
            sentences.append(f"{own.title}: {range_text(finding)}, {voices_text(finding)}.")
        sentences += [f"In dispute: {row.title}." for row in _disputes(lookup, own.id)]
    sentences += [f"In dispute: {row.title}." for row in _disputes(lookup, event.id)]
    return " ".join(sentence.replace("..", ".") for sentence in sentences) or None


def range_text(finding: Finding) -> str:
    """Return low, best and high as people write them; what is not known is said to be open."""
    low, best, high = finding.low, finding.best, finding.high
    if low is None and best is None and high is None:
        return "no number given"
    if low == high and low is not None:
        return number_text(low)
    if high is None and low is not None:
        return f"at least {number_text(low)}"
    if low is None and high is not None:
        return f"at most {number_text(high)}"
    ends = f"{number_text(low or 0)} to {number_text(high or 0)}"
    return f"{ends}, best {number_text(best)}" if best is not None else ends


def voices_text(finding: Finding) -> str:
    """Return how many reports there are and how many voices are left in them."""
    return f"{_many(finding.n_reports, 'report')}, {_many(finding.n_independent, 'voice')}"


def _many(number: int, noun: str) -> str:
    return f"{number_text(number)} {noun}{'' if number == 1 else 's'}"


def _disputes(lookup: Lookup, subject: str) -> list[Contradiction]:
    return lookup.contradictions_on.get(subject, [])


def signed_off(lookup: Lookup, *subjects: str) -> list[str]:
    """Return what of these rows people signed and when: "place signed off on 2031-05-02"."""
    found: dict[SignOffAxis, str] = {}
    for subject in subjects:
        found.update(lookup.signed.get(subject, {}))
    return [f"{axis} signed off on {day}" for axis, day in sorted(found.items()) if axis != "grade"]
