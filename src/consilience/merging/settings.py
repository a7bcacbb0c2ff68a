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
    one_topic: bool = False
    """The case is a few short incidents of one kind, and its reports are short: what is told by the
    same word among the same words is one event, without a place or a day (scene_matching.py)."""
    max_suggested: int = 3
    """Suggestions an event can ask for."""
    max_block: int = 40
    """Tellings behind one key; a key that is more common than that finds nothing rare."""
