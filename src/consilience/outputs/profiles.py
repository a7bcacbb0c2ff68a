"""What may leave a case: names of victims, witnesses and minors stay in it, points are coarsened.

A profile works on what is written out, never on the record: every name that the record holds as
``severe`` is taken out of every text, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from consilience.model.entities import Entity
from consilience.model.places import Place
from consilience.model.scales import ProfileName
from consilience.model.source import RowSource
from consilience.outputs.listing import Cell, Listing
from consilience.outputs.severity import severe_names

WITHHELD: Final = "[name withheld]"
COARSE_DEGREES: Final = 1
"""Decimals of a degree that are left of a public point: a cell of about 11 km."""
COARSE_RADIUS_M: Final = 8_000
_OTHER: Final = "other"
"""Group of a name that holds that of somebody else ("Sheikh Maqsud")."""
_COORDINATES: Final = ("latitude", "longitude")


class Profile:
    """Takes out of texts and numbers what its readers must not see, and counts it."""

    def __init__(
        self, record: RowSource, name: ProfileName, *, also: RowSource | None = None
    ) -> None:
        """Withhold what *record* holds as severe, and what an earlier build (*also*) did."""
        self.name = name
        self._records = [record] if also is None else [record, also]
        self.names_withheld = 0
        self.points_coarsened = 0

    def text(self, words: str) -> str:
        """Return *words* without the names that stay in the case."""
        if self._names is None:
            return words
        return self._names.sub(self._withhold, words)

    def _withhold(self, found: re.Match[str]) -> str:
        if found[_OTHER] is not None:
            return found[_OTHER]
        self.names_withheld += 1
        return WITHHELD

    def find_withheld(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield where the names that stay in the case stand in *words*."""
        if self._names is not None:
            for found in self._names.finditer(words):
                if found[_OTHER] is None:
                    self.names_withheld += 1
                    yield found.span()

    def degrees(self, value: float | None) -> float | None:
        """Return a latitude or longitude as exact as readers may have it."""
        if value is None or self.name == "internal":
            return value
        self.points_coarsened += 1
        return round(value, COARSE_DEGREES)

    def radius_m(self, value: int | None) -> int | None:
        """Return a radius that is not smaller than the cell to which points are rounded."""
        if value is None or self.name == "internal":
            return value
        return max(value, COARSE_RADIUS_M)

    def cell(self, name: str, value: Cell) -> Cell:
        """Return the cell of column *name* as it may leave the case."""
        if isinstance(value, str):
            return self.text(value)
        if name in _COORDINATES and isinstance(value, int | float):
            return self.degrees(value)
        return value

    def listing(self, listing: Listing) -> Listing:
        """Return *listing* as it may leave the case."""
        names = [column.name for column in listing.columns]
        rows = tuple(
            tuple(self.cell(name, cell) for name, cell in zip(names, row, strict=True))
            for row in listing.rows
        )
        return Listing(name=listing.name, columns=listing.columns, rows=rows, total=listing.total)

    def json(self, value: object, *, key: str = "") -> object:
        """Return a JSON form as it may leave the case."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.json(item) for item in value]
        if isinstance(value, dict):
            return {name: self.json(item, key=name) for name, item in value.items()}
        if key in _COORDINATES and isinstance(value, int | float):
            return self.degrees(value)
        if key == "radius_m" and isinstance(value, int):
            return self.radius_m(value)
        return value

    def notes(self) -> list[str]:
        """Return what was withheld, in sentences; empty where nothing was."""
        notes = []
        if self.names_withheld:
            notes.append(
                f"Names of victims, witnesses and minors are left out in {self.names_withheld:,} "
                "places, because to name them could harm them."
            )
        if self.points_coarsened:
            notes.append(
                "Coordinates are rounded to a tenth of a degree (about 11 km), because an exact "
                "point could lead to people at risk."
            )
        return notes

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        if self.name == "internal":
            return None
        severe = (name for record in self._records for name in severe_names(record))
        found = {name for name in severe if len(name) > 1}
        if not found:
            return None
        names = _alternatives(found)
        others = {name for record in self._records for name in _others_with(found, record)}
        kept = rf"(?P<{_OTHER}>{_alternatives(others) if others else '(?!)'})"
        return re.compile(rf"(?<!\w)(?:{kept}|{names})(?!\w)")


def _others_with(names: set[str], record: RowSource) -> Iterator[str]:
    """Yield names of others that hold one of *names*, if it is one word ("Sheikh Maqsud")."""
    single = {name for name in names if name.isalpha()}
    if not single:
        return
    inside = re.compile(rf"(?<!\w)(?:{_alternatives(single)})(?!\w)")
    for other in _named(record):
        if other not in names and inside.search(other):
            yield other


def _named(record: RowSource) -> Iterator[str]:
    """Yield the names of places, and of people whom it does not harm to be named."""
    for place in record.rows(Place):
        if place.kind != "unknown":
            yield from (place.name, *place.aliases)
    for entity in record.rows(Entity):
        if entity.sensitivity != "severe":
            yield from (entity.name, *entity.aliases)


def _alternatives(names: set[str]) -> str:
    """Return a pattern for any of *names*, the longest first."""
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
