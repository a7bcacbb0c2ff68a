"""What a case says, whatever ids its merged things have kept: for comparing two cases."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from consilience.model.entities import Entity, EntityMember
from consilience.model.events import Event, EventMember, Story
from consilience.model.findings import FigureSet, SetMember
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.places import Place, PlaceMember
from consilience.model.rows import Json, Row, to_json
from consilience.model.tables import TABLES
from consilience.pipeline.stages import STAGES
from consilience.workspace.case import Case, open_case

_MEMBERS: Mapping[type[Row], tuple[type[Row], str, str]] = {
    Entity: (EntityMember, "entity", "mention"),
    Place: (PlaceMember, "place", "mention"),
    Event: (EventMember, "event", "mention"),
    FigureSet: (SetMember, "figure_set", "figure"),
    Lineage: (LineageMember, "lineage", "stretch"),
}
"""Which rows say what a merged thing is made of: what it is called by here."""

_CORPUS = {kind for stage in STAGES if stage.unit == "corpus" for kind in stage.writes}
_ID = re.compile(r"\b[a-z]+_[a-z2-7]{16}\b")
_KEPT = frozenset({"id", "previous_ids"})


def what_it_says(path: Path) -> Counter[str]:
    """Return every row of the case at *path* as text, merged things called by their members."""
    with open_case(path) as case:
        names = _names_of_merged(case)
        found: Counter[str] = Counter()
        for kind in TABLES:
            for row in case.rows(kind):
                said = _said(row, names)
                if kind in _CORPUS and kind not in _MEMBERS and kind is not Story:
                    names[row.id] = _short(said)  # its id may be made from kept ones
                found[f"{kind.table} {said}"] += 1
        return found


def _names_of_merged(case: Case) -> dict[str, str]:
    names = {}
    for kind, (member_kind, part_of, part) in _MEMBERS.items():
        members: dict[str, list[str]] = defaultdict(list)
        for member in case.rows(member_kind):
            members[getattr(member, part_of)].append(str(to_json(getattr(member, part))))
        names.update({key: f"{kind.table}:{_short(found)}" for key, found in members.items()})
    for story in case.rows(Story):
        names[story.id] = f"stories:{_short(story.documents)}"
    return names


def _said(row: Row, names: Mapping[str, str]) -> str:
    form = to_json(row)
    assert isinstance(form, dict)
    said = {name: _renamed(value, names) for name, value in form.items() if name not in _KEPT}
    if row.id in names or type(row) not in _CORPUS:
        said["id"] = names.get(row.id, row.id)
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _renamed(value: Json, names: Mapping[str, str]) -> Json:
    if isinstance(value, str):
        # Several ids in one field stand in the order of the ids themselves.
        renamed = _ID.sub(lambda found: names.get(found[0], found[0]), value)
        return " ".join(sorted(renamed.split())) if renamed != value and " " in value else renamed
    if isinstance(value, list):
        found = [_renamed(item, names) for item in value]
        return sorted(found, key=str) if found != value else found
    if isinstance(value, dict):
        return {name: _renamed(item, names) for name, item in value.items()}
    return value


def _short(value: object) -> str:
    members = sorted(value) if isinstance(value, list) else value
    return hashlib.sha256(json.dumps(members).encode()).hexdigest()[:16]
