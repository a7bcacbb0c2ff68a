"""The whole record as JSON: one file a table, or one file; sorted by id, the same bytes each time.

Frozen texts stay in the case unless they are asked for: an export carries short quotes. Packed
parses are left out: they are made again from the texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.model.decisions import Decision, DecisionStatus, ReviewItem
from consilience.model.documents import Text
from consilience.model.rows import Row, to_json
from consilience.model.rulings import Corrected, Correction, Ruling
from consilience.model.sentences import Parse
from consilience.model.source import RowSource
from consilience.model.tables import TABLES
from consilience.outputs.exports.files import ExportFile
from consilience.outputs.printable import json_text
from consilience.outputs.profiles import Profile

_LEFT_OUT: Final[frozenset[type[Row]]] = frozenset({Parse})
_INTERNAL: Final = (Decision, DecisionStatus, ReviewItem, Ruling, Correction, Corrected)
"""Who decided what, and why, is for those who work on the case; rows say that it was decided."""


def export_tables(
    record: RowSource, *, profile: Profile, with_texts: bool = False
) -> Iterator[ExportFile]:
    """Yield one JSON file for each table of *record*."""
    for kind in exported_tables(profile, with_texts=with_texts):
        yield ExportFile(name=f"{kind.table}.json", chunks=_array(record, kind, profile))


def export_record(
    record: RowSource, *, profile: Profile, with_texts: bool = False
) -> Iterator[str]:
    """Yield the pieces of one JSON object that holds every table of *record*."""
    opening = "{\n"
    for kind in exported_tables(profile, with_texts=with_texts):
        yield f'{opening}"{kind.table}": '
        yield from _array(record, kind, profile, end="]")
        opening = ",\n"
    yield "\n}\n"


def exported_tables(profile: Profile, *, with_texts: bool) -> list[type[Row]]:
    """Return the tables that leave the case; whole texts do so only under ``internal``."""
    internal = profile.name == "internal"
    texts = with_texts and internal
    left_out = _LEFT_OUT if texts else _LEFT_OUT | {Text}
    return [
        kind
        for kind in TABLES
        if kind not in left_out and (internal or not issubclass(kind, _INTERNAL))
    ]


def _array(
    record: RowSource, kind: type[Row], profile: Profile, *, end: str = "]\n"
) -> Iterator[str]:
    before = "[\n"
    for row in record.rows(kind):
        yield before + json_text(profile.json(to_json(row)))
        before = ",\n"
    yield ("[" if before == "[\n" else "\n") + end
