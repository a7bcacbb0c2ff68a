"""One voice for all the words by which a report refers to a source.

"The Ruritanian Observatory" is "a monitor" in the headline, "the group" below, and its director
speaks for it. Counted apart they would make three independent origins of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from consilience.corroboration.voices import (
    KnownNames,
    Voice,
    cited_by,
    known_names,
    publisher_of,
    voice_of,
)
from consilience.model.documents import Document
from consilience.model.entities import Entity
from consilience.model.scales import OriginatorKind
from consilience.model.statements import Statement
from consilience.model.tables import Tables

_CLASSES: Final[Mapping[OriginatorKind, str]] = {
    "ngo_monitor": "monitor",
    "aggregator": "monitor",
    "organisation": "monitor",
    "government": "state",
    "military": "state",
    "un": "un",
    "hospital": "hospital",
    "armed_group": "group",
}
_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_COMMON: Final = frozenset(
    {"human", "rights", "syrian", "national", "international", "united", "general", "network",
     "group", "council", "ministry", "government", "forces", "party", "state", "spokesman"}
)  # fmt: skip
"""Words of many names: that they recur proves nothing."""


@dataclass(frozen=True, slots=True)
class Voicing:
    """The voice of every statement of the case."""

    voices: Mapping[str, Voice]
    names: KnownNames
    documents: Mapping[str, Document]
    publishers: Mapping[str, str]

    def of(self, statement: Statement) -> Voice:
        """Return whose word *statement* is."""
        return self.voices[statement.id]

    def cited(self, statement: Statement) -> tuple[str, ...]:
        """Return the keys of the media and bodies through which *statement* was reached."""
        return cited_by(statement, self.names)


def voicing(tables: Tables) -> Voicing:
    """Return the voices of the case's statements."""
    return tables.view(voicing, lambda: _collect(tables))


def _collect(tables: Tables) -> Voicing:
    names, documents = known_names(tables), tables.by_id(Document)
    found: dict[str, Voice] = {}
    persons: dict[str, set[Voice]] = defaultdict(set)
    by_document: dict[str, list[Statement]] = defaultdict(list)
    # "Iraqi forces" are a body of the vocabulary, however their name is written.
    known = {row.vocabulary for row in tables.of(Entity) if row.vocabulary and row.kind == "force"}
    for statement in sorted(tables.of(Statement), key=lambda row: row.id):
        found[statement.id] = voice_of(statement, documents[statement.document], names)
        if found[statement.id].named:
            by_document[statement.document].append(statement)
    for statements in by_document.values():
        bodies = _bodies(found[row.id] for row in statements)
        for statement in statements:
            voice = found[statement.id]
            body = None if voice.key in known else _body_of(statement, voice, bodies)
            if body is not None:
                found[statement.id] = _speaking_for(body, voice)
                if voice.kind == "person":
                    persons[voice.key].add(replace(body, spans=()))
    for key, voice in found.items():
        bodies_of_person = persons.get(voice.key)
        if voice.kind == "person" and bodies_of_person and len(bodies_of_person) == 1:
            found[key] = _speaking_for(next(iter(bodies_of_person)), voice)
    publishers = {key: publisher_of(row, names) for key, row in documents.items()}
    return Voicing(found, names, documents, publishers)


def _speaking_for(body: Voice, voice: Voice) -> Voice:
    return replace(body, spans=voice.spans)


def _bodies(voices: Iterable[Voice]) -> dict[str, Voice]:
    """Return the bodies that a report names by a name of their own, by key."""
    return {
        voice.key: voice
        for voice in voices
        if voice.kind in _CLASSES and voice.kind != "person" and not _is_generic(voice.name)
    }


def _is_generic(name: str) -> bool:
    """Return whether a source is only described: "a monitor", "the Britain-based group"."""
    words = [word for word in name.split() if word.lower() not in {"a", "an", "the"}]
    return bool(words) and words[-1].islower()


def _body_of(statement: Statement, voice: Voice, bodies: Mapping[str, Voice]) -> Voice | None:
    """Return the one named body of the report that a voice belongs to, if there is one."""
    if voice.kind == "person":
        said = " ".join(span.quote for span in statement.source)
        return _sharing_a_word(said.replace(voice.name, " "), bodies)
    if voice.kind in _CLASSES and _is_generic(voice.name):
        own = [body for body in bodies.values() if _CLASSES[body.kind] == _CLASSES[voice.kind]]
        return own[0] if len(own) == 1 else None
    others = {key: body for key, body in bodies.items() if key != voice.key}
    longer = {key: body for key, body in others.items() if len(body.name) > len(voice.name)}
    return _sharing_a_word(voice.name, longer) if " " not in voice.name else None


def _sharing_a_word(words: str, bodies: Mapping[str, Voice]) -> Voice | None:
    own = {word.lower().rstrip("s") for word in _WORD.findall(words)} - _COMMON
    found = [
        body
        for body in bodies.values()
        if own & {word.lower().rstrip("s") for word in _WORD.findall(body.name)}
    ]
    return found[0] if len(found) == 1 else None
