"""The gate: no score may fall below its floor, and no floor may be lowered without a reason.

``floors.json`` holds, for the full sets and for their quick subsets, one entry a figure:
``floor`` (what must be reached), ``highest`` (the highest floor there ever was) and, where the
floor is below it, ``reason``. ``python -m evals --raise`` lifts floors to the score; lowering is
done by hand, with a reason.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FLOORS: Final = Path(__file__).parent / "floors.json"
SLACK: Final = 0.0005
"""Half of the last digit that is kept; the product itself gives the same answers every time."""

Floors = dict[str, dict[str, dict[str, dict[str, Any]]]]
"""By size ("full", "quick"), folder and path of the figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one set's score."""

    size: str  # full or quick
    folder: str
    path: str  # "-" before: lower is better
    value: float | None  # None: the scorer gave none, since nothing was answered

    @property
    def lower_is_better(self) -> bool:
        """Whether a fall is a gain."""
        return self.path.startswith("-")

    @property
    def name(self) -> str:
        """Its path in the scorer's answer."""
        return self.path.lstrip("-")


def load_floors(path: Path = FLOORS) -> Floors:
    """Return the floors; empty where none were ever kept."""
    if not path.exists():
        return {}
    found: Floors = json.loads(path.read_text(encoding="utf-8"))
    return found


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write *floors* in an order that makes changes easy to read."""
    path.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def floor_of(floors: Floors, figure: Figure) -> float | None:
    """Return the floor of *figure*, if it has one."""
    entry = floors.get(figure.size, {}).get(figure.folder, {}).get(figure.name)
    return None if entry is None else float(entry["floor"])


def falls_below(floors: Floors, figure: Figure) -> bool:
    """Return whether *figure* is worse than its floor."""
    floor = floor_of(floors, figure)
    if floor is None:
        return False
    if figure.value is None:
        return True
    worse = figure.value - floor if figure.lower_is_better else floor - figure.value
    return worse > SLACK


def may_rise(floors: Floors, figure: Figure) -> bool:
    """Return whether *figure* is better than its floor, or has none yet."""
    if figure.value is None:
        return False
    floor = floor_of(floors, figure)
    if floor is None:
        return True
    reached = rounded(figure)
    return reached < floor if figure.lower_is_better else reached > floor


def raise_floor(floors: Floors, figure: Figure) -> None:
    """Lift the floor of *figure* to its value, in *floors*; a floor is never lowered here."""
    if not may_rise(floors, figure):
        return
    sets = floors.setdefault(figure.size, {}).setdefault(figure.folder, {})
    entry = sets.get(figure.name, {})
    reached = rounded(figure)
    better = min if figure.lower_is_better else max
    highest = better(reached, entry.get("highest", reached))
    sets[figure.name] = {"floor": reached, "highest": highest}
    if reached != highest and "reason" in entry:
        sets[figure.name]["reason"] = entry["reason"]


def rounded(figure: Figure) -> float:
    """Return the value to three digits, rounded to the side that it surely holds.

    Raises:
        ValueError: there is no value.
    """
    if figure.value is None:
        raise ValueError(f"{figure.folder} {figure.name} has no value")
    scaled = round(figure.value * 1000, 6)
    return (math.ceil(scaled) if figure.lower_is_better else math.floor(scaled)) / 1000


def lowered_without_reason(floors: Floors) -> Iterator[str]:
    """Yield each floor that is below its highest and says no reason."""
    for size, sets in sorted(floors.items()):
        for folder, entries in sorted(sets.items()):
            for name, entry in sorted(entries.items()):
                if entry["floor"] != entry["highest"] and not _reason(entry):
                    yield (
                        f"{size} {folder} {name}: floor {entry['floor']} but once "
                        f"{entry['highest']}, and no reason"
                    )


def _reason(entry: Mapping[str, Any]) -> str:
    return str(entry.get("reason", "")).strip()
