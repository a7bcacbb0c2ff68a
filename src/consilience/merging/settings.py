"""The settings of the stages that group stories and merge events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSettings:
    """How mentions of events are compared and merged (METHOD 1.7)."""

    window_days: int = 1
    """Dates this far apart may still be one day: nights, time zones, late reports."""
    memory_days: int = 10
    """A report that does not say when tells of something at most this old, unless it recalls."""
    automatic_score: float = 3.5
    """Sum of shares from which a match without a day is strong, if its particulars are too."""
    suggested_score: float = 2.9
    """Sum of shares from which a person is asked."""
    story_is_scene: bool = False
    """The reports of a story tell of one scene, as in a case that is one short incident: the same
    word for it, or the same exact kind, is the same event, without a place or a day."""
    max_suggested: int = 3
    """Suggestions an event can ask for."""
    max_block: int = 40
    """Tellings behind one key; a key that is more common than that finds nothing rare."""
