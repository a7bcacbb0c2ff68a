"""The pages that the menu names, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One line of the menu."""

    label: str
    path: str
    counted: str | None = None  # name of the stored count beside it


MENU: Final = (
    MenuEntry(label="Overview", path="/"),
    MenuEntry(label="Events", path="/events", counted="events"),
    MenuEntry(label="Figures", path="/figures", counted="findings"),
    MenuEntry(label="Statements", path="/statements", counted="statements"),
    MenuEntry(label="Contradictions", path="/contradictions", counted="contradictions"),
    MenuEntry(label="Sources", path="/sources", counted="documents"),
    MenuEntry(label="Review", path="/review", counted="review_items"),
    MenuEntry(label="Log", path="/log"),
    MenuEntry(label="Tables", path="/tables"),
    MenuEntry(label="Build", path="/build"),
)
