"""One voice for all the words by which a report refers to a source.

"The Ruritanian Observatory" is "a monitor" in the headline, "the group" below, and its director
speaks for it. Counted apart they would make three independent origins of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from consilience.corroboration.named import Source, named_sources, source_of
from consilience.corroboration.voices import (
    KnownNames,
    Voice,
    cited_by,
    known_names,
    name_voice,
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


class Voicing:
    """The voices of the case's statements, found when they are asked for."""

    def __init__(self, tables: Tables) -> None:
        self.names = known_names(tables)
        self.documents: Mapping[str, Document] = tables.by_id(Document)
        self._named = named_sources(tables)
        # "Iraqi forces" are a body of the vocabulary, however their name is written.
        entities = tables.of(Entity)
        self._known = {row.vocabulary for row in entities if row.vocabulary and row.kind == "force"}
        self._bodies: dict[str, Mapping[str, Voice]] = {}  # by report
        self._naming: dict[str, list[tuple[str, Source]]] = defaultdict(list)  # by person
        for document, named in self._named.items():
            for source in named.sources:
                if source.kind == "person":
                    self._naming[self.names.key(source.name)].append((document, source))
        self._speaking_for: dict[str, Voice | None] = {}  # by person
        self._voices: dict[str, Voice] = {}  # by statement

    def of(self, statement: Statement) -> Voice:
        """Return whose word *statement* is."""
        if statement.id not in self._voices:
            self._voices[statement.id] = self._find(statement)
        return self._voices[statement.id]

    def cited(self, statement: Statement) -> tuple[str, ...]:
        """Return the keys of the media and bodies through which *statement* was reached."""
        return cited_by(statement, self.names)

    def publisher(self, document: str) -> str:
        """Return the key of who published a report."""
        return publisher_of(self.documents[document], self.names)

    def _find(self, statement: Statement) -> Voice:
        voice = voice_of(statement, self.documents[statement.document], self.names)
        source = source_of(statement)
        body = None if source is None else self._body(source, voice, statement.document)
        if body is None and voice.kind == "person":
            body = self._body_of_person(voice.key)
        return voice if body is None else replace(body, spans=voice.spans)

    def _body(self, source: Source, voice: Voice, document: str) -> Voice | None:
        """Return the body that a source of a report belongs to, as far as the report says."""
        if voice.key in self._known:
            return None
        if document not in self._bodies:
            sources = self._named[document].sources
            self._bodies[document] = _bodies(_voice(row, self.names) for row in sources)
        return _body_of(source, voice, self._bodies[document])

    def _body_of_person(self, key: str) -> Voice | None:
        """Return the one body that somebody speaks for, by all reports that say for whom."""
        if key not in self._speaking_for:
            found = {
                self._body(source, _voice(source, self.names), document)
                for document, source in self._naming.get(key, ())
            } - {None}
            self._speaking_for[key] = found.pop() if len(found) == 1 else None
        return self._speaking_for[key]


def voicing(tables: Tables) -> Voicing:
    """Return the voices of the case's statements."""
    return tables.view(voicing, lambda: Voicing(tables))


def _voice(source: Source, names: KnownNames) -> Voice:
    return name_voice(source.name, source.kind, names, speaker=source.speaker, spans=())


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


def _body_of(source: Source, voice: Voice, bodies: Mapping[str, Voice]) -> Voice | None:
    """Return the one named body of the report that a voice belongs to, if there is one."""
    if voice.kind == "person":
        return _sharing_a_word(source.said.replace(voice.name, " "), bodies)
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
