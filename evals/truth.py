"""Hold a record against ``truth.json``: what a careful person concludes from the example reports.

A line names a table, the row to look for (``find``) and what must be true of it (``holds``); or
that there is no such row (``absent``); or how many there are (``count``). Values are compared by
`Record.agrees`:

* a string beside a span, a stretch or a tuple of them is words of the report: one span must
  overlap them;
* an object beside an id is a pattern for the row of that id (of a tuple of ids: for one of them);
* an object may instead ask ``in``, ``not``, ``has`` (each of these is in the tuple), ``at_least``,
  ``at_most``, ``starts``, ``contains``, ``length``;
* ids of documents read as file names.

Beside the fields there are ``words`` (the row's stretches overlap them), ``pair`` (the two
documents of a passage or an edge), ``first`` (the one that was there first), ``members`` and
``without`` (patterns for what a merged thing holds, or does not).
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from typing import Any, Final

from consilience.model.documents import Document, Text
from consilience.model.entities import EntityMember
from consilience.model.events import EventMember
from consilience.model.findings import SetMember
from consilience.model.lineage import LineageMember
from consilience.model.places import PlaceMember
from consilience.model.rows import Row, to_json
from consilience.model.spans import Span, Stretch
from consilience.model.tables import BY_NAME

Line = Mapping[str, Any]

_HELD_BY: Final[dict[str, tuple[type[Row], str, str | None]]] = {
    "events": (EventMember, "event", "mention"),
    "places": (PlaceMember, "place", "mention"),
    "entities": (EntityMember, "entity", "mention"),
    "figure_sets": (SetMember, "figure_set", "figure"),
    "lineages": (LineageMember, "lineage", None),
}


def load_truth() -> list[Line]:
    """Return the lines of the packaged truth, in their order."""
    raw = files("consilience").joinpath("examples/truth.json").read_text(encoding="utf-8")
    lines: list[Line] = json.loads(raw)["lines"]
    return lines


class Record:
    """The rows of one build, as the lines of the truth look at them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.tables: dict[type[Row], list[Row]] = defaultdict(list)
        self.by_id: dict[str, Row] = {}
        for row in rows:
            self.tables[type(row)].append(row)
            if not isinstance(row, Text):
                self.by_id[row.id] = row
        self.texts = {row.id: row.text for row in self.tables[Text] if isinstance(row, Text)}
        self.names = {
            row.id: row.name for row in self.tables[Document] if isinstance(row, Document)
        }
        self._members: dict[str, list[Row]] = defaultdict(list)
        for kind, owner, member in _HELD_BY.values():
            for row in self.tables[kind]:
                held = row if member is None else self.by_id.get(getattr(row, member))
                if held is not None:
                    self._members[getattr(row, owner)].append(held)
        self._pseudo: dict[str, Callable[[Row, Any], bool]] = {
            "words": self._words,
            "pair": self._pair,
            "first": self._first,
            "members": self._holds_all,
            "without": lambda row, wanted: not self._holds_any(row, wanted),
        }

    def why_not(self, line: Line) -> str | None:
        """Return why *line* does not hold, or ``None`` where it does."""
        found = self.find(line["table"], line["find"])
        if line.get("absent"):
            return f"{len(found)} such rows, first {found[0].id}" if found else None
        if "count" in line:
            return None if len(found) == line["count"] else f"{len(found)} such rows"
        if not found:
            return "no such row"
        wanted = line.get("holds", {})
        misses = [self.misses(row, wanted) for row in found]
        nearest = min(misses, key=len)
        return None if not nearest else f"nearest of {len(found)}: {'; '.join(nearest)}"

    def find(self, table: str, pattern: Mapping[str, Any]) -> list[Row]:
        """Return the rows of *table* that fit *pattern*."""
        return [row for row in self.tables[BY_NAME[table]] if not self.misses(row, pattern)]

    def misses(self, row: object, pattern: Mapping[str, Any]) -> list[str]:
        """Return, a field each, what of *pattern* is not so in *row*."""
        return [
            f"{name} is {self._shown(row, name)}, not {wanted!r}"
            for name, wanted in pattern.items()
            if not self._field(row, name, wanted)
        ]

    def agrees(self, value: object, wanted: Any) -> bool:
        """Return whether the *value* of a field is as *wanted* (see the head of this module)."""
        if isinstance(wanted, Mapping):
            return self._agrees_mapping(value, wanted)
        if isinstance(wanted, str):
            spans = value if isinstance(value, tuple) else (value,)
            if any(isinstance(span, Span | Stretch) for span in spans):
                return any(self.overlaps(span, wanted) for span in spans)
        if isinstance(value, str):
            value = self.names.get(value, value)
        if isinstance(value, tuple):
            value = [
                self.names.get(item, item) if isinstance(item, str) else item for item in value
            ]
        return bool(value == wanted)

    def overlaps(self, span: Span | Stretch, words: str) -> bool:
        """Return whether *span* shares a character with *words* somewhere in its document."""
        return self._covers(span.document, span.start, span.end, words)

    def _agrees_mapping(self, value: object, wanted: Mapping[str, Any]) -> bool:
        tests = [_OPERATORS[name] for name in wanted if name in _OPERATORS]
        if tests:
            return all(_OPERATORS[name](self, value, want) for name, want in wanted.items())
        for item in value if isinstance(value, tuple) else (value,):
            row = self.by_id.get(item) if isinstance(item, str) else item
            if dataclasses.is_dataclass(row) and not self.misses(row, wanted):
                return True
        return False

    def _field(self, row: object, name: str, wanted: Any) -> bool:
        if name in self._pseudo and isinstance(row, Row):
            return self._pseudo[name](row, wanted)
        # A subject may be an event or a figure set: a field that it does not have is not as wanted.
        return hasattr(row, name) and self.agrees(getattr(row, name), wanted)

    def _shown(self, row: object, name: str) -> str:
        value = getattr(row, name, None)
        if isinstance(value, Span):
            return repr(value.quote)
        if isinstance(value, str) and value in self.by_id:
            return self.names.get(value, value)
        shown = json.dumps(to_json(value), ensure_ascii=False)
        return shown if len(shown) < 160 else shown[:157] + "..."

    def _covers(self, document: str, start: int, end: int, words: str) -> bool:
        text = self.texts.get(document, "")
        at = text.find(words)
        while at >= 0:
            if at < end and start < at + len(words):
                return True
            at = text.find(words, at + 1)
        return False

    def _words(self, row: Row, wanted: str | list[str]) -> bool:
        found: list[Any] = [getattr(row, name, None) for name in ("stretch", "span", "a", "b")]
        runs = [run for run in found if run is not None] or [row]
        return all(
            any(self._covers(run.document, run.start, run.end, words) for run in runs)
            for words in ([wanted] if isinstance(wanted, str) else wanted)
        )

    def _pair(self, row: Row, wanted: list[str]) -> bool:
        pair = {self.names.get(getattr(row, side)) for side in ("document_a", "document_b")}
        return pair == set(wanted)

    def _first(self, row: Row, wanted: str) -> bool:
        probability = getattr(row, "probability_a_first", None)
        if probability is None or probability == 0.5:
            return False
        first = "document_a" if probability > 0.5 else "document_b"
        return self.names.get(getattr(row, first)) == wanted

    def _holds_all(self, row: Row, wanted: list[Mapping[str, Any]]) -> bool:
        held = self._members[row.id]
        return all(any(not self.misses(one, pattern) for one in held) for pattern in wanted)

    def _holds_any(self, row: Row, wanted: list[Mapping[str, Any]]) -> bool:
        held = self._members[row.id]
        return any(not self.misses(one, pattern) for one in held for pattern in wanted)


