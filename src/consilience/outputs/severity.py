"""Whom it could harm to be named: victims, witnesses and minors, as the rows show them.

Rows mark many of them as ``severe``. A witness is also known by how a report brings them in ("a
witness named …", "eyewitness …"), and by a statement of what they saw with their own eyes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from consilience.model.documents import Document
from consilience.model.entities import Entity, Mention
from consilience.model.source import RowSource
from consilience.model.statements import Statement

_AT_RISK: Final = (
    r"(?:eye[- ]?witness|witness|resident|survivor|victim|bystander|villager|onlooker|evacuee"
    r"|refugee|detainee|displaced person)"
)
_ROLE: Final = re.compile(rf"\b{_AT_RISK}\b", re.IGNORECASE)
_BEFORE: Final = re.compile(
    # At most three words between: "a resident of the old town called …".
    rf"\b{_AT_RISK}(?:\s+(?:of|from|in|at|near)(?:\s+[\w'’-]+){{1,3}}?)?"
    r"(?:,?\s+(?:who\s+(?:was|is|gave)\s+)?(?:(?:his|her|their)\s+)?(?:first\s+)?"
    r"(?:named|called|identified\s+(?:only\s+)?as|known\s+as|name\s+(?:only\s+)?as"
    r"|by\s+the\s+name\s+of))?\s+[\"“'‘]?$",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(
    r"^(?:\w+\s+){0,3}?(?:president|premier|(?:prime\s+|foreign\s+|\w+\s+)?minister|chancellor|king|queen"
    r"|pope|secretary(?:[\s-]general|\s+of\s+state)?|ambassador|envoy|senator|governor"
    r"|spokes(?:man|woman|person)|commissioner)\b",
    re.IGNORECASE,
)
_SEVERAL: Final = 2
"""Reports that must give an office before its holder is known by it."""
_REACH: Final = 100
"""Characters before a name in which it may be brought in."""
_SAW: Final = re.compile(
    r"\bI\s+(?:(?:just|also|personally|myself|then)\s+)?(?:saw|heard|witnessed|watched)\b"
    r"|\bwith\s+my\s+own\s+eyes\b"
)
"""Words of somebody who was there, whatever else they are."""
_DESCRIBED: Final = "described"
_LEADING: Final = re.compile(rf"^(?:(?:a|an|the|one|local)\s+)*{_AT_RISK}[,\s]+", re.IGNORECASE)


def severe_names(record: RowSource) -> set[str]:
    """Return every form of a name of somebody whom it could harm to be named."""
    persons = {row.id: row for row in record.rows(Mention, kind="person")}
    named = [row for row in persons.values() if not row.rule.startswith(_DESCRIBED)]
    severe = {row.id for row in persons.values() if row.sensitivity == "severe"}
    severe |= set(_find_witnesses(record, named))
    names = set(_find_speakers(record, persons, severe))
    # A short form is the person, and so is the full name that it is short for.
    severe |= {row.same_as for row in persons.values() if row.id in severe and row.same_as}
    names |= {
        form
        for row in named
        if row.id in severe or row.same_as in severe
        for form in (row.name, row.span.quote)
    }
    known = _known_by_office(named)
    for entity in record.rows(Entity, sensitivity="severe"):
        if entity.kind == "person":
            own = {entity.name, *entity.aliases}
            if known.isdisjoint(own):
                names |= own
            else:
                known |= own
    # A masthead is no secret, even where a report takes it for a person.
    return names - known - {row.outlet for row in record.rows(Document) if row.outlet}


def _known_by_office(named: list[Mention]) -> set[str]:
    """Return the names that several reports give with an office of state: these are no secret.

    One report in which words ran together ("… baby Bashar …") must not hide a president.
    """
    reports: dict[str, set[str]] = defaultdict(set)
    for row in named:
        if row.role and _OFFICE.search(row.role):
            reports[row.name].add(row.document)
    return {name for name, documents in reports.items() if len(documents) >= _SEVERAL}


def _find_witnesses(record: RowSource, named: list[Mention]) -> Iterator[str]:
    """Yield the mentions that a report brings in as a witness, resident or victim."""
    by_document: dict[str, list[Mention]] = defaultdict(list)
    for row in named:
        by_document[row.document].append(row)
    for document, rows in by_document.items():
        text = record.text(document)
        for row in rows:
            before = text[max(row.span.start - _REACH, 0) : row.span.start]
            if (row.role and _ROLE.search(row.role)) or _BEFORE.search(before):
                yield row.id


def _find_speakers(
    record: RowSource, persons: dict[str, Mention], severe: set[str]
) -> Iterator[str]:
    """Yield names of people who tell what they saw, and add their mentions to *severe*."""
    for row in record.rows(Statement):
        person = row.proximity == "eyewitness" and row.originator_kind == "person"
        seen = person or any(_SAW.search(span.quote) for span in row.content)
        if row.speaker in persons and (seen or row.originator_kind == "resident"):
            severe.add(row.speaker)
        for words in (row.speaker_name, row.originator, *(span.quote for span in row.source)):
            yield from _name_after_role(words or "")


def _name_after_role(words: str) -> Iterator[str]:
    """Yield the name in words such as "eyewitness Mira Talent"."""
    rest = _LEADING.sub("", words)
    parts = rest.split()
    if rest != words and 0 < len(parts) <= 4 and all(part[:1].isupper() for part in parts):
        yield rest