def _has(record: Record, value: Any, wanted: list[Any]) -> bool:
    return all(any(record.agrees(item, want) for item in value) for want in wanted)


_OPERATORS: Final[dict[str, Callable[[Record, Any, Any], bool]]] = {
    "in": lambda record, value, wanted: any(record.agrees(value, want) for want in wanted),
    "not": lambda record, value, wanted: not record.agrees(value, wanted),
    "has": _has,
    "at_least": lambda _, value, wanted: value is not None and value >= wanted,
    "at_most": lambda _, value, wanted: value is not None and value <= wanted,
    "starts": lambda _, value, wanted: value is not None and value.startswith(wanted),
    "contains": lambda _, value, wanted: value is not None and wanted in value,
    "length": lambda _, value, wanted: len(value) == wanted,
}


OTHER_WORDS: Final = frozenset({*_OPERATORS, "words", "pair", "first", "members", "without"})
"""What a pattern may hold beside the fields of rows."""


def quoted_words(line: Line) -> Iterable[tuple[str | None, str]]:
    """Yield the words of reports that *line* is anchored on, with the report that it names."""
    yield from _quoted(line["find"], None)
    yield from _quoted(line.get("holds", {}), line["find"].get("document"))


_SPAN_FIELDS: Final = frozenset(
    field.name
    for kind in BY_NAME.values()
    for field in dataclasses.fields(kind)
    if "Span" in str(field.type) or "Stretch" in str(field.type)
) | {"words"}


def _quoted(pattern: Any, document: str | None) -> Iterable[tuple[str | None, str]]:
    if isinstance(pattern, list):
        for item in pattern:
            yield from _quoted(item, document)
    if not isinstance(pattern, Mapping):
        return
    document = pattern.get("document", document)
    for name, wanted in pattern.items():
        if name in _SPAN_FIELDS and isinstance(wanted, str):
            yield document, wanted
        elif name == "words" and isinstance(wanted, list):
            yield from ((document, words) for words in wanted)
        elif not isinstance(wanted, str):
            yield from _quoted(wanted, document)
